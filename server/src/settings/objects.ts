/** Built-in functions about classes and attributes: type(), super(), getattr(), vars() and their kind. */
import { makeClass } from "./classes";
import { asBool } from "./equality";
import { type Condition, choose, type Guarded, map, or } from "./guard";
import { findAttribute, inherited, setAttribute, superObject } from "./instances";
import type { Frame } from "./interpreter";
import { namespaceDict } from "./namespaces";
import { builtinType, isInstance, isSubtype, type TypeTest, typeOf } from "./types";
import {
  type CallArguments,
  ClassValue,
  DEAD,
  DictValue,
  InstanceValue,
  type ItemsState,
  ListValue,
  Namespace,
  NONE,
  native,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

type Implementation = (call: CallArguments) => Guarded<Value>;

/** Runs `f` for the leaves of the first arguments; a missing one is undefined. */
function leaves(
  call: CallArguments,
  count: number,
  f: (args: readonly (Value | undefined)[], pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  return call.interpreter.lift(call.args.slice(0, count), call.pc, (args, pc) =>
    args.some((leaf) => leaf.kind === "dead") ? DEAD : f(args, pc),
  );
}

function descriptor(type: "property" | "classmethod" | "staticmethod"): Implementation {
  return (call) => {
    const setter = call.args[1] ?? call.keywords.get("fset");
    if (call.args.length + call.keywords.size > 2) return unknown(`${type}()`, call.at);
    return call.interpreter.lift(
      [call.args[0] ?? call.keywords.get("fget") ?? DEAD, setter ?? NONE],
      call.pc,
      ([f, set]) =>
        f!.kind === "dead"
          ? DEAD
          : {
              kind: "descriptor",
              name: type,
              type,
              function: f!,
              setter: set!.kind === "none" ? undefined : set,
              at: call.at,
            },
    );
  };
}

// ---------------------------------------------------------------- super() and type()

const superFunction: Implementation = (call) => {
  const { interpreter: i, frame, pc, at } = call;
  if (call.args.length === 2) {
    return leaves(call, 2, ([cls, self]) =>
      cls instanceof ClassValue && self !== undefined ? superObject(cls, self) : unknown("super()", at),
    );
  }
  const classes = enclosingClasses(frame);
  if (call.args.length > 0 || frame?.first === undefined || classes?.length !== 1) {
    return unknown("super()", at);
  }
  return i.lift([i.lookup(frame.first, frame, pc, at)], pc, ([self]) => superObject(classes[0]!, self!));
};

/** The classes whose body holds the code of a frame. */
function enclosingClasses(frame: Frame | undefined): readonly ClassValue[] | undefined {
  for (let scope = frame; scope !== undefined; scope = scope.enclosing) {
    if (scope.cell !== undefined) return scope.cell.classes;
  }
  return undefined;
}

const typeFunction: Implementation = (call) => {
  const { interpreter: i, at } = call;
  return leaves(call, 3, ([value, bases, body], pc) => {
    if (value === undefined) return unknown("type()", at);
    if (bases === undefined) return typeOf(value) ?? unknown("type()", at);
    if (value.kind !== "str" || bases.kind !== "tuple" || !(body instanceof DictValue))
      return unknown("type()", at);
    return i.lift([body.state, ...bases.items], pc, ([state, ...leaves], when) => {
      if (!("entries" in state!) || state.open !== undefined || call.keywords.size > 0)
        return unknown("type()", at);
      const namespace = new Namespace();
      for (const [key, content] of state.entries) {
        if (key.kind !== "str") return unknown("type()", at);
        i.bind(namespace, key.value, content, when, [i.historyStep("assigned", at, at, when)]);
      }
      return makeClass(i, value.value, leaves as Value[], new Map(), { locals: namespace }, when, at);
    });
  });
};

// ---------------------------------------------------------------- isinstance()

function classTest(name: string, test: (value: Value, type: Value) => TypeTest): Implementation {
  return (call) => {
    if (call.args.length !== 2)
      return call.interpreter.raise("TypeError", `${name} expected 2 arguments`, call.pc, call.at);
    return leaves(call, 2, ([value, type], pc) => {
      const types = type!.kind === "tuple" ? type!.items : [type!];
      return call.interpreter.lift([...types], pc, (each, when) => {
        const answers = each.map((one) => test(value!, one));
        if (answers.includes(true)) return asBool(true, call.at);
        if (answers.includes("not a class"))
          return call.interpreter.raise("TypeError", `${name}() of what is no class`, when, call.at);
        if (!answers.includes(undefined)) return asBool(false, call.at);
        call.interpreter.mayRaise(`${name}()`, when, call.at);
        return unknown(`${name}()`, call.at);
      });
    });
  };
}

// ---------------------------------------------------------------- attributes by name

const getattr: Implementation = (call) =>
  leaves(call, 2, ([object, name], pc) => {
    const { interpreter: i, at } = call;
    const fallback = call.args[2];
    if (object === undefined || name?.kind !== "str") {
      i.mayRaise("getattr()", pc, at);
      return unknown("getattr()", at);
    }
    if (fallback === undefined) return i.expressions.attributeOf(object, name.value, pc, at) ?? DEAD;
    return map<Value | Unbound, Value>(findAttribute(i, object, name.value, pc, at), (leaf) =>
      leaf.kind === "unbound" ? fallback : leaf,
    );
  });

const hasattr: Implementation = (call) =>
  leaves(call, 2, ([object, name], pc) => {
    const { interpreter: i, at } = call;
    if (object === undefined || name?.kind !== "str") return unknown("hasattr()", at);
    if (object.kind === "module") return asBool(object.attribute(name.value) !== undefined, at);
    return map<Value | Unbound, Value>(findAttribute(i, object, name.value, pc, at), (leaf) =>
      leaf.kind === "unknown" || leaf.kind === "env" || leaf.kind === "third-party"
        ? unknown("hasattr()", at)
        : { kind: "bool", value: leaf.kind !== "unbound", at },
    );
  });

/** setattr() and delattr(). Where nobody knows which object it is, it may be the module: `sys.modules[name]`. */
function attributeSetter(remove: boolean): Implementation {
  return (call) => {
    const { interpreter: i, frame, at } = call;
    return leaves(call, 2, ([target, name], pc) => {
      if (target === undefined || name === undefined) return NONE;
      const value = remove ? UNBOUND : (call.args[2] ?? NONE);
      if (name.kind === "str" && target.kind !== "unknown") {
        setAttribute(i, target, name.value, value, pc, at, at);
        return NONE;
      }
      const reason = `${remove ? "delattr" : "setattr"}() may set any name`;
      if (target.kind === "unknown" && frame !== undefined) {
        if (name.kind !== "str") i.openNamespace(frame.module.namespace, reason, pc);
        else i.bind(frame.module.namespace, name.value, unknown(`setattr() of ${target.reason}`, at), pc, []);
      } else if (target.kind === "module") {
        const module = i.modules.loaded.get(target.name);
        if (module !== undefined) i.openNamespace(module.namespace, reason, pc);
      } else if (target instanceof InstanceValue || target instanceof ClassValue) {
        i.openNamespace(target.namespace, reason, pc);
      }
      return NONE;
    });
  };
}

// ---------------------------------------------------------------- dir() and vars()

/** What every object has. */
const OBJECT_ATTRIBUTES =
  "__class__ __delattr__ __dict__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __getstate__ __gt__ __hash__ __init__ __init_subclass__ __le__ __lt__ __module__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __sizeof__ __str__ __subclasshook__ __weakref__";

/** The namespaces that make up an object's attributes; undefined if they are not followed. */
function namespacesOf(call: CallArguments, value: Value): readonly Namespace[] | undefined {
  if (value.kind === "module") {
    const module = call.interpreter.modules.loaded.get(value.name);
    return module && [module.namespace];
  }
  const cls = value instanceof InstanceValue ? value.cls : value instanceof ClassValue ? value : undefined;
  if (cls === undefined || cls.opaque !== undefined || cls.model !== undefined) return undefined;
  const classes = cls.mro.map((base) => (base instanceof ClassValue ? base.namespace : undefined));
  if (classes.includes(undefined)) return undefined;
  return [...(classes as Namespace[]), ...(value instanceof InstanceValue ? [value.namespace] : [])];
}

/** `dir(value)`; without a value, the names where it is called. */
const dir: Implementation = (call) =>
  leaves(call, 1, ([value]) => {
    const { at, frame } = call;
    const namespaces = value === undefined ? frame && [frame.locals] : namespacesOf(call, value);
    if (namespaces === undefined) return unknown("dir()", at);
    const open = namespaces.find((namespace) => namespace.open !== undefined)?.open;
    const names = new Map<string, Condition>();
    if (value !== undefined && value.kind !== "module")
      for (const name of OBJECT_ATTRIBUTES.split(" ")) names.set(name, true);
    for (const { bindings } of namespaces) {
      for (const [name, { value: content }] of bindings) {
        const there = map<Value | Unbound, boolean>(content, (leaf) => leaf.kind !== "unbound");
        names.set(name, or(names.get(name) ?? false, there));
      }
    }
    let state: Guarded<ItemsState> = { items: [], open };
    for (const name of [...names.keys()].sort()) {
      const more: Guarded<ItemsState> = map<ItemsState, ItemsState>(state, (s) => ({
        ...s,
        items: [...s.items, str(name, at)],
      }));
      state = choose(names.get(name)!, more, state);
    }
    return new ListValue(state, at);
  });

const vars: Implementation = (call) =>
  leaves(call, 1, ([value]) => {
    const { interpreter: i, at } = call;
    if (value instanceof InstanceValue && value.cls.model?.instanceItems === undefined)
      return namespaceDict(i, value.namespace, at);
    if (value instanceof ClassValue && value.opaque === undefined && value.model === undefined)
      return namespaceDict(i, value.namespace, at);
    const module = value?.kind === "module" ? i.modules.loaded.get(value.name) : undefined;
    return module === undefined ? unknown("vars()", at) : namespaceDict(i, module.namespace, at);
  });

const callable: Implementation = (call) =>
  leaves(call, 1, ([value], pc) => {
    const { interpreter: i, at } = call;
    if (value === undefined) return unknown("callable()", at);
    if (value instanceof InstanceValue) {
      const found = inherited(i, value.cls.mro, "__call__", pc);
      return asBool(
        map<Value | Unbound, boolean>(found, (leaf) => leaf.kind !== "unbound"),
        at,
      );
    }
    if (["function", "native", "class", "exception"].includes(value.kind)) return asBool(true, at);
    if (value.kind === "object" && value.call !== undefined) return asBool(true, at);
    const doubtful = ["unknown", "third-party", "object", "data", "descriptor"].includes(value.kind);
    return doubtful || (value.kind === "env" && value.type === "object")
      ? unknown("callable()", at)
      : asBool(false, at);
  });

/** The functions of this file. */
export function objectFunctions(): [string, Value][] {
  const functions: Record<string, Implementation> = {
    property: descriptor("property"),
    classmethod: descriptor("classmethod"),
    staticmethod: descriptor("staticmethod"),
    super: superFunction,
    isinstance: classTest("isinstance", isInstance),
    issubclass: classTest("issubclass", isSubtype),
    getattr,
    hasattr,
    setattr: attributeSetter(false),
    delattr: attributeSetter(true),
    dir,
    vars,
    callable,
  };
  return [
    ["type", builtinType("type", typeFunction)],
    ["object", builtinType("object", ({ at }) => new InstanceValue(new ClassValue({ name: "object" }), at))],
    ...Object.entries(functions).map(([name, call]): [string, Value] => [name, native(name, call)]),
  ];
}
