/**
 * Commands as a shell reads them: what Procfile, heroku.yml and Dockerfile start. tree-sitter-bash parses; this file turns
 * its tree into a flat list of simple commands and looks through the wrappers that only start another program.
 */
import type { Node } from "web-tree-sitter";
import type { Grammars } from "./grammars";
import { type ShellLayer, type Unwrapped, unwrap } from "./shellWrappers";
import type { Range } from "./text";

/** One word of a command. */
export interface ShellWord extends Range {
  /** The word without its quotes; variables and other expansions stay as they are written. */
  readonly text: string;
  /** True if what the program gets depends on variables or other commands. */
  readonly dynamic: boolean;
  /** The word as it is written, with quotes. */
  readonly raw: string;
}

/** `NAME=value` before a command, after `env`, or exported by an earlier command. */
export interface ShellAssignment extends Range {
  readonly name: string;
  readonly value: ShellWord;
}

export type ShellOperator = "&&" | "||" | ";" | "|" | "&";

/** A simple command. */
export interface ShellCommand extends Range {
  /** What joins it to the command before it; undefined for the first. */
  readonly joinedBy: ShellOperator | undefined;
  /** True inside `if`, loops, `case` and functions: it may not run. */
  readonly conditional: boolean;
  /** True if `&` sends it to the background. */
  readonly background: boolean;
  /** The words as they are written, without the variables before them. */
  readonly words: readonly ShellWord[];
  /** Variables that the command is given, the last of a name counts. */
  readonly assignments: readonly ShellAssignment[];
  /** Names of the wrappers that were looked through: "newrelic-admin", "exec"... */
  readonly wrappers: readonly string[];
  /** The same with their places. */
  readonly layers: readonly ShellLayer[];
  /** The program that runs in the end, without its directory; undefined if it is computed or a wrapper is not understood. */
  readonly program: string | undefined;
  /** The word that names the program. */
  readonly programWord: ShellWord | undefined;
  /** True if Python's `-m` starts the program. */
  readonly asModule: boolean;
  /** The arguments of the program. */
  readonly args: readonly ShellWord[];
  /** The directory it runs in, relative to where the script starts, after `cd`; undefined if unknown. */
  readonly directory: string | undefined;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** True if parts are not shell, so that `commands` may be wrong. */
  readonly broken: boolean;
}

/** How often `sh -c '...'` is looked into. */
const MAX_NESTING = 4;

/**
 * Longer texts, and texts with more pipes and redirections, are not parsed: tree-sitter-bash takes time that grows with
 * their square, and aborts on 100 kB of pipes, after which its runtime is lost. Commands of deployments are far smaller.
 */
const MAX_LENGTH = 8000;
const MAX_OPERATORS = 200;

/**
 * Parses a command line or script.
 * @param at offset of `text` in its file. A range if the file holds the text in an escaped form: every word gets it then.
 */
export function parseShell(grammars: Grammars, text: string, at: number | Range): ShellScript {
  const reader = new Reader(grammars);
  reader.read(text, at, initialContext(), 0);
  return { commands: reader.commands, broken: reader.broken };
}

/** A command whose words are known already (a Dockerfile's JSON form), looked through like any other. */
export function scriptOfWords(grammars: Grammars, words: readonly ShellWord[]): ShellScript {
  const reader = new Reader(grammars);
  const first = words[0];
  const last = words[words.length - 1];
  if (first !== undefined && last !== undefined) {
    reader.command({ start: first.start, end: last.end }, [], words, initialContext(), 0);
  }
  return { commands: reader.commands, broken: reader.broken };
}

/** What earlier commands of a script leave behind for later ones. */
interface Context {
  directory: string | undefined;
  exported: ShellAssignment[];
  operator: ShellOperator | undefined;
  conditional: boolean;
  background: boolean;
}

function initialContext(): Context {
  return { directory: "", exported: [], operator: undefined, conditional: false, background: false };
}

/** The text that is being read and where it stands. */
interface Source {
  readonly text: string;
  readonly at: number | Range;
  readonly depth: number;
}

