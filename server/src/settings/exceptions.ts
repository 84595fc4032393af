/** Exceptions whose classes the project defines. */
import type { Location } from "../syntax/text";
import { builtin } from "./builtins";
import { deeply, lostPart } from "./concrete";
import type { Condition, Guarded } from "./guard";
import type { Interpreter, Raised } from "./interpreter";
import { isKindOf } from "./python";
import { errorText, repr } from "./representation";
import { callSpecial } from "./specialMethods";
import {
  type Access,
  ClassValue,
  error,
  InstanceValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

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
    return raised.value instanceof InstanceValue && raised.value.cls.mro.includes(handler);
  }
  if (handler.kind !== "exception" || !(raised.value instanceof InstanceValue)) return undefined;
  const kinds = builtinBases(raised.value.cls).map((name) => isKindOf(name, handler.name));
  return kinds.includes(true) ? true : kinds.includes(undefined) ? undefined : false;
}

/** `str(exception)`. */
export function exceptionText(exception: InstanceValue, access: Access): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  const own = callSpecial(i, exception, "__str__", [], pc, at);
  if (own !== undefined) return own;
  const [base] = builtinBases(exception.cls);
  const args = exception.namespace.bindings.get("args")?.value ?? UNBOUND;
  return i.lift<Value | Unbound>([args], pc, ([leaf], when) => {
    const reason = `the text of ${exception.name}`;
    if (leaf!.kind !== "tuple" || base === undefined) return unknown(reason, at);
    const keyError = isKindOf(base, "KeyError");
    if (leaf.items.length === 1 && keyError === false)
      return i.lift([leaf.items[0]!], when, ([item], here) => textOf(i, item!, here, at));
    return deeply(i, leaf.items, when, (items) => {
      if (items.some((item) => lostPart(item) !== undefined)) return unknown(reason, at);
      const shown = errorText(error(keyError === true ? "KeyError" : base, items));
      return shown === undefined ? unknown(reason, at) : str(shown, at);
    });
  });
}

/** `repr(exception)`. */
export function exceptionRepr(exception: InstanceValue, { interpreter: i, pc, at }: Access): Guarded<Value> {
  const args = exception.namespace.bindings.get("args")?.value ?? UNBOUND;
  return i.lift<Value | Unbound>([args], pc, ([leaf], when) => {
    const lost = unknown(`the text of ${exception.name}`, at);
    if (leaf!.kind !== "tuple") return lost;
    return deeply(i, leaf.items, when, (items) => {
      const shown = repr(error(exception.cls.name, items));
      return shown === undefined ? lost : str(shown, at);
    });
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
