/** The methods of list and tuple. */
import { and, type Condition, choose, type Guarded, map, restrict } from "../guard";
import type { Interpreter } from "../interpreter";
import { sortItems } from "../sorting";
import {
  type CallArguments,
  DEAD,
  type ItemsState,
  int,
  ListValue,
  list,
  NONE,
  type TupleValue,
  typeName,
  unknown,
  type Value,
} from "../values";
import { type MethodTable, raw, wrongType } from "./methods";

/** Changes a list's state in the worlds of `pc`. */
function changeList(
  self: ListValue,
  call: CallArguments,
  pc: Condition,
  change: (state: ItemsState) => ItemsState,
): void {
  self.state = choose(pc, map(self.state, change), self.state);
  self.record(call.interpreter.historyStep("changed", call.at, call.at, pc));
}

/** The place of an item; -1 if it is surely absent, undefined if nobody knows. */
function findItem(
  i: Interpreter,
  state: ItemsState,
  wanted: Value,
  from = 0,
  to = state.items.length,
): number | undefined {
  for (let n = from; n < Math.min(to, state.items.length); n++) {
    const item = state.items[n]!;
    const same = map(item, (leaf) => leaf === wanted || i.expressions.equal(leaf, wanted));
    if (same === true) return n;
    if (same !== false) return undefined;
  }
  return state.open === undefined ? -1 : undefined;
}

/** A place in a list by its index, negative ones from the end; NaN for what is no integer. */
function placeOf(index: Value, length: number): number {
  if (index.kind !== "int" && index.kind !== "bool") return Number.NaN;
  const value = Number(index.value);
  return value < 0 ? value + length : value;
}

const isLost = (value: Value) =>
  value.kind === "unknown" || value.kind === "env" || value.kind === "third-party";

function indexOf(
  content: Guarded<ItemsState>,
  args: readonly (Guarded<Value> | undefined)[],
  call: CallArguments,
  kind: string,
): Guarded<Value> {
  const i = call.interpreter;
  const given = args.filter((arg) => arg !== undefined);
  return i.lift(given, call.pc, ([wanted, start, end], pc) =>
    i.lift<ItemsState>([content], pc, ([state], when) => {
      const { length } = state!.items;
      const from = start === undefined ? 0 : Math.max(0, placeOf(start, length));
      const to = end === undefined ? length : placeOf(end, length);
      const place =
        Number.isNaN(from) || Number.isNaN(to) ? undefined : findItem(i, state!, wanted!, from, to);
      if (place === undefined) return unknown(`.index() in a ${kind} that is not known`, call.at);
      if (place >= 0) return int(place, call.at);
      // The message of list.index() changed with Python 3.14.
      return kind === "tuple"
        ? i.fail("ValueError", "tuple.index(x): x not in tuple", when, call.at)
        : i.raise("ValueError", "list.index(x): x not in list", when, call.at);
    }),
  );
}

function countOf(content: Guarded<ItemsState>, wanted: Guarded<Value>, call: CallArguments): Guarded<Value> {
  const i = call.interpreter;
  return i.lift([wanted], call.pc, ([leaf], pc) =>
    i.lift<ItemsState>([content], pc, ([state], when) => {
      if (state!.open !== undefined) return unknown(state!.open, call.at);
      let count: Guarded<bigint> = 0n;
      for (const item of state!.items) {
        const same = map(
          restrict(item, when),
          (other) => other === leaf || i.expressions.equal(other, leaf!),
        );
        count = choose(
          same,
          map(count, (n) => n + 1n),
          count,
        );
      }
      return map<bigint, Value>(count, (n) => int(n, call.at));
    }),
  );
}

