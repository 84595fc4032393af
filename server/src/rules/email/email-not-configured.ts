import { environmentText } from "../../edits/python/dialect";
import { evidenceOfMail, isLocalHost, judgeMailer, settingOf, withoutSmtp } from "../email";
import { sendBySmtp, setMailOption, usesMailers } from "../emailEdits";
import { productionTitle } from "../production";
import { defineRule, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NEWEST = "Django==6.1.3\ngunicorn\n";

/** What Django 6.1 says of a mailer that has no host. */
const NO_HOST =
  'MAILERS["default"] has no host: Django raises InvalidMailer for every mail, instead of sending it.';

export default defineRule({
  id: "email-not-configured",
  group: "email",
  severity: "warning",
  summary: "Mail goes to a server that does not exist",
  docs: {
    why:
      "Where nothing says otherwise, Django hands its mail to a mail server on the same machine, port 25. A dyno has " +
      "none: the connection is refused, and the page that wanted to send mail fails with error 500. Error reports " +
      "to ADMINS are lost without a trace.",
    how:
      "Set EMAIL_HOST, EMAIL_HOST_USER and EMAIL_HOST_PASSWORD from config vars, with the values that your mail " +
      "provider gives you, or use its API through django-anymail. With MAILERS they are the options host, username and " +
      "password.",
    references: ["https://docs.djangoproject.com/en/stable/topics/email/", "https://anymail.dev/en/stable/"],
  },
  examples: {
    bad: [
      {
        code: [
          "from decouple import config",
          "",
          'EMAIL_HOST_USER = config("SMTP_USER")',
          'EMAIL_HOST_PASSWORD = config("SMTP_PASSWORD")',
          "",
        ].join("\n"),
        fixed: [
          "from decouple import config",
          "",
          'EMAIL_HOST_USER = config("SMTP_USER")',
          'EMAIL_HOST_PASSWORD = config("SMTP_PASSWORD")',
          'EMAIL_HOST = config("EMAIL_HOST", default="localhost")',
          "EMAIL_PORT = 587",
          "EMAIL_USE_TLS = True",
          "",
        ].join("\n"),
      },
      {
        code: {
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            'ROOT_URLCONF = "mysite.urls"',
            "",
          ].join("\n"),
          "mysite/urls.py": [
            "from django.urls import include, path",
            "",
            'urlpatterns = [path("accounts/", include("django.contrib.auth.urls"))]',
            "",
          ].join("\n"),
        },
        fixed: {
          "mysite/settings.py": [
            "import os",
            "",
            'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
            'ROOT_URLCONF = "mysite.urls"',
            "",
            "if not DEBUG:",
            '    EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")',
            "    EMAIL_PORT = 587",
            "    EMAIL_USE_TLS = True",
            '    EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")',
            '    EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")',
            "",
          ].join("\n"),
          "mysite/urls.py": [
            "from django.urls import include, path",
            "",
            'urlpatterns = [path("accounts/", include("django.contrib.auth.urls"))]',
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py": 'import os\n\nMAILERS = {"default": {"OPTIONS": {"use_tls": True}}}\n',
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'import os\n\nMAILERS = {"default": {"OPTIONS": {"use_tls": True, "host": os.environ.get("EMAIL_HOST", "localhost")}}}\n',
        },
      },
    ],
    good: [
      'SECRET_KEY = "x"\n',
      'EMAIL_HOST = "smtp.example.org"\nADMINS = [("Ops", "ops@example.org")]\n',
      [
        "import os",
        "",
        'EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")',
        'EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")',
        "",
      ].join("\n"),
      // Whoever logs in elsewhere may never get mail.
      'INSTALLED_APPS = ["allauth.account"]\nACCOUNT_EMAIL_VERIFICATION = "none"\n',
      [
        'EMAIL_BACKEND = "anymail.backends.amazon_ses.EmailBackend"',
        'INSTALLED_APPS = ["allauth.account"]',
        "",
      ].join("\n"),
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": 'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org"}}}\n',
      },
    ],
  },
  check(context): Verdict {
    const { settings, project } = context;
    const judgement = judgeMailer(context, ["host"], (mailer) => {
      const { options, isMailer, at } = mailer;
      const other = withoutSmtp(mailer);
      if (other !== undefined) return other;
      const local = isLocalHost(options.host);
      if (local === undefined) return undecided(reasonOf(options.host));
      if (!local) return satisfied();
      return options.host.kind === "none" && isMailer
        ? { state: "violated", message: NO_HOST, at }
        : { state: "violated", at: options.host.at };
    });
    if (judgement.state !== "violated") return judgement;
    const name = settingOf(context, "host");
    if (judgement.message !== undefined)
      return verdictOn(settings, name, judgement, judgement.message, {
        severity: "error",
        coveredBy: "mailers-unknown-option",
      });
    if (!project.deployment.heroku)
      return notApplicable("nothing says that it deploys to Heroku, where no mail server listens");
    const evidence = evidenceOfMail(context);
    if (evidence === undefined) return undecided("nothing shows that the project sends mail");
    return verdictOn(
      settings,
      name,
      judgement,
      `Production hands its mail to localhost, but a dyno has no mail server, so sending fails. Mail is expected here: ${evidence}.`,
      { coveredBy: "mailers-ignored" },
    );
  },
  fixes: [
    {
      title: productionTitle("Send mail through the server in EMAIL_HOST"),
      safety: "review",
      preferred: true,
      edits: (context) =>
        usesMailers(context)
          ? setMailOption(context, "host", (editor, offset) =>
              environmentText(editor, offset, "EMAIL_HOST", '"localhost"'),
            )
          : sendBySmtp(context),
    },
  ],
});
