/** What pydantic 2 makes of a value for a type, in its lax mode. */

import { compare } from "../../comparisons";
import { equal } from "../../equality";
import { type Condition, choose, type Guarded, map, or } from "../../guard";
import { callOf } from "../../instances";
import { PurePath } from "../../purePath";
import { isKindOf, parseFloatText, strip } from "../../python";
import { plainContent } from "../../specialMethods";
import {
  type Access,
  bool,
  type CallArguments,
  type ClassValue,
  DEAD,
  type DictState,
  DictValue,
  derived,
  type EnvValue,
  InstanceValue,
  type ItemsState,
  int,
  ListValue,
  sameValue,
  str,
  unknown,
  type Value,
} from "../../values";
import { makeSecret, secretContent } from "./secrets";
import type { Type } from "./types";
import { parseUrl } from "./urls";

/** Stands for "not valid" among the results of validation; it is never stored. */
export const INVALID: Value = unknown("a value that is not valid");

/** What a model makes of a dict; models.ts gives it, which itself validates fields. */
export type ModelValidator = (cls: ClassValue, data: DictValue, access: Access) => Guarded<Value>;

/** The value of a type, or INVALID; functions of the settings may raise. */
export function validate(value: Value, type: Type, access: Access, model: ModelValidator): Guarded<Value> {
  const { interpreter: i, pc } = access;
  if (value.kind === "dead") return DEAD;
  if (value === INVALID) return INVALID;
  let result: Guarded<Value> = value;
  const then = (f: (leaf: Value, when: Condition) => Guarded<Value>) => {
    result = i.lift([result], i.surviving(pc), ([leaf], when) =>
      leaf!.kind === "dead" || leaf === INVALID ? leaf! : f(leaf!, when),
    );
  };
  for (const f of [...(type.before ?? [])].reverse())
    then((leaf, when) => applied(f, leaf, { ...access, pc: when }));
  then((leaf, when) => ofType(leaf, type, { ...access, pc: when }, model));
  if (type.constraints !== undefined) then((leaf) => constrained(leaf, type.constraints!, access));
  for (const f of type.after ?? []) then((leaf, when) => applied(f, leaf, { ...access, pc: when }));
  return result;
}

/** Calls a validator; ValueError and AssertionError make the value invalid. */
export function applied(f: Value, value: Value, access: Access, ...before: readonly Value[]): Guarded<Value> {
  return validating(access, () =>
    access.interpreter.expressions.invoke(
      f,
      callOf(access.interpreter, [...before, value], access.pc, access.at),
    ),
  );
}

/** Runs code of the settings inside validation. */
export function validating({ interpreter: i }: Access, f: () => Guarded<Value>): Guarded<Value> {
  const { value, raised } = i.collect(f, true);
  let result = value;
  for (const error of raised) {
    if (isInvalidity(error.exception)) result = choose<Value>(error.when, INVALID, result, sameValue);
    else i.raise(error.exception, error.message, error.when, error.at, error.value);
  }
  return result;
}

/** What pydantic takes for "not valid"; other exceptions go through it. */
function isInvalidity(exception: string | undefined): boolean {
  if (exception === undefined) return false;
  const kinds = ["ValueError", "AssertionError", "ValidationError"];
  return kinds.some((kind) => exception === kind || isKindOf(exception, kind));
}

function ofType(given: Value, type: Type, access: Access, model: ModelValidator): Guarded<Value> {
  const { at } = access;
  const value = type.kind === "class" ? given : plainContent(given);
  if (type.kind === "any") return given;
  if (type.kind === "unknown") return unknown(type.reason, at);
  if (type.kind === "union") return ofUnion(given, type.members, access, model);
  if (value.kind === "unknown" || value.kind === "third-party")
    return unknown(value.kind === "unknown" ? value.reason : value.name, at);
  if (value.kind === "env") return ofVariable(value, type, access);
  if (!FOLLOWED.has(value.kind)) return unknown(`a ${value.kind} as ${words(type)}`, at);
  switch (type.kind) {
    case "none":
      return value.kind === "none" ? value : INVALID;
    case "str":
      return value.kind === "str" ? value : value.kind === "bytes" ? str(value.value, at) : INVALID;
    case "int":
      return integer(value, access);
    case "float":
      return float(value, access);
    case "bool":
      return boolean(value, access);
    case "bytes":
      return value.kind === "bytes"
        ? value
        : value.kind === "str"
          ? { kind: "bytes", value: value.value, at }
          : INVALID;
    case "path":
      return value.kind === "str" || value.kind === "path"
        ? { kind: "path", value: PurePath.normalize(value.value), at }
        : INVALID;
    case "secret":
      if (secretContent(value) !== undefined) return value;
      return value.kind === "str" ? makeSecret(value, at) : INVALID;
    case "email":
      return value.kind === "str" ? email(value.value, access) : INVALID;
    case "url":
      return parseUrl(value, type.name, at) ?? INVALID;
    case "literal":
      return literal(value, type.values, access);
    case "list":
    case "set":
    case "tuple":
      return sequence(value, type, access, model);
    case "dict":
      return dictionary(value, type, access, model);
    case "class":
      return ofClass(value, type.cls, access, model);
  }
}

