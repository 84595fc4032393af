import { stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { nearest } from "../../nearest";
import { entry, type Plain, truthy } from "../../settings/plain";
import { OVERRIDDEN } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import { OPTION_SETTINGS, SMTP_BACKEND } from "../email";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

/** The options that Django's own backends take. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  [SMTP_BACKEND]: [...Object.keys(OPTION_SETTINGS), "ssl_keyfile", "ssl_certfile", "fail_silently"],
  "django.core.mail.backends.console.EmailBackend": ["stream", "fail_silently"],
  "django.core.mail.backends.filebased.EmailBackend": ["file_path", "stream", "fail_silently"],
  "django.core.mail.backends.locmem.EmailBackend": [],
  "django.core.mail.backends.dummy.EmailBackend": [],
};

/** What people write for an option. */
const MEANT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(OPTION_SETTINGS).map(([option, name]) => [name.toLowerCase(), option]),
  ),
  email_ssl_keyfile: "ssl_keyfile",
  email_ssl_certfile: "ssl_certfile",
  email_file_path: "file_path",
  host_user: "username",
  user: "username",
  login: "username",
  host_password: "password",
  passwd: "password",
  hostname: "host",
  server: "host",
  tls: "use_tls",
  starttls: "use_tls",
  ssl: "use_ssl",
};

const NEWEST = "Django==6.1.3\ngunicorn\n";

export default defineRule({
  id: "mailers-unknown-option",
  group: "email",
  severity: "error",
  summary: "MAILERS has an option that its backend does not know",
  docs: {
    why:
      "Django passes OPTIONS of MAILERS to the mail backend, and its own backends refuse what they do not know: every " +
      "mail raises InvalidMailer instead of being sent. The options are called host, port, username, password, use_tls, " +
      "use_ssl, timeout, ssl_keyfile and ssl_certfile, in lower case, and are not quite the old settings' names.",
    how: "Write the option as Django knows it, or delete it.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#mailers",
      "https://docs.djangoproject.com/en/stable/topics/email/#smtp-backend",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "user": "shop", "USE_TLS": True}}}\n',
        },
        fixed: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "username": "shop", "use_tls": True}}}\n',
        },
      },
      {
        code: {
          "requirements.txt": NEWEST,
          "mysite/settings.py":
            'MAILERS = {"default": {"OPTIONS": {"host": "smtp.example.org", "use_localtime": True}}}\n',
        },
      },
    ],
    good: [
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py": [
          "import os",
          "",
          "MAILERS = {",
          '    "default": {"OPTIONS": {"host": os.environ["SMTP_HOST"], "port": 587, "use_tls": True, "timeout": 5}},',
          '    "bulk": {"BACKEND": "anymail.backends.mailgun.EmailBackend", "OPTIONS": {"api_key": "x"}},',
          "}",
          "",
        ].join("\n"),
      },
      {
        "requirements.txt": NEWEST,
        "mysite/settings.py":
          'import os\n\nMAILERS = {"default": {"OPTIONS": {os.environ["NAME"]: True, "host": "h"}}}\n',
      },
      'MAILERS = {"default": {"OPTIONS": {"user": "shop"}}}\n',
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("MAILERS")) return notApplicable("the settings have no MAILERS");
    if (isBelow(project, "6.1")) return notApplicable("this version of Django has no MAILERS");
    if (!isAtLeast(project, "6.1"))
      return undecided("whether Django reads MAILERS depends on its version, which is not known");
    const judgement = settings.judge([`${OVERRIDDEN}MAILERS`, "MAILERS"], (is, mailers) => {
      if (truthy(is) === undefined) return undecided(reasonOf(is));
      if (truthy(is) === false) return satisfied("MAILERS is not set");
      if (mailers.kind !== "dict") return undecided(reasonOf(mailers));
      const [first] = unknownOptions(mailers);
      if (first !== undefined) {
        const message = `MAILERS has an option "${first.key}" that Django's mail backend does not know: every mail through "${first.alias}" raises InvalidMailer instead of being sent.`;
        return { state: "violated", message, at: first.at };
      }
      return mailers.open === undefined ? satisfied() : undecided(mailers.open);
    });
    return verdictOn(settings, "MAILERS", judgement, "");
  },
  fixes: [
    {
      title: ({ settings }) => {
        const [first, ...others] = unknownOptions(settings.value("MAILERS"));
        return first === undefined || others.length > 0
          ? "Rename the options to the names that Django knows"
          : `Rename "${first.key}" to "${meant(first)}"`;
      },
      safety: "review",
      preferred: true,
      edits: renameOptions,
    },
  ],
});

interface UnknownOption {
  readonly alias: string;
  readonly key: string;
  readonly at: Location | undefined;
  /** The options of the backend that are not given. */
  readonly free: readonly string[];
}

/** The options that Django's own backends refuse. */
function unknownOptions(mailers: Plain): readonly UnknownOption[] {
  if (mailers.kind !== "dict") return [];
  return mailers.entries.flatMap(([alias, mailer]) => {
    const backend = entry(mailer, "BACKEND");
    const path = backend === null ? SMTP_BACKEND : backend?.kind === "str" ? backend.value : "";
    const known = Object.hasOwn(OPTIONS, path) ? OPTIONS[path] : undefined;
    const options = entry(mailer, "OPTIONS");
    if (known === undefined || options?.kind !== "dict") return [];
    const keys = options.entries.flatMap(([key]) => (key.kind === "str" ? [key] : []));
    const free = known.filter((option) => keys.every((key) => key.value !== option));
    return keys
      .filter(({ value }) => !known.includes(value) && value !== "alias")
      .map(({ value, at }) => ({
        alias: alias.kind === "str" ? alias.value : "default",
        key: value,
        at,
        free,
      }));
  });
}

/** The option that was meant, if only one can be. */
function meant({ key, free }: UnknownOption): string | undefined {
  const lower = key.toLowerCase();
  const option = free.includes(lower) ? lower : (MEANT[lower] ?? nearest(lower, free, 1));
  return option !== undefined && free.includes(option) ? option : undefined;
}

function renameOptions(context: RuleContext) {
  const session = new EditSession(context.snapshot);
  const wrong = unknownOptions(context.settings.value("MAILERS"));
  const names = wrong.map(meant);
  for (const [n, { key, at, alias }] of wrong.entries()) {
    const name = names[n];
    const twice = wrong.some((other, m) => m !== n && other.alias === alias && names[m] === name);
    const editor = at && session.python(at.file);
    const node = at && editor?.expression(at)?.node;
    if (name === undefined || twice || editor === undefined || stringValue(node) !== key) return undefined;
    editor.replace(node!, `"${name}"`);
  }
  return session.changes();
}
