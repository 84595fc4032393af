/** Fixes that give one setting another value. */
import type { FileChange } from "../edits/edit";
import { environmentRead, namesInCode, type ReadKind } from "../edits/python/dialect";
import { isString, type PythonEditor } from "../edits/python/editor";
import { addSetting, assignedName } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import { truthy } from "../settings/plain";
import { type JudgeOptions, OVERRIDDEN } from "../settings/settings";
import type { Expr } from "../syntax/python/ast";
import { descendants, isStatement } from "../syntax/python/find";
import type { Location } from "../syntax/text";
import { assignmentIn } from "./production";
import type { RuleContext } from "./rule";

/** The expression that a setting is assigned, in a file that can be edited. */
export function assignedValue(
  { settings }: RuleContext,
  session: EditSession,
  name: string,
): { readonly editor: PythonEditor; readonly value: Expr } | undefined {
  const location = settings.assignment(name);
  const editor = location && session.python(location.file);
  const value = editor && assignmentIn(editor, location, name)?.value;
  return editor && value && { editor, value };
}

/** The expression that a setting is assigned, for the title of a fix. */
export function assignedExpression(context: RuleContext, name: string): Expr | undefined {
  return assignedValue(context, new EditSession(context.snapshot), name)?.value;
}

/**
 * Gives a setting another value, as code that may add imports and may give up: where it is assigned, but in the
 * production module where development runs on another one, which keeps what it has.
 */
export function setValue(
  context: RuleContext,
  name: string,
  code: (editor: PythonEditor, offset: number) => string | undefined,
): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = isInherited(context, name) ? undefined : assignedValue(context, session, name);
  if (found !== undefined) {
    const text = code(found.editor, found.value.start);
    if (text === undefined) return undefined;
    found.editor.replace(found.value, text, found.editor.quote(found.value));
    return session.changes();
  }
  const { module, shared } = context.project.settings;
  const editor = module && session.python(module.path);
  // What is assigned here in a way that is not understood must not get a second assignment.
  if (editor === undefined || (context.settings.defines(name) && (shared || !isInherited(context, name))))
    return undefined;
  const text = code(editor, editor.text.length);
  const place = { related: PLACES[name], needs: namesInCode(editor) };
  return text !== undefined && addSetting(editor, `${name} = ${text}`, place) ? session.changes() : undefined;
}

/** Settings that an added one goes below. */
const PLACES: Readonly<Record<string, RegExp>> = {
  ALLOWED_HOSTS: /^DEBUG$/,
  CELERY_REDIS_BACKEND_USE_SSL: /^CELERY_RESULT_BACKEND$/,
  SECRET_KEY: /^DEBUG$/,
  DEFAULT_FROM_EMAIL: /^EMAIL_/,
  EMAIL_PORT: /^EMAIL_/,
  EMAIL_TIMEOUT: /^EMAIL_/,
  EMAIL_USE_SSL: /^EMAIL_/,
  EMAIL_USE_TLS: /^EMAIL_/,
  SERVER_EMAIL: /^DEFAULT_FROM_EMAIL$/,
};

/** Whether production takes a setting over from a module that development may run on too, while its own is separate. */
export function isInherited({ project, settings, snapshot }: RuleContext, name: string): boolean {
  const { module, shared } = project.settings;
  const location = settings.assignment(name);
  if (shared || location === undefined || location.file === module?.path) return false;
  // Other keys that are made from the key must change with it.
  return name !== "SECRET_KEY" || !isUsed(new EditSession(snapshot).python(location.file), name);
}

/** Whether the settings have a name in every world, so that a line may change the value that it holds. */
export function isSurelySet(
  { settings }: RuleContext,
  name: string,
  worlds: JudgeOptions["worlds"] = "all",
): boolean {
  return truthy(settings.value(OVERRIDDEN + name, { worlds })) === true;
}

/** Whether a module uses a name beside assigning it. */
export function isUsed(editor: PythonEditor | undefined, name: string): boolean {
  return (editor?.statements ?? []).some((statement) => {
    const mentions = [...descendants(statement)].filter((node) => node.type === "Name" && node.id === name);
    return mentions.length > (assignedName(statement) === name ? 1 : 0);
  });
}

