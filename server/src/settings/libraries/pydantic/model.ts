/** What is known of a pydantic model: its fields, configuration and validators. */

import { truth } from "../../equality";
import { type Guarded, map } from "../../guard";
import { type Access, ClassValue, type HistoryStep, type Unbound, type Value } from "../../values";
import type { Validator } from "./fields";
import type { Type } from "./types";

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

export interface NamedValidator extends Validator {
  readonly name: string;
}

export interface Model {
  readonly fields: ReadonlyMap<string, Field>;
  readonly config: ReadonlyMap<string, Guarded<Value>>;
  readonly validators: readonly NamedValidator[];
}

/** By class. */
export const MODELS = new WeakMap<ClassValue, Model>();

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

/** The names under which input may give a field, those that count first. */
export function inputNames(field: Field, model: Model, access: Access): readonly string[] {
  if (field.aliases === undefined) return [field.name];
  const byName =
    configFlag(model, "populate_by_name", access, false) ||
    configFlag(model, "validate_by_name", access, false);
  return byName ? [...field.aliases, field.name] : field.aliases;
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