/** Kinds of values of which it is known whether they fit a type. */
const FOLLOWED: ReadonlySet<Value["kind"]> = new Set([
  ...([
    "none",
    "bool",
    "int",
    "float",
    "str",
    "bytes",
    "path",
    "list",
    "tuple",
    "set",
    "dict",
    "instance",
  ] as const),
]);

/** A variable that is set, to a string that nobody knows: it may be no such value. */
function ofVariable(value: EnvValue, type: Type, access: Access): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  if (type.kind === "literal") return literal(value, type.values, access);
  if (type.kind === "none")
    return value.type === "object" ? unknown(`whether ${value.text} is None`, at) : INVALID;
  if (type.kind === "str" && value.type === "str") return value;
  if (type.kind === "secret") return makeSecret(value, at);
  i.mayRaise(`${value.text} as ${words(type)}`, pc, at, "ValidationError");
  if (type.kind === "class" && type.cls.model?.name === "enum") return enumMember(value, type.cls, access);
  const kinds = {
    int: "int",
    float: "float",
    bool: "bool",
    list: "list",
    dict: "dict",
    str: "str",
    email: "str",
  } as const;
  const kind = type.kind in kinds ? kinds[type.kind as keyof typeof kinds] : "object";
  return derived(value, kind, `${words(type)}(${value.text})`, at);
}

function words(type: Type): string {
  return type.kind === "url" ? type.name : type.kind === "class" ? type.cls.name : type.kind;
}

// ---------------------------------------------------------------- scalars

function integer(value: Value, { at }: Access): Value {
  if (value.kind === "int") return value;
  if (value.kind === "bool") return int(value.value ? 1 : 0, at);
  if (value.kind === "float") return Number.isInteger(value.value) ? int(BigInt(value.value), at) : INVALID;
  if (value.kind !== "str") return INVALID;
  const text = strip(value.value, undefined, "both");
  const match = /^([+-]?\d+(?:_\d+)*)(?:\.0+)?$/.exec(text);
  return match === null ? INVALID : int(BigInt(match[1]!.replaceAll("_", "").replace(/^\+/, "")), at);
}

function float(value: Value, { at }: Access): Value {
  if (value.kind === "float") return value;
  if (value.kind === "int") return { kind: "float", value: Number(value.value), at };
  if (value.kind === "bool") return { kind: "float", value: value.value ? 1 : 0, at };
  const number = value.kind === "str" ? parseFloatText(value.value) : undefined;
  return number === undefined ? INVALID : { kind: "float", value: number, at };
}

const TRUE = new Set(["1", "on", "t", "true", "y", "yes"]);
const FALSE = new Set(["0", "off", "f", "false", "n", "no"]);

function boolean(value: Value, { at }: Access): Value {
  if (value.kind === "bool") return value;
  if (value.kind === "int" || value.kind === "float") {
    const number = Number(value.value);
    return number === 1 ? bool(true, at) : number === 0 ? bool(false, at) : INVALID;
  }
  if (value.kind !== "str") return INVALID;
  const word = value.value.toLowerCase();
  return TRUE.has(word) ? bool(true, at) : FALSE.has(word) ? bool(false, at) : INVALID;
}

