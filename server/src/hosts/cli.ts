/** The command `django-preflight`, which is the language server too: one bundle for both keeps the extension small. */
import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, resolve } from "node:path";
import { version } from "../../../package.json";
import { type Command, parseCommand, USAGE, UsageError } from "../cli/arguments";
import { comparisonText } from "../cli/compareText";
import { closedEnvironment, parseEnvFile } from "../cli/envFile";
import { deploymentSummary, fixSummary, unifiedDiff } from "../cli/fixText";
import { comparisonJson, explainJson, projectJson, SCHEMA_VERSION } from "../cli/json";
import { atLeast, conciseReport, explanation, shownFindings, summary } from "../cli/text";
import { type Comparison, compareReports } from "../compare";
import type { SettingDescription } from "../explain";
import type { ChangedFile } from "../fixPlan";
import type { ProjectReport } from "../report";
import { createPreflight, type Preflight, type PreflightConfiguration } from "../service";
import type { Environment } from "../settings/settings";
import type { Grammars } from "../syntax/grammars";
import { nodeGrammars } from "./nodeGrammars";
import { nodeWorkspace } from "./nodeWorkspace";

/** Where the build puts the grammars. */
const WASM = join(__dirname, "wasm");

type CheckCommand = Extract<Command, { name: "check" }>;
type ExplainCommand = Extract<Command, { name: "explain" }>;
type FixCommand = Extract<Command, { name: "fix" }>;
type NewCommand = Extract<Command, { name: "new" }>;

/** A folder that was asked for, and how its files are shown: relative to where the command runs. */
interface Folder {
  readonly preflight: Preflight;
  readonly show: (path: string) => string;
  /** Its absolute path. */
  readonly root: string;
}

async function run(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv);
  switch (command.name) {
    case "help":
      console.log(USAGE);
      return 0;
    case "version":
      console.log(version);
      return 0;
    case "check":
      return command.compare ? compare(command) : check(command);
    case "explain":
      return explain(command);
    case "fix":
      return fix(command);
    case "new":
      return writeDeployment(command);
    case "server": {
      // Loaded only here: the other commands have no use for a connection.
      const { serve } = await import("./node");
      serve(WASM);
      return 0;
    }
  }
}

async function check(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const reports: ProjectReport[] = [];
  const output: string[] = [];
  const json: ReturnType<typeof projectJson>[] = [];
  for (const path of command.paths) {
    const { preflight, show } = await openFolder(path, command, environment, grammars);
    const result = await preflight.use(({ projects }, snapshot) => ({
      projects,
      json: command.format === "json" ? projects.map((project) => projectJson(project, snapshot)) : [],
      text: projects.flatMap((project) => [...conciseReport(project, snapshot, show), ""]),
    }));
    preflight.dispose();
    requireProjects(result.projects, path);
    reports.push(...result.projects);
    json.push(...result.json);
    output.push(...result.text);
  }
  if (command.format === "json") {
    await print(
      JSON.stringify({ schemaVersion: SCHEMA_VERSION, toolVersion: version, projects: json }, null, 2),
    );
  } else {
    await print([...output, summary(reports)].join("\n"));
  }
  const failed = reports.some(
    (report) =>
      report.startup.state === "raises" ||
      shownFindings(report).some(({ severity }) => atLeast(severity, command.failOn)),
  );
  return failed ? 1 : 0;
}

/** `check --compare`: the project's own version of Django first, then the other one. */
async function compare(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const comparisons: Comparison[] = [];
  const output: string[] = [];
  const json: ReturnType<typeof comparisonJson>[] = [];
  for (const path of command.paths) {
    const { preflight, show } = await openFolder(
      path,
      { ...command, django: undefined },
      environment,
      grammars,
    );
    const { projects } = await preflight.check();
    requireProjects(projects, path);
    preflight.configure({ ...preflight.configuration, django: command.django });
    const result = await preflight.use((report, snapshot) => {
      const pairs = report.projects.map((after, n) => compareReports(projects[n]!, after));
      return {
        pairs,
        text: pairs.flatMap((pair) => [...comparisonText(pair, snapshot, show), ""]),
        json: pairs.map((pair) => comparisonJson(pair, snapshot)),
      };
    });
    preflight.dispose();
    comparisons.push(...result.pairs);
    output.push(...result.text);
    json.push(...result.json);
  }
  await print(
    command.format === "json"
      ? JSON.stringify({ schemaVersion: SCHEMA_VERSION, toolVersion: version, projects: json }, null, 2)
      : output.join("\n").trimEnd(),
  );
  const failed = comparisons.some(
    ({ appeared, startup }) =>
      startup?.after.state === "raises" || appeared.some(({ severity }) => atLeast(severity, command.failOn)),
  );
  return failed ? 1 : 0;
}

