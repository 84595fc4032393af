/** env.db(), env.cache() and the other methods that turn a URL into a dict of settings. */

import { truth } from "../../equality";
import { choose, type Guarded } from "../../guard";
import { type Url, urlparse } from "../../urllib";
import {
  type DictState,
  DictValue,
  derived,
  dict,
  type EnvValue,
  str,
  typeName,
  unknown,
  type Value,
} from "../../values";
import { isUrlResult } from "../urlResult";
import {
  cacheConfig,
  channelsConfig,
  databaseConfig,
  emailConfig,
  searchConfig,
  type UrlReading,
} from "./urls";

export interface UrlMethod {
  /** The class attribute with the default name of the variable. */
  readonly variable: string;
  /** The class attribute with the schemes. */
  readonly schemes: string;
  /** The parameter that stands above the URL's scheme. */
  readonly given: "engine" | "backend";
  /** Whether the variable is read with env.url(), which parses defaults too. */
  readonly parsed: boolean;
  readonly read: (url: Value, reading: UrlReading) => Guarded<Value>;
}

/** Reads a URL as the library does: strings, results of urlparse(), variables nobody knows. */
function reader(
  config: (url: Url, reading: UrlReading) => Value,
  symbol: (url: EnvValue, reading: UrlReading) => Value,
  nothing: "empty" | "TypeError",
): UrlMethod["read"] {
  return (value, reading) => {
    const { call, pc } = reading;
    const { interpreter: i, at } = call;
    if (value.kind === "env") return symbol(value, reading);
    if (value.kind === "unknown") return unknown(value.reason, at);
    if (isUrlResult(value)) return config(value.url, reading);
    if (truth(i, value) === false && (nothing === "empty" || value.kind !== "str"))
      return nothing === "empty"
        ? dict([], at)
        : i.raise("TypeError", "a bytes-like object is required", pc, at);
    if (value.kind !== "str")
      return i.raise("AttributeError", `'${typeName(value)}' object has no attribute 'decode'`, pc, at);
    const url = urlparse(value.value);
    return url === undefined ? i.raise("ValueError", "Invalid IPv6 URL", pc, at) : config(url, reading);
  };
}

/** The entries of a URL that is not known: `given` for the entry that says which backend. */
function partsOf(
  url: EnvValue,
  { call: { at }, given }: UrlReading,
  names: readonly string[],
  backend: string,
): [Value, Value][] {
  const numbers = ["PORT", "EMAIL_PORT"];
  return names.map((name) => [
    str(name, at),
    name === backend && given !== undefined
      ? given
      : derived(url, numbers.includes(name) ? "object" : "str", `${name} of ${url.text}`, at),
  ]);
}

const OPTIONS = "options of the URL";

/** Heroku's own DATABASE_URL has no options. */
function unknownDatabase(url: EnvValue, reading: UrlReading): Value {
  const names = ["NAME", "USER", "PASSWORD", "HOST", "PORT", "ENGINE"];
  const open = url.text === "DATABASE_URL" ? undefined : OPTIONS;
  return dict(partsOf(url, reading, names, "ENGINE"), reading.call.at, open);
}

/** Every entry is named, so that `vars().update(EMAIL)` sets these names and no others. */
function unknownEmail(url: EnvValue, reading: UrlReading): Value {
  const { at, interpreter: i } = reading.call;
  const names = ["FILE_PATH", "HOST_USER", "HOST_PASSWORD", "HOST", "PORT", "BACKEND"];
  const entries = partsOf(
    url,
    reading,
    names.map((name) => `EMAIL_${name}`),
    "EMAIL_BACKEND",
  );
  const more = ["EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS"].map((name): [Value, Value] => [
    str(name, at),
    derived(url, "object", `${name} of ${url.text}`, at),
  ]);
  const key = `options of ${url.text}`;
  const has = i.test(url, key, `${url.name} has options`, `${url.name} has no options`);
  return new DictValue(choose<DictState>(has, { entries: [...entries, ...more] }, { entries }), at);
}

function database(value: Value, reading: UrlReading): Guarded<Value> {
  const { call, pc } = reading;
  const { interpreter: i, at } = call;
  if (value.kind === "env") return unknownDatabase(value, reading);
  if (value.kind === "unknown") return unknown(value.reason, at);
  if (value.kind === "str") return databaseConfig(value.value, reading);
  if (isUrlResult(value)) return databaseConfig(value.url, reading);
  // urlparse() takes what is false for an empty URL.
  if (truth(i, value) === false) return databaseConfig("", reading);
  return i.raise("AttributeError", `'${typeName(value)}' object has no attribute 'decode'`, pc, at);
}

/** A dict with these entries and perhaps others. */
function unknownParts(names: readonly string[]) {
  return (url: EnvValue, reading: UrlReading): Value =>
    dict(partsOf(url, reading, names, names[0]!), reading.call.at, OPTIONS);
}

const DATABASE: UrlMethod = {
  variable: "DEFAULT_DATABASE_ENV",
  schemes: "DB_SCHEMES",
  given: "engine",
  parsed: false,
  read: database,
};
const CACHE: UrlMethod = {
  variable: "DEFAULT_CACHE_ENV",
  schemes: "CACHE_SCHEMES",
  given: "backend",
  parsed: true,
  read: reader(cacheConfig, unknownParts(["BACKEND", "LOCATION"]), "empty"),
};
const EMAIL: UrlMethod = {
  variable: "DEFAULT_EMAIL_ENV",
  schemes: "EMAIL_SCHEMES",
  given: "backend",
  parsed: true,
  read: reader(emailConfig, unknownEmail, "TypeError"),
};
const CHANNELS: UrlMethod = {
  variable: "DEFAULT_CHANNELS_ENV",
  schemes: "CHANNELS_SCHEMES",
  given: "backend",
  parsed: true,
  read: reader(channelsConfig, unknownParts(["BACKEND"]), "TypeError"),
};
const SEARCH: UrlMethod = {
  variable: "DEFAULT_SEARCH_ENV",
  schemes: "SEARCH_SCHEMES",
  given: "engine",
  parsed: true,
  read: reader(searchConfig, unknownParts(["ENGINE"]), "TypeError"),
};

/** By name of the method; the `…_url` ones have a `…_url_config` beside them. */
export const URL_METHODS: Readonly<Record<string, UrlMethod>> = {
  db_url: DATABASE,
  db: DATABASE,
  cache_url: CACHE,
  cache: CACHE,
  email_url: EMAIL,
  email: EMAIL,
  channels_url: CHANNELS,
  channels: CHANNELS,
  search_url: SEARCH,
};
