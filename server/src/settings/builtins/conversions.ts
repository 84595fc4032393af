/** int(), float(), bool(), str(), bytes(), repr() and other functions that turn one value into another. */
import { applyBody, pureFunction, signature } from "../callables";
import { deeply, lostPart } from "../concrete";
import { asBool, truth } from "../equality";
import { applySpec } from "../formatSpec";
import { assemble } from "../formatting";
import type { Condition, Guarded } from "../guard";
import { decode, encode } from "../methods/codecs";
import { parseFloatText, parseInteger } from "../python";
import { asciiOf, repr, textOf } from "../representation";
import { callSpecial, objectText } from "../specialMethods";
import { builtinType } from "../types";
import {
  bool,
  bytes,
  type CallArguments,
  DEAD,
  derived,
  float,
  type InstanceValue,
  type ItemsState,
  int,
  type NativeValue,
  native,
  str,
  typeName,
  unknown,
  type Value,
} from "../values";

/** Runs `f` with the leaf of the only argument; `absent` without one. */
function ofOne(
  name: string,
  absent: Value,
  f: (leaf: Value, pc: Condition, call: CallArguments) => Guarded<Value>,
): NativeValue["call"] {
  return (call) => {
    if (call.args.length > 1 || call.keywords.size > 0)
      return call.interpreter.raise("TypeError", `${name}() takes at most one argument`, call.pc, call.at);
    const [argument] = call.args;
    if (argument === undefined) return { ...absent, at: call.at } as Value;
    return call.interpreter.lift([argument], call.pc, ([leaf], pc) =>
      leaf!.kind === "dead" ? DEAD : f(leaf!, pc, call),
    );
  };
}

const INT_WITH_BASE = signature("x, base");

/** `int(x, base)`. */
function intWithBase(call: CallArguments): Guarded<Value> {
  return applyBody(
    call,
    "int",
    INT_WITH_BASE,
    ([x, base], here) => {
      const { interpreter: i, pc, at } = here;
      if (base!.kind !== "int" && base!.kind !== "bool")
        return i.raise("TypeError", "int() with a base that is no integer", pc, at);
      const radix = Number(base!.value);
      if (x!.kind !== "str" && x!.kind !== "bytes")
        return i.fail("TypeError", "int() can't convert non-string with explicit base", pc, at);
      if (radix !== 0 && (radix < 2 || radix > 36))
        return i.fail("ValueError", "int() base must be >= 2 and <= 36, or 0", pc, at);
      return integer(x!.value, radix, x!, here);
    },
    "int",
  );
}

function integer(text: string, base: number, shown: Value, { interpreter: i, pc, at }: CallArguments): Value {
  if (text.length > 4000) return unknown("int() of a very long string", at);
  const value = parseInteger(text, base);
  if (value !== undefined) return int(value, at);
  return i.raise("ValueError", "invalid literal for int()", pc, at, [
    str(`invalid literal for int() with base ${base}: ${repr(shown)}`),
  ]);
}

/** int() or float() of an object. */
function numberOf(
  call: CallArguments,
  value: InstanceValue,
  name: "int" | "float",
  pc: Condition,
): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (value.content !== undefined)
    return (name === "int" ? plainInt : toFloat)({ ...call, args: [value.content], pc });
  return callSpecial(i, value, `__${name}__`, [], pc, at) ?? unknown(`${name}() of ${value.name}`, at);
}

const plainInt: NativeValue["call"] = ofOne("int", int(0), (leaf, pc, call) => {
  const { interpreter: i, at } = call;
  switch (leaf.kind) {
    case "int":
      return int(leaf.value, at);
    case "bool":
      return int(leaf.value ? 1 : 0, at);
    case "float":
      if (Number.isNaN(leaf.value))
        return i.fail("ValueError", "cannot convert float NaN to integer", pc, at);
      if (!Number.isFinite(leaf.value))
        return i.fail("OverflowError", "cannot convert float infinity to integer", pc, at);
      return int(BigInt(Math.trunc(leaf.value)), at);
    case "str":
    case "bytes":
      return integer(leaf.value, 10, leaf, { ...call, pc });
    case "env":
      if (leaf.type === "int" || leaf.type === "bool") return derived(leaf, "int", `int(${leaf.text})`, at);
      i.mayRaise(`int(${leaf.text})`, pc, at, "ValueError");
      return derived(leaf, "int", `int(${leaf.text})`, at);
    case "unknown":
      i.mayRaise(`int() of ${leaf.reason}`, pc, at);
      return unknown(leaf.reason, at);
    case "instance":
      return numberOf(call, leaf, "int", pc);
    case "third-party":
    case "object":
    case "class":
    case "data":
      i.mayRaise("int()", pc, at);
      return unknown(`int() of ${"name" in leaf ? leaf.name : typeName(leaf)}`, at);
    default:
      return i.fail(
        "TypeError",
        `int() argument must be a string, a bytes-like object or a real number, not '${typeName(leaf)}'`,
        pc,
        at,
      );
  }
});

