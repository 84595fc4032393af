/** The words of commands, and what each of them means. */

import { manageCall } from "../../project/processes";
import type { ProgramOption } from "../../project/programs";
import { programTable } from "../../project/programs";
import { readArguments } from "../../project/programs/arguments";
import { type Application, applicationOf, directoryOptions, serverCommands } from "../../project/webServer";
import type { ShellCommand, ShellScript, ShellWord } from "../../syntax/shell";
import type { Range } from "../../syntax/text";

export type Meaning =
  | { readonly kind: "program"; readonly name: string; readonly command: ShellCommand }
  | { readonly kind: "option"; readonly option: ProgramOption; readonly program: string }
  /** The value of an option, if the option is one whose values mean something. */
  | {
      readonly kind: "value";
      readonly option: ProgramOption;
      readonly program: string;
      readonly text: string;
      readonly command: ShellCommand;
    }
  /** The module of an application, with the directories that it may be imported from. */
  | { readonly kind: "application"; readonly application: Application; readonly from: readonly string[] }
  | { readonly kind: "attribute"; readonly application: Application; readonly from: readonly string[] }
  | { readonly kind: "manage.py"; readonly path: string; readonly command: ShellCommand }
  | { readonly kind: "management command"; readonly name: string }
  /** A settings module: behind `--settings` or `DJANGO_SETTINGS_MODULE=`. */
  | { readonly kind: "settings"; readonly name: string; readonly command: ShellCommand | undefined }
  | { readonly kind: "script"; readonly path: string; readonly command: ShellCommand }
  | { readonly kind: "assignment"; readonly name: string };

export interface MeaningfulWord {
  readonly range: Range;
  readonly meaning: Meaning;
}

/** All words of a script that mean something, in no particular order. */
export function meaningfulWords(script: ShellScript): readonly MeaningfulWord[] {
  const servers = serverCommands(script);
  const seen = new Set<number>();
  return script.commands.flatMap((command): MeaningfulWord[] => {
    const assignments = command.assignments.filter(({ start }) => !seen.has(start));
    for (const { start } of assignments) seen.add(start);
    const server = servers.find((each) => each.command === command);
    return [
      ...assignments.flatMap(({ name, start, value }): MeaningfulWord[] => [
        { range: { start, end: start + name.length }, meaning: { kind: "assignment", name } },
        ...(name === "DJANGO_SETTINGS_MODULE" && !value.dynamic
          ? [
              {
                range: rangeOf(value),
                meaning: { kind: "settings", name: value.text, command: undefined } as const,
              },
            ]
          : []),
      ]),
      ...programOf(command),
      ...optionsOf(command),
      ...manageWordsOf(command),
      ...(server === undefined ? [] : applicationWords(command, server)),
    ];
  });
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

function programOf(command: ShellCommand): MeaningfulWord[] {
  const { program, programWord, args } = command;
  if (program === undefined || programWord === undefined) return [];
  const words: MeaningfulWord[] = [];
  const script = (word: ShellWord): MeaningfulWord => ({
    range: rangeOf(word),
    meaning: { kind: "script", path: word.text, command },
  });
  if (/[/.]/.test(programWord.text) && !programWord.text.startsWith("/") && !command.asModule) {
    words.push(script(programWord));
  }
  const [first] = args;
  const runsFile = /^(?:sh|bash|dash|source|\.)$/.test(program) || program === "python";
  if (
    runsFile &&
    first !== undefined &&
    !first.dynamic &&
    /\.\w+$|\//.test(first.text) &&
    !/manage\.py$/.test(first.text)
  ) {
    words.push(script(first));
  }
  words.push({ range: rangeOf(programWord), meaning: { kind: "program", name: program, command } });
  return words;
}

function optionsOf(command: ShellCommand): MeaningfulWord[] {
  const { program, args } = command;
  if (program === undefined) return [];
  const top = programTable(program);
  if (top === undefined && program !== "rq") return [];
  const subcommand =
    program === "rq"
      ? args[0]?.text
      : program === "celery"
        ? readArguments(top!, args).positional[0]?.text
        : undefined;
  const table = (subcommand === undefined ? undefined : programTable(program, subcommand)) ?? top;
  if (table === undefined) return [];
  const read = readArguments(table, args);
  const find = (name: string) => table.byName.get(name);
  return [
    ...read.options.flatMap(({ name, option, text, dynamic, range, words }): MeaningfulWord[] => {
      const known = find(name);
      if (known === undefined) return [];
      const { start } = words[0]!;
      const value: MeaningfulWord = {
        range,
        meaning: { kind: "value", option: known, program, text, command },
      };
      return [
        { range: { start, end: start + option.length }, meaning: { kind: "option", option: known, program } },
        ...(dynamic ? [] : [value]),
      ];
    }),
    ...read.flags.flatMap(({ name, word }): MeaningfulWord[] => {
      const known = find(name);
      return known === undefined
        ? []
        : [{ range: rangeOf(word), meaning: { kind: "option", option: known, program } }];
    }),
  ];
}

function applicationWords(
  command: ShellCommand,
  server: ReturnType<typeof serverCommands>[number],
): MeaningfulWord[] {
  const application = applicationOf(server);
  if (application === undefined) return [];
  const { moduleRange: range, attribute, word } = application;
  const from = [
    ...directoryOptions(server).map(({ text }) => text),
    ...(command.directory === undefined ? [] : [command.directory]),
  ];
  const words: MeaningfulWord[] = [{ range, meaning: { kind: "application", application, from } }];
  // Only where the file holds the word as it is.
  if (attribute !== undefined && range.end < word.end) {
    const start = range.end + 1;
    words.push({
      range: { start, end: start + attribute.length },
      meaning: { kind: "attribute", application, from },
    });
  }
  return words;
}

function manageWordsOf(command: ShellCommand): MeaningfulWord[] {
  const { program, programWord, args } = command;
  const call = manageCall(command);
  const words: MeaningfulWord[] = [];
  const script = program === "python" ? args[0] : program === "manage.py" ? programWord : undefined;
  if (script !== undefined && /(?:^|\/)manage\.py$/.test(script.text)) {
    words.push({ range: rangeOf(script), meaning: { kind: "manage.py", path: script.text, command } });
  }
  if (call === undefined) return words;
  const name = (program === "python" ? args.slice(1) : args).find((word) => word.text === call.command);
  if (name !== undefined)
    words.push({ range: rangeOf(name), meaning: { kind: "management command", name: call.command } });
  call.args.forEach((word, n) => {
    const attached = /^--settings=(.+)$/.exec(word.text);
    const next = word.text === "--settings" ? call.args[n + 1] : undefined;
    const value =
      attached === null ? next : { ...word, start: word.end - attached[1]!.length, text: attached[1]! };
    if (value !== undefined && !value.dynamic) {
      words.push({ range: rangeOf(value), meaning: { kind: "settings", name: value.text, command } });
    }
  });
  return words;
}
