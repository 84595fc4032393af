/** django-environ: https://django-environ.readthedocs.io/ (behaviour of 0.12 to 0.14). */
import { type Condition, type Guarded, map } from "../guard";
import { asBool } from "../operators";
import { parseInteger, strip } from "../python";
import {
  bool,
  type CallArguments,
  DEAD,
  derived,
  dict,
  type EnvType,
  list,
  NONE,
  native,
  type ObjectValue,
  str,
  unknown,
  type Value,
} from "../values";
import { applyFunction, argument, isSet, moduleOf, readVariable } from "./common";
import { databaseFromUrl, environDatabase } from "./databaseUrl";

const TRUE = new Set(["true", "on", "ok", "y", "yes", "1"]);

/** `Env.NOTSET`: no default given. */
const NOTSET: Value = { kind: "object", name: "Env.NOTSET" };

/** `Env(NAME=(cast, default))` */
type Scheme = ReadonlyMap<string, { readonly cast?: Guarded<Value>; readonly default?: Guarded<Value> }>;

/** How `get_value` turns a string into a value. */
type Cast =
  | { readonly kind: "none" | "str" | "bool" | "int" | "float" | "json" | "dict" }
  | { readonly kind: "list" | "tuple"; readonly element?: Value }
  | { readonly kind: "function"; readonly f: Value };

const TYPES: Readonly<Record<Cast["kind"], EnvType>> = {
  none: "str",
  str: "str",
  bool: "bool",
  int: "int",
  float: "float",
  json: "object",
  dict: "dict",
  list: "list",
  tuple: "list",
  function: "object",
};

function castOf(value: Value): Cast {
  if (value.kind === "native") {
    if (["str", "bool", "int", "float", "dict"].includes(value.name)) return { kind: value.name as "str" };
    if (value.name === "list" || value.name === "tuple") return { kind: value.name };
  }
  if (value.kind === "list" && "items" in value.state && value.state.items.length === 1) {
    const [element] = value.state.items;
    if (element !== undefined && "kind" in element) return { kind: "list", element };
  }
  return { kind: "function", f: value };
}

/** `cast = type(default)`, where only a default is given. */
function castOfDefault(value: Value): Cast {
  switch (value.kind) {
    case "str":
    case "bool":
    case "int":
    case "float":
    case "list":
    case "tuple":
    case "dict":
      return { kind: value.kind };
    default:
      return { kind: "none" };
  }
}

function parse(call: CallArguments, value: Value, cast: Cast, pc: Condition): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (value.kind === "dead") return DEAD;
  if (value.kind === "env") {
    if (cast.kind === "none" || cast.kind === "str") return value;
    if (cast.kind === "function") return derived(value, "object", `cast(${value.text})`, at);
    if (cast.kind === "int" || cast.kind === "float")
      i.mayRaise(`${cast.kind}(${value.text})`, pc, at, "ValueError");
    return derived(value, TYPES[cast.kind], `env.${cast.kind}("${value.text}")`, at);
  }
  if (value.kind !== "str")
    return cast.kind === "none" ? value : unknown("a default of another type than the cast", at);
  const element = (text: string, f: Value | undefined): Guarded<Value> =>
    f === undefined ? str(text, at) : applyFunction(call, f, str(text, at), pc);
  switch (cast.kind) {
    case "none":
    case "str":
      return value;
    case "bool": {
      const number = parseInteger(value.value);
      return bool(
        number !== undefined ? number !== 0n : TRUE.has(strip(value.value.toLowerCase(), undefined, "both")),
        at,
      );
    }
    case "int":
      return i.expressions.invoke(native("int", intOf), { ...call, args: [value], keywords: new Map(), pc });
    case "list":
      return list(
        value.value
          .split(",")
          .filter((word) => word !== "")
          .map((word) => element(word, cast.element)),
        at,
      );
    case "tuple":
      return {
        kind: "tuple",
        items: strip(strip(value.value, "(", "both"), ")", "both")
          .split(",")
          .filter((word) => word !== "")
          .map((word) => element(word, cast.element)),
        at,
      };
    case "dict": {
      const pairs = value.value.split(",").filter((pair) => pair !== "");
      if (pairs.some((pair) => !pair.includes("=")))
        return i.raise("ValueError", "dictionary update sequence", pc, at);
      return dict(
        pairs.map((pair): [Value, Value] => {
          const [key, ...rest] = pair.split("=");
          return [str(key!, at), str(rest.join("="), at)];
        }),
        at,
      );
    }
    case "float":
    case "json":
      return unknown(`env.${cast.kind}()`, at);
    case "function":
      return applyFunction(call, cast.f, value, pc);
  }
}

function intOf({ interpreter, args, pc, at }: CallArguments): Guarded<Value> {
  const [value] = args as Value[];
  const number = value?.kind === "str" ? parseInteger(value.value) : undefined;
  return number === undefined
    ? interpreter.raise("ValueError", "invalid literal for int()", pc, at)
    : { kind: "int", value: number, at };
}