export const LIST_METHODS: MethodTable<ListValue> = {
  append: raw("object, /", (self, [item], call) => {
    changeList(self, call, call.pc, (state) => ({ ...state, items: [...state.items, item!] }));
    return NONE;
  }),
  insert: raw("index, object, /", (self, [place, item], call) => {
    const i = call.interpreter;
    i.each(place!, call.pc, (index, pc) => {
      if (index.kind !== "int" && index.kind !== "bool" && !isLost(index)) {
        i.fail("TypeError", `'${typeName(index)}' object cannot be interpreted as an integer`, pc, call.at);
        return;
      }
      changeList(self, call, pc, (state) => {
        if (state.open !== undefined) return { ...state, items: [...state.items, item!] };
        const wanted = placeOf(index, state.items.length);
        if (Number.isNaN(wanted))
          return { items: [...state.items, item!], open: "an item was inserted at a place not known" };
        const at = Math.max(0, Math.min(wanted, state.items.length));
        return { items: state.items.toSpliced(at, 0, item!) };
      });
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  }),
  extend: raw("iterable, /", (self, [iterable], call) => {
    const i = call.interpreter;
    i.each(iterable!, call.pc, (leaf, pc) => {
      i.expressions.extend(self, leaf, pc, call.at, i.historyStep("changed", call.at, call.at, pc));
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  }),
  remove: raw("value, /", (self, [value], call) => {
    const i = call.interpreter;
    i.each(value!, call.pc, (wanted, pc) => {
      i.each(self.state, pc, (state, when) => {
        const found = findItem(i, state, wanted);
        if (found === undefined) {
          i.mayRaise("list.remove()", when, call.at, "ValueError");
          changeList(self, call, i.surviving(when), () => ({
            items: [],
            open: "an item was removed that is not known",
          }));
        } else if (found < 0) {
          i.fail("ValueError", "list.remove(x): x not in list", when, call.at);
        } else {
          changeList(self, call, when, (s) => ({ ...s, items: s.items.toSpliced(found, 1) }));
        }
      });
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  }),
  index: raw("value, start?, stop?, /", (self, args, call) => indexOf(self.state, args, call, "list")),
  count: raw("value, /", (self, [value], call) => countOf(self.state, value!, call)),
  copy: raw("", (self, _, call) => new ListValue(restrict(self.state, call.pc), call.at)),
  clear: raw("", (self, _, call) => {
    changeList(self, call, call.pc, () => ({ items: [] }));
    return NONE;
  }),
  reverse: raw("", (self, _, call) => {
    changeList(self, call, call.pc, (state) => ({ ...state, items: state.items.toReversed() }));
    return NONE;
  }),
  sort: raw("*, key?, reverse?", (self, [key, reverse], call) => {
    const i = call.interpreter;
    i.each(self.state, call.pc, (state, pc) => {
      if (state.open !== undefined) return;
      const result = sortItems(call, state.items, { key, reverse }, pc, (sorted) => list(sorted));
      const then = and(pc, i.surviving(pc));
      i.each(result, then, (leaf, when) => {
        const next: Guarded<ItemsState> =
          leaf instanceof ListValue
            ? leaf.state
            : { items: state.items, open: leaf.kind === "unknown" ? leaf.reason : "list.sort()" };
        self.state = choose(when, next, self.state);
      });
      self.record(i.historyStep("changed", call.at, call.at, then));
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  }),
  pop: raw("index?, /", (self, [place], call) => {
    const i = call.interpreter;
    return i.lift([place ?? int(-1)], call.pc, ([index], pc) =>
      i.lift<ItemsState>([self.state], pc, ([state], when) => {
        const { items, open } = state!;
        if (index!.kind !== "int" && index!.kind !== "bool" && !isLost(index!))
          return wrongType(
            { ...call, pc: when },
            `'${typeName(index!)}' object cannot be interpreted as an integer`,
          );
        if (open !== undefined || isLost(index!)) {
          i.mayRaise("list.pop()", when, call.at, "IndexError");
          changeList(self, call, i.surviving(when), () => ({
            items: [],
            open: open ?? "an item was popped at a place not known",
          }));
          return unknown(open ?? "list.pop()", call.at);
        }
        if (items.length === 0) return i.fail("IndexError", "pop from empty list", when, call.at);
        const wanted = placeOf(index!, items.length);
        const item = items[wanted];
        if (item === undefined) return i.fail("IndexError", "pop index out of range", when, call.at);
        changeList(self, call, when, (s) => ({ ...s, items: s.items.toSpliced(wanted, 1) }));
        return restrict(item, when);
      }),
    );
  }),
};

export const TUPLE_METHODS: MethodTable<TupleValue> = {
  index: raw("value, start?, stop?, /", (self, args, call) =>
    indexOf({ items: self.items }, args, call, "tuple"),
  ),
  count: raw("value, /", (self, [value], call) => countOf({ items: self.items }, value!, call)),
};
