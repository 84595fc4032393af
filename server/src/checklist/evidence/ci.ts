/** Evidence from what CI runs, and from what runs before each commit. */
import { parsePreCommit } from "../../files/preCommit";
import type { WorkflowSystem } from "../../files/workflows";
import { workflowsOf } from "../../project/containers";
import type { ShellCommand } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { repositoryFile } from "./files";
import { packageJsons } from "./packageJson";

export interface CiCommand {
  readonly command: ShellCommand;
  readonly at: Location;
}

export interface CiUse {
  /** An action, an orb, a pipe or an included file, without its version. */
  readonly name: string;
  readonly system: WorkflowSystem;
  readonly at: Location;
}

/** The commands that CI runs. */
export function ciCommands({ project, recall }: ChecklistContext): readonly CiCommand[] {
  return recall("ci commands", (snapshot) => [
    ...workflowsOf(snapshot, project.deployment).flatMap(({ path, commands }) =>
      commands.flatMap(({ shell }) =>
        shell.commands.map((command) => ({
          command,
          at: { file: path, start: command.start, end: command.end },
        })),
      ),
    ),
  ]);
}

/** What CI takes from elsewhere. */
export function ciUses({ project, recall }: ChecklistContext): readonly CiUse[] {
  return recall("ci uses", (snapshot) =>
    workflowsOf(snapshot, project.deployment).flatMap(({ path, system, uses }) =>
      uses.map(({ value, range }) => ({
        name: value.replace(/@.*$/, ""),
        system,
        at: { file: path, ...range },
      })),
    ),
  );
}

/** Programs that run the one that an argument names. */
const LAUNCHERS = new Set(
  "npx pnpm yarn bun bunx uvx uv pipx hatch tox nox make just task docker docker-compose coverage invoke inv pdm".split(
    " ",
  ),
);

/** Whether a command runs one of some programs, directly or through a tool that is told its name. */
export function runs({ program, args }: ShellCommand, programs: RegExp): boolean {
  if (program === undefined) return false;
  if (programs.test(program)) return true;
  return (
    LAUNCHERS.has(program) && args.some(({ text }) => programs.test(text.slice(text.lastIndexOf("/") + 1)))
  );
}

/** The script of package.json that a command runs: `npm run lint`, `yarn build`. */
export function npmScript({ program, args }: ShellCommand): string | undefined {
  if (program === undefined || !/^(?:npm|pnpm|yarn|bun)$/.test(program)) return undefined;
  const words = args.map(({ text }) => text).filter((text) => !text.startsWith("-"));
  return words[0] === "run" || words[0] === "run-script" ? words[1] : words[0];
}

/** Evidence from a command of CI that runs one of some programs, also as a script of package.json. */
export function ciRuns(programs: RegExp): (context: ChecklistContext) => Evidence | undefined {
  const words = new RegExp(`(?:^|[\\s/&;|])(?:${programs.source.replace(/^\^|\$$/g, "")})(?=$|[\\s@&;|])`);
  return (context) => {
    const found = ciCommands(context).find(({ command }) => {
      if (runs(command, programs)) return true;
      const script = npmScript(command);
      return packageJsons(context).some(({ scripts }) =>
        scripts.some(({ name, command: text }) => name === script && words.test(text)),
      );
    });
    return found && { detail: `${found.at.file} runs ${textOf(found.command)}.`, at: found.at };
  };
}

/** Evidence from an action, an orb, a pipe or an included file. */
export function ciUsesOf(name: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const found = ciUses(context).find((use) => name.test(use.name));
    return found && { detail: `${found.at.file} uses ${found.name}.`, at: found.at };
  };
}

/** The words at the start of a command; none that may hold a password or be long. */
export function textOf({ words }: ShellCommand): string {
  const texts = words.map(({ raw }) => raw);
  const end = texts.findIndex((text) => /[:$@=]|^-./.test(text) || text.length > 30);
  const start = texts.slice(0, Math.min(end < 0 ? 6 : Math.max(end, 1), 6)).join(" ");
  return start.length > 60 ? (texts[0] ?? "") : start;
}

/** Evidence from a hook that runs before each commit. */
export function preCommitHook(id: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const path = repositoryFile(context, "pre-commit", [".pre-commit-config.yaml", ".pre-commit-config.yml"]);
    const document = path === undefined ? undefined : context.snapshot.file(path);
    const found = document && parsePreCommit(document).find((hook) => id.test(hook.id));
    return (
      found && {
        detail: `${path} runs ${found.id}.`,
        at: { file: path!, start: found.start, end: found.end },
      }
    );
  };
}
