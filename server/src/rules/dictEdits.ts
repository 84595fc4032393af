/** Finds the dict displays that values came from, for fixes. */
import type { PythonEditor } from "../edits/python/editor";
import type { EditSession } from "../edits/session";
import type { Dict } from "../syntax/python/ast";
import type { Location } from "../syntax/text";

export interface FoundDict {
  readonly editor: PythonEditor;
  readonly dict: Dict;
  /** The dict displays around it, innermost first. */
  readonly around: readonly Dict[];
}

/** The dict display that stands exactly at a location. */
export function dictAt(session: EditSession, at: Location | undefined): FoundDict | undefined {
  const editor = at && session.python(at.file);
  const found = at && editor?.expression(at);
  if (editor === undefined || found?.node.type !== "Dict") return undefined;
  const around = found.parents.filter((node): node is Dict => node.type === "Dict");
  return { editor, dict: found.node, around };
}
