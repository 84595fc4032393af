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
}

export interface Procfile {
  readonly path: string;
  readonly processes: readonly ProcfileProcess[];
  /** Lines that are neither a process nor blank nor a comment. */
  readonly badLines: readonly Range[];
}

// Heroku's own grammar: https://devcenter.heroku.com/articles/procfile
const PROCESS = /^([A-Za-z0-9_-]+):([ \t]*)(\S.*)$/;

/** A file with more processes is not read further: no app has so many, and each costs a parse. */
const MAX_PROCESSES = 200;

/** Reads a Procfile. Total: what is no process goes to `badLines`. */
export const parseProcfile = perDocument((document): Procfile => {
  const processes: ProcfileProcess[] = [];
  const badLines: Range[] = [];
  const { text, lines } = document;
  for (let line = 0; line < lines.lineCount && processes.length < MAX_PROCESSES; line++) {
    let start = lines.lineStart(line);
    if (start === 0 && text.startsWith("\ufeff")) start = 1;
    const end = lines.lineEnd(line);
    const content = text.slice(start, end);
    if (content.trim() === "" || content.trimStart().startsWith("#")) continue;
    const match = PROCESS.exec(content);
    if (match === null) {
      badLines.push({ start, end });
      continue;
    }
    const name = match[1]!;
    const command = match[3]!.trimEnd();
    const commandStart = start + name.length + 1 + match[2]!.length;
    let shell: ShellScript | undefined;
    processes.push({
      name,
      nameRange: { start, end: start + name.length },
      command,
      commandRange: { start: commandStart, end: commandStart + command.length },
      get shell() {
        shell ??= document.shell(command, commandStart);
        return shell;
      },
    });
  }
  return { path: document.path, processes, badLines };
});
