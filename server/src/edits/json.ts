/** Edits of JSON files that keep the rest as it is. */
import { type JSONPath, modify, type ParseError, parseTree } from "jsonc-parser";
import type { SourceDocument } from "../syntax/document";
import { lineBreakOf } from "../syntax/text";
import type { TextEdit } from "./edit";

/**
 * Sets the value at a path, or removes it (`undefined`). A number at the end of the path of a list inserts there. Undefined
 * where the file is no JSON.
 */
export function setJson(
  { text }: SourceDocument,
  path: JSONPath,
  value: unknown,
): readonly TextEdit[] | undefined {
  const offset = text.startsWith("\ufeff") ? 1 : 0;
  const json = text.slice(offset);
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: false });
  if (root?.type !== "object" || errors.length > 0) return undefined;
  const [, indent = "  "] = /^([ \t]+)"/m.exec(json) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.length,
    eol: lineBreakOf(json),
  };
  const isArrayInsertion = typeof path.at(-1) === "number" && value !== undefined;
  return modify(json, path, value, { formattingOptions, isArrayInsertion }).map((edit) => ({
    start: edit.offset + offset,
    end: edit.offset + edit.length + offset,
    // A list of one text, or an object of one, stays on its line.
    text: edit.content
      .replace(/\[\s*("[^"]*")\s*\]/g, "[$1]")
      .replace(/\{\s*("[^"]*": (?:"[^"]*"|true|false))\s*\}/g, "{ $1 }"),
  }));
}
