/** pydantic 2's models: fields, validation, what model_dump() gives. */

import { truth } from "../../equality";
import { and, type Condition, choose, type Guarded, map, restrict } from "../../guard";
import { callOf, inherited } from "../../instances";
import { recorded } from "../../interpreter";
import { namespaceDict } from "../../namespaces";
import { callSpecial } from "../../specialMethods";
import {
  type Access,
  type CallArguments,
  type ClassCreation,
  type ClassModel,
  ClassValue,
  DEAD,
  type DictState,
  DictValue,
  dict,
  type HistoryStep,
  InstanceValue,
  ListValue,
  Namespace,
  NONE,
  native,
  type ObjectValue,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { annotationName } from "../dataclasses";
import { aliasNames, fieldArguments, isComputed, type Validator, validatorOf } from "./fields";
import { type Type, typeOf } from "./types";
import { applied, INVALID, type ModelValidator, validate, validating } from "./validate";

export interface Field {
  readonly name: string;
  readonly type: Type;
  /** UNBOUND: the field is required. */
  readonly default: Guarded<Value | Unbound>;
  readonly factory?: Guarded<Value>;
  /** Names that input may have instead of the field's own. */
  readonly aliases?: readonly string[];
  readonly validateDefault?: boolean;
  readonly frozen: boolean;
  readonly history: readonly HistoryStep[];
}

interface NamedValidator extends Validator {
  readonly name: string;
}

export interface Model {
  readonly fields: ReadonlyMap<string, Field>;
  readonly config: ReadonlyMap<string, Guarded<Value>>;
  readonly validators: readonly NamedValidator[];
}

const MODELS = new WeakMap<ClassValue, Model>();

/** The fields and configuration of a model's class. */
export function modelOf(cls: ClassValue): Model | undefined {
  for (const base of cls.mro) {
    const model = base instanceof ClassValue ? MODELS.get(base) : undefined;
    if (model !== undefined) return model;
  }
  return undefined;
}

/** A switch of the configuration. */
export function configFlag(
  model: Model,
  name: string,
  { interpreter: i }: Access,
  otherwise: boolean,
): boolean {
  const value = model.config.get(name);
  const holds = value === undefined ? otherwise : map(value, (leaf) => truth(i, leaf));
  return typeof holds === "boolean" ? holds : otherwise;
}

/** A text of the configuration; undefined if there is none. */
export function configText(model: Model, name: string): string | undefined {
  const value = model.config.get(name);
  return value !== undefined && "kind" in value && value.kind === "str" ? value.value : undefined;
}

// ---------------------------------------------------------------- the class

/** Methods that change how a model is made. */
const UNFOLLOWED = [
  "__init__",
  "settings_customise_sources",
  "__pydantic_init_subclass__",
  "__get_pydantic_core_schema__",
];

function created(creation: ClassCreation): string | undefined {
  const { interpreter: i, cls, keywords, pc, at } = creation;
  const own = (name: string) => restrict(cls.namespace.bindings.get(name)?.value ?? UNBOUND, pc, sameValue);
  const unfollowed = UNFOLLOWED.find((name) => own(name) !== UNBOUND);
  if (unfollowed !== undefined) return `${unfollowed}() of ${cls.name}`;
  const parents = cls.mro.slice(1).filter((base) => base instanceof ClassValue);
  const inheritedModels = parents.flatMap((base) => MODELS.get(base as ClassValue) ?? []).reverse();

  const config = new Map(inheritedModels.flatMap((model) => [...model.config]));
  const written = configuration(own("model_config"), own("Config"));
  if (written === undefined) return `the configuration of ${cls.name}`;
  for (const [name, value] of [...written, ...keywords]) config.set(name, value);

  const fields = new Map(inheritedModels.flatMap((model) => [...model.fields]));
  const annotated = new Set<string>();
  for (const { name, type, frame } of cls.annotations) {
    annotated.add(name);
    if (name.startsWith("_") || name === "model_config" || annotationName(type) === "ClassVar") continue;
    fields.set(name, makeField(creation, name, typeOf(i, type, frame, pc), own(name)));
  }
  const validators = inheritedModels.flatMap((model) => model.validators);
  for (const [name, binding] of cls.namespace.bindings) {
    const value = restrict(binding.value, pc, sameValue);
    const validator = "kind" in value && value.kind !== "unbound" ? validatorOf(value) : undefined;
    if (validator !== undefined) {
      if (validator.mode === "wrap" || validator.mode === "plain") return `a validator of ${cls.name}`;
      const before = validators.findIndex((other) => other.name === name);
      if (before >= 0) validators.splice(before, 1);
      validators.push({ ...validator, name });
    } else if (!annotated.has(name) && isForgotten(name, value)) {
      i.raise("PydanticUserError", `'${name}' of ${cls.name} has no annotation`, pc, at);
    }
  }
  MODELS.set(cls, { fields, config, validators });
  return undefined;
}

/** The configuration that a class writes; undefined if it is not known. */
function configuration(
  written: Guarded<Value | Unbound>,
  config: Guarded<Value | Unbound>,
): ReadonlyMap<string, Guarded<Value>> | undefined {
  const out = new Map<string, Guarded<Value>>();
  if (written instanceof DictValue) {
    if (!("entries" in written.state) || written.state.open !== undefined) return undefined;
    for (const [key, value] of written.state.entries) if (key.kind === "str") out.set(key.value, value);
  } else if (written !== UNBOUND) {
    return undefined;
  }
  if (config instanceof ClassValue) {
    if (config.opaque !== undefined || config.namespace.open !== undefined) return undefined;
    for (const base of [...config.mro].reverse()) {
      if (!(base instanceof ClassValue)) return undefined;
      for (const [name, { value }] of base.namespace.bindings)
        if (!name.startsWith("__") && value !== UNBOUND) out.set(name, value as Guarded<Value>);
    }
  } else if (config !== UNBOUND) {
    return undefined;
  }
  return out;
}

/** True for a value in the class body that pydantic takes for a field without annotation. */
function isForgotten(name: string, value: Guarded<Value | Unbound>): boolean {
  if (name.startsWith("_") || name === "model_config" || !("kind" in value)) return false;
  return ![
    "unbound",
    "function",
    "descriptor",
    "class",
    "exception",
    "native",
    "unknown",
    "third-party",
    "dead",
  ].includes(value.kind);
}

function makeField(
  { cls }: ClassCreation,
  name: string,
  type: Type,
  written: Guarded<Value | Unbound>,
): Field {
  const history = cls.namespace.bindings.get(name)?.history ?? [];
  const marked = "kind" in written && written.kind !== "unbound" ? fieldArguments(written) : undefined;
  // What an Annotated says of the field holds where the value does not say it.
  const keywords = new Map([
    ...(type.constraints ?? []),
    ...(marked?.marker === "Field" ? marked.keywords : []),
  ]);
  const given = marked === undefined ? written : (keywords.get("default") ?? UNBOUND);
  const fallback = given === UNBOUND ? (keywords.get("default") ?? UNBOUND) : given;
  const alias = keywords.get("validation_alias") ?? keywords.get("alias");
  const aliases =
    alias === undefined || ("kind" in alias && alias.kind === "none") ? undefined : aliasNames(alias);
  const unusual = alias !== undefined && aliases === undefined && !("kind" in alias && alias.kind === "none");
  const flag = (key: string) => {
    const value = keywords.get(key);
    return value !== undefined && "kind" in value && value.kind === "bool" ? value.value : undefined;
  };
  return {
    name,
    type: unusual
      ? { kind: "unknown", reason: `the alias of ${cls.name}.${name}`, scalar: true }
      : { ...type, constraints: keywords.size > 0 ? keywords : undefined },
    default: "kind" in fallback && fallback.kind === "ellipsis" ? UNBOUND : fallback,
    factory: keywords.get("default_factory"),
    aliases,
    validateDefault: flag("validate_default"),
    frozen: flag("frozen") ?? false,
    history,
  };
}

// ---------------------------------------------------------------- instances

/** The names under which input may give a field, those that count first. */
export function inputNames(field: Field, model: Model, access: Access): readonly string[] {
  if (field.aliases === undefined) return [field.name];
  const byName =
    configFlag(model, "populate_by_name", access, false) ||
    configFlag(model, "validate_by_name", access, false);
  return byName ? [...field.aliases, field.name] : field.aliases;
}

/**
 * Makes an instance. `input` gives what there is for a field, UNBOUND where there is nothing; it raises what it has to.
 * Raises ValidationError in the worlds where a field is missing or not valid.
 */
export function construct(
  cls: ClassValue,
  input: (field: Field, pc: Condition) => Guarded<Value | Unbound>,
  access: Access,
): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  const model = modelOf(cls)!;
  const instance = new InstanceValue(cls, at);
  const failures: { readonly what: string; readonly when: Condition }[] = [];
  const whole = model.validators.filter((validator) => validator.whole);
  const before = whole.some(({ mode }) => mode === "before");
  for (const field of model.fields.values()) {
    const start = i.surviving(pc);
    const given = input(field, start);
    const value = i.lift<Value | Unbound>([given], i.surviving(start), ([leaf], when) => {
      if (leaf!.kind === "dead") return DEAD;
      if (before) return unknown(`a model_validator of ${cls.name}`, at);
      return leaf!.kind === "unbound"
        ? defaultValue(cls, field, model, instance, { ...access, pc: when })
        : validated(cls, field, model, leaf as Value, instance, { ...access, pc: when });
    });
    const missing = map<Value, boolean>(value, (leaf) => leaf === MISSING);
    failures.push({ what: `${field.name}: Field required`, when: missing });
    failures.push({
      what: `${field.name} is not valid`,
      when: map<Value, boolean>(value, (leaf) => leaf === INVALID),
    });
    const alive = i.surviving(pc);
    const kept = map<Value, Value | Unbound>(value, (leaf) =>
      leaf === MISSING || leaf === INVALID ? UNBOUND : leaf,
    );
    i.bind(
      instance.namespace,
      field.name,
      kept,
      alive,
      recorded(field.history, [i.historyStep("assigned", at, at, alive)]),
    );
  }
  for (const { what, when } of failures) {
    const here = restrict(when, i.surviving(pc));
    if (here !== false) i.raise("ValidationError", what, and(i.surviving(pc), when), at);
  }
  for (const { mode, function: f } of whole) {
    if (mode !== "after") continue;
    const result = applied(f, instance, { ...access, pc: i.surviving(pc) });
    const invalid = map<Value, boolean>(result, (leaf) => leaf === INVALID);
    i.raise("ValidationError", `a model_validator of ${cls.name}`, and(i.surviving(pc), invalid), at);
  }
  callSpecial(i, instance, "model_post_init", [NONE], i.surviving(pc), at);
  return choose<Value>(i.surviving(pc), instance, DEAD, sameValue);
}

