/** Evidence from what CI runs, and from what runs before each commit. */
import { parsePreCommit } from "../../files/preCommit";
import { workflowsOf } from "../../project/containers";
import type { ShellCommand, ShellScript } from "../../syntax/shell";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { repositoryFile } from "./files";
import { readPackageJsons } from "./packageJson";
import { perValue } from "./remembered";

export interface CiCommand {
  readonly command: ShellCommand;
  /** The programs that it runs, also through a tool that is told their names or a script of package.json. */
  readonly programs: readonly string[];
  readonly at: Location;
}

export interface CiUse {
  /** An action, an orb, a pipe or an included file, without its version. */
  readonly name: string;
  readonly at: Location;
}

/** The commands that CI runs. */
export const ciCommands = perValue(({ project, recall }: ChecklistContext): readonly CiCommand[] =>
  recall("ci commands", (snapshot) => {
    const scripts = new Map(
      readPackageJsons(snapshot, project).flatMap((file) =>
        file.scripts.map(({ name, command }) => [name, command] as const),
      ),
    );
    return workflowsOf(snapshot, project.deployment).flatMap(({ path, commands }) =>
      commands.flatMap(({ shell }) => commandsIn(shell, path, scripts)),
    );
  }),
);

/** The commands of a script, each with the programs that it runs. */
export function commandsIn(
  { commands }: ShellScript,
  file: string,
  scripts: ReadonlyMap<string, string> = new Map(),
): CiCommand[] {
  return commands.map((command) => ({
    command,
    programs: programsOf(command, scripts),
    at: { file, start: command.start, end: command.end },
  }));
}

/** What CI takes from elsewhere. */
export const ciUses = perValue(({ project, recall }: ChecklistContext): readonly CiUse[] =>
  recall("ci uses", (snapshot) =>
    workflowsOf(snapshot, project.deployment).flatMap(({ path, uses }) =>
      uses.map(({ value, range }) => ({
        name: value.replace(/[@:].*$/, ""),
        at: { file: path, ...range },
      })),
    ),
  ),
);

/** Programs that run the one that an argument names. */
const LAUNCHERS = new Set(
  "npx npm pnpm yarn bun bunx uvx uv pipx hatch tox nox make just task docker docker-compose coverage invoke inv pdm".split(
    " ",
  ),
);

/** With these a launcher installs or builds what it is told, and does not run it. */
const INSTALLS = new Set("install i add ci pip build pull remove uninstall sync push".split(" "));

function programsOf(
  { program, args, words }: ShellCommand,
  scripts: ReadonlyMap<string, string>,
): readonly string[] {
  // `uv run -m pytest`: what a launcher runs may not be known, but its words are.
  const launcher = program ?? words[0]?.text ?? "";
  const given = (program === undefined ? words.slice(1) : args).map(({ text }) => text);
  const named = LAUNCHERS.has(launcher) && !given.some((word) => INSTALLS.has(word)) ? given : [];
  const script = scripts.get(npmScript(launcher, given) ?? "")?.split(/[\s&;|]+/) ?? [];
  const texts = [...(program === undefined ? [] : [program]), ...named, ...script];
  return texts.map((text) => text.slice(text.lastIndexOf("/") + 1));
}

/** The script of package.json that a command runs: `npm run lint`, `yarn build`. */
function npmScript(program: string, args: readonly string[]): string | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(program)) return undefined;
  const words = args.filter((text) => !text.startsWith("-"));
  return words[0] === "run" || words[0] === "run-script" ? words[1] : words[0];
}

/** Evidence from the first command of CI that passes a test. */
export function ciCommand(
  test: (command: CiCommand) => boolean,
  detail: (command: ShellCommand) => string,
): (context: ChecklistContext) => Evidence | undefined {
  const find = perValue((commands: readonly CiCommand[]) => commands.find(test));
  return (context) => {
    const found = find(ciCommands(context));
    return found && { detail: `${found.at.file} ${detail(found.command)}.`, at: found.at };
  };
}

/** Evidence from a command of CI that runs one of some programs. */
export function ciRuns(programs: RegExp): (context: ChecklistContext) => Evidence | undefined {
  return ciCommand(
    (each) => each.programs.some((name) => programs.test(name)),
    (command) => `runs ${textOf(command)}`,
  );
}

/** Evidence from an action, an orb, a pipe or an included file. */
export function ciUsesOf(name: RegExp): (context: ChecklistContext) => Evidence | undefined {
  const find = perValue((uses: readonly CiUse[]) => uses.find((use) => name.test(use.name)));
  return (context) => {
    const found = find(ciUses(context));
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
