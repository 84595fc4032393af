/** Edits of JSON files that keep the rest as it is. */
import { applyEdits, type JSONPath, modify, type ParseError, parseTree } from "jsonc-parser";
import type { SourceDocument } from "../syntax/document";
import { lineBreakOf } from "../syntax/text";
import type { TextEdit } from "./edit";

/** A value for a path, or `undefined` to remove the one there. A number at the end of the path inserts into a list. */
export type JsonChange = readonly [path: JSONPath, value: unknown];

/** Makes changes, one after the other. Undefined where the file is no JSON. */
export function setJson(
  { text }: SourceDocument,
  ...changes: readonly JsonChange[]
): readonly TextEdit[] | undefined {
  const offset = text.startsWith("\ufeff") ? 1 : 0;
  const before = text.slice(offset);
  const errors: ParseError[] = [];
  const root = parseTree(before, errors, { allowTrailingComma: false });
  if (root?.type !== "object" || errors.length > 0) return undefined;
  const after = changes.reduce(changed, before);
  if (after === before) return [];
  let start = 0;
  while (before[start] === after[start] && start < before.length) start++;
  let rest = 0;
  const most = Math.min(before.length, after.length) - start;
  while (rest < most && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  const end = before.length - rest;
  return [{ start: start + offset, end: end + offset, text: after.slice(start, after.length - rest) }];
}

function changed(text: string, [path, value]: JsonChange): string {
  const [, indent = "  "] = /^([ \t]+)"/m.exec(text) ?? [];
  // Without options what is around a value that is removed keeps its layout.
  const formattingOptions =
    value === undefined
      ? undefined
      : { insertSpaces: !indent.startsWith("\t"), tabSize: indent.length, eol: lineBreakOf(text) };
  const isArrayInsertion = typeof path.at(-1) === "number" && value !== undefined;
  const edits = modify(text, path, value, { formattingOptions, isArrayInsertion });
  const short = edits.map((edit) => ({
    ...edit,
    // A list of one text, or an object of one, stays on its line.
    content: edit.content
      .replace(/\[\s*("[^"]*")\s*\]/g, "[$1]")
      .replace(/\{\s*("[^"]*": (?:"[^"]*"|true|false))\s*\}/g, "{ $1 }"),
  }));
  return applyEdits(text, short);
}
