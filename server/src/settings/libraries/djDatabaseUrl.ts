/**
 * Database URLs: dj-database-url (https://github.com/jazzband/dj-database-url, behaviour of 3.1) and `env.db()` of
 * django-environ.
 */

import { withEntry } from "../dicts";
import type { Condition, Guarded } from "../guard";
import { truth } from "../operators";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  dict,
  type EnvValue,
  int,
  NONE,
  native,
  str,
  unknown,
  type Value,
} from "../values";
import { argument, moduleOf, readVariable } from "./common";

/** What a URL holds. */
interface UrlParts {
  readonly scheme: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
}

/** urllib.parse.urlsplit() for `scheme://user:password@host:port/path?query`; undefined where it would not do. */
export function splitUrl(url: string): UrlParts | undefined {
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url);
  if (match === null) return undefined;
  const [, scheme, netloc = "", path = "", query = ""] = match;
  const at = netloc.lastIndexOf("@");
  const [userInfo, hostInfo] = at < 0 ? ["", netloc] : [netloc.slice(0, at), netloc.slice(at + 1)];
  const colon = userInfo.indexOf(":");
  const hostMatch = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(hostInfo);
  if (hostMatch === null) return undefined;
  try {
    return {
      scheme: scheme!.toLowerCase(),
      user: decodeURIComponent(colon < 0 ? userInfo : userInfo.slice(0, colon)),
      password: decodeURIComponent(colon < 0 ? "" : userInfo.slice(colon + 1)),
      host: decodeURIComponent(hostMatch[1]!.replace(/^\[|\]$/g, "")).toLowerCase(),
      port: hostMatch[2] === undefined || hostMatch[2] === "" ? undefined : Number(hostMatch[2]),
      path: decodeURIComponent(path.slice(1)),
      query: query
        .split("&")
        .filter((pair) => pair.includes("=") && !pair.endsWith("="))
        .map((pair) => {
          const [key, ...rest] = pair.split("=");
          const decode = (text: string) => decodeURIComponent(text.replaceAll("+", " "));
          return [decode(key!), decode(rest.join("="))] as const;
        }),
    };
  } catch {
    return undefined;
  }
}

const POSTGRESQL = "django.db.backends.postgresql";
const MYSQL = "django.db.backends.mysql";

/** How a library turns a URL into Django's dict. */
export interface UrlDialect {
  readonly engines: ReadonlyMap<string, string>;
  parse(parts: UrlParts, engine: string): readonly (readonly [string, Value])[] | undefined;
  /** Entries in the order of the library, for a URL that is not known. */
  readonly keys: readonly string[];
}

const djDatabaseUrl: UrlDialect = {
  engines: new Map([
    ["postgres", POSTGRESQL],
    ["postgresql", POSTGRESQL],
    ["pgsql", POSTGRESQL],
    ["postgis", "django.contrib.gis.db.backends.postgis"],
    ["redshift", "django_redshift_backend"],
    ["timescale", "timescale.db.backends.postgresql"],
    ["timescalegis", "timescale.db.backends.postgis"],
    ["cockroach", "django_cockroachdb"],
    ["mysql", MYSQL],
    ["mysql2", MYSQL],
    ["mysql-connector", "mysql.connector.django"],
    ["mysqlgis", "django.contrib.gis.db.backends.mysql"],
    ["sqlite", "django.db.backends.sqlite3"],
    ["spatialite", "django.contrib.gis.db.backends.spatialite"],
    ["oracle", "django.db.backends.oracle"],
    ["oraclegis", "django.contrib.gis.db.backends.oracle"],
    ["mssql", "sql_server.pyodbc"],
    ["mssqlms", "mssql"],
  ]),
  keys: ["ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME"],
  parse(parts, engine) {
    let port: Value = parts.port === undefined ? str("") : int(parts.port);
    if (["oracle", "mssql", "mssqlms"].includes(parts.scheme)) port = str(String(parts.port ?? ""));
    const options: [Value, Value][] = [];
    for (const [key, value] of parts.query) {
      if (key === "currentSchema" || key === "ssl-ca" || parts.query.filter(([k]) => k === key).length > 1)
        return undefined;
      options.push([str(key), queryValue(value)]);
    }
    return [
      ["ENGINE", str(engine)],
      ["USER", str(parts.user)],
      ["PASSWORD", str(parts.password)],
      ["HOST", str(parts.host)],
      ["PORT", port],
      ["NAME", str(parts.scheme === "sqlite" && parts.path === "" ? ":memory:" : parts.path)],
      ...(options.length > 0 ? ([["OPTIONS", dict(options)]] as const) : []),
    ];
  },
};

