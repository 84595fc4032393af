import { truthy } from "../../settings/plain";
import { judgeMailer, nameAtStart, nameOf, settingOf, withoutSmtp } from "../email";
import { setMailOption, usesMailers } from "../emailEdits";
import { defineRule, type RuleContext } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "email-tls-and-ssl",
  group: "email",
  severity: "error",
  summary: "TLS and SSL are both on for mail",
  docs: {
    why:
      "EMAIL_USE_TLS starts in clear text and switches to TLS, usually on port 587; EMAIL_USE_SSL uses TLS from the " +
      "first byte, usually on port 465. Django refuses to do both: every attempt to send mail raises an exception.",
    how: "Keep EMAIL_USE_TLS for port 587, or EMAIL_USE_SSL for port 465.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/email/#smtp-backend",
      "https://docs.djangoproject.com/en/stable/ref/settings/#email-use-ssl",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 465",
          "EMAIL_USE_TLS = True",
          "EMAIL_USE_SSL = True",
          "",
        ].join("\n"),
        fixed: [
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 465",
          "EMAIL_USE_TLS = False",
          "EMAIL_USE_SSL = True",
          "",
        ].join("\n"),
      },
      {
        code: [
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 587",
          "EMAIL_USE_TLS = True",
          "EMAIL_USE_SSL = True",
          "",
        ].join("\n"),
        fixed: [
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 587",
          "EMAIL_USE_TLS = True",
          "EMAIL_USE_SSL = False",
          "",
        ].join("\n"),
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_tls": True, "use_ssl": True}}}\n',
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_tls": True, "use_ssl": False}}}\n',
        },
      },
    ],
    good: [
      "EMAIL_PORT = 465\nEMAIL_USE_SSL = True\n",
      [
        "import os",
        "",
        'EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL") == "1"',
        "EMAIL_USE_TLS = True",
        "",
      ].join("\n"),
      [
        'EMAIL_BACKEND = "anymail.backends.mailgun.EmailBackend"',
        "EMAIL_USE_SSL = True",
        "EMAIL_USE_TLS = True",
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const old = settings.defines("EMAIL_USE_TLS") && settings.defines("EMAIL_USE_SSL");
    if (!settings.defines("MAILERS") && !old && settings.open === undefined)
      return satisfied("only one of them is set");
    const judgement = judgeMailer(context, ["use_tls", "use_ssl"], (mailer) => {
      const other = withoutSmtp(mailer);
      if (other !== undefined) return other;
      const { use_tls, use_ssl } = mailer.options;
      const flags = [use_tls, use_ssl].map((flag) => ({ flag, on: truthy(flag) }));
      if (flags.some(({ on }) => on === false)) return satisfied();
      const unclear = flags.find(({ on }) => on === undefined);
      if (unclear !== undefined) return undecided(reasonOf(unclear.flag));
      return {
        state: "violated",
        at: use_ssl.at,
        message: `${nameAtStart(mailer, "use_tls")} and ${nameOf(mailer, "use_ssl")} are both on, which Django refuses: every attempt to send mail raises an exception.`,
      };
    });
    return verdictOn(settings, settingOf(context, "use_ssl"), judgement, "");
  },
  fixes: [
    {
      title: (context) => `Keep ${nameOf({ isMailer: usesMailers(context) }, "use_ssl")}, for port 465`,
      safety: "review",
      edits: (context) =>
        /^(?:465|unknown)$/.test(portOf(context))
          ? setMailOption(context, "use_tls", () => "False")
          : undefined,
    },
    {
      title: (context) => `Keep ${nameOf({ isMailer: usesMailers(context) }, "use_tls")}, for port 587`,
      safety: "review",
      edits: (context) =>
        portOf(context) === "465" ? undefined : setMailOption(context, "use_ssl", () => "False"),
    },
  ],
});

/** The port of the mail server, "none" or "unknown". */
function portOf(context: RuleContext): string {
  let port = "unknown";
  judgeMailer(context, ["port"], ({ options }) => {
    if (options.port.kind === "int" || options.port.kind === "str") port = String(options.port.value);
    if (options.port.kind === "none") port = "none";
    return satisfied();
  });
  return port;
}
