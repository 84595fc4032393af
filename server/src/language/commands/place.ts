/** Where in a command somebody types. */
import type { SourceDocument } from "../../syntax/document";
import type { ShellCommand, ShellWord } from "../../syntax/shell";
import type { Range } from "../../syntax/text";

interface Typed {
  /** What stands between the start of what is completed and the cursor. */
  readonly typed: string;
  /** What a completion replaces: the word around the cursor. */
  readonly range: Range;
}

export type CommandPlace =
  /** Behind `$`, the name of a variable. */
  | (Typed & { readonly kind: "variable"; readonly braces: boolean })
  /** Behind `NAME=`, where the shell takes it for an assignment. */
  | (Typed & { readonly kind: "assignment"; readonly name: string })
  /** Where the name of a program stands. `asModule`: behind `python -m`. */
  | (Typed & { readonly kind: "program"; readonly asModule: boolean })
  | (Typed & {
      readonly kind: "argument";
      readonly program: string;
      readonly command: ShellCommand;
      /** The program's arguments before this one. */
      readonly before: readonly ShellWord[];
    });

/** Stands for what is not typed yet. */
const CURSOR = "zqzcursorzqz";

/**
 * The place of an offset inside a command that starts at `start` and goes on to `end`; undefined where nothing is known. A file
 * must hold the command as it is, without escapes.
 */
export function commandPlace(
  document: SourceDocument,
  { start, end }: Range,
  offset: number,
): CommandPlace | undefined {
  const before = document.text.slice(start, offset);
  const after = document.text.slice(offset, end);
  const typedAs = (typed: string, rest: RegExp): Typed => ({
    typed,
    range: { start: offset - typed.length, end: offset + rest.exec(after)![0].length },
  });

  const variable = /\$(\{?)([A-Za-z_]\w*)?$/.exec(before);
  if (variable !== null) {
    // `'$X'` and `\$X` are text.
    if (/\\$/.test(before.slice(0, variable.index)) || insideSingleQuotes(before)) return undefined;
    return { kind: "variable", braces: variable[1] === "{", ...typedAs(variable[2] ?? "", /^\w*/) };
  }
  const word = /^[^\s"'`|&;<>()]*/;
  const assigned = /(?:^|[\s;&|(])([A-Za-z_]\w*)=([^\s"'`$]*)$/.exec(before);
  if (assigned !== null) return { kind: "assignment", name: assigned[1]!, ...typedAs(assigned[2]!, word) };

  const found = cursorWord(document, before, start);
  if (found === undefined) return undefined;
  const { command, word: at } = found;
  const typed = at.text.slice(0, at.text.indexOf(CURSOR));
  if (!before.endsWith(typed)) return undefined;
  const place = typedAs(typed, word);
  const index = command.args.indexOf(at);
  if (index >= 0 && command.program !== undefined) {
    return {
      kind: "argument",
      program: command.program,
      command,
      before: command.args.slice(0, index),
      ...place,
    };
  }
  return command.programWord === at ? { kind: "program", asModule: command.asModule, ...place } : undefined;
}

/** The word that the cursor would make if it were a word, in the command that it belongs to. */
function cursorWord(
  document: SourceDocument,
  before: string,
  start: number,
): { readonly command: ShellCommand; readonly word: ShellWord } | undefined {
  // A quote that is open is closed behind the cursor.
  for (const close of ["", '"', "'"]) {
    const { commands, broken } = document.shell(`${before}${CURSOR}${close}`, start);
    if (broken) continue;
    for (const command of commands) {
      const words = [...(command.programWord === undefined ? [] : [command.programWord]), ...command.args];
      const word = words.find(({ text }) => text.includes(CURSOR));
      if (word !== undefined) return { command, word };
    }
  }
  return undefined;
}

function insideSingleQuotes(text: string): boolean {
  return (text.replace(/\\.|"[^"]*"/g, "").split("'").length - 1) % 2 === 1;
}

/** `$NAME` and `${NAME}` in a text, with the place of the name. */
export function variablesIn(
  text: string,
  start: number,
): readonly { readonly name: string; readonly range: Range }[] {
  return [...text.matchAll(/(?<!\\)\$\{?([A-Za-z_]\w*)/g)].map((match) => {
    const at = start + match.index + match[0].length - match[1]!.length;
    return { name: match[1]!, range: { start: at, end: at + match[1]!.length } };
  });
}
