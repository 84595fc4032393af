/** Turns the interpreter's values into the plain ones of plain.ts: conditions inside containers move to the outside. */
import {
  type Atom,
  and,
  atomsOf,
  type Condition,
  choose,
  cofactor,
  condition,
  Fork,
  type Guarded,
  hasMoreLeaves,
  map,
  not,
  topAtom,
} from "./guard";
import { rangeLength } from "./iteration";
import { joinPlain } from "./join";
import type { Plain } from "./plain";
import { repr } from "./representation";
import { type DictState, type ItemsState, isScalar, typeName, type Value } from "./values";
import type { Worlds } from "./worlds";

/** More alternatives than this are not told apart. */
const MAX_ALTERNATIVES = 128;
const MAX_DEPTH = 12;
/** A value holds no more others: `[[[0] * 100] * 100] * 100` is small for Python and large for whoever writes it down. */
const MAX_VALUES = 100_000;

interface Budget {
  left: number;
}

/** Every plain value that `value` may be in some worlds. */
export function materialize(value: Guarded<Value>, worlds: Worlds): Guarded<Plain> {
  return visit(worlds.simplify(value), worlds, 0, { left: MAX_VALUES });
}

function visit(value: Guarded<Value>, worlds: Worlds, depth: number, budget: Budget): Guarded<Plain> {
  const plain = map<Value, Plain>(value, (leaf) => plainOf(leaf, worlds, depth, budget));
  return hasMoreLeaves(plain, MAX_ALTERNATIVES) ? joinPlain(plain) : plain;
}

function plainOf(value: Value, worlds: Worlds, depth: number, budget: Budget): Guarded<Plain> {
  const { at } = value;
  if (depth > MAX_DEPTH) return { kind: "unknown", reason: "a value nested too deeply", at };
  if (--budget.left < 0) return { kind: "unknown", reason: "a very large value", at };
  switch (value.kind) {
    case "none":
      return { kind: "none", at };
    case "bool":
      return { kind: "bool", value: value.value, at };
    case "int":
      return { kind: "int", value: value.value, at };
    case "float":
      return { kind: "float", value: value.value, at };
    case "str":
      return { kind: "str", value: value.value, at };
    case "bytes":
      return { kind: "bytes", value: value.value, at };
    case "path":
      return { kind: "path", value: value.value, at };
    case "env":
      return { kind: "env", name: value.name, type: value.type, text: value.text, at };
    case "list":
    case "set":
      return map<ItemsState, Plain>(worlds.simplify(value.state), (state) =>
        map<readonly Plain[], Plain>(all(state.items, worlds, depth, budget), (items) => ({
          kind: value.kind,
          items,
          open: state.open,
          at,
        })),
      );
    case "tuple":
      return map<readonly Plain[], Plain>(all(value.items, worlds, depth, budget), (items) => ({
        kind: "tuple",
        items,
        at,
      }));
    case "dict":
      return map<DictState, Plain>(worlds.simplify(value.state), (state) =>
        map<readonly Plain[], Plain>(all(state.entries.flat(), worlds, depth, budget), (flat) => ({
          kind: "dict",
          entries: state.entries.map((_, n) => [flat[2 * n]!, flat[2 * n + 1]!] as const),
          open: state.open,
          at,
        })),
      );
    case "unknown":
      return { kind: "unknown", reason: value.reason, at };
    case "instance":
      return value.content === undefined || !(isScalar(value.content) || value.content.kind === "env")
        ? { kind: "unknown", reason: value.name, at }
        : plainOf(value.content, worlds, depth, budget);
    case "dead":
      return { kind: "unknown", reason: "an expression that raises", at };
    case "ellipsis":
      return { kind: "object", type: "ellipsis", text: "Ellipsis", truth: true, at };
    case "data":
      return {
        kind: "object",
        type: value.type.name,
        text: value.type.repr(value),
        truth: value.type.truth?.(value) ?? true,
        at,
      };
    case "range":
    case "view":
    case "iterator":
    case "slice":
    case "error":
      return objectOf(value, worlds, at);
    default:
      return { kind: "unknown", reason: value.name, at };
  }
}

/** A value of a type that settings hardly hold: only the type counts. */
function objectOf(
  value: Extract<Value, { kind: "range" | "view" | "iterator" | "slice" | "error" }>,
  worlds: Worlds,
  at: Value["at"],
): Guarded<Plain> {
  const object = (truth: boolean): Plain => ({ kind: "object", type: typeName(value), truth, at });
  if (value.kind === "range") return { ...object(rangeLength(value) > 0n), text: repr(value) } as Plain;
  if (value.kind !== "view") return object(true);
  return map<DictState, Plain>(worlds.simplify(value.dict.state), ({ entries, open }) =>
    open === undefined ? object(entries.length > 0) : { kind: "unknown", reason: open, at },
  );
}

/** The items together, for every combination of their alternatives. */
function all(
  items: readonly Guarded<Value>[],
  worlds: Worlds,
  depth: number,
  budget: Budget,
): Guarded<readonly Plain[]> {
  const plain = items.map((item) => visit(worlds.simplify(item), worlds, depth + 1, budget));
  return combine(plain, worlds);
}

/** Values side by side as one value: a list for each combination that occurs. */
export function combine(values: readonly Guarded<Plain>[], worlds: Worlds): Guarded<readonly Plain[]> {
  if (!values.some((value) => value instanceof Fork)) return values as readonly Plain[];
  const all = combinations(values, worlds.about(...values));
  if (all !== undefined) return all;
  // Those that ask the fewest questions stay as they are, as long as their combinations are few.
  const atoms = values.map((value) => atomsOf(value));
  const kept = new Set<number>();
  let asked = new Set<Atom>();
  for (const n of [...values.keys()].sort((a, b) => atoms[a]!.size - atoms[b]!.size)) {
    const together = new Set([...asked, ...atoms[n]!]);
    if (2 ** together.size > MAX_ALTERNATIVES) continue;
    asked = together;
    kept.add(n);
  }
  const few = values.map((value, n) => (kept.has(n) ? value : joinPlain(value)));
  return combinations(few, worlds.about(...few)) ?? few.map(joinPlain);
}

/** Undefined if they are too many. */
function combinations(
  values: readonly Guarded<Plain>[],
  care: Condition,
): Guarded<readonly Plain[]> | undefined {
  let budget = MAX_ALTERNATIVES;
  const split = (current: readonly Guarded<Plain>[], when: Condition): Guarded<readonly Plain[]> => {
    const atom = topAtom(current);
    if (atom === undefined) return current as readonly Plain[];
    if (--budget < 0) return [];
    const yes = and(when, condition(atom));
    const no = and(when, not(condition(atom)));
    const branch = (holds: boolean, under: Condition) =>
      split(
        current.map((value) => cofactor(value, atom, holds)),
        under,
      );
    if (yes === false) return branch(false, no);
    if (no === false) return branch(true, yes);
    return choose(condition(atom), branch(true, yes), branch(false, no));
  };
  const combined = split(values, care);
  return budget < 0 ? undefined : combined;
}
