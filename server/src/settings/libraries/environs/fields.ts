/** marshmallow's fields as environs uses them: each turns a variable's string into a value. */
import { withEntry } from "../../dicts";
import type { Condition, Guarded } from "../../guard";
import { parseJson } from "../../literals";
import { PurePath } from "../../purePath";
import { parseFloatText, parseInteger, strip } from "../../python";
import { urlparse } from "../../urllib";
import {
  bool,
  type CallArguments,
  type DictState,
  dict,
  type EnvType,
  type ItemsState,
  int,
  list,
  str,
  unknown,
  type Value,
} from "../../values";
import { applyFunction } from "../common";
import { isUrl } from "../marshmallow";
import { urlResult } from "../urlResult";

/** In place of a value: the string is not valid, which is EnvValidationError. */
export const INVALID: Value = { kind: "object", name: "an invalid variable" };

/** Keyword arguments of a parser method that are no parameters of its own. */
export type Options = ReadonlyMap<string, Guarded<Value>>;

/** What turns a string into a value, in the worlds of `pc`. */
export type Deserialize = (text: string, call: CallArguments, pc: Condition) => Guarded<Value>;

/** A parser method. */
export interface Field {
  /** The type of what it gives for a variable nobody knows. */
  readonly type: EnvType;
  /** Keyword arguments that it takes, beside those of all fields. */
  readonly keywords: readonly string[];
  readonly make: (options: Options, subcast: Value | undefined) => Deserialize;
}

/** Keyword arguments of every field. */
export const FIELD_KEYWORDS = [
  "required",
  "allow_none",
  "load_only",
  "dump_only",
  "dump_default",
  "data_key",
  "attribute",
  "error_messages",
  "metadata",
  "pre_load",
  "post_load",
];

const TRUE = new Set("t T true True TRUE on On ON y Y yes Yes YES 1".split(" "));
const FALSE = new Set("f F false False FALSE off Off OFF n N no No NO 0".split(" "));

const raw: Deserialize = (text, { at }) => str(text, at);

const boolean: Deserialize = (text, { at }) =>
  TRUE.has(text) ? bool(true, at) : FALSE.has(text) ? bool(false, at) : INVALID;

const integer: Deserialize = (text, { at }) => {
  const value = parseInteger(text);
  return value === undefined ? INVALID : int(value, at);
};

const float: Deserialize = (text, { at }) => {
  const value = parseFloatText(text);
  return value === undefined || !Number.isFinite(value) ? INVALID : { kind: "float", value, at };
};

/** A value that is not followed, of a string that this pattern takes. */
const opaque =
  (what: string, valid: (text: string) => boolean): Deserialize =>
  (text, { at }) =>
    valid(text) ? unknown(`env.${what}()`, at) : INVALID;

const DECIMAL = /^\s*[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?\s*$/;
const decimal = opaque("decimal", (text) => DECIMAL.test(text));

const uuid = opaque("uuid", (text) => {
  const hex = strip(text.replaceAll("urn:", "").replaceAll("uuid:", ""), "{}", "both").replaceAll("-", "");
  return hex.length === 32 && /^[0-9a-fA-F]+$/.test(hex);
});

const DURATION =
  /^\s*(?:(-?\d+)\s*w\s*)?(?:(-?\d+)\s*d\s*)?(?:(-?\d+)\s*h\s*)?(?:(-?\d+)\s*m\s*)?(?:(-?\d+)\s*s\s*)?(?:(-?\d+)\s*ms\s*)?(?:(-?\d+)\s*[µu]s\s*)?$/;
const timedelta = opaque("timedelta", (text) => {
  const match = DURATION.exec(text);
  if (match?.slice(1).some((group) => group !== undefined && group !== "")) return true;
  return Number.isFinite(parseFloatText(text) ?? Number.NaN);
});

/** Dates and times in ISO format: which strings are some is not followed. */
const moment =
  (what: string): Deserialize =>
  (text, call, pc) => {
    if (!/\d/.test(text)) return INVALID;
    call.interpreter.mayRaise(`env.${what}()`, pc, call.at, "EnvValidationError");
    return unknown(`env.${what}()`, call.at);
  };

const LEVELS: Readonly<Record<string, number>> = {
  CRITICAL: 50,
  FATAL: 50,
  ERROR: 40,
  WARNING: 30,
  WARN: 30,
  INFO: 20,
  DEBUG: 10,
  NOTSET: 0,
};

const logLevel: Deserialize = (text, { at }) => {
  const level =
    parseInteger(text) ??
    (Object.hasOwn(LEVELS, text.toUpperCase()) ? LEVELS[text.toUpperCase()] : undefined);
  return level === undefined ? INVALID : int(level, at);
};

const json: Deserialize = (text, { at }) => parseJson(text, at) ?? INVALID;

const path: Deserialize = (text, { at }) => ({ kind: "path", value: PurePath.normalize(text), at });

const url: Deserialize = (text, { at }) => {
  const parsed = isUrl(text) ? urlparse(text) : undefined;
  return parsed === undefined ? INVALID : urlResult(parsed, at);
};

/** The member of an enumeration, by its name or value. */
const enumeration =
  (options: Options): Deserialize =>
  (text, call, pc) => {
    const { interpreter: i, at } = call;
    const type = options.get("enum");
    const byValue = options.get("by_value");
    if (type === undefined) return i.raise("TypeError", "missing argument: 'enum'", pc, at);
    if (byValue !== undefined && "kind" in byValue && byValue.kind !== "bool")
      return unknown("env.enum()", at);
    return i.lift([type, byValue ?? bool(false)], pc, ([cls, flag], when) => {
      const { value, raised } = i.collect(
        () =>
          flag!.kind === "bool" && flag!.value
            ? applyFunction(call, cls!, str(text, at), when)
            : i.expressions.item(cls!, str(text, at), when, at),
        true,
      );
      return raised.length > 0 ? INVALID : value;
    });
  };

/** `_make_subcast_field(subcast)`: built-in types are marshmallow's fields, other functions are called. */
function subcastField(subcast: Value | undefined): Deserialize {
  if (subcast === undefined || subcast.kind === "none") return raw;
  if (subcast.kind === "native") {
    const field = { str: raw, int: integer, float, bool: boolean, list: raw, tuple: raw, set: raw }[
      subcast.name
    ];
    if (field !== undefined) return field;
    if (subcast.name === "bytes") return raw;
  }
  return (text, call, pc) => applyFunction(call, subcast, str(text, call.at), pc);
}

/** A list or dict of parts, or INVALID where one of them is. */
function together(
  parts: readonly Guarded<Value>[],
  call: CallArguments,
  pc: Condition,
  build: (leaves: Value[]) => Value,
): Guarded<Value> {
  return call.interpreter.lift(parts, call.interpreter.surviving(pc), (leaves) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return leaves.find((leaf) => leaf.kind === "dead")!;
    return leaves.includes(INVALID) ? INVALID : build(leaves);
  });
}

