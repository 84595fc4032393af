/** `Env.parse_value()`: a variable's string as a value of another type. */

import { builtin } from "../../builtins";
import { compare } from "../../comparisons";
import { withEntry } from "../../dicts";
import { truth } from "../../equality";
import type { Condition, Guarded } from "../../guard";
import { parseJson } from "../../literals";
import { PurePath } from "../../purePath";
import { parseFloatText, parseInteger, strip } from "../../python";
import { urlparse } from "../../urllib";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  derived,
  dict,
  type EnvType,
  type EnvValue,
  list,
  native,
  str,
  typeName,
  unknown,
  type Value,
} from "../../values";
import { applyFunction } from "../common";
import { urlResult } from "../urlResult";
import { environPath, isPath } from "./path";

/** A call of an Env's method, and what the class says true strings are. */
export interface Parsing {
  readonly call: CallArguments;
  readonly trueStrings: Guarded<Value>;
}

/** `cast=json.loads`, as env.json() passes it. */
export const jsonLoads: Value = native("json.loads", (call) =>
  call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind !== "str") {
      if (leaf!.kind === "unknown") return unknown(leaf!.reason, call.at);
      const message = `the JSON object must be str, bytes or bytearray, not ${typeName(leaf!)}`;
      return call.interpreter.raise("TypeError", message, pc, call.at);
    }
    return (
      parseJson(leaf!.value, call.at) ??
      call.interpreter.raise("JSONDecodeError", "the variable is no JSON", pc, call.at)
    );
  }),
);

/** `cast=urlparse`, as env.url() passes it. */
export const urlParse: Value = native("urlparse", (call) =>
  call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead" || leaf!.kind === "env") return leaf!;
    if (leaf!.kind === "unknown") return unknown(leaf!.reason, call.at);
    if (leaf!.kind !== "str") {
      const message = `'${typeName(leaf!)}' object has no attribute 'decode'`;
      return call.interpreter.raise("AttributeError", message, pc, call.at);
    }
    const url = urlparse(leaf!.value);
    return url === undefined
      ? call.interpreter.raise("ValueError", "Invalid IPv6 URL", pc, call.at)
      : urlResult(url, call.at);
  }),
);

/** True for a built-in type, by name. */
function isType(value: Value, name: string): boolean {
  return value.kind === "native" && value.name === name;
}

/** `type(value)`, as smart casts use it; undefined where it is not known. */
export function typeOf(value: Value): Value | undefined {
  if (value.kind === "path")
    return native("Path", (call) =>
      call.interpreter.lift([call.args[0] ?? DEAD], call.pc, ([leaf]) =>
        leaf!.kind === "str"
          ? { kind: "path", value: PurePath.normalize(leaf!.value), at: call.at }
          : unknown("Path()", call.at),
      ),
    );
  if (isPath(value)) return environPath;
  return builtin(value.kind === "env" ? value.type : value.kind);
}

const TYPES: Readonly<Record<string, EnvType>> = {
  bool: "bool",
  int: "int",
  float: "float",
  list: "list",
  tuple: "list",
  dict: "dict",
};

/** What a variable nobody knows the content of is parsed to. */
function parseSymbol({ call }: Parsing, value: EnvValue, cast: Value, pc: Condition): Guarded<Value> {
  const { interpreter: i, at } = call;
  const what = (name: string) => `env.${name}("${value.text}")`;
  if (cast.kind === "none" || isType(cast, "str")) return value;
  const fails = (name: string, exception: string) => i.mayRaise(what(name), pc, at, exception);
  if (cast.kind === "list" || cast.kind === "tuple") {
    fails(cast.kind, "ValueError");
    return derived(value, "list", what(cast.kind), at);
  }
  if (cast.kind === "dict") {
    fails("dict", "IndexError");
    return derived(value, "dict", what("dict"), at);
  }
  if (cast === jsonLoads || cast === urlParse) {
    const name = cast === jsonLoads ? "json" : "url";
    fails(name, "ValueError");
    return derived(value, "object", what(name), at);
  }
  const name = cast.kind === "native" ? cast.name : "";
  const type = TYPES[name];
  if (type === undefined) return applyFunction(call, cast, value, pc);
  if (name !== "bool" && name !== "list" && name !== "tuple") fails(name, "ValueError");
  return derived(value, type, what(name), at);
}

