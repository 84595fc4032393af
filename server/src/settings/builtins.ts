/** Python's built-in functions. */

import { withEntry } from "./dicts";
import { repr } from "./formatting";
import { choose, type Guarded, map, restrict } from "./guard";
import { objectFunctions } from "./objects";
import { asBool, binary, truth } from "./operators";
import { exceptionName, isBuiltinException, parseFloatText, parseInteger, text } from "./python";
import { callSpecial, objectText } from "./specialMethods";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  type InstanceValue,
  type ItemsState,
  int,
  ListValue,
  list,
  NONE,
  native,
  str,
  typeName,
  unknown,
  type Value,
} from "./values";

type Implementation = (call: CallArguments) => Guarded<Value>;

/** Runs `f` with the leaf of the first argument; `absent` without one. */
function first(
  call: CallArguments,
  absent: Value,
  f: (leaf: Value, pc: CallArguments["pc"]) => Guarded<Value>,
): Guarded<Value> {
  const [argument] = call.args;
  if (argument === undefined) return absent;
  return call.interpreter.lift([argument], call.pc, ([leaf], pc) =>
    leaf!.kind === "dead" ? DEAD : f(leaf!, pc),
  );
}

/** int() or float() of an object. */
function numberOf(
  call: CallArguments,
  value: InstanceValue,
  name: "int" | "float",
  pc: CallArguments["pc"],
): Guarded<Value> {
  const { interpreter: i, at } = call;
  if (value.content !== undefined)
    return (name === "int" ? toInt : toFloat)({ ...call, args: [value.content], pc });
  return callSpecial(i, value, `__${name}__`, [], pc, at) ?? unknown(`${name}() of ${value.name}`, at);
}

const toInt: Implementation = (call) =>
  first(call, int(0), (leaf, pc) => {
    const { interpreter: i, at } = call;
    if (call.args.length > 1) return unknown("int() with a base", at);
    switch (leaf.kind) {
      case "int":
        return int(leaf.value, at);
      case "bool":
        return int(leaf.value ? 1 : 0, at);
      case "float":
        return Number.isFinite(leaf.value)
          ? int(BigInt(Math.trunc(leaf.value)), at)
          : unknown("int() of a float", at);
      case "str": {
        const value = parseInteger(leaf.value);
        return value === undefined
          ? i.raise("ValueError", "invalid literal for int()", pc, at)
          : int(value, at);
      }
      case "env":
        i.mayRaise(`int(${leaf.text})`, pc, at, "ValueError");
        return derived(leaf, "int", `int(${leaf.text})`, at);
      case "unknown":
        i.mayRaise(`int() of ${leaf.reason}`, pc, at);
        return unknown(leaf.reason, at);
      case "instance":
        return numberOf(call, leaf, "int", pc);
      case "third-party":
      case "object":
        return unknown(`int() of ${leaf.name}`, at);
      default:
        return i.raise(
          "TypeError",
          `int() argument must be a string or a number, not '${typeName(leaf)}'`,
          pc,
          at,
        );
    }
  });

const toFloat: Implementation = (call) =>
  first(call, { kind: "float", value: 0 }, (leaf, pc) => {
    const { interpreter: i, at } = call;
    switch (leaf.kind) {
      case "int":
        return { kind: "float", value: Number(leaf.value), at };
      case "bool":
        return { kind: "float", value: leaf.value ? 1 : 0, at };
      case "float":
        return { ...leaf, at };
      case "str": {
        const value = parseFloatText(leaf.value);
        return value === undefined
          ? i.raise("ValueError", "could not convert string to float", pc, at)
          : { kind: "float", value, at };
      }
      case "env":
        i.mayRaise(`float(${leaf.text})`, pc, at, "ValueError");
        return derived(leaf, "float", `float(${leaf.text})`, at);
      case "unknown":
        return unknown(leaf.reason, at);
      case "instance":
        return numberOf(call, leaf, "float", pc);
      case "third-party":
      case "object":
        return unknown(`float() of ${leaf.name}`, at);
      default:
        return i.raise(
          "TypeError",
          `float() argument must be a string or a real number, not '${typeName(leaf)}'`,
          pc,
          at,
        );
    }
  });

const toBool: Implementation = (call) =>
  first(call, bool(false, call.at), (leaf) => asBool(truth(call.interpreter, leaf), call.at));

const toStr: Implementation = (call) =>
  first(call, str("", call.at), (leaf, pc) => {
    if (leaf.kind === "instance") return objectText(call.interpreter, leaf, undefined, pc, call.at);
    if (leaf.kind === "env")
      return leaf.type === "str" ? leaf : derived(leaf, "str", `str(${leaf.text})`, call.at);
    if (leaf.kind === "unknown") return unknown(leaf.reason, call.at);
    const shown = text(leaf) ?? repr(leaf);
    return shown === undefined
      ? unknown(`the text of ${"name" in leaf ? leaf.name : typeName(leaf)}`, call.at)
      : str(shown, call.at);
  });

