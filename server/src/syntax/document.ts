import { Edit, type Tree } from "web-tree-sitter";
import type { Grammars } from "./grammars";
import type { Module } from "./python/ast";
import { PythonLowering } from "./python/module";
import { parseShell, type ShellScript, type ShellWord, scriptOfWords } from "./shell";
import { changeBetween, LineIndex, type Range } from "./text";
import { parseYaml, type YamlDocument } from "./yaml";

/** Files larger than this are not parsed: 10 MB of Python takes tree-sitter seconds and half a gigabyte. */
export const MAX_FILE_BYTES = 1_000_000;

/** A replacement of a range of a document's text. */
export interface ContentChange extends Range {
  readonly text: string;
}

/** Why a file that exists has no text for us. */
export type FileProblem = "too-large" | "binary";

/**
 * One version of one file of the workspace. It never changes; `edited` makes the next version, which takes over what the
 * incremental parser can reuse. This class owns the tree-sitter tree: it is kept only while the file is open in an editor.
 */
export class SourceDocument {
  #lines: LineIndex | undefined;
  /** What was parsed last, maybe of an earlier version. */
  #parsed: { readonly tree: Tree; readonly text: string } | undefined;
  #lowering: PythonLowering | undefined;
  #yaml: YamlDocument | undefined;

  constructor(
    /** Relative to the workspace folder. */
    readonly path: string,
    readonly text: string,
    private readonly grammars: Grammars,
    private readonly options: { readonly open?: boolean; readonly problem?: FileProblem } = {},
  ) {}

  /** Set if the file exists but is not read; the text is empty then. */
  get problem(): FileProblem | undefined {
    return this.options.problem ?? (this.text.length > MAX_FILE_BYTES ? "too-large" : undefined);
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** The file as Python. */
  python(): Module {
    this.#lowering ??= new PythonLowering();
    if (!this.#lowering.done) {
      if (this.problem !== undefined) return { body: [] };
      // A byte order mark is no part of the program; a line break keeps all offsets.
      const source = this.text.startsWith("\ufeff") ? `\n${this.text.slice(1)}` : this.text;
      const parse = (text: string) => this.grammars.parse("python", text);
      if (this.#lowering.patch(source, parse)) return this.#lowering.module;
      try {
        this.#lowering.run(this.parsed(source).rootNode, source, parse);
      } finally {
        if (!this.options.open) this.dispose();
      }
    }
    return this.#lowering.module;
  }

  /** The tree of the text, made from that of an earlier one where there is one. */
  private parsed(source: string): Tree {
    const old = this.#parsed;
    if (old !== undefined && old.text !== source) old.tree.edit(editBetween(old.text, source));
    const tree = this.grammars.parse("python", source, old?.tree);
    if (old?.tree !== tree) old?.tree.delete();
    this.#parsed = { tree, text: source };
    return tree;
  }

  /** The file as YAML. */
  yaml(): YamlDocument {
    this.#yaml ??= parseYaml(this.grammars, this.problem === undefined ? this.text : "");
    return this.#yaml;
  }

  /**
   * A command that stands in the file, as a shell reads it.
   * @param at where `text` starts in the file; a range if the file holds it in an escaped form, which all of it gets then.
   */
  shell(text: string, at: number | Range): ShellScript {
    return parseShell(this.grammars, text, at);
  }

  /** The same for a command that is a list of words already: a Dockerfile's JSON form. */
  shellWords(words: readonly ShellWord[]): ShellScript {
    return scriptOfWords(this.grammars, words);
  }

  /** The next version, after the changes were applied one after the other. This version stays readable. */
  edited(changes: readonly ContentChange[]): SourceDocument {
    // What the text was a moment ago stands for text that does not parse: no version may be skipped.
    if (this.#parsed !== undefined) this.python();
    let { text } = this;
    for (const change of changes) text = text.slice(0, change.start) + change.text + text.slice(change.end);
    const document = new SourceDocument(this.path, text, this.grammars, { open: true });
    document.#parsed = this.#parsed;
    this.#parsed = undefined;
    document.#lowering = this.#lowering?.next();
    return document;
  }

  /** Frees the tree. The document stays readable. */
  dispose(): void {
    this.#parsed?.tree.delete();
    this.#parsed = undefined;
  }
}

/** One edit, as tree-sitter is told it, that turns one text into the other. */
function editBetween(before: string, after: string): Edit {
  const { start, end } = changeBetween(before, after);
  const newEnd = end + after.length - before.length;
  const old = new LineIndex(before);
  const point = (lines: LineIndex, offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return { row: line, column: character };
  };
  return new Edit({
    startIndex: start,
    oldEndIndex: end,
    newEndIndex: newEnd,
    startPosition: point(old, start),
    oldEndPosition: point(old, end),
    newEndPosition: point(new LineIndex(after), newEnd),
  });
}

/**
 * A reader of documents that reads each one once. Every keystroke asks again for what all files say, but only the edited
 * file is another document.
 */
export function perDocument<T>(read: (document: SourceDocument) => T): (document: SourceDocument) => T {
  const known = new WeakMap<SourceDocument, { readonly result: T }>();
  return (document) => {
    let found = known.get(document);
    if (found === undefined) {
      found = { result: read(document) };
      known.set(document, found);
    }
    return found.result;
  };
}
