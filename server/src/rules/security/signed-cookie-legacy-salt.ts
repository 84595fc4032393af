import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const NAME = "SIGNED_COOKIE_LEGACY_SALT_FALLBACK";

export default defineRule({
  id: "signed-cookie-legacy-salt",
  group: "security",
  severity: "info",
  summary: "Cookies with the old kind of signature are accepted",
  docs: {
    why:
      "In 2026 Django changed how it signs cookies that views set with set_signed_cookie(): before, the signature of " +
      "one cookie could be valid for another one with a suitable name. Django 6.1 refuses the old signatures; with " +
      "this setting on it still accepts them, and warns of the setting at each start.",
    how: "Delete the line as soon as the cookies from before the upgrade have expired.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#signed-cookie-legacy-salt-fallback",
      "https://docs.djangoproject.com/en/stable/releases/6.1/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==6.1.3\ngunicorn\n",
          "mysite/settings.py": "DEBUG = False\nSIGNED_COOKIE_LEGACY_SALT_FALLBACK = True\n",
        },
        fixed: { "requirements.txt": "Django==6.1.3\ngunicorn\n", "mysite/settings.py": "DEBUG = False\n" },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==6.0.10\ngunicorn\n",
        "mysite/settings.py": "SIGNED_COOKIE_LEGACY_SALT_FALLBACK = True\n",
      },
      {
        "requirements.txt": "Django==6.1.3\ngunicorn\n",
        "mysite/settings.py":
          'import os\n\nSIGNED_COOKIE_LEGACY_SALT_FALLBACK = os.environ.get("OLD_COOKIES") == "1"\n',
      },
    ],
  },
  check({ settings, project }) {
    if (!settings.defines(NAME)) return satisfied("the settings leave it to Django");
    if (!isAtLeast(project, "6.1")) return notApplicable("before Django 6.1 this is the default");
    const judgement = settings.judge([NAME], (fallback) => {
      const on = truthy(fallback);
      if (on === undefined) return undecided(reasonOf(fallback));
      return on ? { state: "violated" } : satisfied();
    });
    return verdictOn(
      settings,
      NAME,
      judgement,
      "SIGNED_COOKIE_LEGACY_SALT_FALLBACK is on: Django still accepts cookies with the old kind of signature, which may be valid for another cookie too. Turn it off once those cookies have expired.",
    );
  },
  fixes: [
    {
      title: "Accept only cookies with the new signature",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, NAME, "False"),
    },
  ],
});
