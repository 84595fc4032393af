import type { Range } from "../syntax/text";

/** Replaces `range` of a text. An empty range inserts. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** A change of one file of the workspace. */
export type FileChange =
  | { readonly kind: "edit"; readonly path: string; readonly edits: readonly TextEdit[] }
  | { readonly kind: "create"; readonly path: string; readonly text: string }
  | { readonly kind: "delete"; readonly path: string }
  /** The file keeps its text and gets another path, at which there is none. */
  | { readonly kind: "rename"; readonly path: string; readonly to: string };

/** The text after the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits.map((edit, order) => ({ edit, order }));
  sorted.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  let out = "";
  let from = 0;
  for (const { edit } of sorted) {
    if (edit.start < from) throw new RangeError("edits overlap");
    out += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return out + text.slice(from);
}
