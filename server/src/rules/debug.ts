/** What the rules on DEBUG share. */

import type { PythonEditor } from "../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../edits/python/environmentReads";
import { EditSession } from "../edits/session";
import type { Expr } from "../syntax/python/ast";
import type { RuleContext } from "./rule";
import { assignedValue } from "./settingEdits";
import { withoutBool } from "./variables";

export interface RawRead {
  readonly session: EditSession;
  readonly editor: PythonEditor;
  /** All that DEBUG is assigned. */
  readonly value: Expr;
  readonly read: EnvironmentRead;
}

/** The read of a variable whose text DEBUG is, or is `bool()` of, without looking at what the text says. */
export function rawDebugRead(context: RuleContext): RawRead | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "DEBUG");
  if (found === undefined) return undefined;
  const { editor, value } = found;
  const isBool = value !== withoutBool(value);
  // django-environ casts to the type of the default, and by the scheme of its Env object.
  const isText = context.settings
    .readings("DEBUG")
    .some(({ value: each }) => each.kind === "str" || (each.kind === "env" && each.type === "str"));
  if (!isText && !isBool) return undefined;
  const read = environmentReadAt(editor, withoutBool(value));
  if (read === undefined || read.cast !== undefined) return undefined;
  if (read.method !== undefined && read.method !== "str") return undefined;
  return isText || read.dialect.kind === "os" ? { session, editor, value, read } : undefined;
}