/** Stands for a required field that has no value; never stored. */
const MISSING: Value = unknown("a field that is missing");

function defaultValue(
  cls: ClassValue,
  field: Field,
  model: Model,
  instance: InstanceValue,
  access: Access,
): Guarded<Value> {
  const { interpreter: i, pc, at } = access;
  const validates = field.validateDefault ?? configFlag(model, "validate_default", access, false);
  const made =
    field.factory === undefined
      ? field.default
      : i.lift([field.factory], pc, ([f], when) => i.expressions.invoke(f!, callOf(i, [], when, at)));
  return i.lift<Value | Unbound>([made], i.surviving(pc), ([leaf], when) => {
    if (leaf!.kind === "unbound") return MISSING;
    if (leaf!.kind === "dead") return DEAD;
    return validates
      ? validated(cls, field, model, leaf as Value, instance, { ...access, pc: when })
      : copied(leaf as Value, when, access);
  });
}

/** A default that can change is copied for every instance. */
function copied(value: Value, pc: Condition, { at }: Access): Value {
  if (value instanceof ListValue) return new ListValue(restrict(value.state, pc), value.at ?? at);
  if (value instanceof DictValue) return new DictValue(restrict(value.state, pc), value.at ?? at);
  return value;
}

/** A field's value after its validators and its type. */
function validated(
  cls: ClassValue,
  field: Field,
  model: Model,
  value: Value,
  instance: InstanceValue,
  access: Access,
): Guarded<Value> {
  const { interpreter: i, pc } = access;
  const own = model.validators.filter(
    (validator) =>
      !validator.whole && (validator.fields.includes(field.name) || validator.fields.includes("*")),
  );
  let result: Guarded<Value> = value;
  const run = (f: (leaf: Value, inner: Access) => Guarded<Value>) => {
    result = i.lift([result], i.surviving(pc), ([leaf], when) =>
      leaf!.kind === "dead" || leaf === INVALID ? leaf! : f(leaf!, { ...access, pc: when }),
    );
  };
  const validator = ({ function: f }: NamedValidator) =>
    run((leaf, inner) => validating(inner, () => callValidator(cls, f, leaf, instance, inner)));
  for (const each of own.filter(({ mode }) => mode === "before").reverse()) validator(each);
  run((leaf, inner) => validate(leaf, field.type, inner, modelFromDict));
  for (const each of own.filter(({ mode }) => mode === "after")) validator(each);
  return result;
}

