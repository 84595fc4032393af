import { EMAIL_SETTINGS } from "../../django/startup/loader";
import { entry } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import { developmentBackend } from "../email";
import { moveToMailers, removeOldSettings } from "../emailEdits";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "mailers-with-email-settings",
  group: "email",
  severity: "error",
  summary: "MAILERS and the EMAIL_ settings cannot be used together",
  docs: {
    why:
      "Since Django 6.1 MAILERS says how mail is sent. Where the settings still have one of those that it replaces, such " +
      "as EMAIL_HOST, Django raises ImproperlyConfigured at the start, and no process of the app comes up.",
    how:
      "Move what the old settings say into the OPTIONS of MAILERS and delete them. Code that reads " +
      "`settings.EMAIL_HOST_USER` needs another source, such as `settings.DEFAULT_FROM_EMAIL`.",
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
            "EMAIL_PORT = 587",
            "EMAIL_USE_TLS = True",
            'EMAIL_HOST_USER = os.environ["SMTP_USER"]',
            "MAILERS = {",
            '    "default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"},',
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
            '    "default": {',
            '        "OPTIONS": {',
            '            "host": "smtp.example.org",',
            '            "port": 587,',
            '            "username": os.environ["SMTP_USER"],',
            '            "use_tls": True,',
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
          "mysite/settings.py": [
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_tls": True}}}',
            "EMAIL_USE_TLS = True",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_tls": True}}}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": [
          'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org"}}}',
          'EMAIL_SUBJECT_PREFIX = "[shop] "',
          "",
        ].join("\n"),
      },
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": [
          "import os",
          "",
          'if "MAILGUN_SMTP_SERVER" in os.environ:',
          '    EMAIL_HOST = os.environ["MAILGUN_SMTP_SERVER"]',
          "else:",
          '    MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org"}}}',
          "",
        ].join("\n"),
      },
      'EMAIL_HOST = "smtp.example.org"\nMAILERS = {}\n',
    ],
  },
  check({ settings, project }) {
    const old = EMAIL_SETTINGS.filter((name) => settings.defines(name));
    if (!settings.defines("MAILERS") || old.length === 0) return satisfied("they have only one of the two");
    if (isBelow(project, "6.1")) return notApplicable("this version of Django has no MAILERS");
    if (!isAtLeast(project, "6.1"))
      return undecided("whether Django reads MAILERS depends on its version, which is not known");
    const names = ["MAILERS", ...old].map((name) => OVERRIDDEN + name);
    const judgement = settings.judge(
      names,
      (mailers, ...values) => {
        const unclear = [mailers!, ...values].find(({ kind }) => kind !== "bool");
        if (unclear !== undefined) return undecided(reasonOf(unclear));
        const both = values.some((value) => value.kind === "bool" && value.value);
        return mailers!.kind === "bool" && mailers!.value && both
          ? { state: "violated" }
          : satisfied("they have only one of the two");
      },
      { worlds: "all" },
    );
    const list = old.length === 1 ? old[0] : `${old.slice(0, -1).join(", ")} and ${old.at(-1)}`;
    return verdictOn(
      settings,
      old[0]!,
      judgement,
      old.length > 4
        ? `Django does not start: MAILERS cannot be combined with the old settings that it replaces, such as ${old[0]} and ${old[1]}.`
        : `Django does not start: MAILERS cannot be combined with ${list}, which it replaces.`,
    );
  },
  fixes: [
    {
      title: "Move the old settings into MAILERS",
      safety: "review",
      preferred: true,
      edits(context) {
        const isDevelopment = developmentBackend(context.settings.value("EMAIL_BACKEND")) !== undefined;
        return isComplete(context) || isDevelopment ? undefined : moveToMailers(context);
      },
    },
    {
      title: "Delete the old settings",
      safety: "review",
      edits: (context) => (isComplete(context) ? removeOldSettings(context) : undefined),
    },
  ],
});

/** Whether MAILERS sends mail by itself, so that the old settings say nothing new. */
function isComplete({ settings }: RuleContext): boolean {
  const mailer = entry(settings.value("MAILERS", { worlds: "all" }), "default");
  if (mailer?.kind !== "dict") return false;
  const backend = entry(mailer, "BACKEND");
  if (backend?.kind === "str" && developmentBackend(backend) !== undefined) return false;
  const options = entry(mailer, "OPTIONS");
  return backend?.kind === "str" || (options?.kind === "dict" && entry(options, "host") !== null);
}
