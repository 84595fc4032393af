/** A process type gets another name, in all files of its deployment. */
import type { FileChange, TextEdit } from "../edits/edit";
import { dirname } from "../paths";
import type { Location } from "../syntax/text";
import type { Cursor, RenameTarget } from "./features";
import { type ProcessPlace, processPlaces } from "./processes";

/** The place of a process type, or of its image, at a cursor. */
export function processAt({ snapshot, document, offset }: Cursor): ProcessPlace | undefined {
  return processPlaces(snapshot, dirname(document.path)).find(
    ({ file, start, end }) => file === document.path && start <= offset && offset <= end,
  );
}

/** All places of the process type at a cursor. */
export function processReferences(cursor: Cursor): readonly Location[] {
  const at = processAt(cursor);
  if (at === undefined) return [];
  return processPlaces(cursor.snapshot, dirname(cursor.document.path)).filter(({ name }) => name === at.name);
}

export function prepareProcessRename(cursor: Cursor): RenameTarget | undefined {
  const at = processAt(cursor);
  return at && { range: { start: at.start, end: at.end }, name: at.name };
}

/** Changes of all files that name the process type at a cursor. */
export function renameProcess(
  cursor: Cursor,
  name: string,
): readonly FileChange[] | { readonly problem: string } {
  const at = processAt(cursor);
  if (at === undefined) return [];
  if (!/^[A-Za-z0-9_-]+$/.test(name)) {
    return { problem: "A process type may only have letters, digits, hyphens and underscores." };
  }
  const all = processPlaces(cursor.snapshot, dirname(cursor.document.path));
  if (name !== at.name && all.some((place) => place.name === name)) {
    return { problem: `There is already a process type or an image with the name ${name}.` };
  }
  const edits = new Map<string, TextEdit[]>();
  for (const { file, start, end } of all.filter((place) => place.name === at.name)) {
    edits.set(file, [...(edits.get(file) ?? []), { start, end, text: name }]);
  }
  return [...edits].map(([path, changes]) => ({ kind: "edit", path, edits: changes }));
}
