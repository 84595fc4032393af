/** list(), sorted(), zip(), map() and other functions of iterables. */
import { rawFunction } from "../callables";
import { withEntry } from "../dicts";
import { truth } from "../equality";
import { and, type Condition, choose, type Guarded, map, not, restrict } from "../guard";
import {
  columnsOf,
  itemsOf,
  iteratorOf,
  lazyIterator,
  mappingIterator,
  NO_ORDER,
  nextItem,
  rangeLength,
  readItems,
} from "../iteration";
import { entriesOf } from "../methods/dict";
import { extremeItem, sortItems } from "../sorting";
import { callSpecial } from "../specialMethods";
import { builtinType } from "../types";
import {
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  type ItemsState,
  IteratorValue,
  int,
  isScalar,
  ListValue,
  list,
  type NativeValue,
  NONE,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../values";

/** list(), tuple(), set(): a new container of an iterable's items. */
function container(
  name: "list" | "tuple" | "set" | "frozenset",
  anyOrder: boolean,
  make: (state: Guarded<ItemsState>, call: CallArguments, pc: Condition) => Guarded<Value>,
): NativeValue {
  const collect = rawFunction(name, "iterable?, /", ([iterable], call) => {
    const i = call.interpreter;
    if (iterable === undefined) return make({ items: [] }, call, call.pc);
    return i.lift([iterable], call.pc, ([leaf], pc) => {
      if (leaf!.kind === "dead") return DEAD;
      if (leaf!.kind === "env") return derived(leaf!, name, `${name}(${leaf!.text})`, call.at);
      const state = itemsOf(i, leaf!, pc, call.at, anyOrder);
      const then = i.surviving(pc);
      return then === false ? DEAD : make(restrict(state, then), call, then);
    });
  });
  return builtinType(name, collect.call);
}

const listType = container("list", false, (state, { at }) => new ListValue(state, at));
const tupleType = container("tuple", false, (state, { at }) =>
  map(state, (s) => (s.open === undefined ? tuple(s.items, at) : list(s.items, at, s.open))),
);
const makeSet = (frozen: boolean) => (state: Guarded<ItemsState>, call: CallArguments, pc: Condition) =>
  call.interpreter.expressions.makeSet(state, pc, call.at, frozen);
const setType = container("set", true, makeSet(false));
const frozensetType = container("frozenset", true, makeSet(true));

const dictBody = rawFunction("dict", "source?, /, **others", ([source, others], call) => {
  const i = call.interpreter;
  const extra = (others as DictValue).state as DictState;
  const build = (state: Guarded<DictState>): Value =>
    new DictValue(
      map(state, (s) => extra.entries.reduce((next, [key, value]) => withEntry(next, key, value), s)),
      call.at,
    );
  if (source === undefined) return build({ entries: [] });
  return i.lift([source], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "object" && leaf!.copy !== undefined && extra.entries.length === 0)
      return leaf!.copy({ interpreter: i, pc, at: call.at });
    const state = entriesOf(leaf!, call, pc);
    return i.surviving(pc) === false ? DEAD : build(state);
  });
});

const rangeType = rawFunction("range", "*args", ([args], call) => {
  const i = call.interpreter;
  const given = (args as Value & { kind: "tuple" }).items;
  return i.lift(given, call.pc, (leaves, pc) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    const lost = leaves.find(
      (leaf) => leaf.kind === "unknown" || leaf.kind === "env" || leaf.kind === "third-party",
    );
    if (lost !== undefined) {
      i.mayRaise("range()", pc, call.at);
      return unknown("a range() that is not known", call.at);
    }
    if (leaves.length < 1 || leaves.length > 3)
      return i.raise("TypeError", "range() expects 1 to 3 arguments", pc, call.at);
    const wrong = leaves.find((leaf) => leaf.kind !== "int" && leaf.kind !== "bool");
    if (wrong !== undefined) {
      const message = `'${typeName(wrong)}' object cannot be interpreted as an integer`;
      return i.fail("TypeError", message, pc, call.at);
    }
    const numbers = leaves.map((leaf) => BigInt((leaf as { value: bigint | boolean }).value));
    const [start, stop, step] =
      numbers.length === 1 ? [0n, numbers[0]!, 1n] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1n];
    if (step === 0n) return i.fail("ValueError", "range() arg 3 must not be zero", pc, call.at);
    return { kind: "range", start, stop, step, at: call.at };
  });
});

