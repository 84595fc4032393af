/** Special methods: what operators, built-in functions and statements make of instances. */
import type { Location } from "../syntax/text";
import { builtin } from "./builtins";
import { asBool, equal } from "./equality";
import { exceptionRepr, exceptionText, isExceptionClass } from "./exceptions";
import { type Condition, type Guarded, map, or } from "./guard";
import { boundToInstance, callOf, hasBuiltinBase, inherited } from "./instances";
import type { Interpreter } from "./interpreter";
import {
  ClassValue,
  DEAD,
  InstanceValue,
  type ItemsState,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

/** A special method, which Python looks up on the class; undefined if the class surely has none. */
export function specialMethod(
  i: Interpreter,
  instance: InstanceValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  const found = inherited(i, instance.cls.mro, name, pc);
  if (found === UNBOUND) return undefined;
  return i.lift<Value | Unbound>([found], pc, ([leaf], when) =>
    leaf!.kind === "unbound"
      ? unknown(`${instance.name}.${name}()`, at)
      : boundToInstance(i, leaf as Value, instance, name, when, at),
  );
}

/** Calls a special method; undefined if the class surely has none. */
export function callSpecial(
  i: Interpreter,
  instance: InstanceValue,
  name: string,
  args: readonly Guarded<Value>[],
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  const method = specialMethod(i, instance, name, pc, at);
  return method && i.lift([method], pc, ([f], here) => i.expressions.invoke(f!, callOf(i, args, here, at)));
}

/** In which worlds `bool(instance)` is True. */
export function instanceTruth(i: Interpreter, instance: InstanceValue): Condition {
  const at = instance.at ?? { file: "", start: 0, end: 0 };
  for (const name of ["__bool__", "__len__"]) {
    const { value, raised } = i.collect(() => callSpecial(i, instance, name, [], true, at), true);
    if (raised.length > 0) return i.opaqueFor(instance, instance.name);
    if (value !== undefined) return i.truth(value);
  }
  if (instance.content !== undefined) return i.truth(instance.content);
  return hasBuiltinBase(instance.cls) && !instance.cls.mro.some((base) => base.kind === "exception")
    ? i.opaqueFor(instance, instance.name)
    : true;
}

/** In which worlds `a == b`, where one of them is an instance. */
export function instanceEqual(i: Interpreter, a: Value, b: Value): Condition {
  const [self, other] = a instanceof InstanceValue ? [a, b] : [b as InstanceValue, a];
  if (self === other) return inherited(i, self.cls.mro, "__eq__", true) === UNBOUND || i.opaquePair(a, b);
  const modelled = self.cls.model?.equal?.(self, other, i);
  if (modelled !== undefined) return modelled;
  const at = self.at ?? { file: "", start: 0, end: 0 };
  const { value, raised } = i.collect(() => callSpecial(i, self, "__eq__", [other], true, at), true);
  if (raised.length > 0) return i.opaquePair(a, b);
  if (value !== undefined) return i.truth(value);
  if (other.kind === "unknown" || other.kind === "third-party") return i.opaquePair(a, b);
  if (other instanceof InstanceValue && inherited(i, other.cls.mro, "__eq__", true) !== UNBOUND)
    return i.opaquePair(a, b);
  if (self.content !== undefined) return equal(i, self.content, plainContent(other));
  if (other instanceof InstanceValue && other.content !== undefined) return false;
  if (hasBuiltinBase(self.cls)) return i.opaquePair(a, b);
  if (other.kind === "object" || other.kind === "env") return i.opaquePair(a, b);
  return false;
}

/** An enum's member or another value with content of a built-in type as that content; others as they are. */
export function plainContent(value: Value): Value {
  return value instanceof InstanceValue && value.content !== undefined ? value.content : value;
}

/** `item in container`. */
export function objectContains(
  i: Interpreter,
  item: Value,
  container: InstanceValue | ClassValue,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (container instanceof InstanceValue) {
    const own = callSpecial(i, container, "__contains__", [item], pc, at);
    if (own !== undefined)
      return i.lift([own], pc, ([leaf]) => (leaf!.kind === "dead" ? DEAD : asBool(i.truth(leaf!), at)));
  }
  return i.lift([objectItems(i, container, pc, at)], pc, ([state]) => {
    const { items, open } = state as ItemsState;
    const found = items.reduce<Condition>(
      (any, other) =>
        or(
          any,
          map(other, (leaf) => equal(i, item, leaf)),
        ),
      false,
    );
    return asBool(open === undefined ? found : or(found, i.opaquePair(item, container)), at);
  });
}

/** `container[key]`. */
export function objectItem(
  i: Interpreter,
  container: InstanceValue | ClassValue,
  key: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (container instanceof ClassValue) {
    if (container.opaque === undefined && container.model?.item !== undefined)
      return container.model.item(container, key, { interpreter: i, pc, at });
    return unknown(`an item of ${container.name}`, at);
  }
  const own = callSpecial(i, container, "__getitem__", [key], pc, at);
  if (own !== undefined) return own;
  if (container.content !== undefined) return i.expressions.item(container.content, key, pc, at);
  if (hasBuiltinBase(container.cls)) return unknown(`an item of ${container.name}`, at);
  return i.raise("TypeError", `'${container.cls.name}' object is not subscriptable`, pc, at);
}

/** What iterating over a class or an instance gives. */
export function objectItems(
  i: Interpreter,
  value: InstanceValue | ClassValue,
  pc: Condition,
  at: Location,
): Guarded<ItemsState> {
  const lost: ItemsState = { items: [], open: value.name };
  if (value instanceof ClassValue) {
    const items = value.opaque === undefined ? value.model?.items?.(value) : undefined;
    return items === undefined ? lost : { items };
  }
  const own = callSpecial(i, value, "__iter__", [], pc, at);
  if (own !== undefined)
    return map(own, (leaf) => (leaf instanceof InstanceValue ? lost : i.expressions.items(leaf, pc, at)));
  const items = value.cls.model?.instanceItems?.(value);
  if (items !== undefined) return { items };
  if (value.content !== undefined) return i.expressions.items(value.content, pc, at);
  if (hasBuiltinBase(value.cls) || inherited(i, value.cls.mro, "__getitem__", pc) !== UNBOUND) return lost;
  i.raise("TypeError", `'${value.cls.name}' object is not iterable`, pc, at);
  return { items: [] };
}

/** `str(value)` or, with the conversion "r", `repr(value)` of instances; other values as they are. */
export function objectText(
  i: Interpreter,
  value: Guarded<Value>,
  conversion: string | undefined,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  return i.lift([value], i.surviving(pc), ([leaf], when) => {
    if (!(leaf instanceof InstanceValue)) return leaf!;
    const lost = unknown(`the text of ${leaf.name}`, at);
    if (conversion !== undefined && conversion !== "s") {
      if (conversion !== "r") return lost;
      const shown = callSpecial(i, leaf, "__repr__", [], when, at);
      if (shown !== undefined) return shown;
      return isExceptionClass(leaf.cls) ? exceptionRepr(leaf, { interpreter: i, pc: when, at }) : lost;
    }
    const own = callSpecial(i, leaf, "__str__", [], when, at);
    if (own !== undefined) return own;
    const modelled = leaf.cls.model?.text?.(leaf, { interpreter: i, pc: when, at });
    if (modelled !== undefined) return modelled;
    if (isExceptionClass(leaf.cls)) return exceptionText(leaf, { interpreter: i, pc: when, at });
    return (hasBuiltinBase(leaf.cls) ? undefined : callSpecial(i, leaf, "__repr__", [], when, at)) ?? lost;
  });
}

/** `repr(value)`; what is not known stays as it is. */
export function reprText(
  i: Interpreter,
  value: Guarded<Value>,
  _conversion: string | undefined,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  return i.lift([value], i.surviving(pc), ([leaf], when) =>
    leaf!.kind === "env" || leaf!.kind === "unknown" || leaf!.kind === "dead"
      ? leaf!
      : i.expressions.invoke(builtin("repr")!, callOf(i, [leaf!], when, at)),
  );
}

const OPERATORS: Readonly<Record<string, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "&": "and",
  "|": "or",
  "^": "xor",
  "<": "lt",
  "<=": "le",
  ">": "gt",
  ">=": "ge",
};

/** A binary operator or comparison by the special method of an operand; undefined if neither class has it. */
export function operatorMethod(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  const name = OPERATORS[op];
  if (name === undefined) return undefined;
  const left = a instanceof InstanceValue ? callSpecial(i, a, `__${name}__`, [b], pc, at) : undefined;
  if (left !== undefined) return left;
  const mirrored = { lt: "gt", le: "ge", gt: "lt", ge: "le" }[name] ?? `r${name}`;
  return b instanceof InstanceValue ? callSpecial(i, b, `__${mirrored}__`, [a], pc, at) : undefined;
}
