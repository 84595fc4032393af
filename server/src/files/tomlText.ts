/** Where things stand in a TOML text: the TOML parser gives values without ranges, fixes and findings need both. */
import type { Range } from "../syntax/text";

export interface TomlEntry {
  /** The table it stands in: ["project"]. */
  readonly table: readonly string[];
  /** Its key: ["dependencies"], or ["a", "b"] for `a.b = 1`. */
  readonly key: readonly string[];
  readonly keyRange: Range;
  readonly valueRange: Range;
}

/** What stands below a header, or before the first one. */
export interface TomlSection {
  /** ["tool", "x"] for `[tool.x]`; empty before the first header. */
  readonly path: readonly string[];
  /** The header. */
  readonly range: Range;
  /** True for `[[tool.x]]`, which begins another item of an array. */
  readonly item: boolean;
  readonly entries: readonly TomlEntry[];
}

export interface TomlOutline {
  readonly sections: readonly TomlSection[];
  readonly entries: readonly TomlEntry[];
  /** The first entry of each full path, which `pathKey` makes a string. */
  readonly byPath: ReadonlyMap<string, TomlEntry>;
  /** The first header `[a.b]` of each table. */
  readonly tables: ReadonlyMap<string, Range>;
}

function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** Finds all tables and `key = value` pairs. Total: what is not TOML is skipped line by line. */
export function tomlOutline(text: string): TomlOutline {
  const entries: TomlEntry[] = [];
  const byPath = new Map<string, TomlEntry>();
  const tables = new Map<string, Range>();
  let table: readonly string[] = [];
  let inSection: TomlEntry[] = [];
  const sections: TomlSection[] = [
    { path: table, range: { start: 0, end: 0 }, item: false, entries: inSection },
  ];
  let i = text.startsWith("\ufeff") ? 1 : 0;
  while (i < text.length) {
    i = skipSpace(text, i, true);
    if (i >= text.length) break;
    const start = i;
    if (text[i] === "[") {
      const item = text[i + 1] === "[";
      const key = readKey(text, item ? i + 2 : i + 1);
      if (key !== undefined && text[key.end] === "]") {
        table = key.path;
        inSection = [];
        const end = key.end + (text[key.end + 1] === "]" ? 2 : 1);
        if (!tables.has(pathKey(table))) tables.set(pathKey(table), { start, end });
        sections.push({ path: table, range: { start, end }, item, entries: inSection });
      }
      i = lineEnd(text, i);
      continue;
    }
    const key = readKey(text, i);
    if (key === undefined || text[key.end] !== "=") {
      i = lineEnd(text, i);
      continue;
    }
    const from = skipSpace(text, key.end + 1, false);
    const to = skipValue(text, from, 0);
    const entry: TomlEntry = {
      table,
      key: key.path,
      keyRange: { start, end: key.textEnd },
      valueRange: { start: from, end: to },
    };
    entries.push(entry);
    inSection.push(entry);
    const path = pathKey([...table, ...key.path]);
    if (!byPath.has(path)) byPath.set(path, entry);
    i = Math.max(lineEnd(text, to), start + 1);
  }
  return { sections, entries, byPath, tables };
}

/** The entry `table.key`, however it is divided into table and dotted key. */
export function tomlEntry(outline: TomlOutline, ...path: string[]): TomlEntry | undefined {
  return outline.byPath.get(pathKey(path));
}

/** The header of a table. */
export function tomlTable(outline: TomlOutline, ...path: string[]): Range | undefined {
  return outline.tables.get(pathKey(path));
}

/** The ranges of an array's items; undefined if the value is no array. */
export function tomlItems(text: string, value: Range): readonly Range[] | undefined {
  if (text[value.start] !== "[" || text[value.end - 1] !== "]") return undefined;
  const items: Range[] = [];
  let i = value.start + 1;
  while (i < value.end - 1) {
    i = skipSpace(text, i, true);
    if (i >= value.end - 1) break;
    if (text[i] === ",") {
      i++;
      continue;
    }
    const end = Math.max(skipValue(text, i, 1), i + 1);
    items.push({ start: i, end });
    i = end;
  }
  return items;
}