function email(text: string, { at }: Access): Value {
  const match =
    /^([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@((?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})$/.exec(
      strip(text, undefined, "both"),
    );
  if (match === null || /\.(?:test|local|localhost|invalid|arpa|onion|example)$/i.test(match[2]!))
    return text.includes("@") ? unknown("an email address of an unusual form", at) : INVALID;
  return str(`${match[1]}@${match[2]!.toLowerCase()}`, at);
}

function literal(value: Value, values: readonly Value[], { interpreter: i }: Access): Guarded<Value> {
  let result: Guarded<Value> = INVALID;
  for (const wanted of [...values].reverse()) {
    const comparable = value.kind === "env" || value.kind === wanted.kind;
    if (comparable) result = choose<Value>(equal(i, value, wanted), wanted, result, sameValue);
  }
  return result;
}

function constrained(
  value: Value,
  constraints: ReadonlyMap<string, Guarded<Value>>,
  access: Access,
): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  let valid: Condition = true;
  let sure = true;
  const relations = { gt: ">", ge: ">=", lt: "<", le: "<=" } as const;
  for (const [name, limit] of constraints) {
    if (!("kind" in limit) || limit.kind === "none") continue;
    const length = lengthOf(value);
    if (name in relations) {
      const holds =
        value.kind === "int" || value.kind === "float"
          ? compare(i, relations[name as keyof typeof relations], value, limit, pc, at)
          : undefined;
      if (holds !== undefined && "kind" in holds && holds.kind === "bool") valid = holds.value && valid;
      else if (value.kind !== "none") sure = false;
    } else if ((name === "min_length" || name === "max_length") && limit.kind === "int") {
      if (length === undefined) sure &&= value.kind === "none";
      else valid = (name === "min_length" ? length >= limit.value : length <= limit.value) && valid;
    } else if (name === "pattern" && limit.kind === "str") {
      const matched = value.kind === "str" ? matches(limit.value, value.value) : undefined;
      if (matched === undefined) sure &&= value.kind === "none";
      else valid = matched && valid;
    } else if (!DESCRIPTIVE.has(name)) {
      sure = false;
    }
  }
  if (valid === false) return INVALID;
  if (sure || value.kind === "env") return value;
  return unknown("a value with constraints that are not followed", at);
}

/** Arguments of `Field` that say nothing about the value. */
const DESCRIPTIVE: ReadonlySet<string> = new Set(
  (
    "default default_factory alias alias_priority validation_alias serialization_alias title description examples repr " +
    "exclude include deprecated json_schema_extra init kw_only frozen validate_default env"
  ).split(" "),
);

function lengthOf(value: Value): bigint | undefined {
  if (value.kind === "str") return BigInt([...value.value].length);
  if (value.kind === "list" && "items" in value.state && value.state.open === undefined)
    return BigInt(value.state.items.length);
  if (value.kind === "tuple") return BigInt(value.items.length);
  return undefined;
}

/** Whether a text matches a pattern that means the same to pydantic and here. */
function matches(pattern: string, text: string): boolean | undefined {
  if (!/^(?:[\w^$.*+?|()[\]{}, :/@#-]|\\[dws.])*$/.test(pattern) || pattern.includes("(?")) return undefined;
  if (!/^[ -~]*$/.test(text)) return undefined;
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return undefined;
  }
}

// ---------------------------------------------------------------- containers

function anyInvalid(values: readonly Guarded<Value>[]): Condition {
  return values.reduce<Condition>(
    (any, value) =>
      or(
        any,
        map<Value, boolean>(value, (leaf) => leaf === INVALID),
      ),
    false,
  );
}

function sequence(
  value: Value,
  type: Type & { kind: "list" | "set" | "tuple" },
  access: Access,
  model: ModelValidator,
): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return INVALID;
  return i.lift([i.expressions.items(value, pc, at)], pc, ([state], when) => {
    const { items, open } = state as ItemsState;
    if (open !== undefined) return unknown(open, at);
    if (type.kind === "tuple" && type.rest === undefined && items.length !== type.items.length)
      return INVALID;
    const validated = items.map((item, n) => {
      const wanted = type.kind === "tuple" ? (type.rest ?? type.items[n]!) : type.item;
      return i.lift([item], i.surviving(when), ([leaf], here) =>
        validate(leaf!, wanted, { ...access, pc: here }, model),
      );
    });
    const made: Value =
      type.kind === "list"
        ? new ListValue({ items: validated }, at)
        : type.kind === "tuple"
          ? { kind: "tuple", items: validated, at }
          : i.expressions.makeSet({ items: validated }, when, at);
    return choose<Value>(anyInvalid(validated), INVALID, made, sameValue);
  });
}

function dictionary(
  value: Value,
  type: Type & { kind: "dict" },
  access: Access,
  model: ModelValidator,
): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  if (!(value instanceof DictValue)) return INVALID;
  return i.lift([value.state], pc, ([state], when) => {
    const { entries, open } = state as DictState;
    if (open !== undefined) return unknown(open, at);
    const keys = entries.map(([key]) => validate(key, type.key, { ...access, pc: when }, model));
    if (keys.some((key) => !("kind" in key))) return unknown("keys that depend on conditions", at);
    const values = entries.map(([, item]) =>
      i.lift([item], i.surviving(when), ([leaf], here) =>
        validate(leaf!, type.value, { ...access, pc: here }, model),
      ),
    );
    const made = new DictValue({ entries: keys.map((key, n) => [key as Value, values[n]!] as const) }, at);
    return choose<Value>(anyInvalid([...keys, ...values]), INVALID, made, sameValue);
  });
}

function ofClass(value: Value, cls: ClassValue, access: Access, model: ModelValidator): Guarded<Value> {
  if (value instanceof InstanceValue && value.cls.mro.includes(cls)) return value;
  const { at } = access;
  if (cls.opaque !== undefined) return unknown(`a value of ${cls.name}`, at);
  if (cls.model?.name === "enum") return enumMember(value, cls, access);
  if (cls.model?.name !== "pydantic model") return unknown(`a value of ${cls.name}`, at);
  return value instanceof DictValue ? model(cls, value, access) : INVALID;
}

function enumMember(value: Value, cls: ClassValue, access: Access): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  const numeric = cls.mro.some((base) => base.kind === "native" && base.name === "int");
  const content = plainContent(value);
  const wanted = numeric && content.kind === "str" ? integer(content, access) : content;
  if (wanted === INVALID) return INVALID;
  const call: CallArguments = callOf(i, [wanted], pc, at);
  return validating(access, () => i.expressions.invoke(cls, call));
}