function queryValue(value: string): Value {
  if (/^\d+$/.test(value)) return int(BigInt(value));
  if (/^(?:true|false)$/i.test(value)) return bool(value.toLowerCase() === "true");
  return str(value);
}

export const environDatabase: UrlDialect = {
  engines: new Map([
    ["postgres", POSTGRESQL],
    ["postgresql", POSTGRESQL],
    ["psql", POSTGRESQL],
    ["pgsql", POSTGRESQL],
    ["postgis", "django.contrib.gis.db.backends.postgis"],
    ["cockroachdb", "django_cockroachdb"],
    ["mysql", MYSQL],
    ["mysql2", MYSQL],
    ["mysql-connector", "mysql.connector.django"],
    ["mysqlgis", "django.contrib.gis.db.backends.mysql"],
    ["oracle", "django.db.backends.oracle"],
    ["pyodbc", "sql_server.pyodbc"],
    ["redshift", "django_redshift_backend"],
    ["spatialite", "django.contrib.gis.db.backends.spatialite"],
    ["sqlite", "django.db.backends.sqlite3"],
  ]),
  keys: ["NAME", "USER", "PASSWORD", "HOST", "PORT", "ENGINE"],
  parse(parts, engine) {
    if (parts.query.length > 0 || parts.path.startsWith("/cloudsql") || parts.scheme === "oracle")
      return undefined;
    const isPostgres = engine === POSTGRESQL;
    if (isPostgres && (parts.path.startsWith("/") || parts.host.includes(","))) return undefined;
    return [
      ["NAME", str(parts.scheme === "sqlite" && parts.path === "" ? ":memory:" : parts.path)],
      ["USER", str(parts.user)],
      ["PASSWORD", str(parts.password)],
      ["HOST", str(parts.host)],
      ["PORT", parts.port === undefined ? str("") : int(parts.port)],
      ["ENGINE", str(engine)],
    ];
  },
};

/** The dict for a URL in the worlds of `pc`. */
export function databaseFromUrl(
  call: CallArguments,
  url: Value,
  pc: Condition,
  engine: Guarded<Value> | undefined,
  dialect: UrlDialect,
): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (url.kind === "dead") return DEAD;
  if (url.kind === "unknown") return unknown(url.reason, at);
  const given = engine !== undefined && "kind" in engine && engine.kind === "str" ? engine : undefined;
  if (url.kind === "env") return unknownUrl(url, given, dialect, call);
  if (url.kind !== "str") return i.raise("ValueError", "a database URL that is no string", pc, at);
  if (url.value === "sqlite://:memory:") {
    return dict(
      [
        [str("ENGINE", at), str("django.db.backends.sqlite3", at)],
        [str("NAME", at), str(":memory:", at)],
      ],
      at,
    );
  }
  const parts = splitUrl(url.value);
  if (parts === undefined) return unknown("a database URL of an unusual form", at);
  const backend = dialect.engines.get(parts.scheme);
  if (backend === undefined) {
    if (dialect === djDatabaseUrl)
      return i.raise("ValueError", `Scheme '${parts.scheme}://' is unknown`, pc, at);
    return unknown("a database URL with a scheme that is not known", at);
  }
  const entries = dialect.parse(parts, given?.value ?? backend);
  if (entries === undefined) return unknown("a database URL with options", at);
  return dict(
    entries.map(([key, value]): [Value, Value] => [str(key, at), { ...value, at } as Value]),
    at,
  );
}

