/** pydantic-settings 2: models whose fields come from the environment. */

import { truth } from "../../equality";
import { type Condition, choose, type Guarded, map, or } from "../../guard";
import { parseJson } from "../../literals";
import {
  type Access,
  bool,
  type CallArguments,
  type ClassModel,
  ClassValue,
  DictValue,
  derived,
  dict,
  sameValue,
  str,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "../../values";
import { hasEnvFile } from "../envFiles";
import { construct } from "./construct";
import { configFlag, configText, type Field, firstOf, inputNames, type Model, modelOf } from "./model";
import { BaseModel, MODEL, withConfig } from "./models";
import { isComplex, type Type } from "./types";

/** How one call reads the environment. */
interface Source {
  readonly cls: ClassValue;
  readonly model: Model;
  readonly prefix: string;
  readonly delimiter: string | undefined;
  readonly caseSensitive: boolean;
  readonly ignoreEmpty: boolean;
  readonly decoding: boolean;
  /** Set where other sources than the environment may give a field: what they are. */
  readonly others: string | undefined;
  /** True where a file of variables is there, which is not read. */
  readonly file: boolean;
}

/** Settings of a source of its own that are not followed: fields that no variable gives may come from there. */
const OTHER_SOURCES = ["secrets_dir", "json_file", "yaml_file", "toml_file", "cli_parse_args"];

/** Settings that change how variables are read in ways that are not followed. */
const UNFOLLOWED = [
  "env_parse_none_str",
  "env_parse_enums",
  "env_nested_max_split",
  "env_prefix_target",
  "validate_by_alias",
];

/** `Settings(...)`; keywords with an underscore replace the configuration. */
function call(cls: ClassValue, arguments_: CallArguments): Guarded<Value> {
  const { interpreter: i, args, keywords, pc, at } = arguments_;
  const access = { interpreter: i, pc, at };
  const declared = modelOf(cls);
  if (declared === undefined) return unknown(`an instance of ${cls.name}`, at);
  if (args.length > 0) return unknown(`${cls.name}() with positional arguments`, at);
  const config = new Map(declared.config);
  const given = new Map<string, Guarded<Value>>();
  for (const [name, value] of keywords) {
    if (!name.startsWith("_")) given.set(name, value);
    else if (!("kind" in value) || value.kind !== "none" || name === "_env_file")
      config.set(name.slice(1), value);
  }
  const model: Model = { ...declared, config };
  const source = sourceOf(cls, model, access);
  if (typeof source === "string") {
    i.mayRaise(`${cls.name}()`, pc, at, "ValidationError");
    return unknown(source, at);
  }
  const extra = [...given.keys()].find(
    (name) => ![...model.fields.values()].some((field) => inputNames(field, model, access).includes(name)),
  );
  if (extra !== undefined) {
    const rule = configText(model, "extra") ?? "forbid";
    if (rule === "forbid")
      return i.raise("ValidationError", `${extra}: Extra inputs are not permitted`, pc, at);
    if (rule === "allow") return unknown(`${cls.name}() with other fields`, at);
  }
  return construct(
    cls,
    (field, when) =>
      firstOf(given, inputNames(field, model, access)) ??
      fromEnvironment(source, field, { ...access, pc: when }),
    access,
  );
}

/** How the environment is read, or why that is not followed. */
function sourceOf(cls: ClassValue, model: Model, access: Access): Source | string {
  const { interpreter: i } = access;
  const set = (name: string) => {
    const value = model.config.get(name);
    return value !== undefined && !("kind" in value && value.kind === "none");
  };
  const unfollowed = UNFOLLOWED.find(set);
  if (unfollowed !== undefined) return `${cls.name}() with ${unfollowed}`;
  for (const name of ["env_prefix", "env_nested_delimiter"]) {
    const value = model.config.get(name);
    if (set(name) && !("kind" in value! && value.kind === "str")) return `${cls.name}() with ${name}`;
  }
  for (const name of ["case_sensitive", "env_ignore_empty", "enable_decoding", "populate_by_name"]) {
    const value = model.config.get(name);
    if (value !== undefined && typeof map(value, (leaf) => truth(i, leaf)) !== "boolean")
      return `${cls.name}() with ${name}`;
  }
  return {
    cls,
    model,
    prefix: configText(model, "env_prefix") ?? "",
    delimiter: configText(model, "env_nested_delimiter") || undefined,
    caseSensitive: configFlag(model, "case_sensitive", access, false),
    ignoreEmpty: configFlag(model, "env_ignore_empty", access, false),
    decoding: configFlag(model, "enable_decoding", access, true),
    others: OTHER_SOURCES.find(set),
    file: hasFile(i, model.config.get("env_file")),
  };
}

/** Whether production has one of the files of variables, as far as the repository says. */
function hasFile(i: Access["interpreter"], files: Guarded<Value> | undefined): boolean {
  if (files === undefined) return false;
  const one = (file: Guarded<Value>): boolean => {
    if (!("kind" in file)) return true;
    if (file.kind === "none") return false;
    if (file.kind === "tuple") return file.items.some(one);
    if (file.kind === "list" && "items" in file.state) return file.state.items.some(one);
    return hasEnvFile(i, file) !== false;
  };
  return one(files);
}

// ---------------------------------------------------------------- variables

/** A variable by its name in any case, as pydantic-settings looks for it. */
function readVariable(
  source: Source,
  name: string,
  { interpreter: i, at }: Access,
): Guarded<Value | Unbound> {
  const { variables } = i;
  const candidates = source.caseSensitive ? [name] : spellings(variables.names(), name);
  let value: Guarded<Value | Unbound> = UNBOUND;
  for (const candidate of candidates) {
    const found = variables.read(candidate, at);
    const file = source.file && candidates.length === 1 ? variables.fromFile(candidate, at) : UNBOUND;
    value = map<Value | Unbound, Value | Unbound>(found, (leaf) =>
      leaf.kind !== "unbound"
        ? leaf
        : map<Value | Unbound, Value | Unbound>(value, (before) =>
            before.kind === "unbound" ? file : before,
          ),
    );
  }
  if (!source.ignoreEmpty) return value;
  return map<Value | Unbound, Value | Unbound>(value, (leaf) =>
    leaf.kind === "str" && leaf.value === "" ? UNBOUND : leaf,
  );
}

/** The variables that have a name in some case; where none is known, the usual spelling in capitals. */
function spellings(known: readonly string[], name: string): readonly string[] {
  const lower = name.toLowerCase();
  const found = known.filter((other) => other.toLowerCase() === lower);
  return found.length > 0 ? found : [name.toUpperCase()];
}

/** What the environment gives for a field: a string, what it holds as JSON, or parts of nested variables. */
function fromEnvironment(source: Source, field: Field, access: Access): Guarded<Value | Unbound> {
  const { interpreter: i, pc, at } = access;
  const own = `${source.prefix}${field.name}`;
  const byName = field.aliases === undefined || inputNames(field, source.model, access).includes(field.name);
  const names = [...(field.aliases ?? []), ...(byName ? [own] : [])];
  let raw: Guarded<Value | Unbound> = UNBOUND;
  for (const name of names) {
    const value = readVariable(source, name, access);
    raw = map<Value | Unbound, Value | Unbound>(raw, (leaf) => (leaf.kind === "unbound" ? value : leaf));
  }
  const complex = isComplex(field.type);
  return i.lift<Value | Unbound>([raw], pc, ([leaf], when) => {
    const here = { ...access, pc: when };
    if (complex === undefined) {
      // A type that nobody knows: a set variable gives it, in whatever form.
      return leaf!.kind === "unbound"
        ? asValue(otherSources(source, field, at))
        : unknown(reasonOf(field.type), at);
    }
    if (complex === false) return asValue(leaf!.kind === "unbound" ? otherSources(source, field, at) : leaf!);
    const decoded = leaf!.kind === "unbound" ? leaf! : decode(source, field, leaf as Value, complex, here);
    return i.lift<Value | Unbound>([decoded], i.surviving(when), ([value], inner) => {
      if (value!.kind !== "unbound" && !(value instanceof DictValue)) return asValue(value!);
      const parts = exploded(source, names, field.type, { ...access, pc: inner });
      return i.lift<Value | Unbound>([parts], inner, ([more]) => {
        if (value!.kind === "unbound")
          return asValue(more!.kind === "unbound" ? otherSources(source, field, at) : more!);
        if (more!.kind === "unbound") return asValue(value!);
        return merged(value as DictValue, more as Value, access);
      });
    });
  }) as Guarded<Value | Unbound>;
}

/** `lift` speaks of values; "nothing there" goes through it as itself. */
const asValue = (value: Value | Unbound): Value => value as Value;

function reasonOf(type: Type): string {
  return type.kind === "unknown" ? type.reason : "a field whose type is not followed";
}

/** What a field has where no variable gives it, if there are other sources than the environment. */
function otherSources({ others, cls }: Source, field: Field, at: Access["at"]): Value | Unbound {
  return others === undefined ? UNBOUND : unknown(`${others} of ${cls.name} may give ${field.name}`, at);
}

/** The JSON of a variable; a string that is none raises, or stays itself in a union. */
function decode(
  source: Source,
  { type, name }: Field,
  value: Value,
  complex: true | "maybe",
  { interpreter: i, pc, at }: Access,
): Guarded<Value | Unbound> {
  if (type.noDecode || !source.decoding || value.kind === "unknown") return value;
  if (value.kind === "env") {
    if (complex === "maybe") return derived(value, "object", `json.loads(${value.text})`, at);
    i.mayRaise(`json.loads(${value.text})`, pc, at, "SettingsError");
    return derived(
      value,
      type.kind === "list" ? "list" : type.kind === "dict" ? "dict" : "object",
      `json.loads(${value.text})`,
      at,
    );
  }
  const decoded = value.kind === "str" ? parseJson(value.value, at) : value;
  if (decoded === undefined)
    return complex === "maybe"
      ? value
      : i.raise("SettingsError", `error parsing value for field "${name}"`, pc, at);
  return decoded.kind === "none" ? UNBOUND : decoded;
}

// ---------------------------------------------------------------- nested variables

/** The dict that `PREFIX__KEY` variables make for a field; UNBOUND without any. */
function exploded(
  source: Source,
  names: readonly string[],
  type: Type,
  access: Access,
): Guarded<Value | Unbound> {
  const { delimiter } = source;
  if (delimiter === undefined) return UNBOUND;
  const { at } = access;
  const fields = modelFields(type);
  if (fields === undefined) {
    const prefixes = names.map((name) => `${name}${delimiter}`.toLowerCase());
    const given = access.interpreter.variables
      .names()
      .some((known) => prefixes.some((prefix) => known.toLowerCase().startsWith(prefix)));
    if (given) return unknown("nested variables of a type that is not followed", at);
    return access.interpreter.variables.closed ? UNBOUND : perhaps(source, names, access);
  }
  const entries: (readonly [string, Guarded<Value | Unbound>])[] = [];
  for (const field of fields) {
    if (field.aliases !== undefined) return unknown("an alias in a nested model", at);
    const inner = names.map((name) => `${name}${delimiter}${field.name}`);
    let value: Guarded<Value | Unbound> = UNBOUND;
    for (const name of inner) {
      const found = readVariable(source, name, access);
      value = map<Value | Unbound, Value | Unbound>(value, (leaf) =>
        leaf.kind === "unbound" ? found : leaf,
      );
    }
    const complex = isComplex(field.type);
    const known = access.interpreter.lift<Value | Unbound>([value], access.pc, ([leaf], when) => {
      const here = { ...access, pc: when };
      if (complex === undefined && leaf!.kind !== "unbound") return unknown(reasonOf(field.type), at);
      if (complex === false || complex === undefined) return asValue(leaf!);
      const decoded = leaf!.kind === "unbound" ? leaf! : nestedJson(leaf as Value, at);
      if (decoded.kind !== "unbound") return decoded;
      return asValue(exploded(source, inner, field.type, here) as Value | Unbound);
    }) as Guarded<Value | Unbound>;
    entries.push([field.name, known]);
  }
  return together(entries, access);
}

/** A nested variable's JSON; a string that is none stays a string, and is then not valid. */
function nestedJson(value: Value, at: Access["at"]): Value {
  if (value.kind === "env") return derived(value, "object", `json.loads(${value.text})`, at);
  return (value.kind === "str" ? parseJson(value.value, at) : undefined) ?? value;
}

/** Where the environment is open, any variable may begin with the field's name. */
function perhaps(
  source: Source,
  names: readonly string[],
  { interpreter: i, at }: Access,
): Guarded<Value | Unbound> {
  const variable = `${names[0]}${source.delimiter}…`.toUpperCase();
  return i.variables.read(variable, at) === UNBOUND
    ? UNBOUND
    : map<Value | Unbound, Value | Unbound>(i.variables.read(variable, at), (leaf) =>
        leaf.kind === "unbound"
          ? leaf
          : unknown(`variables that begin with ${names[0]}${source.delimiter}`, at),
      );
}

/** The fields of the model that a type is or may be. */
function modelFields(type: Type): readonly Field[] | undefined {
  if (type.kind === "union") {
    const members = type.members.filter(({ kind }) => kind !== "none");
    return members.length === 1 ? modelFields(members[0]!) : undefined;
  }
  const model = type.kind === "class" && type.cls.opaque === undefined ? modelOf(type.cls) : undefined;
  return model && [...model.fields.values()];
}

/** A dict of the entries that there are; UNBOUND in the worlds without any. */
function together(
  entries: readonly (readonly [string, Guarded<Value | Unbound>])[],
  { at }: Access,
): Guarded<Value | Unbound> {
  const there = (value: Guarded<Value | Unbound>) =>
    map<Value | Unbound, boolean>(value, (leaf) => leaf.kind !== "unbound");
  const any = entries.reduce<Condition>((holds, [, value]) => or(holds, there(value)), false);
  if (any === false) return UNBOUND;
  const made = new DictValue({ entries: [] }, at);
  for (const [name, value] of entries) {
    const holds = there(value);
    if (holds === false) continue;
    made.state = choose(
      holds,
      map(made.state, (state) => ({
        ...state,
        entries: [...state.entries, [str(name, at), value as Guarded<Value>] as const],
      })),
      made.state,
    );
  }
  return choose<Value | Unbound>(any, made, UNBOUND, sameValue);
}

/** `deep_update(a, b)` for dicts; other values of nested variables replace. */
function merged(a: DictValue, b: Value, { at }: Access): Value {
  const [x, y] = [a.state, b instanceof DictValue ? b.state : undefined];
  if (
    y === undefined ||
    !("entries" in x) ||
    !("entries" in y) ||
    x.open !== undefined ||
    y.open !== undefined
  )
    return unknown("JSON together with nested variables", at);
  const lower = (key: Value) => (key.kind === "str" ? key.value.toLowerCase() : "");
  const kept = x.entries.filter(([key]) => !y.entries.some(([other]) => lower(other) === lower(key)));
  if ([...kept, ...y.entries].some(([, value]) => !("kind" in value)))
    return unknown("JSON together with nested variables", at);
  return dict([...kept, ...y.entries], at);
}

// ---------------------------------------------------------------- the class

const SETTINGS_MODEL: ClassModel = { ...MODEL, call };

export const BaseSettings = withConfig(
  new ClassValue({ name: "BaseSettings", ancestors: [BaseModel], model: SETTINGS_MODEL }),
  new Map<string, Value>([
    ["extra", str("forbid")],
    ["validate_default", bool(true)],
  ]),
);
