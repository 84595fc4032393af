import type { Answer } from "../../settings/settings";
import { judgeMailer, type Mailer, nameOf, settingOf } from "../email";
import { setMailOption, usesMailers } from "../emailEdits";
import { type Cure, ENCRYPTION_OPTIONS, type EncryptionOption, mismatch } from "../mailEncryption";
import { defineRule, type RuleContext } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "email-port-mismatch",
  group: "email",
  severity: "warning",
  summary: "The mail server's port and encryption do not match, or encryption is off",
  docs: {
    why:
      "Mail servers expect TLS from the first byte on port 465, which is EMAIL_USE_SSL, and a switch to TLS on ports 587 " +
      "and 2525, which is EMAIL_USE_TLS. With the wrong one the connection hangs or breaks off; with neither, the " +
      "password and all mail cross the network in clear text, if the server allows it at all.",
    how:
      "Use `EMAIL_PORT = 587` with `EMAIL_USE_TLS = True`, or `EMAIL_PORT = 465` with `EMAIL_USE_SSL = True`. With " +
      "MAILERS, Django finds the port by itself.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#email-use-ssl",
      "https://docs.djangoproject.com/en/stable/topics/email/#smtp-backend",
    ],
  },
  examples: {
    bad: [
      {
        code: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_PORT = 465\nEMAIL_USE_TLS = True\n',
        fixed: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True\n',
      },
      {
        code: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_USE_SSL = True\n',
        fixed: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_USE_SSL = True\nEMAIL_PORT = 465\n',
      },
      {
        code: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_PORT = "465"\n',
        fixed: 'EMAIL_HOST = "smtp.example.org"\nEMAIL_PORT = "465"\nEMAIL_USE_SSL = True\n',
      },
      {
        code: [
          "import os",
          "",
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 587",
          'EMAIL_HOST_PASSWORD = os.environ["SMTP_PASSWORD"]',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'EMAIL_HOST = "smtp.example.org"',
          "EMAIL_PORT = 587",
          'EMAIL_HOST_PASSWORD = os.environ["SMTP_PASSWORD"]',
          "EMAIL_USE_TLS = True",
          "",
        ].join("\n"),
      },
      {
        code: {
          "requirements.txt": "Django==6.1.3\ngunicorn\n",
          "mysite/settings.py": [
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "port": 465, "use_tls": True}}}',
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==6.1.3\ngunicorn\n",
          "mysite/settings.py": [
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "port": 587, "use_tls": True}}}',
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      'EMAIL_HOST = "smtp.example.org"\nEMAIL_PORT = 465\nEMAIL_USE_SSL = True\n',
      [
        "import os",
        "",
        'EMAIL_HOST = "smtp.example.org"',
        'EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "465"))',
        'EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"',
        "",
      ].join("\n"),
      'EMAIL_HOST = "mailpit"\nEMAIL_PORT = 587\nEMAIL_HOST_USER = "a"\nEMAIL_HOST_PASSWORD = "b"\n',
      {
        "requirements.txt": "Django==6.1.3\ngunicorn\n",
        "mysite/settings.py":
          'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_ssl": True}}}\n',
      },
    ],
  },
  check(context) {
    const { settings } = context;
    const names = ["EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_HOST_USER"];
    const isSet = names.some((name) => settings.defines(name)) || settings.defines("MAILERS");
    if (!isSet && settings.open === undefined) return satisfied("neither port nor encryption is set");
    const port = settings.value("EMAIL_PORT");
    if (!settings.defines("MAILERS") && (port.kind === "unknown" || port.kind === "env"))
      return undecided(reasonOf(port));
    // Who logs in where is asked only if it matters: many variables make many combinations.
    const atWorst = judgeMailer(context, ["port", "use_tls", "use_ssl"], (mailer) =>
      answer({ ...mailer, options: { ...mailer.options, ...STRANGER } }),
    );
    if (atWorst.state !== "violated") return atWorst;
    const judgement = judgeMailer(context, ENCRYPTION_OPTIONS, answer);
    return verdictOn(settings, settingOf(context, "port"), judgement, "", {
      coveredBy: "mailers-unknown-option",
    });
  },
  fixes: [
    {
      title: (context) => {
        const { option, value } = cure(context) ?? {};
        if (option === undefined || option === "port") return `Use port ${value}`;
        return `Turn on ${nameOf({ isMailer: usesMailers(context) }, option)}`;
      },
      safety: "review",
      preferred: true,
      edits(context) {
        const found = cure(context);
        return found && setMailOption(context, found.option, () => found.value);
      },
    },
  ],
});

/** A server on the internet where Django logs in. */
const STRANGER = {
  host: { kind: "str", value: "smtp.example.com" },
  username: { kind: "str", value: "name" },
  password: { kind: "str", value: "word" },
} as const;

function answer(mailer: Mailer<EncryptionOption>): Answer {
  const found = mismatch(mailer);
  if (!("cause" in found)) return found;
  const { message, place } = found.cause;
  return { state: "violated", message, at: mailer.options[place].at ?? mailer.at };
}

function cure(context: RuleContext): Cure | undefined {
  let found: Cure | undefined;
  judgeMailer(context, ENCRYPTION_OPTIONS, (mailer) => {
    const result = mismatch(mailer);
    if ("cause" in result) found ??= result.cause;
    return satisfied();
  });
  return found;
}
