/** HTML templates: the elements that pages are judged by, without what is commented out or only for DEBUG. */
import { perDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export interface HtmlElement extends Range {
  /** In lower case. */
  readonly name: string;
  /** Names in lower case; "" for an attribute without a value. Template tags stay as they are written. */
  readonly attributes: ReadonlyMap<string, string>;
  /** What stands between the tags, of `script` and `title` alone. */
  readonly content: string;
}

const ELEMENT = /<(html|head|link|meta|script|title|img|iframe)(?=[\s>/])/gi;

/** Larger files are no templates that people write. */
const MAX_LENGTH = 300_000;

/** The elements of a template. Total: what is not closed ends with the text. */
export const htmlElements = perDocument((document): readonly HtmlElement[] => {
  if (document.text.length > MAX_LENGTH) return [];
  const text = effective(document.text);
  const elements: HtmlElement[] = [];
  ELEMENT.lastIndex = 0;
  for (let match = ELEMENT.exec(text); match !== null; match = ELEMENT.exec(text)) {
    const name = match[1]!.toLowerCase();
    const { attributes, end } = readAttributes(text, ELEMENT.lastIndex);
    let content = "";
    ELEMENT.lastIndex = end;
    if (name === "script" || name === "title") {
      const close = new RegExp(`</${name}`, "gi");
      close.lastIndex = end;
      const to = close.exec(text)?.index ?? text.length;
      content = name === "script" ? withoutScriptComments(text.slice(end, to)) : text.slice(end, to);
      ELEMENT.lastIndex = to;
    }
    elements.push({ name, attributes, content, start: match.index, end });
  }
  return elements;
});

/** Spaces in place of what visitors never get; all offsets stay. */
function effective(text: string): string {
  const plain = without(text, /\{#/g, /#\}/g, false);
  const live = without(plain, /\{%-?\s{0,9}comment\b/g, /\{%-?\s{0,9}endcomment\s{0,9}-?%\}/g, false);
  return withoutDebug(withoutHtmlComments(live));
}

/** Spaces in place of `<!-- -->`; all offsets stay. One that is never closed reaches to the end, as in browsers. */
export function withoutHtmlComments(text: string): string {
  return without(text, /<!--/g, /-->/g, true);
}

/**
 * Spaces in place of all that stands between two marks, in one pass: half-typed files may open many and close none.
 * @param toEnd whether what is never closed reaches to the end
 */
function without(text: string, open: RegExp, close: RegExp, toEnd: boolean): string {
  const ranges: [number, number][] = [];
  open.lastIndex = 0;
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(text);
    if (end === null && !toEnd) break;
    ranges.push([match.index, end === null ? text.length : close.lastIndex]);
    if (end === null) break;
    open.lastIndex = close.lastIndex;
  }
  return blanked(text, ranges);
}

/** Spaces in place of some ranges, which are in order. */
function blanked(text: string, ranges: readonly (readonly [number, number])[]): string {
  if (ranges.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (const [start, end] of ranges) {
    if (start < at) continue;
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\n]/g, " "));
    at = end;
  }
  return parts.join("") + text.slice(at);
}

const BLOCK = /\{%-?\s{0,9}(if|elif|else|endif)\b([^%]{0,200})%\}/g;
const DEBUG = /^\s*(?:settings\.)?debug\s*-?$/i;

/** Without the branches of `{% if debug %}`. */
function withoutDebug(text: string): string {
  if (!/\{%-?\s{0,9}if\s{1,9}(?:settings\.)?debug\b/i.test(text)) return text;
  const open: { debugFrom: number | undefined }[] = [];
  const cut: [number, number][] = [];
  for (const { index, 0: all, 1: word, 2: test } of text.matchAll(BLOCK)) {
    if (word === "if") {
      open.push({ debugFrom: DEBUG.test(test!) ? index + all.length : undefined });
      continue;
    }
    const top = open.at(-1);
    if (top?.debugFrom !== undefined) cut.push([top.debugFrom, index]);
    if (top !== undefined) top.debugFrom = undefined;
    if (word === "endif") open.pop();
  }
  return blanked(
    text,
    cut.sort(([a], [b]) => a - b),
  );
}

function withoutScriptComments(script: string): string {
  return without(script, /\/\*/g, /\*\//g, true).replace(/^[ \t]*\/\/.*$/gm, "");
}

/** Reads attributes up to the end of a tag; values may hold template tags with quotes of their own. */
function readAttributes(text: string, from: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let i = from;
  while (i < text.length) {
    const templateEnd = endOfTemplateTag(text, i);
    if (templateEnd !== undefined) i = templateEnd;
    else if (text[i] === ">") return { attributes, end: i + 1 };
    else if (/[\s/"'=]/.test(text[i]!)) i++;
    else {
      const nameStart = i;
      while (i < text.length && !/[\s/>="']/.test(text[i]!) && !isTemplateTag(text, i)) i++;
      const name = text.slice(nameStart, i).toLowerCase();
      const value = readValue(text, i);
      if (!attributes.has(name)) attributes.set(name, value.text);
      i = Math.max(value.end, nameStart + 1);
    }
  }
  return { attributes, end: text.length };
}

function readValue(text: string, from: number): { text: string; end: number } {
  let i = from;
  while (/\s/.test(text[i] ?? "")) i++;
  if (text[i] !== "=") return { text: "", end: from };
  i++;
  while (/\s/.test(text[i] ?? "")) i++;
  const quote = text[i] === '"' || text[i] === "'" ? text[i] : undefined;
  if (quote !== undefined) i++;
  const start = i;
  while (i < text.length) {
    const templateEnd = endOfTemplateTag(text, i);
    if (templateEnd !== undefined) i = templateEnd;
    else if (quote === undefined ? /[\s>]/.test(text[i]!) : text[i] === quote) break;
    else i++;
  }
  return { text: text.slice(start, i), end: quote === undefined ? i : i + 1 };
}

function isTemplateTag(text: string, at: number): boolean {
  return text[at] === "{" && (text[at + 1] === "%" || text[at + 1] === "{");
}

function endOfTemplateTag(text: string, at: number): number | undefined {
  if (!isTemplateTag(text, at)) return undefined;
  // Longer ones are none: half-typed files may open many and close none.
  const close = text.slice(at + 2, at + 500).indexOf(text[at + 1] === "%" ? "%}" : "}}");
  return close < 0 ? undefined : at + close + 4;
}
