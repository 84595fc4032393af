/** The content of dicts. */
import { type Condition, type Guarded, map, restrict } from "./guard";
import { sameNumber } from "./operators";
import { type DictState, type DictValue, sameValue, type Value } from "./values";

/** A dict's state with one entry set; a key that exists keeps its place. */
export function withEntry(state: DictState, key: Value, value: Guarded<Value>): DictState {
  const entries = [...state.entries];
  const index = entries.findIndex(([known]) => sameKey(known, key));
  if (index >= 0) entries[index] = [entries[index]![0], value];
  else entries.push([key, value]);
  return { ...state, entries };
}

/** Whether two keys are the same key of a dict. */
export function sameKey(a: Value, b: Value): boolean {
  if (a.kind === "instance" && a.content !== undefined) return a === b || sameKey(a.content, b);
  if (b.kind === "instance" && b.content !== undefined) return sameKey(a, b.content);
  const number = (value: Value) =>
    value.kind === "bool"
      ? BigInt(value.value)
      : value.kind === "int"
        ? value.value
        : value.kind === "float"
          ? value.value
          : undefined;
  const x = number(a);
  const y = number(b);
  if (x !== undefined && y !== undefined) return sameNumber(x, y);
  return sameValue(a, b);
}

/** The state of `{**a, **b}`. */
export function mergeDicts(a: DictValue, b: DictValue, pc: Condition): Guarded<DictState> {
  return map(restrict(a.state, pc), (first) =>
    map(restrict(b.state, pc), (second): DictState => {
      let state: DictState = { entries: first.entries, open: first.open ?? second.open };
      for (const [key, value] of second.entries) state = withEntry(state, key, value);
      return state;
    }),
  );
}

/** The value of a string key, if the dict surely has it and it is no fork. */
export function plainEntry(dict: DictValue, key: string): Value | undefined {
  const state = dict.state;
  if (!("entries" in state) || state.open !== undefined) return undefined;
  const found = state.entries.find(([name]) => name.kind === "str" && name.value === key)?.[1];
  return found !== undefined && "kind" in found ? found : undefined;
}