const toInt: NativeValue["call"] = (call) =>
  call.args.length > 1 || call.keywords.size > 0 ? intWithBase(call) : plainInt(call);

const toFloat: NativeValue["call"] = ofOne("float", float(0), (leaf, pc, call) => {
  const { interpreter: i, at } = call;
  switch (leaf.kind) {
    case "int": {
      const value = Number(leaf.value);
      return Number.isFinite(value)
        ? float(value, at)
        : i.fail("OverflowError", "int too large to convert to float", pc, at);
    }
    case "bool":
      return float(leaf.value ? 1 : 0, at);
    case "float":
      return { ...leaf, at };
    case "str": {
      const value = parseFloatText(leaf.value);
      return value === undefined
        ? i.raise("ValueError", "could not convert string to float", pc, at, [
            str(`could not convert string to float: ${repr(leaf)}`),
          ])
        : float(value, at);
    }
    case "env":
      i.mayRaise(`float(${leaf.text})`, pc, at, "ValueError");
      return derived(leaf, "float", `float(${leaf.text})`, at);
    case "unknown":
      i.mayRaise(`float() of ${leaf.reason}`, pc, at);
      return unknown(leaf.reason, at);
    case "instance":
      return numberOf(call, leaf, "float", pc);
    case "third-party":
    case "object":
    case "class":
    case "data":
    case "bytes":
      i.mayRaise("float()", pc, at);
      return unknown(`float() of ${"name" in leaf ? leaf.name : typeName(leaf)}`, at);
    default:
      return i.fail(
        "TypeError",
        `float() argument must be a string or a real number, not '${typeName(leaf)}'`,
        pc,
        at,
      );
  }
});

const toBool = ofOne("bool", bool(false), (leaf, _, { interpreter: i, at }) => asBool(truth(i, leaf), at));

const STR = signature("object?, encoding?, errors?");

/** `str(value)`. */
function toStr(call: CallArguments): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (call.args.length !== 1 || call.keywords.size > 0) {
    return applyBody(call, "str", STR, ([value, encoding, errors], here) => {
      if (encoding === undefined && errors === undefined)
        return value === undefined ? str("", at) : shown(value, at);
      if (value?.kind !== "bytes")
        return i.raise("TypeError", "decoding to str: need a bytes-like object", here.pc, at);
      const name = encoding?.kind === "str" ? encoding.value : "utf-8";
      return decode(value.value, name, errors?.kind === "str" ? errors.value : "strict", here);
    });
  }
  return deeply(i, call.args, call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "instance") return objectText(i, leaf!, undefined, pc, at);
    if (leaf!.kind === "env")
      return leaf!.type === "str" ? leaf! : derived(leaf!, "str", `str(${leaf!.text})`, at);
    return shown(leaf!, at);
  });
}

function shown(value: Value, at: CallArguments["at"]): Value {
  const lost = lostPart(value);
  if (lost !== undefined)
    return lost.kind === "unknown"
      ? unknown(lost.reason, at)
      : derived(lost, "str", `str(… ${lost.text} …)`, at);
  const text = textOf(value);
  return text === undefined
    ? unknown(`the text of ${"name" in value ? value.name : typeName(value)}`, at)
    : str(text, at);
}

const BYTES = signature("source?, encoding?, errors?");