/** list(), tuple(), set(), sorted(), reversed(): a new sequence of an iterable's items. */
function collect(make: (state: ItemsState, call: CallArguments) => Value): Implementation {
  return (call) => {
    const i = call.interpreter;
    return first(call, make({ items: [] }, call), (leaf, pc) => {
      if (leaf.kind === "env") return derived(leaf, "list", `list(${leaf.text})`, call.at);
      return i.lift([i.expressions.items(leaf, pc, call.at)], pc, ([state]) =>
        make(state as ItemsState, call),
      );
    });
  };
}

const sorted = collect((state, call) => {
  const items = state.items;
  const comparable =
    items.every((item) => "kind" in item && item.kind === "str") ||
    items.every((item) => "kind" in item && item.kind === "int");
  if (state.open !== undefined || !comparable || call.keywords.size > 0) return list([], call.at, "sorted()");
  const order = (a: Guarded<Value>, b: Guarded<Value>) => {
    const x = (a as { value: string | bigint }).value;
    const y = (b as { value: string | bigint }).value;
    return x < y ? -1 : x > y ? 1 : 0;
  };
  return list(items.toSorted(order), call.at);
});

function anyOrAll(all: boolean): Implementation {
  return (call) => {
    const i = call.interpreter;
    return first(call, DEAD, (leaf, pc) =>
      i.lift([i.expressions.items(leaf, pc, call.at)], pc, ([state]) => {
        const { items, open } = state as ItemsState;
        let result: Guarded<boolean> = all;
        for (const item of items) {
          const holds = map(item, (value) => truth(i, value));
          result = all ? choose(holds, result, false) : choose(holds, true, result);
        }
        if (open !== undefined && result !== !all) return unknown(open, call.at);
        return asBool(result, call.at);
      }),
    );
  };
}

const dictFunction: Implementation = (call) => {
  const i = call.interpreter;
  const build = (base: DictState): Guarded<Value> => {
    let state = base;
    for (const [key, value] of call.keywords) state = withEntry(state, str(key), value);
    return new DictValue(state, call.at);
  };
  const [source] = call.args;
  if (source === undefined) return build({ entries: [] });
  return i.lift([source], call.pc, ([leaf], pc) => {
    const mapping = i.expressions.mappingOf(leaf!, pc, call.at);
    if (mapping !== undefined) return i.lift([mapping.state], pc, ([state]) => build(state as DictState));
    return i.lift([i.expressions.items(leaf!, pc, call.at)], pc, ([state], when) => {
      const { items, open } = state as ItemsState;
      if (open !== undefined) return build({ entries: [], open });
      let entries: DictState = { entries: [] };
      for (const item of items) {
        const pair = "kind" in item ? restrict(i.expressions.items(item, when, call.at), when) : undefined;
        const key =
          pair !== undefined && "items" in pair && pair.items.length === 2 ? pair.items[0]! : undefined;
        if (key === undefined || !("kind" in key))
          return build({ entries: [], open: "dict() of pairs that are not known" });
        entries = withEntry(entries, key, (pair as ItemsState).items[1]!);
      }
      return build(entries);
    });
  });
};

const range: Implementation = (call) =>
  call.interpreter.lift(call.args, call.pc, (leaves) => {
    const numbers = leaves.map((leaf) => (leaf.kind === "int" ? Number(leaf.value) : Number.NaN));
    const [from, to, step] =
      numbers.length === 1 ? [0, numbers[0]!, 1] : [numbers[0]!, numbers[1]!, numbers[2] ?? 1];
    const length = Math.max(0, Math.ceil((to - from) / step));
    if (!(length <= 2000)) return unknown("range()", call.at);
    return { kind: "tuple", items: Array.from({ length }, (_, n) => int(from + n * step)), at: call.at };
  });

const length: Implementation = (call) =>
  first(call, DEAD, (leaf, pc) => {
    const { interpreter: i, at } = call;
    if (leaf.kind === "str") return int([...leaf.value].length, at);
    if (leaf.kind === "env") return derived(leaf, "int", `len(${leaf.text})`, at);
    if (leaf.kind === "unknown") return unknown(leaf.reason, at);
    const own = leaf.kind === "instance" ? callSpecial(i, leaf, "__len__", [], pc, at) : undefined;
    if (own !== undefined) return own;
    return i.lift([i.expressions.items(leaf, pc, at)], pc, ([state]) => {
      const { items, open } = state as ItemsState;
      return open === undefined ? int(items.length, at) : unknown(open, at);
    });
  });

