/** `vars(x)` and `x.__dict__`: the dict that is an object's namespace. */
import type { Location } from "../syntax/text";
import { type Guarded, map } from "./guard";
import type { Interpreter } from "./interpreter";
import {
  type DictState,
  DictValue,
  type Namespace,
  str,
  UNBOUND,
  type Unbound,
  type Value,
} from "./values";

/** A dict whose content is what a namespace holds, and whose changes go there. */
class NamespaceDict extends DictValue {
  constructor(
    private readonly i: Interpreter,
    private readonly namespace: Namespace,
    at: Location,
  ) {
    super({ entries: [] }, at);
  }

  override get state(): Guarded<DictState> {
    let state: Guarded<DictState> = { entries: [], open: this.namespace.open };
    for (const [name, { value }] of this.namespace.bindings) {
      state = map(state, (s) =>
        map<Value | Unbound, DictState>(value, (leaf) =>
          leaf.kind === "unbound" ? s : { ...s, entries: [...s.entries, [str(name), leaf]] },
        ),
      );
    }
    return state;
  }

  override set state(state: Guarded<DictState>) {
    const names = new Set(this.namespace.bindings.keys());
    map<DictState, boolean>(state, ({ entries, open }) => {
      if (open !== undefined) this.namespace.open ??= open;
      for (const [key] of entries) if (key.kind === "str") names.add(key.value);
      return true;
    });
    for (const name of names) {
      const value = map<DictState, Value | Unbound>(
        state,
        ({ entries }) =>
          entries.find(([key]) => key.kind === "str" && key.value === name)?.[1] ?? UNBOUND,
      );
      this.i.bind(this.namespace, name, value, true, []);
    }
  }
}

/** `vars(x)` of an instance or class with this namespace. */
export function namespaceDict(i: Interpreter, namespace: Namespace, at: Location): DictValue {
  return new NamespaceDict(i, namespace, at);
}
