/** django-cache-url 3.4: https://github.com/epicserve/django-cache-url */

import { truth } from "../equality";
import type { Condition, Guarded } from "../guard";
import { parseInteger } from "../python";
import { credentials, hostname, parseQuery, port, type Url, urlparse } from "../urllib";
import { type CallArguments, DEAD, derived, dict, int, str, typeName, unknown, type Value } from "../values";
import { stringDict } from "./common";
import { parseWith, type UrlLibrary, urlModule } from "./urlLibrary";

const MEMCACHED = "django.core.cache.backends.memcached";
const REDIS = "django.core.cache.backends.redis.RedisCache";
/** The package django-redis-cache, which a URL asks for with `?lib=redis-cache`. */
const REDIS_CACHE = "redis-cache";

const BACKENDS: Readonly<Record<string, string>> = {
  db: "django.core.cache.backends.db.DatabaseCache",
  dummy: "django.core.cache.backends.dummy.DummyCache",
  elasticache: "django_elasticache.memcached.ElastiCache",
  file: "django.core.cache.backends.filebased.FileBasedCache",
  locmem: "django.core.cache.backends.locmem.LocMemCache",
  uwsgicache: "uwsgicache.UWSGICache",
  memcached: `${MEMCACHED}.PyLibMCCache`,
  djangopylibmc: "django_pylibmc.memcached.PyLibMCCache",
  pymemcached: `${MEMCACHED}.MemcachedCache`,
  pymemcache: `${MEMCACHED}.PyMemcacheCache`,
  [REDIS_CACHE]: "redis_cache.RedisCache",
  redis: REDIS,
  rediss: REDIS,
  hiredis: REDIS,
};

/** The dict of a URL, or the class of the exception it raises. */
function configOf(url: Url, call: CallArguments): Value | "Exception" | "ValueError" {
  const { scheme, netloc } = url;
  const args = new Map(
    [...parseQuery(url.query)].map(([key, values]) => [key.toUpperCase(), values.join(";")]),
  );
  let backend = BACKENDS[scheme];
  if (backend === undefined) return "Exception";
  const lib = args.get("LIB");
  const isRedis = ["redis", "rediss", "hiredis"].includes(scheme);
  if (scheme.includes("redis") && lib !== undefined) backend = BACKENDS[lib] ?? backend;
  const config = new Map<string, Value>([["BACKEND", str(backend)]]);
  const options = new Map<string, Value>();
  if (scheme === "hiredis") options.set("PARSER_CLASS", str("redis.connection.HiredisParser"));
  const number = port(url);
  if (number === "invalid" && isRedis && netloc !== "") return "ValueError";
  if (netloc === "") {
    config.set("LOCATION", str(fileLocation(url)));
  } else {
    config.set("LOCATION", str(netloc.replaceAll(",", ";")));
    if (isRedis) {
      const { password } = credentials(url);
      const inUrl = lib === REDIS_CACHE || backend === REDIS;
      if (password && !inUrl) options.set("PASSWORD", str(password));
      const place = `${hostname(url) ?? "None"}:${number || 6379}/${url.path.slice(1) || "0"}`;
      const secret = password && inUrl ? `:${password}@` : "";
      config.set("LOCATION", str(`${scheme === "rediss" ? "rediss" : "redis"}://${secret}${place}`));
      if (lib === REDIS_CACHE && !addPool(args, options, call)) return "ValueError";
    }
  }
  if (scheme === "uwsgicache" && netloc === "" && url.path === "") config.set("LOCATION", str("default"));
  for (const name of ["MAX_ENTRIES", "CULL_FREQUENCY"]) {
    const value = args.get(name);
    const parsed = value === undefined ? undefined : parseInteger(value);
    if (value !== undefined && parsed === undefined) return "ValueError";
    if (parsed !== undefined) options.set(name, int(parsed));
    args.delete(name);
  }
  if (options.size > 0) config.set("OPTIONS", stringDict([...options], call.at));
  for (const [name, value] of args) config.set(name, str(value));
  return stringDict([...config], call.at);
}

/** LOCATION of a URL without a host. */
function fileLocation({ scheme, path }: Url): string {
  if (["memcached", "pymemcached", "pymemcache", "djangopylibmc"].includes(scheme)) return `unix://${path}`;
  if (scheme !== "redis" && scheme !== "hiredis") return path;
  const database = /^[^\n]+?(\d+)/.exec(path)?.[1];
  const socket = database === undefined ? path : path.slice(0, Math.max(0, path.lastIndexOf("/")));
  return `unix://${socket}?db=${database ?? "0"}`;
}

/** The options of django-redis-cache; false where a number is none. */
function addPool(
  args: ReadonlyMap<string, string>,
  options: Map<string, Value>,
  { at }: CallArguments,
): boolean {
  for (const name of ["PARSER_CLASS", "CONNECTION_POOL_CLASS"]) {
    const value = args.get(name);
    if (value !== undefined) options.set(name, str(value));
  }
  const pool: [string, Value][] = [];
  for (const [name, key] of [
    ["MAX_CONNECTIONS", "max_connections"],
    ["TIMEOUT", "timeout"],
  ] as const) {
    const value = args.get(name);
    if (value === undefined) continue;
    const parsed = parseInteger(value);
    if (parsed === undefined) return false;
    pool.push([key, int(parsed)]);
  }
  if (pool.length > 0) options.set("CONNECTION_POOL_CLASS_KWARGS", stringDict(pool, at));
  return true;
}

function parse(call: CallArguments, url: Value, pc: Condition): Value {
  const { interpreter: i, at } = call;
  if (url.kind === "dead") return DEAD;
  if (url.kind === "unknown") return unknown(url.reason, at);
  if (url.kind === "env") {
    const part = (name: string): [Value, Value] => [
      str(name, at),
      derived(url, "str", `${name} of ${url.text}`, at),
    ];
    return dict([part("BACKEND"), part("LOCATION")], at, "options of the URL");
  }
  if (url.kind !== "str") {
    return truth(i, url) === false
      ? i.raise("Exception", "Unknown backend: \"b''\"", pc, at)
      : i.raise("AttributeError", `'${typeName(url)}' object has no attribute 'decode'`, pc, at);
  }
  const parsed = urlparse(url.value);
  const config = parsed === undefined ? "ValueError" : configOf(parsed, call);
  return typeof config === "string" ? i.raise(config, "the URL of a cache is not valid", pc, at) : config;
}

const library: UrlLibrary = {
  name: "django_cache_url",
  variable: "CACHE_URL",
  fallback: str("locmem://"),
  parse,
};

/** `django_cache_url.parse(url)` */
export function parseCacheUrl(call: CallArguments): Guarded<Value> {
  return parseWith(library, call);
}

export function cacheUrl(): Value {
  return urlModule(library);
}
