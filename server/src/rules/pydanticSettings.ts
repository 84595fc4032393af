/** Classes of pydantic-settings that the settings are read with, as far as their source shows. */
import type { PythonEditor } from "../edits/python/editor";
import { EditSession } from "../edits/session";
import { dependencyState } from "../files/dependencies";
import { productionEnvironment } from "../project/environment";
import type { AnnAssign, ClassDef, Expr } from "../syntax/python/ast";
import { descendants } from "../syntax/python/find";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";
import { importedFrom } from "./settingsSources";

export interface SettingsField {
  readonly session: EditSession;
  readonly editor: PythonEditor;
  readonly definition: ClassDef;
  readonly statement: AnnAssign;
  readonly name: string;
  /** The variable that gives the field. */
  readonly variable: string;
  /** True where an empty variable counts as missing. */
  readonly ignoresEmpty: boolean;
  /** True where variables are taken as they are, rather than as JSON. */
  readonly plain: boolean;
}

/** A value that app.json or heroku.yml gives to a new app. */
export interface GivenValue {
  readonly value: string;
  readonly file: "app.json" | "heroku.yml";
  readonly at: Location;
}

/** The fields of all settings classes in the production module and the modules of the project that it imports. */
export function settingsFields(context: RuleContext): readonly SettingsField[] {
  const { project, snapshot } = context;
  const { dependencies } = project.deployment;
  const states = ["pydantic-settings", "pydantic"].map((name) => dependencyState(dependencies, name));
  if (states.every((state) => state === "absent")) return [];
  const session = new EditSession(snapshot);
  return importedFrom(context, () => true).flatMap((path) => {
    if (!snapshot.file(path)?.text.includes("BaseSettings")) return [];
    const editor = session.python(path);
    return editor === undefined ? [] : fieldsOf(session, editor);
  });
}

function fieldsOf(session: EditSession, editor: PythonEditor): SettingsField[] {
  return editor.statements.flatMap((statement) => {
    if (statement.type !== "ClassDef" || statement.decorators.length > 0) return [];
    if (!statement.bases.some(isBaseSettings)) return [];
    // What a class does to its sources is not followed.
    if (statement.body.some((each) => each.type === "FunctionDef" && /sources$|^__init__$/.test(each.name)))
      return [];
    const config = configOf(statement);
    if (config === undefined) return [];
    const flag = (key: string) => {
      const value = config.get(key);
      return value?.type === "Constant" && value.constant.kind === "bool" ? value.constant.value : undefined;
    };
    const prefix = config.get("env_prefix");
    if (prefix !== undefined && (prefix.type !== "Constant" || prefix.constant.kind !== "str")) return [];
    const before = prefix?.type === "Constant" && prefix.constant.kind === "str" ? prefix.constant.value : "";
    return statement.body.flatMap((each): SettingsField[] => {
      if (each.type !== "AnnAssign" || each.target.type !== "Name" || each.target.id.startsWith("_"))
        return [];
      const name = each.target.id;
      if (name === "model_config" || hasAlias(each)) return [];
      return [
        {
          session,
          editor,
          definition: statement,
          statement: each,
          name,
          variable: (before + name).toUpperCase(),
          ignoresEmpty: flag("env_ignore_empty") ?? false,
          plain: flag("enable_decoding") === false,
        },
      ];
    });
  });
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

/** The keywords of `model_config = SettingsConfigDict(...)`, or the names of `class Config`; undefined if not understood. */
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

/** The value that a manifest gives to a field's variable. */
export function givenValue({ project }: RuleContext, { variable }: SettingsField): GivenValue | undefined {
  const known = [...productionEnvironment(project).variables].find(
    ([name]) => name.toUpperCase() === variable,
  );
  const value = known?.[1].value;
  if (known === undefined || value === undefined) return undefined;
  const { appJson, herokuYml } = project.deployment;
  if (known[1].source === "heroku.yml" && herokuYml !== undefined) {
    const entry = herokuYml.setup.config.find(({ name }) => name === known[0]);
    return entry && { value, file: "heroku.yml", at: { file: herokuYml.path, ...entry.range } };
  }
  const entry = appJson?.env.find(({ name }) => name === known[0]);
  if (known[1].source !== "app.json" || appJson === undefined || entry?.valueRange === undefined)
    return undefined;
  return { value, file: "app.json", at: { file: appJson.path, ...entry.valueRange } };
}

/** What a field's type is for the reading of variables: a list, a dict, a flag; undefined for others. */
export function kindOfField({
  statement: { annotation },
}: SettingsField): "list" | "dict" | "flag" | undefined {
  return kindOf(annotation);
}

function kindOf(annotation: Expr): "list" | "dict" | "flag" | undefined {
  // `list[str] | None`
  if (annotation.type === "BinOp" && annotation.op === "|")
    return kindOf(annotation.left) ?? kindOf(annotation.right);
  const named = annotation.type === "Subscript" ? annotation.value : annotation;
  const name = named.type === "Attribute" ? named.attr : named.type === "Name" ? named.id : "";
  if (name === "Optional" && annotation.type === "Subscript") return kindOf(annotation.index);
  if (/^(?:list|set|frozenset|tuple|sequence)$/i.test(name)) return "list";
  if (/^(?:dict|mapping)$/i.test(name)) return "dict";
  return name === "bool" ? "flag" : undefined;
}