/** Calls `f(cls, value)` or `f(cls, value, info)`. */
function callValidator(
  cls: ClassValue,
  f: Value,
  value: Value,
  instance: InstanceValue,
  { interpreter: i, pc, at }: Access,
): Guarded<Value> {
  const count = f.kind === "function" ? f.definition.parameters.length : 2;
  const info: ObjectValue = {
    kind: "object",
    name: "ValidationInfo",
    attribute: (name) => (name === "data" ? namespaceDict(i, instance.namespace, at) : undefined),
  };
  const args: Value[] = count >= 3 ? [cls, value, info] : [cls, value];
  return i.expressions.invoke(f, callOf(i, args, pc, at));
}

/** A model from a dict, as for a nested field; INVALID where a field of it is. */
const modelFromDict: ModelValidator = (cls, data, access) => {
  const { interpreter: i } = access;
  const { value, raised } = i.collect(
    () => construct(cls, (field, pc) => fromDict(data, inputNames(field, modelOf(cls)!, access), pc), access),
    true,
  );
  let result = value;
  for (const error of raised) {
    if (error.exception === "ValidationError") result = choose<Value>(error.when, INVALID, result, sameValue);
    else i.raise(error.exception, error.message, error.when, error.at, error.value);
  }
  const model = modelOf(cls)!;
  if (configText(model, "extra") === "forbid" && hasOthers(data, cls, access)) return INVALID;
  return result;
};

function fromDict(data: DictValue, names: readonly string[], pc: Condition): Guarded<Value | Unbound> {
  return map<DictState, Value | Unbound>(restrict(data.state, pc), (state) => {
    for (const name of names) {
      const found = state.entries.find(([key]) => key.kind === "str" && key.value === name);
      if (found !== undefined) return found[1];
    }
    return state.open === undefined ? UNBOUND : unknown(state.open);
  });
}

function hasOthers(data: DictValue, cls: ClassValue, access: Access): boolean {
  const model = modelOf(cls)!;
  const names = new Set([...model.fields.values()].flatMap((field) => inputNames(field, model, access)));
  return (
    "entries" in data.state && data.state.entries.some(([key]) => key.kind !== "str" || !names.has(key.value))
  );
}

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

/** The first name's value that there is. */
export function firstOf(
  values: ReadonlyMap<string, Guarded<Value>>,
  names: readonly string[],
): Guarded<Value> | undefined {
  for (const name of names) {
    const value = values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
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
