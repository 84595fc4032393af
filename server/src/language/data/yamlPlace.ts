/**
 * Where in a YAML file of simple mappings and lists a cursor is, told from the indentation alone: what is being typed is
 * mostly no YAML yet. Flow collections and block scalars have no places.
 */
import type { SourceDocument } from "../../syntax/document";
import type { DataPlace } from "./place";

/** A line with its dashes looked through. */
interface Line {
  readonly start: number;
  /** The columns of its dashes, and of what comes behind them. */
  readonly dashes: readonly number[];
  readonly column: number;
  /** Behind the dashes, without a comment at its end. */
  readonly content: string;
  readonly key: string | undefined;
  /** Behind the key's colon, without spaces around it. */
  readonly value: string;
}

const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s:#'"&*!|>%@`[\]{},-][^:#]*?|-[^\s:#][^:#]*?))[ \t]*:(?=\s|$)/;

export function yamlPlace(document: SourceDocument, offset: number): DataPlace | undefined {
  const { lines } = document;
  const number = lines.positionAt(offset).line;
  const line = readLine(document, number);
  if (line === undefined) return undefined;
  const { text } = document;
  const isBlank = line.content === "";
  const column = isBlank ? Math.max(offset - line.start, line.column) : line.column;
  const at = offset - line.start;
  if (at < line.column && !isBlank) return undefined;
  const path = pathOf(document, number, line, column);
  if (path === undefined) return undefined;

  const start = line.start + line.column;
  // Behind the content are spaces, then maybe a comment.
  if (text.slice(start + line.content.length, offset).includes("#")) return undefined;
  const place = (
    kind: DataPlace["kind"],
    to: readonly string[],
    from: number,
    length: number,
    key = "",
  ): DataPlace => ({
    kind,
    path: to,
    key,
    typed: text.slice(from, offset),
    range: { start: from, end: from + length },
    siblings: kind === "key" ? siblingsOf(document, number, column) : [],
    hasColon: line.key !== undefined,
  });
  if (isBlank) return place(line.dashes.length > 0 ? "item" : "key", path, offset, 0);
  const match = KEY.exec(line.content);
  if (match === null) {
    if (/^[[{|>&*!#%@`]/.test(line.content)) return undefined;
    const { from, length } = unquoted(line.content, start, offset);
    if (offset < from || offset > from + length) return undefined;
    return line.dashes.length > 0
      ? place("item", path, from, length)
      : place("key", path, from, length, line.content);
  }
  const keyLength = match[0].replace(/[ \t]*:$/, "").length;
  if (offset <= start + keyLength) return place("key", path, start, keyLength, line.key);
  const behind = line.content.slice(match[0].length);
  const valueStart = start + match[0].length + (behind.length - behind.trimStart().length);
  if (offset < start + match[0].length || /^[[{|>&*!]/.test(line.value)) return undefined;
  const inside = [...path, line.key!];
  if (line.value === "") return place("value", inside, offset, 0);
  const { from, length } = unquoted(line.value, valueStart, offset);
  return offset < from || offset > from + length ? undefined : place("value", inside, from, length);
}

/** A scalar without its quotes; the spaces up to the cursor belong to it where it has none. */
function unquoted(
  value: string,
  start: number,
  offset: number,
): { readonly from: number; readonly length: number } {
  const quote = /^["']/.exec(value)?.[0];
  if (quote === undefined) return { from: start, length: Math.max(value.length, offset - start) };
  const closed = value.length > 1 && value.endsWith(quote);
  return { from: start + 1, length: value.length - (closed ? 2 : 1) };
}

/** A line; undefined where tabs or document markers make it something else. */
function readLine({ text, lines }: SourceDocument, number: number): Line | undefined {
  let start = lines.lineStart(number);
  if (start === 0 && text.startsWith("\ufeff")) start = 1;
  const whole = text.slice(start, lines.lineEnd(number));
  if (/^\s*\t/.test(whole) || /^(?:---|\.\.\.)(?:\s|$)/.test(whole)) return undefined;
  const dashes: number[] = [];
  let column = whole.length - whole.trimStart().length;
  for (
    let dash = /^-(?:[ ]+|$)/.exec(whole.slice(column));
    dash !== null;
    dash = /^-(?:[ ]+|$)/.exec(whole.slice(column))
  ) {
    dashes.push(column);
    column += dash[0].length;
  }
  const content = withoutComment(whole.slice(column));
  const match = KEY.exec(content);
  return {
    start,
    dashes,
    column,
    content,
    key: match === null ? undefined : (match[1] ?? match[2] ?? match[3]),
    value: match === null ? "" : content.slice(match[0].length).trim(),
  };
}

/** Without what begins with ` #` outside quotes, and without spaces at the end. */
function withoutComment(content: string): string {
  if (content.startsWith("#")) return "";
  let quote = "";
  for (let i = 0; i < content.length; i++) {
    const c = content[i]!;
    if (quote !== "") {
      if (c === quote) quote = "";
    } else if ((c === '"' || c === "'") && /[\s:-]|^$/.test(content[i - 1] ?? "")) quote = c;
    else if (c === "#" && /\s/.test(content[i - 1] ?? "")) return content.slice(0, i).trimEnd();
  }
  return content.trimEnd();
}

/** A file with more lines above the cursor is none that Heroku reads. */
const MAX_LINES = 2000;

/** The keys that lead to what stands at a column of a line; undefined inside block scalars and the like. */
function pathOf(
  document: SourceDocument,
  number: number,
  line: Line,
  column: number,
): readonly string[] | undefined {
  const path: string[] = [];
  let current = column;
  // The line's own dashes: what is behind them is in lists.
  let dashed = line.dashes.toReversed();
  for (const dash of dashed) {
    path.unshift("0");
    current = dash;
  }
  // A list may stand at the same column as its key.
  let inList = dashed.length > 0;
  for (let n = number - 1; n >= 0 && number - n < MAX_LINES; n--) {
    const above = readLine(document, n);
    if (above === undefined) return undefined;
    if (above.content === "" && above.dashes.length === 0) continue;
    const first = above.dashes[0] ?? above.column;
    if (first > current || (first === current && !(inList && above.dashes.length === 0))) continue;
    // It is above in the tree: what of it is to the left.
    const isParent =
      above.key !== undefined && (above.column < current || (inList && above.column === current));
    if (isParent) {
      if (above.value !== "" && !/^[&!]/.test(above.value)) {
        // `key: |` holds text; `key: value` holds nothing more.
        return /^[|>]/.test(above.value) ? undefined : ["?", ...path];
      }
      path.unshift(above.key!);
      current = above.column;
    } else if (above.key === undefined && above.dashes.length === 0) return undefined;
    inList = false;
    dashed = above.dashes.filter((dash) => dash < current).reverse();
    for (const dash of dashed) {
      path.unshift("0");
      current = dash;
      inList = true;
    }
    if (current === 0 && !inList) break;
  }
  return path;
}

/** The keys at a column, above and below a line, that belong to the same mapping. */
function siblingsOf(document: SourceDocument, number: number, column: number): readonly string[] {
  const keys: string[] = [];
  const look = (step: 1 | -1) => {
    let from = number;
    // The first line of an item in a list, `- plan: x`, has none of its own above it.
    if (step === -1 && (readLine(document, number)?.dashes.length ?? 0) > 0) return;
    for (
      from += step;
      from >= 0 && from < document.lines.lineCount && Math.abs(from - number) < MAX_LINES;
      from += step
    ) {
      const line = readLine(document, from);
      if (line === undefined) return;
      if (line.content === "" && line.dashes.length === 0) continue;
      if (line.column < column || (step === 1 && (line.dashes[0] ?? column) < column)) return;
      if (line.column === column && line.key !== undefined) keys.push(line.key);
      if ((line.dashes[0] ?? column) < column) return;
    }
  };
  look(-1);
  look(1);
  return keys;
}
