/**
 * `.preflight/checklist.json` as JSON: read with a message that a person can act on, and printed so that what this version
 * does not know keeps its very text (numbers that JavaScript would round, too).
 */
import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { LineIndex } from "../syntax/text";

/** Thrown for a file that must not be overwritten. The message follows "... cannot be used: ", without a full stop. */
export class DamagedAnswers extends Error {}

/** An entry of an object. */
export interface Member {
  readonly name: string;
  /** The name as the file has it, in quotes. */
  readonly key: string;
  readonly value: Node;
}

/** How a file is written. */
export interface Style {
  readonly byteOrderMark: string;
  readonly newline: string;
  readonly indent: string;
}

/** In UTF-16 code units: thousands of answers. */
const MAX_LENGTH = 1_000_000;

const BYTE_ORDER_MARK = "\uFEFF";

/** The style of a file's text, or that of new files. */
export function styleOf(text = ""): Style {
  return {
    byteOrderMark: text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "",
    newline: /\r?\n/.exec(text)?.[0] ?? "\n",
    indent: /^[ \t]+(?=")/m.exec(text)?.[0] ?? "  ",
  };
}

/** The parsed file; a text that it cannot hold for sure is refused. */
export class AnswersJson {
  readonly version: number;
  readonly root: Node;
  readonly items: Node;
  readonly #text: string;
  readonly #lines: LineIndex;

  /** @throws DamagedAnswers */
  constructor(source: string) {
    this.#text = source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source;
    if (source.length > MAX_LENGTH) throw new DamagedAnswers("it is larger than 1 MB");
    this.#lines = new LineIndex(this.#text);
    if (this.#text.trim() === "") throw new DamagedAnswers("it is empty. Delete it, or restore it from git");
    this.#refuseConflict();
    this.root = this.#parse();
    if (this.root.type !== "object") throw new DamagedAnswers("it does not hold a JSON object");
    this.#refuseDuplicates(this.root);
    const field = (name: string) => this.membersOf(this.root).find((member) => member.name === name)?.value;
    const version = field("version");
    if (!Number.isInteger(version?.value) || version!.value < 1) {
      const found = version === undefined ? "missing" : this.#source(version).slice(0, 40);
      throw new DamagedAnswers(`its "version" is ${found}, and should be 1`);
    }
    this.version = version!.value;
    const items = field("items");
    if (items?.type !== "object") throw new DamagedAnswers('"items" is not a JSON object');
    this.items = items;
    this.#refuseDuplicates(items);
    for (const { value } of this.membersOf(items)) this.#refuseDuplicates(value);
  }

  /** The entries of an object; of anything else there are none. */
  membersOf(node: Node | undefined): Member[] {
    if (node?.type !== "object") return [];
    return (node.children ?? []).map(({ children }) => {
      const [key, value] = children!;
      return { name: key!.value, key: this.#source(key!), value: value! };
    });
  }

  /** The line of a node, counted from 1. */
  lineOf(node: Node): number {
    return this.#lines.positionAt(node.offset).line + 1;
  }

  /** A node in that style, one field a line. Numbers and texts are as the file has them. */
  print(node: Node, style: Style, depth: number): string {
    if (node.type === "object") {
      const fields = this.membersOf(node).map(({ key, value }): [string, string] => [
        key,
        this.print(value, style, depth + 1),
      ]);
      return printObject(fields, style, depth);
    }
    if (node.type === "array") {
      const entries = (node.children ?? []).map((entry) => this.print(entry, style, depth + 1));
      return printLines("[", entries, "]", style, depth);
    }
    return this.#source(node);
  }

  #source({ offset, length }: Node): string {
    return this.#text.slice(offset, offset + length);
  }

  /** In JSON no text goes over a line's end, so a line that starts like this is never part of one. */
  #refuseConflict(): void {
    const marker = /^(?:<{7}|\|{7}|>{7})(?: .*)?$|^={7}$/m.exec(this.#text);
    if (marker === null) return;
    const { line } = this.#lines.positionAt(marker.index);
    throw new DamagedAnswers(
      `line ${line + 1} is a conflict marker of git (${marker[0].slice(0, 40).trim()}). Resolve the merge conflict in it`,
    );
  }

  #parse(): Node {
    const errors: ParseError[] = [];
    let root: Node | undefined;
    try {
      root = parseTree(this.#text, errors, { disallowComments: true, allowTrailingComma: false });
    } catch {
      // The parser recurses.
      throw new DamagedAnswers("it is nested too deeply");
    }
    const [error] = errors;
    if (error !== undefined) throw new DamagedAnswers(this.#syntaxMessage(error));
    if (root === undefined) throw new DamagedAnswers("it is not valid JSON");
    return root;
  }

  #syntaxMessage({ error, offset }: ParseError): string {
    const { line, character } = this.#lines.positionAt(offset);
    const place = `line ${line + 1}, column ${character + 1}`;
    const before = this.#text.slice(0, offset).trimEnd();
    if (/[}\]]/.test(this.#text[offset] ?? "") && before.endsWith(","))
      return `it is not valid JSON: there is a comma too many before ${place}`;
    if (printParseErrorCode(error) === "CommaExpected")
      return `it is not valid JSON: a comma is missing before ${place}`;
    if (offset >= this.#text.trimEnd().length) return "it is not valid JSON: its end is missing";
    return `it is not valid JSON at ${place}`;
  }

  /** Merged by hand, a file may have an answer twice: which one counts, only people know. */
  #refuseDuplicates(node: Node): void {
    const seen = new Set<string>();
    for (const { name, key, value } of this.membersOf(node)) {
      if (seen.has(name))
        throw new DamagedAnswers(`${key} is in it twice, again in line ${this.lineOf(value)}`);
      seen.add(name);
    }
  }
}

/** An object of keys in quotes and values that are printed already. */
export function printObject(
  fields: readonly (readonly [key: string, value: string])[],
  style: Style,
  depth: number,
): string {
  const lines = fields.map(([key, value]) => `${key}: ${value}`);
  return printLines("{", lines, "}", style, depth);
}

function printLines(
  open: string,
  lines: readonly string[],
  close: string,
  { newline, indent }: Style,
  depth: number,
): string {
  if (lines.length === 0) return open + close;
  const inner = lines.map((line) => newline + indent.repeat(depth + 1) + line).join(",");
  return open + inner + newline + indent.repeat(depth) + close;
}
