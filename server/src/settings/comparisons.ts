/** Python's comparison operators, on values without forks at the top. */
import type { CompareOp } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { deeply, lostPart } from "./concrete";
import { isHashable, sameKey } from "./dicts";
import { asBool, envEqual, equal, isOpaque, numeric } from "./equality";
import { and, type Condition, type Guarded, map, not, or } from "./guard";
import type { Interpreter } from "./interpreter";
import { readItems } from "./iteration";
import { objectContains, operatorMethod, plainContent } from "./specialMethods";
import {
  bool,
  DEAD,
  type DictState,
  type EnvValue,
  type ItemsState,
  isScalar,
  type RangeValue,
  typeName,
  unknown,
  type Value,
} from "./values";

/** One comparison, as a value. */
export function compare(
  i: Interpreter,
  op: CompareOp,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (a.kind === "dead" || b.kind === "dead") return DEAD;
  switch (op) {
    case "==":
      return asBool(equal(i, a, b), at);
    case "!=":
      return asBool(not(equal(i, a, b)), at);
    case "is":
      return asBool(identity(i, a, b), at);
    case "is not":
      return asBool(not(identity(i, a, b)), at);
    case "in":
      return containment(i, a, b, pc, at);
    case "not in":
      return map(containment(i, a, b, pc, at), (value) =>
        value.kind === "bool" ? bool(!value.value, at) : value,
      );
    default:
      return ordering(i, op, a, b, pc, at);
  }
}

function identity(i: Interpreter, a: Value, b: Value): Condition {
  const singleton = (value: Value) =>
    value.kind === "none" || value.kind === "bool" || value.kind === "ellipsis";
  if (singleton(a) && singleton(b)) return equal(i, a, b) === true && a.kind === b.kind;
  if (a.kind === "unknown" || b.kind === "unknown" || a.kind === "third-party" || b.kind === "third-party") {
    return a === b || i.opaquePair(a, b);
  }
  if (a.kind === "env" || b.kind === "env") {
    const [env, other] = a.kind === "env" ? [a, b] : [b as EnvValue, a];
    if (env.type === "bool" && other.kind === "bool") return envEqual(i, env, other);
    return env.type === "object" ? i.opaquePair(a, b) : false;
  }
  if (a.kind !== b.kind) {
    const object = a.kind === "object" ? a : b.kind === "object" ? b : undefined;
    return object === undefined || object.truthy === true ? false : i.opaquePair(a, b);
  }
  switch (a.kind) {
    case "list":
    case "dict":
    case "function":
    case "class":
    case "iterator":
    case "error":
    case "instance":
      return a === b;
    case "set":
      return a === b || (a.frozen && (b as typeof a).frozen ? i.opaquePair(a, b) : false);
    case "exception":
      return a.name === (b as typeof a).name;
    case "native":
      if (a === b) return true;
      return a.type !== undefined || (b as typeof a).type !== undefined ? false : i.opaquePair(a, b);
    case "module":
      return a.name === (b as typeof a).name;
    default:
      return a === b || i.opaquePair(a, b);
  }
}

