/** `os.environ` and its relatives: https://docs.python.org/3/library/os.html#os.environ */
import type { Location } from "../../syntax/text";
import { attribute } from "../attributes";
import { withEntry } from "../dicts";
import type { Variables } from "../environment";
import { asBool } from "../equality";
import { type Condition, choose, type Guarded, map, restrict, without } from "../guard";
import type { Interpreter } from "../interpreter";
import { binary } from "../operators";
import {
  DEAD,
  type DictState,
  DictValue,
  derived,
  type ItemsState,
  NONE,
  native,
  type ObjectValue,
  type Occasion,
  sameValue,
  str,
  typeName,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../values";
import { bind, isSet, readOr } from "./common";

/** Goes on with the name of a variable; other keys than strings raise TypeError. */
function withName(
  key: Guarded<Value> | undefined,
  { interpreter: i, pc, at }: Occasion,
  f: (name: string, pc: Condition) => Guarded<Value>,
  { isCopy } = i.variables,
): Guarded<Value> {
  return i.lift([key ?? DEAD], pc, ([leaf], when) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "str") return f(leaf!.value, when);
    if (leaf!.kind === "unknown" || leaf!.kind === "env" || leaf!.kind === "third-party") {
      i.mayRaise("reading a variable whose name is not known", when, at);
      return unknown("a variable whose name is not known", at);
    }
    if (isCopy) return unknown("a key that is no name of a variable", at);
    return i.raise("TypeError", `str expected, not ${typeName(leaf!)}`, when, at);
  });
}

/** `os.environ[name] = value` in the worlds of `pc`; what is no string raises TypeError. */
function write(
  i: Interpreter,
  variables: Variables,
  name: string,
  value: Guarded<Value>,
  pc: Condition,
  at: Location,
): void {
  i.each(value, pc, (leaf, when) => {
    if (leaf.kind === "dead") return;
    const isText =
      variables.isCopy ||
      leaf.kind === "str" ||
      leaf.kind === "unknown" ||
      leaf.kind === "third-party" ||
      (leaf.kind === "env" && (leaf.type === "str" || leaf.type === "object"));
    if (!isText) {
      i.raise("TypeError", `str expected, not ${typeName(leaf)}`, when, at);
      return;
    }
    variables.write(name, choose<Value | Unbound>(when, leaf, variables.read(name, at), sameValue));
  });
}

function remove(variables: Variables, name: string, pc: Condition, at: Location): void {
  variables.write(name, choose<Value | Unbound>(pc, UNBOUND, variables.read(name, at), sameValue));
}

/** `os.environ.update()` and `|=`. */
function update({ interpreter: i, pc, at }: Occasion, variables: Variables, source: Value): void {
  const reason = "os.environ was updated with a value that is not known";
  const pairs = i.expressions.mappingOf(source, pc, at);
  const add = (key: Value, value: Guarded<Value>, when: Condition) => {
    if (key.kind === "str") write(i, variables, key.value, value, when, at);
    else if (key.kind === "unknown" || key.kind === "env") variables.lose(reason, when);
    else i.raise("TypeError", `str expected, not ${typeName(key)}`, when, at);
  };
  if (pairs !== undefined) {
    i.each<DictState>(pairs.state, pc, (state, when) => {
      if (state.open !== undefined) variables.lose(reason, when);
      for (const [key, value] of state.entries) add(key, value, i.surviving(when));
    });
    return;
  }
  i.each<ItemsState>(i.expressions.items(source, pc, at), pc, (state, when) => {
    if (state.open !== undefined) variables.lose(reason, when);
    for (const item of state.items) {
      i.each(item, when, (pair, inner) => {
        i.each<ItemsState>(i.expressions.items(pair, inner, at), inner, ({ items, open }, here) => {
          const [key, value] = items;
          if (open !== undefined || key === undefined || value === undefined) variables.lose(reason, here);
          else i.each(key, here, (name, there) => add(name, value, there));
        });
      });
    }
  });
}