/** The items of several iterables at once, where all are known; else why they are not. */
function known(
  call: CallArguments,
  leaves: readonly Value[],
  pc: CallArguments["pc"],
): Guarded<Value>[][] | string {
  const out: Guarded<Value>[][] = [];
  for (const leaf of leaves) {
    const state = restrict(call.interpreter.expressions.items(leaf, pc, call.at), pc);
    if (!("items" in state)) return "an iterable that depends on conditions";
    if (state.open !== undefined) return state.open;
    out.push([...state.items]);
  }
  return out;
}

const zip: Implementation = (call) =>
  call.interpreter.lift(call.args, call.pc, (leaves, pc) => {
    const columns = known(call, leaves, pc);
    if (typeof columns === "string" || call.keywords.size > 0) return unknown("zip()", call.at);
    const count = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
    const rows = Array.from(
      { length: count },
      (_, n): Value => ({ kind: "tuple", items: columns.map((column) => column[n]!) }),
    );
    return list(rows, call.at);
  });

const enumerate: Implementation = (call) =>
  first(call, DEAD, (leaf, pc) => {
    const columns = known(call, [leaf], pc);
    const start = call.args[1] ?? call.keywords.get("start") ?? int(0);
    if (typeof columns === "string" || !("kind" in start) || start.kind !== "int")
      return unknown("enumerate()", call.at);
    const rows = columns[0]!.map(
      (item, n): Value => ({ kind: "tuple", items: [int(start.value + BigInt(n)), item] }),
    );
    return list(rows, call.at);
  });

const mapFunction: Implementation = (call) => {
  const { expressions } = call.interpreter;
  return call.interpreter.lift(call.args, call.pc, ([f, ...iterables], pc) => {
    const env = iterables.find((leaf) => leaf.kind === "env");
    if (env?.kind === "env") return derived(env, "list", `map(…, ${env.text})`, call.at);
    const columns = known(call, iterables, pc);
    if (f === undefined || typeof columns === "string") return unknown("map()", call.at);
    const count = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
    const items = Array.from({ length: count }, (_, n) =>
      expressions.invoke(f, { ...call, args: columns.map((column) => column[n]!), keywords: new Map(), pc }),
    );
    return list(items, call.at);
  });
};

const filter: Implementation = (call) => {
  const { interpreter: i, at } = call;
  return i.lift(call.args, call.pc, ([f, iterable], pc) => {
    if (iterable?.kind === "env") return derived(iterable, "list", `filter(…, ${iterable.text})`, at);
    const columns = iterable === undefined ? "filter()" : known(call, [iterable], pc);
    if (f === undefined || typeof columns === "string") return unknown("filter()", at);
    let state: Guarded<ItemsState> = { items: [] };
    for (const item of columns[0]!) {
      const kept =
        f.kind === "none"
          ? item
          : i.expressions.invoke(f, { ...call, args: [item], keywords: new Map(), pc });
      const holds = map(kept, (value) => truth(i, value));
      state = choose(
        holds,
        map(state, (s) => ({ ...s, items: [...s.items, item] })),
        state,
      );
    }
    return new ListValue(state, at);
  });
};

/** min() and max() of numbers or of strings. */
function extreme(name: "min" | "max"): Implementation {
  return (call) =>
    call.interpreter.lift(call.args, call.pc, (leaves, pc) => {
      const columns = leaves.length === 1 ? known(call, leaves, pc) : [leaves];
      if (typeof columns === "string" || call.keywords.size > 0) return unknown(`${name}()`, call.at);
      const items = columns[0]!;
      const comparable =
        items.every((item) => "kind" in item && item.kind === "int") ||
        items.every((item) => "kind" in item && item.kind === "str");
      if (!comparable) return unknown(`${name}()`, call.at);
      if (items.length === 0) {
        return call.interpreter.raise("ValueError", `${name}() iterable argument is empty`, pc, call.at);
      }
      const value = (item: Guarded<Value>) => (item as { value: string | bigint }).value;
      const better = (a: Guarded<Value>, b: Guarded<Value>) =>
        name === "min" ? value(b) < value(a) : value(b) > value(a);
      return items.reduce((best, item) => (better(best, item) ? item : best));
    });
}

const sum: Implementation = (call) =>
  first(call, DEAD, (leaf, pc) => {
    const columns = known(call, [leaf], pc);
    const start = call.args[1] ?? call.keywords.get("start") ?? int(0);
    if (typeof columns === "string") return unknown("sum()", call.at);
    return columns[0]!.reduce<Guarded<Value>>(
      (total, item) =>
        call.interpreter.lift([total, item], pc, ([a, b], when) =>
          binary(call.interpreter, "+", a!, b!, when, call.at),
        ),
      start,
    );
  });

