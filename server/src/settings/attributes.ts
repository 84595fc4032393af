/** Attributes and methods of Python's own types. */
import type { Location } from "../syntax/text";
import { sameKey } from "./dicts";
import { strFormat } from "./formatting";
import { type Condition, choose, type Guarded, map, restrict } from "./guard";
import { classAttribute, descriptorAttribute, instanceAttribute } from "./instances";
import type { Interpreter } from "./interpreter";
import { importThirdParty } from "./libraries";
import { isAbsolute, PurePath } from "./purePath";
import { split, strip, text } from "./python";
import { plainContent } from "./specialMethods";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  type EnvValue,
  type ItemsState,
  int,
  ListValue,
  list,
  type NativeValue,
  NONE,
  native,
  SetValue,
  str,
  typeName,
  unknown,
  type Value,
} from "./values";

/** `value.name`; undefined where there is no such attribute and that was raised. */
export function attribute(
  i: Interpreter,
  value: Value,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  switch (value.kind) {
    case "dead":
      return DEAD;
    case "unknown":
      return unknown(value.reason, at);
    case "env":
      return envAttribute(value, name, at);
    case "third-party":
      return importThirdParty(`${value.name}.${name}`);
    case "module": {
      const found = value.attribute(name);
      if (found !== undefined) return found;
      return i.raise("AttributeError", `module '${value.name}' has no attribute '${name}'`, pc, at);
    }
    case "object": {
      const found = value.attribute?.(name, i, pc, at);
      return found ?? unknown(`${value.name}.${name}`, at);
    }
    case "native":
      return value.attributes?.get(name) ?? unknown(`${value.name}.${name}`, at);
    case "class":
      return classAttribute(i, value, name, pc, at);
    case "instance":
      return instanceAttribute(i, value, name, pc, at);
    case "descriptor":
      return descriptorAttribute(value, name, at);
    case "str":
      return method(i, STR_METHODS[name], value, name, pc, at);
    case "list":
      return method(i, LIST_METHODS[name], value, name, pc, at);
    case "dict":
      return method(i, DICT_METHODS[name], value, name, pc, at);
    case "set":
      return method(i, SET_METHODS[name], value, name, pc, at);
    case "tuple":
      return method(i, TUPLE_METHODS[name], value, name, pc, at);
    case "path":
      return pathAttribute(i, value.value, name, pc, at);
    default:
      if (value.kind === "none" && !/^__\w+__$/.test(name)) {
        return i.raise("AttributeError", `'NoneType' object has no attribute '${name}'`, pc, at);
      }
      return unknown(`.${name} of ${typeName(value)}`, at);
  }
}

type Method<T extends Value> = (self: T, call: CallArguments) => Guarded<Value>;

function method<T extends Value>(
  i: Interpreter,
  implementation: Method<T> | null | undefined,
  self: T,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (implementation === undefined && /^__\w+__$/.test(name)) return unknown(`.${name}`, at);
  if (implementation === undefined) {
    return i.raise("AttributeError", `'${typeName(self)}' object has no attribute '${name}'`, pc, at);
  }
  if (implementation === null) {
    return native(name, ({ at: where, pc: when }) => {
      // Known to Python, not followed here: what it returns is unknown, and what it was called on may have changed.
      i.exposeObject(self, `.${name}()`, when);
      return unknown(`.${name}()`, where);
    });
  }
  return native(name, (call) => implementation(self, call));
}

/** Evaluates with leaves for the positional arguments. */
function withArgs(
  call: CallArguments,
  count: number,
  f: (args: (Value | undefined)[], pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  const given = call.args.slice(0, count);
  return call.interpreter.lift(given, call.pc, (leaves, pc) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    return f(leaves, pc);
  });
}

