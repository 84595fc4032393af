/** copy: copy() and deepcopy(). */

import { rawFunction } from "../../callables";
import { type Condition, type Guarded, map, restrict } from "../../guard";
import { type CallArguments, DictValue, ListValue, SetValue, unknown, type Value } from "../../values";

const copyOf = rawFunction("copy", "x", ([x], call) =>
  call.interpreter.lift([x!], call.pc, ([leaf], pc) => {
    if (leaf instanceof ListValue) return new ListValue(restrict(leaf.state, pc), call.at);
    if (leaf instanceof SetValue) return leaf.frozen ? leaf : new SetValue(restrict(leaf.state, pc), call.at);
    if (leaf instanceof DictValue) return new DictValue(restrict(leaf.state, pc), call.at, leaf.subclass);
    return isImmutable(leaf!) ? leaf! : unknown("copy.copy()", call.at);
  }),
);

function isImmutable(value: Value): boolean {
  return !["object", "instance", "iterator", "view", "third-party"].includes(value.kind);
}

/** A copy with copies of everything inside; what occurs twice is copied once. */
function deepCopy(
  value: Guarded<Value>,
  pc: Condition,
  at: CallArguments["at"],
  seen: Map<Value, Value>,
): Guarded<Value> {
  return map(restrict(value, pc), (leaf): Guarded<Value> => {
    const known = seen.get(leaf);
    if (known !== undefined) return known;
    const items = (list: readonly Guarded<Value>[]) => list.map((item) => deepCopy(item, pc, at, seen));
    if (leaf instanceof ListValue) {
      const copy = new ListValue({ items: [] }, at);
      seen.set(leaf, copy);
      copy.state = map(restrict(leaf.state, pc), (state) => ({ ...state, items: items(state.items) }));
      return copy;
    }
    if (leaf instanceof DictValue) {
      const copy = new DictValue({ entries: [] }, at, leaf.subclass);
      seen.set(leaf, copy);
      copy.state = map(restrict(leaf.state, pc), (state) => ({
        ...state,
        entries: state.entries.map(([key, item]) => [key, deepCopy(item, pc, at, seen)] as const),
      }));
      return copy;
    }
    if (leaf instanceof SetValue) return leaf.frozen ? leaf : new SetValue(restrict(leaf.state, pc), at);
    if (leaf.kind === "tuple") return { ...leaf, items: items(leaf.items) };
    if (leaf.kind === "unknown" || leaf.kind === "env") return leaf;
    return isImmutable(leaf) ? leaf : unknown("copy.deepcopy()", at);
  });
}

export const copy: Readonly<Record<string, Value>> = {
  copy: copyOf,
  deepcopy: rawFunction("deepcopy", "x, memo?", ([x], call) => deepCopy(x!, call.pc, call.at, new Map())),
};
