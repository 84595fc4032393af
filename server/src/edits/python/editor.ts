/**
 * Collects edits of one Python file that keep everything else as it is: line breaks, indentation, quotes, comments.
 *
 * Code is handed in as we write it here, with "\n", double quotes and four spaces, and is put in the file's own style.
 * Methods give back false, or undefined, where the file is not simple enough for the edit; the caller then offers no fix.
 */
import type { Snapshot } from "../../snapshot";
import type { Constant, ImportFrom, Module, Stmt } from "../../syntax/python/ast";
import {
  absoluteStatements,
  absoluteStatementsAround,
  absoluteStatementsBefore,
  descendants,
  findExpression,
  isStatement,
  nodesAround,
  type PythonNode,
} from "../../syntax/python/find";
import { lineBreakOf, type Range } from "../../syntax/text";
import type { FileChange, TextEdit } from "../edit";

/** Directories of code that is not the project's own. */
const FOREIGN = /(?:^|\/)(?:site-packages|dist-packages|node_modules|\.tox)\//;

export type Quote = '"' | "'";

export class PythonEditor {
  readonly newline: string;
  /** What imports.ts has added so far. */
  readonly addedImports = new Set<string>();
  /** The fields of settings classes that dialect.ts has added or changed so far. */
  readonly changedFields = new Set<string>();
  readonly edits: TextEdit[] = [];
  /** Those that come last among insertions at one place: the last statement may still grow. */
  readonly #appended = new Set<TextEdit>();
  #statements: readonly Stmt[] | undefined;
  #indent: string | undefined;
  #quote: Quote | undefined;

  private constructor(
    readonly path: string,
    readonly text: string,
    private readonly module: Module,
    /** The editor of the project's module that a statement imports from, whose edits belong to the same fix. */
    readonly imported: (statement: ImportFrom) => PythonEditor | undefined,
  ) {
    this.newline = lineBreakOf(text);
  }

  /** Undefined for a file that is absent, not the project's, too large, or has a syntax error. */
  static open(
    snapshot: Snapshot,
    path: string,
    imported: (statement: ImportFrom) => PythonEditor | undefined = () => undefined,
  ): PythonEditor | undefined {
    const document = FOREIGN.test(path) ? undefined : snapshot.file(path);
    if (document === undefined || document.problem !== undefined) return undefined;
    const module = document.python();
    if (module.errorAt !== undefined) return undefined;
    return new PythonEditor(path, document.text, module, imported);
  }