/** Deletes the assignment of a setting, with its line; undefined where code uses it, or a block would be left empty. */
export function removeAssignment(context: RuleContext, name: string): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const location = context.settings.assignment(name);
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, name);
  if (editor === undefined || statement === undefined || isUsed(editor, name)) return undefined;
  // Without the last of several lines, the one before it would decide.
  if (context.settings.history(name).filter(({ kind }) => kind !== "imported").length > 1) return undefined;
  const isNested = !editor.statements.includes(statement);
  if (isNested && editor.blockOf(statement).length < 2) return undefined;
  return editor.deleteWithComment(statement, wordsOf(name)) ? session.changes() : undefined;
}

/** What a comment that is about a setting alone speaks of. */
function wordsOf(name: string): RegExp {
  const words = name
    .split("_")
    .filter((word) => word.length > 2 && !/^(?:SECURE|USE|DEFAULT|SETTINGS)$/.test(word));
  return new RegExp(`\\b(?:${[name, ...words].join("|")})\\b`, "i");
}

/** Gives a setting Django's default back: without its assignment where no other value shows up, else with this code. */
export function restoreDefault(
  context: RuleContext,
  name: string,
  code: string,
): readonly FileChange[] | undefined {
  const alone = isSetOnce(context, name) && !isInherited(context, name);
  return (alone ? removeAssignment(context, name) : undefined) ?? setValue(context, name, () => code);
}

/** Whether a setting has one assignment in its module, and neither a star import nor a base class may set it too. */
function isSetOnce({ settings, snapshot }: RuleContext, name: string): boolean {
  const location = settings.assignment(name);
  const editor = location && new EditSession(snapshot).python(location.file);
  const nodes = (editor?.statements ?? []).flatMap((statement) => [...descendants(statement)]);
  const isOpen = nodes.some(
    (node) => (node.type === "ImportFrom" && node.names === "*") || node.type === "ClassDef",
  );
  const assignments = nodes.filter((node) => isStatement(node) && assignedName(node) === name);
  return !isOpen && assignments.length === 1 && settings.history(name).length === 1;
}

/** Replaces the literal that a setting is assigned, wherever that stands: for values that are wrong everywhere. */
export function replaceLiteral(
  context: RuleContext,
  name: string,
  code: (value: Expr, editor: PythonEditor) => string | undefined,
): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  if (found === undefined || !isLiteral(found.value)) return undefined;
  const text = code(found.value, found.editor);
  if (text === undefined) return undefined;
  found.editor.replace(found.value, text);
  return session.changes();
}

/** A constant, with a sign perhaps, or a list or tuple of constants. */
function isLiteral(value: Expr): boolean {
  if (value.type === "UnaryOp") return isLiteral(value.operand);
  if (value.type === "List" || value.type === "Tuple") return value.items.every(isLiteral);
  return value.type === "Constant";
}

/** Gives a setting another name; undefined where any other line, or another settings module, uses the old one. */
export function renameSetting(
  context: RuleContext,
  name: string,
  to: string,
): readonly FileChange[] | undefined {
  const { project, settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const location = settings.assignment(name);
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, name);
  if (location === undefined || editor === undefined || statement === undefined) return undefined;
  const others = [...project.settings.candidates, project.settings.module]
    .flatMap((module) => module?.path ?? [])
    .filter((path) => path !== location.file);
  if (isUsed(editor, name) || countAssignments(editor, name) !== 1) return undefined;
  if (others.some((path) => snapshot.file(path)?.text.includes(name))) return undefined;
  editor.replaceText({ start: statement.start, end: statement.start + name.length }, to);
  return session.changes();
}

function countAssignments(editor: PythonEditor, name: string): number {
  return editor.statements.flatMap((statement) =>
    [...descendants(statement)].filter((node) => isStatement(node) && assignedName(node) === name),
  ).length;
}

/** Makes a setting come from an environment variable, in the way in which its module reads others. */
export function readFromEnvironment(
  context: RuleContext,
  name: string,
  variable: string,
  kind: ReadKind,
): readonly FileChange[] | undefined {
  return setValue(context, name, (editor, offset) => environmentRead(editor, offset, variable, kind));
}

/** Replaces an expression at a place that a value came from, if `accepts` knows it. */
export function replaceAt(
  { snapshot }: RuleContext,
  location: Location,
  code: string,
  accepts: (node: Expr) => boolean,
): readonly FileChange[] | undefined {
  const session = new EditSession(snapshot);
  const editor = session.python(location.file);
  const node = editor?.expression(location)?.node;
  if (editor === undefined || node === undefined || !accepts(node)) return undefined;
  editor.replace(node, code, isString(node) ? editor.quote(node) : undefined);
  return session.changes();
}
