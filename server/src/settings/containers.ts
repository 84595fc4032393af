/** Items of values: read, written and deleted. */

import type { Location } from "../syntax/text";
import { findEntry, isUnsure, withEntry, withoutEntry } from "./dicts";
import { type Condition, choose, type Guarded, map, restrict } from "./guard";
import type { Interpreter } from "./interpreter";
import { itemsOf, MAX_ITEMS, rangeLength } from "./iteration";
import { checkKey, keyError } from "./methods/dict";
import { checked, indexText, isLost, placesOf, setSlice, sliceOf } from "./slices";
import { callSpecial, objectItem } from "./specialMethods";
import {
  DEAD,
  type DictState,
  DictValue,
  derived,
  type HistoryStep,
  type ItemsState,
  int,
  isScalar,
  ListValue,
  NONE,
  str,
  typeName,
  unknown,
  type Value,
} from "./values";

/** A place in a sequence by its index; undefined for what is no integer. */
function placeOf(key: Value, length: number): number | undefined {
  if (key.kind !== "int" && key.kind !== "bool") return undefined;
  const index = Number(key.value);
  return index < 0 ? index + length : index;
}

/** `container[key]`. */
export function item(
  i: Interpreter,
  container: Value,
  key: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (container.kind === "dead" || key.kind === "dead") return DEAD;
  if (key.kind === "slice" && container.kind !== "instance" && container.kind !== "class")
    return sliceOf(i, container, key, pc, at);
  if (key.kind === "instance" && key.content !== undefined && container.kind !== "dict")
    return item(i, container, key.content, pc, at);
  /** The item at a place that may not exist. */
  const sequence = (
    type: string,
    message: string,
    length: number,
    get: (place: number) => Guarded<Value>,
    when: Condition,
  ): Guarded<Value> => {
    if (isLost(key)) {
      i.mayRaise(`an item of a ${type}`, when, at, "IndexError");
      return unknown("an item whose index is not known", at);
    }
    const place = placeOf(key, length);
    if (place === undefined) {
      const what = type === "str" ? "string" : type;
      const text = `${what} indices must be integers or slices, not ${typeName(key)}`;
      // The wording for strings changed with Python 3.11.
      return type === "str" ? i.raise("TypeError", text, when, at) : i.fail("TypeError", text, when, at);
    }
    if (place < 0 || place >= length) return i.fail("IndexError", message, when, at);
    return restrict(get(place), when);
  };
  switch (container.kind) {
    case "dict":
      if (!checkKey({ interpreter: i, at }, key, pc)) return DEAD;
      return i.lift<DictState>([container.state], pc, ([state], when) => {
        const entry = findEntry(state!, key);
        if (entry !== undefined && "value" in entry) return restrict(entry.value, when);
        if (entry !== undefined) {
          i.mayRaise("an entry of a dict", when, at, "KeyError");
          return unknown(entry.unknown, at);
        }
        return missingEntry(i, container, key, when, at);
      });
    case "list":
      return i.lift<ItemsState>([container.state], pc, ([state], when) => {
        const { items, open } = state!;
        if (open !== undefined) {
          i.mayRaise("an item of a list", when, at, "IndexError");
          return unknown(open, at);
        }
        return sequence("list", "list index out of range", items.length, (place) => items[place]!, when);
      });
    case "tuple":
      return sequence(
        "tuple",
        "tuple index out of range",
        container.items.length,
        (place) => container.items[place]!,
        pc,
      );
    case "str": {
      const characters = [...container.value];
      return sequence(
        "str",
        "string index out of range",
        characters.length,
        (place) => str(characters[place]!, at),
        pc,
      );
    }
    case "bytes":
      return sequence(
        "byte",
        "index out of range",
        container.value.length,
        (place) => int(container.value.charCodeAt(place), at),
        pc,
      );
    case "range": {
      const length = rangeLength(container);
      if (key.kind !== "int" && key.kind !== "bool") return sequence("range", "", 0, () => NONE, pc);
      const index = BigInt(key.value);
      const place = index < 0n ? index + length : index;
      if (place < 0n || place >= length)
        return i.fail("IndexError", "range object index out of range", pc, at);
      return int(container.start + place * container.step, at);
    }
    case "object":
      if (container.item !== undefined) return container.item(key, { interpreter: i, pc, at });
      return unknown(container.name, at);
    case "instance":
    case "class":
      return objectItem(i, container, key, pc, at);
    case "data": {
      const found = container.type.item?.(container, key, { interpreter: i, pc, at });
      return found ?? unknown(`an item of ${container.type.name}`, at);
    }
    case "env":
      i.mayRaise(`${container.text}[…]`, pc, at);
      return derived(container, "object", `${container.text}[${indexText(key, at)}]`, at);
    case "native":
      // `list[str]` in an annotation.
      if (container.type !== undefined) return unknown(`a ${container.type} of something`, at);
      return i.fail("TypeError", `'${typeName(container)}' object is not subscriptable`, pc, at);
    case "none":
    case "ellipsis":
    case "bool":
    case "int":
    case "float":
    case "set":
    case "view":
    case "iterator":
    case "path":
    case "function":
    case "error":
      return i.fail("TypeError", `'${typeName(container)}' object is not subscriptable`, pc, at);
    case "unknown":
      i.mayRaise(`an item of ${container.reason}`, pc, at);
      return unknown(container.reason, at);
    default:
      return unknown(`an item of ${"name" in container ? container.name : typeName(container)}`, at);
  }
}