const abs: Implementation = (call) =>
  first(call, DEAD, (leaf) => {
    if (leaf.kind === "int") return int(leaf.value < 0n ? -leaf.value : leaf.value, call.at);
    if (leaf.kind === "float") return { kind: "float", value: Math.abs(leaf.value), at: call.at };
    return leaf.kind === "env"
      ? derived(leaf, leaf.type, `abs(${leaf.text})`, call.at)
      : unknown("abs()", call.at);
  });

/** Functions that only look at what they get: their result is unknown, their arguments stay as they are. */
const PURE = [
  "__build_class__",
  "__import__",
  "aiter",
  "anext",
  "ascii",
  "bin",
  "breakpoint",
  "bytearray",
  "bytes",
  "chr",
  "compile",
  "complex",
  "copyright",
  "credits",
  "divmod",
  "eval",
  "exec",
  "format",
  "globals",
  "hash",
  "help",
  "hex",
  "id",
  "input",
  "iter",
  "license",
  "locals",
  "memoryview",
  "next",
  "oct",
  "open",
  "ord",
  "pow",
  "repr",
  "round",
  "slice",
];

const FUNCTIONS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...PURE.map((name): [string, Value] => [
    name,
    native(name, (call) => {
      call.interpreter.mayRaise(`${name}()`, call.pc, call.at);
      return unknown(`${name}()`, call.at);
    }),
  ]),
  ...objectFunctions((name) => FUNCTIONS.get(name)),
  ["int", native("int", toInt)],
  ["float", native("float", toFloat)],
  ["bool", native("bool", toBool)],
  ["str", native("str", toStr)],
  [
    "list",
    native(
      "list",
      collect((state, { at }) => new ListValue(state, at)),
    ),
  ],
  [
    "tuple",
    native(
      "tuple",
      collect((state, { at }) =>
        state.open === undefined ? { kind: "tuple", items: state.items, at } : list([], at, state.open),
      ),
    ),
  ],
  [
    "set",
    native(
      "set",
      collect((state, { interpreter, at }) => interpreter.expressions.makeSet(state, at)),
    ),
  ],
  ["dict", native("dict", dictFunction)],
  ["sorted", native("sorted", sorted)],
  [
    "reversed",
    native(
      "reversed",
      collect((state, { at }) => list(state.items.toReversed(), at, state.open)),
    ),
  ],
  ["any", native("any", anyOrAll(false))],
  ["all", native("all", anyOrAll(true))],
  ["zip", native("zip", zip)],
  ["enumerate", native("enumerate", enumerate)],
  ["map", native("map", mapFunction)],
  ["filter", native("filter", filter)],
  ["min", native("min", extreme("min"))],
  ["max", native("max", extreme("max"))],
  ["sum", native("sum", sum)],
  ["abs", native("abs", abs)],
  [
    "frozenset",
    native(
      "frozenset",
      collect((state, { interpreter, at }) => interpreter.expressions.makeSet(state, at)),
    ),
  ],
  ["range", native("range", range)],
  ["len", native("len", length)],
  ["print", native("print", () => NONE)],
  [
    "exit",
    native("exit", ({ interpreter, pc, at }) =>
      interpreter.raise("SystemExit", "exit() in the settings", pc, at),
    ),
  ],
  [
    "repr",
    native("repr", (call) =>
      first(call, DEAD, (leaf, pc) => {
        if (leaf.kind === "instance") return objectText(call.interpreter, leaf, "r", pc, call.at);
        const shown = repr(leaf);
        return shown === undefined ? unknown("repr()", call.at) : str(shown, call.at);
      }),
    ),
  ],
  [
    "quit",
    native("quit", ({ interpreter, pc, at }) =>
      interpreter.raise("SystemExit", "quit() in the settings", pc, at),
    ),
  ],
  ...[
    "NotImplemented",
    "Ellipsis",
    "__doc__",
    "__spec__",
    "__loader__",
    "__builtins__",
    "__cached__",
    "__path__",
  ].map((name): [string, Value] => [name, unknown(name)]),
  ["__debug__", bool(true)],
]);

/** A built-in name's value, or undefined if there is none. */
export function builtin(name: string): Value | undefined {
  const found = FUNCTIONS.get(name);
  if (found !== undefined) return found;
  if (name === "IOError" || name === "EnvironmentError" || isBuiltinException(name)) {
    return { kind: "exception", name: exceptionName(name)! };
  }
  return undefined;
}