function unknownUrl(
  url: EnvValue,
  engine: Value | undefined,
  dialect: UrlDialect,
  call: CallArguments,
): Value {
  return dict(
    dialect.keys.map((key): [Value, Value] => [
      str(key, call.at),
      key === "ENGINE" && engine !== undefined
        ? engine
        : derived(url, key === "PORT" ? "object" : "str", `${key} of ${url.text}`, call.at),
    ]),
    call.at,
  );
}

/** What `config()` and `parse()` add to the URL's parts. */
function withArguments(call: CallArguments, first: number, base: Guarded<Value>): Guarded<Value> {
  const i = call.interpreter;
  const given = (position: number, name: string, fallback: Value) =>
    argument(call, first + position, name) ?? fallback;
  return i.lift([base, given(4, "ssl_require", bool(false))], call.pc, ([value, ssl], pc) => {
    if (!(value instanceof DictValue) || !("entries" in value.state)) return value!;
    const state: DictState = value.state;
    // sqlite://:memory: takes no further settings.
    if (state.entries.length === 2) return value;
    const options = state.entries.find(([key]) => key.kind === "str" && key.value === "OPTIONS");
    const build = (required: boolean): Value => {
      let next: DictState = state;
      if (required) {
        const before: DictState =
          options !== undefined && options[1] instanceof DictValue && "entries" in options[1].state
            ? options[1].state
            : { entries: [] };
        next = withEntry(
          next,
          str("OPTIONS", call.at),
          new DictValue(withEntry(before, str("sslmode", call.at), str("require", call.at)), call.at),
        );
      }
      next = withEntry(next, str("CONN_MAX_AGE", call.at), given(1, "conn_max_age", int(0, call.at)));
      next = withEntry(
        next,
        str("CONN_HEALTH_CHECKS", call.at),
        given(2, "conn_health_checks", bool(false, call.at)),
      );
      next = withEntry(
        next,
        str("DISABLE_SERVER_SIDE_CURSORS", call.at),
        given(3, "disable_server_side_cursors", bool(false, call.at)),
      );
      const test = given(5, "test_options", NONE);
      if (!("kind" in test) || test.kind !== "none") next = withEntry(next, str("TEST", call.at), test);
      return new DictValue(next, call.at);
    };
    const required = truth(i, ssl!);
    return typeof required === "boolean"
      ? build(required)
      : i.lift([required], pc, ([holds]) => build(holds!));
  });
}

/** `dj_database_url.config(...)`. */
export function databaseConfig(call: CallArguments): Guarded<Value> {
  const name = argument(call, 0, "env") ?? str("DATABASE_URL");
  const fallback = argument(call, 1, "default") ?? NONE;
  const engine = argument(call, 2, "engine");
  const build = (url: Value, pc: Condition): Guarded<Value> => {
    if (url.kind === "none" || (url.kind === "str" && url.value === "")) return dict([], call.at);
    return withArguments({ ...call, pc }, 2, databaseFromUrl(call, url, pc, engine, djDatabaseUrl));
  };
  return readVariable(
    call,
    name,
    "",
    (value, pc) => build(value, pc),
    (pc) => call.interpreter.lift([fallback], pc, ([url], when) => build(url!, when)),
  );
}

/** `dj_database_url.parse(url, ...)`. */
export function parseDatabaseUrl(call: CallArguments): Guarded<Value> {
  return call.interpreter.lift([argument(call, 0, "url") ?? DEAD], call.pc, ([url], pc) =>
    withArguments(
      { ...call, pc },
      1,
      databaseFromUrl(call, url!, pc, argument(call, 1, "engine"), djDatabaseUrl),
    ),
  );
}

export function databaseUrl(): Value {
  return moduleOf("dj_database_url", {
    config: native("dj_database_url.config", databaseConfig),
    parse: native("dj_database_url.parse", parseDatabaseUrl),
    DEFAULT_ENV: str("DATABASE_URL"),
  });
}