/** True for values whose items may come in any order. */
function isUnordered(value: Value): boolean {
  if (value.kind === "set") return true;
  return (
    (value.kind === "list" || value.kind === "iterator") &&
    !("items" in value.state && !value.state.unordered)
  );
}

const sorted = rawFunction("sorted", "iterable, /, *, key?, reverse?", ([iterable, key, reverse], call) => {
  const i = call.interpreter;
  return i.lift([iterable!], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "env")
      return derived(leaf!, "list", `sorted(${leaf!.text})@${call.at.start}`, call.at);
    const state = itemsOf(i, leaf!, pc, call.at, true);
    const then = i.surviving(pc);
    return map(restrict(state, then), ({ items, open }): Guarded<Value> => {
      if (open !== undefined) return list([], call.at, open);
      // Items that a key puts at the same place keep the order that they had.
      if (isUnordered(leaf!) && key !== undefined && items.length > 1) return list(items, call.at, NO_ORDER);
      return sortItems(call, items, { key, reverse }, then, (order) => list(order, call.at));
    });
  });
});

const reversed = rawFunction("reversed", "sequence, /", ([sequence], call) => {
  const i = call.interpreter;
  return i.lift([sequence!], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "set" || leaf!.kind === "iterator") {
      return i.fail("TypeError", `'${typeName(leaf!)}' object is not reversible`, pc, call.at);
    }
    const state = itemsOf(i, leaf!, pc, call.at);
    if (i.surviving(pc) === false) return DEAD;
    return new IteratorValue(
      leaf!.kind === "list" ? "list_reverseiterator" : "reversed",
      map(state, ({ items, open }) => ({ items: items.toReversed(), open })),
      call.at,
    );
  });
});

function anyOrAll(name: "any" | "all"): NativeValue {
  const all = name === "all";
  return rawFunction(name, "iterable, /", ([iterable], call) => {
    const { interpreter: i, at } = call;
    return i.lift([iterable!], call.pc, ([leaf], pc) => {
      if (leaf!.kind === "dead") return DEAD;
      let result: Guarded<Value> = DEAD;
      readItems(
        i,
        leaf!,
        pc,
        at,
        (item, when) => {
          const holds = map(item, (value) => truth(i, value));
          const decides = all ? not(holds) : holds;
          result = choose<Value>(and(when, decides), { kind: "bool", value: !all, at }, result);
          return not(decides);
        },
        (open, when) => {
          const end: Value = open === undefined ? { kind: "bool", value: all, at } : unknown(open, at);
          result = choose<Value>(when, end, result);
        },
      );
      return restrict(result, i.surviving(pc));
    });
  });
}

const length = rawFunction("len", "obj, /", ([object], call) => {
  const { interpreter: i, at } = call;
  return i.lift([object!], call.pc, ([leaf], pc) => {
    switch (leaf!.kind) {
      case "dead":
        return DEAD;
      case "str":
        return int([...leaf!.value].length, at);
      case "bytes":
        return int(leaf!.value.length, at);
      case "range":
        return int(rangeLength(leaf!), at);
      case "env":
        return derived(leaf!, "int", `len(${leaf!.text})`, at);
      case "unknown":
        return unknown(leaf!.reason, at);
      case "iterator":
      case "native":
        return i.fail("TypeError", `object of type '${typeName(leaf!)}' has no len()`, pc, at);
      case "none":
      case "ellipsis":
      case "bool":
      case "int":
      case "float":
      case "path":
      case "function":
      case "error":
        return i.fail("TypeError", `object of type '${typeName(leaf!)}' has no len()`, pc, at);
      case "instance":
        return (
          callSpecial(i, leaf!, "__len__", [], pc, at) ??
          map(
            itemsOf(i, leaf!, pc, at, true),
            ({ items, open }): Value => (open === undefined ? int(items.length, at) : unknown(open, at)),
          )
        );
      case "data":
      case "third-party":
        return unknown("len()", at);
      default:
        return map(
          itemsOf(i, leaf!, pc, at, true),
          ({ items, open }): Value => (open === undefined ? int(items.length, at) : unknown(open, at)),
        );
    }
  });
});

