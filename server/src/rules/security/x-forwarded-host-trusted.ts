import { contains, truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "USE_X_FORWARDED_HOST";

export default defineRule({
  id: "x-forwarded-host-trusted",
  group: "security",
  severity: "info",
  summary: "Visitors can choose the host name that the site believes it has",
  docs: {
    why:
      "With USE_X_FORWARDED_HOST Django takes the site's name from the header X-Forwarded-Host. Heroku's router sends " +
      "the real name as Host and passes on X-Forwarded-Host as it comes, so any visitor can write it, past the router's " +
      "own check. If ALLOWED_HOSTS accepts every name, password reset mails and cached pages then link to an " +
      "attacker's site.",
    how:
      "Delete the line, unless a proxy of yours stands before Heroku and always replaces this header. In that case keep " +
      "ALLOWED_HOSTS to your own names.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#use-x-forwarded-host",
      "https://devcenter.heroku.com/articles/http-routing#heroku-headers",
    ],
  },
  examples: {
    bad: [
      {
        code: 'ALLOWED_HOSTS = ["*"]\nUSE_X_FORWARDED_HOST = True\n',
        fixed: 'ALLOWED_HOSTS = ["*"]\n',
      },
      {
        code: 'ALLOWED_HOSTS = ["www.example.com"]\nUSE_X_FORWARDED_HOST = True\n',
        fixed: 'ALLOWED_HOSTS = ["www.example.com"]\n',
      },
    ],
    good: [
      'ALLOWED_HOSTS = ["www.example.com"]\nUSE_X_FORWARDED_HOST = False\n',
      'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("BEHIND_CDN") == "1"\n',
      { Procfile: "", "manage.py": "", "mysite/settings.py": "USE_X_FORWARDED_HOST = True\nDEBUG = False\n" },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(NAME)) return satisfied("Django's default is off");
    if (!project.deployment.heroku)
      return notApplicable("nothing says which proxy stands in front of the app");
    const judgement = settings.judge([NAME], (trusted) => {
      const on = truthy(trusted);
      if (on === undefined) return undecided(reasonOf(trusted));
      return on ? { state: "violated" } : satisfied();
    });
    const anyHost = contains(settings.value("ALLOWED_HOSTS"), "*") === true;
    return verdictOn(
      settings,
      NAME,
      judgement,
      anyHost
        ? "With USE_X_FORWARDED_HOST any visitor can set the site's host name in the header X-Forwarded-Host, which Heroku's router passes on: password reset mails can then link to an attacker's site."
        : "With USE_X_FORWARDED_HOST Django trusts the header X-Forwarded-Host, which Heroku's router passes on as visitors send it: only ALLOWED_HOSTS keeps them from setting the site's host name.",
      anyHost ? { severity: "error" } : {},
    );
  },
  fixes: [
    {
      title: "Turn USE_X_FORWARDED_HOST off",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, NAME, "False"),
    },
  ],
});
