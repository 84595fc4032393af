/** The lines of a Procfile while they are typed. */
import type { SourceDocument } from "../../syntax/document";
import type { Range } from "../../syntax/text";

export interface ProcessLine {
  readonly name: string;
  readonly nameRange: Range;
  /** From the first character behind the colon and its spaces to the end of the line. */
  readonly command: Range;
}

/** The process whose line an offset is on, with or without a command. */
export function processLineAt(document: SourceDocument, offset: number): ProcessLine | undefined {
  const { lines, text } = document;
  const { line } = lines.positionAt(offset);
  let start = lines.lineStart(line);
  if (start === 0 && text.startsWith("\ufeff")) start = 1;
  const end = lines.lineEnd(line);
  const match = /^([A-Za-z0-9_-]+):[ \t]*/.exec(text.slice(start, end));
  if (match === null) return undefined;
  return {
    name: match[1]!,
    nameRange: { start, end: start + match[1]!.length },
    command: { start: start + match[0].length, end },
  };
}
