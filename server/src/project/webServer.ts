/** What the command line of a Python web server says: which application, where it listens, from which directory. */
import type { ShellCommand, ShellScript, ShellWord } from "../syntax/shell";
import type { Range } from "../syntax/text";
import { type Arguments, type OptionValue, programTable, SERVER_NAMES, type ServerName } from "./programs";
import { readArguments } from "./programs/arguments";

export type { OptionValue, ServerName } from "./programs";

/** `positional` are the words that belong to no option: the application is the first. */
export interface ServerCommand extends Arguments {
  readonly server: ServerName;
  readonly command: ShellCommand;
}

/** Options whose value is a directory that the application is imported from. */
const DIRECTORIES: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  gunicorn: ["--chdir", "--pythonpath"],
  uvicorn: ["--app-dir"],
  granian: ["--working-dir"],
  uwsgi: ["--chdir", "--pythonpath"],
};

function isServer(program: string | undefined): program is ServerName {
  return (SERVER_NAMES as readonly (string | undefined)[]).includes(program);
}

/** The web servers that a script starts, in order. */
export function serverCommands({ commands }: ShellScript): readonly ServerCommand[] {
  return commands.flatMap((command) => serverCommand(command) ?? []);
}

/** The values of the options that say where the application is imported from. */
export function directoryOptions({ server, options }: ServerCommand): readonly OptionValue[] {
  return options.filter(({ name }) => DIRECTORIES[server]?.includes(name));
}

/** `mysite.wsgi:application`. */
export interface Application {
  readonly word: ShellWord;
  /** Of the module alone; of the whole word where quotes stand inside it. */
  readonly moduleRange: Range;
  readonly module: string;
  readonly attribute: string | undefined;
}

/** The application that a server is told to run; undefined if there is none or it cannot be told apart. */
export function applicationOf(server: ServerCommand): Application | undefined {
  const named =
    server.server === "uwsgi" ? server.options.findLast(({ name }) => name === "--module") : undefined;
  const word = named?.words[named.words.length - 1] ?? (server.understood ? server.positional[0] : undefined);
  const text = named?.text ?? word?.text;
  if (word === undefined || text === undefined || word.dynamic) return undefined;
  const match = /^([^\W\d]\w*(?:\.[^\W\d]\w*)*)(?::(.+))?$/u.exec(text);
  if (match === null) return undefined;
  const start = named?.range.start ?? word.start + word.raw.indexOf(text);
  const exact = word.raw.includes(text) && word.raw.length === word.end - word.start;
  return {
    word,
    module: match[1]!,
    attribute: match[2],
    moduleRange: exact ? { start, end: start + match[1]!.length } : { start: word.start, end: word.end },
  };
}

/** The option that decides of those with a name: the last one. */
export function optionOf({ options }: Arguments, name: string): OptionValue | undefined {
  return options.findLast((each) => each.name === name);
}

/** True if a flag is given. */
export function hasFlag({ flags }: Arguments, name: string): boolean {
  return flags.some((flag) => flag.name === name);
}

/** A command as that of a web server, if it starts one. */
export function serverCommand(command: ShellCommand): ServerCommand | undefined {
  const { program: server, args } = command;
  return isServer(server) ? { server, command, ...readArguments(programTable(server)!, args) } : undefined;
}
