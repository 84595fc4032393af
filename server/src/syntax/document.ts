import { Edit, type Tree } from "web-tree-sitter";
import type { Grammars } from "./grammars";
import type { Module } from "./python/ast";
import { PythonLowering } from "./python/module";
import { parseShell, type ShellScript, type ShellWord, scriptOfWords } from "./shell";
import { LineIndex, type Range } from "./text";
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
  #tree: Tree | undefined;
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
      const tree = this.grammars.parse("python", source, this.#tree);
      if (this.#tree !== tree) this.#tree?.delete();
      this.#tree = tree;
      try {
        this.#lowering.run(tree.rootNode, source, (text) => this.grammars.parse("python", text));
      } finally {
        if (!this.options.open) this.dispose();
      }
    }
    return this.#lowering.module;
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
    if (this.#tree !== undefined) this.python();
    let text = this.text;
    const tree = this.#tree;
    this.#tree = undefined;
    for (const change of changes) {
      const next = text.slice(0, change.start) + change.text + text.slice(change.end);
      if (tree !== undefined) {
        const before = new LineIndex(text);
        const after = new LineIndex(next);
        const point = (lines: LineIndex, offset: number) => {
          const { line, character } = lines.positionAt(offset);
          return { row: line, column: character };
        };
        const newEnd = change.start + change.text.length;
        tree.edit(
          new Edit({
            startIndex: change.start,
            oldEndIndex: change.end,
            newEndIndex: newEnd,
            startPosition: point(before, change.start),
            oldEndPosition: point(before, change.end),
            newEndPosition: point(after, newEnd),
          }),
        );
      }
      text = next;
    }
    const document = new SourceDocument(this.path, text, this.grammars, { open: true });
    document.#tree = tree;
    document.#lowering = this.#lowering?.next();
    return document;
  }

  /** Frees the tree. The document stays readable. */
  dispose(): void {
    this.#tree?.delete();
    this.#tree = undefined;
  }
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
