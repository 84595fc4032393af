/** How production sends mail: MAILERS says so since Django 6.1, the settings that begin with EMAIL_ do before and without it. */

import { contains, entry, type Plain, type Tri, truthy } from "../settings/plain";
import { type Answer, type Judgement, OVERRIDDEN, type Settings } from "../settings/settings";
import { perDocument } from "../syntax/document";
import { absoluteStatements, descendants } from "../syntax/python/find";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, undecided } from "./verdicts";
import { isAtLeast, isBelow } from "./versions";

export const SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend";

/** Options of Django's SMTP backend, by their names in MAILERS, and the settings that they were before. */
export const OPTION_SETTINGS = {
  host: "EMAIL_HOST",
  port: "EMAIL_PORT",
  username: "EMAIL_HOST_USER",
  password: "EMAIL_HOST_PASSWORD",
  use_tls: "EMAIL_USE_TLS",
  use_ssl: "EMAIL_USE_SSL",
  timeout: "EMAIL_TIMEOUT",
} as const;

export type MailOption = keyof typeof OPTION_SETTINGS;

/** What mail goes through by default, in one world. */
export interface Mailer<Option extends MailOption = MailOption> {
  /** Whether MAILERS says so. */
  readonly isMailer: boolean;
  readonly backend: Plain;
  /** None where MAILERS does not have it. */
  readonly options: Readonly<Record<Option, Plain>>;
  /** The entry of MAILERS. */
  readonly at: Location | undefined;
}

const NOTHING: Plain = { kind: "none" };

/** `settings.judge` on the mailer that is used where code names none; `names` are other settings that are asked for. */
export function judgeMailer<Option extends MailOption>(
  { settings, project }: RuleContext,
  options: readonly Option[],
  question: (mailer: Mailer<Option>, ...values: Plain[]) => Answer,
  names: readonly string[] = [],
): Judgement {
  const old = ["EMAIL_BACKEND", ...options.map((option) => OPTION_SETTINGS[option])];
  const record = (value: (option: Option, n: number) => Plain) =>
    Object.fromEntries(options.map((option, n) => [option, value(option, n)])) as Record<Option, Plain>;
  const byOldSettings = ([backend, ...values]: readonly Plain[]): Mailer<Option> => ({
    isMailer: false,
    backend: backend!,
    options: record((_, n) => values[n]!),
    at: undefined,
  });
  if (!settings.defines("MAILERS") || isBelow(project, "6.1")) {
    return settings.judge([...old, ...names], (...values) =>
      question(byOldSettings(values.slice(0, old.length)), ...values.slice(old.length)),
    );
  }
  return settings.judge([`${OVERRIDDEN}MAILERS`, "MAILERS", ...old, ...names], (is, mailers, ...values) => {
    const others = values.slice(old.length);
    const used = truthy(is!);
    if (used === undefined) return undecided(reasonOf(is!));
    if (!used) return question(byOldSettings(values), ...others);
    if (!isAtLeast(project, "6.1"))
      return undecided("whether Django reads MAILERS depends on its version, which is not known");
    const mailer = entry(mailers!, "default");
    if (mailer === null) return notApplicable('MAILERS has no "default"');
    if (mailer?.kind !== "dict") return undecided(reasonOf(mailer ?? mailers!));
    const known = (value: Plain | null | undefined, of: Plain, otherwise: Plain): Plain =>
      value === null ? otherwise : (value ?? { kind: "unknown", reason: reasonOf(of) });
    const given = known(entry(mailer, "OPTIONS"), mailer, { kind: "dict", entries: [] });
    return question(
      {
        isMailer: true,
        backend: known(entry(mailer, "BACKEND"), mailer, { kind: "str", value: SMTP_BACKEND }),
        options: record((option) => known(entry(given, option), given, NOTHING)),
        at: mailer.at ?? mailers!.at,
      },
      ...others,
    );
  });
}

/** The setting that a finding about an option is about. */
export function settingOf({ settings, project }: RuleContext, option: MailOption): string {
  return settings.defines("MAILERS") && !isBelow(project, "6.1") ? "MAILERS" : OPTION_SETTINGS[option];
}

/** How messages call an option, in the middle of a sentence and at its start. */
export function nameOf({ isMailer }: Pick<Mailer, "isMailer">, option: MailOption): string {
  return isMailer ? `the option "${option}"` : OPTION_SETTINGS[option];
}

