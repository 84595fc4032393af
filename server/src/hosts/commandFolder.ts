/** What the commands share: folders with a service on them, the environment of --env-file, printing. */
import { readFile, stat } from "node:fs/promises";
import { join, posix, relative, resolve } from "node:path";
import { UsageError } from "../cli/arguments";
import { closedEnvironment, parseEnvFile } from "../cli/envFile";
import type { DjangoVersion } from "../project/project";
import type { ProjectReport } from "../report";
import { createPreflight, type Preflight, type PreflightConfiguration } from "../service";
import type { Environment } from "../settings/settings";
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

export function requireProjects(projects: readonly ProjectReport[], path: string): void {
  if (projects.length === 0) throw noProject(path);
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
  const shown = relative(process.cwd(), root).replaceAll("\\", "/");
  return { preflight, root, show: (file) => posix.join(shown, file) };
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

/** Writes all of a text before the process ends: a pipe takes only part of it at once. */
export function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(`${text}\n`, () => done()));
}