/** All variables as a dict of its own; open where others may be set. */
function content({ pc, at }: Occasion, variables: Variables): DictValue {
  const all = variables.all(at);
  if (all === undefined) return new DictValue({ entries: [], open: "all environment variables" }, at);
  let state: Guarded<DictState> = { entries: [] };
  for (const [name, value] of all) {
    state = map(state, (before) =>
      map<Value | Unbound, DictState>(restrict(value, pc), (leaf) =>
        leaf.kind === "unbound" ? before : withEntry(before, str(name, at), { ...leaf, at } as Value),
      ),
    );
  }
  return new DictValue(state, at);
}

/** The variables that an object reads and writes: the process's own, or those of a copy. */
type Which = (i: Interpreter) => Variables;

const OWN: Which = (i) => i.variables;

const get = (name: string, which = OWN) =>
  native(name, (call) => {
    const bound = bind(call, name, "key", "default=");
    if (bound === undefined) return DEAD;
    return withName(
      bound.key,
      call,
      (variable, pc) =>
        readOr(
          call.interpreter,
          variable,
          pc,
          call.at,
          (value) => value,
          () => bound.default ?? NONE,
          which(call.interpreter),
        ),
      which(call.interpreter),
    );
  });

const methods = (which: Which): Readonly<Record<string, Value>> => ({
  get: get("os.environ.get", which),
  setdefault: native("os.environ.setdefault", (call) => {
    const i = call.interpreter;
    const variables = which(i);
    const bound = bind(call, "setdefault", "key", "value=");
    if (bound === undefined) return DEAD;
    return withName(
      bound.key,
      call,
      (name, pc) =>
        readOr(
          i,
          name,
          pc,
          call.at,
          (value) => value,
          (when) => {
            const fallback = bound.value ?? NONE;
            write(i, variables, name, fallback, when, call.at);
            return fallback;
          },
          variables,
        ),
      variables,
    );
  }),
  pop: native("os.environ.pop", (call) => {
    const i = call.interpreter;
    const variables = which(i);
    const bound = bind(call, "pop", "key", "default=");
    if (bound === undefined) return DEAD;
    return withName(
      bound.key,
      call,
      (name, pc) =>
        readOr(
          i,
          name,
          pc,
          call.at,
          (value, when) => {
            remove(variables, name, when, call.at);
            return value;
          },
          (when) => bound.default ?? i.raise("KeyError", `'${name}'`, when, call.at),
          variables,
        ),
      variables,
    );
  }),
  update: native("os.environ.update", (call) => {
    const i = call.interpreter;
    const variables = which(i);
    for (const source of call.args)
      i.each(source, call.pc, (leaf, pc) => update({ ...call, pc }, variables, leaf));
    for (const [name, value] of call.keywords)
      write(i, variables, name, value, i.surviving(call.pc), call.at);
    return NONE;
  }),
  clear: native("os.environ.clear", (call) => {
    const i = call.interpreter;
    const variables = which(i);
    const all = variables.all(call.at);
    if (all === undefined) variables.lose("os.environ.clear()", call.pc);
    else for (const name of all.keys()) remove(variables, name, call.pc, call.at);
    return NONE;
  }),
  popitem: native("os.environ.popitem", (call) => {
    which(call.interpreter).lose("os.environ.popitem()", call.pc);
    return unknown("os.environ.popitem()", call.at);
  }),
});

/** Methods that read all variables, as dicts have them. */
const VIEWS: ReadonlySet<string> = new Set(["keys", "values", "items"]);

