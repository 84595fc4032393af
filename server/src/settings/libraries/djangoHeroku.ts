/**
 * `django_heroku.settings(locals())` and its fork django-on-heroku: what they write into the settings
 * (https://github.com/heroku/django-heroku 0.3.1, https://github.com/pkrefta/django-on-heroku 1.1.2).
 */
import { builtin } from "../builtins";
import { truth } from "../equality";
import { and, type Condition, choose, type Guarded, map, without } from "../guard";
import {
  bool,
  type CallArguments,
  DEAD,
  DictValue,
  dict,
  int,
  list,
  NONE,
  native,
  type ObjectValue,
  sameValue,
  str,
  unknown,
  type Value,
} from "../values";
import { applyFunction, bind, isSet, moduleOf, readOr } from "./common";
import { databaseConfig, parseDatabaseUrl } from "./djDatabaseUrl";
import { importThirdParty } from "./index";

const WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware";
const SECURITY = "django.middleware.security.SecurityMiddleware";

/** The settings that are written to, in the worlds of one call. */
class Target {
  constructor(
    private readonly config: ObjectValue,
    private readonly call: CallArguments,
  ) {}

  has(name: string, pc: Condition): Condition {
    const { interpreter, at } = this.call;
    const found = this.config.contains?.(str(name), { interpreter, pc, at });
    return found === undefined ? true : map(found, (leaf) => truth(interpreter, leaf));
  }

  get(name: string, pc: Condition): Guarded<Value> {
    const { interpreter, at } = this.call;
    return this.config.item?.(str(name), { interpreter, pc, at }) ?? NONE;
  }

  set(name: string, value: Guarded<Value>, pc: Condition): void {
    const { interpreter, at } = this.call;
    this.config.setItem?.(str(name), value, { interpreter, pc, at });
  }
}

/** How the packages differ. */
interface Package {
  readonly name: "django_heroku" | "django_on_heroku";
  readonly keywords: readonly string[];
}

const HEROKU: Package = {
  name: "django_heroku",
  keywords: [
    "db_colors",
    "databases",
    "test_runner",
    "staticfiles",
    "allowed_hosts",
    "logging",
    "secret_key",
  ],
};
const ON_HEROKU: Package = {
  name: "django_on_heroku",
  keywords: [...HEROKU.keywords, "geodjango", "db_ssl_required"],
};

function settings(of: Package): Value {
  return native("settings", (call) => {
    const i = call.interpreter;
    const bound = bind(call, "settings", "config", "*", ...of.keywords.map((name) => `${name}=`));
    if (bound === undefined) return DEAD;
    i.each(bound.config!, call.pc, (config, pc) => {
      if (config.kind !== "object" || config.setItem === undefined) {
        i.expressions.expose([config], `${of.name}.settings()`, pc);
        return;
      }
      apply(new Target(config, call), call, pc, of);
    });
    return NONE;
  });
}

/** The worlds of `pc` in which a part is switched on: all that are left, unless a keyword says otherwise. */
function part(call: CallArguments, name: string, pc: Condition, otherwise = true): Condition {
  const i = call.interpreter;
  return and(i.surviving(pc), i.truth(call.keywords.get(name) ?? bool(otherwise)));
}

function setDatabases(target: Target, call: CallArguments, pc: Condition, of: Package): void {
  const { interpreter: i, at } = call;
  const missing = without(pc, target.has("DATABASES", pc));
  if (missing !== false) target.set("DATABASES", dict([[str("default"), NONE]], at), missing);
  const age = of === ON_HEROKU ? connectionAge(target, call, pc) : int(600, at);
  const ssl = of === ON_HEROKU ? (call.keywords.get("db_ssl_required") ?? bool(true, at)) : bool(true, at);
  const keywords = new Map<string, Guarded<Value>>([
    ["conn_max_age", age],
    ["ssl_require", ssl],
  ]);
  const write = (name: string, value: Guarded<Value>, when: Condition) =>
    i.each(target.get("DATABASES", when), when, (leaf, here) => {
      const step = i.historyStep("changed", at, at, here);
      i.expressions.setItem(leaf, str(name), value, here, at, step);
    });
  const colors = part(call, "db_colors", pc, false);
  if (colors !== false) addColors(target, call, colors, keywords, write);
  const withUrl = isSet(i, "DATABASE_URL", i.surviving(pc), at);
  const value = databaseConfig({ ...call, args: [], keywords, pc: withUrl });
  const geodjango = part(call, "geodjango", withUrl, false);
  // It looks the engine up in `dj_database_url.SCHEMES`, which newer versions do not have.
  if (geodjango !== false) i.mayRaise("geodjango=True", geodjango, at, "AttributeError");
  const chosen = choose<Value>(geodjango, unknown("a database for GeoDjango", at), value, sameValue);
  write("default", chosen, i.surviving(withUrl));
  const testing = isSet(i, "CI", i.surviving(withUrl), at);
  if (testing === false) return;
  i.each(chosen, testing, (leaf, when) => {
    if (!(leaf instanceof DictValue)) return;
    const copy = of === ON_HEROKU ? new DictValue(leaf.state, at) : leaf;
    i.expressions.setItem(leaf, str("TEST"), copy, when, at, i.historyStep("changed", at, at, when));
  });
}

/** `config.get("CONN_MAX_AGE", int(os.environ.get("CONN_MAX_AGE", 600)))` */
function connectionAge(target: Target, call: CallArguments, pc: Condition): Guarded<Value> {
  const { interpreter: i, at } = call;
  const ofVariable = readOr(
    i,
    "CONN_MAX_AGE",
    pc,
    at,
    (value, when) => applyFunction(call, builtin("int")!, value, when),
    () => int(600, at),
  );
  const own = target.has("CONN_MAX_AGE", pc);
  return choose<Value>(
    own,
    own === false ? NONE : target.get("CONN_MAX_AGE", and(pc, own)),
    ofVariable,
    sameValue,
  );
}

