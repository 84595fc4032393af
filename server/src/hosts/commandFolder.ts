/** What the commands share: folders with a service on them, the environment of --env-file, printing. */
import { readFile, stat, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { UsageError } from "../cli/arguments";
import { closedEnvironment, parseEnvFile } from "../cli/envFile";
import { environmentNames } from "../config/policy";
import { type ConfigurationProblem, noEnvironment } from "../config/read";
import type { DjangoVersion } from "../project/project";
import type { ProjectReport } from "../report";
import { createPreflight, type Preflight, type PreflightConfiguration } from "../service";
import type { Environment } from "../settings/settings";
import { linesOf, type Snapshot } from "../snapshot";
import type { Grammars } from "../syntax/grammars";
import { nodeWorkspace } from "./nodeWorkspace";

/** Where the build puts the grammars. */
export const WASM = join(__dirname, "wasm");

/** A folder that was asked for, and how its files are shown: relative to where the command runs. */
export interface Folder {
  readonly preflight: Preflight;
  readonly show: (path: string) => string;
  /** Its absolute path. */
  readonly root: string;
}

export function noProject(path: string): UsageError {
  return new UsageError(
    `no Django project in ${path} (no manage.py, and no wsgi.py that names its settings)`,
  );
}

/** The projects of a folder. Throws UsageError if there are none, or if their configuration has mistakes. */
export async function requireProjects(
  { preflight, show }: Pick<Folder, "preflight" | "show">,
  path: string,
): Promise<readonly ProjectReport[]> {
  const { projects } = await preflight.check();
  if (projects.length === 0) throw noProject(path);
  reportProblems(
    await preflight.use((report, snapshot) =>
      report.projects.flatMap((each) => configurationProblems(each, snapshot, show)),
    ),
  );
  return projects;
}

/**
 * Judges an environment of the configuration from now on. Throws UsageError if no project has it.
 * @returns the projects in that environment
 */
export async function useEnvironment(
  { preflight }: Pick<Folder, "preflight">,
  environmentName: string | undefined,
): Promise<readonly ProjectReport[]> {
  preflight.configure({ ...preflight.configuration, environmentName });
  const { projects } = await preflight.check();
  const judged = projects.filter((each) => isJudged(each, environmentName));
  if (environmentName === undefined) return judged;
  const known = await preflight.use((report, snapshot) =>
    report.projects.flatMap(({ project }) => environmentNames(snapshot, project)),
  );
  requireEnvironments([environmentName], known);
  return judged;
}

/** False for a project whose configuration does not have the environment that is asked for: it says nothing about that. */
export function isJudged({ project }: ProjectReport, environmentName: string | undefined): boolean {
  return environmentName === undefined || project.environment !== undefined;
}

/** Throws UsageError for the first name that is not known. */
export function requireEnvironments(names: readonly string[], known: readonly string[]): void {
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new UsageError(`--environment: ${noEnvironment(strange, [...new Set(known)])}`);
}

/** What is wrong with a configuration file, in one line for each mistake. */
export interface ShownProblem {
  readonly severity: ConfigurationProblem["severity"];
  /** "pyproject.toml:3:5: error: …" */
  readonly line: string;
}

export function configurationProblems(
  { project, configurationProblems: problems }: ProjectReport,
  snapshot: Snapshot,
  show: Folder["show"],
): readonly ShownProblem[] {
  const file = project.configurationFile;
  if (file === undefined) return [];
  return problems.map(({ severity, message, range }) => {
    const { line, character } = linesOf(snapshot, file).positionAt(range.start);
    return { severity, line: `${show(file)}:${line + 1}:${character + 1}: ${severity}: ${message}` };
  });
}

/** Prints warnings; throws UsageError with all errors, if there are any. */
export function reportProblems(problems: readonly ShownProblem[]): void {
  const lines = (wanted: ShownProblem["severity"]) =>
    new Set(problems.flatMap(({ severity, line }) => (severity === wanted ? line : [])));
  for (const line of lines("warning")) console.error(line);
  const errors = [...lines("error")];
  if (errors.length > 0) throw new UsageError(["the configuration has mistakes", ...errors].join("\n"));
}

export async function openFolder(
  path: string,
  command: { readonly settings?: string; readonly django?: DjangoVersion },
  environment: Environment | undefined,
  grammars: Grammars,
): Promise<Folder> {
  const root = resolve(path);
  const info = await stat(root).catch(() => undefined);
  if (info === undefined) throw new UsageError(`there is no folder ${path}`);
  if (!info.isDirectory()) throw new UsageError(`${path} is no folder`);
  const configuration: PreflightConfiguration = { django: command.django, environment };
  const preflight = createPreflight({
    workspace: nodeWorkspace(root),
    grammars,
    rootPath: root.replaceAll("\\", "/"),
    configuration,
    logger: {
      error: (message, error) =>
        console.error(`${message}: ${error instanceof Error ? error.message : error}`),
    },
  });
  if (command.settings !== undefined) {
    const { projects } = await preflight.check();
    const settingsModule = new Map(projects.map(({ project }) => [project.root, command.settings!]));
    preflight.configure({ ...configuration, settingsModule });
    for (const { project } of (await preflight.check()).projects) {
      if (project.settings.module?.name !== command.settings) {
        throw new UsageError(`there is no settings module ${command.settings} in ${path}`);
      }
    }
  }
  const show = (file: string) => relative(process.cwd(), join(root, file)).replaceAll("\\", "/") || ".";
  return { preflight, root, show };
}

export async function readEnvironment(file: string | undefined): Promise<Environment | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });
  const { variables, bad } = parseEnvFile(text);
  if (bad.length > 0) throw new UsageError(`${file}, line ${bad[0]}: expected NAME=value`);
  return closedEnvironment(variables, file);
}

/** Writes a file that was asked for. Throws UsageError if that cannot be. */
export async function writeOutput(file: string, text: string): Promise<void> {
  await writeFile(file, text).catch(() => {
    throw new UsageError(`cannot write ${file}`);
  });
}

/** Writes all of a text before the process ends: a pipe takes only part of it at once. */
export function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(`${text}\n`, () => done()));
}
