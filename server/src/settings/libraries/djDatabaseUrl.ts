/** dj-database-url 3.1: https://github.com/jazzband/dj-database-url */

import { withEntry } from "../dicts";
import { truth } from "../equality";
import { type Condition, choose, type Guarded, map } from "../guard";
import { repr } from "../representation";
import { credentials, hostname, parseQuery, port, type Url, unquote, urlsplit } from "../urllib";
import {
  bool,
  type CallArguments,
  DEAD,
  DictValue,
  derived,
  dict,
  type EnvValue,
  int,
  list,
  NONE,
  native,
  sameValue,
  str,
  typeName,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../values";
import { applyFunction, bind, moduleOf, PerEvaluation, readVariable, stringDict } from "./common";

const POSTGRESQL = "django.db.backends.postgresql";
const MYSQL = "django.db.backends.mysql";

const BACKENDS: Readonly<Record<string, string>> = {
  spatialite: "django.contrib.gis.db.backends.spatialite",
  "mysql-connector": "mysql.connector.django",
  mysqlgis: "django.contrib.gis.db.backends.mysql",
  oraclegis: "django.contrib.gis.db.backends.oracle",
  cockroach: "django_cockroachdb",
  sqlite: "django.db.backends.sqlite3",
  oracle: "django.db.backends.oracle",
  mssqlms: "mssql",
  mssql: "sql_server.pyodbc",
  mysql: MYSQL,
  mysql2: MYSQL,
  postgres: POSTGRESQL,
  postgresql: POSTGRESQL,
  pgsql: POSTGRESQL,
  postgis: "django.contrib.gis.db.backends.postgis",
  redshift: "django_redshift_backend",
  timescale: "timescale.db.backends.postgresql",
  timescalegis: "timescale.db.backends.postgis",
};

/** Schemes whose option `currentSchema` becomes a search path. */
const WITH_SCHEMA = ["postgres", "postgresql", "pgsql", "postgis", "redshift", "timescale", "timescalegis"];

/** A scheme that the settings registered. */
interface Registered {
  readonly backend: Guarded<Value | Unbound>;
  /** The function that changes the dict, or None. */
  readonly postprocess: Guarded<Value>;
}

/** What settings registered, in each evaluation. */
const registered = new PerEvaluation(() => new Map<string, Registered>());

/** `register(scheme, backend)`; the result decorates a function that changes the dict. */
const register = native("dj_database_url.register", (call) => {
  const { interpreter: i, at, pc } = call;
  const bound = bind(call, "register", "scheme", "backend");
  if (bound === undefined) return DEAD;
  i.each(bound.scheme!, pc, (scheme, when) => {
    if (scheme.kind !== "str") return;
    const schemes = registered.of(i);
    const builtIn = BACKENDS[scheme.value];
    const old = schemes.get(scheme.value)?.backend ?? (builtIn === undefined ? UNBOUND : str(builtIn, at));
    schemes.set(scheme.value, {
      backend: choose<Value | Unbound>(when, bound.backend!, old, sameValue),
      postprocess: NONE,
    });
  });
  return native("register()", (decorated) => {
    const [f] = decorated.args;
    if (f === undefined) return DEAD;
    i.each(bound.scheme!, pc, (scheme) => {
      const entry = scheme.kind === "str" ? registered.of(i).get(scheme.value) : undefined;
      if (scheme.kind === "str" && entry !== undefined)
        registered.of(i).set(scheme.value, { ...entry, postprocess: f });
    });
    return f;
  });
});

/** The parameters that config() and parse() share. */
const OPTIONS = [
  "engine=",
  "conn_max_age=",
  "conn_health_checks=",
  "disable_server_side_cursors=",
  "ssl_require=",
  "test_options=",
];

type Bound = Readonly<Record<string, Guarded<Value> | undefined>>;

/** `_parse_value(value)` of an option. */
function optionValue(value: string): Value {
  if (/^\d+$/.test(value)) return int(BigInt(value));
  if (/^(?:true|false)$/i.test(value)) return bool(value.toLowerCase() === "true");
  return str(value);
}

type Entries = readonly (readonly [string, Value])[];

/** The dict of a URL before the arguments are added; a string says which exception it raises. */
function partsOf(url: Url): { entries: Entries; options: Map<string, Value> } | undefined {
  const { username = "", password = "" } = credentials(url);
  const number = port(url);
  if (number === "invalid") return undefined;
  const name = unquote(url.path.slice(1));
  const options = new Map<string, Value>();
  for (const [key, values] of parseQuery(url.query)) {
    const parsed = values.map(optionValue);
    options.set(key, parsed.length === 1 ? parsed[0]! : list(parsed));
  }
  const { scheme } = url;
  const portValue = number ? int(number) : str("");
  const entries: Entries = [
    ["USER", str(unquote(username))],
    ["PASSWORD", str(unquote(password))],
    ["HOST", str(unquote(hostname(url) ?? ""))],
    ["PORT", ["oracle", "mssql", "mssqlms"].includes(scheme) ? str(number ? String(number) : "") : portValue],
    ["NAME", str(scheme === "sqlite" && name === "" ? ":memory:" : name)],
  ];
  return { entries, options };
}

/** What the library does to the options of some schemes. */
function adaptOptions(scheme: string, options: Map<string, Value>): void {
  const take = (name: string): Value | undefined => {
    const value = options.get(name);
    options.delete(name);
    const isFalse = value?.kind === "int" ? value.value === 0n : value?.kind === "bool" && !value.value;
    return isFalse ? undefined : value;
  };
  if (scheme === "mysql" || scheme === "mysql2") {
    const ca = take("ssl-ca");
    if (ca !== undefined) options.set("ssl", dict([[str("ca"), ca]]));
  } else if (WITH_SCHEMA.includes(scheme)) {
    const schema = take("currentSchema");
    if (schema !== undefined) {
      const shown = schema.kind === "str" ? schema.value : repr(schema);
      options.set("options", str(`-c search_path=${shown}`));
    }
  }
}

/** `parse(url, ...)` in the worlds of `call`. */
function parse(call: CallArguments, url: Value, bound: Bound): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (url.kind === "dead") return DEAD;
  if (url.kind === "unknown") return unknown(url.reason, at);
  const flags = [bound.engine ?? NONE, bound.ssl_require ?? NONE, bound.test_options ?? NONE];
  return i.lift(flags, call.pc, ([engine, ssl, test], pc) => {
    const given: Given = {
      engine: truth(i, engine!) === false ? undefined : engine!,
      ssl: ssl!,
      test: truth(i, test!) === false ? undefined : test!,
      bound,
    };
    if (url.kind === "env") return withArguments({ ...call, pc }, unknownParts(url, given, call), given);
    if (url.kind === "str" && url.value === "sqlite://:memory:") return memoryDatabase(call);
    if (url.kind !== "str" && truth(i, url) !== false)
      return i.raise("AttributeError", `'${typeName(url)}' object has no attribute 'decode'`, pc, at);
    const split = urlsplit(url.kind === "str" ? url.value : "");
    if (split === undefined) return i.raise("ParseError", "This string is not a valid url", pc, at);
    const { scheme } = split;
    const own = registered.of(i).get(scheme);
    const builtIn = BACKENDS[scheme];
    const backend = own?.backend ?? (builtIn === undefined ? UNBOUND : str(builtIn));
    return i.lift<Value | Unbound>([backend, own?.postprocess ?? NONE], pc, ([found, change], when) => {
      if (found!.kind === "unbound")
        return i.raise("UnknownSchemeError", `Scheme '${scheme}://' is unknown.`, when, at);
      const parts = partsOf(split);
      if (parts === undefined) return i.raise("ParseError", "This string is not a valid url", when, at);
      if (own === undefined) adaptOptions(scheme, parts.options);
      const config = stringDict(
        [["ENGINE", found as Value], ...parts.entries, ["OPTIONS", stringDict([...parts.options], at)]],
        at,
      );
      if (change!.kind !== "none") applyFunction(call, change as Value, config, when);
      return withArguments({ ...call, pc: i.surviving(when) }, config, given);
    });
  });
}

