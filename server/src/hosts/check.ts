/** The command `check`. */
import { createHash } from "node:crypto";
import { access, readFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { version } from "../../../package.json";
import { type Command, UsageError } from "../cli/arguments";
import { type Baseline, baselineOf, baselineText, parseBaseline, pruned } from "../cli/baseline";
import { painter } from "../cli/colours";
import { comparisonText } from "../cli/compareText";
import { type EnvironmentRun, mergeEnvironments, type ProjectResult } from "../cli/environments";
import { findingsOf, identified, type ShownFinding } from "../cli/findings";
import { fullReport } from "../cli/formats/full";
import { githubReport } from "../cli/formats/github";
import { gitlabReport } from "../cli/formats/gitlab";
import { junitReport } from "../cli/formats/junit";
import { sarifReport } from "../cli/formats/sarif";
import { comparisonJson, projectJson, SCHEMA_VERSION } from "../cli/json";
import { changedLines, onLines, type Selection, selectRules } from "../cli/selection";
import { atLeast, conciseLine, summary, summaryOf } from "../cli/text";
import { type Comparison, compareReports } from "../compare";
import { environmentNames } from "../config/policy";
import { ALL_ENVIRONMENTS } from "../config/read";
import {
  configurationProblems,
  type Folder,
  isJudged,
  noProject,
  openFolder,
  print,
  readEnvironment,
  reportProblems,
  requireEnvironments,
  requireProjects,
  type ShownProblem,
  useEnvironment,
  WASM,
  writeOutput,
} from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";
import { startProgress } from "./progress";

type CheckCommand = Extract<Command, { name: "check" }>;

/** What is kept of a project's report in one environment, which is large. */
interface ProjectRun extends EnvironmentRun {
  /** Only for `--format json`. */
  readonly json?: string;
  readonly problems: readonly ShownProblem[];
  /** The names of all environments that the project's configuration has. */
  readonly environments: readonly string[];
}

export async function check(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const selections = [selectRules(command.select, command.ignore)];
  if (command.diff !== undefined) selections.push(await readDiff(command.diff));
  const grammars = await nodeGrammars(WASM);
  const progress = startProgress();
  const projects: ProjectResult[] = [];
  const folders: string[] = [];
  try {
    for (const path of command.paths) {
      const folder = await openFolder(path, command, environment, grammars);
      const found = mergeEnvironments(await runsOf(folder, path, command, progress));
      // One folder may be in another: what is in both counts once.
      const seen = new Set(projects.map(({ summary }) => summary.key));
      projects.push(...found.filter(({ summary }) => !seen.has(summary.key)));
      folders.push(folder.show("."));
      folder.preflight.dispose();
    }
  } finally {
    progress.end();
  }
  const all = identified(projects.flatMap((project) => project.findings));
  const findings = all.filter((finding) => selections.every((selects) => selects(finding)));
  if (command.prune) await prune(command.baseline!, all, folders);
  const { shown, known } = await withBaseline(findings, command);
  if (command.writeBaseline === undefined) await print(output(command, projects, shown, known));
  const failed = shown.some(({ severity }) => atLeast(severity, command.failOn));
  return failed && !command.exitZero && command.writeBaseline === undefined ? 1 : 0;
}

/** The projects of a folder, each in every environment that is asked for. */
async function runsOf(
  { preflight, show }: Folder,
  path: string,
  { environments, format }: CheckCommand,
  progress: ReturnType<typeof startProgress>,
): Promise<readonly ProjectRun[]> {
  const pass = async (environmentName: string | undefined) => {
    preflight.configure({ ...preflight.configuration, environmentName });
    const runs: ProjectRun[] = [];
    const results = preflight.useEach(
      (report, snapshot): ProjectRun => ({
        environment: report.project.environment?.name,
        summary: summaryOf(report, snapshot, show),
        findings: findingsOf(report, snapshot, show),
        ...(format === "json" ? { json: JSON.stringify(projectJson(report, snapshot), null, 2) } : {}),
        problems: configurationProblems(report, snapshot, show),
        environments: environmentNames(snapshot, report.project),
      }),
    );
    for await (const { value, root, done, total, truncated } of results) {
      runs.push(value);
      progress.show(done, total, show(root));
      if (truncated && done === total)
        progress.note(`${path} has too many directories: not all were searched`);
    }
    if (runs.length === 0) throw noProject(path);
    reportProblems(runs.flatMap(({ problems }) => problems));
    return runs;
  };
  const [name, ...others] = environments;
  const first = await pass(name === ALL_ENVIRONMENTS ? undefined : name);
  if (name === undefined) return first;
  const known = [...new Set(first.flatMap((run) => run.environments))];
  if (environments.includes(ALL_ENVIRONMENTS)) {
    if (known.length === 0)
      throw new UsageError("--environment all: the configuration names no environments");
  }
  requireEnvironments(
    environments.filter((each) => each !== ALL_ENVIRONMENTS),
    known,
  );
  const runs = name === ALL_ENVIRONMENTS ? [] : [...first];
  for (const each of environments.includes(ALL_ENVIRONMENTS)
    ? known.filter((other) => other !== name)
    : others)
    runs.push(...(await pass(each)));
  // A project without the environment says nothing about it.
  return runs.filter(({ environment }) => environment !== undefined);
}

function output(
  { format }: CheckCommand,
  results: readonly ProjectResult[],
  shown: readonly ShownFinding[],
  known: number,
): string {
  const projects = results.map(({ summary }) => summary);
  switch (format) {
    case "json":
      return jsonText(results.flatMap(({ json }) => json));
    case "sarif":
      return sarifReport(shown, version, fingerprint);
    case "gitlab":
      return gitlabReport(shown, fingerprint);
    case "junit":
      return junitReport(projects, shown);
    case "github":
      return [...githubReport(shown), summary(projects, shown, known)].join("\n");
    case "concise":
    case "full": {
      const painted = painter(process.stdout, process.env);
      const byProject = new Map(projects.map(({ key }) => [key, [] as ShownFinding[]]));
      for (const finding of shown) byProject.get(finding.project)?.push(finding);
      const text = projects.flatMap(({ key, head }) => {
        const own = byProject.get(key) ?? [];
        const lines =
          format === "full" ? fullReport(own, painted) : own.map((each) => conciseLine(each, painted));
        return [...head, ...lines, ""];
      });
      return [...text, summary(projects, shown, known)].join("\n");
    }
  }
}

/** @param projects each as JSON already: as objects, many would not fit into memory. */
function jsonText(projects: readonly string[]): string {
  const head = `"schemaVersion": ${JSON.stringify(SCHEMA_VERSION)},\n  "toolVersion": ${JSON.stringify(version)}`;
  return `{\n  ${head},\n  "projects": [\n${projects.map(indented).join(",\n")}\n  ]\n}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "    ");
}

/** Takes away what the baseline knows, and writes the baseline if that is asked for. */
async function withBaseline(
  findings: readonly ShownFinding[],
  command: CheckCommand,
): Promise<{ readonly shown: readonly ShownFinding[]; readonly known: number }> {
  if (command.writeBaseline !== undefined) {
    const current = baselineOf(findings, fingerprint);
    await writeOutput(command.writeBaseline, baselineText(current));
    console.error(`wrote ${current.size} findings to ${command.writeBaseline}`);
  }
  if (command.baseline === undefined) return { shown: findings, known: 0 };
  const baseline = await readBaseline(command.baseline);
  const shown = findings.filter(({ identity }) => !baseline.has(fingerprint(identity)));
  return { shown, known: findings.length - shown.length };
}

async function readBaseline(file: string): Promise<Baseline> {
  return parseBaseline(await readText(file), file);
}

/** Removes from a baseline what is not found any more in the folders that were checked. */
async function prune(file: string, all: readonly ShownFinding[], folders: readonly string[]): Promise<void> {
  const baseline = await readBaseline(file);
  const left = pruned(baseline, baselineOf(all, fingerprint), folders);
  await writeOutput(file, baselineText(left));
  console.error(`${baseline.size - left.size} of ${baseline.size} findings are gone from ${file}`);
}

function fingerprint(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

/** The findings on the lines that a diff changes. Throws UsageError for one whose files are elsewhere: it would let everything pass. */
async function readDiff(file: string): Promise<Selection> {
  const changed = changedLines(await readText(file));
  const exists = await Promise.all(
    [...changed.keys()].map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (exists.length > 0 && !exists.includes(true))
    throw new UsageError(
      "--diff: none of its files is here; their paths must begin where the command runs, as with `git diff --relative`",
    );
  return onLines(changed);
}

/** The text of a file; `-` is standard input. Throws UsageError. */
async function readText(file: string): Promise<string> {
  if (file === "-") return readAll(process.stdin);
  return readFile(file, "utf8").catch(() => {
    throw new UsageError(`cannot read ${file}`);
  });
}

/** `check --compare`: the project's own version of Django first, then the other one. */
export async function compare(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const grammars = await nodeGrammars(WASM);
  const comparisons: Comparison[] = [];
  const output: string[] = [];
  const json: ReturnType<typeof comparisonJson>[] = [];
  for (const path of command.paths) {
    const folder = await openFolder(path, { ...command, django: undefined }, environment, grammars);
    const { preflight, show } = folder;
    await requireProjects(folder, path);
    const projects = await useEnvironment(folder, command.environments[0]);
    preflight.configure({ ...preflight.configuration, django: command.django });
    const result = await preflight.use((report, snapshot) => {
      const pairs = report.projects
        .filter((each) => isJudged(each, command.environments[0]))
        .map((after, n) => compareReports(projects[n]!, after));
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
