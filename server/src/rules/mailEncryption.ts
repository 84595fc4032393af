/** Whether a mail server's port and the encryption that Django uses fit together. */
import { type Plain, truthy } from "../settings/plain";
import type { Answer, Settings } from "../settings/settings";
import {
  isLocalHost,
  type Mailer,
  type MailOption,
  nameAtStart,
  nameOf,
  OPTION_SETTINGS,
  SMTP_BACKEND,
  withoutSmtp,
} from "./email";
import { notApplicable, reasonOf, satisfied, undecided } from "./verdicts";

export type EncryptionOption = "host" | "port" | "username" | "password" | "use_tls" | "use_ssl";

export const ENCRYPTION_OPTIONS: readonly EncryptionOption[] = [
  "port",
  "use_tls",
  "use_ssl",
  "host",
  "username",
  "password",
];

/** The option to change. */
export interface Cure {
  readonly option: MailOption;
  readonly value: string;
}

/** What is wrong in one world: the message, the place of which option, and what cures it. */
export interface Mismatch extends Cure {
  readonly message: string;
  readonly place: EncryptionOption;
}

/** What is wrong in one world, or the answer where nothing is. */
export function mismatch(mailer: Mailer<EncryptionOption>): Answer | { readonly cause: Mismatch } {
  const { options } = mailer;
  const other = withoutSmtp(mailer);
  if (other !== undefined) return other;
  if (isLocalHost(options.host) === true) return notApplicable("the mail server is the machine itself");
  const [tls, ssl] = [truthy(options.use_tls), truthy(options.use_ssl)];
  if (tls === undefined) return undecided(reasonOf(options.use_tls));
  if (ssl === undefined) return undecided(reasonOf(options.use_ssl));
  if (tls && ssl) return notApplicable("TLS and SSL are both on, which Django refuses");
  const port = portOf(options.port, mailer);
  const isDefault = options.port.at === undefined;
  const shown = `${port}${isDefault ? ", the default" : ""}`;
  if (ssl && port !== undefined && [25, 587, 2525].includes(port)) {
    const message = `${nameAtStart(mailer, "use_ssl")} makes Django speak TLS from the first byte, which mail servers do not understand on port ${shown}: no mail is sent.`;
    return { cause: { message, place: "use_ssl", option: "port", value: "465" } };
  }
  if (ssl || (tls && port !== 465))
    return port === undefined ? undecided(reasonOf(options.port)) : satisfied();
  if (port === 465) {
    const plain = tls
      ? `${nameOf(mailer, "use_tls")} makes Django begin without encryption`
      : `${nameOf(mailer, "use_ssl")} is off`;
    const message = `Mail servers expect TLS from the first byte on port 465, but ${plain}: the connection hangs, and no mail is sent.`;
    const fix = tls ? { option: "port", value: "587" } : { option: "use_ssl", value: "True" };
    return { cause: { message, place: "port", ...fix } as Mismatch };
  }
  return clearText(mailer, port);
}

/** Mail without any encryption. */
function clearText(
  mailer: Mailer<EncryptionOption>,
  port: number | undefined,
): Answer | { readonly cause: Mismatch } {
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
    "Neither TLS nor SSL is on for mail: mail and the mail server's password cross the network unencrypted, or the server refuses the mail.";
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
function portOf(port: Plain, { isMailer, options }: Mailer<EncryptionOption>): number | undefined {
  if (port.kind === "int") return Number(port.value);
  if (port.kind === "str") return /^\d+$/.test(port.value) ? Number(port.value) : undefined;
  if (port.kind !== "none" || !isMailer) return undefined;
  return truthy(options.use_ssl) ? 465 : truthy(options.use_tls) ? 587 : 25;
}

/** Whether the settings that begin with EMAIL_ exclude each other once they are used. */
export function isContradictory(settings: Settings): boolean {
  const options = Object.fromEntries(
    ENCRYPTION_OPTIONS.map((option) => [option, settings.value(OPTION_SETTINGS[option])]),
  ) as Record<EncryptionOption, Plain>;
  const backend: Plain = { kind: "str", value: SMTP_BACKEND };
  if (truthy(options.use_tls) && truthy(options.use_ssl)) return true;
  // Whatever the host is now, it will be one that is somewhere else.
  const host: Plain = { kind: "str", value: "smtp.example.com" };
  const mailer = { isMailer: false, backend, options: { ...options, host }, at: undefined };
  return "cause" in mismatch(mailer);
}
