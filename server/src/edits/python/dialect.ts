/** How a module reads environment variables, and the same reads as code for it. */
import type { AnnAssign, Expr, Stmt } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";
import { isImport, type PythonEditor } from "./editor";
import { addImport, importedAs } from "./imports";
import {
  defaultOf,
  fieldCall,
  fieldName,
  isSettingsClass,
  type SettingsClass,
  settingsClass,
} from "./settingsClass";

/**
 * os: `os.environ`; environ: an `Env` object of django-environ or environs, which agree on what is used here; decouple:
 * python-decouple's `config`; pydantic: an instance of a class of pydantic-settings. `name` is what the module calls it.
 */
export type Dialect =
  | { readonly kind: "os" | "environ" | "decouple"; readonly name: string }
  | {
      readonly kind: "pydantic";
      readonly name: string;
      readonly settings: SettingsClass;
      /** The editor of the module that has the class. */
      readonly home: PythonEditor;
    };

/** What code at `offset` can read the environment with. */
export function dialectAt(editor: PythonEditor, offset: number): Dialect {
  const statements = editor.statementsBefore(offset, tellsDialect);
  const config = importedAs(statements, { module: "decouple", name: "config" }, offset);
  if (config !== undefined) return { kind: "decouple", name: config };
  const env = envObject(editor, statements, offset);
  if (env !== undefined) return { kind: "environ", name: env };
  return settingsObject(editor, statements) ?? osDialect(statements, offset);
}

/** Names that code which reads the environment at the end of a module may use. */
export function namesInCode(editor: PythonEditor): readonly string[] {
  const { kind, name } = dialectAt(editor, editor.text.length);
  return ["env", "environ", "os", "config", ...(kind === "pydantic" ? [name] : [])];
}

function tellsDialect(statement: Stmt): boolean {
  if (isImport(statement) || isEnvAssignment(statement) || isPlainCall(statement)) return true;
  return statement.type === "ClassDef" && isSettingsClass(statement);
}

function osDialect(statements: readonly Stmt[], offset: number): Dialect {
  const environ = importedAs(statements, { module: "os", name: "environ" }, offset);
  const os = importedAs(statements, { module: "os" }, offset);
  if (os === undefined && environ !== undefined) return { kind: "os", name: environ };
  return { kind: "os", name: `${os ?? "os"}.environ` };
}

/** The name of an `Env` object: one of the statements `env = environ.Env(...)`, or one that the module uses and imports. */
function envObject(editor: PythonEditor, statements: readonly Stmt[], offset: number): string | undefined {
  let imports = false;
  for (const statement of statements) {
    if (statement.type === "Assign" && isEnvAssignment(statement)) {
      if (!isLibraryEnv(statement.value, statements, offset)) continue;
      const [target] = statement.targets;
      if (target?.type === "Name") return target.id;
    }
    if (statement.type === "ImportFrom") {
      if (statement.names === "*") imports = true;
      else if (statement.names.some(({ name, asname }) => (asname ?? name) === "env")) return "env";
    }
  }
  return imports && editor.hasStatement(usesEnv) ? "env" : undefined;
}

function isEnvAssignment(statement: Stmt): boolean {
  return statement.type === "Assign" && isEnvCall(statement.value);
}

/** `environ.Env(...)`, `environ.FileAwareEnv(...)`, `Env(...)` */
function isEnvCall(value: Expr): boolean {
  if (value.type !== "Call") return false;
  const name =
    value.func.type === "Attribute" ? value.func.attr : value.func.type === "Name" ? value.func.id : "";
  return name === "Env" || name === "FileAwareEnv";
}

/** The instance of a settings class: `settings = Settings()`, here or in the module that it is imported from. */
function settingsObject(editor: PythonEditor, statements: readonly Stmt[]): Dialect | undefined {
  const own = ownSettingsObject(editor, statements);
  if (own !== undefined) return own;
  for (const statement of statements) {
    if (statement.type !== "ImportFrom" || statement.names === "*") continue;
    for (const { name, asname } of statement.names) {
      const home = /^(?:\w*settings|conf|config|env)$/.test(name) ? editor.imported(statement) : undefined;
      const found =
        home && ownSettingsObject(home, home.statementsBefore(home.text.length, tellsDialect), name);
      if (found !== undefined) return { ...found, name: asname ?? name };
    }
  }
  return undefined;
}

