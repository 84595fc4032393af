/**
 * Where a cursor is in a settings module, told by the text before it. Code that is being typed has no syntax tree to speak of:
 * brackets and quotes are open, and the next statement looks like the rest of this one. So this reads the text once, keeps the
 * open brackets, and lets a line that begins like a statement begin one.
 */
import type { Range } from "../../syntax/text";

/** A string that a place is in, or the place where one may begin. */
export interface Slot {
  /** What completion replaces: the content of the string, or the word. */
  readonly range: Range;
  /** The string's quote, "" outside of a string. */
  readonly quote: string;
  /** The whole text in `range`. */
  readonly text: string;
  /** False for a string without an end. */
  readonly closed: boolean;
}

export type Place =
  /** Where a statement begins: the name that is being typed. */
  | {
      readonly kind: "statement";
      readonly range: Range;
      /** True if an assignment follows already. */
      readonly assigned: boolean;
    }
  /** A value, or a key, of the setting `name`. */
  | {
      readonly kind: "value" | "key";
      readonly name: string;
      /** The keys of dicts around the place, outermost first; undefined: a key that is no plain text. */
      readonly keys: readonly (string | undefined)[];
      readonly slot: Slot;
    };

interface Bracket {
  readonly open: string;
  /** What it is: a display, the call of a method of the setting, a call that gives its argument back, or anything else. */
  readonly kind: "display" | "transparent" | "opaque";
  /** The last string that was read directly in it, and whether nothing followed. */
  last: string | undefined;
  /** In a dict: the key whose value is read; null: a key is read. */
  key: string | undefined | null;
  /** True if something stands before the place since the last comma or colon. */
  filled: boolean;
}

interface Statement {
  readonly start: number;
  readonly brackets: Bracket[];
  /** The end of the target, once `=` is read. */
  targetEnd: number | undefined;
  /** True if the value has text directly after `=`. */
  filled: boolean;
}