/** The `key = value` pairs of an inline table. */
export function tomlPairs(
  text: string,
  value: Range,
): readonly Pick<TomlEntry, "key" | "keyRange" | "valueRange">[] {
  const pairs: Pick<TomlEntry, "key" | "keyRange" | "valueRange">[] = [];
  const end = text[value.end - 1] === "}" ? value.end - 1 : value.end;
  let i = value.start + 1;
  while (i < end) {
    i = skipSpace(text, i, true);
    if (i >= end) break;
    const key = readKey(text, i);
    if (key === undefined || text[key.end] !== "=") {
      i++;
      continue;
    }
    const from = skipSpace(text, key.end + 1, false);
    const to = Math.min(skipValue(text, from, 1), end);
    pairs.push({
      key: key.path,
      keyRange: { start: i, end: key.textEnd },
      valueRange: { start: from, end: to },
    });
    i = Math.max(to, key.end + 1);
  }
  return pairs;
}

function readKey(text: string, from: number): { path: string[]; end: number; textEnd: number } | undefined {
  const path: string[] = [];
  let i = from;
  for (;;) {
    i = skipSpace(text, i, false);
    const quote = text[i];
    if (quote === '"' || quote === "'") {
      const end = skipString(text, i);
      path.push(text.slice(i + 1, end - 1));
      i = end;
    } else {
      const bare = /[A-Za-z0-9_-]+/y;
      bare.lastIndex = i;
      const match = bare.exec(text);
      if (match === null) return undefined;
      path.push(match[0]);
      i += match[0].length;
    }
    const textEnd = i;
    i = skipSpace(text, i, false);
    if (text[i] !== ".") return { path, end: i, textEnd };
    i++;
  }
}

function skipSpace(text: string, from: number, lines: boolean): number {
  let i = from;
  for (; i < text.length; i++) {
    const c = text[i]!;
    if (c === " " || c === "\t") continue;
    if (lines && (c === "\n" || c === "\r")) continue;
    if (lines && c === "#") {
      i = lineEnd(text, i) - 1;
      continue;
    }
    break;
  }
  return i;
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text[i] === "\n" || text[i] === "\r") return i;
  return text.length;
}

/** The offset after the string that starts at `from`. */
function skipString(text: string, from: number): number {
  const quote = text[from]!;
  const long = text.startsWith(quote.repeat(3), from);
  const close = long ? quote.repeat(3) : quote;
  let i = from + close.length;
  while (i < text.length) {
    if (quote === '"' && text[i] === "\\") i += 2;
    else if (text.startsWith(close, i)) return i + close.length;
    else if (!long && (text[i] === "\n" || text[i] === "\r")) return i;
    else i++;
  }
  return text.length;
}

/** The offset after the value that starts at `from`. */
function skipValue(text: string, from: number, depth: number): number {
  const first = text[from];
  if (first === '"' || first === "'") return skipString(text, from);
  if (first === "[" || first === "{") {
    // Nesting is counted, not recursed into: hostile files nest without end.
    let open = 0;
    let i = from;
    while (i < text.length) {
      const c = text[i]!;
      if (c === '"' || c === "'") {
        i = skipString(text, i);
        continue;
      }
      if (c === "#") {
        i = lineEnd(text, i);
        continue;
      }
      if (c === "[" || c === "{") open++;
      if (c === "]" || c === "}") open--;
      i++;
      if (open === 0) return i;
    }
    return text.length;
  }
  const stop = depth > 0 ? /[\n\r#,\]}]/g : /[\n\r#]/g;
  stop.lastIndex = from;
  let end = stop.exec(text)?.index ?? text.length;
  while (end > from && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return end;
}
