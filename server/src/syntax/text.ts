/** Positions and ranges. Inside the core every offset counts UTF-16 code units from the start of the file. */

/** A half-open range of offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A range in a file; `file` is a path relative to the workspace folder, with forward slashes. */
export interface Location extends Range {
  readonly file: string;
}

/** A zero-based line and UTF-16 column, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The range of one text that was replaced to make another of it; of the second text, it is as much longer as that is. */
export function changeBetween(before: string, after: string): Range {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  const last = shorter - start;
  let same = 0;
  while (
    same < last &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  return { start, end: before.length - same };
}

/** Converts between offsets and line/column positions of one text. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(readonly text: string) {
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; offsets outside the text are clamped. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - this.#starts[low]! };
  }

  /** The offset of a position; positions outside the text are clamped. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line >= this.#starts.length) return this.text.length;
    const start = this.#starts[line]!;
    return Math.max(start, Math.min(start + character, this.lineEnd(line)));
  }

  /** The offset of the first character of a line. */
  lineStart(line: number): number {
    return this.#starts[line] ?? this.text.length;
  }

  /** The offset just after the last character of a line, before its line break. */
  lineEnd(line: number): number {
    let end = this.#starts[line + 1] ?? this.text.length;
    if (end > this.lineStart(line) && this.text.charCodeAt(end - 1) === 10) end--;
    if (end > this.lineStart(line) && this.text.charCodeAt(end - 1) === 13) end--;
    return end;
  }
}

/** The line break that a text uses: the first one found, or "\n". */
export function lineBreakOf(text: string): "\r\n" | "\n" | "\r" {
  const match = /\r\n|\n|\r/.exec(text);
  return (match?.[0] as "\r\n" | "\n" | "\r") ?? "\n";
}
