/** The command `check`. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { version } from "../../../package.json";
import { type Command, UsageError } from "../cli/arguments";
import { type Baseline, baselineOf, baselineText, parseBaseline, pruned } from "../cli/baseline";
import { painter } from "../cli/colours";
import { comparisonText } from "../cli/compareText";
import { findingsOf, type ShownFinding } from "../cli/findings";
import { fullReport } from "../cli/formats/full";
import { githubReport } from "../cli/formats/github";
import { gitlabReport } from "../cli/formats/gitlab";
import { junitReport } from "../cli/formats/junit";
import { sarifReport } from "../cli/formats/sarif";
import { comparisonJson, projectJson, SCHEMA_VERSION } from "../cli/json";
import { changedLines, selectRules } from "../cli/selection";
import { atLeast, conciseLine, type ProjectSummary, summary, summaryOf } from "../cli/text";
import { type Comparison, compareReports } from "../compare";
import { openFolder, print, readEnvironment, requireProjects, WASM } from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";

type CheckCommand = Extract<Command, { name: "check" }>;

/** What was found in one of the folders. */
interface FolderResult {
  readonly projects: readonly ProjectSummary[];
  readonly findings: readonly ShownFinding[];
  readonly json: readonly ReturnType<typeof projectJson>[];
}

export async function check(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const selections = [selectRules(command.select, command.ignore)];
  if (command.diff !== undefined) selections.push(changedLines(await readText(command.diff)));
  const grammars = await nodeGrammars(WASM);
  const folders: FolderResult[] = [];
  for (const path of command.paths) {
    const { preflight, show } = await openFolder(path, command, environment, grammars);
    const { projects } = await preflight.check();
    requireProjects(projects, path);
    // Reports are large; what is printed of them is not.
    const result = await preflight.use((report, snapshot) => ({
      projects: report.projects.map((each) => summaryOf(each, snapshot, show)),
      findings: findingsOf(report.projects, snapshot, show),
      json: command.format === "json" ? report.projects.map((each) => projectJson(each, snapshot)) : [],
    }));
    preflight.dispose();
    folders.push(result);
  }
  const findings = folders
    .flatMap((folder) => folder.findings)
    .filter((finding) => selections.every((selects) => selects(finding)));
  const { shown, known } = await withBaseline(findings, command);
  if (command.writeBaseline === undefined) await print(output(command, folders, shown, known));
  const failed = shown.some(({ severity }) => atLeast(severity, command.failOn));
  return failed && !command.exitZero && command.writeBaseline === undefined ? 1 : 0;
}

function output(
  { format }: CheckCommand,
  folders: readonly FolderResult[],
  shown: readonly ShownFinding[],
  known: number,
): string {
  const projects = folders.flatMap((folder) => folder.projects);
  switch (format) {
    case "json": {
      const json = folders.flatMap((folder) => folder.json);
      return JSON.stringify({ schemaVersion: SCHEMA_VERSION, toolVersion: version, projects: json }, null, 2);
    }
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
      const text = projects.flatMap((project) => {
        const own = shown.filter((finding) => finding.project === project.key);
        const lines =
          format === "full" ? fullReport(own, painted) : own.map((each) => conciseLine(each, painted));
        return [...project.head, ...lines, ""];
      });
      return [...text, summary(projects, shown, known)].join("\n");
    }
  }
}

/** Takes away what the baseline knows, and writes the baseline if that is asked for. */
async function withBaseline(
  findings: readonly ShownFinding[],
  command: CheckCommand,
): Promise<{ readonly shown: readonly ShownFinding[]; readonly known: number }> {
  const current = baselineOf(findings, fingerprint);
  if (command.writeBaseline !== undefined) {
    await writeFile(command.writeBaseline, baselineText(current));
    console.error(`wrote ${current.size} findings to ${command.writeBaseline}`);
  }
  if (command.baseline === undefined) return { shown: findings, known: 0 };
  const baseline: Baseline = parseBaseline(await readText(command.baseline), command.baseline);
  if (command.prune) {
    const left = pruned(baseline, current);
    await writeFile(command.baseline, baselineText(left));
    console.error(
      `${baseline.size - left.size} of ${baseline.size} findings are gone from ${command.baseline}`,
    );
  }
  const shown = findings.filter(({ identity }) => !baseline.has(fingerprint(identity)));
  return { shown, known: findings.length - shown.length };
}

function fingerprint(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
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
