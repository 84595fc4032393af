/** The commands of a Dockerfile: RUN, CMD and ENTRYPOINT, as a shell reads them or as lists of words. */
import type { SourceDocument } from "../syntax/document";
import type { ShellScript, ShellWord } from "../syntax/shell";
import type { Range } from "../syntax/text";

export interface DockerCommand {
  /** exec: a JSON list that no shell looks at, so that `$PORT` stays as it is. */
  readonly form: "shell" | "exec";
  /** The arguments as they are written. */
  readonly text: string;
  readonly range: Range;
  /** The strings of the exec form. */
  readonly words: readonly ShellWord[] | undefined;
  /** Parsed at the first use. */
  readonly shell: ShellScript;
}

export interface Heredoc {
  /** What follows `<<`. */
  readonly name: string;
  /** The lines between its delimiters; undefined if there are none. */
  readonly content: Range | undefined;
}

const NOTHING: ShellScript = { commands: [], broken: false };
const NOT_SHELL: ShellScript = { commands: [], broken: true };

/** Reads the arguments of an instruction as a command. */
export function readCommand(
  document: SourceDocument,
  range: Range,
  heredocs: readonly Heredoc[],
  escapeCharacter: string,
): DockerCommand {
  const text = document.text.slice(range.start, range.end);
  const words = text.startsWith("[") ? jsonWords(text, range.start, escapeCharacter) : undefined;
  let shell: ShellScript | undefined;
  return {
    form: words === undefined ? "shell" : "exec",
    text,
    range,
    words,
    get shell() {
      shell ??=
        words === undefined
          ? scriptOf(document, text, range, heredocs, escapeCharacter)
          : document.shellWords(words);
      return shell;
    },
  };
}

function scriptOf(
  document: SourceDocument,
  text: string,
  range: Range,
  heredocs: readonly Heredoc[],
  escapeCharacter: string,
): ShellScript {
  const [heredoc] = heredocs;
  if (heredoc === undefined) return document.shell(joinLines(text, escapeCharacter), range.start);
  // `RUN <<EOF`: the lines are the script, for the shell or for the program that is named behind it.
  const program = /^<<-?["']?\w+["']?[ \t]*(.*)/.exec(text)?.[1]?.trim();
  if (program === undefined) return document.shell(text, range.start);
  const { content } = heredoc;
  if (content === undefined) return NOTHING;
  const script = document.text.slice(content.start, content.end);
  const interpreter = program === "" ? (/^#!(.*)/.exec(script)?.[1] ?? "sh") : program;
  return /^(?:\S*\/)?(?:env +)?(?:ba|da|z|a)?sh(?: -\w+)*$/.test(interpreter.trim())
    ? document.shell(script, content.start)
    : NOT_SHELL;
}

/**
 * The text without what Docker takes out before a shell sees it, every character in its place: comments and blank lines
 * between continued lines, and line breaks that a shell would not understand.
 */
function joinLines(text: string, escapeCharacter: string): string {
  if (!/[\r\n]/.test(text)) return text;
  const lines = text.split("\n");
  const skipped = (line: string | undefined) => line !== undefined && /^[ \t]*(?:#.*)?\r?$/.test(line);
  let continued = false;
  let out = "";
  lines.forEach((line, n) => {
    const isLast = n === lines.length - 1;
    if (continued && skipped(line)) {
      out += blank(line) + (isLast ? "" : " ");
      return;
    }
    const end = line.trimEnd();
    continued = end.endsWith(escapeCharacter);
    // A shell joins such lines itself, even inside a word.
    const isPlain = end === line && escapeCharacter === "\\" && !skipped(lines[n + 1]);
    if (!continued || isPlain) out += line + (isLast ? "" : "\n");
    else out += end.slice(0, -1) + blank(line.slice(end.length - 1)) + (isLast ? "" : " ");
  });
  return out;
}

function blank(text: string): string {
  return " ".repeat(text.length);
}

/** The strings of the exec form with their places; undefined for what Docker takes for the shell form. */
export function jsonWords(text: string, at: number, escapeCharacter: string): ShellWord[] | undefined {
  const joined =
    escapeCharacter === "`"
      ? joinLines(text, escapeCharacter)
      : joinLines(text, escapeCharacter).replace(/\\\n/g, "  ");
  let values: unknown;
  try {
    values = JSON.parse(joined);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string")) return undefined;
  const places = [...joined.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return values.map((value: string, n): ShellWord => {
    const { index, 0: raw } = places[n]!;
    return { start: at + index, end: at + index + raw.length, text: value, dynamic: false, raw };
  });
}
