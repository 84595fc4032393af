/** What the rules about processes share: which commands they look at, and the commands that their fixes write. */
import type { FileChange, TextEdit } from "../edits/edit";
import { addRequirement } from "../edits/requirements";
import { type Process, processesOf } from "../project/processes";
import type { ShellCommand } from "../syntax/shell";
import type { Location } from "../syntax/text";
import type { RuleContext, Verdict } from "./rule";

export { gunicornWords, mainWsgi, migrateWords } from "../project/startCommands";

export const NOT_ON_HEROKU: Verdict = {
  state: "not-applicable",
  reason: "nothing says that it deploys to Heroku",
};

export const NO_WEB_PROCESS: Verdict = { state: "not-applicable", reason: "no web process was found" };

/** The web process of a project that deploys to Heroku; several lines where several files or keys name one. */
export function webProcesses({ project, snapshot }: RuleContext): readonly Process[] {
  if (!project.deployment.heroku) return [];
  return processesOf(snapshot, project.deployment).filter(({ name }) => name === "web");
}

/** Changes together with what adds packages to the dependencies; undefined if they cannot be added. */
export function withPackages(
  { snapshot, project }: RuleContext,
  packages: readonly string[],
  changes: readonly FileChange[],
): readonly FileChange[] | undefined {
  const added = addRequirement(snapshot, project.deployment.dependencies, packages);
  return added && [...changes, ...added];
}

export function editOf(path: string, ...edits: readonly TextEdit[]): FileChange {
  return { kind: "edit", path, edits };
}

/** The rule whose finding is a line of the Procfile that is not read, if one was to start something. */
export function findingOfLine(
  { project: { deployment }, snapshot }: RuleContext,
  meant: RegExp,
): string | undefined {
  const { procfile } = deployment;
  const text = procfile && snapshot.file(procfile.path)?.text;
  const found = procfile?.badLines.some(({ start, end }) => meant.test(text?.slice(start, end) ?? ""));
  return found ? "procfile-syntax" : undefined;
}

export function samePlace(a: Location, b: Location): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** From the word that names the program to the last argument, without wrappers and variables before it. */
export function programLocation(file: string, { programWord, args, start, end }: ShellCommand): Location {
  const last = args.at(-1) ?? programWord;
  return { file, start: programWord?.start ?? start, end: last?.end ?? end };
}

/** The first line of a file: where a finding sits that is about the whole of it, or about one that should be beside it. */
export function firstLine({ snapshot }: RuleContext, file: string): Location {
  const text = snapshot.file(file)?.text ?? "";
  const line = /^[^\r\n]*/.exec(text)![0];
  return { file, start: 0, end: line.length };
}