function containment(
  i: Interpreter,
  item: Value,
  container: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (item.kind === "instance" && (container.kind === "str" || container.kind === "bytes")) {
    return item.content === undefined
      ? unknown(`${item.name} in a string`, at)
      : containment(i, item.content, container, pc, at);
  }
  switch (container.kind) {
    case "instance":
    case "class":
      return objectContains(i, item, container, pc, at);
    case "str":
      if (item.kind === "str") return bool(container.value.includes(item.value), at);
      if (item.kind === "env" && item.type === "str") {
        return asBool(
          i.test(
            item,
            `${item.text} in ${JSON.stringify(container.value)}`,
            `${item.text} is part of "${container.value}"`,
            `${item.text} is not part of "${container.value}"`,
          ),
          at,
        );
      }
      if (isOpaque(item) || item.kind === "env") return asBool(i.opaquePair(item, container), at);
      return i.fail(
        "TypeError",
        `'in <string>' requires string as left operand, not ${typeName(item)}`,
        pc,
        at,
      );
    case "bytes":
      if (item.kind === "bytes") return bool(container.value.includes(item.value), at);
      if (item.kind === "int" && item.value >= 0n && item.value < 256n)
        return bool(container.value.includes(String.fromCharCode(Number(item.value))), at);
      return unknown(`"in" on bytes`, at);
    case "tuple":
      return asBool(anyEqual(i, item, container.items), at);
    case "set":
    case "dict":
      return keyIn(i, item, container, pc, at);
    case "list":
      return asBool(
        map(container.state, (state) => {
          const found = anyEqual(i, item, state.items);
          return state.open === undefined || state.unordered
            ? found
            : or(found, i.opaquePair(item, container));
        }),
        at,
      );
    case "range":
      return rangeHas(i, item, container, at);
    case "view":
      if (container.part === "keys") return keyIn(i, item, container.dict, pc, at);
      return searched(i, item, container, pc, at);
    case "iterator":
      return searched(i, item, container, pc, at);
    case "object":
      if (container.contains !== undefined) return container.contains(item, { interpreter: i, pc, at });
      if (container.items !== undefined || container.mapping !== undefined)
        return searched(i, item, container, pc, at);
      return asBool(i.opaquePair(item, container), at);
    case "env": {
      const what = item.kind === "str" ? `"${item.value}"` : "it";
      return asBool(
        i.test(
          container,
          `${what} in ${container.text}`,
          `${what} is in ${container.text}`,
          `${what} is not in ${container.text}`,
        ),
        at,
      );
    }
    case "unknown":
    case "third-party":
      return asBool(i.opaquePair(item, container), at);
    case "none":
    case "bool":
    case "int":
    case "float":
    case "ellipsis":
    case "path":
    case "function":
    case "error":
      // The message has another wording from Python 3.14 on.
      return i.raise("TypeError", `argument of type '${typeName(container)}' is not iterable`, pc, at, [
        unknown("a message that differs by Python's version"),
      ]);
    default:
      return unknown(`"in" on ${typeName(container)}`, at);
  }
}

/** `item in container` by its hash. */
function keyIn(
  i: Interpreter,
  item: Value,
  container: Extract<Value, { kind: "set" | "dict" }>,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (isHashable(item) === false && !(item.kind === "set" && container.kind === "set")) {
    return i.raise("TypeError", `unhashable type: '${typeName(item)}'`, pc, at);
  }
  return asBool(
    map<ItemsState | DictState, boolean>(container.state, (state) => {
      const items = "items" in state ? state.items : state.entries.map(([key]) => key);
      const found = anyEqual(i, item, items);
      return state.open === undefined ? found : or(found, i.opaquePair(item, container));
    }),
    at,
  );
}

function rangeHas(i: Interpreter, item: Value, range: RangeValue, at: Location): Guarded<Value> {
  const number = numeric(item);
  if (number === undefined) {
    if (isOpaque(item) || item.kind === "env") return asBool(i.opaquePair(item, range), at);
    return bool(false, at);
  }
  if (typeof number === "number" && !Number.isInteger(number)) return bool(false, at);
  const value = BigInt(number);
  const { start, stop, step } = range;
  const inside = step > 0n ? value >= start && value < stop : value <= start && value > stop;
  return bool(inside && (value - start) % step === 0n, at);
}

/** `item in iterable` by reading it. */
function searched(i: Interpreter, item: Value, iterable: Value, pc: Condition, at: Location): Guarded<Value> {
  let found: Condition = false;
  readItems(
    i,
    iterable,
    pc,
    at,
    (other, when) => {
      const holds = map(other, (leaf) => equal(i, item, leaf));
      found = or(found, and(when, holds));
      return not(holds);
    },
    (open, when) => {
      if (open !== undefined) found = or(found, and(when, i.opaquePair(item, iterable)));
    },
  );
  return asBool(found, at);
}

function anyEqual(i: Interpreter, item: Value, items: readonly Guarded<Value>[]): Condition {
  let any: Condition = false;
  for (const other of items) {
    any = or(
      any,
      map(other, (leaf) => leaf === item || equal(i, item, leaf)),
    );
    if (any === true) return true;
  }
  return any;
}

// ---------------------------------------------------------------- order

type Order = "<" | "<=" | ">" | ">=";

/** `a < b` and its kind. */
export function ordering(
  i: Interpreter,
  op: Order,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (isScalar(a) && isScalar(b)) return ordered(i, op, a, b, pc, at);
  if (a.kind === "instance" || b.kind === "instance") {
    const special = operatorMethod(i, op, a, b, pc, at);
    if (special !== undefined) return special;
    const [left, right] = [plainContent(a), plainContent(b)];
    return left.kind === "instance" || right.kind === "instance"
      ? asBool(i.opaquePair(a, b, op), at)
      : ordering(i, op, left, right, pc, at);
  }
  return deeply(i, [a, b], pc, ([x, y], when) => ordered(i, op, x!, y!, when, at));
}

