/** dj-email-url 1.0: https://github.com/migonzalvar/dj-email-url */

import { truth } from "../equality";
import type { Condition, Guarded } from "../guard";
import { parseInteger } from "../python";
import { credentials, hostname, parseQuery, port, type Url, unquote, urlparse } from "../urllib";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  dict,
  type EnvValue,
  int,
  NONE,
  str,
  typeName,
  unknown,
  type Value,
} from "../values";
import { stringDict } from "./common";
import { parseWith, type UrlLibrary, urlModule } from "./urlLibrary";

const SMTP = "django.core.mail.backends.smtp.EmailBackend";

const BACKENDS: Readonly<Record<string, string>> = {
  smtp: SMTP,
  submission: SMTP,
  submit: SMTP,
  smtps: SMTP,
  console: "django.core.mail.backends.console.EmailBackend",
  file: "django.core.mail.backends.filebased.EmailBackend",
  memory: "django.core.mail.backends.locmem.EmailBackend",
  dummy: "django.core.mail.backends.dummy.EmailBackend",
};

const TRUE = new Set("1 y Y yes Yes YES t T true True TRUE on On ON".split(" "));

/** The dict of a URL; undefined where a number is none. */
function configOf(url: Url): Map<string, Value> | undefined {
  const { scheme } = url;
  const { username, password } = credentials(url);
  const number = port(url);
  if (number === "invalid") return undefined;
  const text = (value: string | undefined) => (value === undefined ? NONE : str(unquote(value)));
  const config = new Map<string, Value>([
    ["EMAIL_FILE_PATH", str(url.path.slice(1).split("?")[0]!)],
    ["EMAIL_HOST_USER", text(username)],
    ["EMAIL_HOST_PASSWORD", text(password)],
    ["EMAIL_HOST", hostname(url) === undefined ? NONE : str(hostname(url)!)],
    ["EMAIL_PORT", number === undefined ? NONE : int(number)],
    ["EMAIL_USE_SSL", bool(false)],
    ["EMAIL_USE_TLS", bool(false)],
    ["EMAIL_TIMEOUT", NONE],
  ]);
  const backend = BACKENDS[scheme];
  if (backend !== undefined) config.set("EMAIL_BACKEND", str(backend));
  if (scheme === "smtp" && hostname(url) === undefined) config.set("EMAIL_HOST", str("localhost"));
  const secure = (ssl: boolean) => config.set("EMAIL_USE_SSL", bool(ssl)).set("EMAIL_USE_TLS", bool(!ssl));
  if (scheme === "smtps" || scheme === "submission" || scheme === "submit") secure(false);
  if (!number && scheme === "smtp") config.set("EMAIL_PORT", int(25));
  if (!number && (scheme === "submission" || scheme === "submit")) config.set("EMAIL_PORT", int(587));
  const query = parseQuery(url.query);
  const first = (name: string) => query.get(name)?.[0];
  if (first("ssl") !== undefined) {
    if (TRUE.has(first("ssl")!)) secure(true);
  } else if (first("tls") !== undefined && TRUE.has(first("tls")!)) {
    secure(false);
  }
  const timeout = first("timeout");
  if (timeout !== undefined) {
    const seconds = parseInteger(timeout);
    if (seconds === undefined) return undefined;
    config.set("EMAIL_TIMEOUT", int(seconds));
  }
  const server = first("_server_email");
  if (server !== undefined) config.set("SERVER_EMAIL", str(server));
  const from = first("_default_from_email");
  if (from !== undefined) config.set("DEFAULT_FROM_EMAIL", str(from));
  return config;
}

/** Of a variable nobody knows the content of; a URL may also say SERVER_EMAIL and DEFAULT_FROM_EMAIL. */
function symbol(url: EnvValue, { at }: CallArguments): Value {
  const names = [
    "FILE_PATH",
    "HOST_USER",
    "HOST_PASSWORD",
    "HOST",
    "PORT",
    "USE_SSL",
    "USE_TLS",
    "TIMEOUT",
    "BACKEND",
  ];
  const flags = ["USE_SSL", "USE_TLS"];
  return dict(
    names.map((name): [Value, Value] => {
      const type = flags.includes(name) ? "bool" : name === "BACKEND" ? "str" : "object";
      return [str(`EMAIL_${name}`, at), derived(url, type, `EMAIL_${name} of ${url.text}`, at)];
    }),
    at,
    "options of the URL",
  );
}

function parse(call: CallArguments, url: Value, pc: Condition): Value {
  const { interpreter: i, at } = call;
  if (url.kind === "dead") return DEAD;
  if (url.kind === "env") return symbol(url, call);
  if (url.kind === "unknown") return unknown(url.reason, at);
  if (url.kind !== "str") {
    return truth(i, url) === false
      ? i.raise("TypeError", "a bytes-like object is required, not 'str'", pc, at)
      : i.raise("AttributeError", `'${typeName(url)}' object has no attribute 'decode'`, pc, at);
  }
  const parsed = urlparse(url.value);
  const config = parsed === undefined ? undefined : configOf(parsed);
  return config === undefined
    ? i.raise("ValueError", "a part of the URL is not valid", pc, at)
    : stringDict([...config], at);
}

const library: UrlLibrary = { name: "dj_email_url", variable: "EMAIL_URL", fallback: NONE, parse };

/** `dj_email_url.parse(url)` */
export function parseEmailUrl(call: CallArguments): Guarded<Value> {
  return parseWith(library, call);
}

export function emailUrl(): Value {
  return urlModule(library);
}
