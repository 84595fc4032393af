/** Exceptions whose classes the project defines. */
import type { Location } from "../syntax/text";
import { builtin } from "./builtins";
import type { Condition, Guarded } from "./guard";
import type { Interpreter, Raised } from "./interpreter";
import { isKindOf } from "./python";
import { callSpecial } from "./specialMethods";
import { type Access, ClassValue, InstanceValue, str, UNBOUND, unknown, type Value } from "./values";

/** The exceptions of Python or a library that a class inherits from. */
function builtinBases(cls: ClassValue): string[] {
  return cls.mro.flatMap((base) => (base.kind === "exception" ? [base.name] : []));
}

export function isExceptionClass(cls: ClassValue): boolean {
  return builtinBases(cls).length > 0;
}

/** `raise` with a class of the project, or an instance of one. */
export function raiseObject(
  i: Interpreter,
  raised: ClassValue | InstanceValue,
  pc: Condition,
  at: Location,
): void {
  if (raised instanceof ClassValue) {
    const made = i.expressions.invoke(raised, { interpreter: i, args: [], keywords: new Map(), pc, at });
    i.each(made, i.surviving(pc), (leaf, when) => {
      if (leaf instanceof InstanceValue) raiseObject(i, leaf, when, at);
      else if (leaf.kind !== "dead") i.raise(undefined, `an instance of ${raised.name}`, when, at);
    });
    return;
  }
  if (!isExceptionClass(raised.cls)) {
    i.raise("TypeError", "exceptions must derive from BaseException", pc, at);
    return;
  }
  const text = exceptionText(raised, { interpreter: i, pc, at });
  i.raise(raised.cls.name, "kind" in text && text.kind === "str" ? text.value : "", pc, at, raised);
}

/** Whether `except handler` catches what was raised, if a class of the project is involved; else undefined. */
export function isCaught(raised: Raised, handler: Value): Condition | undefined {
  if (handler instanceof ClassValue) {
    if (handler.opaque !== undefined || raised.exception === undefined) return undefined;
    return raised.value?.cls.mro.includes(handler) ?? false;
  }
  if (handler.kind !== "exception" || raised.value === undefined) return undefined;
  const kinds = builtinBases(raised.value.cls).map((name) => isKindOf(name, handler.name));
  return kinds.includes(true) ? true : kinds.includes(undefined) ? undefined : false;
}

/** `str(exception)`. */
export function exceptionText(exception: InstanceValue, access: Access): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  const own = callSpecial(i, exception, "__str__", [], pc, at);
  if (own !== undefined) return own;
  const args = exception.namespace.bindings.get("args")?.value ?? UNBOUND;
  return i.lift([args], pc, ([leaf], when) => {
    const reason = `the text of ${exception.name}`;
    if (leaf!.kind !== "tuple" || builtinBases(exception.cls).some((base) => isKindOf(base, "KeyError"))) {
      return unknown(reason, at);
    }
    if (leaf!.items.length === 0) return str("", at);
    return leaf!.items.length === 1
      ? i.lift([leaf!.items[0]!], when, ([item], here) => textOf(i, item!, here, at))
      : unknown(reason, at);
  });
}

function textOf(i: Interpreter, value: Value, pc: Condition, at: Location): Guarded<Value> {
  return i.expressions.invoke(builtin("str")!, {
    interpreter: i,
    args: [value],
    keywords: new Map(),
    pc,
    at,
  });
}
