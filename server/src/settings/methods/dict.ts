/** The methods of dict. */
import { findEntry, isHashable, withEntry, withoutEntry } from "../dicts";
import { type Condition, choose, type Guarded, map, restrict } from "../guard";
import { itemsOf } from "../iteration";
import { repr } from "../representation";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  dict,
  type NativeValue,
  NONE,
  native,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../values";
import { type Method, type MethodTable, raw } from "./methods";

/** The KeyError of a key that is missing. */
export function keyError(call: Pick<CallArguments, "interpreter" | "at">, key: Value, pc: Condition): Value {
  return call.interpreter.raise(
    "KeyError",
    key.kind === "str" ? `'${key.value}'` : (repr(key) ?? "a key"),
    pc,
    call.at,
    [key],
  );
}

/** Raises where a value can be no key. */
export function checkKey(
  call: Pick<CallArguments, "interpreter" | "at">,
  key: Value,
  pc: Condition,
): boolean {
  if (isHashable(key) !== false) return true;
  call.interpreter.raise("TypeError", `unhashable type: '${typeName(key)}'`, pc, call.at, [
    unknown("a message that differs by Python's version"),
  ]);
  return false;
}

function change(self: DictValue, call: CallArguments, pc: Condition, next: Guarded<DictState>): void {
  self.state = choose(pc, next, self.state);
  self.record(call.interpreter.historyStep("changed", call.at, call.at, pc));
}

/** `self[key]` where there is one, else what `absent` says. */
function read(
  self: DictValue,
  key: Guarded<Value>,
  call: CallArguments,
  absent: (key: Value, pc: Condition) => Guarded<Value>,
  found?: (key: Value, pc: Condition) => void,
): Guarded<Value> {
  const i = call.interpreter;
  return i.lift([key], call.pc, ([name], pc) => {
    if (name!.kind === "dead") return DEAD;
    // pop() of an empty dict does not look at the key.
    const empty = found !== undefined && "entries" in self.state && self.state.entries.length === 0;
    if (!empty && !checkKey(call, name!, pc)) return DEAD;
    return i.lift<DictState>([self.state], pc, ([state], when) => {
      const entry = findEntry(state!, name!);
      if (entry === undefined) return absent(name!, when);
      if ("unknown" in entry) {
        found?.(name!, when);
        return unknown(entry.unknown, call.at);
      }
      found?.(name!, when);
      return restrict(entry.value, when);
    });
  });
}

/** `self.update(source)`: a mapping, or an iterable of pairs. */
export function updateFrom(self: DictValue, source: Guarded<Value>, call: CallArguments): void {
  const i = call.interpreter;
  i.each(source, call.pc, (leaf, pc) => {
    const added = entriesOf(leaf, call, pc);
    const then = i.surviving(pc);
    if (then === false) return;
    const next = map(self.state, (state) =>
      map(added, (other): DictState => {
        if (other.open !== undefined) return { entries: [], open: other.open };
        let merged = state;
        for (const [key, value] of other.entries) merged = withEntry(merged, key, value);
        return merged;
      }),
    );
    change(self, call, then, next);
  });
}

/** What `dict(value)` holds: a mapping's entries, or pairs. */
export function entriesOf(value: Value, call: CallArguments, pc: Condition): Guarded<DictState> {
  const i = call.interpreter;
  const mapping = i.expressions.mappingOf(value, pc, call.at);
  if (mapping !== undefined) return restrict(mapping.state, pc);
  if (value.kind === "unknown" || value.kind === "env" || value.kind === "third-party") {
    const reason = value.kind === "unknown" ? value.reason : "it was updated with a value that is not known";
    return { entries: [], open: reason };
  }
  const pairs = itemsOf(i, value, pc, call.at);
  return map(pairs, ({ items, open }): Guarded<DictState> => {
    if (open !== undefined) return { entries: [], open };
    let state: Guarded<DictState> = { entries: [] };
    items.forEach((item, n) => {
      state = map(restrict(item, pc), (pair) => {
        const parts = itemsOf(i, pair, pc, call.at);
        return map(parts, (two): Guarded<DictState> => {
          if (two.open !== undefined) return { entries: [], open: two.open };
          if (two.items.length !== 2) {
            i.fail(
              "ValueError",
              `dictionary update sequence element #${n} has length ${two.items.length}; 2 is required`,
              i.surviving(pc),
              call.at,
            );
            return state;
          }
          return map(two.items[0]!, (key) => {
            if (!checkKey(call, key, i.surviving(pc))) return state;
            return map(state, (s) =>
              key.kind === "unknown" ? { entries: [], open: key.reason } : withEntry(s, key, two.items[1]!),
            );
          });
        });
      });
    });
    return state;
  });
}

