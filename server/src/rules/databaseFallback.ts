/** What a database is where the variable with its URL is missing, as far as the code shows. */
import { stringValue } from "../edits/python/displays";
import type { PythonEditor } from "../edits/python/editor";
import { environmentReadAt } from "../edits/python/environmentReads";
import type { Call, Expr } from "../syntax/python/ast";
import { isUrlCall } from "./databases";

export interface Fallback {
  /** The URL that is used instead. */
  readonly url: Expr;
  /** The variable that is read. */
  readonly variable: string;
  /** Whether the URL is the argument `default` of the call. */
  readonly isDefault: boolean;
}

/** The URL that a call of dj-database-url, or of `env.db()`, falls back on; undefined where it has none. */
export function fallbackOf(editor: PythonEditor, call: Call): Fallback | undefined {
  const { func, args, keywords } = call;
  const keyword = (name: string) => keywords.find(({ arg }) => arg === name)?.value;
  const method = func.type === "Attribute" ? func.attr : func.type === "Name" ? func.id : "";
  const isParse = isUrlCall(editor, call) && method === "parse";
  if (isParse) {
    const read = args[0] && environmentReadAt(editor, args[0]);
    return read?.otherwise && { url: read.otherwise, variable: read.variable, isDefault: false };
  }
  if (!isUrlCall(editor, call) && method !== "db" && method !== "db_url") return undefined;
  const url = keyword("default") ?? args[1];
  const name = keyword("env") ?? keyword("var") ?? args[0];
  const variable = name === undefined ? "DATABASE_URL" : stringValue(name);
  if (url === undefined || variable === undefined) return undefined;
  return { url, variable, isDefault: keyword("default") !== undefined };
}

/** Whether code makes a URL of SQLite: a string that starts so, with whatever is joined to it. */
export function isSqliteUrl(node: Expr): boolean {
  switch (node.type) {
    case "Constant":
      return node.constant.kind === "str" && /^(?:sqlite|spatialite):/.test(node.constant.value);
    case "JoinedStr": {
      const [first] = node.parts;
      return typeof first === "string" && /^(?:sqlite|spatialite):/.test(first);
    }
    case "BinOp":
      return (node.op === "+" || node.op === "%") && isSqliteUrl(node.left);
    case "Call":
      return node.func.type === "Attribute" && node.func.attr === "format" && isSqliteUrl(node.func.value);
    default:
      return false;
  }
}
