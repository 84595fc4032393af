/** What globals(), locals() and vars() give: reads and writes of known names go to the namespace. */
import type { Location } from "../syntax/text";
import { attribute } from "./attributes";
import { type Condition, type Guarded, map, restrict } from "./guard";
import type { Frame, Interpreter } from "./interpreter";
import { entriesOf } from "./methods/dict";
import {
  bool,
  DEAD,
  type DictState,
  DictValue,
  type Namespace,
  type NativeValue,
  NONE,
  native,
  type ObjectValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

/** The names of a namespace and their values, as a dict of this moment. */
function snapshotOf(namespace: Namespace, pc: Condition, at: Location): DictValue {
  let state: Guarded<DictState> = { entries: [], open: namespace.open };
  for (const [name, { value }] of namespace.bindings) {
    state = map(state, (s) =>
      map<Value | Unbound, DictState>(restrict(value, pc), (leaf) =>
        leaf.kind === "unbound" ? s : { ...s, entries: [...s.entries, [str(name), leaf]] },
      ),
    );
  }
  return new DictValue(state, at);
}

/** `globals()`, `locals()` or `vars()`. */
export function namespaceObject(
  i: Interpreter,
  name: string,
  frame: Frame,
  pc: Condition,
  at: Location,
): Value {
  let scope = frame;
  while (scope.comprehension && scope.enclosing) scope = scope.enclosing;
  const namespace = name === "globals" ? frame.module.namespace : scope.locals;
  // What a function's locals() gives is a copy.
  if (name !== "globals" && scope.kind === "function") return snapshotOf(namespace, pc, at);
  const reason = `code that changes ${name}()`;

  const write = (key: Value, value: Guarded<Value | Unbound>, when: Condition, where: Location) => {
    if (key.kind === "str") {
      i.bind(namespace, key.value, value, when, [
        i.historyStep(value === UNBOUND ? "deleted" : "assigned", where, where, when),
      ]);
    } else if (key.kind !== "dead") {
      i.openNamespace(namespace, reason, when);
    }
  };
  const read = (
    key: Value,
    when: Condition,
    where: Location,
    missing: (here: Condition) => Guarded<Value>,
  ): Guarded<Value> => {
    if (key.kind === "dead") return DEAD;
    if (key.kind !== "str") return unknown(`a name read from ${name}()`, where);
    const value = namespace.bindings.get(key.value)?.value ?? UNBOUND;
    return i.lift<Value | Unbound>([value], when, ([leaf], here) =>
      leaf!.kind !== "unbound"
        ? (leaf as Value)
        : namespace.open !== undefined
          ? i.unknownName(key.value, namespace)
          : missing(here),
    );
  };
  const keyError = (key: Value, when: Condition, where: Location) =>
    i.raise("KeyError", key.kind === "str" ? `'${key.value}'` : "a key", when, where, [key]);

  const methods: Readonly<Record<string, NativeValue["call"]>> = {
    get: ({ args, pc: when, at: where }) =>
      i.lift([args[0] ?? DEAD], when, ([key], here) => read(key!, here, where, () => args[1] ?? NONE)),
    setdefault: ({ args, pc: when, at: where }) =>
      i.lift([args[0] ?? DEAD], when, ([key], here) =>
        read(key!, here, where, (there) => {
          write(key!, args[1] ?? NONE, there, where);
          return args[1] ?? NONE;
        }),
      ),
    pop: ({ args, pc: when, at: where }) =>
      i.lift([args[0] ?? DEAD], when, ([key], here) => {
        const value = read(key!, here, where, (there) => args[1] ?? keyError(key!, there, where));
        write(key!, UNBOUND, i.surviving(here), where);
        return value;
      }),
    update: (call) => {
      for (const [key, value] of call.keywords) write(str(key), value, call.pc, call.at);
      for (const argument of call.args) {
        i.each(argument, call.pc, (leaf, when) => {
          const mapping = i.expressions.mappingOf(leaf, when, call.at) ?? leaf;
          i.each(entriesOf(mapping, call, when), i.surviving(when), (state, here) => {
            for (const [key, value] of state.entries) write(key, value, here, call.at);
            if (state.open !== undefined) i.openNamespace(namespace, state.open, here);
          });
        });
      }
      return NONE;
    },
  };
  const result: ObjectValue = {
    kind: "object",
    name: `${name}()`,
    at,
    item: (key, { pc: when, at: where }) => read(key, when, where, (here) => keyError(key, here, where)),
    setItem: (key, value, { pc: when, at: where }) => {
      if (value === undefined) read(key, when, where, (here) => keyError(key, here, where));
      write(key, value ?? UNBOUND, i.surviving(when), where);
    },
    contains: (key, { pc: when, at: where }) =>
      key.kind === "str" && namespace.open === undefined
        ? map(
            restrict(namespace.bindings.get(key.value)?.value ?? UNBOUND, when),
            (leaf): Value => bool(leaf.kind !== "unbound", where),
          )
        : unknown(`a name looked up in ${name}()`, where),
    mapping: ({ pc: when, at: where }) => snapshotOf(namespace, when, where),
    attribute: (method, _, when, where) => {
      const own = methods[method];
      if (own !== undefined) return native(method, own);
      if (method === "items" || method === "keys" || method === "values" || method === "copy")
        return attribute(i, snapshotOf(namespace, when, where), method, when, where);
      return undefined;
    },
    namespace,
  };
  return result;
}
