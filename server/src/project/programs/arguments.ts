/** A command line as its program reads it: options with their values, flags, and words that are neither. */
import type { ShellWord } from "../../syntax/shell";
import type { Range } from "../../syntax/text";
import type { ProgramOption, ProgramTable } from "./options";

/** The value of an option. */
export interface OptionValue {
  /** The option's long name, whichever is written: "--bind". */
  readonly name: string;
  /** As it is written: "-b". */
  readonly option: string;
  readonly text: string;
  /** True if the value depends on variables. */
  readonly dynamic: boolean;
  /** Of the value alone; of the whole word where quotes stand inside it. */
  readonly range: Range;
  /** The words that make the option, from its name to its value. */
  readonly words: readonly ShellWord[];
}

/** An option without a value. */
export interface Flag {
  /** The option's long name, whichever is written: "--daemon". */
  readonly name: string;
  /** As it is written: "-D". */
  readonly option: string;
  readonly word: ShellWord;
}

export interface Arguments {
  readonly options: readonly OptionValue[];
  readonly flags: readonly Flag[];
  /** Words that belong to no option. */
  readonly positional: readonly ShellWord[];
  /** False if an option is not known, so that a positional word may be its value. */
  readonly understood: boolean;
  /** False if a variable without quotes may hold more options. */
  readonly complete: boolean;
}

/** Reads the words behind a program's name. Total: what is not known is taken for a flag, and `understood` is false then. */
export function readArguments({ byName, abbreviates }: ProgramTable, args: readonly ShellWord[]): Arguments {
  const options: OptionValue[] = [];
  const flags: Flag[] = [];
  const positional: ShellWord[] = [];
  let understood = true;
  let complete = true;

  const find = (name: string): ProgramOption | undefined => {
    const exact = byName.get(name);
    if (exact !== undefined || !abbreviates || !name.startsWith("--")) return exact;
    const found = new Set([...byName].filter(([full]) => full.startsWith(name)).map(([, option]) => option));
    return found.size === 1 ? [...found][0] : undefined;
  };
  const add = (option: ProgramOption, written: string, text: string, words: readonly ShellWord[]) => {
    const last = words[words.length - 1]!;
    const range = words.length > 1 ? { start: last.start, end: last.end } : valueRange(last, text);
    options.push({ name: option.name, option: written, text, dynamic: last.dynamic, range, words });
  };

  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word.text === "--") {
      positional.push(...args.slice(i + 1));
      break;
    }
    const read = word.text.startsWith("-") ? readName(word.text, byName) : undefined;
    if (read === undefined) {
      if (word.text.startsWith("-") && word.text !== "-") understood = false;
      // `"$@"` stands for all arguments of a script.
      if (word.dynamic && /^[$`]|\$\{?@/.test(word.raw)) complete = false;
      positional.push(word);
      continue;
    }
    for (const name of read.flags) flags.push({ name: find(name)!.name, option: name, word });
    const { name, attached } = read;
    const option = find(name);
    if (option === undefined) {
      understood = false;
      flags.push({ name, option: name, word });
    } else if (option.value === undefined) {
      flags.push({ name: readFlag(option, name), option: name, word });
    } else if (attached !== undefined) {
      add(option, name, attached, [word]);
    } else if (args[i + 1] !== undefined) {
      add(option, name, args[i + 1]!.text, [word, args[i + 1]!]);
      i++;
    }
  }
  return { options, flags, positional, understood, complete };
}

/** `--log` and `--no-log` are one option of two names; each means itself. */
function readFlag({ name, names }: ProgramOption, written: string): string {
  return written.startsWith("--no-") && names.includes(written) ? written : name;
}

/** The option that a word starts with, what is attached to it, and the short flags that stand before it in the same word. */
function readName(
  text: string,
  byName: ReadonlyMap<string, ProgramOption>,
):
  | { readonly flags: readonly string[]; readonly name: string; readonly attached: string | undefined }
  | undefined {
  const long = /^(--[\w-]+)(?:=(.*))?$/s.exec(text);
  if (long !== null) return { flags: [], name: long[1]!, attached: long[2] };
  if (byName.has(text)) return { flags: [], name: text, attached: undefined };
  if (!/^-\w/.test(text)) return undefined;
  const flags: string[] = [];
  for (let at = 1; ; at++) {
    const name = `-${text[at]}`;
    const rest = text.slice(at + 1);
    const option = byName.get(name);
    if (rest !== "" && option !== undefined && option.value === undefined && byName.has(`-${rest[0]}`)) {
      flags.push(name);
      continue;
    }
    return { flags, name, attached: rest === "" ? undefined : rest.replace(/^=/, "") };
  }
}

/** Where the value of `--name=value` is. */
function valueRange(word: ShellWord, value: string): Range {
  const exact = word.raw.endsWith(value) && word.raw.length === word.end - word.start;
  return { start: exact ? word.end - value.length : word.start, end: word.end };
}
