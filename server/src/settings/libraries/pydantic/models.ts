/** pydantic's BaseModel: calls, attributes, what model_dump() gives. */

import { type Guarded, map } from "../../guard";
import { inherited } from "../../instances";
import {
  type CallArguments,
  type ClassModel,
  ClassValue,
  DEAD,
  DictValue,
  dict,
  InstanceValue,
  ListValue,
  Namespace,
  native,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { created } from "./classBody";
import { construct } from "./construct";
import { isComputed } from "./fields";
import { configFlag, configText, firstOf, inputNames, MODELS, modelOf } from "./model";

/** `Model(name=value)` */
function call(cls: ClassValue, arguments_: CallArguments): Guarded<Value> {
  const { interpreter: i, args, keywords, pc, at } = arguments_;
  const access = { interpreter: i, pc, at };
  const model = modelOf(cls);
  if (model === undefined) return unknown(`an instance of ${cls.name}`, at);
  if (args.length > 0) return i.raise("TypeError", `${cls.name}() takes no positional arguments`, pc, at);
  const extra = [...keywords.keys()].find(
    (name) => ![...model.fields.values()].some((field) => inputNames(field, model, access).includes(name)),
  );
  if (extra !== undefined && configText(model, "extra") === "forbid")
    return i.raise("ValidationError", `${extra}: Extra inputs are not permitted`, pc, at);
  const made = construct(
    cls,
    (field) => firstOf(keywords, inputNames(field, model, access)) ?? UNBOUND,
    access,
  );
  if (extra !== undefined && configText(model, "extra") === "allow")
    return unknown(`${cls.name}() with other fields`, at);
  return made;
}

// ---------------------------------------------------------------- methods

/** `model_dump()`: a dict of the fields, models inside as dicts. */
function dump(instance: InstanceValue, call: CallArguments): Guarded<Value> {
  const { interpreter: i, keywords, pc, at } = call;
  const model = modelOf(instance.cls);
  const plain = [...keywords].every(
    ([name, value]) => name === "mode" && "kind" in value && value.kind === "str" && value.value === "python",
  );
  if (model === undefined || !plain || call.args.length > 0) return unknown("model_dump()", at);
  const names = [...model.fields.keys()];
  const entries: [Value, Guarded<Value>][] = names.map((name) => [
    str(name, at),
    dumped(fieldOf(instance, name), call),
  ]);
  for (const base of instance.cls.mro) {
    if (!(base instanceof ClassValue)) continue;
    for (const [name, { value }] of base.namespace.bindings) {
      if (!("kind" in value) || value.kind === "unbound" || !isComputed(value)) continue;
      entries.push([str(name, at), i.expressions.attributeOf(instance, name, pc, at) ?? DEAD]);
    }
  }
  return dict(entries, at);
}

function fieldOf(instance: InstanceValue, name: string): Guarded<Value> {
  const { open, bindings } = instance.namespace;
  return map<Value | Unbound, Value>(bindings.get(name)?.value ?? UNBOUND, (leaf) =>
    leaf.kind === "unbound" ? unknown(open ?? `${instance.name}.${name}`) : leaf,
  );
}

function dumped(value: Guarded<Value>, call: CallArguments): Guarded<Value> {
  return map<Value, Value>(value, (leaf) => {
    if (leaf instanceof InstanceValue && modelOf(leaf.cls) !== undefined) {
      const inner = dump(leaf, call);
      return "kind" in inner ? inner : unknown("model_dump()", call.at);
    }
    if (leaf instanceof ListValue)
      return new ListValue(
        map(leaf.state, (state) => ({ ...state, items: state.items.map((item) => dumped(item, call)) })),
        call.at,
      );
    if (leaf instanceof DictValue)
      return new DictValue(
        map(leaf.state, (state) => ({
          ...state,
          entries: state.entries.map(([key, item]) => [key, dumped(item, call)] as const),
        })),
        call.at,
      );
    return leaf;
  });
}

/** The names that pydantic's base class has for instances. */
function methods(): Namespace {
  const namespace = new Namespace();
  const define = (name: string, run: (self: InstanceValue, call: CallArguments) => Guarded<Value>) => {
    const f = native(name, (call) => {
      const [self] = call.args;
      return self instanceof InstanceValue
        ? run(self, { ...call, args: call.args.slice(1) })
        : unknown(name, call.at);
    });
    namespace.bindings.set(name, {
      value: { kind: "descriptor", name, type: "method", function: f },
      history: [],
    });
  };
  define("model_dump", dump);
  define("dict", dump);
  return namespace;
}

/** Methods of pydantic's base class that are not followed: what they give is unknown. */
const OTHER_METHODS =
  /^(?:model_\w+|copy|json|parse_\w+|from_orm|construct|schema\w*|update_forward_refs|validate|settings_\w+)$/;

export const MODEL: ClassModel = {
  name: "pydantic model",
  created,
  call,
  attribute: (cls, name, { at, interpreter: i, pc }) => {
    if (modelOf(cls)?.fields.has(name)) {
      // Fields are no attributes of the class.
      return i.raise("AttributeError", `type object '${cls.name}' has no attribute '${name}'`, pc, at);
    }
    const known = inherited(i, cls.mro, name, pc) !== UNBOUND;
    return !known && OTHER_METHODS.test(name) ? unknown(`${cls.name}.${name}`, at) : undefined;
  },
  instanceAttribute: (instance, name, { at, interpreter: i, pc }) => {
    if (instance.namespace.bindings.has(name) && modelOf(instance.cls)?.fields.has(name))
      return fieldOf(instance, name);
    const known = inherited(i, instance.cls.mro, name, pc) !== UNBOUND;
    return !known && OTHER_METHODS.test(name) ? unknown(`${instance.name}.${name}`, at) : undefined;
  },
  frozen: (instance, name, access) => {
    const model = modelOf(instance.cls);
    if (model === undefined || name.startsWith("_")) return false;
    const { interpreter: i, pc, at } = access;
    if (configFlag(model, "frozen", access, false) || model.fields.get(name)?.frozen) {
      i.raise("ValidationError", `${name}: Instance is frozen`, pc, at);
      return true;
    }
    if (!model.fields.has(name) && configText(model, "extra") !== "allow") {
      i.raise("ValueError", `"${instance.cls.name}" object has no field "${name}"`, pc, at);
      return true;
    }
    if (configFlag(model, "validate_assignment", access, false)) {
      i.openNamespace(instance.namespace, `an assignment to ${instance.cls.name}.${name}`, pc);
      return true;
    }
    return false;
  },
  instanceItems: (instance) =>
    [...(modelOf(instance.cls)?.fields.keys() ?? [])].map(
      (name): Value => ({ kind: "tuple", items: [str(name), fieldOf(instance, name)] }),
    ),
  equal: (a, b, i) => (b instanceof InstanceValue && a !== b ? i.opaquePair(a, b) : undefined),
};

export const BaseModel = new ClassValue({ name: "BaseModel", namespace: methods(), model: MODEL });
MODELS.set(BaseModel, { fields: new Map(), config: new Map(), validators: [] });

/** Gives a class of the library its own configuration. */
export function withConfig(cls: ClassValue, config: ReadonlyMap<string, Value>): ClassValue {
  MODELS.set(cls, { fields: new Map(), config, validators: [] });
  return cls;
}
