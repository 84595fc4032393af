/** TOML as data with places. Total: what is not TOML is left out, and the rest is there. */
import { parse as parseToml, TomlError } from "smol-toml";
import type { Range } from "../syntax/text";
import { type DataMember, type DataNode, data } from "./schema";
import { type TomlOutline, tomlItems, tomlOutline, tomlPairs } from "./tomlText";

/** Values nested deeper are left out. */
const MAX_DEPTH = 16;

/** A table that is not complete yet. */
interface Table {
  readonly range: Range;
  readonly members: Map<string, { readonly key: Range; value: DataNode | Table | Table[] }>;
}

/** The whole text as one object. A table that has a header stands where the header does. */
export function tomlNode(text: string, outline: TomlOutline = tomlOutline(text)): DataNode {
  const root: Table = { range: { start: 0, end: text.length }, members: new Map() };
  for (const { path, range, item, entries } of outline.sections) {
    const table = tableIn(root, path, range, item);
    if (table === undefined) continue;
    for (const { key, keyRange, valueRange } of entries)
      addValue(table, key, keyRange, valueNode(text, valueRange, 0));
  }
  return finished(root);
}

/** The table at a path, made if it is not there; undefined where a value is in its way. */
function tableIn(root: Table, path: readonly string[], range: Range, item: boolean): Table | undefined {
  let table = root;
  for (const [n, name] of path.entries()) {
    const last = n === path.length - 1;
    const known = table.members.get(name)?.value;
    if (known === undefined) {
      const made: Table = { range, members: new Map() };
      table.members.set(name, { key: range, value: last && item ? [made] : made });
      table = made;
    } else if (Array.isArray(known)) {
      if (last && item) known.push({ range, members: new Map() });
      table = known.at(-1)!;
    } else if ("kind" in known) return undefined;
    else table = known;
  }
  return table;
}

function addValue(table: Table, path: readonly string[], keyRange: Range, value: DataNode): void {
  const home = tableIn(table, path.slice(0, -1), keyRange, false);
  const name = path.at(-1)!;
  // The first of two is kept; the parser complains about the other.
  if (home !== undefined && !home.members.has(name)) home.members.set(name, { key: keyRange, value });
}

function finished({ range, members }: Table): DataNode {
  return data("object", range, {
    members: () =>
      [...members].map(([name, { key, value }]): DataMember => ({ name, key, value: nodeOf(value) })),
  });
}

function nodeOf(value: DataNode | Table | Table[]): DataNode {
  if (Array.isArray(value)) return data("array", value[0]!.range, { items: () => value.map(finished) });
  return "kind" in value ? value : finished(value);
}

function valueNode(text: string, range: Range, depth: number): DataNode {
  const source = text.slice(range.start, range.end);
  if (/^["']/.test(source)) return data("string", range, { text: stringOf(source) });
  if (source === "true" || source === "false") return data("boolean", range, { text: source });
  if (/^[+-]?\d[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?$/.test(source))
    return data("number", range, { text: source.replaceAll("_", "") });
  if (depth < MAX_DEPTH) {
    const items = source.startsWith("[") ? tomlItems(text, range) : undefined;
    if (items !== undefined)
      return data("array", range, { items: () => items.map((item) => valueNode(text, item, depth + 1)) });
    if (source.startsWith("{")) {
      const table: Table = { range, members: new Map() };
      for (const { key, keyRange, valueRange } of tomlPairs(text, range))
        addValue(table, key, keyRange, valueNode(text, valueRange, depth + 1));
      return finished(table);
    }
  }
  // Dates, other notations of numbers, and what is no value.
  return data("null", range);
}

function stringOf(source: string): string {
  try {
    return String(parseToml(`x = ${source}`).x);
  } catch {
    return source.replace(/^(["'])(.*?)\1?$/s, "$2");
  }
}

/** What the parser has against a text: one sentence, and where; undefined if it is TOML. */
export function tomlProblem(text: string): { readonly message: string; readonly offset: number } | undefined {
  try {
    parseToml(text.replace(/^\ufeff/, ""));
    return undefined;
  } catch (error) {
    if (!(error instanceof TomlError)) return { message: "it cannot be read", offset: 0 };
    const line = text.split("\n", error.line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const message = error.message.replace(/^Invalid TOML document: /, "").split("\n")[0]!;
    return { message, offset: Math.min(line + error.column - 1, text.length) };
  }
}
