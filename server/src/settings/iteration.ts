/** What iterating over values gives; iterators, whose items are read once. */
import type { Location } from "../syntax/text";
import {
  and,
  type Condition,
  choose,
  dependence,
  Fork,
  type Guarded,
  hasMoreLeaves,
  map,
  or,
  restrict,
} from "./guard";
import type { Interpreter } from "./interpreter";
import { objectItems } from "./specialMethods";
import {
  alternativesOf,
  type CallArguments,
  DEAD,
  type DictState,
  type ItemsState,
  type IteratorState,
  IteratorValue,
  int,
  joinItems,
  MAX_STATES,
  type RangeValue,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
  type ViewValue,
} from "./values";

/** A list grows no longer than this. */
export const MAX_ITEMS = 10_000;

export const NO_ORDER = "the items of a set, which have no order";

/** Why a value is not known, in words. */
export function reasonOf(value: Value, otherwise: string): string {
  if (value.kind === "unknown") return value.reason;
  if (value.kind === "env") return `the variable ${value.name}`;
  return "name" in value ? value.name : otherwise;
}

/**
 * What iterating over a value gives; iterators are used up by it.
 * @param anyOrder true if the caller does not care about the order: else a set of several items is open
 */
export function itemsOf(
  i: Interpreter,
  value: Value,
  pc: Condition,
  at: Location,
  anyOrder = false,
): Guarded<ItemsState> {
  switch (value.kind) {
    case "list":
      return ordered(restrict(value.state, pc), anyOrder);
    case "set":
      return map(restrict(value.state, pc), (state) =>
        anyOrder || state.open !== undefined || state.items.length < 2
          ? state
          : { ...state, open: NO_ORDER, unordered: true },
      );
    case "tuple":
      return { items: value.items };
    case "dict":
      return map(restrict(value.state, pc), (state) => ({
        items: state.entries.map(([key]) => key),
        open: state.open,
      }));
    case "view":
      return viewItems(value, pc);
    case "range":
      return rangeItems(value, at);
    case "iterator":
      return ordered(useUp(i, value, pc), anyOrder);
    case "instance":
    case "class":
      return objectItems(i, value, pc, at);
    case "str":
      return [...value.value].length > MAX_ITEMS
        ? { items: [], open: "a very long string" }
        : { items: [...value.value].map((character) => str(character, value.at)) };
    case "bytes":
      return value.value.length > MAX_ITEMS
        ? { items: [], open: "very long bytes" }
        : { items: [...value.value].map((character) => int(character.charCodeAt(0), value.at)) };
    case "dead":
      return { items: [] };
    case "object":
      if (value.items !== undefined) return value.items({ interpreter: i, pc, at });
      if (value.mapping !== undefined)
        return itemsOf(i, value.mapping({ interpreter: i, pc, at }), pc, at, anyOrder);
      return { items: [], open: reasonOf(value, "a value that is not known") };
    case "none":
    case "ellipsis":
    case "bool":
    case "int":
    case "float":
    case "path":
    case "function":
    case "error":
    case "exception":
    case "slice":
    case "data":
      i.fail("TypeError", `'${typeName(value)}' object is not iterable`, pc, at);
      return { items: [] };
    default:
      return { items: [], open: reasonOf(value, "a value that is not known") };
  }
}

/** Items in an order that is not known are all there for whoever does not care. */
function ordered(state: Guarded<ItemsState>, anyOrder: boolean): Guarded<ItemsState> {
  return anyOrder ? map(state, (s): ItemsState => (s.unordered ? { items: s.items } : s)) : state;
}

function viewItems({ dict, part }: ViewValue, pc: Condition): Guarded<ItemsState> {
  return map<DictState, ItemsState>(restrict(dict.state, pc), ({ entries, open }) => ({
    items: entries.map(
      ([key, value]): Guarded<Value> =>
        part === "keys" ? key : part === "values" ? value : tuple([key, value]),
    ),
    open,
  }));
}

/** The number of items of a range. */
export function rangeLength({ start, stop, step }: RangeValue): bigint {
  const span = step > 0n ? stop - start : start - stop;
  const size = step > 0n ? step : -step;
  return span <= 0n ? 0n : (span + size - 1n) / size;
}

function rangeItems(range: RangeValue, at: Location): ItemsState {
  const length = rangeLength(range);
  if (length > MAX_ITEMS) return { items: [], open: "a very long range()" };
  return {
    items: Array.from({ length: Number(length) }, (_, n) => int(range.start + BigInt(n) * range.step, at)),
  };
}

// ---------------------------------------------------------------- iterators

