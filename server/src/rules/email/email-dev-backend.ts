import { developmentBackend, judgeMailer } from "../email";
import { sendBySmtp } from "../emailEdits";
import { productionTitle } from "../production";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** What production does with its mail, by backend. */
const CONSEQUENCES: Readonly<Record<string, string>> = {
  console:
    "Production prints its mail to the log instead of sending it: password resets, confirmations and error reports reach nobody.",
  filebased:
    "Production writes its mail to files instead of sending it: password resets, confirmations and error reports reach nobody.",
  locmem:
    "Production keeps its mail in the memory of the process instead of sending it: password resets and error reports reach nobody, and the memory fills up.",
  dummy: "Production discards its mail: password resets, confirmations and error reports reach nobody.",
};

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "email-dev-backend",
  group: "email",
  severity: "error",
  djangoIds: ["mail.E001"],
  summary: "Production uses a mail backend that is meant for development",
  docs: {
    why:
      "The backends console, filebased, locmem and dummy are for development and tests: they report success and send " +
      "nothing. This shows only when a user waits for a password reset. Since Django 6.1, a new project's settings " +
      "begin with the console backend.",
    how:
      "Use Django's SMTP backend with the server of a mail provider, whose address and password are in variables, or " +
      "the backend of django-anymail for the provider's API. Development may keep the console.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/email/#email-backends",
      "https://docs.djangoproject.com/en/stable/ref/settings/#mailers",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          "",
          'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          "",
          'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
          "",
          "if not DEBUG:",
          '    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"',
          '    EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")',
          "    EMAIL_PORT = 587",
          "    EMAIL_USE_TLS = True",
          '    EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")',
          '    EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")',
          "",
        ].join("\n"),
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": [
            "MAILERS = {",
            "    'default': {",
            "        'BACKEND': 'django.core.mail.backends.console.EmailBackend',",
            "    },",
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
            "    'default': {",
            "        'BACKEND': 'django.core.mail.backends.smtp.EmailBackend',",
            "        'OPTIONS': {",
            "            'host': os.environ.get('EMAIL_HOST', 'localhost'),",
            "            'username': os.environ.get('EMAIL_HOST_USER', ''),",
            "            'password': os.environ.get('EMAIL_HOST_PASSWORD', ''),",
            "            'use_tls': True,",
            "        },",
            "    },",
            "}",
            "",
          ].join("\n"),
        },
      },
      {
        code: 'EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"\nEMAIL_HOST = "smtp.example.org"\n',
        fixed:
          'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"\nEMAIL_HOST = "smtp.example.org"\n',
      },
    ],
    good: [
      [
        "import os",
        "",
        'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
        "if DEBUG:",
        '    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
        "",
      ].join("\n"),
      [
        "import os",
        "",
        'EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")',
        "",
      ].join("\n"),
      'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const name = settings.defines("MAILERS") ? "MAILERS" : "EMAIL_BACKEND";
    if (!settings.defines("MAILERS") && !settings.defines("EMAIL_BACKEND") && settings.open === undefined)
      return satisfied("mail goes by SMTP, Django's default");
    const judgement = judgeMailer(context, [], ({ backend }) => {
      if (backend.kind !== "str") return undecided(reasonOf(backend));
      const found = developmentBackend(backend);
      if (found === undefined) return satisfied(`mail goes through ${backend.value}`);
      return { state: "violated", message: CONSEQUENCES[found], at: backend.at };
    });
    return verdictOn(settings, name, judgement, CONSEQUENCES.console!, {
      // Whoever writes that down means it.
      ...(judgement.state === "violated" &&
      (judgement.message === CONSEQUENCES.dummy || isOfProduction(context, judgement.at))
        ? { severity: "warning" }
        : {}),
    });
  },
  fixes: [
    {
      title: productionTitle("Send mail by SMTP through the server in EMAIL_HOST"),
      safety: "review",
      preferred: true,
      edits: sendBySmtp,
    },
  ],
});

/** Whether the backend is named in a module that only production loads. */
function isOfProduction({ project }: RuleContext, at: Verdict["at"]): boolean {
  const { module, shared } = project.settings;
  return !shared && at !== undefined && at.file === module?.path;
}
