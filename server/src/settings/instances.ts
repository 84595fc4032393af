/** Attributes of classes and of their instances, as Python looks them up, and the special methods. */
import type { Location } from "../syntax/text";
import { attribute } from "./attributes";
import { builtin } from "./builtins";
import { type Condition, choose, type Guarded, map, restrict } from "./guard";
import type { Interpreter } from "./interpreter";
import { namespaceDict } from "./namespaces";
import { callSpecial } from "./specialMethods";
import {
  type CallArguments,
  ClassValue,
  DEAD,
  type DescriptorValue,
  InstanceValue,
  type Namespace,
  NONE,
  native,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

/** The value of a name in a namespace; the same unknown at each reading where code that is not understood may have set it. */
function inNamespace(i: Interpreter, namespace: Namespace, name: string): Guarded<Value | Unbound> {
  const found = namespace.bindings.get(name)?.value ?? UNBOUND;
  return namespace.open === undefined
    ? found
    : map<Value | Unbound, Value | Unbound>(found, (leaf) =>
        leaf.kind === "unbound" ? i.unknownName(name, namespace) : leaf,
      );
}

/** A name in the namespaces of a method resolution order; UNBOUND where no class of it has the name. */
export function inherited(
  i: Interpreter,
  mro: readonly Value[],
  name: string,
  pc: Condition,
): Guarded<Value | Unbound> {
  let value: Guarded<Value | Unbound> = UNBOUND;
  for (const cls of mro) {
    if (!(cls instanceof ClassValue)) continue;
    const here = inNamespace(i, cls.namespace, name);
    value = map<Value | Unbound, Value | Unbound>(value, (leaf) => (leaf.kind === "unbound" ? here : leaf));
  }
  return restrict(value, pc, sameValue);
}

/** True if a class inherits from a built-in type or exception, whose own attributes are not followed. */
export function hasBuiltinBase(cls: ClassValue): boolean {
  return cls.mro.some((base) => !(base instanceof ClassValue));
}

/** `cls.name`. */
export function classAttribute(
  i: Interpreter,
  cls: ClassValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (cls.opaque !== undefined) return unknown(`${cls.name}.${name}`, at);
  const access = { interpreter: i, pc, at };
  const modelled = cls.model?.attribute?.(cls, name, access);
  if (modelled !== undefined) return modelled;
  if (name === "__name__" || name === "__qualname__") return str(cls.name, at);
  if (name === "__dict__") return namespaceDict(i, cls.namespace, at);
  if (name === "__mro__") return { kind: "tuple", items: [...cls.mro, builtin("object")!], at };
  if (name === "__bases__") return { kind: "tuple", items: cls.bases, at };
  return i.lift<Value | Unbound>([inherited(i, cls.mro, name, pc)], pc, ([leaf], when) => {
    if (leaf!.kind !== "unbound") return boundToClass(i, leaf as Value, cls, when, at);
    if (hasBuiltinBase(cls) || /^__\w+__$/.test(name) || cls.model !== undefined)
      return unknown(`${cls.name}.${name}`, at);
    return i.raise("AttributeError", `type object '${cls.name}' has no attribute '${name}'`, when, at);
  });
}

/** What a class body's value is when it is read from the class. */
export function boundToClass(
  i: Interpreter,
  value: Value,
  cls: ClassValue,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (value.kind === "descriptor") {
    if (value.type === "classmethod") return bound(value.function, cls);
    return value.type === "staticmethod" || value.type === "method" ? value.function : value;
  }
  if (value instanceof InstanceValue) {
    return callSpecial(i, value, "__get__", [NONE, cls], pc, at) ?? value;
  }
  return value;
}

/** A function that gets `self` as its first argument. */
export function bound(f: Value, self: Value): Value {
  return native("name" in f ? f.name : f.kind, (call) =>
    call.interpreter.expressions.invoke(f, { ...call, args: [self, ...call.args] }),
  );
}

/** `instance.name`. */
export function instanceAttribute(
  i: Interpreter,
  instance: InstanceValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const { cls } = instance;
  const access = { interpreter: i, pc, at };
  const modelled = cls.model?.instanceAttribute?.(instance, name, access);
  if (modelled !== undefined) return modelled;
  if (name === "__class__") return cls;
  if (name === "__dict__") return namespaceDict(i, instance.namespace, at);
  const inherits = inherited(i, cls.mro, name, pc);
  const own = inNamespace(i, instance.namespace, name);
  return i.lift<Value | Unbound>([inherits, own], pc, ([shared, mine], when) => {
    // Properties come before the instance's own attributes, everything else of the class after them.
    if (shared!.kind === "descriptor" && shared.type === "property") {
      return i.expressions.invoke(shared.function, callOf(i, [instance], when, at));
    }
    if (mine!.kind !== "unbound") return mine as Value;
    if (shared!.kind !== "unbound") return boundToInstance(i, shared as Value, instance, name, when, at);
    return missingAttribute(i, instance, name, when, at);
  });
}

function missingAttribute(
  i: Interpreter,
  instance: InstanceValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const { cls, content } = instance;
  const fallback = callSpecial(i, instance, "__getattr__", [str(name)], pc, at);
  if (fallback !== undefined) return fallback;
  if (content !== undefined) return attribute(i, content, name, pc, at) ?? DEAD;
  if (hasBuiltinBase(cls) || /^__\w+__$/.test(name)) return unknown(`${instance.name}.${name}`, at);
  return i.raise("AttributeError", `'${cls.name}' object has no attribute '${name}'`, pc, at);
}

/** What a class body's value is when it is read from an instance. */
export function boundToInstance(
  i: Interpreter,
  value: Value,
  instance: InstanceValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (value.kind === "function") return bound(value, instance);
  if (value.kind === "descriptor") return throughDescriptor(i, value, instance, name, pc, at);
  if (value instanceof InstanceValue) {
    return callSpecial(i, value, "__get__", [instance, instance.cls], pc, at) ?? value;
  }
  return value;
}

function throughDescriptor(
  i: Interpreter,
  descriptor: DescriptorValue,
  instance: InstanceValue,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  switch (descriptor.type) {
    case "classmethod":
      return bound(descriptor.function, instance.cls);
    case "staticmethod":
      return descriptor.function;
    case "method":
      return bound(descriptor.function, instance);
    case "property":
      return i.expressions.invoke(descriptor.function, callOf(i, [instance], pc, at));
    case "cached": {
      const value = i.expressions.invoke(descriptor.function, callOf(i, [instance], pc, at));
      i.bind(instance.namespace, name, value, i.surviving(pc), []);
      return value;
    }
  }
}

/** Looks an attribute up without raising: UNBOUND in the worlds where Python raises AttributeError. */
export function findAttribute(
  i: Interpreter,
  value: Value,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value | Unbound> {
  const { value: found, raised } = i.collect(() => attribute(i, value, name, pc, at) ?? DEAD, true);
  let result: Guarded<Value | Unbound> = found;
  for (const error of raised) {
    if (error.exception === "AttributeError") result = choose<Value | Unbound>(error.when, UNBOUND, result);
    else i.raise(error.exception, error.message, error.when, error.at, error.value);
  }
  return restrict(result, pc, sameValue);
}

/** `target.name = value`; UNBOUND deletes the attribute. `where` is the statement, `source` the value's expression. */
export function setAttribute(
  i: Interpreter,
  target: Value,
  name: string,
  value: Guarded<Value | Unbound>,
  pc: Condition,
  where: Location,
  source: Location,
): void {
  const steps = () => [i.historyStep("assigned", where, source, pc)];
  if (target.kind === "module") {
    const module = i.modules.loaded.get(target.name);
    if (module !== undefined) i.bind(module.namespace, name, value, pc, steps());
    return;
  }
  if (target instanceof ClassValue) {
    if (target.at !== undefined) i.bind(target.namespace, name, value, pc, steps());
    return;
  }
  if (!(target instanceof InstanceValue)) return;
  const { cls, namespace } = target;
  const access = { interpreter: i, pc, at: where };
  if (cls.model?.frozen?.(target, name, access)) return;
  if (inherited(i, cls.mro, "__setattr__", pc) !== UNBOUND) {
    i.openNamespace(namespace, `__setattr__() of ${cls.name}`, pc);
    return;
  }
  i.each(inherited(i, cls.mro, name, pc), pc, (leaf, when) => {
    if (leaf.kind !== "descriptor" || leaf.type !== "property") {
      if (leaf instanceof InstanceValue && inherited(i, leaf.cls.mro, "__set__", when) !== UNBOUND) {
        i.exposeObject(target, `__set__() of ${leaf.cls.name}`, when);
      }
      i.bind(namespace, name, value, when, steps());
    } else if (leaf.setter === undefined || isUnbound(value)) {
      i.raise("AttributeError", `property '${name}' of '${cls.name}' object has no setter`, when, where);
    } else {
      i.expressions.invoke(leaf.setter, callOf(i, [target, value as Guarded<Value>], when, where));
    }
  });
}

function isUnbound(value: Guarded<Value | Unbound>): boolean {
  return map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound") !== false;
}

export function callOf(
  i: Interpreter,
  args: readonly Guarded<Value>[],
  pc: Condition,
  at: Location,
): CallArguments {
  return { interpreter: i, args, keywords: new Map(), pc, at };
}

/** Calls a class of the project. */
export function instantiate(cls: ClassValue, arguments_: CallArguments): Guarded<Value> {
  const { interpreter: i, args, keywords, pc, at } = arguments_;
  if (cls.opaque !== undefined) {
    const what = `an instance of ${cls.name}`;
    i.expressions.expose([cls, ...args, ...keywords.values()], what, pc);
    i.mayRaise(what, pc, at);
    return unknown(what, at);
  }
  if (cls.model?.call !== undefined) return cls.model.call(cls, arguments_);
  const instance = new InstanceValue(cls, at);
  if (cls.mro.some((base) => base.kind === "exception"))
    i.bind(instance.namespace, "args", { kind: "tuple", items: args }, pc, []);
  const initialize = inherited(i, cls.mro, "__init__", pc);
  i.each(initialize, pc, (leaf, when) => {
    if (leaf.kind === "unbound") {
      if (args.length + keywords.size > 0 && !hasBuiltinBase(cls))
        i.raise("TypeError", `${cls.name}() takes no arguments`, when, at);
      return;
    }
    const method = boundToInstance(i, leaf, instance, "__init__", when, at);
    i.each(method, when, (f, here) => i.expressions.invoke(f, { ...arguments_, pc: here }));
  });
  return choose<Value>(i.surviving(pc), instance, DEAD, sameValue);
}

/** `super()`: the attributes of what a class inherits from, bound to an instance or class. */
export function superObject(cls: ClassValue, self: Value): Value {
  const mro = self instanceof ClassValue ? self.mro : self instanceof InstanceValue ? self.cls.mro : [];
  const place = mro.indexOf(cls);
  const rest = place < 0 ? undefined : mro.slice(place + 1);
  const name = `super() in ${cls.name}`;
  return {
    kind: "object",
    name,
    attribute: (attributeName, i, pc, at) => {
      if (rest === undefined || cls.opaque !== undefined) return undefined;
      return i.lift<Value | Unbound>([inherited(i, rest, attributeName, pc)], pc, ([leaf], when) => {
        if (leaf!.kind === "unbound") return builtinSuper(i, rest, self, attributeName, when, at);
        return self instanceof InstanceValue
          ? boundToInstance(i, leaf as Value, self, attributeName, when, at)
          : boundToClass(i, leaf as Value, self as ClassValue, when, at);
      });
    },
  };
}

/** What `super()` finds in `object` and in the built-in exceptions. */
function builtinSuper(
  i: Interpreter,
  rest: readonly Value[],
  self: Value,
  name: string,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const builtins = rest.filter((base) => !(base instanceof ClassValue));
  if (builtins.every((base) => base.kind === "exception") && self instanceof InstanceValue) {
    if (name === "__init__") {
      return native("__init__", (arguments_) => {
        if (builtins.length > 0) {
          const args: Value = { kind: "tuple", items: arguments_.args };
          i.bind(self.namespace, "args", args, arguments_.pc, []);
        }
        return NONE;
      });
    }
    if (name === "__setattr__") {
      return native("__setattr__", ({ args, at: where }) => {
        i.exposeObject(self, "object.__setattr__()", pc);
        return args.length === 2 ? NONE : unknown("object.__setattr__()", where);
      });
    }
  }
  if (name === "__init_subclass__") return native(name, () => NONE);
  if (builtins.length > 0 || /^__\w+__$/.test(name)) return unknown(`super().${name}`, at);
  return i.raise("AttributeError", `'super' object has no attribute '${name}'`, pc, at);
}

/** Attributes of a property that decorators use: `@name.setter`. */
export function descriptorAttribute(descriptor: DescriptorValue, name: string, at: Location): Value {
  if (name === "setter" && descriptor.type === "property") {
    return native("setter", (arguments_) =>
      arguments_.interpreter.lift([arguments_.args[0] ?? DEAD], arguments_.pc, ([setter]) => ({
        ...descriptor,
        setter: setter!,
      })),
    );
  }
  if (name === "getter" || name === "deleter") return unknown(`.${name} of a property`, at);
  return name === "__func__" || name === "fget"
    ? descriptor.function
    : unknown(`.${name} of a ${descriptor.type}`, at);
}
