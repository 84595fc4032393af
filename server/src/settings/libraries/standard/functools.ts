/** functools: caches, wraps(), partial(), reduce(). */
import { rawFunction } from "../../callables";
import type { Guarded } from "../../guard";
import { itemsOf } from "../../iteration";
import { DEAD, type FunctionValue, native, unknown, type Value } from "../../values";

/** A function of the project that remembers what it gave. */
function cachedFunction(f: Value): Value {
  return f.kind === "function" ? { ...f, results: new Map() } : f;
}

const cache = (name: string): Value =>
  native(name, ({ interpreter: i, args, pc, at }) => {
    const [first] = args;
    const decorator = native(name, (call) =>
      i.lift([call.args[0] ?? DEAD], call.pc, ([f]) => cachedFunction(f!)),
    );
    if (first === undefined) return decorator;
    // `lru_cache(maxsize)` gives a decorator, `@lru_cache` is one.
    return i.lift([first], pc, ([leaf]) => {
      if (leaf!.kind === "dead") return DEAD;
      if (leaf!.kind === "int" || leaf!.kind === "none") return decorator;
      return leaf!.kind === "unknown" ? unknown(leaf!.reason, at) : cachedFunction(leaf!);
    });
  });

/** `@wraps(function)`: the name and the text are those of the function. */
const wraps = rawFunction("wraps", "wrapped, assigned?, updated?", ([wrapped]) =>
  native("wraps", (call) =>
    call.interpreter.lift([wrapped!, call.args[0] ?? DEAD], call.pc, ([original, wrapper]) => {
      if (wrapper!.kind !== "function" || original!.kind !== "function") return wrapper!;
      const named: FunctionValue = { ...wrapper!, name: original!.name, wrapped: original! };
      return named;
    }),
  ),
);

const partial: Value = native("partial", (bound) => {
  const [f, ...first] = bound.args;
  if (f === undefined) {
    return bound.interpreter.raise("TypeError", "partial() needs a function", bound.pc, bound.at);
  }
  return native("functools.partial()", (call) =>
    call.interpreter.lift([f], call.pc, ([callee], pc) =>
      call.interpreter.expressions.invoke(callee!, {
        ...call,
        pc,
        args: [...first, ...call.args],
        keywords: new Map([...bound.keywords, ...call.keywords]),
      }),
    ),
  );
});

const reduce = rawFunction("reduce", "function, iterable, initial?, /", ([f, iterable, initial], call) => {
  const i = call.interpreter;
  return i.lift([f!, iterable!], call.pc, ([callee, leaf], pc) => {
    if (callee!.kind === "dead" || leaf!.kind === "dead") return DEAD;
    return i.lift([itemsOf(i, leaf!, pc, call.at)], i.surviving(pc), ([state], when) => {
      if (state!.open !== undefined) return unknown(state!.open, call.at);
      const items = initial === undefined ? state!.items : [initial, ...state!.items];
      const [first, ...others] = items;
      if (first === undefined)
        return i.fail("TypeError", "reduce() of empty iterable with no initial value", when, call.at);
      return others.reduce<Guarded<Value>>((total, item) => {
        const then = i.surviving(when);
        if (then === false) return DEAD;
        return i.lift([total], then, ([value], here) =>
          i.expressions.invoke(callee!, { ...call, args: [value!, item], keywords: new Map(), pc: here }),
        );
      }, first);
    });
  });
});

export const functools: Readonly<Record<string, Value>> = {
  cache: cache("cache"),
  lru_cache: cache("lru_cache"),
  wraps,
  partial,
  reduce,
};
