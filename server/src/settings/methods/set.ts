/** The methods of set and frozenset. */
import { lostPart } from "../concrete";
import { isHashable, isUnsure, sameKey } from "../dicts";
import { type Condition, choose, type Guarded, map, restrict } from "../guard";
import { itemsOf, NO_ORDER } from "../iteration";
import { combineSets } from "../operators";
import {
  bool,
  type CallArguments,
  DEAD,
  type ItemsState,
  NONE,
  SetValue,
  type TupleValue,
  unknown,
  type Value,
} from "../values";
import { checkKey, keyError } from "./dict";
import { type Method, type MethodTable, raw } from "./methods";

function change(self: SetValue, call: CallArguments, pc: Condition, next: Guarded<ItemsState>): void {
  self.state = choose(pc, next, self.state);
  self.record(call.interpreter.historyStep("changed", call.at, call.at, pc));
}

/** The items of an iterable, which must be hashable. */
function hashableItems(iterable: Value, call: CallArguments, pc: Condition): Guarded<ItemsState> {
  const state = itemsOf(call.interpreter, iterable, pc, call.at, true);
  if (iterable.kind === "set" || iterable.kind === "dict" || iterable.kind === "str") return state;
  call.interpreter.each(state, pc, ({ items }, when) => {
    for (const item of items) call.interpreter.each(item, when, (leaf, here) => checkKey(call, leaf, here));
  });
  return state;
}

/** What `self op iterable op iterable...` holds. */
function combined(
  self: SetValue,
  op: string,
  args: Guarded<Value>,
  call: CallArguments,
): Guarded<ItemsState> {
  const _i = call.interpreter;
  let state: Guarded<ItemsState> = restrict(self.state, call.pc);
  for (const arg of (args as TupleValue).items) {
    const others = map(restrict(arg, call.pc), (leaf) => hashableItems(leaf, call, call.pc));
    state = map(state, (s) => map(others, (t) => combineSets(op, s, t)));
  }
  return state;
}

const operation = (op: string): Method<SetValue> =>
  raw("*others", (self, [others], call) => {
    const state = combined(self, op, others!, call);
    return call.interpreter.surviving(call.pc) === false ? DEAD : new SetValue(state, call.at, self.frozen);
  });

const update = (op: string): Method<SetValue> =>
  raw("*others", (self, [others], call) => {
    const state = combined(self, op, others!, call);
    const then = call.interpreter.surviving(call.pc);
    if (then === false) return DEAD;
    change(self, call, then, state);
    return NONE;
  });

/** A method of one argument. */
const single =
  (method: Method<SetValue>): Method<SetValue> =>
  (self, call, name) =>
    call.args.length === 1
      ? method(self, call, name)
      : call.interpreter.raise("TypeError", `${name}() takes exactly one argument`, call.pc, call.at);

const test = (
  f: (a: ItemsState, b: ItemsState, has: (s: ItemsState, item: Value) => boolean) => boolean,
): Method<SetValue> =>
  raw("other, /", (self, [other], call) => {
    const i = call.interpreter;
    return i.lift([other!], call.pc, ([leaf], pc) => {
      const items = hashableItems(leaf!, call, pc);
      if (i.surviving(pc) === false) return DEAD;
      return map(restrict(self.state, pc), (s) =>
        map(items, (t): Value => {
          const sure = [...s.items, ...t.items].every(
            (item) => "kind" in item && lostPart(item) === undefined,
          );
          const open = s.open ?? t.open ?? (sure ? undefined : "a set of values that are not known");
          if (open !== undefined) return unknown(open, call.at);
          const has = (state: ItemsState, item: Value) => state.items.some((x) => sameKey(x as Value, item));
          return bool(f(s, t, has), call.at);
        }),
      );
    });
  });

/** Removes an item; `missing` where it is not there. */
const removal = (missing: (call: CallArguments, item: Value, pc: Condition) => void): Method<SetValue> =>
  raw("element, /", (self, [element], call) => {
    const i = call.interpreter;
    i.each(element!, call.pc, (item, pc) => {
      if (!checkKey(call, item, pc)) return;
      i.each(self.state, pc, (state, when) => {
        const found = state.items.some((other) => "kind" in other && sameKey(other, item));
        const doubtful = isUnsure(item) || state.items.some((other) => !("kind" in other) || isUnsure(other));
        if (found) {
          const items = state.items.filter((other) => !("kind" in other && sameKey(other, item)));
          change(self, call, when, { ...state, items });
        } else if (doubtful || state.open !== undefined) {
          change(self, call, when, {
            items: [],
            open: state.open ?? "an item was removed that is not known",
          });
        } else missing(call, item, when);
      });
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  });

const READING: MethodTable<SetValue> = {
  union: operation("|"),
  intersection: operation("&"),
  difference: operation("-"),
  symmetric_difference: single(operation("^")),
  issubset: test((s, t, has) => s.items.every((item) => has(t, item as Value))),
  issuperset: test((s, t, has) => t.items.every((item) => has(s, item as Value))),
  isdisjoint: test((s, t, has) => !s.items.some((item) => has(t, item as Value))),
  copy: raw("", (self, _, call) =>
    self.frozen ? self : new SetValue(restrict(self.state, call.pc), call.at, self.frozen),
  ),
};

export const FROZENSET_METHODS: MethodTable<SetValue> = READING;

export const SET_METHODS: MethodTable<SetValue> = {
  ...READING,
  add: raw("element, /", (self, [element], call) => {
    const i = call.interpreter;
    i.each(element!, call.pc, (item, pc) => {
      if (!checkKey(call, item, pc)) return;
      change(
        self,
        call,
        pc,
        map(self.state, (state) => {
          if (state.items.some((other) => "kind" in other && sameKey(other, item))) return state;
          return isHashable(item) === undefined && item.kind !== "env"
            ? { ...state, open: state.open ?? "a set of values that are not known" }
            : { ...state, items: [...state.items, item] };
        }),
      );
    });
    return i.surviving(call.pc) === false ? DEAD : NONE;
  }),
  discard: removal(() => {}),
  remove: removal((call, item, pc) => {
    keyError(call, item, pc);
  }),
  pop: raw("", (self, _, call) => {
    const i = call.interpreter;
    return i.lift<ItemsState>([self.state], call.pc, ([state], pc) => {
      const { items, open } = state!;
      if (open === undefined && items.length === 0)
        return i.raise("KeyError", "pop from an empty set", pc, call.at, [
          { kind: "str", value: "pop from an empty set" },
        ]);
      const sure = open === undefined && items.length === 1;
      change(self, call, pc, sure ? { items: [] } : { items: [], open: open ?? NO_ORDER });
      return sure ? restrict(items[0]!, pc) : unknown(open ?? NO_ORDER, call.at);
    });
  }),
  clear: raw("", (self, _, call) => {
    change(self, call, call.pc, { items: [] });
    return NONE;
  }),
  update: update("|"),
  intersection_update: update("&"),
  difference_update: update("-"),
  symmetric_difference_update: single(update("^")),
};
