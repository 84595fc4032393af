/** `Env.db_url_config()` and its relatives: URLs as Django's settings for databases, caches, e-mail, search and channels. */

import type { Condition } from "../../guard";
import { literalEval } from "../../literals";
import { parseInteger } from "../../python";
import {
  credentials,
  hostname,
  parseQuery,
  port,
  quote,
  type Url,
  unquote,
  unquotePlus,
  urlparse,
  urlunparse,
} from "../../urllib";
import { bool, type CallArguments, int, list, NONE, str, unknown, type Value } from "../../values";
import { stringDict } from "../common";
import { POSTGRES_FAMILY } from "./schemes";

/** One reading of a URL, in the worlds of `pc`. */
export interface UrlReading {
  readonly call: CallArguments;
  readonly pc: Condition;
  /** The schemes of the class and their backends. */
  readonly schemes: ReadonlyMap<string, Value>;
  /** The argument `engine` or `backend`; undefined for None and other values that are false. */
  readonly given: Value | undefined;
}

/** An ordered dict while it is built. */
type Config = Map<string, Value>;

function asDict(config: Config, { call: { at } }: UrlReading): Value {
  return stringDict([...config], at);
}

function raise({ call, pc }: UrlReading, exception: string, message: string): Value {
  return call.interpreter.raise(exception, message, pc, call.at);
}

/** `_cast_int(value)` */
function castInt(value: string): Value {
  return /^\d+$/.test(value) ? int(BigInt(value)) : str(value);
}

/** `_cast(value)` */
function cast(value: string, { call: { at } }: UrlReading): Value {
  const literal = literalEval(value, at);
  if (literal === undefined) return unknown("an option of a URL that is not followed", at);
  return literal === "no literal" ? str(value) : literal;
}

const optional = (value: string | undefined): Value => (value === undefined ? NONE : str(value));

/** `urlparse(quote(url))`, for URLs with special characters. */
function requoted(url: string): Url {
  return urlparse(quote(url, ":/?&=@"))!;
}

const DATABASE_OPTIONS = [
  "CONN_MAX_AGE",
  "ATOMIC_REQUESTS",
  "AUTOCOMMIT",
  "DISABLE_SERVER_SIDE_CURSORS",
  "CONN_HEALTH_CHECKS",
];

/** `db_url_config()` of a string or parsed URL. */
export function databaseConfig(given: string | Url, reading: UrlReading): Value {
  const config: Config = new Map();
  if (given === "sqlite://:memory:") {
    const engine = reading.schemes.get("sqlite");
    if (engine === undefined) return raise(reading, "KeyError", "'sqlite'");
    return asDict(config.set("ENGINE", engine).set("NAME", str(":memory:")), reading);
  }
  let url = typeof given === "string" ? (urlparse(given) ?? requoted(given)) : given;
  if (url.path === "") url = requoted(urlunparse(url));
  const { scheme } = url;
  let path = unquotePlus(url.path.slice(1).split("?")[0]!);
  if (scheme === "sqlite" && path === "") path = ":memory:";
  if (scheme === "ldap") {
    const number = port(url);
    if (number === "invalid") return raise(reading, "ValueError", "Port could not be cast to integer");
    path = `ldap://${hostname(url) ?? "None"}${number ? `:${number}` : ""}`;
  }
  const place = hosts(url);
  if (place === undefined) return raise(reading, "ValueError", "Port could not be cast to integer");
  const { username, password } = credentials(url);
  config.set("NAME", str(path));
  config.set("USER", str(unquote(username ?? "")));
  config.set("PASSWORD", str(unquote(password ?? "")));
  config.set("HOST", str(place.host));
  config.set("PORT", place.port);
  if ((POSTGRES_FAMILY.has(scheme) || path.includes("cloudsql")) && path.startsWith("/")) {
    const slash = path.lastIndexOf("/");
    config.set("HOST", str(path.slice(0, slash)));
    config.set("NAME", str(path.slice(slash + 1)));
  }
  if (scheme === "oracle") {
    if (path === "") config.set("NAME", config.get("HOST")!).set("HOST", str(""));
    if (place.port.kind === "int" && place.port.value !== 0n)
      config.set("PORT", str(String(place.port.value)));
    else config.delete("PORT");
  }
  if (url.query !== "") {
    const options: Config = new Map();
    for (const [key, [value]] of parseQuery(url.query)) {
      if (DATABASE_OPTIONS.includes(key.toUpperCase())) config.set(key.toUpperCase(), cast(value!, reading));
      else options.set(key, castInt(value!));
    }
    config.set("OPTIONS", asDict(options, reading));
  }
  const engine = reading.given ?? str(scheme);
  config.set("ENGINE", (engine.kind === "str" ? reading.schemes.get(engine.value) : undefined) ?? engine);
  const chosen = config.get("ENGINE")!;
  return chosen.kind === "str" && chosen.value === "" ? asDict(new Map(), reading) : asDict(config, reading);
}

