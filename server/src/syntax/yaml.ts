/** YAML as plain nodes with ranges; tree-sitter-yaml parses. Total on any text: broken parts are left out. */
import type { Node } from "web-tree-sitter";
import type { Grammars } from "./grammars";
import type { Range } from "./text";

export type YamlNode = YamlMapping | YamlSequence | YamlScalar | YamlNull;

export interface YamlMapping extends Range {
  readonly kind: "mapping";
  /** In the order they are written; a key may occur twice. */
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair extends Range {
  readonly key: YamlNode;
  readonly value: YamlNode;
}

export interface YamlSequence extends Range {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends Range {
  readonly kind: "scalar";
  /** The decoded text; numbers and booleans too stay text. */
  readonly value: string;
  readonly style: "plain" | "quoted" | "block";
}

/** Nothing, `null` or `~`. Nothing has an empty range after its key or dash. */
export interface YamlNull extends Range {
  readonly kind: "null";
}

export interface YamlDocument {
  /** The content of the first document; undefined if there is none. */
  readonly root: YamlNode | undefined;
  /** Where the first syntax error is. */
  readonly errorAt?: Range;
}

/** Deeper nodes are left out: hostile files nest without end, deployment files do not. */
const MAX_DEPTH = 60;

/** Parses the first document of a YAML text. */
export function parseYaml(grammars: Grammars, text: string): YamlDocument {
  const tree = grammars.parse("yaml", text);
  try {
    const errorAt = tree.rootNode.hasError ? firstError(tree.rootNode) : undefined;
    const root = new Reader(text).document(tree.rootNode);
    return errorAt === undefined ? { root } : { root, errorAt };
  } finally {
    tree.delete();
  }
}

/** The value of a mapping's key, the last one if there are several; `<<` is looked through. */
export function get(node: YamlNode | undefined, key: string): YamlNode | undefined {
  return lookUp(node, key, 0);
}

function lookUp(node: YamlNode | undefined, key: string, depth: number): YamlNode | undefined {
  if (node?.kind !== "mapping" || depth > 4) return undefined;
  const pair = node.pairs.findLast((candidate) => keyText(candidate) === key);
  if (pair !== undefined) return pair.value;
  for (const merged of node.pairs) {
    if (keyText(merged) !== "<<") continue;
    const sources = merged.value.kind === "sequence" ? merged.value.items : [merged.value];
    for (const source of sources) {
      const value = lookUp(source, key, depth + 1);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** The text of a pair's key; undefined if the key is not a scalar. */
export function keyText({ key }: YamlPair): string | undefined {
  return key.kind === "scalar" ? key.value : undefined;
}

function firstError(node: Node): Range {
  // Without recursion: broken files make deep trees.
  let found: Range | undefined;
  const queue: Node[] = [node];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next.isError || next.isMissing) {
      if (found === undefined || next.startIndex < found.start) {
        found = { start: next.startIndex, end: next.endIndex };
      }
    } else if (next.hasError) {
      for (const child of next.children) if (child !== null) queue.push(child);
    }
  }
  return found ?? { start: node.startIndex, end: node.endIndex };
}

class Reader {
  readonly #anchors = new Map<string, YamlNode>();

  constructor(private readonly text: string) {}

  document(stream: Node): YamlNode | undefined {
    const document = stream.namedChildren.find((child) => child?.type === "document");
    return document == null ? undefined : this.#content(document, 0);
  }

  /** The value inside a document, `block_node` or `flow_node`. */
  #content(node: Node, depth: number): YamlNode | undefined {
    if (depth > MAX_DEPTH) return undefined;
    let anchor: string | undefined;
    let tagged = false;
    for (const child of node.namedChildren) {
      if (child === null) continue;
      switch (child.type) {
        case "anchor":
          anchor = child.text.slice(1);
          break;
        case "tag":
          tagged = true;
          break;
        case "comment":
        case "ERROR":
          break;
        case "block_node":
        case "flow_node":
          return this.#content(child, depth + 1);
        default: {
          const value = this.#value(child, depth, tagged);
          if (anchor !== undefined && value !== undefined) this.#anchors.set(anchor, value);
          if (value !== undefined) return value;
        }
      }
    }
    return undefined;
  }

  #value(node: Node, depth: number, tagged: boolean): YamlNode | undefined {
    const range = { start: node.startIndex, end: node.endIndex };
    switch (node.type) {
      case "block_mapping":
      case "flow_mapping":
        return { ...range, kind: "mapping", pairs: this.#pairs(node, depth) };
      case "block_sequence":
      case "flow_sequence":
        return { ...range, kind: "sequence", items: this.#items(node, depth) };
      case "plain_scalar": {
        const value = fold(node.text);
        if (!tagged && /^(?:null|Null|NULL|~)$/.test(value)) return { ...range, kind: "null" };
        return { ...range, kind: "scalar", value, style: "plain" };
      }
      case "single_quote_scalar":
        return {
          ...range,
          kind: "scalar",
          value: fold(node.text.slice(1, -1)).replaceAll("''", "'"),
          style: "quoted",
        };
      case "double_quote_scalar":
        return { ...range, kind: "scalar", value: doubleQuoted(node.text.slice(1, -1)), style: "quoted" };
      case "block_scalar":
        return { ...range, kind: "scalar", value: blockScalar(node.text), style: "block" };
      case "alias": {
        const target = this.#anchors.get(node.text.slice(1));
        return target === undefined ? undefined : { ...target, ...range };
      }
      default:
        return undefined;
    }
  }

  #pairs(node: Node, depth: number): YamlPair[] {
    const pairs: YamlPair[] = [];
    for (const child of node.namedChildren) {
      if (child?.type === "flow_node") {
        // `{a, b: c}`: a key alone.
        const key = this.#content(child, depth + 1);
        if (key !== undefined) pairs.push({ ...rangeOf(child), key, value: nothing(child.endIndex) });
      }
      if (child?.type !== "block_mapping_pair" && child?.type !== "flow_pair") continue;
      const key = child.childForFieldName("key");
      const value = child.childForFieldName("value");
      const colon = child.children.find((token) => token?.type === ":");
      const afterColon = colon?.endIndex ?? child.endIndex;
      pairs.push({
        ...rangeOf(child),
        key: (key && this.#content(key, depth + 1)) ?? nothing(child.startIndex),
        value: (value && this.#content(value, depth + 1)) ?? nothing(afterColon),
      });
    }
    return pairs;
  }

  #items(node: Node, depth: number): YamlNode[] {
    const items: YamlNode[] = [];
    for (const child of node.namedChildren) {
      if (child === null || child.type === "comment" || child.type === "ERROR") continue;
      if (child.type === "flow_pair") {
        // `[a: b]` is a mapping of one pair.
        const key = child.childForFieldName("key");
        const value = child.childForFieldName("value");
        const pair = {
          ...rangeOf(child),
          key: (key && this.#content(key, depth + 1)) ?? nothing(child.startIndex),
          value: (value && this.#content(value, depth + 1)) ?? nothing(child.endIndex),
        };
        items.push({ ...rangeOf(child), kind: "mapping", pairs: [pair] });
        continue;
      }
      const dash = child.children.find((token) => token?.type === "-");
      items.push(this.#content(child, depth + 1) ?? nothing(dash?.endIndex ?? child.endIndex));
    }
    return items;
  }
}

function rangeOf(node: Node): Range {
  return { start: node.startIndex, end: node.endIndex };
}

function nothing(at: number): YamlNull {
  return { kind: "null", start: at, end: at };
}

/** Line folding of plain and quoted scalars: one break is a space, more are one less. */
function fold(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length === 1) return text;
  let out = lines[0]!.trimEnd();
  let breaks = 0;
  lines.slice(1).forEach((line, i, rest) => {
    breaks++;
    const content = i === rest.length - 1 ? line.trimStart() : line.trim();
    if (content === "" && i < rest.length - 1) return;
    out += (breaks === 1 ? " " : "\n".repeat(breaks - 1)) + content;
    breaks = 0;
  });
  return out;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\x1b",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
};

function doubleQuoted(text: string): string {
  const joined = text.replace(/\\(?:\r\n|\n|\r)[ \t]*/g, "");
  return fold(joined).replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/gs,
    (_, x?: string, u?: string, long?: string, single?: string) => {
      if (single !== undefined) return ESCAPES[single] ?? single;
      const code = Number.parseInt(x ?? u ?? long ?? "0", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
    },
  );
}

/** The text of `|` and `>` scalars. */
function blockScalar(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const header = lines.shift() ?? "";
  const explicit = /^[|>][+-]?([1-9])/.exec(header)?.[1];
  const first = lines.find((line) => line.trim() !== "") ?? "";
  // The explicit indicator counts from the parent's indentation, which the node's text does not show: the first line's
  // own indentation is right but for text that starts with spaces.
  const own = first.length - first.trimStart().length;
  const indent = explicit === undefined ? own : Math.min(own, Number(explicit));
  const content = lines.map((line) => line.slice(Math.min(indent, line.length)));
  while (content.length > 0 && content[content.length - 1]!.trim() === "") content.pop();
  const end = header.includes("-") || content.length === 0 ? "" : "\n";
  if (header.startsWith("|")) return content.join("\n") + end;
  let out = "";
  let previous = "";
  content.forEach((line, i) => {
    const kept = line === "" || /^[ \t]/.test(line) || /^[ \t]/.test(previous);
    if (i > 0) out += kept ? "\n" : previous === "" ? "" : " ";
    out += line;
    previous = line;
  });
  return out + end;
}
