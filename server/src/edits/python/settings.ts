/** Adds settings to a module: at its end, below a related setting, or where only production runs. */
import type { Expr, Stmt } from "../../syntax/python/ast";
import { descendants, nodesAround } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import type { PythonEditor } from "./editor";

/** The name of a plain assignment to one name. */
export function assignedName(statement: Stmt): string | undefined {
  const target =
    statement.type === "Assign" && statement.targets.length === 1
      ? statement.targets[0]
      : statement.type === "AnnAssign"
        ? statement.target
        : undefined;
  return target?.type === "Name" ? target.id : undefined;
}

/**
 * Adds an assignment: below the last related setting, else at the end of the module. `needs` are names that the code
 * uses.
 */
export function addSetting(
  editor: PythonEditor,
  code: string,
  { related, needs = [] }: { readonly related?: RegExp; readonly needs?: readonly string[] } = {},
): boolean {
  const { statements } = editor;
  if (inClasses(statements)) return false;
  const ready = statements.findLastIndex(
    (each) => binds(each, needs) || (needs.length > 0 && importsAll(each)),
  );
  const at = related ? statements.findLastIndex((each) => related.test(assignedName(each) ?? "")) : -1;
  const anchor = statements[at];
  // What a later star import brings would win.
  const last = !statements.slice(at + 1).some(importsAll);
  const fits = anchor !== undefined && at >= ready && last && editor.standsAlone(anchor);
  return fits ? editor.insertAfter(anchor, code) : editor.append(code);
}

/**
 * Adds settings to the module's `if not DEBUG:` block, else to a new one at its end. A block that has a heading of its own, or
 * that does more than set something, is about something else.
 */
export function addWhereDebugIsOff(editor: PythonEditor, code: string, related?: RegExp): boolean {
  const { statements } = editor;
  if (inClasses(statements)) return false;
  const from = statements.findLastIndex((each) => binds(each, ["DEBUG"]) || importsAll(each)) + 1;
  const blocks = statements.slice(from).flatMap((each) => {
    const block = blockWithoutDebug(each);
    if (block === undefined) return [];
    const isRelated = block.some((inner) => related?.test(assignedName(inner) ?? "") === true);
    // The else of `if DEBUG:` may be about one setting only.
    const isGeneral = isIfNotDebug(each) && !editor.hasCommentAbove(each) && block.every(isPlain);
    return isRelated || isGeneral ? [{ block, isRelated }] : [];
  });
  const last = (blocks.findLast(({ isRelated }) => isRelated) ?? blocks.at(-1))?.block.at(-1);
  const fits = last !== undefined && last.type !== "Raise" && editor.standsAlone(last);
  return fits ? editor.insertAfter(last, code) : appendBlock(editor, code);
}

/** Whether a statement only sets something, or raises where something is not set. */
function isPlain(statement: Stmt): boolean {
  return ["Assign", "AnnAssign", "AugAssign", "If", "Raise"].includes(statement.type);
}

/** Whether classes hold the settings, as with django-configurations: a line outside them would have no effect. */
function inClasses(statements: readonly Stmt[]): boolean {
  const isSetting = (inner: Stmt) =>
    inner.type === "Assign" &&
    /^(?:DEBUG|SECRET_KEY|ALLOWED_HOSTS|INSTALLED_APPS|MIDDLEWARE|DATABASES|SECURE_\w+)$/.test(
      assignedName(inner) ?? "",
    );
  return statements.some((each) => each.type === "ClassDef" && each.body.some(isSetting));
}

function appendBlock(editor: PythonEditor, code: string): boolean {
  const body = code.split("\n").map((line) => `    ${line}`);
  return editor.append(["if not DEBUG:", ...body].join("\n"));
}

/** The statements that run where DEBUG is off: the body of `if not DEBUG:`, the else of `if DEBUG:`. */
export function blockWithoutDebug(statement: Stmt): readonly Stmt[] | undefined {
  if (statement.type !== "If") return undefined;
  if (isIfNotDebug(statement)) return statement.body;
  const { test, orelse } = statement;
  const isElif = orelse.length === 1 && orelse[0]!.type === "If";
  return isDebug(test) && orelse.length > 0 && !isElif ? orelse : undefined;
}

function isIfNotDebug(statement: Stmt): boolean {
  if (statement.type !== "If") return false;
  const { test } = statement;
  return test.type === "UnaryOp" && test.op === "not" && isDebug(test.operand);
}

function isDebug(test: Expr): boolean {
  return test.type === "Name" && test.id === "DEBUG";
}

/** Whether a statement, or one inside it, binds one of the names. */
export function binds(statement: Stmt, names: readonly string[]): boolean {
  for (const node of descendants(statement)) {
    switch (node.type) {
      case "Assign":
        if (node.targets.some((target) => mentions(target, names))) return true;
        break;
      case "AnnAssign":
      case "AugAssign":
        if (mentions(node.target, names)) return true;
        break;
      case "Import":
        if (node.names.some(({ name, asname }) => names.includes(asname ?? name.split(".")[0]!))) return true;
        break;
      case "ImportFrom":
        if (node.names !== "*" && node.names.some(({ name, asname }) => names.includes(asname ?? name)))
          return true;
        break;
    }
  }
  return false;
}

/** Whether code at an offset may ask for DEBUG: it is there by then, and what it is then it stays. */
export function knowsDebug(editor: PythonEditor, offset: number): boolean {
  const bound = editor.statements.filter((each) => binds(each, ["DEBUG"]));
  return bound.length > 0 && bound.every(({ end }) => end <= offset);
}

function mentions(target: Expr, names: readonly string[]): boolean {
  return [...descendants(target)].some((node) => node.type === "Name" && names.includes(node.id));
}

function importsAll(statement: Stmt): boolean {
  return [...descendants(statement)].some((node) => node.type === "ImportFrom" && node.names === "*");
}

/** The conditions, as written, of the `if` statements around a place. */
export function enclosingTests(editor: PythonEditor, range: Range): readonly string[] {
  return nodesAround(editor.statements, range).flatMap((node) =>
    node.type === "If" ? [editor.source(node.test)] : [],
  );
}
