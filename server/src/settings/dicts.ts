/** The content of dicts, and what may be a key. */

import { sameNumber } from "./equality";
import { type Condition, type Guarded, map, restrict } from "./guard";
import { type DictState, type DictValue, type ItemsState, sameValue, type Value } from "./values";

/** A dict's state with one entry set; a key that exists keeps its place. */
export function withEntry(state: DictState, key: Value, value: Guarded<Value>): DictState {
  const entries = [...state.entries];
  const index = entries.findIndex(([known]) => sameKey(known, key));
  if (index >= 0) entries[index] = [entries[index]![0], value];
  else entries.push([key, value]);
  return { ...state, entries };
}

/** A dict's state without an entry. */
export function withoutEntry(state: DictState, key: Value): DictState {
  return { ...state, entries: state.entries.filter(([name]) => !sameKey(name, key)) };
}

function numberKey(value: Value): bigint | number | undefined {
  if (value.kind === "int" || value.kind === "float") return value.value;
  return value.kind === "bool" ? BigInt(value.value) : undefined;
}

/** Whether two keys are surely the same key of a dict. */
export function sameKey(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "instance" && a.content !== undefined) return sameKey(a.content, b);
  if (b.kind === "instance" && b.content !== undefined) return sameKey(a, b.content);
  const x = numberKey(a);
  if (x !== undefined) {
    const y = numberKey(b);
    return y !== undefined && sameNumber(x, y);
  }
  if (a.kind === "tuple" && b.kind === "tuple") {
    return (
      a.items.length === b.items.length &&
      a.items.every(
        (item, n) => "kind" in item && "kind" in b.items[n]! && sameKey(item, b.items[n] as Value),
      )
    );
  }
  if (a.kind === "set" && b.kind === "set" && a.frozen && b.frozen) {
    const [s, t] = [a.state as ItemsState, b.state as ItemsState];
    return (
      "items" in s &&
      "items" in t &&
      s.open === undefined &&
      t.open === undefined &&
      s.items.length === t.items.length &&
      s.items.every((item) => t.items.some((other) => sameKey(item as Value, other as Value)))
    );
  }
  return sameValue(a, b);
}

/** Whether a value can be a key: undefined if nobody knows. Its conditions must have been taken apart. */
export function isHashable(value: Value): boolean | undefined {
  switch (value.kind) {
    case "list":
    case "dict":
    case "slice":
      return false;
    case "view":
      return value.part === "values";
    case "set":
      return value.frozen;
    case "tuple": {
      let all: boolean | undefined = true;
      for (const item of value.items) {
        const one = "kind" in item ? isHashable(item) : undefined;
        if (one === false) return false;
        if (one === undefined) all = undefined;
      }
      return all;
    }
    case "unknown":
    case "env":
    case "third-party":
    case "object":
      return undefined;
    case "instance":
      if (value.content !== undefined) return isHashable(value.content);
      return value.comparesByContent ? undefined : true;
    default:
      return true;
  }
}

/** True for keys that may turn out to be the same as another, though they look different. */
export function isUnsure(key: Value): boolean {
  switch (key.kind) {
    case "unknown":
    case "env":
    case "third-party":
    case "object":
      return true;
    case "instance":
      return key.content === undefined ? key.comparesByContent : isUnsure(key.content);
    case "tuple":
      return key.items.some((item) => !("kind" in item) || isUnsure(item));
    case "set":
      return !("items" in key.state) || key.state.open !== undefined;
    default:
      return false;
  }
}

/** An entry by its key: its value, why that is not known, or undefined if there is none. */
export function findEntry(
  state: DictState,
  key: Value,
): { readonly value: Guarded<Value> } | { readonly unknown: string } | undefined {
  let unsure = isUnsure(key);
  let found: Guarded<Value> | undefined;
  for (const [name, value] of state.entries) {
    if (sameKey(name, key)) found = value;
    else if (isUnsure(name)) unsure = true;
  }
  if (found !== undefined && (!unsure || isUnsure(key))) return { value: found };
  if (unsure) return { unknown: "an entry of a dict whose key is not known" };
  return state.open === undefined ? undefined : { unknown: state.open };
}

/** `findEntry` in a dict that has no conditions inside. */
export function lookupEntry(dict: DictValue, key: Value): ReturnType<typeof findEntry> {
  return findEntry(dict.state as DictState, key);
}

/** The state of `{**a, **b}`. */
export function mergeStates(a: DictState, b: DictState): DictState {
  let state: DictState = { entries: a.entries, open: a.open ?? b.open };
  for (const [key, value] of b.entries) state = withEntry(state, key, value);
  return state;
}

/** The state of `a | b`. */
export function mergeDicts(a: DictValue, b: DictValue, pc: Condition): Guarded<DictState> {
  return map(restrict(a.state, pc), (first) =>
    map(restrict(b.state, pc), (second) => mergeStates(first, second)),
  );
}
