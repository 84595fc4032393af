/** Evidence of how production sends mail. */
import { isLocalHost, isPlaceholder, SERVICES } from "../../rules/email";
import { findReading } from "../../rules/variables";
import { reasonOf, undecided } from "../../rules/verdicts";
import { entry, type Plain, type PlainDict, type PlainEnv, type PlainStr } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { decided, dependency, OPEN } from "./basics";
import { importOf, inModules } from "./code";

/** That mail goes to a service, or to a mail server that has a name. */
export function mailService({ settings }: ChecklistContext): Evidence | undefined {
  const at = (value: Plain, name: string) => value.at ?? settings.location(name);
  const mailers = findReading(settings, "MAILERS", (value): value is PlainDict =>
    sends(entry(value, "default")),
  );
  if (mailers !== undefined) {
    const place = at(entry(mailers, "default") ?? mailers, "MAILERS");
    return { detail: `${place.file} names a mail server or service in MAILERS.`, at: place };
  }
  const backend = findReading(
    settings,
    "EMAIL_BACKEND",
    (value): value is PlainStr => value.kind === "str" && SERVICES.test(value.value),
  );
  if (backend !== undefined) {
    const place = at(backend, "EMAIL_BACKEND");
    return { detail: `${place.file} sends mail through ${backend.value}.`, at: place };
  }
  const host = findReading(settings, "EMAIL_HOST", isRemote);
  if (host === undefined) return undefined;
  const place = at(host, "EMAIL_HOST");
  const name = host.kind === "env" ? `the server in the variable ${host.name}` : host.value;
  return { detail: `${place.file} sends mail through ${name}.`, at: place };
}

function isRemote(host: Plain): host is PlainStr | PlainEnv {
  return (host.kind === "str" || host.kind === "env") && isLocalHost(host) === false;
}

function sends(mailer: Plain | null | undefined): boolean {
  if (!mailer) return false;
  const backend = entry(mailer, "BACKEND");
  if (backend?.kind === "str" && SERVICES.test(backend.value)) return true;
  const options = entry(mailer, "OPTIONS");
  const host = options ? entry(options, "host") : undefined;
  return host ? isRemote(host) : false;
}

/** Whether people can answer the address that mail comes from. */
export function decideSender({ settings }: ChecklistContext): Decision | undefined {
  const judgement = settings.judge(["DEFAULT_FROM_EMAIL"], (address): Answer => {
    const placeholder = isPlaceholder(address);
    if (placeholder === undefined) return undecided(reasonOf(address));
    const text = address.kind === "str" ? address.value : "";
    if (placeholder)
      return {
        state: "violated",
        message: `Mail comes from ${text}, which is no address of yours.`,
        at: address.at,
      };
    if (/\b(?:no|do[-_]?not)[-_]?reply\b[^<>]*@/i.test(text))
      return { state: "violated", message: `Nobody can answer mail from ${text}.`, at: address.at };
    return { state: "satisfied", reason: text, at: address.at };
  });
  const ok =
    judgement.state === "satisfied"
      ? `Mail comes from ${judgement.reason}.`
      : "Mail comes from an address of yours.";
  return decided(judgement, ok, OPEN);
}

const SIGNALS = ["anymail.signals", "django_ses.signals"].map(importOf);
const MODULES = [
  "signals",
  "receivers",
  "handlers",
  "apps",
  "models",
  "webhooks",
  "tracking",
  "emails",
  "email",
  "mail",
];
const packages = dependency("django-post-office", "django-mailer", "django-yubin", "django-mail-queue");

/** That the service's reports on mails are handled, or mails kept. */
export function mailLog(context: ChecklistContext): Evidence | undefined {
  for (const find of SIGNALS) {
    const at = inModules(context, MODULES, find);
    if (at !== undefined) return { detail: `${at.file} handles what the mail service reports.`, at };
  }
  return packages(context);
}
