/** Classes of pydantic-settings that the settings are read with, as far as their source shows. */
import type { PythonEditor } from "../edits/python/editor";
import { type ClassField, settingsClass } from "../edits/python/settingsClass";
import { EditSession } from "../edits/session";
import { dependencyState } from "../files/dependencies";
import { productionEnvironment } from "../project/environment";
import type { ClassDef, Expr } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import type { RuleContext } from "./rule";
import { importedFrom } from "./settingsSources";

export interface SettingsField extends ClassField {
  readonly session: EditSession;
  readonly editor: PythonEditor;
  readonly definition: ClassDef;
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
    const found = settingsClass(statement);
    if (found === undefined) return [];
    const flag = (key: string) => {
      const value = found.config.get(key);
      return value?.type === "Constant" && value.constant.kind === "bool" ? value.constant.value : undefined;
    };
    return found.fields.map((field) => ({
      session,
      editor,
      definition: found.definition,
      ...field,
      ignoresEmpty: flag("env_ignore_empty") ?? false,
      plain: flag("enable_decoding") === false,
    }));
  });
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
