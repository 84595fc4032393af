import { EMAIL_SETTINGS } from "../../django/startup/loader";
import { moveToMailers } from "../emailEdits";
import { defineRule } from "../rule";
import { notApplicable, satisfied, undecided } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "email-settings-deprecated",
  group: "email",
  severity: "hint",
  summary: "Django 6.1 deprecated the EMAIL_ settings",
  docs: {
    why:
      "Django 6.1 configures mail by MAILERS. EMAIL_HOST and the ten settings like it go on working for now, each with a " +
      "warning at the start, and a later version of Django no longer reads them.",
    how:
      "Move them to the entry `default` of MAILERS, all in one step: Django refuses to start with both. Code that reads " +
      "`settings.EMAIL_HOST_USER` needs another source then, such as `settings.DEFAULT_FROM_EMAIL`, and MAILERS takes " +
      "port 587 or 465 by itself where TLS or SSL is on.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#mailers",
      "https://docs.djangoproject.com/en/stable/releases/6.1/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "import os",
            "",
            'EMAIL_HOST = "smtp.example.org"',
            "EMAIL_USE_TLS = True",
            'EMAIL_HOST_USER = os.environ["SMTP_USER"]',
            'DEFAULT_FROM_EMAIL = "shop@example.org"',
            "EMAIL_TIMEOUT = 5",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "import os",
            "",
            'DEFAULT_FROM_EMAIL = "shop@example.org"',
            "MAILERS = {",
            '    "default": {',
            '        "OPTIONS": {',
            '            "host": "smtp.example.org",',
            '            "port": 25,',
            '            "username": os.environ["SMTP_USER"],',
            '            "use_tls": True,',
            '            "timeout": 5,',
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": "EMAIL_BACKEND = 'anymail.backends.postmark.EmailBackend'\n",
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "MAILERS = {",
            "    'default': {",
            "        'BACKEND': 'anymail.backends.postmark.EmailBackend',",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      'EMAIL_HOST = "smtp.example.org"\n',
      {
        "requirements.txt": "Django>=5.2,<7\ngunicorn\n",
        "mysite/settings.py": 'import os\n\nEMAIL_HOST = os.environ["SMTP_HOST"]\n',
      },
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": 'EMAIL_SUBJECT_PREFIX = "[shop] "\nDEFAULT_FROM_EMAIL = "shop@example.org"\n',
      },
    ],
  },
  check({ settings, project }) {
    const old = EMAIL_SETTINGS.filter((name) => settings.defines(name));
    if (old.length === 0) return satisfied("none of them is set");
    if (settings.defines("MAILERS")) return notApplicable("the settings have MAILERS");
    if (isBelow(project, "6.1")) return notApplicable("this version of Django has no MAILERS");
    if (!isAtLeast(project, "6.1"))
      return undecided("it depends on the version of Django, which is not known");
    const [first] = old;
    return {
      state: "violated",
      at: settings.location(first!),
      message: `Django 6.1 deprecated ${first}${old.length === 1 ? "" : ` and ${old.length - 1} more EMAIL_ settings`}: a later version will read only MAILERS, and mail will not be sent.`,
    };
  },
  fixes: [{ title: "Move them to MAILERS", safety: "review", preferred: true, edits: moveToMailers }],
});
