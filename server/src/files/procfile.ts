/** Procfile: one process a line, `name: command`. */
import { perDocument } from "../syntax/document";
import type { ShellScript } from "../syntax/shell";
import type { Range } from "../syntax/text";

export interface ProcfileProcess {
  readonly name: string;
  readonly nameRange: Range;
  readonly command: string;
  readonly commandRange: Range;
  /** The command as the dyno's shell reads it; parsed at the first use. */
  readonly shell: ShellScript;
  /** Where the quote stands that nothing closes, so that no shell runs the command. */
  readonly openQuote: Range | undefined;
}

/**
 * equals: `web=command`; no-colon: `web command`; spaced-colon: `web : command`; no-command: `web:`; bad-name: a process
 * type of other characters; other: anything else.
 */
export type BadLineKind = "equals" | "no-colon" | "spaced-colon" | "no-command" | "bad-name" | "other";

/** A line that is neither a process nor blank nor a comment. */
export interface BadLine extends Range {
  readonly kind: BadLineKind;
  /** What stands for the process type, where it is one. */
  readonly name: string | undefined;
  /** What stands between type and command. */
  readonly separator: Range | undefined;
}

export interface Procfile {
  readonly path: string;
  readonly processes: readonly ProcfileProcess[];
  readonly badLines: readonly BadLine[];
  /** bom: a byte order mark stands before the first line; other: the file is not UTF-8, and was not read. */
  readonly encoding: "utf-8" | "bom" | "other";
}

// What Heroku's builders agree on: https://devcenter.heroku.com/articles/procfile
const PROCESS = /^([ \t]*)([A-Za-z0-9_-]+):([ \t]*)(\S.*)$/;
const NAMED = /^([ \t]*)([A-Za-z0-9_-]+)([ \t]*=[ \t]*|[ \t]+:[ \t]*|:[ \t]*$|[ \t]+)/;

/** A file with more processes is not read further: no app has so many, and each costs a parse. */
const MAX_PROCESSES = 200;

/** Reads a Procfile. Total: what is no process goes to `badLines`. */
export const parseProcfile = perDocument((document): Procfile => {
  const processes: ProcfileProcess[] = [];
  const badLines: BadLine[] = [];
  const { path, text, lines } = document;
  if (document.problem !== undefined || text.includes("\0")) {
    return { path, processes, badLines, encoding: "other" };
  }
  const marked = text.startsWith("\ufeff");
  for (let line = 0; line < lines.lineCount && processes.length < MAX_PROCESSES; line++) {
    let start = lines.lineStart(line);
    if (start === 0 && marked) start = 1;
    const end = lines.lineEnd(line);
    const content = text.slice(start, end);
    if (content.trim() === "" || content.trimStart().startsWith("#")) continue;
    const match = PROCESS.exec(content);
    if (match === null) {
      badLines.push(badLine(content, { start, end }));
      continue;
    }
    const [, indent, name, space, rest] = match as unknown as [string, string, string, string, string];
    const command = rest.trimEnd();
    const nameStart = start + indent.length;
    const commandStart = nameStart + name.length + 1 + space.length;
    let shell: ShellScript | undefined;
    processes.push({
      name,
      nameRange: { start: nameStart, end: nameStart + name.length },
      command,
      commandRange: { start: commandStart, end: commandStart + command.length },
      get shell() {
        shell ??= document.shell(command, commandStart);
        return shell;
      },
      get openQuote() {
        const at = openQuote(command);
        // Both must agree: quotes nest in what only the parser understands.
        if (at === undefined || !this.shell.broken) return undefined;
        return { start: commandStart + at, end: commandStart + at + 1 };
      },
    });
  }
  return { path, processes, badLines, encoding: marked ? "bom" : "utf-8" };
});

function badLine(content: string, range: Range): BadLine {
  const match = NAMED.exec(content);
  if (match === null) {
    const kind = /^[ \t]*[^\s:]+:[ \t]*\S/.test(content) ? "bad-name" : "other";
    return { ...range, kind, name: undefined, separator: undefined };
  }
  const [all, , name, between] = match as unknown as [string, string, string, string];
  const end = range.start + all.length;
  const separator = { start: end - between.length, end };
  const empty = content.slice(all.length).trim() === "";
  const kind = between.includes("=")
    ? "equals"
    : empty
      ? "no-command"
      : between.includes(":")
        ? "spaced-colon"
        : "no-colon";
  return { ...range, kind, name, separator };
}

/** The offset of the quote that is not closed. */
function openQuote(command: string): number | undefined {
  for (let i = 0; i < command.length; i++) {
    const c = command[i];
    if (c === "\\") i++;
    else if (c === "#" && (i === 0 || /\s/.test(command[i - 1]!))) return undefined;
    else if (c === "'" || c === '"') {
      const open = i;
      for (i++; i < command.length && command[i] !== c; i++) if (c === '"' && command[i] === "\\") i++;
      if (i >= command.length) return open;
    }
  }
  return undefined;
}
