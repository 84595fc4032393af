/** Truth values and equality, on values without forks at the top. */

import type { Location } from "../syntax/text";
import { lostPart } from "./concrete";
import { sameKey } from "./dicts";
import { and, type Condition, type Guarded, map, not } from "./guard";
import type { Interpreter } from "./interpreter";
import { rangeLength } from "./iteration";
import { instanceEqual, instanceTruth } from "./specialMethods";
import {
  bool,
  type DictState,
  type EnvValue,
  type ItemsState,
  isScalar,
  type RangeValue,
  type Value,
} from "./values";

/** Whether two numbers are equal, whatever their types: `1 == 1.0`. */
export function sameNumber(a: bigint | number, b: bigint | number): boolean {
  return !(a < b) && !(a > b) && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
}

/** Numbers as Python mixes them: bool counts as int. */
export function numeric(value: Value): bigint | number | undefined {
  if (value.kind === "bool") return value.value ? 1n : 0n;
  if (value.kind === "int" || value.kind === "float") return value.value;
  return undefined;
}

/** In which worlds `bool(value)` is True. */
export function truth(i: Interpreter, value: Value): Condition {
  switch (value.kind) {
    case "none":
    case "dead":
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
    case "tuple":
      return value.items.length > 0;
    case "list":
    case "set":
      return map<{ items: readonly unknown[]; open?: string }, boolean>(value.state, (state) =>
        state.items.length > 0 ? true : state.open === undefined ? false : i.opaqueFor(state, state.open),
      );
    case "dict":
      return dictTruth(i, value.state);
    case "view":
      return dictTruth(i, value.dict.state);
    case "range":
      return rangeLength(value) > 0n;
    case "data":
      return value.type.truth?.(value) ?? true;
    case "env":
      return envTruth(i, value);
    case "instance":
      return instanceTruth(i, value);
    case "unknown":
      return i.opaqueFor(value, value.reason);
    case "object":
      return value.truthy === true || i.opaqueFor(value, value.name);
    case "third-party":
      return i.opaqueFor(value, value.name);
    default:
      return true;
  }
}

function dictTruth(i: Interpreter, content: Guarded<DictState>): Condition {
  return map(content, (state) =>
    state.entries.length > 0 ? true : state.open === undefined ? false : i.opaqueFor(state, state.open),
  );
}

function envTruth(i: Interpreter, value: EnvValue): Condition {
  if (value.type === "str" && value.text === value.name) return true;
  if (value.type === "iterator") return true;
  if (hasItems(value.text)) return true;
  return i.test(value, `bool(${value.text})`, `${value.text} is true`, `${value.text} is false`);
}

/** What has as many items as its argument. */
const SAME_LENGTH = [
  /^(?:list|tuple|set|frozenset|sorted)\((.*)\)(?:@\d+)?$/,
  /^map\(…@\d+, (.*)\)$/,
  /^[[{]…@\d+[\]}] over (.*)$/,
];

/** Whether a value computed in this way has an item at least, as `str.split(",")` has. */
function hasItems(text: string): boolean {
  for (const wrapper of SAME_LENGTH) {
    const inner = wrapper.exec(text)?.[1];
    if (inner !== undefined) return hasItems(inner);
  }
  return /\.split\((?!None)[^()]+\)$/.test(text) && !text.includes("…");
}

/** A condition as a Python bool. */
export function asBool(when: Condition, at: Location): Guarded<Value> {
  return map<boolean, Value>(when, (holds) => bool(holds, at));
}

/** In which worlds `a == b`. */
export function equal(i: Interpreter, a: Value, b: Value): Condition {
  if (a === b && a.kind !== "unknown" && a.kind !== "instance")
    return a.kind !== "float" || !Number.isNaN(a.value);
  if (a.kind === "dead" || b.kind === "dead") return false;
  if (a.kind === "instance" || b.kind === "instance") return instanceEqual(i, a, b);
  if (a.kind === "env" || b.kind === "env") {
    const [env, other] = a.kind === "env" ? [a, b] : [b as EnvValue, a];
    return envEqual(i, env, other);
  }
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return sameNumber(x, y);
  if (isOpaque(a) || isOpaque(b)) return i.opaquePair(a, b);
  if (isScalar(a) && isScalar(b)) {
    return a.kind === b.kind && ("value" in a ? a.value === (b as typeof a).value : true);
  }
  if ((a.kind === "data" && a.type.numeric) || (b.kind === "data" && b.type.numeric)) {
    const same = a.kind === "data" && b.kind === "data" && a.type === b.type;
    if (!same) return i.opaquePair(a, b);
  }
  if (a.kind !== b.kind) return isSetView(a) && isSetView(b) ? viewsEqual(i, a, b) : false;
  switch (a.kind) {
    case "path":
      return a.value === (b as typeof a).value;
    case "tuple":
      return itemsEqual(i, a.items, (b as typeof a).items);
    case "list":
      return map(a.state, (s) =>
        map((b as typeof a).state, (t) =>
          s.open === undefined && t.open === undefined ? itemsEqual(i, s.items, t.items) : i.opaquePair(a, b),
        ),
      );
    case "set":
      return map(a.state, (s) => map((b as typeof a).state, (t) => setsEqual(i, a, b, s, t)));
    case "dict":
      return map(a.state, (s) => map((b as typeof a).state, (t) => dictsEqual(i, a, b, s, t)));
    case "range":
      return rangesEqual(a, b as RangeValue);
    case "view":
      return isSetView(a) && isSetView(b) ? viewsEqual(i, a, b) : false;
    case "data":
      return a.type === (b as typeof a).type ? a.type.equal(a, b as typeof a) : i.opaquePair(a, b);
    case "slice":
      return itemsEqual(i, a.bounds, (b as typeof a).bounds);
    case "exception":
      return a.name === (b as typeof a).name;
    case "native":
      return a.type !== undefined || (b as typeof a).type !== undefined ? false : i.opaquePair(a, b);
    case "function":
    case "class":
    case "iterator":
    case "error":
      return false;
    case "module":
      return a.name === (b as typeof a).name;
    default:
      return i.opaquePair(a, b);
  }
}