const toBytes: NativeValue["call"] = (call) =>
  applyBody(call, "bytes", BYTES, ([source, encoding, errors], here) => {
    const { interpreter: i, pc, at } = here;
    if (source === undefined) return bytes("", at);
    if (source.kind === "str") {
      if (encoding?.kind !== "str") return i.fail("TypeError", "string argument without an encoding", pc, at);
      return encode(source.value, encoding.value, errors?.kind === "str" ? errors.value : "strict", here);
    }
    if (source.kind === "bytes") return bytes(source.value, at);
    if (source.kind === "int" || source.kind === "bool") {
      const size = Number(source.value);
      if (size < 0) return i.fail("ValueError", "negative count", pc, at);
      return size > 1e6 ? unknown("very long bytes", at) : bytes("\0".repeat(size), at);
    }
    if (source.kind !== "list" && source.kind !== "tuple") return unknown("bytes()", at);
    const items = source.kind === "tuple" ? source.items : (source.state as ItemsState).items;
    let out = "";
    for (const item of items as readonly Value[]) {
      if (item.kind !== "int" && item.kind !== "bool")
        return i.fail("TypeError", `'${typeName(item)}' object cannot be interpreted as an integer`, pc, at);
      const unit = Number(item.value);
      if (unit < 0 || unit > 255) return i.fail("ValueError", "bytes must be in range(0, 256)", pc, at);
      out += String.fromCharCode(unit);
    }
    return bytes(out, at);
  });

/** hex(), oct() and bin(). */
function inBase(name: string, base: number, prefix: string): NativeValue {
  return pureFunction(
    name,
    "number, /",
    ([value], { interpreter: i, pc, at }) => {
      if (value!.kind !== "int" && value!.kind !== "bool")
        return i.fail(
          "TypeError",
          `'${typeName(value!)}' object cannot be interpreted as an integer`,
          pc,
          at,
        );
      const number = BigInt(value!.value);
      return str(`${number < 0n ? "-" : ""}${prefix}${(number < 0n ? -number : number).toString(base)}`, at);
    },
    "str",
  );
}

/** repr() and ascii(). */
function reprOf(name: string, change: (text: string) => string): NativeValue {
  const plain = pureFunction(
    name,
    "object, /",
    ([value], { at }) => {
      const text = repr(value!);
      return text === undefined ? unknown(`${name}()`, at) : str(change(text), at);
    },
    "str",
  );
  return native(name, (call) => {
    const i = call.interpreter;
    if (name === "ascii" || call.args.length !== 1) return plain.call(call);
    return i.lift([call.args[0]!], call.pc, ([leaf], pc) =>
      leaf!.kind === "instance"
        ? objectText(i, leaf!, "r", pc, call.at)
        : plain.call({ ...call, args: [leaf!], pc }),
    );
  });
}

export const CONVERSIONS: readonly NativeValue[] = [
  builtinType("int", toInt),
  builtinType("float", toFloat),
  builtinType("bool", toBool),
  builtinType("str", toStr),
  builtinType("bytes", toBytes),
  inBase("hex", 16, "0x"),
  inBase("oct", 8, "0o"),
  inBase("bin", 2, "0b"),
  reprOf("repr", (text) => text),
  reprOf("ascii", asciiOf),
  pureFunction(
    "chr",
    "i, /",
    ([value], { interpreter: i, pc, at }) => {
      if (value!.kind !== "int" && value!.kind !== "bool")
        return i.fail(
          "TypeError",
          `'${typeName(value!)}' object cannot be interpreted as an integer`,
          pc,
          at,
        );
      const code = Number(value!.value);
      return code >= 0 && code <= 0x10ffff
        ? str(String.fromCodePoint(code), at)
        : i.raise("ValueError", "chr() arg not in range(0x110000)", pc, at);
    },
    "str",
  ),
  pureFunction(
    "ord",
    "c, /",
    ([value], { interpreter: i, pc, at }) => {
      if (value!.kind !== "str" && value!.kind !== "bytes")
        return i.fail(
          "TypeError",
          `ord() expected string of length 1, but ${typeName(value!)} found`,
          pc,
          at,
        );
      const points = [...value!.value];
      return points.length === 1
        ? int(points[0]!.codePointAt(0)!, at)
        : i.fail(
            "TypeError",
            `ord() expected a character, but string of length ${points.length} found`,
            pc,
            at,
          );
    },
    "int",
  ),
  pureFunction(
    "format",
    "value, spec?, /",
    ([value, spec], { interpreter: i, pc, at }) => {
      if (spec !== undefined && spec.kind !== "str")
        return i.raise("TypeError", "format() argument 2 must be str", pc, at);
      return assemble(i, [applySpec(value!, spec?.value ?? "")], pc, at);
    },
    "str",
  ),
];