/** `Env.get_value()`. */
function getValue(
  call: CallArguments,
  scheme: Scheme,
  prefix: string,
  name: Guarded<Value> | undefined,
  given: Guarded<Value> | undefined,
  fallback: Guarded<Value> | undefined,
): Guarded<Value> {
  const i = call.interpreter;
  const declared =
    name !== undefined && "kind" in name && name.kind === "str" ? scheme.get(prefix + name.value) : undefined;
  const castValue: Guarded<Value> | undefined = given ?? declared?.cast;
  const defaultValue: Guarded<Value> = map(fallback ?? NOTSET, (leaf) =>
    leaf === NOTSET ? (declared?.default ?? NOTSET) : leaf,
  );
  return i.lift([castValue ?? NONE, defaultValue], call.pc, ([how, otherwise], outer) => {
    const cast: Cast =
      how!.kind !== "none"
        ? castOf(how!)
        : otherwise !== NOTSET && otherwise!.kind !== "none"
          ? castOfDefault(otherwise!)
          : { kind: "none" };
    return readVariable(
      { ...call, pc: outer },
      name,
      prefix,
      (value, pc) => {
        if (value.kind === "str") {
          if (value.value.startsWith("$")) return unknown("a variable that refers to another", call.at);
          if (value.value === "" && otherwise!.kind === "none") return NONE;
          // A value equal to the default is given back as it is, without a cast.
          if (otherwise!.kind === "str" && otherwise!.value === value.value) return value;
        }
        return parse(call, value, cast, pc);
      },
      (pc, variable) => {
        if (otherwise === NOTSET) {
          return i.raise("ImproperlyConfigured", `Set the ${variable} environment variable`, pc, call.at);
        }
        if (otherwise!.kind === "str" && otherwise!.value.startsWith("$"))
          return unknown("a default that refers to a variable", call.at);
        return otherwise!;
      },
    );
  });
}

function env(scheme: Scheme, prefix: string): ObjectValue {
  const typed = (name: string, cast: Value | undefined): Value =>
    native(`env.${name}`, (call) =>
      getValue(call, scheme, prefix, argument(call, 0, "var"), cast, argument(call, 1, "default")),
    );
  const natives = (name: string): Value => native(name, () => NONE);
  /** env.list(var, cast, default) and env.tuple. */
  const sequence = (name: "list" | "tuple"): Value =>
    native(`env.${name}`, (call) => {
      const element = argument(call, 1, "cast") ?? NONE;
      return call.interpreter.lift([element], call.pc, ([f], pc) => {
        const cast = f!.kind === "none" ? natives(name) : name === "list" ? list([f!]) : natives(name);
        return getValue(
          { ...call, pc },
          scheme,
          prefix,
          argument(call, 0, "var"),
          cast,
          argument(call, 2, "default"),
        );
      });
    });
  const database = native("env.db", (call) => {
    const name = argument(call, 0, "var") ?? str("DATABASE_URL");
    const value = getValue(call, scheme, prefix, name, undefined, argument(call, 1, "default"));
    return call.interpreter.lift([value], call.pc, ([url], pc) =>
      databaseFromUrl(call, url!, pc, argument(call, 2, "engine"), environDatabase),
    );
  });
  const methods: Readonly<Record<string, Value>> = {
    str: typed("str", natives("str")),
    bool: typed("bool", natives("bool")),
    int: typed("int", natives("int")),
    float: typed("float", natives("float")),
    dict: typed("dict", natives("dict")),
    list: sequence("list"),
    tuple: sequence("tuple"),
    db: database,
    db_url: database,
    // Reading a .env file: production has none, and a closed environment lists all that is set.
    read_env: native("env.read_env", () => NONE),
    NOTSET,
  };
  const other = (name: string): Value =>
    native(`env.${name}`, (call) => {
      const value = getValue(
        call,
        scheme,
        prefix,
        argument(call, 0, "var") ?? str(`${name.toUpperCase().replace(/_URL$/, "")}_URL`),
        natives("str"),
        argument(call, 1, "default"),
      );
      return map(
        value,
        (leaf): Value =>
          leaf.kind === "env"
            ? derived(leaf, "object", `env.${name}("${leaf.text}")`, call.at)
            : leaf.kind === "dead"
              ? DEAD
              : unknown(`env.${name}()`, call.at),
      );
    });
  return {
    kind: "object",
    name: "env",
    call: (call) =>
      getValue(
        call,
        scheme,
        prefix,
        argument(call, 0, "var"),
        argument(call, 1, "cast"),
        argument(call, 2, "default"),
      ),
    contains: (key, { interpreter, pc, at }) =>
      key.kind === "str"
        ? asBool(isSet(interpreter, prefix + key.value, pc, at), at)
        : unknown("a variable whose name is not known", at),
    attribute: (name) => (Object.hasOwn(methods, name) ? methods[name] : other(name)),
    setItem: () => {},
  };
}

const envClass: Value = {
  kind: "native",
  name: "Env",
  call: (call) => {
    const scheme = new Map<string, { cast?: Guarded<Value>; default?: Guarded<Value> }>();
    for (const [name, value] of call.keywords) {
      if ("kind" in value && value.kind === "tuple" && value.items.length === 2) {
        scheme.set(name, { cast: value.items[0]!, default: value.items[1]! });
      } else {
        scheme.set(name, { cast: value });
      }
    }
    return env(scheme, "");
  },
  attributes: new Map<string, Value>([
    ["read_env", native("Env.read_env", () => NONE)],
    ["NOTSET", NOTSET],
  ]),
};

export function environ(): Value {
  return moduleOf("environ", {
    Env: envClass,
    FileAwareEnv: envClass,
    ImproperlyConfigured: { kind: "exception", name: "ImproperlyConfigured" },
  });
}