/** A key that a dict lacks: a KeyError, or what a defaultdict makes of it. */
function missingEntry(
  i: Interpreter,
  dict: DictValue,
  key: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const factory = dict.subclass?.factory;
  if (factory === undefined || factory.kind === "none") return keyError({ interpreter: i, at }, key, pc);
  const value = i.expressions.invoke(factory, { interpreter: i, args: [], keywords: new Map(), pc, at });
  dict.state = choose(
    pc,
    map(dict.state, (state) => withEntry(state, key, value)),
    dict.state,
  );
  return value;
}

// ---------------------------------------------------------------- changes

/** `container[key] = value` in the worlds of `pc`. */
export function setItem(
  i: Interpreter,
  container: Value,
  key: Value,
  value: Guarded<Value>,
  pc: Condition,
  at: Location,
  step: HistoryStep,
): void {
  if (key.kind === "dead" || container.kind === "dead") return;
  if (container instanceof DictValue) {
    if (!checkKey({ interpreter: i, at }, key, pc)) return;
    const change = (state: DictState): DictState => {
      if (key.kind === "unknown") return { entries: [], open: `an entry was set whose key is not known` };
      return withEntry(state, key, value);
    };
    container.state = choose(pc, map(container.state, change), container.state);
    container.record(step);
  } else if (container instanceof ListValue) {
    if (key.kind === "slice") setSlice(i, container, key, value, pc, at);
    else {
      i.each(container.state, pc, (state, when) => {
        const next = listWith(i, state, key, value, when, at);
        if (next !== undefined) container.state = choose(when, next, container.state);
      });
    }
    container.record(step);
  } else if (container.kind === "object" && container.setItem !== undefined) {
    container.setItem(key, value, { interpreter: i, pc, at });
  } else if (container.kind === "instance") {
    if (callSpecial(i, container, "__setitem__", [key, value], pc, at) === undefined)
      i.exposeObject(container, `an item set in ${container.name}`, pc);
  } else if (isImmutable(container)) {
    i.fail("TypeError", `'${typeName(container)}' object does not support item assignment`, pc, at);
  }
}

function isImmutable(value: Value): boolean {
  return (
    isScalar(value) ||
    ["tuple", "set", "range", "view", "path", "iterator", "function", "error"].includes(value.kind)
  );
}

