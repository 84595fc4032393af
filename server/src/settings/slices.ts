/** Slices of sequences: read and assigned. */

import type { Location } from "../syntax/text";
import { numeric } from "./equality";
import { type Condition, choose, type Guarded, map, restrict } from "./guard";
import type { Interpreter } from "./interpreter";
import { itemsOf, MAX_ITEMS, rangeLength } from "./iteration";
import {
  bytes,
  DEAD,
  derived,
  type ItemsState,
  ListValue,
  type RangeValue,
  type SliceValue,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "./values";

/** True for keys that are not known. */
export function isLost(key: Value): boolean {
  return (
    key.kind === "unknown" ||
    key.kind === "instance" ||
    key.kind === "env" ||
    key.kind === "third-party" ||
    key.kind === "object"
  );
}

const WITHOUT_ITEMS: readonly Value["kind"][] = [
  "none",
  "ellipsis",
  "bool",
  "int",
  "float",
  "set",
  "view",
  "iterator",
  "path",
  "function",
  "error",
];

/** Start, end and step of a slice as numbers; undefined where they are not known. */
function boundsOf(slice: SliceValue): readonly (number | undefined)[] | undefined {
  const numbers = slice.bounds.map((bound) => (bound.kind === "none" ? undefined : numeric(bound)));
  if (slice.bounds.some((bound, n) => bound.kind !== "none" && typeof numbers[n] !== "bigint"))
    return undefined;
  return numbers.map((number) => (number === undefined ? undefined : Number(number)));
}

/** The places that `[from:to:step]` names, in order. */
export function placesOf(
  length: number,
  from: number | undefined,
  to: number | undefined,
  step: number,
): number[] {
  const clamp = (bound: number, low: number, high: number) =>
    Math.max(low, Math.min(bound < 0 ? bound + length : bound, high));
  const out: number[] = [];
  if (step > 0) {
    const end = clamp(to ?? length, 0, length);
    for (let n = clamp(from ?? 0, 0, length); n < end; n += step) out.push(n);
  } else {
    const end = to === undefined ? -1 : clamp(to, -1, length - 1);
    for (let n = from === undefined ? length - 1 : clamp(from, -1, length - 1); n > end; n += step)
      out.push(n);
  }
  return out;
}

/** The numbers of a slice, or what it is without them: it raises, or nobody knows. */
export function checked(
  i: Interpreter,
  slice: SliceValue,
  pc: Condition,
  at: Location,
): { readonly from?: number; readonly to?: number; readonly step: number } | Value {
  if (slice.bounds.some((bound) => bound.kind === "dead")) return DEAD;
  if (slice.bounds.some(isLost)) return unknown("a slice with bounds that are not known", at);
  const bounds = boundsOf(slice);
  if (bounds === undefined) {
    const message = "slice indices must be integers or None or have an __index__ method";
    return i.fail("TypeError", message, pc, at);
  }
  const [from, to, step = 1] = bounds;
  if (step === 0) return i.fail("ValueError", "slice step cannot be zero", pc, at);
  return { from, to, step };
}

/** `container[from:to:step]`. */
export function sliceOf(
  i: Interpreter,
  container: Value,
  slice: SliceValue,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (container.kind === "dead") return DEAD;
  if (container.kind === "unknown") return unknown(container.reason, at);
  if (container.kind === "env") {
    const text = slice.bounds.map((bound) => (bound.kind === "none" ? "" : indexText(bound, at))).join(":");
    return derived(container, container.type, `${container.text}[${text.replace(/:$/, "")}]`, at);
  }
  // From Python 3.12 on a slice may be a key.
  if (container.kind === "dict") return i.raise(undefined, "a slice as a key", pc, at);
  if (WITHOUT_ITEMS.includes(container.kind))
    return i.fail("TypeError", `'${typeName(container)}' object is not subscriptable`, pc, at);
  const numbers = checked(i, slice, pc, at);
  if ("kind" in numbers) return numbers;
  const { from, to, step } = numbers;
  const cut = <T>(items: readonly T[]) => placesOf(items.length, from, to, step).map((n) => items[n]!);
  switch (container.kind) {
    case "str":
      return str(cut([...container.value]).join(""), at);
    case "bytes":
      return bytes(cut([...container.value]).join(""), at);
    case "tuple":
      return tuple(cut(container.items), at);
    case "list":
      return new ListValue(
        map(restrict(container.state, pc), (state) => ({
          items: state.open === undefined ? cut(state.items) : [],
          open: state.open,
        })),
        at,
      );
    case "range":
      return rangeSlice(container, from, to, step, at);
    case "object":
      if (container.item !== undefined) return container.item(slice, { interpreter: i, pc, at });
      return unknown("a slice", at);
    default:
      return unknown("a slice", at);
  }
}

function rangeSlice(
  range: RangeValue,
  from: number | undefined,
  to: number | undefined,
  step: number,
  at: Location,
): Value {
  const length = Number(rangeLength(range));
  if (length > MAX_ITEMS) return unknown("a slice of a very long range()", at);
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const place = (bound: number | undefined, missing: number) =>
    bound === undefined ? missing : Math.max(low, Math.min(bound < 0 ? bound + length : bound, high));
  const numberAt = (n: number) => range.start + BigInt(n) * range.step;
  const [first, last] =
    step > 0 ? [place(from, 0), place(to, length)] : [place(from, length - 1), place(to, -1)];
  return { kind: "range", start: numberAt(first), stop: numberAt(last), step: range.step * BigInt(step), at };
}

/** `list[from:to:step] = iterable`. */
export function setSlice(
  i: Interpreter,
  target: ListValue,
  slice: SliceValue,
  value: Guarded<Value>,
  pc: Condition,
  at: Location,
): void {
  const numbers = checked(i, slice, pc, at);
  if ("kind" in numbers) {
    if (numbers.kind === "unknown")
      target.state = choose<ItemsState>(pc, { items: [], open: numbers.reason }, target.state);
    return;
  }
  const { from, to, step } = numbers;
  i.each(value, pc, (leaf, when) => {
    if (["none", "bool", "int", "float"].includes(leaf.kind)) {
      // The wording changed with Python 3.14.
      i.raise("TypeError", "can only assign an iterable", when, at);
      return;
    }
    const added = itemsOf(i, leaf, when, at);
    i.each(added, i.surviving(when), (other, here) => {
      i.each(target.state, here, (state, there) => {
        const next = spliced(i, state, other, from, to, step, there, at);
        if (next !== undefined) target.state = choose(there, next, target.state);
      });
    });
  });
}

function spliced(
  i: Interpreter,
  state: ItemsState,
  added: ItemsState,
  from: number | undefined,
  to: number | undefined,
  step: number,
  pc: Condition,
  at: Location,
): ItemsState | undefined {
  const open = state.open ?? added.open;
  if (open !== undefined) return { items: [], open };
  const { length } = state.items;
  const places = placesOf(length, from, to, step);
  if (step === 1) {
    const start = Math.max(0, Math.min((from ?? 0) < 0 ? from! + length : (from ?? 0), length));
    const items = state.items.toSpliced(places[0] ?? start, places.length, ...added.items);
    return items.length > MAX_ITEMS ? { items: [], open: "a very long list" } : { items };
  }
  if (places.length !== added.items.length) {
    i.fail(
      "ValueError",
      `attempt to assign sequence of size ${added.items.length} to extended slice of size ${places.length}`,
      pc,
      at,
    );
    return undefined;
  }
  const items = [...state.items];
  places.forEach((place, n) => {
    items[place] = added.items[n]!;
  });
  return { items };
}

/** How an index is written, to tell two items of a variable's list apart. */
export function indexText(key: Value, at: Location): string {
  if (key.kind === "int") return String(key.value);
  return key.kind === "str" ? JSON.stringify(key.value) : `…@${at.start}`;
}
