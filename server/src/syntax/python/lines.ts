/** Where lines of Python stand: inside of strings, and with which comments. By characters, so that any text has an answer. */
import type { Range } from "../text";

export interface PythonLine extends Range {
  /** From the `#` to the end of the line. */
  readonly comment: Range | undefined;
  /** Whether the line begins inside of a string of several lines. */
  readonly startsInString: boolean;
  /** Whether the next line goes on where this one ends, because of a backslash or a string of several lines. */
  readonly continues: boolean;
}

/** The lines of a text. A string of one line that is not closed ends with its line. */
export function pythonLines(text: string): readonly PythonLine[] {
  const lines: PythonLine[] = [];
  let quote: string | undefined;
  let start = 0;
  while (start <= text.length) {
    const startsInString = quote !== undefined;
    let comment: Range | undefined;
    let escaped = false;
    let i = start;
    const end = lineEnd(text, start);
    while (i < end) {
      if (quote !== undefined) {
        if (text[i] === "\\") {
          escaped = i + 1 >= end;
          i += 2;
        } else if (text.startsWith(quote, i)) {
          i += quote.length;
          quote = undefined;
        } else i++;
        continue;
      }
      const c = text[i]!;
      if (c === "#") {
        comment = { start: i, end };
        break;
      }
      if (c === '"' || c === "'") {
        quote = text.startsWith(c.repeat(3), i) ? c.repeat(3) : c;
        i += quote.length;
      } else {
        escaped = c === "\\" && i + 1 >= end;
        i++;
      }
    }
    if (quote?.length === 1 && !escaped) quote = undefined;
    lines.push({ start, end, comment, startsInString, continues: escaped || quote !== undefined });
    if (end >= text.length) break;
    start = end + (text[end] === "\r" && text[end + 1] === "\n" ? 2 : 1);
  }
  return lines;
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === "\n" || text[i] === "\r") return i;
  return text.length;
}