export function isOpaque(value: Value): boolean {
  return value.kind === "unknown" || value.kind === "third-party" || value.kind === "object";
}

function isSetView(value: Value): boolean {
  return value.kind === "set" || (value.kind === "view" && value.part !== "values");
}

function viewsEqual(i: Interpreter, a: Value, b: Value): Condition {
  const keys = (value: Value): Guarded<ItemsState> | undefined =>
    value.kind === "set"
      ? value.state
      : value.kind === "view" && value.part === "keys"
        ? map<DictState, ItemsState>(value.dict.state, ({ entries, open }) => ({
            items: entries.map(([key]) => key),
            open,
          }))
        : undefined;
  const [x, y] = [keys(a), keys(b)];
  if (x === undefined || y === undefined) return i.opaquePair(a, b);
  return map(x, (s) => map(y, (t) => setsEqual(i, a, b, s, t)));
}

function setsEqual(i: Interpreter, a: Value, b: Value, s: ItemsState, t: ItemsState): Condition {
  const sure = [...s.items, ...t.items].every((item) => lostPart(item as Value) === undefined);
  if (s.open !== undefined || t.open !== undefined || !sure) return i.opaquePair(a, b);
  return (
    s.items.length === t.items.length &&
    s.items.every((item) => t.items.some((other) => sameKey(item as Value, other as Value)))
  );
}

function dictsEqual(i: Interpreter, a: Value, b: Value, s: DictState, t: DictState): Condition {
  const sure = [...s.entries, ...t.entries].every(([key]) => lostPart(key) === undefined);
  if (s.open !== undefined || t.open !== undefined || !sure) return i.opaquePair(a, b);
  if (s.entries.length !== t.entries.length) return false;
  let all: Condition = true;
  for (const [key, value] of s.entries) {
    const other = t.entries.find(([name]) => sameKey(name, key));
    if (other === undefined) return false;
    all = and(
      all,
      map(value, (x) => map(other[1], (y) => equal(i, x, y))),
    );
    if (all === false) return false;
  }
  return all;
}

function rangesEqual(a: RangeValue, b: RangeValue): boolean {
  const length = rangeLength(a);
  if (length !== rangeLength(b)) return false;
  if (length === 0n) return true;
  return a.start === b.start && (length === 1n || a.step === b.step);
}

function itemsEqual(i: Interpreter, a: readonly Guarded<Value>[], b: readonly Guarded<Value>[]): Condition {
  if (a.length !== b.length) return false;
  let all: Condition = true;
  for (let n = 0; n < a.length; n++) {
    all = and(
      all,
      map(a[n]!, (x) => map(b[n]!, (y) => x === y || equal(i, x, y))),
    );
    if (all === false) return false;
  }
  return all;
}

export function envEqual(i: Interpreter, env: EnvValue, other: Value): Condition {
  if (other.kind === "env") {
    if (other.text === env.text) return true;
    return i.test(
      env,
      `${env.text} == ${other.text}`,
      `${env.text} equals ${other.text}`,
      `${env.text} differs from ${other.text}`,
    );
  }
  if (other.kind === "unknown") return i.opaquePair(env, other);
  if (env.type === "str") {
    if (other.kind !== "str") return false;
    if (other.value === "" && env.text === env.name) return false;
    return i.variables.equals(env, other.value);
  }
  if (env.type === "bool" && (other.kind === "bool" || other.kind === "int")) {
    const holds = envTruth(i, env);
    if (numeric(other) === 1n) return holds;
    return numeric(other) === 0n ? not(holds) : false;
  }
  if (env.type === "int" || env.type === "float") {
    const value = numeric(other);
    return value === undefined ? false : i.exclusive(env.text, String(value), env.name);
  }
  if (other.kind === "none" && env.type !== "object") return false;
  return i.opaquePair(env, other);
}
