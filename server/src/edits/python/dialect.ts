/** How a module reads environment variables, and the same reads as code for it. */
import type { Expr, Stmt } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";
import { isImport, type PythonEditor } from "./editor";
import { addImport, importedAs } from "./imports";

/**
 * os: `os.environ`; environ: an `Env` object of django-environ or environs, which agree on what is used here; decouple:
 * python-decouple's `config`. `name` is what the module calls it.
 */
export interface Dialect {
  readonly kind: "os" | "environ" | "decouple";
  readonly name: string;
}

/** What code at `offset` can read the environment with. */
export function dialectAt(editor: PythonEditor, offset: number): Dialect {
  const statements = editor.statementsBefore(offset, (each) => isImport(each) || isEnvAssignment(each));
  const config = importedAs(statements, { module: "decouple", name: "config" }, offset);
  if (config !== undefined) return { kind: "decouple", name: config };
  const env = envObject(editor, statements);
  if (env !== undefined) return { kind: "environ", name: env };
  const environ = importedAs(statements, { module: "os", name: "environ" }, offset);
  const os = importedAs(statements, { module: "os" }, offset);
  if (os === undefined && environ !== undefined) return { kind: "os", name: environ };
  return { kind: "os", name: `${os ?? "os"}.environ` };
}

/** The name of an `Env` object: one of the statements `env = environ.Env(...)`, or one that the module uses and imports. */
function envObject(editor: PythonEditor, statements: readonly Stmt[]): string | undefined {
  let imports = false;
  for (const statement of statements) {
    if (statement.type === "Assign") {
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
  { kind: dialect, name } = dialectAt(editor, offset),
): string | undefined {
  switch (dialect) {
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
  { kind: dialect, name } = dialectAt(editor, offset),
): string | undefined {
  if (dialect !== "os") return `${name}("${variable}", default=${otherwise})`;
  if (name === "os.environ" && addImport(editor, { module: "os" }, offset) === undefined) return undefined;
  return `${name}.get("${variable}", ${otherwise})`;
}
