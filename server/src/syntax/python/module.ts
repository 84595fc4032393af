import type { Node, Tree } from "web-tree-sitter";
import { changeBetween } from "../text";
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

/** What lowering one version leaves for the next, so that unchanged code keeps its objects. */
interface Memory {
  readonly text: string;
  /** Runs of text that were parsed by themselves, as chunks relative to the run. */
  readonly runs: ReadonlyMap<string, readonly Chunk[]>;
  readonly chunks: readonly Chunk[];
  /** Whether all of the text parsed. */
  readonly sound: boolean;
}

const NOTHING: Memory = { text: "", runs: new Map(), chunks: [], sound: false };

/** A statement that is a bigger part of its module is left to tree-sitter's incremental parser, which reuses what is inside. */
const MAX_PART = 1 / 4;

/**
 * Lowers one version of a module, reusing what an earlier version already had.
 *
 * While the text does not parse, each top-level statement is read by itself, so that one broken statement does not take
 * the others with it; and where an earlier version of the file is known, what the broken text was before stands for it.
 * Otherwise every half-typed bracket would make findings blink.
 */
export class PythonLowering {
  #module: Module | undefined;
  #text = "";
  #chunks: readonly Chunk[] = [];
  readonly #runs = new Map<string, readonly Chunk[]>();
  #known: ReadonlyMap<string, Stmt> | undefined;

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
    const sound = this.module.errorAt === undefined;
    return new PythonLowering({ text: this.#text, runs: this.#runs, chunks: this.#chunks, sound });
  }

  /**
   * Parses only the statement in which the text differs from the last version, up to the next statement; false if that is not
   * enough to know what all of the module is. It is enough if that part alone is one statement again: a module that parses
   * is a sequence of such parts, each of whole lines.
   * @param parse parses other text; the tree it returns is deleted here.
   */
  patch(text: string, parse: (text: string) => Tree): boolean {
    const { text: before, chunks, sound } = this.memory;
    if (!sound) return false;
    const { start, end } = changeBetween(before, text);
    const n = lastIndexBefore(chunks, start);
    const chunk = chunks[n];
    if (chunk === undefined) return false;
    const next = chunks[n + 1];
    const partEnd = next?.start ?? before.length;
    // The line break before the next statement stays.
    if (next !== undefined && end >= partEnd) return false;
    if (!startsLine(before, chunk.start) || !startsLine(before, partEnd)) return false;
    const by = text.length - before.length;
    const part = text.slice(chunk.start, partEnd + by);
    if (part.length > text.length * MAX_PART || /\\(?:\r?\n)?$/.test(part)) return false;
    const tree = parse(part);
    try {
      const root = tree.rootNode;
      if (root.hasError) return false;
      const [node, ...others] = named(root);
      if (node === undefined || node.startIndex !== 0 || others.length > 0) return false;
      const changed = [...chunks];
      changed[n] = chunkOf(chunk.start, part.slice(0, node.endIndex), lowerStatement(node, 0));
      for (let later = n + 1; by !== 0 && later < chunks.length; later++) {
        const { start, text, statements, broken } = chunks[later]!;
        changed[later] = { start: start + by, text, statements, broken };
      }
      this.finish(text, changed);
      return true;
    } finally {
      tree.delete();
    }
  }

  /** @param parse parses other text; the tree it returns is deleted here. */
  run(root: Node, text: string, parse: (text: string) => Tree): void {
    if (!root.hasError) {
      this.finish(text, this.chunksOf(root, text));
      return;
    }
    const runs = splitTopLevel(text).flatMap(({ start, source }) =>
      this.parseRun(source, parse).map((chunk) => ({ ...chunk, start: start + chunk.start })),
    );
    this.finish(text, restoreBroken(runs, this.memory.chunks), firstError(root));
  }

  private finish(text: string, chunks: readonly Chunk[], errorAt?: number): void {
    this.#text = text;
    this.#chunks = chunks;
    const body: TopLevel[] = [];
    for (const { start, text: own, statements } of chunks)
      for (const statement of statements) body.push({ start, end: start + own.length, statement });
    const deep = body.find(({ statement }) => statement.type === "Broken" && statement.tooDeep);
    this.#module = {
      body,
      ...(errorAt === undefined ? {} : { errorAt }),
      ...(deep === undefined ? {} : { tooDeepAt: deep.start }),
    };
  }

  /** The statement that an earlier version had for a text. */
  private known(source: string): Stmt | undefined {
    this.#known ??= new Map(
      this.memory.chunks.flatMap(({ text, statements, broken }) =>
        broken ? [] : [[text, statements[0]!] as const],
      ),
    );
    return this.#known.get(source);
  }

  /** A chunk for each statement below `root`. */
  private chunksOf(root: Node, text: string): Chunk[] {
    return named(root).map((node) => {
      const source = text.slice(node.startIndex, node.endIndex);
      return chunkOf(node.startIndex, source, this.known(source) ?? lowerStatement(node, node.startIndex));
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

/** A chunk that is one statement. */
function chunkOf(start: number, text: string, statement: Stmt): Chunk {
  const broken = statement.type === "Broken" && statement.tooDeep === undefined;
  return { start, text, statements: [statement], broken };
}

/** The last chunk that starts before an offset; -1 if none does. */
function lastIndexBefore(chunks: readonly Chunk[], offset: number): number {
  let low = 0;
  let high = chunks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (chunks[middle]!.start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Whether an offset is the start of a line, or the end of the text. */
function startsLine(text: string, offset: number): boolean {
  return offset === 0 || offset === text.length || text.charCodeAt(offset - 1) === 10;
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