class Reader {
  readonly commands: ShellCommand[] = [];
  broken = false;

  constructor(private readonly grammars: Grammars) {}

  read(text: string, at: number | Range, context: Context, depth: number): void {
    if (text.length > MAX_LENGTH || text.split(/[|<]/, MAX_OPERATORS + 2).length > MAX_OPERATORS + 1) {
      this.broken = true;
      return;
    }
    const tree = this.grammars.parse("bash", text);
    try {
      if (tree.rootNode.hasError) this.broken = true;
      this.#statements(tree.rootNode, { text, at, depth }, context, 0);
    } finally {
      tree.delete();
    }
  }

  /** Adds a simple command, or what it starts if it only starts a shell. */
  command(
    range: Range,
    assignments: readonly ShellAssignment[],
    words: readonly ShellWord[],
    context: Context,
    depth: number,
  ): void {
    const found = unwrap(words);
    const given = [...context.exported, ...assignments, ...found.assignments];
    const script = found.script;
    if (script !== undefined && depth < MAX_NESTING) {
      const inner = { ...context, exported: given };
      this.read(script.text, innerPlace(script), inner, depth + 1);
      return;
    }
    this.commands.push({
      ...range,
      joinedBy: context.operator,
      conditional: context.conditional,
      background: context.background,
      words,
      assignments: given,
      wrappers: found.wrappers,
      layers: found.layers,
      program: found.program,
      programWord: found.programWord,
      asModule: found.asModule,
      args: found.args,
      directory: context.directory,
    });
    if (found.program === "cd") context.directory = changedDirectory(context.directory, found);
    if (found.program === "pushd" || found.program === "popd") context.directory = undefined;
  }

  /** Visits the statements among a node's children, with the operators between them. */
  #statements(node: Node, source: Source, context: Context, nesting: number): void {
    if (nesting > 100) {
      this.broken = true;
      return;
    }
    const children = childrenOf(node);
    children.forEach((child, i) => {
      if (!child.isNamed) {
        const operator = operatorOf(child.type);
        if (operator !== undefined) context.operator = operator;
        return;
      }
      const before = this.commands.length;
      const background = context.background;
      if (children[i + 1]?.type === "&") context.background = true;
      this.#statement(child, source, context, nesting);
      context.background = background;
      // A line break separates commands too, and has no node of its own.
      if (this.commands.length > before) context.operator = ";";
    });
  }

  #statement(node: Node, source: Source, context: Context, nesting: number): void {
    switch (node.type) {
      case "command":
        this.#simple(node, source, context);
        return;
      case "test_command":
        this.command(this.#range(node, source), [], [this.#word(node, source)], context, source.depth);
        return;
      case "declaration_command":
        if (node.child(0)?.type === "export") context.exported.push(...this.#assignments(node, source));
        return;
      case "comment":
      case "variable_assignment":
      case "variable_assignments":
      case "file_redirect":
      case "heredoc_start":
      case "heredoc_body":
      case "heredoc_end":
      case "herestring_redirect":
        return;
      case "program":
      case "list":
      case "redirected_statement":
      case "negated_command":
      case "compound_statement":
      // What follows on the line of `<<EOF` stands inside it.
      case "heredoc_redirect":
      case "ERROR":
        this.#statements(node, source, context, nesting + 1);
        return;
      case "subshell":
      case "pipeline": {
        // Both run in shells of their own: what they change ends with them.
        this.#statements(node, source, { ...context, exported: [...context.exported] }, nesting + 1);
        return;
      }
      default: {
        const inner = { ...context, conditional: true };
        this.#statements(node, source, inner, nesting + 1);
        if (inner.directory !== context.directory) context.directory = undefined;
      }
    }
  }

  #simple(node: Node, source: Source, context: Context): void {
    const words: ShellWord[] = [];
    for (const child of childrenOf(node)) {
      if (child.type === "variable_assignment" || child.type.endsWith("_redirect")) continue;
      if (child.type === "command_name") words.push(this.#word(child.child(0) ?? child, source));
      else words.push(this.#word(child, source));
    }
    this.command(
      this.#range(node, source),
      this.#assignments(node, source),
      words.filter((word) => word.raw !== ""),
      context,
      source.depth,
    );
  }

  #assignments(node: Node, source: Source): ShellAssignment[] {
    const found: ShellAssignment[] = [];
    for (const child of childrenOf(node)) {
      if (child.type !== "variable_assignment") continue;
      const name = child.childForFieldName("name");
      if (name === null) continue;
      const value = child.childForFieldName("value");
      const end = child.endIndex;
      found.push({
        ...this.#range(child, source),
        name: name.text,
        value:
          value === null
            ? { ...place(source.at, end, end), text: "", dynamic: false, raw: "" }
            : this.#word(value, source),
      });
    }
    return found;
  }

  #word(node: Node, source: Source): ShellWord {
    const raw = source.text.slice(node.startIndex, node.endIndex);
    const { text, dynamic } = decode(node, raw);
    return { ...this.#range(node, source), text, dynamic, raw };
  }

  #range(node: Node, source: Source): Range {
    return place(source.at, node.startIndex, node.endIndex);
  }
}

