/** `with` on objects of the project's classes. */
import type { Location } from "../syntax/text";
import { and, type Condition, type Guarded, or, without } from "./guard";
import type { Interpreter } from "./interpreter";
import { callSpecial } from "./specialMethods";
import { type InstanceValue, NONE, unknown, type Value } from "./values";

/**
 * Runs a block inside `__enter__` and `__exit__`; gives back the worlds that go on after it. `assign` takes what `as` names.
 */
export function withInstance(
  i: Interpreter,
  manager: InstanceValue,
  assign: (value: Guarded<Value>, pc: Condition) => void,
  run: (pc: Condition) => Condition,
  pc: Condition,
  at: Location,
): Condition {
  const entered = callSpecial(i, manager, "__enter__", [], pc, at);
  if (entered === undefined) {
    const message = `'${manager.cls.name}' object does not support the context manager protocol`;
    i.raise("TypeError", message, pc, at, []);
    return false;
  }
  assign(entered, i.surviving(pc));
  const start = i.surviving(pc);
  const { value: normal, raised } = i.collect(() => run(start), true);
  const exit = (when: Condition, args: readonly Value[]): Guarded<Value> =>
    callSpecial(i, manager, "__exit__", args, when, at) ?? unknown("__exit__()", at);
  let out = normal;
  const failed = raised.reduce<Condition>((any, error) => or(any, error.when), false);
  exit(without(start, failed), [NONE, NONE, NONE]);
  for (const error of raised) {
    const { value } = error;
    const type: Value =
      value === undefined
        ? unknown("the class of an exception", at)
        : value.kind === "error"
          ? value.type
          : value.cls;
    const answer = exit(error.when, [type, value ?? unknown("an exception", at), unknown("a traceback", at)]);
    const swallowed = and(error.when, i.truth(answer));
    out = or(out, swallowed);
    i.raiseAgain([{ ...error, when: without(error.when, swallowed) }]);
  }
  return i.surviving(out);
}
