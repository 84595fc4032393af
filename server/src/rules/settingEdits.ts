/** Fixes that replace the value of one setting where it is assigned. */
import type { FileChange } from "../edits/edit";
import { environmentRead, type ReadKind } from "../edits/python/dialect";
import type { PythonEditor } from "../edits/python/editor";
import { EditSession } from "../edits/session";
import type { Expr } from "../syntax/python/ast";
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

/** Replaces what a setting is assigned by code; `code` may add imports and may give up. */
export function replaceValue(
  context: RuleContext,
  name: string,
  code: (editor: PythonEditor, value: Expr) => string | undefined,
): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  const text = found && code(found.editor, found.value);
  if (found === undefined || text === undefined) return undefined;
  found.editor.replace(found.value, text);
  return session.changes();
}

/** Makes a setting come from an environment variable, in the way in which its module reads others. */
export function readFromEnvironment(
  context: RuleContext,
  name: string,
  variable: string,
  kind: ReadKind,
): readonly FileChange[] | undefined {
  return replaceValue(context, name, (editor, value) => environmentRead(editor, value.start, variable, kind));
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
  editor.replace(node, code);
  return session.changes();
}
