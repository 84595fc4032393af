/** Fixes that set what only production may have, without changing what `runserver` does on a developer's machine. */
import type { FileChange } from "../edits/edit";
import { environmentRead } from "../edits/python/dialect";
import type { PythonEditor } from "../edits/python/editor";
import {
  addSetting,
  addWhereDebugIsOff,
  assignedName,
  blockWithoutDebug,
  knowsDebug,
} from "../edits/python/settings";
import { EditSession } from "../edits/session";
import { truthy } from "../settings/plain";
import type { Settings } from "../settings/settings";
import type { Stmt } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { manifestValue } from "./manifests";
import type { RuleContext } from "./rule";

/** The variable that the fixes read DEBUG from. */
export const DEBUG_VARIABLE = "DJANGO_DEBUG";

export interface ProductionSetting {
  readonly name: string;
  /** Code of the value in production. */
  readonly value: string;
  /** Code of the value where DEBUG is on. */
  readonly development: string;
  /** Explains a line that is added. */
  readonly comment?: string;
}

/** Names whose settings stand together. */
const RELATED = /^(?:SECURE_|SESSION_COOKIE_|CSRF_COOKIE_)/;

/**
 * Sets `settings` in production. In a module that development runs on too they go where DEBUG is off; where DEBUG is
 * always on there, the same fix reads it from the environment, or the new lines would never run.
 */
export function setForProduction(
  context: RuleContext,
  settings: readonly ProductionSetting[],
): readonly FileChange[] | undefined {
  const { module } = context.project.settings;
  const session = new EditSession(context.snapshot);
  const editor = module && session.python(module.path);
  if (editor === undefined || (context.project.settings.shared && isText(context.settings))) return undefined;
  const missing = settings.filter((setting) => !replaceAssignment(context, editor, setting));
  if (missing.length > 0) {
    const code = missing
      .map(({ name, value, comment }) => `${name} = ${value}${comment === undefined ? "" : `  # ${comment}`}`)
      .join("\n");
    if (!addForProduction(context, editor, code, RELATED)) return undefined;
  }
  if (debugWritten(context) && !readDebugFromEnvironment(context, session)) return undefined;
  return session.changes();
}

/** Whether DEBUG is the text of a variable, with which it is never off. */
function isText(settings: Settings): boolean {
  const debug = settings.value("DEBUG", { worlds: "all" });
  return debug.kind === "env" && debug.type === "str";
}

/** Adds lines to the production module: where DEBUG is off, if development runs on the module too. */
export function addForProduction(
  { project, settings }: RuleContext,
  editor: PythonEditor,
  code: string,
  related?: RegExp,
): boolean {
  if (!project.settings.shared) return addSetting(editor, code, { related });
  if (settings.defines("DEBUG")) return !isText(settings) && addWhereDebugIsOff(editor, code, related);
  // DEBUG is off for everybody.
  return settings.open === undefined && addSetting(editor, code, { related });
}

/** Replaces the value where the module assigns the setting. */
function replaceAssignment(
  { project, settings }: RuleContext,
  editor: PythonEditor,
  { name, value, development }: ProductionSetting,
): boolean {
  const statement = assignmentIn(editor, settings.assignment(name), name);
  if (statement?.value === undefined) return false;
  const everywhere = !project.settings.shared || !settings.defines("DEBUG");
  const isOn = truthy(settings.value(name)) === true;
  if (everywhere || isOn || runsWithoutDebugOnly(editor, statement)) {
    editor.replace(statement.value, value);
    return true;
  }
  if (!knowsDebug(editor, statement.start)) return false;
  const isFlag = value === "True" && development === "False";
  editor.replace(statement.value, isFlag ? "not DEBUG" : `${development} if DEBUG else ${value}`);
  return true;
}

/** The statement `name = value` whose value is at `location`, if it is in the editor's file. */
export function assignmentIn(editor: PythonEditor, location: Location | undefined, name: string) {
  if (location === undefined || location.file !== editor.path) return undefined;
  const statement = editor.statementAt(location);
  if (statement === undefined || assignedName(statement) !== name) return undefined;
  if (statement.type !== "Assign" && statement.type !== "AnnAssign") return undefined;
  const { value } = statement;
  return value?.start === location.start && value.end === location.end ? statement : undefined;
}

/** Whether a statement stands where DEBUG is off. */
export function runsWithoutDebugOnly(editor: PythonEditor, statement: Stmt): boolean {
  return editor.statements.some((each) => blockWithoutDebug(each)?.some((inner) => holds(inner, statement)));
}

function holds(outer: Stmt, inner: Stmt): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the module that development shares has DEBUG on, whatever the environment says. */
export function debugAlwaysOn({ project, settings }: RuleContext): boolean {
  const debug = settings.value("DEBUG", { worlds: "all" });
  return project.settings.shared && debug.kind !== "env" && truthy(debug) === true;
}

/** Whether DEBUG is on only as app.json or heroku.yml set the variable that it is read from. */
export function debugFromManifest(context: RuleContext): boolean {
  return manifestValue(context, context.settings.value("DEBUG", { worlds: "all" }).at) !== undefined;
}

/** Whether the fixes must make DEBUG come from the environment. */
export function debugWritten(context: RuleContext): boolean {
  return debugAlwaysOn(context) && !debugFromManifest(context);
}

/** Makes DEBUG come from the environment, off by default, where it is assigned. */
export function readDebugFromEnvironment({ settings }: RuleContext, session: EditSession): boolean {
  const location = settings.assignment("DEBUG");
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, "DEBUG");
  if (editor === undefined || statement?.value === undefined) return false;
  const code = environmentRead(editor, statement.start, DEBUG_VARIABLE, "bool");
  if (code === undefined) return false;
  editor.replace(statement.value, code);
  return true;
}

/** The title of a fix made with `setForProduction`. */
export function productionTitle(what: string): (context: RuleContext) => string {
  return (context) => {
    if (!context.project.settings.shared || !context.settings.defines("DEBUG")) return what;
    const debug = debugWritten(context) ? `, and read DEBUG from ${DEBUG_VARIABLE}` : "";
    return `${what} when DEBUG is off${debug}`;
  };
}
