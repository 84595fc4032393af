/** What the rules about single commands of processes share: which ones there are, and how to take one out. */
import { withoutCommand } from "../edits/commands";
import type { FileChange } from "../edits/edit";
import { type ManageCall, manageCall, type Process } from "../project/processes";
import { type StartedCommand, startedCommands } from "../project/startScripts";
import type { Location } from "../syntax/text";
import { editOf, programLocation, samePlace } from "./commands";
import type { Finding, Fix, RuleContext, Verdict } from "./rule";

/** Processes that every deploy starts; others may be there for `heroku run` alone. */
export const DEPLOYED: readonly string[] = ["web", "release"];

/** The commands of the processes with some names that surely run, when one of them starts. */
export function certainCommands(
  context: RuleContext,
  names: readonly string[] | undefined,
): readonly StartedCommand[] {
  const { deployment } = context.project;
  if (!deployment.heroku) return [];
  return startedCommands(context.snapshot, deployment).filter(
    ({ certain, process }) => certain && (names?.includes(process.name) ?? true),
  );
}

/** A call of manage.py among the commands of a process. */
export interface StartedManageCall extends StartedCommand {
  readonly call: ManageCall;
}

export function manageCalls(commands: readonly StartedCommand[]): readonly StartedManageCall[] {
  return commands.flatMap((started) => {
    const call = manageCall(started.command);
    return call === undefined ? [] : [{ ...started, call }];
  });
}

/** Programs that do what they are known for and start nothing else. */
const KNOWN_PROGRAMS = new Set(
  (
    "gunicorn uvicorn daphne hypercorn granian waitress-serve uwsgi celery rq rqworker flower nginx " +
    "echo printf true false test set unset cd export sleep exit return date pwd ls cat mkdir chmod rm cp mv touch " +
    "trap wait env which until curl pg_isready nc wait-for-it.sh dockerize"
  ).split(" "),
);

/** Commands of manage.py that do what they are known for. */
const KNOWN_COMMANDS = new Set(
  (
    "check clearsessions collectstatic compilemessages compress createcachetable createsuperuser dbbackup flush " +
    "loaddata makemigrations migrate migrate_schemas rebuild_index reset_db runserver runserver_plus runsslserver " +
    "showmigrations sqlflush update_index wait_for_db qcluster rqworker rqworker-pool rqscheduler run_huey rundramatiq " +
    "db_worker runworker"
  ).split(" "),
);

/** What of some commands is not known; undefined if all of them are. */
export function unknownPart(commands: readonly StartedCommand[]): string | undefined {
  const unknown = commands.find(({ command, understood }) => {
    if (!understood) return true;
    const call = manageCall(command);
    if (call !== undefined) return !KNOWN_COMMANDS.has(call.command);
    if (command.words.length === 1 && /^\[/.test(command.words[0]!.raw)) return false;
    return command.program === undefined || !KNOWN_PROGRAMS.has(command.program);
  });
  return unknown && `what ${unknown.process.source}'s ${unknown.process.name} process runs is not known`;
}

/** The command, without what only starts it. */
export function placeOf({ command, file }: StartedCommand): Location {
  return programLocation(file, command);
}

/** "The web process", or "The web process (through bin/start.sh)". */
export function nameOf({ process, calls, file }: StartedCommand): string {
  const through = calls.length === 0 ? "" : ` (through ${file})`;
  return `The ${process.name} process${through}`;
}

/** The lines that lead to a command of a script. */
export function relatedCalls({ calls, process }: StartedCommand): Verdict["related"] {
  return calls.map((location, n) => ({
    location,
    message: n === 0 ? `the ${process.name} process calls the script` : "the script is called here",
  }));
}

/** The command that a finding is about. */
export function commandAt<T extends StartedCommand>(
  commands: readonly T[],
  { at }: Pick<Finding, "at">,
): T | undefined {
  return commands.find((started) => samePlace(placeOf(started), at));
}

/** A verdict for each command; satisfied if there are none. */
export function verdictsOnCommands<T extends StartedCommand>(
  commands: readonly T[],
  judge: (started: T) => Pick<Verdict, "message" | "severity">,
): Verdict | readonly Verdict[] {
  if (commands.length === 0) return { state: "satisfied" };
  return commands.map((started) => ({
    state: "violated",
    ...judge(started),
    at: placeOf(started),
    related: relatedCalls(started),
  }));
}

/** The fix that takes out the command which a finding is about. */
export function removalFix(
  title: string,
  commands: (context: RuleContext) => readonly StartedCommand[],
): Fix {
  return {
    title,
    safety: "review",
    preferred: true,
    edits(context, finding) {
      const started = commandAt(commands(context), finding);
      const removed = started && removeCommand(context, started);
      return removed && [removed];
    },
  };
}

/** True if the words of a command stand in its file as they are, so that they can be edited. */
export function isEditable({ snapshot }: RuleContext, { command, file }: StartedCommand): boolean {
  const text = snapshot.file(file)?.text;
  const { programWord } = command;
  if (text === undefined || programWord === undefined) return false;
  return text.slice(programWord.start, programWord.end) === programWord.raw && command.end > command.start;
}

/** Takes a command out of its process or script; a process that ran nothing else goes with it. */
export function removeCommand(context: RuleContext, started: StartedCommand): FileChange | undefined {
  const { snapshot } = context;
  const { command, file, process, calls } = started;
  const text = snapshot.file(file)?.text;
  if (text === undefined || !isEditable(context, started)) return undefined;
  const own = calls.length === 0;
  const within = own ? process.at : { start: 0, end: text.length };
  const edit = withoutCommand(text, within, command);
  if (edit !== "all") return edit && editOf(file, edit);
  return own ? removeProcess(context, process) : undefined;
}

/** Takes the line of a process out of the Procfile, or an item out of a list of heroku.yml. */
function removeProcess({ snapshot }: RuleContext, { at, source }: Process): FileChange | undefined {
  const document = snapshot.file(at.file);
  if (document === undefined) return undefined;
  const { text, lines } = document;
  const { line } = lines.positionAt(at.start);
  const start = lines.lineStart(line);
  if (source === "heroku.yml") {
    const neighbour = (n: number) =>
      n >= 0 && n < lines.lineCount && /^[ \t]*- /.test(text.slice(lines.lineStart(n), lines.lineEnd(n)));
    if (!neighbour(line) || !(neighbour(line - 1) || neighbour(line + 1))) return undefined;
  } else if (source !== "Procfile") return undefined;
  return editOf(at.file, { start, end: lines.lineStart(line + 1), text: "" });
}

/** Changes with one entry for each edited file. */
export function merged(changes: readonly FileChange[]): readonly FileChange[] {
  const out: FileChange[] = [];
  for (const change of changes) {
    const index = out.findIndex((other) => other.kind === "edit" && other.path === change.path);
    const same = out[index];
    if (change.kind === "edit" && same?.kind === "edit")
      out[index] = editOf(change.path, ...same.edits, ...change.edits);
    else out.push(change);
  }
  return out;
}