function holds<T>(op: Order, x: T, y: T): boolean {
  return op === "<" ? x < y : op === "<=" ? x <= y : op === ">" ? x > y : x >= y;
}

/** By code points, as Python: surrogate pairs come after the rest of the Basic Multilingual Plane. */
function compareTexts(x: string, y: string): number {
  if (!/[\ud800-\udfff]/.test(x) || !/[\ud800-\udfff]/.test(y)) {
    if (!/[\ud800-\udfff]/.test(x + y)) return x < y ? -1 : x > y ? 1 : 0;
  }
  const [a, b] = [[...x], [...y]];
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const difference = a[n]!.codePointAt(0)! - b[n]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function ordered(i: Interpreter, op: Order, a: Value, b: Value, pc: Condition, at: Location): Guarded<Value> {
  if (a.kind === "dead" || b.kind === "dead") return DEAD;
  if (a.kind === "unknown" || b.kind === "unknown") return asBool(i.opaquePair(a, b, op), at);
  if (a.kind === "env" || b.kind === "env") {
    const env = (a.kind === "env" ? a : b) as EnvValue;
    const text = (value: Value) =>
      value.kind === "env" ? value.text : isScalar(value) && "value" in value ? String(value.value) : "?";
    const words = `${text(a)} ${op} ${text(b)}`;
    return asBool(i.test(env, words, words, `not ${words}`), at);
  }
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return bool(holds<bigint | number>(op, x, y), at);
  if ((a.kind === "str" && b.kind === "str") || (a.kind === "bytes" && b.kind === "bytes"))
    return bool(holds(op, compareTexts(a.value, b.value), 0), at);
  if (a.kind === "path" && b.kind === "path")
    return bool(holds(op, compareTexts(a.value.replaceAll("/", "\0"), b.value.replaceAll("/", "\0")), 0), at);
  if (a.kind === "tuple" && b.kind === "tuple") return orderedItems(i, op, a, b, a.items, b.items, pc, at);
  if (a.kind === "list" && b.kind === "list") {
    const [s, t] = [a.state as ItemsState, b.state as ItemsState];
    if (s.open !== undefined || t.open !== undefined) return asBool(i.opaquePair(a, b, op), at);
    return orderedItems(i, op, a, b, s.items, t.items, pc, at);
  }
  if (a.kind === "set" && b.kind === "set") return subset(i, op, a, b, at);
  if (a.kind === "data" && b.kind === "data" && a.type === b.type && a.type.compare !== undefined) {
    const order = a.type.compare(a, b);
    if (order !== undefined) return bool(holds(op, order, 0), at);
  }
  const loose = ["third-party", "object", "class", "instance", "native", "view", "module"];
  const data = [a, b].find((value) => value.kind === "data");
  const sameType = a.kind === "data" && b.kind === "data" && a.type === b.type;
  if (data?.kind === "data" && (data.type.numeric || sameType)) return asBool(i.opaquePair(a, b, op), at);
  if (loose.includes(a.kind) || loose.includes(b.kind)) return asBool(i.opaquePair(a, b, op), at);
  return i.fail(
    "TypeError",
    `'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
    pc,
    at,
  );
}

/** The first items that differ decide. */
function orderedItems(
  i: Interpreter,
  op: Order,
  a: Value,
  b: Value,
  s: readonly Guarded<Value>[],
  t: readonly Guarded<Value>[],
  pc: Condition,
  at: Location,
): Guarded<Value> {
  for (let n = 0; n < Math.min(s.length, t.length); n++) {
    const same = equal(i, s[n] as Value, t[n] as Value);
    if (same === true) continue;
    return same === false
      ? ordered(i, op, s[n] as Value, t[n] as Value, pc, at)
      : asBool(i.opaquePair(a, b, op), at);
  }
  return bool(holds(op, s.length, t.length), at);
}

function subset(
  i: Interpreter,
  op: Order,
  a: Extract<Value, { kind: "set" }>,
  b: Extract<Value, { kind: "set" }>,
  at: Location,
): Guarded<Value> {
  if (op === ">" || op === ">=") return subset(i, op === ">" ? "<" : "<=", b, a, at);
  if (lostPart(a) !== undefined || lostPart(b) !== undefined) return asBool(i.opaquePair(a, b, op), at);
  const [s, t] = [(a.state as ItemsState).items, (b.state as ItemsState).items];
  const part = s.every((item) => t.some((other) => sameKey(item as Value, other as Value)));
  return bool(part && (op === "<=" || s.length < t.length), at);
}
