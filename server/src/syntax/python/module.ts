import type { Node, Tree } from "web-tree-sitter";
import type { Module, Stmt, TopLevel } from "./ast";
import { lowerStatement, named, possibleNames } from "./lower";

/** A run of text of the module that stands alone: one top-level statement, or text that does not parse. */
interface Chunk {
  readonly start: number;
  readonly text: string;
  /** Statements with their offset from the chunk's start. */
  readonly statements: readonly { readonly offset: number; readonly statement: Stmt }[];
  readonly broken: boolean;
}

/**
 * Lowers one version of a module, reusing what an earlier version already had.
 *
 * While the text does not parse, each top-level statement is read by itself, so that one broken statement does not take
 * the others with it; and where an earlier version of the file is known, what the broken text was before stands for it.
 * Otherwise every half-typed bracket would make findings blink.
 */
export class PythonLowering {
  #module: Module | undefined;
  #chunks: readonly Chunk[] = [];
  readonly #statements: ReadonlyMap<string, Stmt>;

  constructor(
    statements: ReadonlyMap<string, Stmt> = new Map(),
    private readonly previous: readonly Chunk[] = [],
  ) {
    this.#statements = statements;
  }

  get done(): boolean {
    return this.#module !== undefined;
  }

  get module(): Module {
    return this.#module ?? { body: [] };
  }

  /** The lowering of the next version of the text. */
  next(): PythonLowering {
    if (!this.done) return new PythonLowering(this.#statements, this.previous);
    const statements = new Map<string, Stmt>();
    for (const chunk of this.#chunks) {
      if (!chunk.broken && chunk.statements.length === 1 && chunk.statements[0]!.offset === 0) {
        statements.set(chunk.text, chunk.statements[0]!.statement);
      }
    }
    return new PythonLowering(statements, this.#chunks);
  }

  /** @param parse parses other text; the tree it returns is deleted here. */
  run(root: Node, text: string, parse: (text: string) => Tree): void {
    if (root.hasError) {
      this.#chunks = this.recover(text, parse);
    } else {
      this.#chunks = named(root).map((node) => {
        const source = text.slice(node.startIndex, node.endIndex);
        const statement = this.#statements.get(source) ?? lowerStatement(node, node.startIndex);
        return {
          start: node.startIndex,
          text: source,
          statements: [{ offset: 0, statement }],
          broken: statement.type === "Broken",
        };
      });
    }
    const body: TopLevel[] = [];
    for (const chunk of this.#chunks) {
      for (const { offset, statement } of chunk.statements) {
        const start = chunk.start + offset;
        body.push({
          start,
          end: chunk.broken ? chunk.start + chunk.text.length : start + statement.end - statement.start,
          statement,
        });
      }
    }
    this.#module = root.hasError ? { body, errorAt: firstError(root) } : { body };
  }

  private recover(text: string, parse: (text: string) => Tree): Chunk[] {
    const chunks = splitTopLevel(text).map(({ start, source }): Chunk => {
      const known = this.#statements.get(source);
      if (known !== undefined) {
        return { start, text: source, statements: [{ offset: 0, statement: known }], broken: false };
      }
      const tree = parse(source);
      try {
        const nodes = named(tree.rootNode);
        if (tree.rootNode.hasError) {
          const statement: Stmt = {
            type: "Broken",
            names: possibleNames(source),
            start: 0,
            end: source.length,
          };
          return { start, text: source, statements: [{ offset: 0, statement }], broken: true };
        }
        const statements = nodes.map((node) => ({
          offset: node.startIndex,
          statement: lowerStatement(node, node.startIndex),
        }));
        return { start, text: source, statements, broken: false };
      } finally {
        tree.delete();
      }
    });
    return restoreBroken(chunks, this.previous);
  }
}

function firstError(node: Node): number {
  for (const child of node.children) {
    if (child === null) continue;
    if (child.isError || child.isMissing) return child.startIndex;
    if (child.hasError) return firstError(child);
  }
  return node.startIndex;
}

/** Lines that continue a compound statement instead of starting one. */
const CONTINUES = /^(?:else|elif|except|finally)\b/;

/**
 * Cuts a module into runs that each begin at a line that looks like the start of a top-level statement. Brackets are not
 * counted, because the missing bracket is what we recover from; triple quotes are, unless none closes the run.
 */
function splitTopLevel(text: string): { start: number; source: string }[] {
  const starts: number[] = [];
  const line = /[^\r\n]*(?:\r\n|\n|\r|$)/g;
  let previous = "";
  for (let match = line.exec(text); match !== null && match[0] !== ""; match = line.exec(text)) {
    const content = match[0];
    if (
      /^[A-Za-z_@"']/.test(content) &&
      !CONTINUES.test(content) &&
      !/^@/.test(previous) &&
      !/\\\s*$/.test(previous)
    ) {
      starts.push(match.index);
    }
    if (content.trim() !== "") previous = content;
  }
  const runs: { start: number; source: string }[] = [];
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i]!;
    let end = starts[i + 1] ?? text.length;
    const quote = openTripleQuote(text.slice(start, end));
    if (quote !== undefined) {
      const close = text.indexOf(quote, end);
      if (close >= 0) {
        while (i + 1 < starts.length && starts[i + 1]! <= close) i++;
        end = starts[i + 1] ?? text.length;
      }
    }
    runs.push({ start, source: text.slice(start, end).trimEnd() });
  }
  return runs;
}

/** The triple quote that a run of text leaves open, as far as counting tells. */
function openTripleQuote(text: string): string | undefined {
  for (const quote of ['"""', "'''"]) {
    if ((text.split(quote).length - 1) % 2 === 1) return quote;
  }
  return undefined;
}

/** Lets what an earlier version had between the same neighbours stand for text that is broken now. */
function restoreBroken(chunks: Chunk[], previous: readonly Chunk[]): Chunk[] {
  let head = 0;
  while (head < chunks.length && head < previous.length && chunks[head]!.text === previous[head]!.text)
    head++;
  let tail = 0;
  while (
    tail < chunks.length - head &&
    tail < previous.length - head &&
    chunks[chunks.length - 1 - tail]!.text === previous[previous.length - 1 - tail]!.text
  ) {
    tail++;
  }
  // A broken chunk among the equal ones keeps what it stood for before.
  const out = chunks.map((chunk, i) => {
    if (!chunk.broken) return chunk;
    const before =
      i < head
        ? previous[i]
        : i >= chunks.length - tail
          ? previous[previous.length - (chunks.length - i)]
          : undefined;
    return before === undefined ? chunk : { ...chunk, statements: before.statements };
  });
  const firstBroken = out.findIndex((chunk, i) => i >= head && i < out.length - tail && chunk.broken);
  if (firstBroken < 0) return out;
  const present = new Set(out.slice(head, out.length - tail).map((chunk) => chunk.text));
  const lost = previous.slice(head, previous.length - tail).filter((chunk) => !present.has(chunk.text));
  if (lost.length === 0) return out;
  out[firstBroken] = {
    ...out[firstBroken]!,
    statements: lost.flatMap((chunk) => chunk.statements.map(({ statement }) => ({ offset: 0, statement }))),
  };
  for (let i = firstBroken + 1; i < out.length - tail; i++) {
    if (out[i]!.broken) out[i] = { ...out[i]!, statements: [] };
  }
  return out;
}
