/** Instances of pydantic models: every field validated, what is missing or not valid raised. */

import { and, type Condition, choose, type Guarded, map, restrict } from "../../guard";
import { callOf } from "../../instances";
import { recorded } from "../../interpreter";
import { namespaceDict } from "../../namespaces";
import { callSpecial } from "../../specialMethods";
import {
  type Access,
  type ClassValue,
  DEAD,
  type DictState,
  DictValue,
  InstanceValue,
  ListValue,
  NONE,
  type ObjectValue,
  sameValue,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import {
  configFlag,
  configText,
  type Field,
  inputNames,
  type Model,
  modelOf,
  type NamedValidator,
} from "./model";
import { applied, INVALID, type ModelValidator, validate, validating } from "./validate";

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
