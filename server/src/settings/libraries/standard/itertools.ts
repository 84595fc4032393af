/** itertools, as far as its iterators end. */

import { rawFunction } from "../../callables";
import { type Guarded, map, restrict } from "../../guard";
import { columnsOf, itemsOf, lazyIterator } from "../../iteration";
import { binary } from "../../operators";
import {
  DEAD,
  type ItemsState,
  list,
  type NativeValue,
  NONE,
  native,
  type TupleValue,
  tuple,
  unknown,
  type Value,
} from "../../values";

const itemsOfTuple = (value: Guarded<Value> | undefined) => (value as TupleValue).items;

type Rows = (
  columns: readonly (readonly Guarded<Value>[])[],
  args: readonly Value[],
) => Guarded<Value>[] | undefined;

/** A function of iterables that are read as a whole. */
function whole(name: string, rows: Rows): Value {
  return native(name, (call) =>
    call.interpreter.lift(call.args, call.pc, (leaves, _pc) => {
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      if (call.keywords.size > 0) return unknown(`itertools.${name}()`, call.at);
      return lazyIterator(call.interpreter, name, call.at, (when) =>
        columnsOf(call, leaves, when, (columns) => {
          const items = rows(columns, leaves);
          return items === undefined || items.length > 5000
            ? { items: [], open: `itertools.${name}()` }
            : { items };
        }),
      );
    }),
  );
}

const chain = whole("chain", (columns) => columns.flat());

const fromIterable = rawFunction("from_iterable", "iterable", ([iterable], call) => {
  const i = call.interpreter;
  return i.lift([iterable!], call.pc, ([leaf], pc) =>
    leaf!.kind === "dead"
      ? DEAD
      : lazyIterator(i, "chain", call.at, () =>
          columnsOf(call, [leaf!], pc, ([column], when) => {
            let state: Guarded<ItemsState> = { items: [] };
            for (const item of column!) {
              const added = map(restrict(item, when), (one) => itemsOf(i, one, when, call.at));
              state = map(state, (s) =>
                map(added, (t) => ({ items: [...s.items, ...t.items], open: s.open ?? t.open })),
              );
            }
            return state;
          }),
        ),
  );
});

/** Values by a function of the items that must be decided: takewhile() and its kind. */
function tested(
  name: string,
  pick: (
    items: readonly Guarded<Value>[],
    holds: (item: Guarded<Value>) => boolean | undefined,
  ) => Guarded<Value>[] | undefined,
): Value {
  return rawFunction(name, "predicate, iterable, /", ([predicate, iterable], call) => {
    const i = call.interpreter;
    return i.lift([predicate!, iterable!], call.pc, ([f, leaf]) =>
      lazyIterator(i, name, call.at, (pc) =>
        columnsOf(call, [leaf!], pc, ([column], when) => {
          const holds = (item: Guarded<Value>) => {
            const value =
              f!.kind === "none"
                ? item
                : i.expressions.invoke(f!, {
                    ...call,
                    args: [item],
                    keywords: new Map(),
                    pc: i.surviving(when),
                  });
            const decided = i.truth(value);
            return typeof decided === "boolean" ? decided : undefined;
          };
          const items = pick(column!, holds);
          return items === undefined ? { items: [], open: `itertools.${name}()` } : { items };
        }),
      ),
    );
  });
}

const islice = rawFunction("islice", "iterable, a, b?, c?, /", ([iterable, a, b, c], call) => {
  const i = call.interpreter;
  const bounds = b === undefined ? [NONE, a!, NONE] : [a!, b, c ?? NONE];
  return i.lift([iterable!, ...bounds], call.pc, ([leaf, from, to, by]) => {
    const number = (value: Value, otherwise: number) =>
      value.kind === "none"
        ? otherwise
        : value.kind === "int" && value.value >= 0n
          ? Number(value.value)
          : Number.NaN;
    const [start, stop, step] = [number(from!, 0), number(to!, Number.POSITIVE_INFINITY), number(by!, 1)];
    if (Number.isNaN(start + step) || Number.isNaN(stop) || step < 1 || leaf!.kind === "iterator")
      return unknown("itertools.islice()", call.at);
    return lazyIterator(i, "islice", call.at, (pc) =>
      columnsOf(call, [leaf!], pc, ([column]) => ({
        items: column!.filter((_, n) => n >= start && n < stop && (n - start) % step === 0),
      })),
    );
  });
});

