/** What the settings come to while an image is built: with the variables that the Dockerfile gives, and no others. */
import { versionsOf } from "../django/system";
import { dependencyState, packageOf } from "../files/dependencies";
import type { DockerCommand, DockerStage } from "../files/dockerfile";
import { join } from "../paths";
import { ignoredFiles } from "../project/ignored";
import { SETTINGS_VARIABLE, settingsDefaults } from "../project/modules";
import { manageCall } from "../project/processes";
import type { ModuleRef } from "../project/project";
import { type Evaluation, evaluate } from "../settings/evaluate";
import type { Environment } from "../settings/settings";
import type { ShellCommand } from "../syntax/shell";
import { collects } from "./collectstatic";
import { type Image, imageOf, pythonOf } from "./docker";
import type { RuleContext } from "./rule";

/** A command of the build that collects static files and must not fail. */
export interface Collection {
  readonly image: Image;
  readonly run: DockerCommand;
  readonly command: ShellCommand;
  readonly module: ModuleRef;
  /** The variables that the command has; `value` is undefined where nobody knows it. */
  readonly variables: ReadonlyMap<string, string | undefined>;
}

/** Files and secrets may set any variable: mounts, `source`, `set -a`, `.env`, substitutions. */
const OTHER_SOURCES = /--mount=type=secret|\bsource\b|(?:^|[\s;&])\. |\bset -a|\.env\b|\benv \$|\$\(|`/;

/** The collectstatic of the image's build; a reason why it is not known, or undefined where there is none. */
export function collectionOf(context: RuleContext): Collection | string | undefined {
  const image = imageOf(context);
  if (image === undefined) return undefined;
  const { project, snapshot } = context;
  // On the machine that builds the image, a file that git leaves out may set variables.
  const mayHaveFile =
    project.deployment.target !== "container" &&
    ignoredFiles(snapshot, project.root)(join(project.root, ".env"));
  for (const stage of image.file.stages) {
    const run = stage.runs.find(({ text }) => text.includes("collectstatic"));
    if (run === undefined) continue;
    const chain = chainOf(stage);
    if (pythonOf(chain[0]!) === undefined) return "the base image may set variables";
    const { commands, broken } = run.shell;
    const index = commands.findIndex(collects);
    const command = commands[index];
    if (broken || command === undefined) return "the command that collects static files is not understood";
    const instruction = stage.instructions.find(
      ({ start, end }) => start <= run.range.start && run.range.end <= end,
    );
    const written = image.document.text.slice(instruction?.start ?? run.range.start, run.range.end);
    if (OTHER_SOURCES.test(written)) return "the command may get variables from elsewhere";
    const mayFail =
      command.conditional || commands[index + 1]?.joinedBy === "||" || command.joinedBy === "||";
    if (mayFail) return "the build goes on where the command fails";
    if (mayHaveFile) return "a .env that git leaves out may be copied into the image";
    const variables = variablesOf(chain, run, command);
    const module = moduleOf(context, command, variables);
    return module === undefined
      ? "the settings module of the build is not known"
      : { image, run, command, module, variables };
  }
  return undefined;
}

function chainOf(stage: DockerStage): DockerStage[] {
  return stage.base === undefined ? [stage] : [...chainOf(stage.base), stage];
}

function variablesOf(
  chain: readonly DockerStage[],
  run: DockerCommand,
  { assignments }: ShellCommand,
): Map<string, string | undefined> {
  const variables = new Map<string, string | undefined>();
  const known = (value: string | undefined) => (value?.includes("$") ? undefined : value);
  const stage = chain.at(-1)!;
  // The builder may give an ARG another value; ENV goes before it.
  for (const { name, range } of stage.args) if (range.end <= run.range.start) variables.set(name, undefined);
  for (const { name, value, range } of chain.flatMap(({ env }) => env))
    if (range.end <= run.range.start) variables.set(name, known(value));
  for (const { name, value } of assignments) variables.set(name, value.dynamic ? undefined : value.text);
  return variables;
}

/** The settings module that manage.py takes in the build. */
function moduleOf(
  { project, snapshot }: RuleContext,
  command: ShellCommand,
  variables: ReadonlyMap<string, string | undefined>,
): ModuleRef | undefined {
  const { settings, managePy } = project;
  if (settings.configuration !== undefined) return undefined;
  const { args } = manageCall(command)!;
  const at = args.findIndex(({ text }) => text === "--settings" || text.startsWith("--settings="));
  const option =
    args[at]?.text === "--settings" ? args[at + 1]?.text : args[at]?.text.slice("--settings=".length);
  const document = managePy === undefined ? undefined : snapshot.file(managePy);
  const usual = document && settingsDefaults(document)[0]?.module;
  const name = option ?? (variables.has(SETTINGS_VARIABLE) ? variables.get(SETTINGS_VARIABLE) : usual);
  return [settings.module, ...settings.candidates].find(
    (module) => module !== undefined && module.name === name,
  );
}

/** Evaluates the settings with the variables of the build, and with more if given. */
export function evaluateBuild(
  { project, snapshot }: RuleContext,
  { module, variables }: Collection,
  more: ReadonlyMap<string, string> = new Map(),
): Evaluation {
  const entries = [...variables, ...more].map(
    ([name, value]) =>
      [
        name,
        value === undefined ? { source: "the Dockerfile" } : { value, source: "the Dockerfile" },
      ] as const,
  );
  const environment: Environment = { variables: new Map(entries), closed: true };
  const { dependencies } = project.deployment;
  return evaluate({
    snapshot,
    importRoot: project.root,
    module,
    choice: "the Dockerfile runs it",
    environment,
    version: versionsOf(project.django.range).at(-1)!,
    // Heroku builds what is committed.
    absent: project.deployment.target === "container" ? ignoredFiles(snapshot, project.root) : undefined,
    installed: (name) => (dependencyState(dependencies, packageOf(name)) === "present" ? true : undefined),
  });
}
