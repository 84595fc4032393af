/** The editor's questions about one file of a site, each asked at the mark `‸` of a text. */
import type { Completion } from "../../server/src/language/features";
import { complete, definition, hover } from "../../server/src/language/language";
import { type Files, languageContext, type Marked, marked } from "./languageContext";

/** Questions about texts that stand for the file at a path; the project is that of the site. */
export function cursorIn(site: Files, path: string) {
  const report = languageContext(site);
  const at = (text: string, files: Files = site): Marked =>
    marked(files, path, text, files === site ? report : undefined);
  const items = (text: string, files?: Files): readonly Completion[] => {
    const { context, offset } = at(text, files);
    return complete(context, path, offset);
  };
  const labels = (text: string, files?: Files) => items(text, files).map(({ label }) => label);
  return {
    at,
    items,
    labels,
    /** The text after the item was taken. */
    taken(text: string, label: string): string {
      const found = items(text);
      const item = found.find((each) => each.label === label);
      if (item === undefined)
        throw new Error(`no ${label} among ${found.map((each) => each.label).join(", ")}`);
      const clean = text.replace("‸", "");
      return clean.slice(0, item.range.start) + (item.text ?? item.label) + clean.slice(item.range.end);
    },
    hoverText(text: string, files?: Files): string | undefined {
      const { context, offset } = at(text, files);
      return hover(context, path, offset)?.text;
    },
    /** The files that the definitions are in. */
    targets(text: string): readonly string[] {
      const { context, offset } = at(text);
      return definition(context, path, offset).map(({ target }) => target.file);
    },
  };
}

/** Puts the mark of a piece of a text into the text: "si‸te" into "my site". */
export function markIn(text: string, piece: string): string {
  const place = text.indexOf(piece.replace("‸", ""));
  if (place < 0) throw new Error(`no ${piece}`);
  return text.slice(0, place) + piece + text.slice(place + piece.length - 1);
}