const zipLongest = rawFunction("zip_longest", "*iterables, fillvalue?", ([args, fill], call) => {
  const i = call.interpreter;
  return i.lift([...itemsOfTuple(args)], call.pc, (leaves) =>
    lazyIterator(i, "zip_longest", call.at, (pc) =>
      columnsOf(call, leaves, pc, (columns) => ({
        items: Array.from({ length: Math.max(0, ...columns.map((column) => column.length)) }, (_, n) =>
          tuple(columns.map((column) => column[n] ?? fill ?? NONE)),
        ),
      })),
    ),
  );
});

const accumulate = rawFunction(
  "accumulate",
  "iterable, func?, *, initial?",
  ([iterable, f, initial], call) => {
    const i = call.interpreter;
    return i.lift([iterable!, f ?? NONE], call.pc, ([leaf, callee]) =>
      lazyIterator(i, "accumulate", call.at, (pc) =>
        columnsOf(call, [leaf!], pc, ([column], when) => {
          const [first, ...others] = initial === undefined ? column! : [initial, ...column!];
          if (first === undefined) return { items: [] };
          const items = [first];
          for (const item of others) {
            const then = i.surviving(when);
            items.push(
              i.lift([items.at(-1)!, item], then, ([x, y], here) =>
                callee!.kind === "none"
                  ? binary(i, "+", x!, y!, here, call.at)
                  : i.expressions.invoke(callee!, { ...call, args: [x!, y!], keywords: new Map(), pc: here }),
              ),
            );
          }
          return { items };
        }),
      ),
    );
  },
);

const starmap = rawFunction("starmap", "function, iterable, /", ([f, iterable], call) => {
  const i = call.interpreter;
  return i.lift([f!, iterable!], call.pc, ([callee, leaf]) =>
    lazyIterator(i, "starmap", call.at, (pc) =>
      columnsOf(call, [leaf!], pc, ([column], when) => {
        const items: Guarded<Value>[] = [];
        for (const item of column!) {
          const args = map(restrict(item, when), (one) => itemsOf(i, one, when, call.at));
          if (!("items" in args) || args.open !== undefined)
            return { items: [], open: "itertools.starmap()" };
          items.push(
            i.expressions.invoke(callee!, {
              ...call,
              args: args.items,
              keywords: new Map(),
              pc: i.surviving(when),
            }),
          );
        }
        return { items };
      }),
    ),
  );
});

const groupby = rawFunction("groupby", "iterable, key?", ([iterable, key], call) => {
  const i = call.interpreter;
  return i.lift([iterable!, key ?? NONE], call.pc, ([leaf, f]) =>
    lazyIterator(i, "groupby", call.at, (pc) =>
      columnsOf(call, [leaf!], pc, ([column], when) => {
        const groups: { key: Value; items: Guarded<Value>[] }[] = [];
        for (const item of column!) {
          const value =
            f!.kind === "none"
              ? item
              : i.expressions.invoke(f!, {
                  ...call,
                  args: [item],
                  keywords: new Map(),
                  pc: i.surviving(when),
                });
          if (!("kind" in value)) return { items: [], open: "itertools.groupby()" };
          const last = groups.at(-1);
          const same = last === undefined ? false : i.expressions.equal(last.key, value);
          if (typeof same !== "boolean") return { items: [], open: "itertools.groupby()" };
          if (same) last!.items.push(item);
          else groups.push({ key: value, items: [item] });
        }
        return { items: groups.map((group) => tuple([group.key, list(group.items)])) };
      }),
    ),
  );
});