/** Computes an iterator's next items, where there are none and some are pending. */
function advance(i: Interpreter, iterator: IteratorValue, pc: Condition): void {
  for (let again: Condition = pc; again !== false; ) {
    const waiting: Condition = again;
    again = false;
    i.each(restrict(iterator.state, waiting), waiting, (state, when) => {
      if (step(i, iterator, state, when)) again = or(again, when);
    });
  }
}

/** Computes what comes next in the worlds of a state, if there is nothing yet. */
function step(i: Interpreter, iterator: IteratorValue, state: IteratorState, pc: Condition): boolean {
  if (state.pending === undefined || state.items.length > 0 || state.raised !== undefined) return false;
  i.step();
  iterator.state = choose(pc, state.pending(pc), iterator.state);
  return true;
}

function useUp(i: Interpreter, iterator: IteratorValue, pc: Condition): Guarded<ItemsState> {
  let result: Guarded<ItemsState> = { items: [] };
  const add = (items: readonly Guarded<Value>[], when: Condition, end?: ItemsState) => {
    if (items.length === 0 && end?.open === undefined) return;
    const added = map(result, (s): ItemsState => {
      const all = [...s.items, ...items];
      if (all.length > MAX_ITEMS) return { items: [], open: "very many items" };
      if (end?.open === undefined) return { ...s, items: all };
      return { items: all, open: s.open ?? end.open, unordered: end.unordered };
    });
    result = choose(when, added, result);
    if (hasMoreLeaves(result, MAX_STATES)) result = joinItems(alternativesOf(result), dependence(result));
  };
  // All worlds go on together, whether an item was for them or not: equal states are one object. Items that all of them
  // get are added many at a time.
  const waiting = new Map<IteratorState["pending"], IteratorState>();
  const stateOf = (pending: IteratorState["pending"]): IteratorState => {
    const known = waiting.get(pending) ?? { items: [], ...(pending === undefined ? {} : { pending }) };
    waiting.set(pending, known);
    return known;
  };
  let shared: Guarded<Value>[] = [];
  for (let going: Condition = pc; going !== false; ) {
    const worlds: Condition = going;
    let next = false as Condition;
    i.each(restrict(iterator.state, worlds), worlds, (state, when) => step(i, iterator, state, when));
    const states = restrict(iterator.state, worlds);
    if (states instanceof Fork) {
      add(shared, worlds);
      shared = [];
    }
    i.each(states, worlds, (state, when) => {
      const { items, open, raised, pending } = state;
      const more = raised === undefined ? pending : undefined;
      iterator.state = choose<IteratorState>(when, stateOf(more), iterator.state);
      if (!(states instanceof Fork) && open === undefined) shared.push(...items);
      else add(items, when, state);
      i.raiseAgain(raised ?? [], when);
      if (more !== undefined) next = or(next, i.surviving(when));
    });
    going = next;
    if (going !== worlds) {
      add(shared, worlds);
      shared = [];
    }
  }
  return restrict(result, pc);
}

/**
 * Reads items while `more` says so, as `any` and `in` do: what comes later is neither computed nor used up.
 * @param more the worlds in which the next item is wanted too
 * @param ended called in the worlds in which the items ran out; `open` if nobody knows whether they did
 */
export function readItems(
  i: Interpreter,
  value: Value,
  pc: Condition,
  at: Location,
  more: (item: Guarded<Value>, pc: Condition) => Condition,
  ended: (open: string | undefined, pc: Condition, unordered?: true) => void,
): void {
  if (!(value instanceof IteratorValue)) {
    i.each(itemsOf(i, value, pc, at, true), pc, ({ items, open }, when) => {
      let going: Condition = i.surviving(when);
      for (const item of items) {
        if (going === false) return;
        going = and(going, more(restrict(item, going), going));
      }
      if (going !== false) ended(open, going);
    });
    return;
  }
  for (let going: Condition = pc; going !== false; ) {
    const worlds: Condition = going;
    going = false;
    advance(i, value, worlds);
    i.each(restrict(value.state, worlds), worlds, (state, when) => {
      const [item, ...rest] = state.items;
      if (item === undefined) {
        value.state = choose<IteratorState>(when, { items: [], open: state.open }, value.state);
        i.raiseAgain(state.raised ?? [], when);
        const then = i.surviving(when);
        if (then !== false) ended(state.open, then, state.unordered);
        return;
      }
      value.state = choose<IteratorState>(when, { ...state, items: rest }, value.state);
      going = or(going, and(when, more(restrict(item, when), when)));
    });
    going = i.surviving(going);
  }
}