/** `db_colors=True`: a database for every variable `HEROKU_POSTGRESQL_<COLOR>_URL`. */
function addColors(
  target: Target,
  call: CallArguments,
  pc: Condition,
  keywords: ReadonlyMap<string, Guarded<Value>>,
  write: (name: string, value: Guarded<Value>, when: Condition) => void,
): void {
  const { interpreter: i, at } = call;
  const variables = i.variables.all(at);
  if (variables === undefined) {
    i.exposeObject(target.get("DATABASES", pc), "db_colors adds databases", pc);
    return;
  }
  for (const [variable, value] of variables) {
    if (!variable.startsWith("HEROKU_POSTGRESQL")) continue;
    const color = variable.slice("HEROKU_POSTGRESQL_".length).split("_")[0]!;
    i.each(value, pc, (leaf, when) => {
      if (leaf.kind === "unbound") return;
      const parsed = parseDatabaseUrl({ ...call, args: [leaf], keywords, pc: when });
      write(color, parsed, i.surviving(when));
    });
  }
}

function apply(target: Target, call: CallArguments, pc: Condition, of: Package): void {
  const { interpreter: i, at } = call;
  const databases = part(call, "databases", pc);
  if (databases !== false) setDatabases(target, call, databases, of);

  const testing = isSet(i, "CI", part(call, "test_runner", pc), at);
  if (testing !== false) target.set("TEST_RUNNER", str(`${of.name}.HerokuDiscoverRunner`, at), testing);

  const staticfiles = part(call, "staticfiles", pc);
  if (staticfiles !== false) {
    const base = target.get("BASE_DIR", staticfiles);
    const join = i.expressions.attributeOf(importThirdParty("os.path"), "join", staticfiles, at) ?? NONE;
    const root = i.lift([join], staticfiles, ([f], when) =>
      i.expressions.invoke(f!, { ...call, args: [base, str("staticfiles")], keywords: new Map(), pc: when }),
    );
    const then = i.surviving(staticfiles);
    target.set("STATIC_ROOT", root, then);
    target.set("STATIC_URL", str("/static/", at), then);
    const old = and(then, target.has("MIDDLEWARE_CLASSES", then));
    const current = and(
      then,
      map(target.has("MIDDLEWARE_CLASSES", then), (has) => !has),
    );
    if (old !== false) addWhitenoise(target, "MIDDLEWARE_CLASSES", call, old, of);
    if (current !== false) addWhitenoise(target, "MIDDLEWARE", call, current, of);
    target.set(
      "STATICFILES_STORAGE",
      str("whitenoise.storage.CompressedManifestStaticFilesStorage", at),
      i.surviving(then),
    );
  }

  const hosts = part(call, "allowed_hosts", pc);
  if (hosts !== false) target.set("ALLOWED_HOSTS", list([str("*", at)], at), hosts);
  const logging = part(call, "logging", pc);
  if (logging !== false) target.set("LOGGING", loggingConfig(at), logging);
  const key = isSet(i, "SECRET_KEY", part(call, "secret_key", pc), at);
  if (key !== false)
    target.set(
      "SECRET_KEY",
      map(i.variables.read("SECRET_KEY", at), (leaf) => (leaf.kind === "unbound" ? NONE : leaf)),
      key,
    );
}

function addWhitenoise(target: Target, name: string, call: CallArguments, pc: Condition, of: Package): void {
  const { interpreter: i, at } = call;
  const before = target.get(name, pc);
  const after = i.lift([before], pc, ([leaf], when) =>
    i.lift([i.expressions.items(leaf!, when, at)], when, ([state]) => {
      const { items, open } = state as { items: readonly Guarded<Value>[]; open?: string };
      if (open !== undefined) return list([...items, str(WHITENOISE, at)], at, open);
      const security = items.findIndex(
        (item) => "kind" in item && item.kind === "str" && item.value === SECURITY,
      );
      const place = of === ON_HEROKU ? security + 1 : 0;
      return { kind: "tuple", items: items.toSpliced(place, 0, str(WHITENOISE, at)), at };
    }),
  );
  target.set(name, after, i.surviving(pc));
}

function loggingConfig(at: CallArguments["at"]): Value {
  const text = (value: string) => str(value, at);
  const table = (entries: Readonly<Record<string, Value>>) =>
    dict(
      Object.entries(entries).map(([key, value]): [Value, Value] => [text(key), value]),
      at,
    );
  const verbose =
    "%(asctime)s [%(process)d] [%(levelname)s] pathname=%(pathname)s lineno=%(lineno)s funcname=%(funcName)s %(message)s";
  return table({
    version: int(1, at),
    disable_existing_loggers: bool(false, at),
    formatters: table({
      verbose: table({ format: text(verbose), datefmt: text("%Y-%m-%d %H:%M:%S") }),
      simple: table({ format: text("%(levelname)s %(message)s") }),
    }),
    handlers: table({
      null: table({ level: text("DEBUG"), class: text("logging.NullHandler") }),
      console: table({
        level: text("DEBUG"),
        class: text("logging.StreamHandler"),
        formatter: text("verbose"),
      }),
    }),
    loggers: table({
      testlogger: table({ handlers: list([text("console")], at), level: text("INFO") }),
    }),
  });
}

export function djangoHeroku(): Value {
  return moduleOf("django_heroku", { settings: settings(HEROKU) });
}

export function djangoOnHeroku(): Value {
  return moduleOf("django_on_heroku", { settings: settings(ON_HEROKU) });
}
