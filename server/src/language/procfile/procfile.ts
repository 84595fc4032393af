/** Procfile: process types and their commands. */

import { parseProcfile } from "../../files/procfile";
import { basename } from "../../paths";
import type { Completion, Cursor, LanguageProvider } from "../features";
import { PROCESS_TYPES } from "../processTypes";

export const procfile: LanguageProvider = {
  accepts: (path) => /^Procfile(?:\..+)?$/.test(basename(path)),
  glob: "**/{Procfile,Procfile.*}",
  complete,
};

function complete(cursor: Cursor): readonly Completion[] {
  const { document, offset } = cursor;
  const { lines, text } = document;
  const { line } = lines.positionAt(offset);
  const start = lines.lineStart(line);
  const before = text.slice(start, offset);
  if (!/^[\w-]*$/.test(before)) return [];
  return processTypes(cursor, start);
}

/** The process types that are not there yet. @param start of the line */
function processTypes({ document, offset }: Cursor, start: number): readonly Completion[] {
  const rest = /^[\w-]*(:[ \t]*)?/.exec(document.text.slice(offset))!;
  const range = { start, end: offset + rest[0].length };
  const here = parseProcfile(document).processes.filter(({ nameRange }) => nameRange.start !== start);
  return PROCESS_TYPES.filter(({ name }) => !here.some((process) => process.name === name)).map(
    ({ name, detail, documentation }) => ({
      label: name,
      kind: "process",
      range,
      text: `${name}: `,
      detail,
      documentation,
      more: true,
    }),
  );
}