function ownSettingsObject(
  home: PythonEditor,
  statements: readonly Stmt[],
  wanted?: string,
): Dialect | undefined {
  const classes = new Map<string, SettingsClass>();
  for (const statement of statements) {
    const found = settingsClass(statement);
    if (found !== undefined) classes.set(found.definition.name, found);
    if (statement.type !== "Assign" || !isPlainCall(statement)) continue;
    const [target] = statement.targets;
    const { value } = statement;
    const name = value.type === "Call" && value.func.type === "Name" ? value.func.id : "";
    const settings = classes.get(name);
    if (settings === undefined || target?.type !== "Name" || target.id !== (wanted ?? target.id)) continue;
    return { kind: "pydantic", name: target.id, settings, home };
  }
  return undefined;
}

/** `name = Name()` */
function isPlainCall(statement: Stmt): boolean {
  if (statement.type !== "Assign" || statement.value.type !== "Call") return false;
  const { func, args, keywords } = statement.value;
  return func.type === "Name" && args.length + keywords.length === 0;
}

/** Whether a call of `Env` by its name alone means that of a library, and no class of the settings. */
function isLibraryEnv(value: Expr, statements: readonly Stmt[], offset: number): boolean {
  if (value.type !== "Call" || value.func.type !== "Name") return true;
  const { id } = value.func;
  return ["environ", "environs"].some((module) =>
    ["Env", "FileAwareEnv"].some((name) => importedAs(statements, { module, name }, offset) === id),
  );
}

/** What was found in statements: most are the same after the next keystroke. */
const known = new WeakMap<Stmt, boolean>();

/** Whether a statement calls `env(...)`, `env.bool(...)` and the like. */
function usesEnv(statement: Stmt): boolean {
  let uses = known.get(statement);
  if (uses === undefined) {
    uses = [...descendants(statement)].some((node) => {
      if (node.type !== "Call") return false;
      const object = node.func.type === "Attribute" ? node.func.value : node.func;
      return object.type === "Name" && object.id === "env";
    });
    known.set(statement, uses);
  }
  return uses;
}

export type ReadKind = "bool" | "list" | "required";

/**
 * Code that reads a variable: a bool that is False, a list that is empty where the variable is missing, or a string that
 * is required. Adds the import that the code needs; undefined where that cannot be done.
 */
export function environmentRead(
  editor: PythonEditor,
  offset: number,
  variable: string,
  kind: ReadKind,
  dialect = dialectAt(editor, offset),
): string | undefined {
  const { name } = dialect;
  switch (dialect.kind) {
    case "pydantic": {
      const field = settingsField(dialect, variable, kind === "bool" ? "bool" : "str", DEFAULTS[kind]);
      if (field === "unfit") return undefined;
      if (field !== undefined) return kind === "list" ? splitCode(field, itemName(variable)) : field;
      const os = osDialect(editor.importsBefore(offset), offset);
      return environmentRead(editor, offset, variable, kind, os);
    }
    case "environ":
      if (kind === "required") return `${name}("${variable}")`;
      return kind === "bool"
        ? `${name}.bool("${variable}", default=False)`
        : `${name}.list("${variable}", default=[])`;
    case "decouple": {
      if (kind === "required") return `${name}("${variable}")`;
      if (kind === "bool") return `${name}("${variable}", default=False, cast=bool)`;
      const csv = addImport(editor, { module: "decouple", name: "Csv" }, offset);
      return csv && `${name}("${variable}", default="", cast=${csv}())`;
    }
    case "os": {
      if (name === "os.environ" && addImport(editor, { module: "os" }, offset) === undefined)
        return undefined;
      if (kind === "required") return `${name}["${variable}"]`;
      if (kind === "bool") return `${name}.get("${variable}", "") == "1"`;
      return splitCode(`${name}.get("${variable}", "")`, itemName(variable));
    }
  }
}

