import { type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { judgeMailer, type Mailer, type MailOption, nameAtStart, settingOf, withoutSmtp } from "../email";
import { setMailOption } from "../emailEdits";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

type Option = "host" | "port" | "username" | "password" | "use_tls" | "use_ssl";

const OPTIONS: readonly Option[] = ["port", "use_tls", "use_ssl", "host", "username", "password"];

export default defineRule({
  id: "email-port-mismatch",
  group: "email",
  severity: "warning",
  summary: "The mail server's port and its encryption do not match",
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
    const judgement = judgeMailer(context, OPTIONS, answer);
    return verdictOn(settings, settingOf(context, "port"), judgement, "");
  },
  fixes: [
    {
      title: (context) => {
        const { option, value } = cure(context) ?? {};
        return option === "port"
          ? `Use port ${value}`
          : `Turn on ${option === "use_ssl" ? "TLS from the first byte" : "STARTTLS"}`;
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

interface Cure {
  readonly option: MailOption;
  readonly value: string;
}

/** What is wrong in one world: the message, the place of which option, and what cures it. */
interface Mismatch extends Cure {
  readonly message: string;
  readonly place: Option;
}

function answer(mailer: Mailer<Option>): Answer {
  const found = mismatch(mailer);
  if (!("cause" in found)) return found;
  const { message, place } = found.cause;
  return { state: "violated", message, at: mailer.options[place].at ?? mailer.at };
}

function mismatch(mailer: Mailer<Option>): Answer | { readonly cause: Mismatch } {
  const { options } = mailer;
  const other = withoutSmtp(mailer);
  if (other !== undefined) return other;
  const [tls, ssl] = [truthy(options.use_tls), truthy(options.use_ssl)];
  if (tls === undefined) return undecided(reasonOf(options.use_tls));
  if (ssl === undefined) return undecided(reasonOf(options.use_ssl));
  if (tls && ssl) return notApplicable("TLS and SSL are both on, which Django refuses");
  const port = portOf(options.port, mailer);
  const isDefault = options.port.at === undefined;
  const shown = `${port}${isDefault ? ", the default" : ""}`;
  if (ssl && port !== undefined && [25, 587, 2525].includes(port)) {
    const message = `${nameAtStart(mailer, "use_ssl")} makes Django speak TLS from the first byte, which mail servers do not understand on port ${shown}: no mail can be sent.`;
    return { cause: { message, place: "use_ssl", option: "port", value: "465" } };
  }
  if (ssl || (tls && port !== 465))
    return port === undefined ? undecided(reasonOf(options.port)) : satisfied();
  if (port === 465) {
    const message =
      "Mail servers expect TLS from the first byte on port 465, and Django begins in clear text: the connection hangs, and no mail is sent.";
    const fix = tls ? { option: "port", value: "587" } : { option: "use_ssl", value: "True" };
    return { cause: { message, place: "port", ...fix } as Mismatch };
  }
  return clearText(mailer, port);
}

/** Mail without any encryption. */
function clearText(mailer: Mailer<Option>, port: number | undefined): Answer | { readonly cause: Mismatch } {
  const { host, username, password } = mailer.options;
  const away = isAway(host);
  if (away === undefined) return undecided(reasonOf(host));
  if (!away) return satisfied("the mail server is in the same network");
  const logsIn = [username, password].map(truthy);
  const isSubmission = port === 587 || port === 2525;
  if (logsIn.includes(false) && !isSubmission) return satisfied("nobody logs in");
  if (!isSubmission && (port === undefined || logsIn.includes(undefined)))
    return undecided("whether Django logs in to the mail server is not known");
  const message =
    "Neither TLS nor SSL is on for mail: the password and every mail cross the network in clear text, or the server refuses them.";
  return { cause: { message, place: port === 25 ? "password" : "port", option: "use_tls", value: "True" } };
}

/** Whether a host is one on the internet, by its name. */
function isAway(host: Plain): boolean | undefined {
  if (host.kind !== "str") return host.kind === "none" ? false : undefined;
  return (
    host.value.includes(".") &&
    !/^(?:127|10|192\.168|172)\.|\.(?:local|internal|localdomain)$/.test(host.value)
  );
}

/** The port, which a string may name as well, as Django and Python use it. */
function portOf(port: Plain, { isMailer, options }: Mailer<Option>): number | undefined {
  if (port.kind === "int") return Number(port.value);
  if (port.kind === "str") return /^\d+$/.test(port.value) ? Number(port.value) : undefined;
  if (port.kind !== "none" || !isMailer) return undefined;
  return truthy(options.use_ssl) ? 465 : truthy(options.use_tls) ? 587 : 25;
}

function cure(context: RuleContext): Cure | undefined {
  let found: Cure | undefined;
  judgeMailer(context, OPTIONS, (mailer) => {
    const result = mismatch(mailer);
    if ("cause" in result) found ??= result.cause;
    return satisfied();
  });
  return found;
}