async function explain(command: ExplainCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const { preflight, show } = await openFolder(command.project, command, environment, grammars);
  const { projects } = await preflight.check();
  requireProjects(projects, command.project);
  const json: ReturnType<typeof explainJson>[] = [];
  const output: string[] = [];
  for (const project of projects) {
    const names = command.settingNames.length > 0 ? command.settingNames : project.settings.names;
    const settings: SettingDescription[] = [];
    for (const name of names) settings.push(await preflight.explain(project, name));
    const result = await preflight.use((_, snapshot) => ({
      json: explainJson(project, settings, snapshot),
      text: settings.flatMap((setting) => explanation(setting, snapshot, show)),
    }));
    json.push(result.json);
    output.push(...result.text);
  }
  preflight.dispose();
  await print(
    command.format === "json"
      ? JSON.stringify({ schemaVersion: SCHEMA_VERSION, toolVersion: version, projects: json }, null, 2)
      : output.join("\n"),
  );
  return 0;
}

async function fix(command: FixCommand): Promise<number> {
  const grammars = await nodeGrammars(WASM);
  const { preflight, root } = await openFolder(command.path, command, undefined, grammars);
  requireProjects((await preflight.check()).projects, command.path);
  const plan = await preflight.fix(command.safety);
  preflight.dispose();
  const diff = plan.files.map(unifiedDiff).join("");
  if (diff !== "") await print(diff.trimEnd());
  if (!command.dryRun) for (const file of plan.files) await writeChange(root, file);
  console.error(fixSummary(plan, command.dryRun).join("\n"));
  return command.dryRun && plan.files.length > 0 ? 1 : 0;
}

/** `new`: the files of a deployment. Of several projects the first in the folder is meant. */
async function writeDeployment(command: NewCommand): Promise<number> {
  const grammars = await nodeGrammars(WASM);
  const { preflight, root } = await openFolder(command.path, command, undefined, grammars);
  const { projects } = await preflight.check();
  requireProjects(projects, command.path);
  const kind = command.container ? "container" : undefined;
  const plan = await preflight.newDeployment(projects[0]!.project.root, kind);
  preflight.dispose();
  const { files } = plan!;
  if (files.length > 0) await print(files.map(unifiedDiff).join("").trimEnd());
  if (!command.dryRun) for (const file of files) await writeChange(root, file);
  console.error(deploymentSummary(plan!, command.dryRun).join("\n"));
  return command.dryRun && files.length > 0 ? 1 : 0;
}

/** Writes a file, if it is still what the fixes were planned on. */
async function writeChange(root: string, { path, before, after }: ChangedFile): Promise<void> {
  const file = join(root, path);
  const now = await readFile(file, "utf8").catch(() => undefined);
  if (now !== before) throw new UsageError(`${path} has changed in the meantime; nothing of it was written`);
  if (after === undefined) await rm(file);
  else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, after);
  }
}

function requireProjects(projects: readonly ProjectReport[], path: string): void {
  if (projects.length === 0) {
    throw new UsageError(
      `no Django project in ${path} (no manage.py, and no wsgi.py that names its settings)`,
    );
  }
}

async function openFolder(
  path: string,
  command: Pick<CheckCommand | ExplainCommand | FixCommand | NewCommand, "settings" | "django">,
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

async function readEnvironment(file: string | undefined): Promise<Environment | undefined> {
  if (file === undefined) return undefined;
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });
  const { variables, bad } = parseEnvFile(text);
  if (bad.length > 0) throw new UsageError(`${file}, line ${bad[0]}: expected NAME=value`);
  return closedEnvironment(variables, file);
}

/** Writes all of a text before the process ends: a pipe takes only part of it at once. */
function print(text: string): Promise<void> {
  return new Promise((done) => process.stdout.write(`${text}\n`, () => done()));
}

// `django-preflight check | head` closes the pipe: nothing to say about that.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
});

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message.split("\n")[0] : String(error);
    console.error(
      error instanceof UsageError
        ? `django-preflight: ${message}`
        : `django-preflight: internal error: ${message}`,
    );
    process.exitCode = 2;
  },
);