/** Code of what a new field of a settings class is where its variable is missing. */
const DEFAULTS: Readonly<Record<ReadKind, string | undefined>> = {
  bool: "False",
  list: '""',
  required: undefined,
};

/**
 * Code for the field of a variable, which is added to the class where it has none; undefined where the class cannot have a
 * field of this variable, "unfit" where it has one of another kind. A field without `otherwise` is required.
 */
function settingsField(
  { name: object, settings, home }: Dialect & { readonly kind: "pydantic" },
  variable: string,
  type: "bool" | "str",
  otherwise: string | undefined,
): string | undefined {
  const field = settings.fields.find((each) => each.variable === variable.toUpperCase());
  if (field !== undefined) {
    const { annotation } = field.statement;
    const annotated = annotation.type === "Name" ? annotation.id : undefined;
    const isSecret = annotated === "SecretStr" && type === "str";
    if (annotated !== type && !isSecret) return "unfit";
    if (otherwise === undefined && !requireField(home, field.statement)) return "unfit";
    return `${object}.${field.name}${isSecret ? ".get_secret_value()" : ""}`;
  }
  const { definition, prefix, config } = settings;
  const last = definition.body.findLast((each) => fieldName(each) !== undefined);
  const hasPrefix = variable.toUpperCase().startsWith(prefix.toUpperCase());
  const isOpen = ["case_sensitive", "alias_generator"].every((key) => !config.has(key));
  const name = variable.slice(prefix.length).toLowerCase();
  const isTaken = definition.body.some((each) => fieldName(each) === name);
  if (last === undefined || !hasPrefix || !isOpen || isTaken || !/^[a-z]/.test(name)) return undefined;
  const line = `${name}: ${type}${otherwise === undefined ? "" : ` = ${otherwise}`}`;
  if (!home.changedFields.has(line)) {
    if (!home.insertAfter(last, line)) return undefined;
    home.changedFields.add(line);
  }
  return `${object}.${name}`;
}

/** Takes the default of a field away. */
function requireField(home: PythonEditor, statement: AnnAssign): boolean {
  const { annotation, value } = statement;
  const call = fieldCall(statement);
  const given = call === undefined ? value : defaultOf(call);
  if (call?.keywords.some(({ arg }) => arg === "default_factory")) return false;
  const key = `${statement.start}`;
  if (given === undefined || home.changedFields.has(key)) return true;
  home.changedFields.add(key);
  if (call !== undefined) home.replaceText(given, "...");
  else home.replaceText({ start: annotation.end, end: given.end }, "");
  return true;
}

/** Code for the items of a text that commas separate, without empty ones; `item` is what it calls one. */
export function splitCode(text: string, item: string): string {
  return `[${item}.strip() for ${item} in ${text}.split(",") if ${item}.strip()]`;
}

/** What an item of the list in a variable of this name is. */
function itemName(variable: string): string {
  if (variable.includes("ORIGIN")) return "origin";
  return variable.includes("KEY") ? "key" : "host";
}

/** Code that reads a variable as a string; `otherwise` is the code of what it is where the variable is missing. */
export function environmentText(
  editor: PythonEditor,
  offset: number,
  variable: string,
  otherwise: string,
  dialect = dialectAt(editor, offset),
): string | undefined {
  const { kind, name } = dialect;
  if (dialect.kind === "pydantic") {
    const isLiteral = /^(?:"[^"]*"|'[^']*')$/.test(otherwise);
    const field = isLiteral ? settingsField(dialect, variable, "str", otherwise) : undefined;
    if (field === "unfit") return undefined;
    const os = osDialect(editor.importsBefore(offset), offset);
    return field ?? environmentText(editor, offset, variable, otherwise, os);
  }
  if (kind !== "os") return `${name}("${variable}", default=${otherwise})`;
  if (name === "os.environ" && addImport(editor, { module: "os" }, offset) === undefined) return undefined;
  return `${name}.get("${variable}", ${otherwise})`;
}