/** Arguments of a call whose truth matters. */
interface Given {
  readonly engine: Value | undefined;
  readonly ssl: Value;
  readonly test: Value | undefined;
  readonly bound: Bound;
}

/** The dict of a variable nobody knows the content of. Heroku's own DATABASE_URL has no options. */
function unknownParts(url: EnvValue, { engine }: Given, call: CallArguments): DictValue {
  const names = ["ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME"];
  const entries = names.map((name): [Value, Value] => [
    str(name, call.at),
    name === "ENGINE" && engine !== undefined
      ? engine
      : derived(url, name === "PORT" ? "object" : "str", `${name} of ${url.text}`, call.at),
  ]);
  const open = url.text === "DATABASE_URL" ? undefined : "options of the URL";
  return dict([...entries, [str("OPTIONS", call.at), dict([], call.at, open)]], call.at, open);
}

/** Adds the arguments of the call, which stand above the URL. */
function withArguments(call: CallArguments, config: DictValue, given: Given): Guarded<Value> {
  const { interpreter: i, at } = call;
  const { bound, engine, ssl, test } = given;
  return i.lift([config.state], call.pc, ([before], pc) => {
    const options = before!.entries.find(([key]) => key.kind === "str" && key.value === "OPTIONS")?.[1];
    return i.lift<Value | boolean>([options ?? NONE, truth(i, ssl)], pc, ([leaf, required]) => {
      let state = before!;
      const set = (name: string, value: Guarded<Value>) => {
        state = withEntry(state, str(name, at), value);
      };
      if (leaf instanceof DictValue && required) {
        const next = map(leaf.state, (old) => withEntry(old, str("sslmode", at), str("require", at)));
        set("OPTIONS", new DictValue(next, at));
      } else if (leaf instanceof DictValue && "entries" in leaf.state) {
        const empty = leaf.state.entries.length === 0;
        if (empty) state = { ...state, entries: state.entries.filter(([, value]) => value !== leaf) };
      }
      set("CONN_MAX_AGE", bound.conn_max_age ?? int(0, at));
      set("CONN_HEALTH_CHECKS", bound.conn_health_checks ?? bool(false, at));
      set("DISABLE_SERVER_SIDE_CURSORS", bound.disable_server_side_cursors ?? bool(false, at));
      if (engine !== undefined) set("ENGINE", engine);
      if (test !== undefined) set("TEST", test);
      return new DictValue(state, at);
    });
  });
}

