/** Procfile: process types and their commands. */
import { parseProcfile } from "../../files/procfile";
import { basename } from "../../paths";
import type { SourceDocument } from "../../syntax/document";
import type { Range } from "../../syntax/text";
import { type CommandText, completeCommand } from "../commands/complete";
import { commandHover } from "../commands/hover";
import { commandLinks, commandTargets } from "../commands/targets";
import { deployedBy } from "../deployed";
import type {
  Completion,
  Cursor,
  DocumentSymbol,
  FoldingRange,
  HoverText,
  LanguageProvider,
  Subject,
  Target,
} from "../features";
import { PROCESS_TYPES, processType } from "../processTypes";
import { prepareProcessRename, processReferences, renameProcess } from "../renameProcess";
import { variablesInProcfile } from "../variables/occurrences";
import { variableDefinition, variableReferences } from "../variables/references";
import { type ProcessLine, processLineAt } from "./lines";

export const procfile: LanguageProvider = {
  accepts: (path) => /^Procfile(?:\..+)?$/.test(basename(path)),
  glob: "**/{Procfile,Procfile.*}",
  triggers: " $-=./",
  complete,
  hover,
  definition,
  references: (cursor) => [...processReferences(cursor), ...variableReferences(cursor, variablesInProcfile)],
  prepareRename: prepareProcessRename,
  rename: renameProcess,
  documentLinks: (subject) => commandsOf(subject).flatMap(([text, script]) => commandLinks(text, script)),
  symbols,
  folding: ({ document }) => commentBlocks(document),
};

function complete(cursor: Cursor): readonly Completion[] {
  const { document, offset } = cursor;
  const { lines, text } = document;
  const process = processLineAt(document, offset);
  if (process !== undefined && offset > process.nameRange.end) {
    // Between the colon and the command.
    const command = { start: Math.min(process.command.start, offset), end: process.command.end };
    return completeCommand(
      { ...commandText(cursor, { ...process, command }), trigger: cursor.trigger },
      offset,
    );
  }
  const start = lines.lineStart(lines.positionAt(offset).line);
  return /^\ufeff?[\w-]*$/.test(text.slice(start, offset)) ? processTypes(cursor, start) : [];
}

/** The process types that are not there yet. @param lineStart of the line */
function processTypes({ document, offset }: Cursor, lineStart: number): readonly Completion[] {
  const start = document.text.startsWith("\ufeff", lineStart) ? lineStart + 1 : lineStart;
  if (offset < start) return [];
  const rest = /^[\w-]*(:[ \t]*)?/.exec(document.text.slice(offset))!;
  const range = { start, end: offset + rest[0].length };
  const others = parseProcfile(document).processes.filter(({ nameRange }) => nameRange.start !== start);
  return PROCESS_TYPES.filter(({ name }) => !others.some((process) => process.name === name)).map(
    ({ name, detail, documentation }) => ({
      label: name,
      kind: "process",
      range,
      text: `${name}: `,
      detail,
      documentation,
      more: true,
    }),
  );
}

function hover(cursor: Cursor): HoverText | undefined {
  const process = processLineAt(cursor.document, cursor.offset);
  if (process === undefined) return undefined;
  const { name, nameRange, command } = process;
  if (cursor.offset <= nameRange.end) return { text: processType(name).documentation, range: nameRange };
  const script = cursor.document.shell(cursor.document.text.slice(command.start, command.end), command.start);
  return commandHover(commandText(cursor, process), script, cursor.offset);
}

function definition(cursor: Cursor): readonly Target[] {
  const { offset } = cursor;
  const words = commandsOf(cursor)
    .filter(([{ range }]) => range.start <= offset && offset <= range.end)
    .flatMap(([text, script]) => commandTargets(text, script))
    .filter(({ origin }) => origin.start <= offset && offset <= origin.end);
  return [...words, ...variableDefinition(cursor, variablesInProcfile)];
}

function commandText(
  subject: Subject,
  { name, command }: Pick<ProcessLine, "name" | "command">,
): CommandText {
  const { document, snapshot } = subject;
  return { document, snapshot, range: command, process: name, report: deployedBy(subject, document.path) };
}

function commandsOf(subject: Subject) {
  return parseProcfile(subject.document).processes.map(
    ({ name, commandRange, shell }) =>
      [commandText(subject, { name, command: commandRange }), shell] as const,
  );
}

function symbols({ document }: Subject): readonly DocumentSymbol[] {
  return parseProcfile(document).processes.map(({ name, nameRange, command, commandRange }) => ({
    name,
    kind: "process",
    detail: command,
    range: { start: nameRange.start, end: commandRange.end },
    nameRange,
  }));
}

/** Comments of several lines: nothing else in a Procfile has more than one. */
function commentBlocks({ text, lines }: SourceDocument): readonly FoldingRange[] {
  const blocks: Range[] = [];
  let first: number | undefined;
  for (let line = 0; line <= lines.lineCount; line++) {
    const isComment =
      line < lines.lineCount && /^[ \t]*#/.test(text.slice(lines.lineStart(line), lines.lineEnd(line)));
    if (isComment) first ??= line;
    else if (first !== undefined) {
      if (line - first > 1) blocks.push({ start: lines.lineStart(first), end: lines.lineEnd(line - 1) });
      first = undefined;
    }
  }
  return blocks.map((range) => ({ range, kind: "comment" }));
}
