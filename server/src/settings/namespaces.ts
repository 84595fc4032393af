/** `vars(x)` and `x.__dict__`: the dict that is an object's namespace. */
import type { Location } from "../syntax/text";
import { type Guarded, map } from "./guard";
import type { Interpreter } from "./interpreter";
import { type DictState, DictValue, type Namespace, str, UNBOUND, type Unbound, type Value } from "./values";

/** A dict whose content is what a namespace holds, and whose changes go there. */
export function namespaceDict(i: Interpreter, namespace: Namespace, at: Location): DictValue {
  const dict = new DictValue({ entries: [] }, at);
  Object.defineProperty(dict, "state", {
    get: () => read(namespace),
    set: (state: Guarded<DictState>) => write(i, namespace, state),
  });
  return dict;
}

function read(namespace: Namespace): Guarded<DictState> {
  let state: Guarded<DictState> = { entries: [], open: namespace.open };
  for (const [name, { value }] of namespace.bindings) {
    state = map(state, (s) =>
      map<Value | Unbound, DictState>(value, (leaf) =>
        leaf.kind === "unbound" ? s : { ...s, entries: [...s.entries, [str(name), leaf]] },
      ),
    );
  }
  return state;
}

function write(i: Interpreter, namespace: Namespace, state: Guarded<DictState>): void {
  const names = new Set(namespace.bindings.keys());
  map<DictState, boolean>(state, ({ entries, open }) => {
    if (open !== undefined) namespace.open ??= open;
    for (const [key] of entries) if (key.kind === "str") names.add(key.value);
    return true;
  });
  for (const name of names) {
    const value = map<DictState, Value | Unbound>(
      state,
      ({ entries }) => entries.find(([key]) => key.kind === "str" && key.value === name)?.[1] ?? UNBOUND,
    );
    i.bind(namespace, name, value, true, []);
  }
}