/** A list's state with one item replaced; undefined where that raised. */
function listWith(
  i: Interpreter,
  state: ItemsState,
  key: Value,
  value: Guarded<Value>,
  pc: Condition,
  at: Location,
): ItemsState | undefined {
  if (state.open !== undefined) return { items: [], open: state.open };
  if (isLost(key)) return { items: [], open: "an item was set whose index is not known" };
  const place = placeOf(key, state.items.length);
  if (place === undefined) {
    i.fail("TypeError", `list indices must be integers or slices, not ${typeName(key)}`, pc, at);
    return undefined;
  }
  if (place < 0 || place >= state.items.length) {
    i.fail("IndexError", "list assignment index out of range", pc, at);
    return undefined;
  }
  return { items: state.items.with(place, value) };
}

/** `del container[key]`. */
export function deleteItem(
  i: Interpreter,
  container: Value,
  key: Value,
  pc: Condition,
  at: Location,
  step: HistoryStep,
): void {
  if (key.kind === "dead" || container.kind === "dead") return;
  if (container instanceof DictValue) {
    if (!checkKey({ interpreter: i, at }, key, pc)) return;
    i.each(container.state, pc, (state, when) => {
      const entry = findEntry(state, key);
      if (entry === undefined) {
        keyError({ interpreter: i, at }, key, when);
        return;
      }
      const doubtful = isUnsure(key) || state.entries.some(([name]) => isUnsure(name));
      const next: DictState = doubtful
        ? { entries: [], open: "an entry was deleted whose key is not known" }
        : withoutEntry(state, key);
      container.state = choose(when, next, container.state);
    });
    container.record(step);
  } else if (container instanceof ListValue) {
    i.each(container.state, pc, (state, when) => {
      const next = listWithout(i, state, key, when, at);
      if (next !== undefined) container.state = choose(when, next, container.state);
    });
    container.record(step);
  } else if (container.kind === "object" && container.setItem !== undefined) {
    container.setItem(key, undefined, { interpreter: i, pc, at });
  } else if (container.kind === "instance") {
    if (callSpecial(i, container, "__delitem__", [key], pc, at) === undefined)
      i.exposeObject(container, `an item deleted from ${container.name}`, pc);
  } else if (isImmutable(container)) {
    // Sequences say "doesn't", other types "does not".
    i.raise("TypeError", `'${typeName(container)}' object does not support item deletion`, pc, at);
  }
}

/** A list's state without an item or a slice; undefined where that raised. */
function listWithout(
  i: Interpreter,
  state: ItemsState,
  key: Value,
  pc: Condition,
  at: Location,
): ItemsState | undefined {
  if (state.open !== undefined) return { items: [], open: state.open };
  if (isLost(key)) return { items: [], open: "an item was deleted whose index is not known" };
  const { length } = state.items;
  if (key.kind === "slice") {
    const numbers = checked(i, key, pc, at);
    if ("kind" in numbers)
      return numbers.kind === "unknown" ? { items: [], open: numbers.reason } : undefined;
    const gone = new Set(placesOf(length, numbers.from, numbers.to, numbers.step));
    return { items: state.items.filter((_, n) => !gone.has(n)) };
  }
  const place = placeOf(key, length);
  if (place === undefined) {
    i.fail("TypeError", `list indices must be integers or slices, not ${typeName(key)}`, pc, at);
    return undefined;
  }
  if (place < 0 || place >= length) {
    i.fail("IndexError", "list assignment index out of range", pc, at);
    return undefined;
  }
  return { items: state.items.toSpliced(place, 1) };
}

/** `target.extend(value)` in the worlds of `pc`. */
export function extend(
  i: Interpreter,
  target: ListValue,
  value: Value,
  pc: Condition,
  at: Location,
  step: HistoryStep,
): void {
  const added = itemsOf(i, value, pc, at);
  target.state = choose(i.surviving(pc), concat(target.state, added), target.state);
  target.record(step);
}

/** The items of two sequences one after the other. */
export function concat(state: Guarded<ItemsState>, added: Guarded<ItemsState>): Guarded<ItemsState> {
  return map(state, (s) =>
    map(added, (t): ItemsState => {
      if (s.items.length + t.items.length > MAX_ITEMS) return { items: [], open: "a very long list" };
      return { items: [...s.items, ...t.items], open: s.open ?? t.open };
    }),
  );
}
