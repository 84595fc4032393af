/** Values without conditions inside: what functions that read whole values (repr, sorted, json.dumps) work on. */
import { type Condition, Fork, type Guarded } from "./guard";
import type { Interpreter } from "./interpreter";
import {
  DEAD,
  type DictState,
  DictValue,
  type EnvValue,
  type ItemsState,
  ListValue,
  SetValue,
  type UnknownValue,
  unknown,
  type Value,
} from "./values";

/** Deeper values are not read. */
const MAX_DEPTH = 25;

/** True if there is no condition anywhere in a value. */
function isFlat(value: Guarded<Value>, depth = 0): value is Value {
  if (value instanceof Fork) return false;
  if (depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case "list":
    case "set":
      return !(value.state instanceof Fork) && value.state.items.every((item) => isFlat(item, depth + 1));
    case "tuple":
      return value.items.every((item) => isFlat(item, depth + 1));
    case "dict":
      return (
        !(value.state instanceof Fork) && value.state.entries.every(([, item]) => isFlat(item, depth + 1))
      );
    default:
      return true;
  }
}

/** Values that hold more others are not read as a whole. */
const MAX_VALUES = 100_000;

/** True if a value holds very many others, counted as often as they occur; a value inside itself counts as that. */
function isHuge(value: Guarded<Value>, budget = { left: MAX_VALUES }, depth = 0): boolean {
  if (--budget.left < 0 || depth > 4 * MAX_DEPTH) return true;
  if (value instanceof Fork) return isHuge(value.yes, budget, depth) || isHuge(value.no, budget, depth);
  const states = (state: Guarded<ItemsState | DictState>): boolean => {
    if (state instanceof Fork) return states(state.yes) || states(state.no);
    const parts = "items" in state ? state.items : state.entries.map(([, item]) => item);
    return parts.some((part) => isHuge(part, budget, depth + 1));
  };
  switch (value.kind) {
    case "list":
    case "set":
    case "dict":
      return states(value.state);
    case "tuple":
      return value.items.some((item) => isHuge(item, budget, depth + 1));
    default:
      return false;
  }
}

/**
 * Calls `f` with the values as they are in each world: containers hold plain values, at any depth. They are copies where
 * something had to be chosen, so `f` must only read them.
 */
export function deeply(
  i: Interpreter,
  values: readonly Guarded<Value>[],
  pc: Condition,
  f: (values: Value[], pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  return i.lift(values, pc, (leaves, when) =>
    leaves.some((leaf) => isHuge(leaf)) ? unknown("a very large value") : expandAll(i, leaves, when, 0, f),
  );
}

function expandAll(
  i: Interpreter,
  leaves: readonly Value[],
  pc: Condition,
  depth: number,
  then: (values: Value[], pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  const next = leaves.findIndex((leaf) => !isFlat(leaf, depth));
  if (next < 0) return then([...leaves], pc);
  return expand(i, leaves[next]!, pc, depth, (value, when) =>
    expandAll(i, leaves.toSpliced(next, 1, value), when, depth, then),
  );
}

function expand(
  i: Interpreter,
  value: Value,
  pc: Condition,
  depth: number,
  then: (value: Value, pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  if (depth > MAX_DEPTH) return then(unknown("a value nested too deeply"), pc);
  const items = (list: readonly Guarded<Value>[], when: Condition, make: (items: Value[]) => Value) =>
    i.lift(list, when, (leaves, here) =>
      leaves.some((leaf) => leaf.kind === "dead")
        ? DEAD
        : expandAll(i, leaves, here, depth + 1, (flat, there) => then(make(flat), there)),
    );
  switch (value.kind) {
    case "list":
    case "set":
      return i.lift<ItemsState>([value.state], pc, ([state], when) =>
        items(state!.items, when, (flat) => {
          const next: ItemsState = { ...state, items: flat };
          return value.kind === "list"
            ? new ListValue(next, value.at)
            : new SetValue(next, value.at, value.frozen);
        }),
      );
    case "tuple":
      return items(value.items, pc, (flat) => ({ ...value, items: flat }));
    case "dict":
      return i.lift<DictState>([value.state], pc, ([state], when) =>
        items(
          state!.entries.map(([, item]) => item),
          when,
          (flat) =>
            new DictValue(
              { ...state, entries: state!.entries.map(([key], n) => [key, flat[n]!] as const) },
              value.at,
              value.subclass,
            ),
        ),
      );
    default:
      return then(value, pc);
  }
}

/** What is not known in a value without conditions: the part that is unknown or depends on a variable. */
export function lostPart(value: Value): UnknownValue | EnvValue | undefined {
  const first = (items: readonly Guarded<Value>[]) => {
    for (const item of items) {
      const lost = lostPart(item as Value);
      if (lost !== undefined) return lost;
    }
    return undefined;
  };
  switch (value.kind) {
    case "unknown":
    case "env":
      return value;
    case "third-party":
      return unknown(value.name, value.at);
    case "instance":
      return value.content === undefined ? unknown(value.name, value.at) : lostPart(value.content);
    case "list":
    case "set": {
      const state = value.state as ItemsState;
      return first(state.items) ?? (state.open === undefined ? undefined : unknown(state.open, value.at));
    }
    case "tuple":
      return first(value.items);
    case "dict": {
      const { entries, open } = value.state as DictState;
      return (
        first(entries.map(([key]) => key)) ??
        first(entries.map(([, item]) => item)) ??
        (open === undefined ? undefined : unknown(open, value.at))
      );
    }
    default:
      return undefined;
  }
}