export function nameAtStart(mailer: Pick<Mailer, "isMailer">, option: MailOption): string {
  const name = nameOf(mailer, option);
  return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** Packages whose backends give mail to a provider's API. */
export const SERVICES =
  /^(?:anymail|django_mailgun|django_ses|mailgun|postmarker|sendgrid_backend|sparkpost)\./;

/** The answer of a rule about SMTP where mail goes another way, or may; undefined where SMTP is used. */
export function withoutSmtp({ backend }: Pick<Mailer, "backend">): Answer | undefined {
  if (backend.kind !== "str") return undecided(reasonOf(backend));
  if (backend.value === SMTP_BACKEND) return undefined;
  // A backend of the project may inherit from Django's.
  return developmentBackend(backend) !== undefined || SERVICES.test(backend.value)
    ? notApplicable(`mail goes through ${backend.value}`)
    : undecided(`${backend.value} is not known`);
}

/** Whether a host is the machine itself, where nothing listens on a dyno; an empty one is no host at all. */
export function isLocalHost(host: Plain): Tri {
  if (host.kind === "none") return true;
  if (host.kind === "env") return false;
  if (host.kind !== "str") return undefined;
  return ["", "localhost", "127.0.0.1", "::1"].includes(host.value);
}

const DEVELOPMENT_BACKENDS = ["console", "dummy", "filebased", "locmem"].map(
  (name) => `django.core.mail.backends.${name}.EmailBackend`,
);

/** "console", "dummy" ... for Django's backends that send nothing. */
export function developmentBackend(backend: Plain): string | undefined {
  if (backend.kind !== "str" || !DEVELOPMENT_BACKENDS.includes(backend.value)) return undefined;
  return backend.value.split(".")[4];
}

/** Whether mail leaves the machine: through a service, or a mail server with a name. */
export function isConfigured({ backend, options: { host } }: Mailer<"host">): Tri {
  if (backend.kind !== "str") return undefined;
  if (developmentBackend(backend) !== undefined) return false;
  if (SERVICES.test(backend.value)) return true;
  if (backend.value !== SMTP_BACKEND) return undefined;
  const local = isLocalHost(host);
  return local === undefined ? undefined : !local;
}

/** What shows that the project sends mail, as half a sentence; undefined if nothing does. */
export function evidenceOfMail(context: RuleContext): string | undefined {
  const { settings } = context;
  const explicit = ["EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_PORT", "EMAIL_HOST", "EMAIL_BACKEND"];
  const set = explicit.find((name) => settings.defines(name));
  if (set !== undefined) return `the settings have ${set}`;
  const allauth = contains(settings.value("INSTALLED_APPS"), "allauth.account") === true;
  if (allauth && verifiesAddresses(settings)) return "django-allauth sends mail to its users";
  if (truthy(settings.value("ADMINS")) === true) return "ADMINS get errors by mail";
  return resetsPasswords(context) ? "the URLs include Django's password reset" : undefined;
}

/** Whether allauth sends mail to whoever signs up: where it does not, people may log in elsewhere only. */
function verifiesAddresses(settings: Settings): boolean {
  if (settings.defines("SOCIALACCOUNT_ONLY")) return false;
  if (!settings.defines("ACCOUNT_EMAIL_VERIFICATION")) return true;
  const verification = settings.value("ACCOUNT_EMAIL_VERIFICATION");
  return verification.kind === "str" && verification.value.toLowerCase() !== "none";
}

/** Whether the URLconf has views that send mail. */
function resetsPasswords({ settings, project, snapshot }: RuleContext): boolean {
  const urls = settings.value("ROOT_URLCONF");
  if (urls.kind !== "str" || !/^[\w.]+$/.test(urls.value)) return false;
  const path = `${project.root === "" ? "" : `${project.root}/`}${urls.value.replaceAll(".", "/")}.py`;
  const document = snapshot.file(path);
  return document !== undefined && hasPasswordReset(document);
}

const hasPasswordReset = perDocument((document) =>
  absoluteStatements(document.python()).some((statement) =>
    [...descendants(statement)].some((node) => {
      if (node.type === "Constant")
        return node.constant.kind === "str" && node.constant.value === "django.contrib.auth.urls";
      const name = node.type === "Name" ? node.id : node.type === "Attribute" ? node.attr : "";
      return name === "PasswordResetView";
    }),
  ),
);

/** Whether an address is one that nobody can answer or check: Django's defaults, and those of tutorials. */
export function isPlaceholder(address: Plain): Tri {
  if (address.kind === "unknown" || address.kind === "env") return undefined;
  return address.kind === "str" && /@(?:localhost|example\.(?:com|org|net))>?\s*$/.test(address.value);
}
