/**
 * One value for many alternatives, where keeping them apart would cost too much: what they share stays known, the rest is
 * open or unknown.
 */
import { dependence, type Guarded, leaves } from "./guard";
import type { Interpreter } from "./interpreter";
import type { Plain } from "./plain";
import { alternativesOf, DictValue, joinEntries, joinItems, ListValue, unknown, type Value } from "./values";

/** Joins the plain values that a diagram holds. */
export function joinPlain(value: Guarded<Plain>): Plain {
  const alternatives = alternativesOf(value);
  return joinAlternatives(alternatives, dependence(value));
}

function joinAlternatives(alternatives: readonly Plain[], reason: string): Plain {
  const [first, ...others] = alternatives;
  if (first === undefined || alternatives.every((other) => samePlain(first, other)))
    return first ?? { kind: "unknown", reason };
  const { at } = first;
  if (first.kind === "list" || first.kind === "tuple" || first.kind === "set") {
    const lists = others.filter((other) => other.kind === first.kind) as (typeof first)[];
    if (lists.length === others.length) {
      const items = first.items.filter((item) =>
        lists.every((list) => list.items.some((i) => samePlain(i, item))),
      );
      return { kind: first.kind, items, open: reason, at };
    }
  }
  if (first.kind === "dict") {
    const dicts = others.filter((other) => other.kind === "dict") as (typeof first)[];
    if (dicts.length === others.length) {
      const entries = first.entries.flatMap(([key, value]) => {
        const values = dicts.map((dict) => dict.entries.find(([other]) => samePlain(other, key))?.[1]);
        if (values.includes(undefined)) return [];
        return [[key, joinAlternatives([value, ...(values as Plain[])], reason)] as const];
      });
      const closed = alternatives.every(
        (dict) => dict.kind === "dict" && dict.open === undefined && dict.entries.length === entries.length,
      );
      return { kind: "dict", entries, ...(closed ? {} : { open: reason }), at };
    }
  }
  return { kind: "unknown", reason, at };
}

/** Equal as data; where they were written does not count. */
function samePlain(a: Plain, b: Plain): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "none":
      return true;
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
    case "path":
      return a.value === (b as typeof a).value;
    case "env":
      return a.text === (b as typeof a).text && a.type === (b as typeof a).type;
    case "unknown":
      return false;
    case "dict": {
      const { entries, open } = b as typeof a;
      return (
        a.open === undefined &&
        open === undefined &&
        a.entries.length === entries.length &&
        a.entries.every(
          ([key, value], n) => samePlain(key, entries[n]![0]) && samePlain(value, entries[n]![1]),
        )
      );
    }
    case "object":
      return a.type === (b as typeof a).type && a.text !== undefined && a.text === (b as typeof a).text;
    default: {
      const { items, open } = b as typeof a;
      return (
        a.open === undefined &&
        open === undefined &&
        a.items.length === items.length &&
        a.items.every((item, n) => samePlain(item, items[n]!))
      );
    }
  }
}

/**
 * Joins the values that a name or expression may have. A joined list or dict is a new object; the objects it stands for are
 * exposed, because a change of the one would be a change of one of them.
 */
export function joinValues(interpreter: Interpreter, value: Guarded<Value>): Value {
  const reason = dependence(value);
  const found = leaves(value).filter(({ leaf }) => leaf.kind !== "dead");
  const alternatives = found.map(({ leaf }) => leaf);
  const [first] = alternatives;
  const joined = join(alternatives, reason, first?.at);
  if (first instanceof ListValue || first instanceof DictValue) {
    for (const { leaf, when } of found) interpreter.exposeObject(leaf, reason, when);
  }
  return joined;
}

function join(alternatives: readonly Value[], reason: string, at: Value["at"]): Value {
  if (alternatives.every((value) => value instanceof ListValue)) {
    const states = alternatives.flatMap(({ state }) => alternativesOf(state));
    return new ListValue(joinItems(states, reason), at);
  }
  if (alternatives.every((value) => value instanceof DictValue)) {
    const states = alternatives.flatMap(({ state }) => alternativesOf(state));
    return new DictValue(joinEntries(states, reason), at);
  }
  return unknown(reason, at);
}
