/** What the rules about web servers share: which servers they look at, and the edits of what servers are told. */
import type { FileChange } from "../edits/edit";
import { assignedName } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import type { Process } from "../project/processes";
import { programTable } from "../project/programs";
import { type ServerValue, serversOf, type WebServer } from "../project/serverOptions";
import type { Location, Range } from "../syntax/text";
import { editOf, programLocation, samePlace, webProcesses } from "./commands";
import type { Finding, RuleContext, Verdict } from "./rule";

/** The web servers that Heroku's router talks to: those of the web process that surely run. */
export function herokuServers(context: RuleContext): readonly WebServer[] {
  return webProcesses(context)
    .filter((process) => !isFronted(process))
    .flatMap((process) => serversOf(context, process))
    .filter(({ started }) => started.certain);
}

/** Whether nginx or another server in front of it may listen on PORT, and hand requests on. */
function isFronted({ shell }: Process): boolean {
  return shell.commands.some(
    ({ background, wrappers, program }) =>
      background ||
      program === undefined ||
      program.includes("nginx") ||
      wrappers.some((name) => name.includes("nginx")),
  );
}

/** One answer for each server, or one for none. */
export function verdictsOn(
  servers: readonly WebServer[],
  judge: (server: WebServer) => Verdict | readonly Verdict[],
): Verdict | readonly Verdict[] {
  if (servers.length === 0) return { state: "not-applicable", reason: "no web server was found" };
  return servers.flatMap(judge);
}

/** The place of a value: of its option where that is on the command line. */
export function placeOf(server: WebServer, value: ServerValue | undefined): Location {
  if (value?.option !== undefined) {
    const [first] = value.option.words;
    const last = value.option.words.at(-1)!;
    return { file: server.started.file, start: first!.start, end: last.end };
  }
  return value?.at ?? serverLocation(server);
}

/** The value that a finding is about, among those that are wrong, and its server. */
export function wrongValueAt(
  context: RuleContext,
  wrong: (server: WebServer) => ServerValue | undefined,
  { at }: Finding,
): { readonly server: WebServer; readonly value: ServerValue } | undefined {
  for (const server of herokuServers(context)) {
    const value = wrong(server);
    if (value !== undefined && samePlace(placeOf(server, value), at)) return { server, value };
  }
  return undefined;
}

/** The command that starts a server. */
export function serverLocation({ started }: WebServer): Location {
  return programLocation(started.file, started.command);
}

/** Where a value is not on the command line, who says it: " (set in gunicorn.conf.py)". */
export function saidIn({ kind, source }: ServerValue): string {
  return kind === "command" ? "" : ` (set in ${source})`;
}

/** True if a word stands in the file as the command has it. */
function isWritten(text: string, words: readonly (Range & { readonly raw: string })[]): boolean {
  return words.every(({ start, end, raw }) => text.slice(start, end) === raw);
}

/**
 * Gives an option another value, where it is given one now.
 * @param text as the command line and an .ini file have it, "$PORT" among it
 * @param python the same as an expression; undefined where a configuration file in Python cannot have it
 */
export function changeValue(
  { snapshot }: RuleContext,
  server: WebServer,
  value: ServerValue,
  text: string,
  python: string | undefined,
): readonly FileChange[] | undefined {
  const { at, option, kind } = value;
  if (option !== undefined) {
    const { words } = option;
    const file = server.started.file;
    const source = snapshot.file(file)?.text;
    const last = words.at(-1)!;
    if (source === undefined || !isWritten(source, words)) return undefined;
    if (text.includes("$") && !server.started.expandsVariables) return undefined;
    if (words.length === 1) {
      const exact = source.slice(option.range.start, option.range.end) === option.text;
      if (exact) return [editOf(file, { ...option.range, text })];
      return [editOf(file, { start: last.start, end: last.end, text: `${option.option}=${text}` })];
    }
    const quoted = server.started.expandsVariables ? text : JSON.stringify(text);
    return [editOf(file, { start: last.start, end: last.end, text: quoted })];
  }
  if (kind !== "file" || at === undefined) return undefined;
  if (!at.file.endsWith(".py"))
    return [editOf(at.file, { ...at, text: text.replaceAll("$PORT", "$(PORT)") })];
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const found = editor?.expression(at);
  if (editor === undefined || found === undefined || python === undefined) return undefined;
  if (!isLiteral(editor.source(at))) return undefined;
  editor.replace(at, python);
  return session.changes();
}

/** A string, number, True or False, or one string in a list. */
function isLiteral(code: string): boolean {
  return /^(?:\[\s*)?(?:[rub]?(["'])[^"'\\]*\1|\d+|True|False)(?:\s*,?\s*\])?$/i.test(code);
}

/** Takes an option or flag away, where it is given once. */
export function removeValue(
  { snapshot }: RuleContext,
  server: WebServer,
  name: string,
): readonly FileChange[] | undefined {
  const { command, started } = server;
  const value = server.value(name);
  if (value?.kind === "command") {
    const words = [
      ...command.options.filter((option) => option.name === name).map((option) => option.words),
      ...command.flags.filter((flag) => flag.name === name).map(({ word }) => [word]),
    ];
    const text = snapshot.file(started.file)?.text;
    if (text === undefined || !started.expandsVariables || !words.every((each) => isWritten(text, each)))
      return undefined;
    // Short flags in one word: `-DR`.
    if (
      words.some(([first]) => /^-\w\w/.test(first!.text) && command.flags.some(({ word }) => word === first))
    )
      return undefined;
    const edits = words.map((each) => {
      const end = each.at(-1)!.end;
      let { start } = each[0]!;
      while (start > 0 && /[ \t]/.test(text[start - 1]!)) start--;
      return { start, end, text: "" };
    });
    return edits.length === 0 ? undefined : [editOf(started.file, ...edits)];
  }
  const at = value?.kind === "file" ? value.at : undefined;
  if (at === undefined || !at.file.endsWith(".py")) return undefined;
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const statement = editor?.statementAt(at);
  const setting = programTable(server.name)?.byName.get(name)?.setting ?? name;
  if (editor === undefined || statement === undefined || assignedName(statement) !== setting)
    return undefined;
  if (!editor.statements.includes(statement) || editor.text.split(new RegExp(`\\b${setting}\\b`)).length > 2)
    return undefined;
  return editor.deleteWithComment(statement, new RegExp(`\\b${setting}\\b`)) ? session.changes() : undefined;
}

/** Adds words to a server's command: behind the others, or right behind its name. */
export function addWords(
  { snapshot }: RuleContext,
  { started, command }: WebServer,
  words: readonly string[],
  { first = false } = {},
): readonly FileChange[] | undefined {
  const { args, programWord } = command.command;
  const last = first ? programWord : (args.at(-1) ?? programWord);
  const text = snapshot.file(started.file)?.text;
  if (last === undefined || text === undefined || !isWritten(text, [last])) return undefined;
  if (!started.expandsVariables) {
    if (words.some((word) => word.includes("$"))) return undefined;
    const items = words.map((word) => `, ${JSON.stringify(word)}`).join("");
    return [editOf(started.file, { start: last.end, end: last.end, text: items })];
  }
  return [editOf(started.file, { start: last.end, end: last.end, text: ` ${words.join(" ")}` })];
}