/** HOST and PORT; a PostgreSQL cluster lists several hosts. undefined: the port is no number. */
function hosts(url: Url): { host: string; port: Value } | undefined {
  const netloc = unquote(url.netloc.slice(url.netloc.lastIndexOf("@") + 1));
  if (!POSTGRES_FAMILY.has(url.scheme) || !netloc.includes(",")) {
    const number = port(url);
    if (number === "invalid") return undefined;
    return { host: hostname(url) ?? "", port: number ? int(number) : str("") };
  }
  const pairs = netloc.split(",").map((host): [string, string] => {
    if (host.startsWith("[")) {
      const end = host.indexOf("]");
      return end >= 0 && host[end + 1] === ":" ? [host.slice(0, end + 1), host.slice(end + 2)] : [host, ""];
    }
    const colon = host.lastIndexOf(":");
    return colon >= 0 && /^\d+$/.test(host.slice(colon + 1))
      ? [host.slice(0, colon), host.slice(colon + 1)]
      : [host, ""];
  });
  const ports = pairs.map(([, number]) => number).filter((number) => number !== "");
  const text = ports.join(",");
  return { host: pairs.map(([host]) => host).join(","), port: /^0*$/.test(text) ? str("") : castInt(text) };
}

const CACHE_OPTIONS = ["TIMEOUT", "KEY_PREFIX", "VERSION", "KEY_FUNCTION", "BINARY"];

/** `cache_url_config()` of a parsed URL. */
export function cacheConfig(url: Url, reading: UrlReading): Value {
  const { scheme, netloc } = url;
  const backend = reading.schemes.get(scheme);
  if (backend === undefined) return raise(reading, "ImproperlyConfigured", `Invalid cache schema ${scheme}`);
  const config: Config = new Map();
  const sequence = (items: readonly string[]) =>
    items.length === 1 ? str(items[0]!) : list(items.map((item) => str(item)));
  config.set("BACKEND", backend);
  config.set("LOCATION", sequence(netloc.split(",")));
  if (scheme === "filecache") config.set("LOCATION", str(netloc + url.path));
  if (netloc === "" && (scheme === "memcache" || scheme === "pymemcache")) {
    config.set("LOCATION", str(`unix:${url.path}`));
  } else if (scheme.startsWith("redis")) {
    const protocol = hostname(url) === undefined ? "unix" : scheme.replaceAll("cache", "");
    config.set("LOCATION", sequence(netloc.split(",").map((host) => `${protocol}://${host}${url.path}`)));
  }
  if (reading.given !== undefined) config.set("BACKEND", reading.given);
  if (url.query !== "") {
    const chosen = config.get("BACKEND")!;
    if (chosen.kind !== "str")
      return unknown("a cache URL with a backend that is not known", reading.call.at);
    const lower = chosen.value === "django.core.cache.backends.redis.RedisCache";
    const options: Config = new Map();
    for (const [key, [value]] of parseQuery(url.query)) {
      const name = lower ? key.toLowerCase() : key.toUpperCase();
      const target = CACHE_OPTIONS.includes(key.toUpperCase()) ? config : options;
      target.set(name, cast(value!, reading));
    }
    config.set("OPTIONS", asDict(options, reading));
  }
  return asDict(config, reading);
}

