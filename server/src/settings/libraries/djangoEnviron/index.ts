/** django-environ 0.14: https://django-environ.readthedocs.io/ */
import { type Guarded, map } from "../../guard";
import { inherited } from "../../instances";
import {
  type CallArguments,
  type ClassModel,
  type ClassValue,
  type ObjectValue,
  type Occasion,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { moduleOf, PerEvaluation } from "../common";
import { Env } from "./env";
import { EnvClass } from "./envClass";
import { environPath } from "./path";
import { URL_METHODS } from "./urlMethods";

/** What the methods of Env call on each other: a subclass with one of its own is another thing. */
const REPLACED: ReadonlySet<string> = new Set([
  "__init__",
  "__call__",
  "__contains__",
  "get_value",
  "parse_value",
  "url",
  ...Object.keys(URL_METHODS).map((name) => `${name}_config`),
]);

/** A class with state of its own (`Env.DB_SCHEMES[...] = ...`) in every evaluation. */
function classValue(name: string, fileAware: boolean): Value {
  const classes = new PerEvaluation(() => new EnvClass(fileAware));
  const instance = (type: EnvClass, call: CallArguments): Value =>
    call.args.length === 0
      ? new Env(type, call).value
      : call.interpreter.raise("TypeError", "Env() takes 1 positional argument", call.pc, call.at);
  const model: ClassModel = {
    name,
    created: ({ cls }) => {
      const replaced = [...cls.namespace.bindings.keys()].find((one) => REPLACED.has(one));
      return replaced === undefined ? undefined : `a subclass of ${name} with its own ${replaced}`;
    },
    attribute: (cls, attribute, access) => {
      const parent = classes.of(access.interpreter);
      return inBodies(cls, parent, attribute, access) ?? parent.attribute(attribute, access);
    },
    call: (cls, call) => {
      const parent = classes.of(call.interpreter);
      const own = (attribute: string, occasion: Occasion) => inBodies(cls, parent, attribute, occasion);
      return instance(new EnvClass(fileAware, { own, parent }), call);
    },
  };
  const value: ObjectValue = {
    kind: "object",
    name,
    truthy: true,
    model,
    call: (call) => instance(classes.of(call.interpreter), call),
    attribute: (attribute, i, pc, at) => classes.of(i).attribute(attribute, { interpreter: i, pc, at }),
    setAttribute: (attribute, assigned, occasion) =>
      classes.of(occasion.interpreter).set(attribute, assigned, occasion),
  };
  return value;
}

/** A name in the bodies of a class and its bases; undefined if none of them has it. */
function inBodies(
  cls: ClassValue,
  parent: EnvClass,
  name: string,
  occasion: Occasion,
): Guarded<Value> | undefined {
  const found = inherited(occasion.interpreter, cls.mro, name, occasion.pc);
  if (found === UNBOUND) return undefined;
  return map<Value | Unbound, Value>(found, (leaf) => {
    if (leaf.kind === "unbound") return parent.attribute(name, occasion) ?? unknown(name, occasion.at);
    return leaf.kind === "descriptor" ? unknown(`${cls.name}.${name}`, occasion.at) : leaf;
  });
}

export function environ(): Value {
  return moduleOf("environ", {
    Env: classValue("environ.Env", false),
    FileAwareEnv: classValue("environ.FileAwareEnv", true),
    Path: environPath,
    ImproperlyConfigured: { kind: "exception", name: "ImproperlyConfigured" },
  });
}