// ---------------------------------------------------------------- unions

/** pydantic's smart mode: an exact match first, then the first member that takes the value. */
function ofUnion(
  value: Value,
  members: readonly Type[],
  access: Access,
  model: ModelValidator,
): Guarded<Value> {
  const { interpreter: i, at } = access;
  const others = members.filter(({ kind }) => kind !== "none");
  if (value.kind === "none" && others.length < members.length) return value;
  if (value.kind === "unknown") return unknown(value.reason, at);
  const [only] = others;
  if (others.length === 1) return validate(value, only!, access, model);
  if (others.some(({ kind }) => kind === "unknown")) return unknown("a union that is not followed", at);
  if (value.kind === "env") {
    if (value.type === "str" && others.some(({ kind }) => kind === "str")) return value;
    i.mayRaise(`${value.text} as a union`, access.pc, at, "ValidationError");
    return derived(value, "object", `union(${value.text})`, at);
  }
  const exact = others.filter((type) => isExact(value, type));
  if (exact.length === 1) return validate(value, exact[0]!, access, model);
  const containers = ["list", "tuple", "set", "dict"].includes(value.kind);
  let result: Guarded<Value> = INVALID;
  let taken = 0;
  for (const type of [...others].reverse()) {
    const made = validate(value, type, access, model);
    if (made !== INVALID) taken++;
    result = choose<Value>(
      map<Value, boolean>(made, (leaf) => leaf === INVALID),
      result,
      made,
      sameValue,
    );
  }
  return taken > 1 && (containers || exact.length > 1)
    ? unknown("a union with several members that fit", at)
    : result;
}

function isExact(value: Value, type: Type): boolean {
  if (type.before !== undefined || type.constraints !== undefined) return false;
  if (value instanceof InstanceValue) return type.kind === "class" && value.cls === type.cls;
  if (type.kind === "literal") return type.values.some((wanted) => sameValue(wanted, value));
  return type.kind === value.kind && ["str", "int", "float", "bool", "bytes", "path"].includes(type.kind);
}
