/** Python's built-in types as values: `type(x)`, `isinstance(x, T)`, functions of the types themselves. */
import { fromhex } from "./methods/bytes";
import { FROMKEYS } from "./methods/dict";
import type { Method } from "./methods/methods";
import { fromBytes } from "./methods/numbers";
import { maketrans } from "./methods/str";
import { isKindOf } from "./python";
import {
  ClassValue,
  InstanceValue,
  type ItemsState,
  type NativeValue,
  NONE,
  native,
  sameValue,
  typeName,
  unknown,
  type Value,
} from "./values";

const TYPES = new Map<string, NativeValue>();

/** A built-in class. */
export function builtinType(name: string, call: NativeValue["call"]): NativeValue {
  const value: NativeValue = { kind: "native", name, call, type: name };
  TYPES.set(name, value);
  return value;
}

/** `type(value)`, or undefined if it is not known. */
export function typeOf(value: Value): Value | undefined {
  switch (value.kind) {
    case "unknown":
    case "env":
    case "third-party":
    case "object":
    case "class":
    case "module":
    case "dead":
    case "data":
    case "descriptor":
      return undefined;
    case "instance":
      return value.cls;
    case "error":
      return value.type;
    case "exception":
      return TYPES.get("type");
    default: {
      if (value.kind === "tuple" && value.named !== undefined) return undefined;
      const name = typeName(value);
      return TYPES.get(name) ?? builtinType(name, ({ at }) => unknown(`${name}()`, at));
    }
  }
}

const statically = (name: string, method: Method<Value>) =>
  native(name, (call) => method(NONE, call, name.split(".")[1]!));

const STATIC: Readonly<Record<string, NativeValue>> = {
  "dict.fromkeys": FROMKEYS,
  "str.maketrans": statically("str.maketrans", maketrans),
  "bytes.fromhex": statically("bytes.fromhex", fromhex),
  "int.from_bytes": statically("int.from_bytes", fromBytes),
  "float.fromhex": native("float.fromhex", ({ at }) => unknown("float.fromhex()", at)),
};

/** A function that a type has without an instance: `dict.fromkeys`. */
export function staticMethod(type: NativeValue, name: string): NativeValue | undefined {
  return type.type === undefined ? undefined : STATIC[`${type.type}.${name}`];
}

/** Names of pathlib's classes that a path is an instance of. */
const PATH_TYPES = new Set(["Path", "PurePath", "PosixPath", "PurePosixPath"]);

/** Undefined: nobody knows. "not a class": a TypeError. */
export type TypeTest = boolean | "not a class" | undefined;

/** Whether a value is an instance of a class or of one of several. */
export function isInstance(value: Value, type: Value): TypeTest {
  switch (type.kind) {
    case "tuple":
      return any(type.items, (item) => isInstance(value, item));
    case "object": {
      const union = unionOf(type);
      return union && any(union, (item) => isInstance(value, item));
    }
    case "none":
      return value.kind === "none";
    case "class":
      if (value instanceof InstanceValue) return isSubclass(value.cls, type);
      return isUndecided(value) || type.opaque !== undefined || type.at === undefined ? undefined : false;
    case "exception":
      if (value instanceof InstanceValue) return isSubclass(value.cls, type);
      if (value.kind === "error") return isKindOf(value.type.name, type.name);
      return isUndecided(value) ? undefined : false;
    case "native":
      if (type.type === undefined) return "not a class";
      return value instanceof InstanceValue ? isSubclass(value.cls, type) : isInstanceOf(value, type.type);
    case "unknown":
    case "env":
    case "third-party":
    case "data":
    case "module":
    case "instance":
    case "descriptor":
      return undefined;
    default:
      return "not a class";
  }
}

/** The classes of `A | B`. */
function unionOf(value: Extract<Value, { kind: "object" }>): ItemsState["items"] | undefined {
  if (value.name !== UNION || value.items === undefined) return undefined;
  const state = value.items({} as never);
  return "items" in state ? state.items : undefined;
}

/** The name of what `int | str` gives. */
export const UNION = "a union of types";

function any(items: readonly unknown[], test: (item: Value) => TypeTest): TypeTest {
  let result: boolean | undefined = false;
  for (const item of items) {
    const one = typeof item === "object" && item !== null && "kind" in item ? test(item as Value) : undefined;
    if (one === true || one === "not a class") return one;
    if (one === undefined) result = undefined;
  }
  return result;
}

function isUndecided(value: Value): boolean {
  return (
    value.kind === "unknown" ||
    value.kind === "third-party" ||
    value.kind === "object" ||
    (value.kind === "env" && value.type === "object")
  );
}

function isInstanceOf(value: Value, type: string): boolean | undefined {
  if (type === "object") return true;
  if (type === "type") {
    if (value.kind === "exception" || value.kind === "class") return true;
    if (value.kind === "native") return value.type !== undefined;
    return isUndecided(value) ? undefined : false;
  }
  if (value.kind === "path") return PATH_TYPES.has(type);
  if (isUndecided(value) || value.kind === "class" || value.kind === "descriptor") return undefined;
  const own = typeName(value);
  if (own === type) return true;
  if (value.kind === "bool") return type === "int";
  if (value.kind === "dict") return type === "dict";
  if (value.kind === "tuple") return type === "tuple";
  return false;
}

/** Whether a class of the project is a subclass of another. */
function isSubclass(cls: ClassValue, type: Value): boolean | undefined {
  if (type.kind === "native" && type.type === "object") return true;
  if (cls.mro.some((base) => sameValue(base, type))) return true;
  if (cls.opaque !== undefined || (type instanceof ClassValue && type.opaque !== undefined)) return undefined;
  if (type.kind === "exception") {
    const kinds = cls.mro.flatMap((base) =>
      base.kind === "exception" ? [isKindOf(base.name, type.name)] : [],
    );
    return kinds.includes(true) ? true : kinds.includes(undefined) ? undefined : false;
  }
  // An enum of a library's own or a model may derive from more than is followed.
  return type instanceof ClassValue || type.kind === "native" ? false : undefined;
}

/** `issubclass(type, base)`. */
export function isSubtype(type: Value, base: Value): TypeTest {
  if (base.kind === "tuple") return any(base.items, (item) => isSubtype(type, item));
  if (type instanceof ClassValue) return isSubclass(type, base);
  if (type.kind === "exception") {
    if (base.kind === "exception") return isKindOf(type.name, base.name);
    if (base.kind === "native" && base.type !== undefined) return base.type === "object";
    return base instanceof ClassValue ? false : undefined;
  }
  if (type.kind === "native") {
    if (type.type === undefined) return "not a class";
    if (base.kind === "exception" || base instanceof ClassValue) return false;
    if (base.kind !== "native") return undefined;
    if (base.type === undefined) return "not a class";
    return type.type === base.type || base.type === "object" || (type.type === "bool" && base.type === "int");
  }
  return isUndecided(type) || type.kind === "env" || type.kind === "descriptor" ? undefined : "not a class";
}