/** An iterator over what `rows` makes of the items of several iterables. */
function lazily(
  type: string,
  call: CallArguments,
  iterables: readonly Value[],
  rows: (columns: readonly (readonly Guarded<Value>[])[], pc: Condition) => Guarded<ItemsState>,
): Guarded<Value> {
  const i = call.interpreter;
  // That they are iterables at all is checked at once.
  const iterators = iterables.map((iterable) => iteratorOf(i, iterable, call.pc, call.at));
  if (i.surviving(call.pc) === false) return DEAD;
  return lazyIterator(i, type, call.at, (pc) => columnsOf(call, iterators as Value[], pc, rows));
}

const zip = rawFunction("zip", "*iterables, strict?", ([args, strict], call) => {
  const i = call.interpreter;
  return i.lift([...(args as Value & { kind: "tuple" }).items, strict ?? NONE], call.pc, (leaves, pc) => {
    const iterables = leaves.slice(0, -1);
    const equalLengths = truth(i, leaves.at(-1)!);
    // `zip(it, it)`: every row takes several items of the one iterator.
    const shared =
      new Set(iterables).size < iterables.length && iterables.some((leaf) => leaf.kind === "iterator");
    if (shared && !iterables.every((leaf) => leaf === iterables[0]))
      return unknown("zip() of iterators that it shares", call.at);
    const sources = shared ? iterables.slice(0, 1) : iterables;
    return lazily("zip", { ...call, pc }, sources, (given, when) => {
      const columns = shared
        ? iterables.map((_, n) => given[0]!.filter((_item, k) => k % iterables.length === n))
        : given;
      const lengths = columns.map((column) => column.length);
      const count = lengths.length === 0 ? 0 : Math.min(...lengths);
      const rows = Array.from({ length: count }, (_, n) => tuple(columns.map((column) => column[n]!)));
      const uneven = lengths.some((size) => size !== count);
      if (uneven && equalLengths !== false) {
        if (equalLengths !== true) return { items: [], open: "zip()" };
        i.raise("ValueError", "zip() arguments have different lengths", when, call.at);
      }
      return { items: rows };
    });
  });
});

const enumerate = rawFunction("enumerate", "iterable, start?", ([iterable, start], call) =>
  call.interpreter.lift([iterable!, start ?? int(0)], call.pc, ([leaf, first], pc) => {
    if (leaf!.kind === "dead" || first!.kind === "dead") return DEAD;
    if (isScalar(first!) && first!.kind !== "int" && first!.kind !== "bool")
      return call.interpreter.fail(
        "TypeError",
        `'${typeName(first!)}' object cannot be interpreted as an integer`,
        pc,
        call.at,
      );
    if (first!.kind !== "int" && first!.kind !== "bool") return unknown("enumerate()", call.at);
    const from = BigInt(first!.value);
    return lazily("enumerate", { ...call, pc }, [leaf!], ([column]) => ({
      items: column!.map((item, n) => tuple([int(from + BigInt(n)), item])),
    }));
  }),
);

const mapType = rawFunction("map", "function, iterable, /, *iterables", ([f, first, others], call) => {
  const i = call.interpreter;
  const { expressions } = i;
  const iterables = [first!, ...(others as Value & { kind: "tuple" }).items];
  return i.lift([f!, ...iterables], call.pc, ([callee, ...leaves], pc) => {
    if ([callee!, ...leaves].some((leaf) => leaf.kind === "dead")) return DEAD;
    const env = leaves.find((leaf) => leaf.kind === "env");
    if (env?.kind === "env") return derived(env, "iterator", `map(…@${call.at.start}, ${env.text})`, call.at);
    const apply = (args: readonly Guarded<Value>[], when: Condition) =>
      expressions.invoke(callee!, { ...call, args, keywords: new Map(), pc: when });
    if (leaves.length === 1) {
      const source = iteratorOf(i, leaves[0]!, pc, call.at);
      if (i.surviving(pc) === false || !("kind" in source)) return DEAD;
      return mappingIterator(i, "map", call.at, source, (item, when) => {
        const value = apply([item], when);
        return { items: i.surviving(when) === false ? [] : [value] };
      });
    }
    return lazily("map", { ...call, pc }, leaves, (columns, when) => {
      const count = Math.min(...columns.map((column) => column.length));
      let state: Guarded<ItemsState> = { items: [] };
      for (let n = 0; n < count; n++) {
        const going = i.surviving(when);
        if (going === false) break;
        const item = apply(
          columns.map((column) => column[n]!),
          going,
        );
        state = choose(
          i.surviving(going),
          map(state, (s) => ({ ...s, items: [...s.items, item] })),
          state,
        );
      }
      return state;
    });
  });
});

