/** What the classes of configurations.values make of strings and of defaults (behaviour of django-configurations 2.5). */

import { builtin } from "../../builtins";
import { truth } from "../../equality";
import { type Guarded, map } from "../../guard";
import { callOf } from "../../instances";
import { literalEval } from "../../literals";
import { fileExists } from "../../projectFiles";
import { isAbsolute, posix } from "../../purePath";
import { isKindOf, parseFloatText, parseInteger, strip } from "../../python";
import {
  bool,
  type CallArguments,
  type ClassValue,
  DEAD,
  derived,
  dict,
  type EnvType,
  int,
  list,
  NONE,
  SetValue,
  str,
  unknown,
  type Value,
} from "../../values";
import { applyFunction } from "../common";
import { importThirdParty } from "../index";

/** What a `values.*` object was made with. */
export interface ValueState {
  readonly kind: Kind;
  readonly cls: ClassValue;
  readonly call: CallArguments;
  readonly default: Guarded<Value>;
  readonly environ: boolean;
  readonly environName: string | undefined;
  /** With its underscore; empty for none. */
  readonly prefix: string;
  readonly required: boolean;
}

/** Turns the string of a variable into the setting's value. */
type Parser = (text: string, call: CallArguments, state: Omit<ValueState, "default">) => Guarded<Value>;

export interface Kind {
  readonly parse: Parser;
  /** The type of the value where the variable's string is not known. */
  readonly type: EnvType;
  /** The default as the constructor keeps it. */
  readonly prepare?: (
    given: Value,
    call: CallArguments,
    state: Omit<ValueState, "default">,
  ) => Guarded<Value>;
  /** What stands for a missing default. */
  readonly empty?: (call: CallArguments) => Value;
  /** What `setup()` makes of the value in the end. */
  readonly finish?: (value: Value, call: CallArguments, name: string) => Guarded<Value>;
  /** A variable that is read by another name than the setting's. */
  readonly variable?: string;
  /** True if the object is only replaced when the configuration is set up. */
  readonly late?: boolean;
  /** True if the value's entries become settings too. */
  readonly multiple?: boolean;
}

function invalid(call: CallArguments, what: string): Value {
  return call.interpreter.raise("ValueError", `Cannot interpret ${what}`, call.pc, call.at);
}

/** Runs `f`; exceptions of these classes become ValueError. */
function asValueError<T>(call: CallArguments, what: string, f: () => T, ...classes: readonly string[]): T {
  const { interpreter: i } = call;
  const { value, raised } = i.collect(f, true);
  for (const error of raised) {
    const { exception } = error;
    const caught = exception !== undefined && classes.some((name) => isKindOf(exception, name));
    const name = caught ? "ValueError" : exception;
    i.raise(name, name === "ValueError" ? `Cannot interpret ${what}` : error.message, error.when, error.at);
  }
  return value;
}

function convert(value: Value, call: CallArguments): Guarded<Value> {
  const converter = call.keywords.get("converter");
  if (converter === undefined) return value;
  const { interpreter: i } = call;
  return i.lift([converter], call.pc, ([f], pc) => {
    if (f!.kind === "none") return value;
    const items =
      "items" in value && Array.isArray(value.items) ? (value.items as Guarded<Value>[]) : undefined;
    const state = value.kind === "list" && "items" in value.state ? value.state : undefined;
    const each = items ?? state?.items;
    if (each === undefined || state?.open !== undefined) return unknown("values of an unusual form", call.at);
    const converted = asValueError(
      call,
      "an item",
      () =>
        each.map((item) =>
          i.lift([item], i.surviving(pc), ([leaf], when) => applyFunction(call, f!, leaf!, when)),
        ),
      "ValueError",
      "TypeError",
    );
    return value.kind === "tuple" ? { ...value, items: converted } : list(converted, call.at);
  });
}

