/** Adds imports where a person would: among the module's first imports, in their groups. */
import type { Alias, Import, ImportFrom, Stmt } from "../../syntax/python/ast";
import type { PythonEditor } from "./editor";

/** `import os`, or `from decouple import Csv`. */
export interface WantedImport {
  readonly module: string;
  readonly name?: string;
}

/** Modules of the standard library that settings modules import. */
const STANDARD_LIBRARY = new Set(
  (
    "__future__ ast base64 collections copy csv datetime decimal enum functools hashlib importlib io itertools json " +
    "locale logging math mimetypes multiprocessing operator os pathlib platform pprint pwd random re secrets shutil " +
    "socket ssl string subprocess sys tempfile textwrap time tomllib types typing urllib uuid warnings zoneinfo"
  ).split(" "),
);

/** The name that code before `offset` can use for an imported module or object; undefined if it is not imported. */
export function importedAs(
  statements: readonly Stmt[],
  { module, name }: WantedImport,
  offset: number,
): string | undefined {
  for (const statement of statements) {
    if (statement.start >= offset) return undefined;
    const found = name === undefined ? fromImport(statement, module) : fromFrom(statement, module, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fromImport(statement: Stmt, module: string): string | undefined {
  if (statement.type !== "Import") return undefined;
  const alias = statement.names.find((each) => each.name === module);
  if (alias !== undefined) return alias.asname ?? alias.name;
  // `import os.path` binds os.
  const inside = statement.names.some(
    (each) => each.asname === undefined && each.name.startsWith(`${module}.`),
  );
  return inside ? module : undefined;
}

function fromFrom(statement: Stmt, module: string, name: string): string | undefined {
  if (!isFrom(statement, module)) return undefined;
  const alias = statement.names.find((each) => each.name === name);
  return alias && (alias.asname ?? alias.name);
}

function isFrom(
  statement: Stmt,
  module: string,
): statement is ImportFrom & { readonly names: readonly Alias[] } {
  return (
    statement.type === "ImportFrom" &&
    statement.level === 0 &&
    statement.module === module &&
    statement.names !== "*"
  );
}

/**
 * Makes sure that code at `offset` can use an import, and gives back the name to use; undefined where it cannot be
 * added.
 */
export function addImport(editor: PythonEditor, wanted: WantedImport, offset: number): string | undefined {
  const known = importedAs(editor.importsBefore(offset), wanted, offset);
  if (known !== undefined) return known;
  const { first, imports } = leadingImports(editor);
  if ((imports.at(-1)?.end ?? first ?? 0) > offset) return undefined;
  const key = `${wanted.module} ${wanted.name ?? ""}`;
  const added =
    editor.addedImports.has(key) || extend(editor, imports, wanted) || insert(editor, imports, wanted);
  if (!added) return undefined;
  editor.addedImports.add(key);
  return wanted.name ?? wanted.module;
}

/** The imports that the module begins with, after its docstring. */
function leadingImports(editor: PythonEditor) {
  const body = editor.statements.slice(docstring(editor) === undefined ? 0 : 1);
  const end = body.findIndex(({ type }) => type !== "Import" && type !== "ImportFrom");
  const imports = (end < 0 ? body : body.slice(0, end)) as (Import | ImportFrom)[];
  return { first: body[0]?.start, imports };
}

function docstring({ statements: [first] }: PythonEditor): Stmt | undefined {
  if (first?.type !== "Expr" || first.value.type !== "Constant") return undefined;
  return first.value.constant.kind === "str" ? first : undefined;
}

/** Adds a name to an import from the same module. */
function extend(
  editor: PythonEditor,
  imports: readonly (Import | ImportFrom)[],
  wanted: WantedImport,
): boolean {
  if (wanted.name === undefined) return false;
  const statement = imports.find((each) => isFrom(each, wanted.module));
  if (statement === undefined || statement.names === "*") return false;
  const last = statement.names.at(-1);
  if (last === undefined) return false;
  const behind = editor.source({ start: last.end, end: statement.end });
  // One name a line: the new one gets a line too.
  const own = statement.names.length > 1 && editor.startsLine(last.start);
  const separator = own ? editor.newline + editor.indentation(last.start) : " ";
  if (own && /^\s*,\s*#/.test(behind)) return false;
  editor.insertText(last.end, `,${separator}${wanted.name}`);
  return true;
}

function insert(
  editor: PythonEditor,
  imports: readonly (Import | ImportFrom)[],
  wanted: WantedImport,
): boolean {
  const code =
    wanted.name === undefined ? `import ${wanted.module}` : `from ${wanted.module} import ${wanted.name}`;
  const { newline } = editor;
  const group = groupOf(wanted.module, 0);
  const key = sortKey(wanted.module, wanted.name !== undefined);
  const own = imports.filter((each) => groupOfStatement(each) === group && !isFuture(each));
  const next = own.find((each) => sortKeyOf(each) > key);
  if (next !== undefined && editor.startsLine(next.start)) {
    editor.insertText(editor.lineStart(next.start), code + newline);
    return true;
  }
  const last = own.at(-1);
  if (last !== undefined) return editor.insertAfter(last, code);
  const later = imports.find((each) => groupOfStatement(each) > group && !isFuture(each));
  if (later !== undefined && editor.startsLine(later.start)) {
    editor.insertText(editor.lineStart(later.start), code + newline + newline);
    return true;
  }
  const above = imports.at(-1) ?? docstring(editor);
  if (above === undefined) return insertAtTop(editor, code);
  const below = editor.nextLine(above.end);
  const crowded = editor.source({ start: below, end: editor.lineEnd(below) }).trim() !== "";
  return editor.insertAfter(above, `\n${code}${crowded ? "\n" : ""}`);
}

/** Inserts below the comments that must stay first (`#!`, an encoding), or that a blank line sets apart. */
function insertAtTop(editor: PythonEditor, code: string): boolean {
  const { text, newline } = editor;
  const start = text.startsWith("\ufeff") ? 1 : 0;
  const [header] = /^(?:#(?:!|.*coding[:=]).*(?:\r\n|\r|\n|$))*/.exec(text.slice(start))!;
  const rest = text.slice(start + header.length);
  const [comment] = /^(?:#.*(?:\r\n|\r|\n))+[ \t]*(?:\r\n|\r|\n)\s*/.exec(rest) ?? [""];
  if (rest.trim() === "" && header !== "" && !/[\r\n]$/.test(header)) return false;
  editor.insertText(start + header.length + comment.length, code + newline + newline);
  return true;
}

function isFuture(statement: Import | ImportFrom): boolean {
  return statement.type === "ImportFrom" && statement.module === "__future__";
}

/** 0: the standard library, 1: other packages, 2: relative imports. */
function groupOf(module: string, level: number): number {
  if (level > 0) return 2;
  return STANDARD_LIBRARY.has(module.split(".")[0]!) ? 0 : 1;
}

function groupOfStatement(statement: Import | ImportFrom): number {
  if (statement.type === "Import") return groupOf(statement.names[0]?.name ?? "", 0);
  return groupOf(statement.module, statement.level);
}

/** `import x` comes before `from x import y`. */
function sortKey(module: string, from: boolean): string {
  return `${from ? 1 : 0}${module.toLowerCase()}`;
}

function sortKeyOf(statement: Import | ImportFrom): string {
  if (statement.type === "Import") return sortKey(statement.names[0]?.name ?? "", false);
  return sortKey(statement.module, true);
}