  /** All edits so far as one change. */
  change(): FileChange {
    const edits = this.edits.toSorted(
      (a, b) => Number(this.#appended.has(a)) - Number(this.#appended.has(b)),
    );
    return { kind: "edit", path: this.path, edits };
  }

  // ---------------------------------------------------------------- reading

  source({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  /** The top-level statements, with offsets of the file. */
  get statements(): readonly Stmt[] {
    this.#statements ??= absoluteStatements(this.module);
    return this.#statements;
  }

  /** Those that start before an offset and pass a test, which must not look at offsets: most need not be copied then. */
  statementsBefore(offset: number, test: (statement: Stmt) => boolean = () => true): readonly Stmt[] {
    return absoluteStatementsBefore(this.module, offset, test);
  }

  /** Whether a top-level statement passes a test that does not look at offsets. */
  hasStatement(test: (statement: Stmt) => boolean): boolean {
    return this.module.body.some(({ statement }) => test(statement));
  }

  /** The imports that start before an offset. */
  importsBefore(offset: number): readonly Stmt[] {
    return this.statementsBefore(offset, isImport);
  }

  /** The expression that is exactly the range, with the nodes around it, innermost first. */
  expression(range: Range) {
    return findExpression(absoluteStatementsAround(this.module, range), range);
  }

  /** The innermost statement around a range. */
  statementAt(range: Range): Stmt | undefined {
    return nodesAround(absoluteStatementsAround(this.module, range), range).findLast(isStatement);
  }

  /** The statements that a statement is one of. */
  blockOf(statement: Stmt): readonly Stmt[] {
    const parent = nodesAround(absoluteStatementsAround(this.module, statement), statement)
      .filter(isStatement)
      .at(-2);
    const blocks: unknown[] = parent === undefined ? [] : Object.values(parent);
    const block = blocks.find((field) => Array.isArray(field) && field.includes(statement));
    return (block as readonly Stmt[] | undefined) ?? this.statements;
  }

  /** The offset of the first character of the line. */
  lineStart(offset: number): number {
    let start = offset;
    while (start > 0 && !isLineBreak(this.text[start - 1])) start--;
    return start === 0 && this.text.startsWith("\ufeff") && offset > 0 ? 1 : start;
  }

  /** The offset of the line's break, or the end of the text. */
  lineEnd(offset: number): number {
    let end = offset;
    while (end < this.text.length && !isLineBreak(this.text[end])) end++;
    return end;
  }

  /** The offset of the first character of the next line. */
  nextLine(offset: number): number {
    const end = this.lineEnd(offset);
    return this.text.startsWith("\r\n", end) ? end + 2 : Math.min(end + 1, this.text.length);
  }

  /** The offset of the line break before the line that starts here; the same offset for the first line. */
  previousLineEnd(lineStart: number): number {
    if (this.text.slice(lineStart - 2, lineStart) === "\r\n") return lineStart - 2;
    return lineStart > 0 && isLineBreak(this.text[lineStart - 1]) ? lineStart - 1 : lineStart;
  }

  /** The white space that the line of an offset starts with. */
  indentation(offset: number): string {
    return /^[ \t\f]*/.exec(this.text.slice(this.lineStart(offset), offset))![0];
  }

  /** Whether only white space stands before the offset on its line. */
  startsLine(offset: number): boolean {
    return this.text.slice(this.lineStart(offset), offset).trim() === "";
  }

  /** Whether a statement has its lines for itself. A comment may follow it. */
  standsAlone(statement: Range): boolean {
    const rest = this.text.slice(statement.end, this.lineEnd(statement.end)).trim();
    return this.startsLine(statement.start) && (rest === "" || rest.startsWith("#"));
  }

  /** What one level of indentation is in this file. */
  get indentUnit(): string {
    this.#indent ??= this.#findIndent();
    return this.#indent;
  }

  #findIndent(): string {
    for (const statement of this.statements) {
      for (const node of descendants(statement)) {
        if (node === statement || !isStatement(node) || !this.startsLine(node.start)) continue;
        const indent = this.indentation(node.start);
        if (indent !== "") return indent;
      }
    }
    const lines = /(?:^|[\r\n])(\t|(?: {2}){1,2}(?! ))[^\s#]/.exec(this.text);
    return lines?.[1] ?? "    ";
  }

  /** The quote that most strings of the file, or of one node, have. */
  quote(node?: PythonNode): Quote {
    if (node === undefined) {
      this.#quote ??= this.#countQuotes(this.statements) ?? '"';
      return this.#quote;
    }
    return this.#countQuotes([node]) ?? this.quote();
  }

  #countQuotes(nodes: readonly PythonNode[]): Quote | undefined {
    let double = 0;
    let single = 0;
    for (const root of nodes) {
      for (const node of descendants(root)) {
        if (!isString(node)) continue;
        // One that holds a quote has no choice.
        const opening = /^[A-Za-z]*(["'])(?!\1\1)[^"']*\1$/.exec(this.source(node))?.[1];
        if (opening === '"') double++;
        else if (opening === "'") single++;
      }
    }
    return double === single ? undefined : double > single ? '"' : "'";
  }

  /** Code in the file's style, for a place with this indentation; its first line gets none. */
  styled(code: string, indentation: string, quote: Quote = this.quote()): string {
    return withQuotes(code, quote)
      .split("\n")
      .map((line, i) => {
        const [, units, rest] = /^((?: {4})*)(.*)$/.exec(line)!;
        if (rest === "") return "";
        return (i === 0 ? "" : indentation) + this.indentUnit.repeat(units!.length / 4) + rest;
      })
      .join(this.newline);
  }

  // ---------------------------------------------------------------- writing

  /** Replaces a range by text that is in the file's style already. */
  replaceText({ start, end }: Range, text: string): void {
    if (this.text.slice(start, end) !== text) this.edits.push({ start, end, text });
  }

  insertText(at: number, text: string): void {
    this.edits.push({ start: at, end: at, text });
  }

  /** Replaces an expression by code. */
  replace(range: Range, code: string, quote?: Quote): void {
    this.replaceText(range, this.styled(code, this.indentation(range.start), quote ?? this.quote()));
  }

  /** Inserts lines below a statement, with its indentation. */
  insertAfter(statement: Range, code: string): boolean {
    if (!this.standsAlone(statement)) return false;
    const indentation = this.indentation(statement.start);
    const lines = this.newline + indentation + this.styled(code, indentation);
    this.insertText(this.lineEnd(statement.end), lines);
    return true;
  }

  /** Deletes a statement with its line, and the comment behind it. */
  delete(statement: Range): boolean {
    if (!this.standsAlone(statement)) return false;
    const start = this.lineStart(statement.start);
    const end = this.nextLine(statement.end);
    // At the end of a file without a final line break, the break before goes instead.
    const last = end === this.text.length && !isLineBreak(this.text[end - 1]);
    this.replaceText(
      { start: last ? this.previousLineEnd(start) : start, end: this.#gapEnd(start, end) },
      "",
    );
    return true;
  }

  /** The same with the comment above, if that says one of the words and the statement is the only one below it. */
  deleteWithComment(statement: Range, words: RegExp): boolean {
    const end = this.nextLine(statement.end);
    const isLast = /^[ \t]*(?:#|[\r\n]|$)/.test(this.text.slice(end));
    let start = this.lineStart(statement.start);
    while (isLast && start > 0) {
      const before = this.lineStart(this.previousLineEnd(start));
      if (!this.text.slice(before, start).trimStart().startsWith("#")) break;
      start = before;
    }
    const comment = this.text.slice(start, this.lineStart(statement.start));
    if (!words.test(comment)) return this.delete(statement);
    return this.standsAlone(statement) && this.delete({ start, end: statement.end });
  }

  /** Whether the line above a statement is a comment. */
  hasCommentAbove(statement: Range): boolean {
    const start = this.lineStart(statement.start);
    if (start === 0) return false;
    const before = this.text.slice(this.lineStart(this.previousLineEnd(start)), start);
    return before.trimStart().startsWith("#");
  }

  /** Of the empty lines above and below lines that go, the larger gap stays. */
  #gapEnd(start: number, end: number): number {
    let above = 0;
    for (let at = start; at > 0; above++) {
      const before = this.lineStart(this.previousLineEnd(at));
      if (before === at || this.text.slice(before, at).trim() !== "") break;
      at = before;
    }
    let to = end;
    for (; above > 0 && to < this.text.length; above--) {
      const next = this.nextLine(to);
      if (this.text.slice(to, next).trim() !== "") break;
      to = next;
    }
    return to;
  }

  /** Adds a paragraph at the end of the module. */
  append(code: string): boolean {
    const content = this.text.replace(/^\ufeff/, "").trimEnd();
    const styled = this.styled(code, "");
    if (content === "") {
      this.insertText(this.text.length, styled + this.newline);
      return true;
    }
    if (content.endsWith("\\")) return false;
    const last = this.statements[this.statements.length - 1];
    const definition = last?.type === "FunctionDef" || last?.type === "ClassDef";
    const gap = this.newline.repeat(definition ? 3 : 2);
    const end = this.lineEnd(this.text.trimEnd().length);
    const edit = { start: end, end, text: gap + styled };
    this.edits.push(edit);
    this.#appended.add(edit);
    return true;
  }
}

/**
 * Gives our strings another quote. Code taken over from the file keeps its own: `'...'`, or anything with escapes; and so
 * do strings that hold the other quote.
 */
function withQuotes(code: string, quote: Quote): string {
  if (quote === '"' || code.includes("\\")) return code;
  return code.replace(/'[^'\n]*'|"([^"\n]*)"/g, (string, content?: string) =>
    content === undefined || content.includes(quote) ? string : quote + content + quote,
  );
}

export function isImport({ type }: Stmt): boolean {
  return type === "Import" || type === "ImportFrom";
}

/** A string literal without interpolation. */
export function isString(node: PythonNode): node is Constant {
  return node.type === "Constant" && node.constant.kind === "str";
}

function isLineBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}