function words(text: string, separator: Guarded<Value> | undefined, fallback: string): string[] | undefined {
  const by = separator ?? str(fallback);
  if (!("kind" in by) || by.kind !== "str" || by.value === "") return undefined;
  return strip(text, undefined, "both")
    .split(by.value)
    .map((word) => strip(word, undefined, "both"))
    .filter((word) => word !== "");
}

function sequence(type: "list" | "tuple"): Kind {
  const make = (texts: readonly string[], call: CallArguments): Value => {
    const items = texts.map((text) => str(text, call.at));
    return type === "list" ? list(items, call.at) : { kind: "tuple", items, at: call.at };
  };
  return {
    type: type === "list" ? "list" : "object",
    empty: (call) => make([], call),
    prepare: (given, call) => {
      const { interpreter: i, pc, at } = call;
      if (given.kind === "env") return unknown(`${type}() of a variable`, at);
      const made = i.expressions.invoke(builtin(type)!, callOf(i, [given], pc, at));
      return i.lift([made], i.surviving(pc), ([leaf], when) => convert(leaf!, { ...call, pc: when }));
    },
    parse: (text, call) => {
      const found = words(text, call.keywords.get("separator"), ",");
      return found === undefined
        ? unknown("a separator that is not known", call.at)
        : convert(make(found, call), call);
    },
  };
}

function nested(type: "list" | "tuple"): Kind {
  const inner = sequence(type);
  return {
    ...inner,
    prepare: (given, call, state) =>
      call.keywords.has("converter")
        ? unknown("a nested sequence with a converter", call.at)
        : inner.prepare!(given, call, state),
    parse: (text, call, state) => {
      const rows = words(text, call.keywords.get("seq_separator"), ";");
      if (rows === undefined) return unknown("a separator that is not known", call.at);
      const items = rows.map((row) => inner.parse(row, call, state));
      return type === "list" ? list(items, call.at) : { kind: "tuple", items, at: call.at };
    },
  };
}

/** A value that a validator looks at; `valid` undefined where nobody knows what it says. */
function validated(what: string, valid: (text: string, call: CallArguments) => boolean | undefined): Kind {
  const check = (text: string, call: CallArguments): Guarded<Value> => {
    const answer = valid(text, call);
    if (answer === undefined) return unknown(`${what} of an unusual form`, call.at);
    return answer ? str(text, call.at) : invalid(call, what);
  };
  return {
    type: "str",
    prepare: (given, call) => {
      if (truth(call.interpreter, given) === false) return given;
      return given.kind === "str" ? check(given.value, call) : given;
    },
    parse: check,
  };
}

/** A URL that another library parses, under the key `default`. */
function urlDict(module: string, variable: string): Kind {
  const parsed = (text: Value, call: CallArguments): Guarded<Value> => {
    const { interpreter: i, pc, at } = call;
    const options = ["conn_max_age", "ssl_require", "conn_health_checks", "engine", "test_options"];
    options.push("disable_server_side_cursors");
    const keywords = new Map([...call.keywords].filter(([name]) => options.includes(name)));
    const settings = asValueError(
      call,
      `a ${variable}`,
      () =>
        i.lift([text], pc, ([url], when) => parseUrl(module, { ...call, args: [url!], keywords, pc: when })),
      "ValueError",
      "TypeError",
    );
    const alias = call.keywords.get("alias") ?? str("default");
    return i.lift([alias], pc, ([key]) => dict([[key!, settings]], at));
  };
  return {
    type: "dict",
    variable,
    late: true,
    empty: ({ at }) => dict([], at),
    prepare: (given, call) => parsed(given, call),
    parse: (text, call) => parsed(str(text, call.at), call),
  };
}

const EMAIL_URL: Kind = {
  type: "dict",
  variable: "EMAIL_URL",
  late: true,
  multiple: true,
  empty: ({ at }) => dict([], at),
  prepare: (given, call) => emailSettings(given, call),
  parse: (text, call) => emailSettings(str(text, call.at), call),
};

