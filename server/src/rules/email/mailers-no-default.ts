import { entry } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { addDefaultMailer } from "../emailEdits";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "mailers-no-default",
  group: "email",
  severity: "warning",
  djangoIds: ["mail.W001"],
  summary: 'MAILERS has no entry "default"',
  docs: {
    why:
      "Code that sends mail without naming a mailer uses the one called `default`: Django's own password reset, error " +
      "reports to ADMINS, and nearly all packages. Where there is none, each of them raises MailerDoesNotExist.",
    how: 'Add an entry `"default"` to MAILERS.',
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#mailers"],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": NEWEST, "mysite/settings.py": "import os\n\nMAILERS = {}\n" },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "import os",
            "",
            'MAILERS = {"default": {',
            '    "BACKEND": "django.core.mail.backends.smtp.EmailBackend",',
            '    "OPTIONS": {',
            '        "host": os.environ.get("EMAIL_HOST", "localhost"),',
            '        "username": os.environ.get("EMAIL_HOST_USER", ""),',
            '        "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),',
            '        "use_tls": True,',
            "    },",
            "}}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "import os",
            "",
            "MAILERS = {",
            '    "newsletter": {"BACKEND": "anymail.backends.mailgun.EmailBackend"},',
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "import os",
            "",
            "MAILERS = {",
            '    "newsletter": {"BACKEND": "anymail.backends.mailgun.EmailBackend"},',
            '    "default": {',
            '        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",',
            '        "OPTIONS": {',
            '            "host": os.environ.get("EMAIL_HOST", "localhost"),',
            '            "username": os.environ.get("EMAIL_HOST_USER", ""),',
            '            "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),',
            '            "use_tls": True,',
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": 'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org"}}}\n',
      },
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": 'import os\n\nMAILERS = {os.environ["MAILER"]: {"OPTIONS": {"host": "h"}}}\n',
      },
      "MAILERS = {}\n",
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("MAILERS")) return notApplicable("the settings have no MAILERS");
    if (isBelow(project, "6.1")) return notApplicable("this version of Django has no MAILERS");
    if (!isAtLeast(project, "6.1"))
      return undecided("whether Django reads MAILERS depends on its version, which is not known");
    const judgement = settings.judge([`${OVERRIDDEN}MAILERS`, "MAILERS"], (is, mailers) => {
      if (is.kind !== "bool") return undecided(reasonOf(is));
      if (!is.value) return satisfied("MAILERS is not set");
      const mailer = entry(mailers, "default");
      if (mailer === undefined) return undecided(reasonOf(mailers));
      return mailer === null ? { state: "violated" } : satisfied();
    });
    return verdictOn(
      settings,
      "MAILERS",
      judgement,
      'MAILERS has no "default": whatever sends mail without naming a mailer, such as Django\'s password reset, fails with MailerDoesNotExist.',
    );
  },
  fixes: [
    {
      title: "Add a default mailer for the server in EMAIL_HOST",
      safety: "review",
      preferred: true,
      edits: addDefaultMailer,
    },
  ],
});
