/** sorted(), list.sort(), min() and max(): what they compare. */
import { ordering } from "./comparisons";
import { deeply, lostPart } from "./concrete";
import type { Condition, Guarded } from "./guard";
import { type CallArguments, DEAD, NONE, unknown, type Value } from "./values";

/**
 * Goes on with the keys that items are compared by, without conditions inside; unknown where one is not known.
 * @param key the function given as `key=`
 */
function withKeys(
  call: CallArguments,
  items: readonly Guarded<Value>[],
  key: Value,
  pc: Condition,
  then: (keys: Value[], pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  const i = call.interpreter;
  const keys: readonly Guarded<Value>[] =
    key.kind === "none"
      ? items
      : items.map((item) => {
          const when = i.surviving(pc);
          return when === false
            ? DEAD
            : i.expressions.invoke(key, { ...call, args: [item], keywords: new Map(), pc: when });
        });
  return deeply(i, keys, i.surviving(pc), (leaves, when) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    for (const leaf of leaves) {
      const lost = lostPart(leaf);
      if (lost !== undefined)
        return unknown(lost.kind === "env" ? `an order by ${lost.text}` : lost.reason, call.at);
    }
    return then(leaves, when);
  });
}

/** `a < b`; undefined where that raised or is not known. */
function less(call: CallArguments, a: Value, b: Value, pc: Condition): boolean | Guarded<Value> {
  const result = ordering(call.interpreter, "<", a, b, pc, call.at);
  return "kind" in result && result.kind === "bool" ? result.value : result;
}

/** Goes on with the items in order; dead or unknown where they cannot be compared. */
export function sortItems(
  call: CallArguments,
  items: readonly Guarded<Value>[],
  options: { readonly key?: Guarded<Value>; readonly reverse?: Guarded<Value> },
  pc: Condition,
  then: (sorted: readonly Guarded<Value>[]) => Guarded<Value>,
): Guarded<Value> {
  const i = call.interpreter;
  return i.lift([options.key ?? NONE, options.reverse ?? NONE], pc, ([key, reverse], when) =>
    withKeys(call, items, key!, when, (keys, here) => {
      const down = i.truth(reverse!);
      if (typeof down !== "boolean") return unknown("a sort in an order not known", call.at);
      let failed: Guarded<Value> | undefined;
      const holds = (a: number, b: number): boolean => {
        if (failed !== undefined) return false;
        const result = less(call, keys[a]!, keys[b]!, here);
        if (typeof result === "boolean") return result;
        failed = result;
        return false;
      };
      const order = items.map((_, n) => n);
      // Equal items keep their order, in a reversed sort too.
      order.sort((a, b) => (holds(a, b) ? -1 : holds(b, a) ? 1 : 0) * (down ? -1 : 1));
      if (failed !== undefined)
        return "kind" in failed && failed.kind === "dead"
          ? DEAD
          : unknown("an order that is not known", call.at);
      return then(order.map((n) => items[n]!));
    }),
  );
}

/** The first smallest or largest of items; there is one at least. */
export function extremeItem(
  call: CallArguments,
  items: readonly Guarded<Value>[],
  key: Guarded<Value> | undefined,
  largest: boolean,
  pc: Condition,
): Guarded<Value> {
  return call.interpreter.lift([key ?? NONE], pc, ([f], when) =>
    withKeys(call, items, f!, when, (keys, here) => {
      let best = 0;
      for (let n = 1; n < keys.length; n++) {
        const [a, b] = largest ? [keys[best]!, keys[n]!] : [keys[n]!, keys[best]!];
        const result = less(call, a, b, here);
        if (typeof result !== "boolean")
          return "kind" in result && result.kind === "dead"
            ? DEAD
            : unknown("an order that is not known", call.at);
        if (result) best = n;
      }
      // Where the items are their own keys, they are taken apart already.
      return f!.kind === "none" ? keys[best]! : items[best]!;
    }),
  );
}