/** `email_url_config()` of a parsed URL. */
export function emailConfig(url: Url, reading: UrlReading): Value {
  const { scheme } = url;
  const { username, password } = credentials(url);
  const number = port(url);
  if (number === "invalid") return raise(reading, "ValueError", "Port could not be cast to integer");
  const backend = reading.given ?? reading.schemes.get(scheme);
  if (backend === undefined) return raise(reading, "ImproperlyConfigured", `Invalid email schema ${scheme}`);
  const config: Config = new Map();
  config.set("EMAIL_FILE_PATH", str(unquotePlus(url.path.slice(1).split("?")[0]!)));
  config.set("EMAIL_HOST_USER", optional(username === undefined ? undefined : unquote(username)));
  config.set("EMAIL_HOST_PASSWORD", optional(password === undefined ? undefined : unquote(password)));
  config.set("EMAIL_HOST", optional(hostname(url)));
  config.set("EMAIL_PORT", number === undefined ? NONE : int(number));
  config.set("EMAIL_BACKEND", backend);
  if (scheme === "smtps" || scheme === "smtp+tls") config.set("EMAIL_USE_TLS", bool(true));
  else if (scheme === "smtp+ssl") config.set("EMAIL_USE_SSL", bool(true));
  if (url.query !== "") {
    const options: Config = new Map();
    for (const [key, [value]] of parseQuery(url.query)) {
      const name = key.toUpperCase();
      const target = name === "EMAIL_USE_TLS" || name === "EMAIL_USE_SSL" ? config : options;
      target.set(name, castInt(value!));
    }
    config.set("OPTIONS", asDict(options, reading));
  }
  return asDict(config, reading);
}

/** `channels_url_config()` of a parsed URL. */
export function channelsConfig(url: Url, reading: UrlReading): Value {
  const config: Config = new Map();
  if (reading.given !== undefined) return asDict(config.set("BACKEND", reading.given), reading);
  const backend = reading.schemes.get(url.scheme);
  if (backend === undefined)
    return raise(reading, "ImproperlyConfigured", `Invalid channels schema ${url.scheme}`);
  config.set("BACKEND", backend);
  if (url.scheme.startsWith("redis")) {
    const host = urlunparse({ ...url, scheme: url.scheme.split("+")[0]! });
    config.set("CONFIG", asDict(new Map([["hosts", list([str(host)])]]), reading));
  }
  return asDict(config, reading);
}

/** `search_url_config()` of a parsed URL; the argument `engine` is used for Whoosh and Xapian alone. */
export function searchConfig(url: Url, reading: UrlReading): Value {
  const elastic = /^(elasticsearch\d?)(s?)$/.exec(url.scheme);
  const secure = elastic?.[2] === "s";
  const engine = reading.schemes.get(secure ? elastic[1]! : url.scheme);
  if (engine === undefined)
    return raise(reading, "ImproperlyConfigured", `Invalid search schema ${url.scheme}`);
  const config: Config = new Map([["ENGINE", engine]]);
  const query = parseQuery(url.query);
  const numbers: string[] = [];
  const number = (name: string, text: string) => {
    const value = parseInteger(text);
    if (value === undefined) numbers.push(text);
    else config.set(name, int(value));
  };
  const take = (name: string, set: (text: string) => void) => {
    const value = query.get(name)?.[0];
    if (value !== undefined) set(value);
  };
  const text = (name: string) => take(name, (value) => config.set(name, str(value)));
  take("EXCLUDED_INDEXES", (value) =>
    config.set("EXCLUDED_INDEXES", list(value.split(",").map((index) => str(index)))),
  );
  take("INCLUDE_SPELLING", (value) => {
    const words = ["true", "on", "ok", "y", "yes", "1"];
    const parsed = parseInteger(value);
    config.set(
      "INCLUDE_SPELLING",
      bool(parsed === undefined ? words.includes(value.toLowerCase().trim()) : parsed !== 0n),
    );
  });
  take("BATCH_SIZE", (value) => number("BATCH_SIZE", value));
  const path = unquotePlus(url.path.slice(1).split("?")[0]!).replace(/\/$/, "");
  if (url.scheme === "solr" || elastic !== null) {
    const slash = path.lastIndexOf("/");
    const below = elastic === null ? path : path.slice(0, Math.max(0, slash));
    const base = {
      ...url,
      scheme: secure ? "https" : "http",
      path: below,
      params: "",
      query: "",
      fragment: "",
    };
    config.set("URL", str(urlunparse(base)));
    take("TIMEOUT", (value) => number("TIMEOUT", value));
    text("KWARGS");
    if (elastic !== null) config.set("INDEX_NAME", str(path.slice(slash + 1)));
  } else if (url.scheme !== "simple") {
    config.set("PATH", str(`/${path}`));
    if (url.scheme === "whoosh") {
      text("STORAGE");
      take("POST_LIMIT", (value) => number("POST_LIMIT", value));
    } else if (url.scheme === "xapian") {
      text("FLAGS");
    }
    if (reading.given !== undefined) config.set("ENGINE", reading.given);
  }
  return numbers.length > 0
    ? raise(reading, "ValueError", "invalid literal for int()")
    : asDict(config, reading);
}
