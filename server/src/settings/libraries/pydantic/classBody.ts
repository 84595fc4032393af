import { type Guarded, restrict } from "../../guard";
import {
  type ClassCreation,
  ClassValue,
  DictValue,
  sameValue,
  UNBOUND,
  type Unbound,
  type Value,
} from "../../values";
import { annotationName } from "../dataclasses";
import { aliasNames, fieldArguments, validatorOf } from "./fields";
import { type Field, MODELS } from "./model";
import { type Type, typeOf } from "./types";

/** Methods that change how a model is made. */
const UNFOLLOWED = [
  "__init__",
  "settings_customise_sources",
  "__pydantic_init_subclass__",
  "__get_pydantic_core_schema__",
];

/** Notes the fields of a new model; a text says why it cannot be followed. */
export function created(creation: ClassCreation): string | undefined {
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
