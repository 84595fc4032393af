/** Finds statements and expressions of a module by where they stand in its file. */
import type { Range } from "../text";
import type { Expr, Module, Stmt, TopLevel } from "./ast";

export type PythonNode = Stmt | Expr;

const absolute = new WeakMap<Stmt, { readonly by: number; readonly statement: Stmt }>();

/** A top-level statement with offsets of the file, in itself and in all that it holds. */
function absoluteStatement({ start, statement }: TopLevel): Stmt {
  const by = start - statement.start;
  let known = absolute.get(statement);
  if (known?.by !== by) {
    known = { by, statement: shifted(statement, by) };
    absolute.set(statement, known);
  }
  return known.statement;
}

/** All top-level statements with offsets of the file. */
export function absoluteStatements(module: Module): readonly Stmt[] {
  return module.body.map(absoluteStatement);
}

/** Those that start before an offset and pass a test that does not look at offsets. */
export function absoluteStatementsBefore(
  module: Module,
  offset: number,
  test: (statement: Stmt) => boolean,
): readonly Stmt[] {
  return module.body
    .filter(({ start, statement }) => start < offset && test(statement))
    .map(absoluteStatement);
}

/** Those that hold a range, one at most. */
export function absoluteStatementsAround(module: Module, { start, end }: Range): readonly Stmt[] {
  return module.body
    .filter((statement) => statement.start <= start && end <= statement.end)
    .map(absoluteStatement);
}

function shifted<T>(value: T, by: number): T {
  if (by === 0 || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => shifted(item, by)) as T;
  const copy: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    copy[key] =
      (key === "start" || key === "end") && typeof field === "number" ? field + by : shifted(field, by);
  }
  return copy as T;
}

/** The statements and expressions directly inside a node, in the order of its fields. */
function* childNodes(node: object): Generator<PythonNode> {
  for (const field of Object.values(node)) {
    if (typeof field !== "object" || field === null) continue;
    if (isNode(field)) yield field;
    // Arguments, dict entries, except clauses and the like are no nodes themselves.
    else yield* childNodes(field);
  }
}

function isNode(value: object): value is PythonNode {
  return "type" in value && "start" in value;
}

/** A node and everything inside it, outermost first. */
export function* descendants(node: PythonNode): Generator<PythonNode> {
  yield node;
  for (const child of childNodes(node)) yield* descendants(child);
}

/** The nodes that hold a range, outermost first, down to the first expression that is exactly the range. */
export function nodesAround(statements: readonly Stmt[], { start, end }: Range): PythonNode[] {
  const path: PythonNode[] = [];
  let candidates: Iterable<PythonNode> = statements;
  for (;;) {
    const next = [...candidates].find((node) => node.start <= start && end <= node.end);
    if (next === undefined) return path;
    path.push(next);
    if (next.start === start && next.end === end && isExpression(next)) return path;
    candidates = childNodes(next);
  }
}

/** The expression that is exactly the range, and the nodes around it, innermost first. */
export function findExpression(
  statements: readonly Stmt[],
  range: Range,
): { readonly node: Expr; readonly parents: readonly PythonNode[] } | undefined {
  const path = nodesAround(statements, range);
  const node = path.pop();
  if (node === undefined || !isExpression(node) || node.start !== range.start || node.end !== range.end)
    return undefined;
  return { node, parents: path.reverse() };
}

const STATEMENTS: ReadonlySet<string> = new Set<Stmt["type"]>([
  "Assign",
  "AugAssign",
  "AnnAssign",
  "Expr",
  "If",
  "For",
  "While",
  "Try",
  "With",
  "Match",
  "Import",
  "ImportFrom",
  "FunctionDef",
  "ClassDef",
  "Return",
  "Raise",
  "Assert",
  "Delete",
  "Global",
  "Nonlocal",
  "Pass",
  "Break",
  "Continue",
  "Broken",
]);

export function isExpression(node: PythonNode): node is Expr {
  return !STATEMENTS.has(node.type);
}

export function isStatement(node: PythonNode): node is Stmt {
  return STATEMENTS.has(node.type);
}
