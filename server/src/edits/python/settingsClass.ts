/** Classes of pydantic-settings as their source shows them: which variable gives which field. */
import type { AnnAssign, Call, ClassDef, Expr, Stmt } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";

export interface SettingsClass {
  readonly definition: ClassDef;
  /** The keywords of `model_config = SettingsConfigDict(...)`, or the names of `class Config`. */
  readonly config: ReadonlyMap<string, Expr>;
  /** What the names of variables begin with, as written. */
  readonly prefix: string;
  readonly fields: readonly ClassField[];
}

export interface ClassField {
  readonly statement: AnnAssign;
  readonly name: string;
  /** The variable that gives the field. */
  readonly variable: string;
}

/** What a statement defines, if it is a settings class that is understood. */
export function settingsClass(statement: Stmt): SettingsClass | undefined {
  if (statement.type !== "ClassDef" || !isSettingsClass(statement)) return undefined;
  if (statement.decorators.length > 0) return undefined;
  // What a class does to its sources is not followed.
  if (statement.body.some((each) => each.type === "FunctionDef" && /sources$|^__init__$/.test(each.name)))
    return undefined;
  const config = configOf(statement);
  if (config === undefined) return undefined;
  const given = config.get("env_prefix");
  const constant = given?.type === "Constant" ? given.constant : undefined;
  if (given !== undefined && constant?.kind !== "str") return undefined;
  const prefix = constant?.kind === "str" ? constant.value : "";
  const fields = statement.body.flatMap((each): ClassField[] => {
    const name = fieldName(each);
    if (name === undefined || each.type !== "AnnAssign" || hasAlias(each)) return [];
    return [{ statement: each, name, variable: (prefix + name).toUpperCase() }];
  });
  return { definition: statement, config, prefix, fields };
}

/** Whether a class is one of pydantic-settings by its own bases. */
export function isSettingsClass({ bases }: ClassDef): boolean {
  return bases.some(isBaseSettings);
}

/** The field that a statement of a class's body makes. */
export function fieldName(statement: Stmt): string | undefined {
  if (statement.type !== "AnnAssign" || statement.target.type !== "Name") return undefined;
  const { id } = statement.target;
  return id.startsWith("_") || id === "model_config" ? undefined : id;
}

/** The call of `Field` that a field is given. */
export function fieldCall({ value }: AnnAssign): Call | undefined {
  if (value?.type !== "Call") return undefined;
  const { func } = value;
  const name = func.type === "Attribute" ? func.attr : func.type === "Name" ? func.id : "";
  return name === "Field" ? value : undefined;
}

/** What a field is where its variable is missing: `x` for `= x`, `= SecretStr(x)` and `= Field(x, ...)`. */
export function fieldDefault(statement: AnnAssign): Expr | undefined {
  const call = fieldCall(statement);
  const given = call === undefined ? statement.value : defaultOf(call);
  if (given?.type !== "Call") return given;
  const isSecret = given.func.type === "Name" && given.func.id === "SecretStr";
  return isSecret && given.args.length === 1 ? given.args[0] : undefined;
}

/** The default in a call of `Field`. */
export function defaultOf({ args, keywords }: Call): Expr | undefined {
  return keywords.find(({ arg }) => arg === "default")?.value ?? args[0];
}

function isBaseSettings(base: Expr): boolean {
  return base.type === "Name"
    ? base.id === "BaseSettings"
    : base.type === "Attribute" && base.attr === "BaseSettings";
}

/** Whether the field is read from a variable of another name. */
function hasAlias(statement: AnnAssign): boolean {
  return [...descendants(statement)].some(
    (node) =>
      node.type === "Call" &&
      node.keywords.some(({ arg }) => arg === undefined || arg.includes("alias") || arg === "env"),
  );
}

function configOf({ body }: ClassDef): ReadonlyMap<string, Expr> | undefined {
  const out = new Map<string, Expr>();
  for (const statement of body) {
    if (statement.type === "ClassDef" && statement.name === "Config") {
      for (const inner of statement.body)
        if (inner.type === "Assign" && inner.targets[0]?.type === "Name")
          out.set(inner.targets[0].id, inner.value);
    }
    if (statement.type !== "Assign" || statement.targets[0]?.type !== "Name") continue;
    if (statement.targets[0].id !== "model_config") continue;
    const { value } = statement;
    if (value.type !== "Call" || value.keywords.some(({ arg }) => arg === undefined)) return undefined;
    for (const { arg, value: given } of value.keywords) out.set(arg!, given);
  }
  return out;
}
