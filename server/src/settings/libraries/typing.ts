/** typing, abc and types, as far as they make classes or change what code does. */
import { builtin } from "../builtins";
import { callOf } from "../instances";
import { bool, type ClassModel, ClassValue, DEAD, InstanceValue, native, type Value } from "../values";

/** A decorator that gives back what it gets. */
const same = (name: string): Value => native(name, ({ args }) => args[0] ?? DEAD);

/** `Generic[T]`, `Protocol[T]`: the class itself, as far as attributes go. */
const GENERIC: ClassModel = { name: "generic", inherited: false, item: (cls) => cls };

/** Calling a TypedDict makes a plain dict, calling `TypedDict` itself a TypedDict. */
const TYPED_DICT: ClassModel = {
  name: "TypedDict",
  call: (cls, call) =>
    cls.at === undefined
      ? new ClassValue({ name: "TypedDict", bases: [cls], ancestors: [cls], model: TYPED_DICT, at: call.at })
      : call.interpreter.expressions.invoke(builtin("dict")!, call),
};

/** `NewType("Name", type)`: a function that gives back what it gets. */
const newType = native("NewType", () => same("NewType"));

const NAMESPACE: ClassModel = {
  name: "SimpleNamespace",
  call: (cls, { interpreter: i, args, keywords, pc, at }) => {
    const instance = new InstanceValue(cls, at);
    for (const argument of args) i.expressions.expose([argument], "SimpleNamespace()", pc);
    for (const [name, value] of keywords)
      i.bind(instance.namespace, name, value, pc, [i.historyStep("assigned", at, at, pc)]);
    if (args.length > 0) instance.namespace.open = "SimpleNamespace() of a mapping";
    return instance;
  },
  equal: (a, b, i) => (b instanceof InstanceValue && a !== b ? i.opaquePair(a, b) : undefined),
};

const cached = (name: string): Value =>
  native(name, ({ interpreter: i, args, pc, at }) =>
    i.lift([args[0] ?? DEAD], pc, ([f]) =>
      f!.kind === "dead" ? DEAD : { kind: "descriptor", name, type: "cached", function: f!, at },
    ),
  );

const abstractProperty = native("abstractproperty", (call) =>
  call.interpreter.expressions.invoke(
    builtin("property")!,
    callOf(call.interpreter, call.args, call.pc, call.at),
  ),
);

const MODULES = ["typing", "typing_extensions"];

export const typing: readonly (readonly [string, () => Value])[] = [
  ...MODULES.flatMap((module): [string, () => Value][] => [
    [`${module}.TYPE_CHECKING`, () => bool(false)],
    [`${module}.cast`, () => native("cast", ({ args }) => args[1] ?? DEAD)],
    [`${module}.final`, () => same("final")],
    [`${module}.override`, () => same("override")],
    [`${module}.runtime_checkable`, () => same("runtime_checkable")],
    [`${module}.Generic`, () => new ClassValue({ name: "Generic", model: GENERIC })],
    [`${module}.Protocol`, () => new ClassValue({ name: "Protocol", model: GENERIC })],
    [`${module}.NewType`, () => newType],
    [`${module}.TypedDict`, () => new ClassValue({ name: "TypedDict", model: TYPED_DICT })],
  ]),
  ["abc.ABC", () => new ClassValue({ name: "ABC" })],
  ["abc.ABCMeta", () => new ClassValue({ name: "ABCMeta", opaque: "a metaclass" })],
  ["abc.abstractmethod", () => same("abstractmethod")],
  ["abc.abstractproperty", () => abstractProperty],
  ["types.SimpleNamespace", () => new ClassValue({ name: "SimpleNamespace", model: NAMESPACE })],
  ["functools.cached_property", () => cached("cached_property")],
  ["django.utils.functional.cached_property", () => cached("cached_property")],
];