function emailSettings(url: Value, call: CallArguments): Guarded<Value> {
  return parseUrl("dj_email_url", { ...call, args: [url], keywords: new Map() });
}

/** `parse()` of one of the libraries for URLs. */
function parseUrl(module: string, call: CallArguments): Guarded<Value> {
  const { interpreter: i, pc, at } = call;
  const parse = i.expressions.attributeOf(importThirdParty(module), "parse", pc, at) ?? DEAD;
  return i.lift([parse], pc, ([f], when) => i.expressions.invoke(f!, { ...call, pc: when }));
}

const TRUE = new Set(["yes", "y", "true", "1"]);
const FALSE = new Set(["no", "n", "false", "0", ""]);

const PLAIN: Kind = { type: "str", parse: (text, { at }) => str(text, at) };

export const BOOLEAN: Kind = {
  type: "bool",
  empty: () => NONE,
  prepare: (given, call) => {
    const number =
      given.kind === "int" ? Number(given.value) : given.kind === "float" ? given.value : undefined;
    if (
      given.kind === "bool" ||
      number === 0 ||
      number === 1 ||
      given.kind === "unknown" ||
      given.kind === "env"
    )
      return given;
    return call.interpreter.raise("ValueError", "a default that is not a boolean value", call.pc, call.at);
  },
  parse: (text, call) => {
    const word = strip(text, undefined, "both").toLowerCase();
    if (TRUE.has(word)) return bool(true, call.at);
    return FALSE.has(word) ? bool(false, call.at) : invalid(call, "a boolean value");
  },
};

const INTEGER: Kind = {
  type: "int",
  parse: (text, call) => {
    const value = parseInteger(text);
    return value === undefined ? invalid(call, "a whole number") : int(value, call.at);
  },
};

const POSITIVE: Kind = {
  type: "int",
  parse: (text, call) => {
    const value = parseInteger(text);
    return value === undefined || value < 0n ? invalid(call, "a positive number") : int(value, call.at);
  },
};

const FLOAT: Kind = {
  type: "float",
  parse: (text, call) => {
    const value = parseFloatText(text);
    return value === undefined ? invalid(call, "a number") : { kind: "float", value, at: call.at };
  },
};

const DECIMAL: Kind = {
  type: "object",
  parse: (text, call) =>
    parseFloatText(text) === undefined ? invalid(call, "a decimal number") : unknown("a Decimal", call.at),
};

const SET: Kind = {
  ...sequence("list"),
  type: "object",
  empty: ({ at }) => new SetValue({ items: [] }, at),
  prepare: (given, call, state) => asSet(sequence("list").prepare!(given, call, state), call),
  parse: (text, call, state) => asSet(sequence("list").parse(text, call, state), call),
};

function asSet(value: Guarded<Value>, call: CallArguments): Guarded<Value> {
  const { interpreter: i, at } = call;
  return i.lift([value], i.surviving(call.pc), ([leaf], pc) =>
    leaf!.kind === "list" ? i.expressions.invoke(builtin("set")!, callOf(i, [leaf!], pc, at)) : leaf!,
  );
}

const DICT: Kind = {
  type: "dict",
  empty: ({ at }) => dict([], at),
  prepare: (given, call) =>
    call.interpreter.expressions.invoke(
      builtin("dict")!,
      callOf(call.interpreter, [given], call.pc, call.at),
    ),
  parse: (text, call) => {
    if (text === "") return dict([], call.at);
    const value = literalEval(text, call.at);
    if (value === undefined) return unknown("a dict of an unusual form", call.at);
    if (value !== "no literal") return value.kind === "dict" ? value : invalid(call, "a dict");
    // An expression that is no literal raises ValueError, a text that is no Python SyntaxError.
    if (/^\s*[A-Za-z_][\w.]*\s*$/.test(text)) return invalid(call, "a dict");
    return call.interpreter.raise(undefined, "a dict that cannot be read", call.pc, call.at);
  },
};