const textOption = (options: Options, name: string, otherwise: string): string | undefined => {
  const value = options.get(name);
  if (value === undefined) return otherwise;
  return "kind" in value && value.kind === "str" ? value.value : undefined;
};

const plainOption = (options: Options, name: string): Value | undefined => {
  const value = options.get(name);
  return value === undefined || "kind" in value ? value : unknown("a subcast that depends on conditions");
};

function listField(options: Options, subcast: Value | undefined): Deserialize {
  const delimiter = textOption(options, "delimiter", ",");
  const element = subcastField(subcast);
  return (text, call, pc) => {
    if (delimiter === undefined) return unknown("env.list()", call.at);
    if (delimiter === "" && text !== "")
      return call.interpreter.raise("ValueError", "empty separator", pc, call.at);
    const words = text === "" ? [] : text.split(delimiter);
    const items = words.map((word) => element(word, call, call.interpreter.surviving(pc)));
    return together(items, call, pc, (leaves) => list(leaves, call.at));
  };
}

function dictField(options: Options): Deserialize {
  const delimiter = textOption(options, "delimiter", ",");
  const between = textOption(options, "key_value_delimiter", "=");
  const keys = subcastField(plainOption(options, "subcast_keys"));
  const values = subcastField(plainOption(options, "subcast_values"));
  return (text, call, pc) => {
    const { interpreter: i, at } = call;
    if (!delimiter || !between) return unknown("env.dict()", at);
    const parts: Guarded<Value>[] = [];
    for (const item of text === "" ? [] : text.split(delimiter)) {
      const found = item.indexOf(between);
      if (found < 0) return i.raise("ValueError", "not enough values to unpack", i.surviving(pc), at);
      const [key, value] = [item.slice(0, found), item.slice(found + between.length)];
      parts.push(keys(strip(key, undefined, "both"), call, i.surviving(pc)));
      parts.push(values(strip(value, undefined, "both"), call, i.surviving(pc)));
    }
    return together(parts, call, pc, (leaves) => {
      let state: DictState = { entries: [] };
      for (let n = 0; n < leaves.length; n += 2) state = withEntry(state, leaves[n]!, leaves[n + 1]!);
      return dict(state.entries, at);
    });
  };
}

const simple = (type: EnvType, deserialize: Deserialize, ...keywords: string[]): Field => ({
  type,
  keywords,
  make: (options) =>
    keywords.some((name) => options.has(name))
      ? (_, { at }) => unknown("an option of a parser", at)
      : deserialize,
});

/** The parser methods of an Env by name; "" is the Env itself. */
export const FIELDS: Readonly<Record<string, Field>> = {
  "": simple("str", raw),
  str: simple("str", raw),
  bool: simple("bool", boolean, "truthy", "falsy"),
  int: simple("int", integer, "strict", "as_string"),
  float: simple("float", float, "allow_nan", "as_string"),
  decimal: simple("object", decimal, "places", "rounding", "allow_nan", "as_string"),
  json: simple("object", json),
  datetime: simple("object", moment("datetime"), "format"),
  date: simple("object", moment("date"), "format"),
  time: simple("object", moment("time"), "format"),
  timedelta: simple("object", timedelta, "format", "precision"),
  path: simple("object", path),
  log_level: simple("int", logLevel, "strict", "as_string"),
  uuid: simple("object", uuid),
  url: simple("object", url, "relative", "absolute", "schemes", "require_tld"),
  enum: { type: "object", keywords: ["enum", "by_value"], make: enumeration },
  list: { type: "list", keywords: ["delimiter"], make: listField },
  dict: {
    type: "dict",
    keywords: [
      "subcast_keys",
      "subcast_key",
      "subcast_values",
      "delimiter",
      "key_value_delimiter",
      "keys",
      "values",
    ],
    make: dictField,
  },
};

/** The items of `validate=`: one function or several; undefined if they are not known. */
export function validatorsOf(call: CallArguments, value: Value): readonly Value[] | undefined {
  if (value.kind === "none") return [];
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return [value];
  const state = call.interpreter.expressions.items(value, call.pc, call.at);
  const items = "items" in state && (state as ItemsState).open === undefined ? state.items : undefined;
  return items?.every((item) => "kind" in item) ? (items as readonly Value[]) : undefined;
}