function memoryDatabase({ interpreter: i, at, pc }: CallArguments): Guarded<Value> {
  const backend = registered.of(i).get("sqlite")?.backend ?? str(BACKENDS.sqlite!);
  return i.lift<Value | Unbound>([backend], pc, ([engine]) =>
    stringDict(
      [
        ["ENGINE", engine as Value],
        ["NAME", str(":memory:")],
      ],
      at,
    ),
  );
}

/** `dj_database_url.config(...)`. */
export function databaseConfig(call: CallArguments): Guarded<Value> {
  const bound = bind(call, "config", "env=", "default=", ...OPTIONS);
  if (bound === undefined) return DEAD;
  const build = (url: Value, pc: Condition): Guarded<Value> => {
    const { interpreter: i, at } = call;
    if (url.kind === "env" || url.kind === "unknown") return parse({ ...call, pc }, url, bound);
    return i.lift([truth(i, url)], pc, ([given], when) =>
      given ? parse({ ...call, pc: when }, url, bound) : dict([], at),
    );
  };
  return readVariable(
    call,
    bound.env ?? str("DATABASE_URL"),
    "",
    (value, pc) => build(value, pc),
    (pc) => call.interpreter.lift([bound.default ?? NONE], pc, ([url], when) => build(url!, when)),
  );
}

/** `dj_database_url.parse(url, ...)`. */
export function parseDatabaseUrl(call: CallArguments): Guarded<Value> {
  const bound = bind(call, "parse", "url", ...OPTIONS);
  if (bound === undefined) return DEAD;
  return call.interpreter.lift([bound.url!], call.pc, ([url], pc) => parse({ ...call, pc }, url!, bound));
}

export function databaseUrl(): Value {
  return moduleOf("dj_database_url", {
    config: native("dj_database_url.config", databaseConfig),
    parse: native("dj_database_url.parse", parseDatabaseUrl),
    register,
    DEFAULT_ENV: str("DATABASE_URL"),
    ParseError: { kind: "exception", name: "ParseError" },
    UnknownSchemeError: { kind: "exception", name: "UnknownSchemeError" },
  });
}
