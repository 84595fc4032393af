import type { Node, Tree } from "web-tree-sitter";
import type { Module, Stmt, TopLevel } from "./ast";
import { lowerStatement, possibleNames } from "./lower";
import { named } from "./nodes";

/** A run of text of the module that stands alone: one top-level statement, or text that does not parse. */
interface Chunk {
  readonly start: number;
  readonly text: string;
  /** One statement; for text that does not parse, those that stand for it. */
  readonly statements: readonly Stmt[];
  readonly broken: boolean;
}

/** What lowering one version leaves for the next: by their text, so that unchanged code keeps its objects. */
interface Memory {
  readonly statements: ReadonlyMap<string, Stmt>;
  /** Runs of text that were parsed by themselves, as chunks relative to the run. */
  readonly runs: ReadonlyMap<string, readonly Chunk[]>;
  readonly chunks: readonly Chunk[];
}

const NOTHING: Memory = { statements: new Map(), runs: new Map(), chunks: [] };

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
  readonly #runs = new Map<string, readonly Chunk[]>();

  constructor(private readonly memory: Memory = NOTHING) {}

  get done(): boolean {
    return this.#module !== undefined;
  }

  get module(): Module {
    return this.#module ?? { body: [] };
  }

  /** The lowering of the next version of the text. */
  next(): PythonLowering {
    if (!this.done) return new PythonLowering(this.memory);
    const statements = new Map<string, Stmt>();
    for (const { text, statements: own, broken } of this.#chunks) if (!broken) statements.set(text, own[0]!);
    return new PythonLowering({ statements, runs: this.#runs, chunks: this.#chunks });
  }

  /** @param parse parses other text; the tree it returns is deleted here. */
  run(root: Node, text: string, parse: (text: string) => Tree): void {
    this.#chunks = root.hasError
      ? restoreBroken(
          splitTopLevel(text).flatMap(({ start, source }) =>
            this.parseRun(source, parse).map((chunk) => ({ ...chunk, start: start + chunk.start })),
          ),
          this.memory.chunks,
        )
      : this.chunksOf(root, text);
    const body = this.#chunks.flatMap(({ start, text: own, statements }): TopLevel[] =>
      statements.map((statement) => ({ start, end: start + own.length, statement })),
    );
    const deep = body.find(({ statement }) => statement.type === "Broken" && statement.tooDeep);
    this.#module = {
      body,
      ...(root.hasError ? { errorAt: firstError(root) } : {}),
      ...(deep === undefined ? {} : { tooDeepAt: deep.start }),
    };
  }

  /** A chunk for each statement below `root`. */
  private chunksOf(root: Node, text: string): Chunk[] {
    return named(root).map((node) => {
      const source = text.slice(node.startIndex, node.endIndex);
      const statement = this.memory.statements.get(source) ?? lowerStatement(node, node.startIndex);
      return {
        start: node.startIndex,
        text: source,
        statements: [statement],
        broken: statement.type === "Broken" && statement.tooDeep === undefined,
      };
    });
  }

  /** Parses a run by itself. */
  private parseRun(source: string, parse: (text: string) => Tree): readonly Chunk[] {
    let chunks = this.memory.runs.get(source);
    if (chunks === undefined) {
      const tree = parse(source);
      try {
        const broken: Stmt = { type: "Broken", names: possibleNames(source), start: 0, end: source.length };
        chunks = tree.rootNode.hasError
          ? [{ start: 0, text: source, statements: [broken], broken: true }]
          : this.chunksOf(tree.rootNode, source);
      } finally {
        tree.delete();
      }
    }
    this.#runs.set(source, chunks);
    return chunks;
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
  out[firstBroken] = { ...out[firstBroken]!, statements: lost.flatMap((chunk) => chunk.statements) };
  for (let i = firstBroken + 1; i < out.length - tail; i++) {
    if (out[i]!.broken) out[i] = { ...out[i]!, statements: [] };
  }
  return out;
}