/** Python's name of the type of `iter(value)`. */
function iteratorName(value: Value): string {
  switch (value.kind) {
    case "dict":
      return "dict_keyiterator";
    case "view":
      return `dict_${value.part.slice(0, -1)}iterator`;
    case "set":
      return "set_iterator";
    case "tuple":
      return "tuple_iterator";
    case "str":
      return /^[\0-\x7f]*$/.test(value.value) ? "str_ascii_iterator" : "str_iterator";
    default:
      return `${typeName(value)}_iterator`;
  }
}

/** `iter(value)`. */
export function iteratorOf(i: Interpreter, value: Value, pc: Condition, at: Location): Guarded<Value> {
  switch (value.kind) {
    case "iterator":
    case "unknown":
    case "env":
    case "third-party":
    case "dead":
      return value;
    default: {
      const state = itemsOf(i, value, pc, at);
      return i.surviving(pc) === false ? DEAD : new IteratorValue(iteratorName(value), state, at);
    }
  }
}

/** `next(iterator)`. @param fallback what it gives at the end, instead of StopIteration */
export function nextItem(
  i: Interpreter,
  iterator: Value,
  fallback: Guarded<Value> | undefined,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (iterator.kind === "unknown" || iterator.kind === "env" || iterator.kind === "third-party") {
    i.mayRaise("next()", pc, at);
    return unknown(reasonOf(iterator, "next()"), at);
  }
  if (!(iterator instanceof IteratorValue))
    return i.fail("TypeError", `'${typeName(iterator)}' object is not an iterator`, pc, at);
  let result: Guarded<Value> = DEAD;
  readItems(
    i,
    iterator,
    pc,
    at,
    (item, when) => {
      result = choose(when, item, result);
      return false;
    },
    (open, when) => {
      const end =
        open !== undefined ? unknown(open, at) : (fallback ?? i.raise("StopIteration", "", when, at, []));
      result = choose(when, end, result);
    },
  );
  return result;
}

/** What computing items gives, with what it raises for whoever asks for them. */
function collected(
  i: Interpreter,
  compute: () => Guarded<ItemsState>,
  pending?: IteratorState["pending"],
): Guarded<IteratorState> {
  const { value, raised } = i.collect(compute, true);
  return map<ItemsState, IteratorState>(value, (state) => ({
    ...state,
    ...(pending === undefined ? {} : { pending }),
    ...(raised.length === 0 ? {} : { raised }),
  }));
}

/** An iterator whose items are computed, all together, when something asks for them. */
export function lazyIterator(
  i: Interpreter,
  type: string,
  at: Location,
  compute: (pc: Condition) => Guarded<ItemsState>,
): IteratorValue {
  return new IteratorValue(type, { items: [], pending: (pc) => collected(i, () => compute(pc)) }, at);
}

/** An iterator that makes items of those of another, one after the other, as it is read. */
export function mappingIterator(
  i: Interpreter,
  type: string,
  at: Location,
  source: Value,
  itemsFor: (item: Guarded<Value>, pc: Condition) => Guarded<ItemsState>,
): IteratorValue {
  const pending = (pc: Condition): Guarded<IteratorState> => {
    let state: Guarded<IteratorState> = { items: [] };
    const read = () => {
      readItems(
        i,
        source,
        pc,
        at,
        (item, when) => {
          state = choose(
            when,
            collected(i, () => itemsFor(item, when), pending),
            state,
          );
          return false;
        },
        (open, when, unordered) => {
          if (open !== undefined) state = choose<IteratorState>(when, { items: [], open, unordered }, state);
        },
      );
    };
    // What the source raises comes up here.
    const { raised } = i.collect(read, true);
    return raised.length === 0
      ? state
      : map<IteratorState, IteratorState>(state, (s) => ({ ...s, raised: [...(s.raised ?? []), ...raised] }));
  };
  return new IteratorValue(type, { items: [], pending }, at);
}

/** The items of several iterables at once, in the worlds where all are known; else why they are not. */
export function columnsOf(
  call: CallArguments,
  iterables: readonly Value[],
  pc: Condition,
  f: (columns: readonly (readonly Guarded<Value>[])[], pc: Condition) => Guarded<ItemsState>,
): Guarded<ItemsState> {
  const i = call.interpreter;
  const states = iterables.map((iterable) => itemsOf(i, iterable, pc, call.at));
  const visit = (
    n: number,
    columns: readonly (readonly Guarded<Value>[])[],
    when: Condition,
  ): Guarded<ItemsState> => {
    const state = states[n];
    if (state === undefined) return f(columns, when);
    return map(
      restrict(state, when),
      (leaf): Guarded<ItemsState> =>
        leaf.open !== undefined
          ? { items: [], open: leaf.open }
          : visit(n + 1, [...columns, leaf.items], when),
    );
  };
  return visit(0, [], i.surviving(pc));
}
