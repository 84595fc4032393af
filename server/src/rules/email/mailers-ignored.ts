import { OVERRIDDEN } from "../../settings/settings";
import { mailersToSettings } from "../emailEdits";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isBelow } from "../versions";

export default defineRule({
  id: "mailers-ignored",
  group: "email",
  severity: "warning",
  summary: "MAILERS needs Django 6.1",
  docs: {
    why:
      "Django before 6.1 does not know MAILERS and takes it for a setting of your own: mail goes where EMAIL_HOST and " +
      "its relatives say, which without them is a mail server on the machine itself.",
    how: "Say the same with EMAIL_BACKEND, EMAIL_HOST and so on, or upgrade to Django 6.1.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#mailers",
      "https://docs.djangoproject.com/en/stable/topics/email/#smtp-backend",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import os",
          "",
          "MAILERS = {",
          '    "default": {',
          '        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",',
          '        "OPTIONS": {"host": "smtp.example.org", "use_tls": True, "password": os.environ["SMTP_PASSWORD"]},',
          "    },",
          "}",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"',
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_USE_TLS = True",
          'EMAIL_HOST_PASSWORD = os.environ["SMTP_PASSWORD"]',
          "EMAIL_PORT = 587",
          "",
        ].join("\n"),
      },
    ],
    good: [
      {
        "requirements.txt": "Django==6.1.3\ngunicorn\n",
        "mysite/settings.py": 'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org"}}}\n',
      },
      {
        "requirements.txt": "Django>=5.2\ngunicorn\n",
        "mysite/settings.py":
          'import os\n\nMAILERS = {"default": {"OPTIONS": {"host": os.environ["SMTP_HOST"]}}}\n',
      },
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("MAILERS")) return notApplicable("the settings have no MAILERS");
    if (!isBelow(project, "6.1")) return satisfied("Django may be new enough for MAILERS");
    const names = ["MAILERS", "EMAIL_HOST", "EMAIL_BACKEND"].map((name) => OVERRIDDEN + name);
    const judgement = settings.judge(names, (mailers, ...others) => {
      const unclear = [mailers, ...others].find(({ kind }) => kind !== "bool");
      if (unclear !== undefined) return undecided(reasonOf(unclear));
      if (mailers.kind === "bool" && !mailers.value) return satisfied("MAILERS is not set");
      const both = others.some((value) => value.kind === "bool" && value.value);
      return both ? satisfied("the settings say the same for older versions") : { state: "violated" };
    });
    return verdictOn(
      settings,
      "MAILERS",
      judgement,
      "MAILERS came with Django 6.1, and production runs an older version, which ignores it: mail goes to a server on the same machine, as if nothing was set.",
    );
  },
  fixes: [
    {
      title: "Replace it with the EMAIL_ settings",
      safety: "review",
      preferred: true,
      edits: mailersToSettings,
    },
  ],
});