function place(at: number | Range, start: number, end: number): Range {
  return typeof at === "number" ? { start: at + start, end: at + end } : { start: at.start, end: at.end };
}

/** Where the script inside a quoted word starts; the word's own range if escapes make it longer than its text. */
function innerPlace(word: ShellWord): number | Range {
  const exact = word.raw.length === word.end - word.start && word.raw.slice(1, -1) === word.text;
  return exact ? word.start + 1 : { start: word.start, end: word.end };
}

function changedDirectory(from: string | undefined, { args }: Unwrapped): string | undefined {
  const target = args[0];
  if (from === undefined || args.length !== 1 || target === undefined || target.dynamic) return undefined;
  if (/^[/~-]/.test(target.text)) return undefined;
  const out = from === "" ? [] : from.split("/");
  for (const part of target.text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (out.length === 0) return undefined;
      out.pop();
    } else out.push(part);
  }
  return out.join("/");
}

function operatorOf(token: string): ShellOperator | undefined {
  switch (token) {
    case "&&":
    case "||":
    case ";":
    case "|":
    case "&":
      return token;
    case "|&":
      return "|";
    case ";;":
    case "\n":
      return ";";
    default:
      return undefined;
  }
}

function childrenOf(node: Node): Node[] {
  return node.children.filter((child): child is Node => child !== null);
}

/** A word's text without quotes. */
function decode(node: Node, raw: string): { readonly text: string; readonly dynamic: boolean } {
  switch (node.type) {
    case "word":
    case "number":
    case "variable_name":
    case "extglob_pattern":
    case "regex":
    case "test_command":
      return { text: raw.replace(/\\\r?\n/g, "").replace(/\\(.)/g, "$1"), dynamic: false };
    case "raw_string":
      return { text: raw.slice(1, -1), dynamic: false };
    case "ansi_c_string":
      return { text: raw.slice(2, -1), dynamic: raw.includes("\\") };
    case "string": {
      const inner = raw.slice(1, raw.length > 1 && raw.endsWith('"') ? -1 : undefined);
      const dynamic = childrenOf(node).some((child) => child.isNamed && child.type !== "string_content");
      const text = inner.replace(/\\\r?\n/g, "").replace(/\\(["\\`$])/g, "$1");
      // An escaped "$" beside a real one cannot be told apart any more.
      return { text: dynamic ? inner : text, dynamic };
    }
    case "concatenation": {
      let text = "";
      let dynamic = false;
      let end = node.startIndex;
      for (const child of childrenOf(node)) {
        text += raw.slice(end - node.startIndex, child.startIndex - node.startIndex);
        const part = decode(
          child,
          raw.slice(child.startIndex - node.startIndex, child.endIndex - node.startIndex),
        );
        text += part.text;
        dynamic ||= part.dynamic;
        end = child.endIndex;
      }
      return { text, dynamic };
    }
    default:
      return { text: raw, dynamic: node.isNamed };
  }
}
