/** Finds where an expression reads environment variables, as far as its text shows. */
import type { Attribute, Call, Expr, Subscript } from "../../syntax/python/ast";
import { descendants, isExpression } from "../../syntax/python/find";
import { type Dialect, dialectAt } from "./dialect";
import { stringValue } from "./displays";
import type { PythonEditor } from "./editor";
import { fieldDefault } from "./settingsClass";

export interface EnvironmentRead {
  readonly node: Attribute | Call | Subscript;
  readonly dialect: Dialect;
  readonly variable: string;
  /** The method of an `Env` object: "bool" for `env.bool(...)`. */
  readonly method?: string;
  /** What the read gives where the variable is missing; for a field of a settings class it stands in the class's module. */
  readonly otherwise?: Expr;
  /** What turns the text into something else; for a field of a settings class, its type. */
  readonly cast?: Expr;
}

/** All reads in an expression, outermost first. */
export function environmentReads(editor: PythonEditor, expression: Expr): EnvironmentRead[] {
  const dialect = dialectAt(editor, expression.start);
  return [...descendants(expression)].flatMap((node) => {
    const read = isExpression(node) ? readOf(editor, node, dialect) : undefined;
    return read === undefined ? [] : [read];
  });
}

/** The read that an expression is. */
export function environmentReadAt(editor: PythonEditor, expression: Expr): EnvironmentRead | undefined {
  return readOf(editor, expression, dialectAt(editor, expression.start));
}

function readOf(editor: PythonEditor, node: Expr, dialect: Dialect): EnvironmentRead | undefined {
  if (node.type === "Subscript") {
    const variable = stringValue(node.index);
    if (variable === undefined || !isEnviron(node.value)) return undefined;
    return { node, variable, dialect: { kind: "os", name: editor.source(node.value) } };
  }
  if (dialect.kind === "pydantic") {
    const read = fieldRead(node, dialect);
    if (read !== undefined) return read;
  }
  const variable = node.type === "Call" ? stringValue(node.args[0]) : undefined;
  if (node.type !== "Call" || variable === undefined) return undefined;
  const { func } = node;
  const keyword = (name: string) => node.keywords.find(({ arg }) => arg === name)?.value;
  if (func.type === "Attribute" && func.attr === "get" && isEnviron(func.value)) {
    const os: Dialect = { kind: "os", name: editor.source(func.value) };
    return { node, variable, dialect: os, otherwise: node.args[1] ?? keyword("default") };
  }
  const callee = func.type === "Attribute" ? func.attr : func.type === "Name" ? func.id : "";
  if (callee === "getenv") {
    const os: Dialect = { kind: "os", name: "os.environ" };
    return { node, variable, dialect: os, otherwise: node.args[1] ?? keyword("default") };
  }
  if (dialect.kind === "os" || dialect.kind === "pydantic") return undefined;
  const object = func.type === "Attribute" ? func.value : func;
  if (object.type !== "Name" || object.id !== dialect.name) return undefined;
  const method = func.type === "Attribute" ? func.attr : undefined;
  // env("X", cast, default), but env.bool("X", default) and config("X", default, cast).
  const byCall = dialect.kind === "environ" && method === undefined;
  const [, second, third] = node.args;
  return {
    node,
    variable,
    dialect,
    method,
    otherwise: keyword("default") ?? (byCall ? third : second),
    cast: keyword("cast") ?? (byCall ? second : third),
  };
}

/** The editor of the module in which the default of a read stands. */
export function homeOf(editor: PythonEditor, { dialect }: EnvironmentRead): PythonEditor {
  return dialect.kind === "pydantic" ? dialect.home : editor;
}

/** `settings.secret_key`, `settings.secret_key.get_secret_value()` */
function fieldRead(
  node: Expr,
  dialect: Dialect & { readonly kind: "pydantic" },
): EnvironmentRead | undefined {
  const { func } = node.type === "Call" ? node : {};
  const isSecret = func?.type === "Attribute" && func.attr === "get_secret_value";
  const attribute = isSecret ? func.value : node;
  if (attribute.type !== "Attribute" || attribute.value.type !== "Name") return undefined;
  if (attribute.value.id !== dialect.name) return undefined;
  const field = dialect.settings.fields.find(({ name }) => name === attribute.attr);
  if (field === undefined) return undefined;
  const { annotation } = field.statement;
  const isText = annotation.type === "Name" && annotation.id === (isSecret ? "SecretStr" : "str");
  return {
    node: node as Attribute | Call,
    dialect,
    variable: field.variable,
    otherwise: fieldDefault(field.statement),
    cast: isText ? undefined : annotation,
  };
}

/** `os.environ`, `environ` */
function isEnviron(node: Expr): boolean {
  return node.type === "Attribute" ? node.attr === "environ" : node.type === "Name" && node.id === "environ";
}
