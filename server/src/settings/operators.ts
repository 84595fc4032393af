/** Python's operators that compute, on values without forks at the top. */
import type { Location } from "../syntax/text";
import { deeply, lostPart } from "./concrete";
import { mergeDicts, sameKey } from "./dicts";
import { asBool, numeric, truth } from "./equality";
import { percentFormat } from "./formatting";
import { type Condition, type Guarded, map, not } from "./guard";
import type { Interpreter } from "./interpreter";
import { itemsOf, MAX_ITEMS } from "./iteration";
import { floatDivmod, floatPower, floorDivision, trueDivision } from "./numbers";
import { PurePath } from "./purePath";
import { operatorMethod, plainContent } from "./specialMethods";
import { UNION } from "./types";
import {
  bool,
  bytes,
  DEAD,
  DictValue,
  derived,
  type EnvValue,
  float,
  type ItemsState,
  int,
  isScalar,
  ListValue,
  list,
  SetValue,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "./values";

/** Numbers of more bits are given up. */
const MAX_BITS = 10_000;

/** A binary operator. `pc`: the worlds in which it is evaluated. */
export function binary(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (a.kind === "dead" || b.kind === "dead") return DEAD;
  if (a.kind === "object" && a.operator !== undefined)
    return a.operator(op, b, { interpreter: i, pc, at }, false);
  if (a.kind === "instance" || b.kind === "instance") {
    const special = operatorMethod(i, op, a, b, pc, at);
    if (special !== undefined) return special;
    const [left, right] = [plainContent(a), plainContent(b)];
    // What % writes is str(object), which need not be its content.
    if (left.kind === "instance" || right.kind === "instance" || op === "%")
      return unknown(`"${op}" on ${describe(a.kind === "instance" ? a : b)}`, at);
    return binary(i, op, left, right, pc, at);
  }
  if (op === "%" && a.kind === "str")
    return deeply(i, [b], pc, ([x], when) => percentFormat(i, a.value, x!, when, at));
  if (op === "%" && a.kind === "bytes" && b.kind !== "unknown" && b.kind !== "env")
    return deeply(i, [b], pc, ([x], when) => percentFormat(i, a.value, x!, when, at, true));
  if (a.kind === "env" || b.kind === "env") return envBinary(op, a, b, at);
  if (a.kind === "unknown") return unknown(a.reason, at);
  if (b.kind === "unknown") return unknown(b.reason, at);
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return arithmetic(i, op, a, b, pc, at);
  if (a.kind === "data" || b.kind === "data") {
    const type = a.kind === "data" ? a.type : (b as Extract<Value, { kind: "data" }>).type;
    const result = type.binary?.(op, a, b, { interpreter: i, pc, at });
    if (result !== undefined) return result;
  }
  if (op === "+") {
    if (a.kind === "str" && b.kind === "str") return i.sized(str(a.value + b.value, at));
    if (a.kind === "bytes" && b.kind === "bytes") return i.sized(bytes(a.value + b.value, at));
    if (a.kind === "tuple" && b.kind === "tuple") return tuple([...a.items, ...b.items], at);
    if (a.kind === "list" && b.kind === "list") {
      return new ListValue(
        map(a.state, (s) =>
          map(b.state, (t) => ({ items: [...s.items, ...t.items], open: s.open ?? t.open })),
        ),
        at,
      );
    }
  }
  if (op === "*") {
    const repeated = repetition(i, a, b, x, y, pc, at);
    if (repeated !== undefined) return repeated;
  }
  if (op === "/" && (a.kind === "path" || b.kind === "path")) {
    const left = a.kind === "path" || a.kind === "str" ? a.value : undefined;
    const right = b.kind === "path" || b.kind === "str" ? b.value : undefined;
    if (left !== undefined && right !== undefined)
      return { kind: "path", value: PurePath.join(left, right), at };
  }
  if (op === "|") {
    const left = i.expressions.mappingOf(a, pc, at);
    const right = i.expressions.mappingOf(b, pc, at);
    if (left !== undefined && right !== undefined)
      return new DictValue(mergeDicts(left, right, pc), at, left.subclass);
  }
  if ("|&-^".includes(op)) {
    const sets = setOperation(i, op, a, b, pc, at);
    if (sets !== undefined) return sets;
  }
  // `int | str` in an annotation or in isinstance().
  if (op === "|" && isClass(a) && isClass(b)) {
    return { kind: "object", name: UNION, items: () => ({ items: [a, b] }), at };
  }
  if (isKnown(a) && isKnown(b)) {
    const shown = op === "**" ? "** or pow()" : op;
    if (op === "+" && (a.kind === "str" || a.kind === "list" || a.kind === "tuple")) {
      const what = a.kind === "str" ? "str" : a.kind;
      return i.fail("TypeError", `can only concatenate ${what} (not "${typeName(b)}") to ${what}`, pc, at);
    }
    if (op === "*" && (a.kind === "str" || b.kind === "str")) {
      const other = a.kind === "str" ? b : a;
      return i.fail("TypeError", `can't multiply sequence by non-int of type '${typeName(other)}'`, pc, at);
    }
    return i.raise(
      "TypeError",
      `unsupported operand type(s) for ${op}: '${typeName(a)}' and '${typeName(b)}'`,
      pc,
      at,
      [str(`unsupported operand type(s) for ${shown}: '${typeName(a)}' and '${typeName(b)}'`)],
    );
  }
  return unknown(`"${op}" on ${describe(isKnown(a) ? b : a)}`, at);
}

/** True for values whose operators Python defines completely, so that another operand type surely raises. */
function isKnown(value: Value): boolean {
  return (
    isScalar(value) ||
    (value.kind === "native" && value.type !== undefined) ||
    KNOWN_KINDS.includes(value.kind)
  );
}

const KNOWN_KINDS: readonly Value["kind"][] = [
  "list",
  "tuple",
  "dict",
  "set",
  "path",
  "range",
  "view",
  "iterator",
  "data",
  "function",
  "exception",
  "error",
];

function isClass(value: Value): boolean {
  return (
    value.kind === "class" ||
    value.kind === "exception" ||
    value.kind === "none" ||
    (value.kind === "native" && value.type !== undefined) ||
    (value.kind === "object" && value.name === UNION)
  );
}

function describe(value: Value): string {
  return "name" in value ? value.name : typeName(value);
}

function envBinary(op: string, a: Value, b: Value, at: Location): Value {
  const env = (a.kind === "env" ? a : b) as EnvValue;
  const text = (value: Value) =>
    value.kind === "env"
      ? value.text
      : value.kind === "str"
        ? JSON.stringify(value.value)
        : value.kind === "int"
          ? String(value.value)
          : "…";
  const types = new Set([a.kind === "env" ? a.type : a.kind, b.kind === "env" ? b.type : b.kind]);
  const type =
    op === "+" && types.size === 1 && (types.has("str") || types.has("list") || types.has("int"))
      ? env.type
      : op === "%" && a.kind === "str"
        ? "str"
        : "object";
  return derived(env, type, `${text(a)} ${op} ${text(b)}`, at);
}

/** `sequence * number`, either way round; undefined for other operands. */
function repetition(
  i: Interpreter,
  a: Value,
  b: Value,
  x: bigint | number | undefined,
  y: bigint | number | undefined,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  const [sequence, count] = y !== undefined ? [a, y] : [b, x];
  if (typeof count !== "bigint") return undefined;
  const times = count < 0n ? 0 : Number(count);
  if (sequence.kind === "str" || sequence.kind === "bytes") {
    return times * sequence.value.length > 1e6
      ? unknown("a very long string", at)
      : { kind: sequence.kind, value: sequence.value.repeat(sequence.value === "" ? 0 : times), at };
  }
  if (sequence.kind !== "list" && sequence.kind !== "tuple") return undefined;
  return i.lift([sequence.kind === "list" ? sequence.state : sequence], pc, ([state]) => {
    const { items, open } = state as ItemsState;
    if (items.length * times > MAX_ITEMS) return unknown("a very long list", at);
    const repeated = items.length === 0 ? [] : Array.from({ length: times }, () => items).flat();
    return sequence.kind === "list" ? list(repeated, at, open) : tuple(repeated, at);
  });
}

// ---------------------------------------------------------------- numbers

function arithmetic(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const x = numeric(a)!;
  const y = numeric(b)!;
  if (op === "@") return unsupported(i, op, a, b, pc, at);
  if (typeof x === "bigint" && typeof y === "bigint") return integerArithmetic(i, op, a, b, x, y, pc, at);
  if ((op === "/" || op === "//" || op === "%") && Number(y) === 0) return zeroDivision(i, pc, at);
  const p = Number(x);
  const q = Number(y);
  if ((typeof x === "bigint" && !Number.isFinite(p)) || (typeof y === "bigint" && !Number.isFinite(q)))
    return i.fail("OverflowError", "int too large to convert to float", pc, at);
  switch (op) {
    case "+":
      return float(p + q, at);
    case "-":
      return float(p - q, at);
    case "*":
      return float(p * q, at);
    case "/":
      return float(p / q, at);
    case "//":
      return Number.isFinite(p) && !Number.isNaN(q) ? float(floatDivmod(p, q)[0], at) : float(Number.NaN, at);
    case "%":
      return float(floatDivmod(p, q)[1], at);
    case "**":
      return power(i, p, q, pc, at);
    default:
      return unsupported(i, op, a, b, pc, at);
  }
}

/** The message differs by the operator and by Python's version. */
function zeroDivision(i: Interpreter, pc: Condition, at: Location): Value {
  return i.raise("ZeroDivisionError", "division by zero", pc, at);
}

function unsupported(i: Interpreter, op: string, a: Value, b: Value, pc: Condition, at: Location): Value {
  return i.fail(
    "TypeError",
    `unsupported operand type(s) for ${op}: '${typeName(a)}' and '${typeName(b)}'`,
    pc,
    at,
  );
}

/** `x ** y` of floats. */
function power(i: Interpreter, x: number, y: number, pc: Condition, at: Location): Value {
  if (x === 0 && y < 0) return zeroDivision(i, pc, at);
  if (x < 0 && !Number.isInteger(y) && Number.isFinite(y)) return unknown("a complex number", at);
  const value = floatPower(x, y);
  if (value === undefined) return unknown("a power of a float", at);
  if (!Number.isFinite(value) && Number.isFinite(x) && Number.isFinite(y))
    return i.raise("OverflowError", "a power too large", pc, at);
  return float(value, at);
}

/** The number of bits of an integer, roughly. */
function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function integerArithmetic(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  x: bigint,
  y: bigint,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const tooLarge = unknown("a number too large", at);
  switch (op) {
    case "+":
      return bits(x) > MAX_BITS ? tooLarge : int(x + y, at);
    case "-":
      return bits(x) > MAX_BITS ? tooLarge : int(x - y, at);
    case "*":
      return bits(x) + bits(y) > MAX_BITS ? tooLarge : int(x * y, at);
    case "/": {
      if (y === 0n) return zeroDivision(i, pc, at);
      const value = trueDivision(x, y);
      return Number.isFinite(value)
        ? float(value, at)
        : i.fail("OverflowError", "integer division result too large for a float", pc, at);
    }
    case "//":
      return y === 0n ? zeroDivision(i, pc, at) : int(floorDivision(x, y), at);
    case "%":
      return y === 0n ? zeroDivision(i, pc, at) : int(x - floorDivision(x, y) * y, at);
    case "**":
      if (y < 0n) return power(i, Number(x), Number(y), pc, at);
      if (x === 0n || x === 1n) return int(y === 0n ? 1n : x, at);
      return y > BigInt(MAX_BITS) || bits(x) * Number(y) > MAX_BITS ? tooLarge : int(x ** y, at);
    case "<<":
    case ">>":
      if (y < 0n) return i.fail("ValueError", "negative shift count", pc, at);
      if (op === ">>") return int(y > BigInt(MAX_BITS) ? (x < 0n ? -1n : 0n) : x >> y, at);
      return y > BigInt(MAX_BITS) ? tooLarge : int(x << y, at);
    case "&":
    case "|":
    case "^": {
      const value = op === "&" ? x & y : op === "|" ? x | y : x ^ y;
      return a.kind === "bool" && b.kind === "bool" ? bool(value !== 0n, at) : int(value, at);
    }
    default:
      return unsupported(i, op, a, b, pc, at);
  }
}

// ---------------------------------------------------------------- sets

/** An operator on sets and on views of dicts; undefined for other operands. */
function setOperation(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  const view = (value: Value) => value.kind === "view" && value.part !== "values";
  const known = (value: Value) => value.kind === "set" || view(value);
  if (!known(a) && !known(b)) return undefined;
  // A view takes any iterable, a set only sets.
  if (!view(a) && !view(b) && !(known(a) && known(b))) return undefined;
  const left = itemsOf(i, a, pc, at, true);
  const right = itemsOf(i, b, pc, at, true);
  const frozen = a.kind === "set" && a.frozen;
  const state = map(left, (s) => map(right, (t) => combineSets(op, s, t)));
  return new SetValue(state, at, frozen);
}

/** The items of `a op b`, for sets. */
export function combineSets(op: string, a: ItemsState, b: ItemsState): ItemsState {
  const open = a.open ?? b.open;
  const decided = [...a.items, ...b.items].every((item) => "kind" in item && lostPart(item) === undefined);
  if (!decided || (open !== undefined && op !== "|"))
    return { items: [], open: open ?? "a set of values that are not known" };
  const has = (items: readonly Guarded<Value>[], item: Guarded<Value>) =>
    items.some((other) => sameKey(item as Value, other as Value));
  const unique = (items: readonly Guarded<Value>[]) =>
    items.filter((item, n) => !has(items.slice(0, n), item));
  const [s, t] = [unique(a.items), unique(b.items)];
  const items =
    op === "|"
      ? [...s, ...t.filter((item) => !has(s, item))]
      : op === "&"
        ? s.filter((item) => has(t, item))
        : op === "-"
          ? s.filter((item) => !has(t, item))
          : [...s.filter((item) => !has(t, item)), ...t.filter((item) => !has(s, item))];
  return { items, open };
}

// ---------------------------------------------------------------- unary operators

export function unary(
  i: Interpreter,
  op: "not" | "-" | "+" | "~",
  value: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (value.kind === "dead") return DEAD;
  if (op === "not") return asBool(not(truth(i, value)), at);
  if (value.kind === "instance" && value.content !== undefined) return unary(i, op, value.content, pc, at);
  const number = numeric(value);
  if (number === undefined) {
    if (value.kind === "env") return derived(value, "object", `${op}${value.text}`, at);
    if (value.kind === "unknown") return unknown(value.reason, at);
    if (value.kind === "data") {
      const result = value.type.unary?.(op, value, { interpreter: i, pc, at });
      if (result !== undefined) return result;
    }
    if (!isKnown(value)) return unknown(`${op} on ${describe(value)}`, at);
    return i.fail("TypeError", `bad operand type for unary ${op}: '${typeName(value)}'`, pc, at);
  }
  if (typeof number === "bigint") return int(op === "-" ? -number : op === "~" ? ~number : number, at);
  return op === "~"
    ? i.fail("TypeError", `bad operand type for unary ~: 'float'`, pc, at)
    : float(op === "-" ? -number : number, at);
}