/** Every choice of one item from each column. */
function product(columns: readonly (readonly Guarded<Value>[])[]): Guarded<Value>[][] | undefined {
  let rows: Guarded<Value>[][] = [[]];
  for (const column of columns) {
    if (rows.length * column.length > 5000) return undefined;
    rows = rows.flatMap((row) => column.map((item) => [...row, item]));
  }
  return rows;
}

/** permutations() and combinations() of places. */
function places(count: number, size: number, ordered: boolean): number[][] {
  let rows: number[][] = [[]];
  for (let n = 0; n < size && rows.length < 5000; n++) {
    rows = rows.flatMap((row) =>
      Array.from({ length: count }, (_, k) => k)
        .filter((k) => (ordered ? !row.includes(k) : k > (row.at(-1) ?? -1)))
        .map((k) => [...row, k]),
    );
  }
  return rows;
}

function selection(name: "permutations" | "combinations"): Value {
  return rawFunction(name, "iterable, r?", ([iterable, r], call) => {
    const i = call.interpreter;
    return i.lift([iterable!, r ?? NONE], call.pc, ([leaf, size]) =>
      lazyIterator(i, name, call.at, (pc) =>
        columnsOf(call, [leaf!], pc, ([column]) => {
          const wanted =
            size!.kind === "none" ? column!.length : size!.kind === "int" ? Number(size!.value) : Number.NaN;
          if (Number.isNaN(wanted) || wanted < 0 || column!.length > 8)
            return { items: [], open: `itertools.${name}()` };
          const rows = places(column!.length, wanted, name === "permutations");
          return {
            items: rows
              .filter((row) => row.length === wanted)
              .map((row) => tuple(row.map((k) => column![k]!))),
          };
        }),
      ),
    );
  });
}

export const itertools: Readonly<Record<string, Value>> = {
  chain: { ...(chain as NativeValue), attributes: new Map([["from_iterable", fromIterable]]) },
  islice,
  zip_longest: zipLongest,
  accumulate,
  starmap,
  groupby,
  product: whole("product", (columns) => product(columns)?.map((row) => tuple(row))),
  permutations: selection("permutations"),
  combinations: selection("combinations"),
  repeat: rawFunction("repeat", "object, times?", ([object, times], call) =>
    times === undefined
      ? unknown("itertools.repeat() without an end", call.at)
      : call.interpreter.lift([times], call.pc, ([count]) =>
          count!.kind === "int" && count!.value <= 5000n
            ? lazyIterator(call.interpreter, "repeat", call.at, () => ({
                items: Array.from({ length: Math.max(0, Number(count!.value)) }, () => object!),
              }))
            : unknown("itertools.repeat()", call.at),
        ),
  ),
  takewhile: tested("takewhile", (items, holds) => {
    const out: Guarded<Value>[] = [];
    for (const item of items) {
      const test = holds(item);
      if (test === undefined) return undefined;
      if (!test) break;
      out.push(item);
    }
    return out;
  }),
  dropwhile: tested("dropwhile", (items, holds) => {
    for (const [n, item] of items.entries()) {
      const test = holds(item);
      if (test === undefined) return undefined;
      if (!test) return items.slice(n);
    }
    return [];
  }),
  filterfalse: tested("filterfalse", (items, holds) => {
    const tests = items.map(holds);
    return tests.includes(undefined) ? undefined : items.filter((_, n) => !tests[n]);
  }),
  compress: whole("compress", ([data, selectors]) => {
    if (data === undefined || selectors === undefined) return undefined;
    const known = selectors.every((item) => "kind" in item && (item.kind === "int" || item.kind === "bool"));
    return known
      ? data.filter(
          (_, n) => selectors[n] !== undefined && Number((selectors[n] as { value: bigint }).value) !== 0,
        )
      : undefined;
  }),
};