function environOf(name: string, which: Which): ObjectValue {
  const METHODS = methods(which);
  /** A dict of its own, which is read as `os.environ` is where not all variables are known. */
  const copyOf = (occasion: Occasion): Value => {
    const variables = which(occasion.interpreter).copy();
    if (variables.all(occasion.at) !== undefined) return content(occasion, variables);
    return {
      ...environOf("os.environ.copy()", () => variables),
      lose: (reason, pc) => variables.lose(reason, pc),
    };
  };
  const environ: ObjectValue = {
    kind: "object",
    name,
    item: (key, occasion) =>
      withName(
        key,
        occasion,
        (name, pc) =>
          readOr(
            occasion.interpreter,
            name,
            pc,
            occasion.at,
            (value) => value,
            (when) => occasion.interpreter.raise("KeyError", `'${name}'`, when, occasion.at),
            which(occasion.interpreter),
          ),
        which(occasion.interpreter),
      ),
    setItem: (key, value, { interpreter: i, pc, at }) => {
      const variables = which(i);
      if (key.kind === "unknown" || key.kind === "env" || key.kind === "third-party") {
        variables.lose("a variable was set whose name is not known", pc);
      } else if (key.kind !== "str") {
        if (!variables.isCopy) i.raise("TypeError", `str expected, not ${typeName(key)}`, pc, at);
      } else if (value !== undefined) {
        write(i, variables, key.value, value, pc, at);
      } else {
        const set = isSet(i, key.value, pc, at, variables);
        i.raise("KeyError", `'${key.value}'`, without(pc, set), at);
        remove(variables, key.value, set, at);
      }
    },
    contains: (key, occasion) =>
      withName(
        key,
        occasion,
        (name, pc) =>
          asBool(
            restrict(isSet(occasion.interpreter, name, pc, occasion.at, which(occasion.interpreter)), pc),
            occasion.at,
          ),
        which(occasion.interpreter),
      ),
    mapping: (occasion) => content(occasion, which(occasion.interpreter)),
    copy: copyOf,
    operator: (op, right, occasion, inPlace) => {
      const { interpreter: i, pc, at } = occasion;
      if (op !== "|") return i.raise("TypeError", `unsupported operand type(s) for ${op}`, pc, at);
      if (inPlace) {
        update(occasion, which(i), right);
        return environ;
      }
      return binary(i, op, content(occasion, which(i)), right, pc, at);
    },
    attribute: (name) => {
      const method = METHODS[name];
      if (method !== undefined) return method;
      if (name === "copy") return native("os.environ.copy", copyOf);
      if (!VIEWS.has(name)) return undefined;
      return native(`os.environ.${name}`, (call) => {
        const of =
          attribute(call.interpreter, content(call, which(call.interpreter)), name, call.pc, call.at) ?? DEAD;
        return call.interpreter.lift([of], call.pc, ([f], when) =>
          call.interpreter.expressions.invoke(f!, { ...call, pc: when }),
        );
      });
    },
  };
  return environ;
}

const environ = environOf("os.environ", OWN);

/** `os.environb` and os.getenvb(): the same in bytes. */
function inBytes(name: string, read: (key: Value, occasion: Occasion) => Guarded<Value>) {
  return (key: Guarded<Value>, occasion: Occasion): Guarded<Value> =>
    occasion.interpreter.lift([key], occasion.pc, ([leaf], pc) => {
      const { at, interpreter: i } = occasion;
      if (leaf!.kind !== "bytes" || !/^[\0-\x7f]*$/.test(leaf!.value)) return unknown(name, at);
      const value = read(str(leaf!.value), { ...occasion, pc });
      return i.lift([value], pc, ([found]) => {
        if (found!.kind === "str" && /^[\0-\x7f]*$/.test(found!.value))
          return { kind: "bytes", value: found!.value, at };
        if (found!.kind === "env") return derived(found!, "object", `os.fsencode(${found!.text})`, at);
        return found!.kind === "none" || found!.kind === "dead" ? found! : unknown(name, at);
      });
    });
}

const getBytes = (name: string) =>
  native(name, (call) => {
    const bound = bind(call, name, "key", "default=");
    if (bound?.key === undefined) return DEAD;
    const found = inBytes(name, (key, { pc }) =>
      call.interpreter.expressions.invoke(get(name), { ...call, args: [key], keywords: new Map(), pc }),
    );
    return map(found(bound.key, call), (leaf) => (leaf.kind === "none" ? (bound.default ?? NONE) : leaf));
  });

const environb: ObjectValue = {
  kind: "object",
  name: "os.environb",
  item: inBytes("os.environb", environ.item!),
  attribute: (name) => (name === "get" ? getBytes("os.environb.get") : undefined),
  setItem: (_, __, { interpreter: i, pc }) => i.variables.lose("os.environb was changed", pc),
};

/** The names of the module `os` that are about variables. os.putenv() does not change `os.environ`. */
export const environment: Readonly<Record<string, Value>> = {
  environ,
  environb,
  getenv: get("os.getenv"),
  getenvb: getBytes("os.getenvb"),
  putenv: native("os.putenv", () => NONE),
  unsetenv: native("os.unsetenv", () => NONE),
};