/** What may begin a statement, also inside of brackets that somebody has yet to close. */
const STATEMENT =
  /^(?:[A-Za-z_]\w*(?:\[[^\]\n]*\])*\s*(?:=(?!=)|\+=|:\s*[\w."'[\], |]+\s=(?!=))|(?:def|class|if|elif|else|for|from|import|while|with|try|except|finally|del|return)\b(?!\s*[=,)]))/;

/** `X`, `X["default"]`, `X: list[str]` */
const TARGET = /^([A-Za-z_]\w*)((?:\s*\[\s*(?:"[^"\n]*"|'[^'\n]*'|\d+)\s*\])*)\s*(?::[^=]*)?\+?$/;

/** A call of a method that puts its argument into the setting. */
const METHOD =
  /^([A-Za-z_]\w*)((?:\s*\[\s*(?:"[^"\n]*"|'[^'\n]*'|\d+)\s*\])*)\.(?:append|extend|insert|update|remove|index)$/;

/** Calls whose argument is the value. */
const TRANSPARENT = /(?:^|[^\w.])(?:list|tuple|set|frozenset|filter|sorted)$/;

const WORD = /[\w]/;
/** What the strings are made of that have completions. */
const STRING_WORD = /[\w.\-/+:@{%$]/;

/** Where an offset is; undefined where there is nothing to say. */
export function placeAt(text: string, offset: number): Place | undefined {
  const reader = new Reader(text, offset);
  reader.read();
  return reader.place();
}

/** Whether an offset is in code, and not in a string or a comment. */
export function isCode(text: string, offset: number): boolean {
  const reader = new Reader(text, offset);
  reader.read();
  return reader.isCode;
}

class Reader {
  #at = 0;
  #statement: Statement | undefined;
  /** The string that the offset is in. */
  #string: { readonly quote: string; readonly start: number } | undefined;
  #comment = false;
  #continued = false;

  constructor(
    private readonly text: string,
    private readonly offset: number,
  ) {}

  /** Reads up to the offset. */
  read(): void {
    const { text, offset } = this;
    let lineStart = true;
    while (this.#at < offset) {
      if (lineStart) {
        this.#beginLine();
        lineStart = false;
        if (this.#at >= offset) return;
      }
      const c = text[this.#at]!;
      if (c === "\n" || c === "\r") {
        this.#endLine();
        this.#at++;
        lineStart = true;
      } else if (c === "#") {
        const end = this.#lineEnd();
        if (offset <= end) {
          this.#comment = true;
          return;
        }
        this.#at = end;
      } else if (c === '"' || c === "'") {
        if (!this.#readString(c)) return;
      } else if (c === "\\") {
        this.#at++;
        if (/[\r\n]/.test(text[this.#at] ?? "")) {
          this.#continued = true;
          this.#at += text.startsWith("\r\n", this.#at) ? 2 : 1;
        }
      } else {
        this.#character(c);
        this.#at++;
      }
    }
    if (lineStart) this.#beginLine();
  }

  get isCode(): boolean {
    return !this.#comment && this.#string === undefined;
  }

  #lineEnd(): number {
    const found = /[\r\n]/g;
    found.lastIndex = this.#at;
    return found.exec(this.text)?.index ?? this.text.length;
  }

  /** A line begins a statement unless brackets are open, and even then if it looks like one. */
  #beginLine(): void {
    const { text } = this;
    let start = this.#at;
    while (start < this.offset && (text[start] === " " || text[start] === "\t")) start++;
    const open = (this.#statement?.brackets.length ?? 0) > 0;
    if (open && !this.#breaksOut(start)) return;
    this.#at = start;
    this.#statement = undefined;
    if (start < this.offset && /[\r\n#]/.test(text[start] ?? "\n")) return;
    this.#statement = { start, brackets: [], targetEnd: undefined, filled: false };
  }

  /** Whether a line inside of brackets is a statement: it looks like one and is not further in than the one before. */
  #breaksOut(start: number): boolean {
    const column = start - this.#lineStart(start);
    const before = this.#statement!.start - this.#lineStart(this.#statement!.start);
    return column <= before && STATEMENT.test(this.text.slice(start, start + 200));
  }

  #lineStart(at: number): number {
    let start = at;
    while (start > 0 && this.text[start - 1] !== "\n" && this.text[start - 1] !== "\r") start--;
    return start;
  }

  #endLine(): void {
    if ((this.#statement?.brackets.length ?? 0) === 0) this.#statement = undefined;
  }

  /** False if the offset is inside. */
  #readString(quote: string): boolean {
    const { text, offset } = this;
    const triple = text.startsWith(quote.repeat(3), this.#at);
    const mark = triple ? quote.repeat(3) : quote;
    const start = this.#at + mark.length;
    let at = start;
    while (at < text.length && !text.startsWith(mark, at)) {
      if (!triple && /[\r\n]/.test(text[at]!)) break;
      at += text[at] === "\\" ? 2 : 1;
    }
    if (offset >= start && offset <= at) {
      this.#string = { quote: triple ? "" : mark, start };
      // f-strings and bytes are no plain text.
      if (/[fFbBtT]/.test(text[this.#at - 1] ?? "") && !WORD.test(text[this.#at - 2] ?? " ")) {
        this.#string = { quote: "", start };
      }
      this.#at = offset;
      return false;
    }
    this.#value(text.slice(start, at));
    const closed = text.startsWith(mark, at);
    this.#at = Math.min(closed ? at + mark.length : at, Math.max(offset, start));
    return true;
  }

  /** Notes a string, or other text (undefined), that stands at this place. */
  #value(string: string | undefined): void {
    const statement = this.#statement;
    if (statement === undefined) return;
    const bracket = statement.brackets[statement.brackets.length - 1];
    if (bracket === undefined) {
      if (statement.targetEnd !== undefined) statement.filled = true;
      return;
    }
    bracket.last = bracket.filled ? undefined : string;
    bracket.filled = true;
  }

  #character(c: string): void {
    const statement = this.#statement;
    if (statement === undefined) return;
    const { brackets } = statement;
    const top = brackets[brackets.length - 1];
    if (c === "(" || c === "[" || c === "{") {
      const kind = this.#kindOf(c);
      this.#value(undefined);
      brackets.push({ open: c, kind, last: undefined, key: c === "{" ? null : undefined, filled: false });
    } else if (c === ")" || c === "]" || c === "}") {
      brackets.pop();
    } else if (c === "," && top !== undefined) {
      top.last = undefined;
      top.filled = false;
      if (top.open === "{") top.key = null;
    } else if (c === ":" && top?.open === "{" && top.key === null) {
      top.key = top.last;
      top.last = undefined;
      top.filled = false;
    } else if (
      c === "=" &&
      top === undefined &&
      statement.targetEnd === undefined &&
      this.text[this.#at + 1] !== "=" &&
      !/[=!<>]/.test(this.text[this.#at - 1]!)
    ) {
      statement.targetEnd = this.#at;
    } else if (c === "+" && top === undefined) {
      // `X = A + [...]`: what follows is a value of its own.
      statement.filled = false;
    } else if (!/\s/.test(c)) {
      this.#value(undefined);
      // `"a" if DEBUG else "b"`
      if (top === undefined && /\belse$/.test(this.text.slice(this.#at - 4, this.#at + 1)))
        statement.filled = false;
      if (top !== undefined && /\belse$/.test(this.text.slice(this.#at - 4, this.#at + 1)))
        top.filled = false;
    }
  }

  #kindOf(open: string): Bracket["kind"] {
    const statement = this.#statement!;
    const before = this.text.slice(statement.start, this.#at).trimEnd();
    const operand =
      /[\w)\]}"']$/.test(before) && !/(?:^|\W)(?:if|else|in|and|or|not|return|is)$/.test(before);
    if (!operand) return "display";
    if (open !== "(") return open === "[" ? "opaque" : "display";
    if (TRANSPARENT.test(before)) return "transparent";
    return statement.brackets.length === 0 && METHOD.test(before) ? "transparent" : "opaque";
  }

  place(): Place | undefined {
    const statement = this.#statement;
    if (this.#comment || statement === undefined) return undefined;
    if (this.#string === undefined) {
      const name = this.#nameBeingTyped(statement);
      if (name !== undefined) return name;
    } else if (this.#string.quote === "") return undefined;
    return this.#valuePlace(statement);
  }

  #nameBeingTyped({ start, brackets }: Statement): Place | undefined {
    const { text, offset } = this;
    const typed = text.slice(start, offset);
    if (brackets.length > 0 || this.#continued || !/^(?:[A-Za-z_]\w*)?$/.test(typed)) return undefined;
    let end = offset;
    while (WORD.test(text[end] ?? "")) end++;
    const rest = text.slice(end, end + 40);
    // `SECURE_|.append(` and the like are no new assignment.
    if (!/^[ \t]*(?:[\r\n#=:]|\+=|$)/.test(rest)) return undefined;
    if (!this.#isSettingsScope(start)) return undefined;
    return { kind: "statement", range: { start, end }, assigned: /^[ \t]*(?:=|:|\+=)/.test(rest) };
  }

  /** Whether names that are bound at a place are settings: not in functions, and in classes only of django-configurations. */
  #isSettingsScope(start: number): boolean {
    const lines = this.text.slice(0, this.#lineStart(start)).split(/\r\n|\r|\n/);
    let indent = start - this.#lineStart(start);
    for (let n = lines.length - 1; n >= 0 && indent > 0; n--) {
      const line = lines[n]!;
      const column = line.length - line.trimStart().length;
      if (line.trim() === "" || line.trimStart().startsWith("#") || column >= indent) continue;
      indent = column;
      if (/^\s*(?:async\s+)?def\b/.test(line)) return false;
      if (/^\s*class\b/.test(line) && !/\bConfiguration\b/.test(line)) return false;
      // Brackets and dicts of values are deeper without being blocks.
      if (/^\s*(?:match|case)\b/.test(line)) return false;
    }
    return true;
  }

  #valuePlace(statement: Statement): Place | undefined {
    const { text } = this;
    const { brackets, start, targetEnd } = statement;
    if (brackets.some(({ kind }) => kind === "opaque")) return undefined;
    const head = text.slice(start, targetEnd ?? this.#firstBracket(start)).trim();
    const [, name, subscripts] = (targetEnd === undefined ? METHOD : TARGET).exec(head) ?? [];
    if (name === undefined) return undefined;
    if (targetEnd === undefined && brackets.length === 0) return undefined;
    const keys: (string | undefined)[] = [...subscripts!.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
      ([, double, single]) => double ?? single,
    );
    let kind: "value" | "key" = "value";
    for (const [n, { open, key }] of brackets.entries()) {
      if (open !== "{") continue;
      if (key !== null) keys.push(key);
      else if (n === brackets.length - 1) kind = "key";
      else return undefined;
    }
    const filled = brackets[brackets.length - 1]?.filled ?? statement.filled;
    const slot = this.#slot(filled);
    return slot && { kind, name, keys, slot };
  }

  #firstBracket(start: number): number {
    const at = this.text.indexOf("(", start);
    return at < 0 ? this.text.length : at;
  }

  #slot(filled: boolean): Slot | undefined {
    const { text, offset } = this;
    if (this.#string === undefined) {
      let start = offset;
      while (WORD.test(text[start - 1] ?? "")) start--;
      let end = offset;
      while (WORD.test(text[end] ?? "")) end++;
      // Behind another value there is no room for one; the word itself counts as one once it is begun.
      const before = text.slice(0, start).trimEnd();
      const free = !filled || (start < offset && /[=[({,:+]$|\belse$/.test(before));
      return free && !/[\w.]/.test(text[start - 1] ?? "")
        ? { range: { start, end }, quote: "", text: text.slice(start, end), closed: true }
        : undefined;
    }
    const { quote, start } = this.#string;
    let end = offset;
    while (STRING_WORD.test(text[end] ?? "")) end++;
    const closed = text[end] === quote;
    let from = offset;
    while (from > start && STRING_WORD.test(text[from - 1]!)) from--;
    return { range: { start: from, end }, quote, text: text.slice(from, end), closed };
  }
}