const filterType = rawFunction("filter", "function, iterable, /", ([f, iterable], call) => {
  const i = call.interpreter;
  return i.lift([f!, iterable!], call.pc, ([callee, leaf], pc) => {
    if (callee!.kind === "dead" || leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "env")
      return derived(leaf!, "iterator", `filter(…@${call.at.start}, ${leaf!.text})`, call.at);
    const source = iteratorOf(i, leaf!, pc, call.at);
    if (i.surviving(pc) === false || !("kind" in source)) return DEAD;
    return mappingIterator(i, "filter", call.at, source, (item, when) => {
      const kept =
        callee!.kind === "none"
          ? item
          : i.expressions.invoke(callee!, { ...call, args: [item], keywords: new Map(), pc: when });
      const holds = and(
        i.surviving(when),
        map(kept, (value) => truth(i, value)),
      );
      return choose<ItemsState>(holds, { items: [item] }, { items: [] });
    });
  });
});

/** min() and max(). */
function extreme(name: "min" | "max"): NativeValue {
  return rawFunction(name, "*args, key?, default?", ([args, key, fallback], call) => {
    const i = call.interpreter;
    const given = (args as Value & { kind: "tuple" }).items;
    if (given.length === 0)
      return i.raise("TypeError", `${name} expected at least 1 argument, got 0`, call.pc, call.at);
    const of = (state: Guarded<ItemsState>, unordered: boolean, pc: Condition): Guarded<Value> =>
      map(restrict(state, pc), ({ items, open }): Guarded<Value> => {
        if (open !== undefined) {
          i.mayRaise(`${name}()`, pc, call.at);
          return unknown(open, call.at);
        }
        if (items.length > 0) {
          if (unordered && key !== undefined && items.length > 1) return unknown(NO_ORDER, call.at);
          return extremeItem(call, items, key, name === "max", pc);
        }
        if (fallback !== undefined) return restrict(fallback, pc);
        // The message has another wording before Python 3.12.
        return i.raise("ValueError", `${name}() iterable argument is empty`, pc, call.at);
      });
    if (given.length > 1) return of({ items: given }, false, call.pc);
    return i.lift([given[0]!], call.pc, ([leaf], pc) => {
      if (leaf!.kind === "dead") return DEAD;
      if (leaf!.kind === "env") return derived(leaf!, "object", `${name}(${leaf!.text})`, call.at);
      const state = itemsOf(i, leaf!, pc, call.at, true);
      const then = i.surviving(pc);
      return then === false ? DEAD : of(state, isUnordered(leaf!), then);
    });
  });
}

const iter = rawFunction("iter", "object, sentinel?, /", ([object, sentinel], call) =>
  sentinel !== undefined
    ? unknown("iter() with a sentinel", call.at)
    : call.interpreter.lift([object!], call.pc, ([leaf], pc) =>
        leaf!.kind === "env"
          ? derived(leaf!, "iterator", `iter(${leaf!.text})`, call.at)
          : iteratorOf(call.interpreter, leaf!, pc, call.at),
      ),
);

const next = rawFunction("next", "iterator, default?, /", ([iterator, fallback], call) =>
  call.interpreter.lift([iterator!], call.pc, ([leaf], pc) =>
    leaf!.kind === "dead" ? DEAD : nextItem(call.interpreter, leaf!, fallback, pc, call.at),
  ),
);

const slice = rawFunction("slice", "a, b?, c?, /", ([a, b, c], call) =>
  call.interpreter.lift([a!, b ?? NONE, c ?? NONE], call.pc, ([x, y, z]) => ({
    kind: "slice",
    bounds: b === undefined ? [NONE, x!, NONE] : [x!, y!, z!],
    at: call.at,
  })),
);

export const ITERATION: readonly NativeValue[] = [
  listType,
  tupleType,
  setType,
  frozensetType,
  builtinType("dict", dictBody.call),
  builtinType("range", rangeType.call),
  sorted,
  builtinType("reversed", reversed.call),
  anyOrAll("any"),
  anyOrAll("all"),
  length,
  builtinType("zip", zip.call),
  builtinType("enumerate", enumerate.call),
  builtinType("map", mapType.call),
  builtinType("filter", filterType.call),
  extreme("min"),
  extreme("max"),
  iter,
  next,
  builtinType("slice", slice.call),
];