export const PATH: Kind = {
  type: "str",
  parse: (text, { at }) => str(text, at),
  finish: (value, call) => {
    const { interpreter: i, pc, at } = call;
    if (value.kind === "env") return derived(value, "str", `os.path.abspath(${value.text})`, at);
    if (value.kind === "none") return i.raise("TypeError", "a path is missing", pc, at);
    if (value.kind !== "str" && value.kind !== "path") return unknown("a path that is not known", at);
    if (value.value.startsWith("~")) return unknown("a path in the home directory", at);
    const checks = call.keywords.get("check_exists") ?? bool(true);
    if (map(checks, (leaf) => truth(i, leaf)) !== false) {
      const exists = i.truth(fileExists(i, value.value, "any", at));
      if (typeof exists !== "boolean") return unknown("a path whose existence is not known", at);
      if (!exists) return i.raise("ValueError", "a path does not exist", pc, at);
    }
    return isAbsolute(value.value)
      ? str(posix.normpath(value.value), at)
      : unknown("a path relative to the working directory", at);
  },
};

export const SECRET: Kind = {
  type: "str",
  parse: (text, { at }) => str(text, at),
  prepare: (_, call) =>
    call.interpreter.raise("ValueError", "Secret values cannot have a default", call.pc, call.at),
  finish: (value, call, name) =>
    value.kind === "str" && value.value === ""
      ? call.interpreter.raise("ValueError", `Secret value '${name}' is not set`, call.pc, call.at)
      : value,
};

const EMAIL = validated("an email address", (text) => {
  if (/^[A-Za-z0-9._+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(text)) {
    return /^\.|\.\.|\.@/.test(text) ? undefined : true;
  }
  return text.includes("@") ? undefined : false;
});

const URL = validated("a URL", (text) => {
  if (
    /^(?:https?|ftps?):\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}(?::\d{2,4})?(?:\/[\w./-]*)?$/.test(
      text,
    )
  )
    return true;
  return /^(?:https?|ftps?):\/\//i.test(text) ? undefined : false;
});

const IP = validated("an IP address", (text) => {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1);
  if (parts !== undefined) return parts.every((part) => Number(part) < 256 && !/^0\d/.test(part));
  return text.includes(":") ? undefined : false;
});

const REGEX = validated("a value by its pattern", (text, { keywords }) => {
  const pattern = keywords.get("regex");
  if (pattern === undefined || !("kind" in pattern) || pattern.kind !== "str") return undefined;
  // Only what means the same in Python and here.
  if (!/^(?:[\w^$.*+?|()[\]{}, :/@#-]|\\[dwsb.])*$/.test(pattern.value) || pattern.value.includes("(?"))
    return undefined;
  if (!/^[ -~]*$/.test(text)) return undefined;
  try {
    return new RegExp(pattern.value).test(text);
  } catch {
    return undefined;
  }
});

/** The classes by their names. */
export const KINDS: Readonly<Record<string, Kind>> = {
  Value: PLAIN,
  BooleanValue: BOOLEAN,
  IntegerValue: INTEGER,
  PositiveIntegerValue: POSITIVE,
  FloatValue: FLOAT,
  DecimalValue: DECIMAL,
  ListValue: sequence("list"),
  TupleValue: sequence("tuple"),
  SingleNestedListValue: nested("list"),
  SingleNestedTupleValue: nested("tuple"),
  BackendsValue: sequence("list"),
  SetValue: SET,
  DictValue: DICT,
  EmailValue: EMAIL,
  URLValue: URL,
  IPValue: IP,
  RegexValue: REGEX,
  PathValue: PATH,
  SecretValue: SECRET,
  EmailURLValue: EMAIL_URL,
  DatabaseURLValue: urlDict("dj_database_url", "DATABASE_URL"),
  CacheURLValue: urlDict("django_cache_url", "CACHE_URL"),
  SearchURLValue: urlDict("dj_search_url", "SEARCH_URL"),
};