/** A string method of string arguments; unknown arguments make an unknown result. */
function strMethod(
  f: (self: string, args: Value[], call: CallArguments) => Value | undefined,
): Method<Value & { kind: "str" }> {
  return (self, call) =>
    withArgs(call, 9, (args) => {
      const unsure = args.find((arg) => arg!.kind === "unknown" || arg!.kind === "env");
      if (unsure !== undefined) {
        return unsure.kind === "env"
          ? derived(unsure, "object", `… of ${unsure.text}`, call.at)
          : unknown((unsure as { reason: string }).reason, call.at);
      }
      return (
        f(self.value, args as Value[], call) ?? unknown("a string method with unusual arguments", call.at)
      );
    });
}

const stringOf = (value: Value | undefined): string | undefined =>
  value?.kind === "str" ? value.value : undefined;

function stripMethod(where: "both" | "left" | "right"): Method<Value & { kind: "str" }> {
  return strMethod((self, [chars], { at }) => {
    if (chars !== undefined && chars.kind !== "str" && chars.kind !== "none") return undefined;
    return str(strip(self, stringOf(chars), where), at);
  });
}

function affixMethod(name: "startsWith" | "endsWith"): Method<Value & { kind: "str" }> {
  return strMethod((self, [affix], { at }) => {
    if (affix?.kind === "str") return bool(self[name](affix.value), at);
    if (affix?.kind === "tuple" && affix.items.every((item) => "kind" in item && item.kind === "str")) {
      return bool(
        affix.items.some((item) => self[name]((item as { value: string }).value)),
        at,
      );
    }
    return undefined;
  });
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function title(value: string): string {
  return value.replace(/\p{L}+/gu, (word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase());
}

const STR_METHODS: Record<string, Method<Value & { kind: "str" }> | null> = {
  lower: strMethod((self, _, { at }) => str(self.toLowerCase(), at)),
  upper: strMethod((self, _, { at }) => str(self.toUpperCase(), at)),
  casefold: strMethod((self, _, { at }) => (isAscii(self) ? str(self.toLowerCase(), at) : undefined)),
  title: strMethod((self, _, { at }) => str(title(self), at)),
  capitalize: strMethod((self, _, { at }) =>
    str(self.slice(0, 1).toUpperCase() + self.slice(1).toLowerCase(), at),
  ),
  strip: stripMethod("both"),
  lstrip: stripMethod("left"),
  rstrip: stripMethod("right"),
  startswith: affixMethod("startsWith"),
  endswith: affixMethod("endsWith"),
  isdigit: strMethod((self, _, { at }) => (isAscii(self) ? bool(/^\d+$/.test(self), at) : undefined)),
  replace: strMethod((self, [from, to, count], { at }) =>
    from?.kind === "str" && to?.kind === "str" && count === undefined
      ? str(
          self.replaceAll(from.value, () => to.value),
          at,
        )
      : undefined,
  ),
  removeprefix: strMethod((self, [prefix], { at }) =>
    prefix?.kind === "str"
      ? str(self.startsWith(prefix.value) ? self.slice(prefix.value.length) : self, at)
      : undefined,
  ),
  removesuffix: strMethod((self, [suffix], { at }) =>
    suffix?.kind === "str"
      ? str(
          suffix.value !== "" && self.endsWith(suffix.value) ? self.slice(0, -suffix.value.length) : self,
          at,
        )
      : undefined,
  ),
  split: (self, call) => splitMethod(self, call),
  splitlines: strMethod((self, args, { at }) =>
    args.length === 0
      ? list(
          self
            .split(/\r\n|\n|\r/)
            .filter((line, n, all) => n < all.length - 1 || line !== "")
            .map((line) => str(line, at)),
          at,
        )
      : undefined,
  ),
  join: (self, call) => joinMethod(self, call),
  format: (self, call) =>
    call.interpreter.lift([...call.args, ...call.keywords.values()], call.pc, (leaves) => {
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      const names = [...call.keywords.keys()];
      const keywords = new Map(names.map((name, n) => [name, leaves[call.args.length + n]!]));
      return strFormat(self.value, leaves.slice(0, call.args.length), keywords, call.at);
    }),
  find: strMethod((self, [part], { at }) =>
    part?.kind === "str" ? int(self.indexOf(part.value), at) : undefined,
  ),
  count: strMethod((self, [part], { at }) =>
    part?.kind === "str" && part.value !== "" ? int(self.split(part.value).length - 1, at) : undefined,
  ),
  encode: strMethod((self, args, { at }) =>
    args.length === 0 && isAscii(self) ? { kind: "bytes", value: self, at } : undefined,
  ),
  partition: partition((self, separator) => self.indexOf(separator), "left"),
  rpartition: partition((self, separator) => self.lastIndexOf(separator), "right"),
  rsplit: strMethod((self, [separator, limit], { at }) => {
    if (separator?.kind !== "str" || separator.value === "") return undefined;
    const parts = self.split(separator.value);
    const max = limit === undefined ? -1 : limit.kind === "int" ? Number(limit.value) : undefined;
    if (max === undefined) return undefined;
    const keep = max < 0 ? parts.length - 1 : Math.min(max, parts.length - 1);
    const head = parts.slice(0, parts.length - keep).join(separator.value);
    return list(
      [head, ...parts.slice(parts.length - keep)].map((part) => str(part, at)),
      at,
    );
  }),
  index: null,
  rfind: strMethod((self, [part], { at }) =>
    part?.kind === "str" ? int(self.lastIndexOf(part.value), at) : undefined,
  ),
  swapcase: null,
  zfill: strMethod((self, [width], { at }) => {
    if (width?.kind !== "int") return undefined;
    const sign = /^[+-]/.test(self) ? self[0]! : "";
    return str(sign + self.slice(sign.length).padStart(Number(width.value) - sign.length, "0"), at);
  }),
  ljust: null,
  rjust: null,
  center: null,
  isalpha: strMethod((self, _, { at }) => bool(/^\p{L}+$/u.test(self), at)),
  isnumeric: strMethod((self, _, { at }) => (isAscii(self) ? bool(/^\d+$/.test(self), at) : undefined)),
  isdecimal: strMethod((self, _, { at }) => (isAscii(self) ? bool(/^\d+$/.test(self), at) : undefined)),
  isalnum: strMethod((self, _, { at }) => (isAscii(self) ? bool(/^[A-Za-z\d]+$/.test(self), at) : undefined)),
  isupper: strMethod((self, _, { at }) =>
    isAscii(self) ? bool(/[A-Z]/.test(self) && !/[a-z]/.test(self), at) : undefined,
  ),
  islower: null,
  isspace: null,
  isidentifier: null,
  translate: null,
  expandtabs: null,
  format_map: null,
  isascii: strMethod((self, _, { at }) => bool(isAscii(self), at)),
  isprintable: null,
  istitle: null,
  rindex: null,
  maketrans: null,
};

/** str.partition() and str.rpartition(): `place` finds the separator, `missing` says where a text without it goes. */
function partition(
  place: (self: string, separator: string) => number,
  missing: "left" | "right",
): Method<Value & { kind: "str" }> {
  return strMethod((self, [separator], { at }) => {
    if (separator?.kind !== "str" || separator.value === "") return undefined;
    const found = place(self, separator.value);
    const parts =
      found < 0
        ? missing === "left"
          ? [self, "", ""]
          : ["", "", self]
        : [self.slice(0, found), separator.value, self.slice(found + separator.value.length)];
    return { kind: "tuple", items: parts.map((part) => str(part, at)), at };
  });
}

function splitMethod(self: Value & { kind: "str" }, call: CallArguments): Guarded<Value> {
  const separator = call.args[0] ?? call.keywords.get("sep") ?? NONE;
  const limit = call.args[1] ?? call.keywords.get("maxsplit") ?? int(-1);
  return call.interpreter.lift([separator, limit], call.pc, ([sep, max], pc) => {
    if (sep!.kind === "dead" || max!.kind === "dead") return DEAD;
    if ((sep!.kind !== "str" && sep!.kind !== "none") || max!.kind !== "int")
      return unknown(".split()", call.at);
    if (sep!.kind === "str" && sep!.value === "") {
      return call.interpreter.raise("ValueError", "empty separator", pc, call.at);
    }
    const parts = split(self.value, stringOf(sep), Number(max!.value));
    return list(
      parts.map((part) => str(part, self.at ?? call.at)),
      call.at,
    );
  });
}

function joinMethod(self: Value & { kind: "str" }, call: CallArguments): Guarded<Value> {
  const i = call.interpreter;
  return withArgs(call, 1, ([items], pc) =>
    i.lift([i.expressions.items(items!, pc, call.at)], pc, ([state], when) => {
      const { items: elements, open } = state as ItemsState;
      if (items!.kind === "env")
        return derived(items!, "str", `"${self.value}".join(${items!.text})`, call.at);
      if (open !== undefined) return unknown(open, call.at);
      return i.lift(elements, when, (elementLeaves, here) => {
        const leaves = elementLeaves.map(plainContent);
        if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
        const env = leaves.find((leaf): leaf is EnvValue => leaf.kind === "env");
        if (env !== undefined) return derived(env, "str", `"${self.value}".join(…)`, call.at);
        const lost = leaves.find((leaf) => leaf.kind === "unknown");
        if (lost !== undefined) return unknown((lost as { reason: string }).reason, call.at);
        if (leaves.some((leaf) => leaf.kind === "instance")) return unknown(".join() of objects", call.at);
        if (leaves.some((leaf) => leaf.kind !== "str")) {
          return i.raise("TypeError", "sequence item: expected str instance", here, call.at);
        }
        return str(leaves.map((leaf) => (leaf as { value: string }).value).join(self.value), call.at);
      });
    }),
  );
}

/** Changes a list's state in the worlds of the call. */
function changeList(
  self: ListValue,
  call: CallArguments,
  pc: Condition,
  change: (state: ItemsState) => ItemsState,
): void {
  const i = call.interpreter;
  self.state = choose(pc, map(self.state, change), self.state);
  self.record(i.historyStep("changed", call.at, call.at, pc));
}

const LIST_METHODS: Record<string, Method<ListValue> | null> = {
  append: (self, call) => {
    const [item] = call.args;
    if (item === undefined)
      return call.interpreter.raise("TypeError", "append() takes exactly one argument", call.pc, call.at);
    changeList(self, call, call.pc, (state) => ({ ...state, items: [...state.items, item] }));
    return NONE;
  },
  insert: (self, call) => {
    const item = call.args[1] ?? unknown("insert()", call.at);
    call.interpreter.each(call.args[0] ?? DEAD, call.pc, (index, pc) => {
      changeList(self, call, pc, (state) => {
        if (state.open !== undefined) return { ...state, items: [...state.items, item] };
        if (index.kind !== "int")
          return { items: [...state.items, item], open: "an item was inserted at a place not known" };
        const wanted = Number(index.value);
        const place =
          wanted < 0 ? Math.max(0, state.items.length + wanted) : Math.min(wanted, state.items.length);
        return { items: state.items.toSpliced(place, 0, item) };
      });
    });
    return NONE;
  },
  extend: (self, call) => {
    const i = call.interpreter;
    i.each(call.args[0] ?? DEAD, call.pc, (leaf, pc) => {
      i.expressions.extend(self, leaf, pc, call.at, i.historyStep("changed", call.at, call.at, pc));
    });
    return NONE;
  },
  remove: (self, call) => {
    const i = call.interpreter;
    i.each(call.args[0] ?? DEAD, call.pc, (wanted, pc) => {
      i.each(self.state, pc, (state, when) => {
        const found = findItem(i, state, wanted);
        if (found === undefined) {
          changeList(self, call, when, () => ({ items: [], open: "an item was removed that is not known" }));
        } else if (found < 0) {
          i.raise("ValueError", "list.remove(x): x not in list", when, call.at);
        } else {
          changeList(self, call, when, (s) => ({ ...s, items: s.items.toSpliced(found, 1) }));
        }
      });
    });
    return NONE;
  },
  index: (self, call) => indexMethod(self.state, call, "list"),
  count: null,
  copy: (self, call) => new ListValue(restrict(self.state, call.pc), call.at),
  clear: (self, call) => {
    changeList(self, call, call.pc, () => ({ items: [] }));
    return NONE;
  },
  reverse: (self, call) => {
    changeList(self, call, call.pc, (state) => ({ ...state, items: state.items.toReversed() }));
    return NONE;
  },
  sort: null,
  pop: (self, call) => {
    const i = call.interpreter;
    return i.lift([call.args[0] ?? int(-1)], call.pc, ([index], pc) =>
      i.lift([self.state], pc, ([state], when) => {
        const { items, open } = state as ItemsState;
        if (open !== undefined || index!.kind !== "int") {
          changeList(self, call, when, () => ({
            items: [],
            open: open ?? "an item was popped at a place not known",
          }));
          return unknown(open ?? "list.pop()", call.at);
        }
        const place = Number(index!.value) < 0 ? Number(index!.value) + items.length : Number(index!.value);
        const item = items[place];
        if (item === undefined) return i.raise("IndexError", "pop index out of range", when, call.at);
        changeList(self, call, when, (s) => ({ ...s, items: s.items.toSpliced(place, 1) }));
        return item;
      }),
    );
  },
};

const TUPLE_METHODS: Record<string, Method<Value & { kind: "tuple" }> | null> = {
  index: (self, call) => indexMethod({ items: self.items }, call, "tuple"),
  count: null,
};

/** The place of an item; -1 if it is surely absent, undefined if nobody knows. */
function findItem(i: Interpreter, state: ItemsState, wanted: Value): number | undefined {
  for (const [n, item] of state.items.entries()) {
    const same = map(item, (leaf) => i.expressions.equal(leaf, wanted));
    if (same === true) return n;
    if (same !== false) return undefined;
  }
  return state.open === undefined ? -1 : undefined;
}

function indexMethod(state: Guarded<ItemsState>, call: CallArguments, kind: string): Guarded<Value> {
  const i = call.interpreter;
  return i.lift([call.args[0] ?? DEAD], call.pc, ([wanted], pc) =>
    i.lift([state], pc, ([items], when) => {
      const place = findItem(i, items as ItemsState, wanted!);
      if (place === undefined || call.args.length > 1)
        return unknown(`.index() in a ${kind} that is not known`, call.at);
      if (place < 0) return i.raise("ValueError", `${kind}.index(x): x not in ${kind}`, when, call.at);
      return int(place, call.at);
    }),
  );
}

const DICT_METHODS: Record<string, Method<DictValue> | null> = {
  get: (self, call) =>
    withArgs(call, 1, ([key], pc) =>
      dictGet(self, key!, call.args[1] ?? call.keywords.get("default") ?? NONE, pc, call),
    ),
  setdefault: (self, call) =>
    withArgs(call, 1, ([key], pc) => {
      const i = call.interpreter;
      const fallback = call.args[1] ?? NONE;
      i.each(self.state, pc, (state, when) => {
        const known = state.entries.some(([name]) => sameKey(name, key!));
        if (known) return;
        const step = i.historyStep("changed", call.at, call.at, when);
        if (state.open !== undefined) {
          self.state = choose(when, { ...state, entries: state.entries }, self.state);
          return;
        }
        i.expressions.setItem(self, key!, fallback, when, call.at, step);
      });
      return dictGet(self, key!, fallback, pc, call);
    }),
  update: (self, call) => {
    const i = call.interpreter;
    const step = (when: Condition) => i.historyStep("changed", call.at, call.at, when);
    for (const argument of call.args) {
      i.each(argument, call.pc, (leaf, pc) => {
        const added = i.expressions.mappingOf(leaf, pc, call.at);
        if (added !== undefined) {
          i.each(added.state, pc, (state, when) => {
            for (const [key, value] of state.entries)
              i.expressions.setItem(self, key, value, when, call.at, step(when));
            if (state.open !== undefined) openDict(self, state.open, when);
          });
        } else {
          openDict(self, "it was updated with a value that is not known", pc);
        }
        self.record(step(pc));
      });
    }
    for (const [key, value] of call.keywords)
      i.expressions.setItem(self, str(key), value, call.pc, call.at, step(call.pc));
    return NONE;
  },
  pop: (self, call) =>
    withArgs(call, 1, ([key], pc) => {
      const i = call.interpreter;
      const fallback = call.args[1];
      return i.lift([self.state], pc, ([state], when) => {
        const { entries, open } = state as DictState;
        const found = entries.find(([name]) => sameKey(name, key!));
        if (found === undefined && open === undefined) {
          return (
            fallback ?? i.raise("KeyError", key!.kind === "str" ? `'${key!.value}'` : "a key", when, call.at)
          );
        }
        const next: DictState = { entries: entries.filter(([name]) => !sameKey(name, key!)), open };
        self.state = choose(when, next, self.state);
        self.record(i.historyStep("changed", call.at, call.at, when));
        return found?.[1] ?? unknown(open!, call.at);
      });
    }),
  copy: (self, call) => new DictValue(restrict(self.state, call.pc), call.at),
  clear: (self, call) => {
    self.state = choose<DictState>(call.pc, { entries: [] }, self.state);
    return NONE;
  },
  keys: (self, call) =>
    new ListValue(
      map(restrict(self.state, call.pc), (s) => ({ items: s.entries.map(([k]) => k), open: s.open })),
      call.at,
    ),
  values: (self, call) =>
    new ListValue(
      map(restrict(self.state, call.pc), (s) => ({ items: s.entries.map(([, v]) => v), open: s.open })),
      call.at,
    ),
  items: (self, call) =>
    new ListValue(
      map(restrict(self.state, call.pc), (s) => ({
        items: s.entries.map(([key, value]): Value => ({ kind: "tuple", items: [key, value] })),
        open: s.open,
      })),
      call.at,
    ),
  popitem: null,
  fromkeys: null,
};

function openDict(self: DictValue, reason: string, pc: Condition): void {
  self.state = choose<DictState>(pc, { entries: [], open: reason }, self.state);
}

function dictGet(
  self: DictValue,
  key: Value,
  fallback: Guarded<Value>,
  pc: Condition,
  call: CallArguments,
): Guarded<Value> {
  return call.interpreter.lift([self.state], pc, ([state], when) => {
    const { entries, open } = state as DictState;
    if (key.kind === "unknown" || key.kind === "env")
      return unknown("an entry of a dict whose key is not known", call.at);
    const found = entries.find(([name]) => sameKey(name, key));
    if (found !== undefined) return restrict(found[1], when);
    return open === undefined ? restrict(fallback, when) : unknown(open, call.at);
  });
}

const SET_METHODS: Record<string, Method<SetValue> | null> = {
  add: (self, call) => {
    const i = call.interpreter;
    i.each(call.args[0] ?? DEAD, call.pc, (item, pc) => {
      self.state = choose(
        pc,
        map(self.state, (state) =>
          state.items.some((other) => "kind" in other && sameKey(other, item))
            ? state
            : { ...state, items: [...state.items, item] },
        ),
        self.state,
      );
    });
    return NONE;
  },
  discard: null,
  remove: null,
  pop: null,
  clear: null,
  difference_update: null,
  intersection_update: null,
  symmetric_difference: null,
  symmetric_difference_update: null,
  isdisjoint: null,
  issubset: null,
  issuperset: null,
  update: null,
  union: null,
  difference: null,
  intersection: null,
  copy: (self, call) => new SetValue(restrict(self.state, call.pc), call.at),
};

// ---------------------------------------------------------------- environment variables

/** String methods whose result on a non-empty string is known to be a string. */
const ENV_STR_METHODS = new Set([
  "lower",
  "upper",
  "strip",
  "lstrip",
  "rstrip",
  "title",
  "capitalize",
  "casefold",
  "replace",
  "format",
  "removeprefix",
  "removesuffix",
]);
const ENV_LIST_METHODS = new Set(["split", "rsplit", "splitlines", "partition"]);
const ENV_BOOL_METHODS = new Set(["startswith", "endswith", "isdigit", "isnumeric", "isalpha"]);

function envAttribute(value: EnvValue, name: string, at: Location): Value {
  if (value.type === "str") {
    const type = ENV_STR_METHODS.has(name)
      ? "str"
      : ENV_LIST_METHODS.has(name)
        ? "list"
        : ENV_BOOL_METHODS.has(name)
          ? "bool"
          : undefined;
    if (type !== undefined) {
      return native(name, (call) =>
        derived(value, type, `${value.text}.${name}(${argumentText(call)})`, call.at),
      );
    }
  }
  return derived(value, "object", `${value.text}.${name}`, at);
}

/** The arguments of a call in short, to tell two computations apart. */
function argumentText(call: CallArguments): string {
  return call.args
    .map((arg) => ("kind" in arg ? (text(arg) === undefined ? "…" : JSON.stringify(text(arg))) : "…"))
    .join(", ");
}

// ---------------------------------------------------------------- paths

function pathAttribute(
  i: Interpreter,
  path: string,
  name: string,
  _pc: Condition,
  at: Location,
): Guarded<Value> {
  const asPath = (value: string, where: Location = at): Value => ({ kind: "path", value, at: where });
  const method = (f: (call: CallArguments) => Guarded<Value>): NativeValue => native(name, f);
  switch (name) {
    case "parent":
      return asPath(PurePath.parent(path));
    case "parents": {
      const parents: Value[] = [];
      for (
        let current = path, next = PurePath.parent(path);
        next !== current;
        next = PurePath.parent(current)
      ) {
        parents.push(asPath(next));
        current = next;
      }
      return { kind: "tuple", items: parents, at };
    }
    case "name":
      return str(PurePath.name(path), at);
    case "stem":
      return str(PurePath.stem(path), at);
    case "suffix":
      return str(PurePath.suffix(path), at);
    case "resolve":
    case "absolute":
      return method(({ at: where }) => {
        const resolved = PurePath.resolve(path);
        return resolved === undefined
          ? unknown("a path relative to the working directory", where)
          : asPath(name === "resolve" ? resolved : path, where);
      });
    case "joinpath":
    case "with_name":
      return method((call) =>
        withArgs(call, 9, (args) => {
          const parts = args.map((arg) =>
            arg!.kind === "str" || arg!.kind === "path" ? arg!.value : undefined,
          );
          const lost = args.find((arg) => arg!.kind === "env" || arg!.kind === "unknown");
          if (lost?.kind === "env") return derived(lost, "object", `a path with ${lost.text}`, call.at);
          if (parts.some((part) => part === undefined))
            return unknown(`a path joined with a value that is not known`, call.at);
          if (name === "with_name") return asPath(PurePath.join(PurePath.parent(path), parts[0]!), call.at);
          return asPath(
            parts.reduce<string>((whole, part) => PurePath.join(whole, part!), path),
            call.at,
          );
        }),
      );
    case "as_posix":
    case "__str__":
      return method(({ at: where }) => str(path, where));
    case "exists":
    case "is_file":
    case "is_dir":
      return method((call) =>
        fileExists(i, path, name === "exists" ? "any" : name === "is_file" ? "file" : "directory", call.at),
      );
    case "is_absolute":
      return method(({ at: where }) => bool(isAbsolute(path), where));
    case "mkdir":
      return method(() => NONE);
    default:
      return method((call) => {
        i.mayRaise(`Path.${name}()`, call.pc, call.at);
        return unknown(`Path.${name}()`, call.at);
      });
  }
}

/** Whether a file is in the workspace; unknown for paths outside of it. */
export function fileExists(
  i: Interpreter,
  path: string,
  kind: "any" | "file" | "directory",
  at: Location,
): Guarded<Value> {
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  const absolute = PurePath.resolve(path);
  if (absolute === undefined || (absolute !== root && !absolute.startsWith(`${root}/`))) {
    return unknown("the existence of a file outside the project", at);
  }
  const inside = absolute.slice(root.length + 1);
  const isDirectory = i.snapshot.directory(inside) !== undefined;
  const exists =
    kind === "directory"
      ? isDirectory
      : kind === "file"
        ? i.modules.hasFile(inside)
        : isDirectory || i.modules.hasFile(inside);
  return bool(exists, at);
}