const view = (part: "keys" | "values" | "items"): Method<DictValue> =>
  raw("", (self, _, { at }) => ({ kind: "view", part, dict: self, at }));

/** `dict.fromkeys(iterable, value)`. */
export const fromkeys: Method<Value> = raw("iterable, value?, /", (_, [iterable, value], call) => {
  const i = call.interpreter;
  return i.lift([iterable!], call.pc, ([leaf], pc) => {
    const items = itemsOf(i, leaf!, pc, call.at);
    if (i.surviving(pc) === false) return DEAD;
    return new DictValue(
      map(items, (state): Guarded<DictState> => {
        let entries: Guarded<DictState> = { entries: [], open: state.open };
        for (const item of state.items) {
          entries = map(item, (key) => map(entries, (s) => withEntry(s, key, value ?? NONE)));
        }
        return entries;
      }),
      call.at,
    );
  });
});

export const DICT_METHODS: MethodTable<DictValue> = {
  get: raw("key, default?, /", (self, [key, fallback], call) =>
    read(self, key!, call, (_, pc) => restrict(fallback ?? NONE, pc)),
  ),
  setdefault: raw("key, default?, /", (self, [key, fallback], call) =>
    read(self, key!, call, (name, pc) => {
      change(
        self,
        call,
        pc,
        map(self.state, (state) => withEntry(state, name, fallback ?? NONE)),
      );
      return restrict(fallback ?? NONE, pc);
    }),
  ),
  update: raw("source?, /, **others", (self, [source, others], call) => {
    const i = call.interpreter;
    if (source !== undefined) updateFrom(self, source, call);
    const then = i.surviving(call.pc);
    if (then === false) return DEAD;
    updateFrom(self, others!, { ...call, pc: then });
    return NONE;
  }),
  pop: raw("key, default?, /", (self, [key, fallback], call) =>
    read(
      self,
      key!,
      call,
      (name, pc) => (fallback === undefined ? keyError(call, name, pc) : restrict(fallback, pc)),
      (name, pc) =>
        change(
          self,
          call,
          pc,
          map(self.state, (state) =>
            name.kind === "unknown" || name.kind === "env"
              ? { entries: [], open: "an entry was removed whose key is not known" }
              : withoutEntry(state, name),
          ),
        ),
    ),
  ),
  popitem: raw("", (self, _, call) => {
    const i = call.interpreter;
    return i.lift<DictState>([self.state], call.pc, ([state], pc) => {
      if (state!.open !== undefined) {
        change(self, call, pc, { entries: [], open: state!.open });
        return unknown(state!.open, call.at);
      }
      const last = state!.entries.at(-1);
      if (last === undefined)
        return i.raise("KeyError", "popitem(): dictionary is empty", pc, call.at, [
          str("popitem(): dictionary is empty"),
        ]);
      change(self, call, pc, { entries: state!.entries.slice(0, -1) });
      return tuple(last, call.at);
    });
  }),
  copy: raw("", (self, _, call) => new DictValue(restrict(self.state, call.pc), call.at, self.subclass)),
  clear: raw("", (self, _, call) => {
    change(self, call, call.pc, { entries: [] });
    return NONE;
  }),
  keys: view("keys"),
  values: view("values"),
  items: view("items"),
  fromkeys,
};

/** Methods of OrderedDict beside those of dict. */
export const ORDERED_METHODS: MethodTable<DictValue> = {
  move_to_end: raw("key, last?", (self, [key, last], call) => {
    const i = call.interpreter;
    return i.lift([key!, last ?? bool(true)], call.pc, ([name, end], pc) =>
      i.lift<DictState>([self.state], pc, ([state], when) => {
        const entry = findEntry(state!, name!);
        const toEnd = i.truth(end!);
        if (entry === undefined) return keyError(call, name!, when);
        if ("unknown" in entry || typeof toEnd !== "boolean") {
          change(self, call, when, { entries: [], open: "an entry was moved whose key is not known" });
          return NONE;
        }
        const { entries } = withoutEntry(state!, name!);
        const moved = [name!, entry.value] as const;
        change(self, call, when, { entries: toEnd ? [...entries, moved] : [moved, ...entries] });
        return NONE;
      }),
    );
  }),
};

/** A bound `fromkeys` for the class itself. */
export const FROMKEYS: NativeValue = native("dict.fromkeys", (call) => fromkeys(dict([]), call, "fromkeys"));