/** `cls.parse_value(value, cast)` */
export function parseValue(parsing: Parsing, value: Value, cast: Value, pc: Condition): Guarded<Value> {
  const { call } = parsing;
  const { interpreter: i, at } = call;
  if (value.kind === "dead") return DEAD;
  if (cast.kind === "none") return value;
  if (cast.kind === "unknown" || cast.kind === "env")
    return unknown("env() with a cast that is not known", at);
  if (value.kind === "env") return parseSymbol(parsing, value, cast, pc);
  if (isType(cast, "bool")) return parseBool(parsing, value, pc);
  const isSplit = ["list", "tuple", "dict"].some((kind) => cast.kind === kind || isType(cast, kind));
  if (!isSplit && !isType(cast, "float")) return applyFunction(call, cast, value, pc);
  if (value.kind === "unknown") return unknown(value.reason, at);
  if (value.kind !== "str") {
    return isSplit
      ? i.raise("AttributeError", `'${typeName(value)}' object has no attribute 'split'`, pc, at)
      : i.raise("TypeError", `expected string or bytes-like object, got '${typeName(value)}'`, pc, at);
  }
  if (isType(cast, "float")) return parseLocaleFloat(parsing, value.value, pc);
  if (cast.kind === "dict") return parseScheme(parsing, value.value, cast, pc);
  if (isType(cast, "dict")) {
    const pairs = value.value.split(",").filter((pair) => pair !== "");
    if (pairs.some((pair) => !pair.includes("=")))
      return i.raise("ValueError", "dictionary update sequence element has the wrong length", pc, at);
    let state: DictState = { entries: [] };
    for (const pair of pairs) {
      const equals = pair.indexOf("=");
      state = withEntry(state, str(pair.slice(0, equals), at), str(pair.slice(equals + 1), at));
    }
    return dict(state.entries, at);
  }
  const isList = cast.kind === "list" || isType(cast, "list");
  const text = isList ? value.value : strip(strip(value.value, "(", "both"), ")", "both");
  const words = text.split(",").filter((word) => word !== "");
  const build = (items: readonly Guarded<Value>[]): Value =>
    isList ? list(items, at) : { kind: "tuple", items, at };
  if (cast.kind !== "list" && cast.kind !== "tuple") return build(words.map((word) => str(word, at)));
  return i.lift([cast.kind === "list" ? cast.state : cast], pc, ([state], when) => {
    const [element] = (state as { items: readonly Guarded<Value>[] }).items;
    if (element === undefined) return i.raise("IndexError", "list index out of range", when, at);
    return build(
      words.map((word) =>
        i.lift([element], when, ([f], inner) => applyFunction(call, f!, str(word, at), inner)),
      ),
    );
  });
}

/** `int(value) != 0`, or whether the text is one of the true strings. */
function parseBool({ call, trueStrings }: Parsing, value: Value, pc: Condition): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (value.kind === "bool") return value;
  if (value.kind === "int" || value.kind === "float") return bool(Number(value.value) !== 0, at);
  if (value.kind === "unknown") return unknown(value.reason, at);
  if (value.kind !== "str")
    return i.raise(
      "TypeError",
      `int() argument must be a string or a number, not '${typeName(value)}'`,
      pc,
      at,
    );
  const number = parseInteger(value.value);
  if (number !== undefined) return bool(number !== 0n, at);
  const text = str(strip(value.value.toLowerCase(), undefined, "both"), at);
  return i.lift([trueStrings], pc, ([strings], when) => compare(i, "in", text, strings!, when, at));
}

/** Digits with separators of any locale: the last comma or dot is the decimal one. */
function parseLocaleFloat({ call }: Parsing, text: string, pc: Condition): Guarded<Value> {
  const parts = text.replace(/[^\d,.-]/g, "").split(/[,.]/);
  const last = parts.pop()!;
  const value = parseFloatText(parts.length === 0 ? last : `${parts.join("")}.${last}`);
  return value === undefined
    ? call.interpreter.raise("ValueError", "could not convert string to float", pc, call.at)
    : { kind: "float", value, at: call.at };
}

/** `cast=dict(key=..., value=..., cast={...})`: `a=1;b=2` */
function parseScheme(
  parsing: Parsing,
  text: string,
  cast: Value & { kind: "dict" },
  pc: Condition,
): Guarded<Value> {
  const { call } = parsing;
  const { interpreter: i, at } = call;
  return i.lift([cast.state], pc, ([state], outer) => {
    const { entries, open } = state as DictState;
    if (open !== undefined) return unknown(open, at);
    const option = (name: string) => entries.find(([key]) => key.kind === "str" && key.value === name)?.[1];
    const asText = builtin("str")!;
    const choices = [option("key") ?? asText, option("value") ?? asText, option("cast") ?? dict([], at)];
    return i.lift(choices, outer, ([keyCast, valueCast, byKey], when) => {
      const special = byKey!.kind === "dict" && "entries" in byKey!.state ? byKey!.state : undefined;
      if (special === undefined || special.open !== undefined)
        return unknown("env() with a cast that is not known", at);
      let out: DictState = { entries: [] };
      let open: string | undefined;
      for (const item of text.split(";").filter((part) => part !== "")) {
        const [key, value] = item.split("=");
        if (value === undefined) return i.raise("IndexError", "list index out of range", when, at);
        const own = special.entries.find(([name]) => name.kind === "str" && name.value === key)?.[1];
        const name = applyFunction(call, keyCast!, str(key!, at), when);
        const parsed = i.lift([own ?? valueCast!], when, ([f], inner) =>
          parseValue(parsing, str(value, at), f!, inner),
        );
        if ("kind" in name && name.kind !== "unknown") out = withEntry(out, name, parsed);
        else open ??= "a key that is not known";
      }
      return dict(out.entries, at, open);
    });
  });
}

/** `not cast` */
export function isNothing(parsing: Parsing, cast: Value): boolean {
  return cast.kind !== "env" && cast.kind !== "unknown" && truth(parsing.call.interpreter, cast) === false;
}
