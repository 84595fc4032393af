/**
 * Values as rules see them: plain data without conditions inside. The evaluator works on richer values (settings/values.ts)
 * and turns them into these, one for each possible world.
 */
import type { Location } from "../syntax/text";

export type Plain =
  | PlainNone
  | PlainBool
  | PlainInt
  | PlainFloat
  | PlainStr
  | PlainBytes
  | PlainPath
  | PlainSequence
  | PlainDict
  | PlainObject
  | PlainEnv
  | PlainUnknown;

interface Base {
  /** The expression that made the value. Absent for Django's defaults. */
  readonly at?: Location;
}
export interface PlainNone extends Base {
  readonly kind: "none";
}
export interface PlainBool extends Base {
  readonly kind: "bool";
  readonly value: boolean;
}
export interface PlainInt extends Base {
  readonly kind: "int";
  readonly value: bigint;
}
export interface PlainFloat extends Base {
  readonly kind: "float";
  readonly value: number;
}
export interface PlainStr extends Base {
  readonly kind: "str";
  readonly value: string;
}
export interface PlainBytes extends Base {
  readonly kind: "bytes";
  readonly value: string;
}
/** A pathlib path, absolute with forward slashes where it starts from `__file__`. */
export interface PlainPath extends Base {
  readonly kind: "path";
  readonly value: string;
}
export interface PlainSequence extends Base {
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly Plain[];
  /** Present when there may be more items, and `items` may stand in another order: why. */
  readonly open?: string;
}
export interface PlainDict extends Base {
  readonly kind: "dict";
  readonly entries: readonly (readonly [key: Plain, value: Plain])[];
  /** Present when there may be more entries or other values: why. */
  readonly open?: string;
}
/** A value of another type, such as a timedelta or an iterator. */
export interface PlainObject extends Base {
  readonly kind: "object";
  /** Python's name of the type: `datetime.timedelta`. */
  readonly type: string;
  /** The value as Python writes it; absent where only the type is known. */
  readonly text?: string;
  readonly truth: boolean;
}
/** Computed from an environment variable that is set to a non-empty string nobody knows here. */
export interface PlainEnv extends Base {
  readonly kind: "env";
  readonly name: string;
  /** The Python type, where it is known. */
  readonly type:
    | "str"
    | "int"
    | "float"
    | "bool"
    | "list"
    | "tuple"
    | "set"
    | "frozenset"
    | "dict"
    | "iterator"
    | "object";
  /** How it is computed, as Python: `DEBUG.lower()`. Equal texts are equal values. */
  readonly text: string;
}
export interface PlainUnknown extends Base {
  readonly kind: "unknown";
  /** A phrase that a user understands: "third-party function get_config()". */
  readonly reason: string;
}

/** The reason of unknown values that are random: nobody knows them, and they are in no source. */
export const RANDOM = "a value that is random at every start";

/** True, false, or undefined if nobody knows. */
export type Tri = boolean | undefined;

/** Python's truth value of `value`. A variable that is set counts as a non-empty string. */
export function truthy(value: Plain): Tri {
  switch (value.kind) {
    case "none":
      return false;
    case "bool":
      return value.value;
    case "int":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "str":
    case "bytes":
      return value.value !== "";
    case "path":
      return true;
    case "object":
      return value.truth;
    case "list":
    case "tuple":
    case "set":
      return value.items.length > 0 ? true : value.open === undefined ? false : undefined;
    case "dict":
      return value.entries.length > 0 ? true : value.open === undefined ? false : undefined;
    case "env":
      return value.type === "iterator" || (value.type === "str" && value.text === value.name)
        ? true
        : undefined;
    case "unknown":
      return undefined;
  }
}

/** `value is True`. */
export function isTrue(value: Plain): Tri {
  if (value.kind === "bool") return value.value;
  if (value.kind === "unknown") return undefined;
  if (value.kind === "env") return value.type === "bool" || value.type === "object" ? undefined : false;
  return false;
}

/** True if a list, tuple or set holds the string `item`; undefined where unknown items may be it. */
export function contains(value: Plain, item: string): Tri {
  if (value.kind === "str") return value.value.includes(item);
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return undefined;
  let sure = value.open === undefined;
  for (const element of value.items) {
    if (element.kind === "str" && element.value === item) return true;
    if (element.kind === "unknown" || element.kind === "env") sure = false;
  }
  return sure ? false : undefined;
}

/** The value of a dict's string key: the value, null if it is surely absent, undefined if nobody knows. */
export function entry(dict: Plain, key: string): Plain | null | undefined {
  if (dict.kind !== "dict") return undefined;
  let sure = dict.open === undefined;
  for (let i = dict.entries.length - 1; i >= 0; i--) {
    const [name, value] = dict.entries[i]!;
    if (name.kind === "str" && name.value === key) return value;
    if (name.kind === "unknown" || name.kind === "env") sure = false;
  }
  return sure ? null : undefined;
}
