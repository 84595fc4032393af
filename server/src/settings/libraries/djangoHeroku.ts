/**
 * `django_heroku.settings(locals())` and its fork django-on-heroku: what they write into the settings
 * (https://github.com/heroku/django-heroku 0.3.1, https://github.com/pkrefta/django-on-heroku 1.1.2).
 */
import { and, type Condition, type Guarded, map } from "../guard";
import { truth } from "../operators";
import {
  bool,
  type CallArguments,
  dict,
  int,
  list,
  NONE,
  native,
  type ObjectValue,
  str,
  type Value,
} from "../values";
import { isSet, moduleOf } from "./common";
import { databaseConfig } from "./djDatabaseUrl";
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

/** Both packages write the same, except where WhiteNoise goes. */
function settings(afterSecurity: boolean): Value {
  return native("settings", (call) => {
    const i = call.interpreter;
    i.each(call.args[0] ?? NONE, call.pc, (config, pc) => {
      if (config.kind !== "object" || config.setItem === undefined) {
        i.expressions.expose([config], "django_heroku.settings()", pc);
        return;
      }
      apply(new Target(config, call), call, pc, afterSecurity);
    });
    return NONE;
  });
}

function apply(target: Target, call: CallArguments, pc: Condition, afterSecurity: boolean): void {
  const { interpreter: i, at } = call;
  /** The worlds in which a part is switched on: all of them, unless a keyword says otherwise. */
  const part = (name: string, otherwise = true): Condition =>
    and(
      i.surviving(pc),
      map(call.keywords.get(name) ?? bool(otherwise), (leaf) => truth(i, leaf)),
    );

  if (part("db_colors", false) !== false)
    target.set("DATABASES", dict([], at, "db_colors adds databases"), pc);
  const databases = part("databases");
  if (databases !== false) {
    const missing = and(
      databases,
      map(target.has("DATABASES", databases), (has) => !has),
    );
    if (missing !== false) target.set("DATABASES", dict([[str("default"), NONE]], at), missing);
    const ssl = call.keywords.get("db_ssl_required") ?? bool(true);
    const withUrl = isSet(i, "DATABASE_URL", databases, at);
    const keywords = new Map<string, Guarded<Value>>([
      ["conn_max_age", int(600)],
      ["ssl_require", ssl],
    ]);
    const value = databaseConfig({ ...call, args: [], keywords, pc: withUrl });
    i.each(target.get("DATABASES", withUrl), withUrl, (leaf, when) => {
      i.expressions.setItem(leaf, str("default"), value, when, at, i.historyStep("changed", at, at, when));
    });
  }

  const testing = and(part("test_runner"), isSet(i, "CI", pc, at));
  if (testing !== false)
    target.set(
      "TEST_RUNNER",
      str(`django_${afterSecurity ? "on_" : ""}heroku.HerokuDiscoverRunner`, at),
      testing,
    );

  const staticfiles = part("staticfiles");
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
    if (old !== false) addWhitenoise(target, "MIDDLEWARE_CLASSES", call, old, afterSecurity);
    if (current !== false) addWhitenoise(target, "MIDDLEWARE", call, current, afterSecurity);
    target.set(
      "STATICFILES_STORAGE",
      str("whitenoise.storage.CompressedManifestStaticFilesStorage", at),
      i.surviving(then),
    );
  }

  const hosts = part("allowed_hosts");
  if (hosts !== false) target.set("ALLOWED_HOSTS", list([str("*", at)], at), hosts);
  const logging = part("logging");
  if (logging !== false) target.set("LOGGING", loggingConfig(at), logging);
  const key = and(part("secret_key"), isSet(i, "SECRET_KEY", pc, at));
  if (key !== false)
    target.set(
      "SECRET_KEY",
      map(i.variables.read("SECRET_KEY", at), (leaf) => (leaf.kind === "unbound" ? NONE : leaf)),
      key,
    );
}

function addWhitenoise(
  target: Target,
  name: string,
  call: CallArguments,
  pc: Condition,
  afterSecurity: boolean,
): void {
  const { interpreter: i, at } = call;
  const before = target.get(name, pc);
  const after = i.lift([before], pc, ([leaf], when) =>
    i.lift([i.expressions.items(leaf!, when, at)], when, ([state]) => {
      const { items, open } = state as { items: readonly Guarded<Value>[]; open?: string };
      if (open !== undefined) return list([...items, str(WHITENOISE, at)], at, open);
      const security = items.findIndex(
        (item) => "kind" in item && item.kind === "str" && item.value === SECURITY,
      );
      const place = afterSecurity ? security + 1 : 0;
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
  return moduleOf("django_heroku", { settings: settings(false) });
}

export function djangoOnHeroku(): Value {
  return moduleOf("django_on_heroku", { settings: settings(true) });
}
