import { applyEdits } from "../../server/src/edits/edit";
import { PythonEditor } from "../../server/src/edits/python/editor";
import { memorySnapshot } from "./memorySnapshot";

export const MODULE = "settings.py";

export function openModule(text: string): PythonEditor {
  const editor = PythonEditor.open(memorySnapshot({ [MODULE]: text }), MODULE);
  if (editor === undefined) throw new Error("the module has a syntax error");
  return editor;
}

/** The module's text after an edit. */
export function edited(text: string, edit: (editor: PythonEditor) => unknown): string {
  const editor = openModule(text);
  edit(editor);
  const change = editor.change();
  return change.kind === "edit" ? applyEdits(text, change.edits) : text;
}
