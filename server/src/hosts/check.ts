/** The command `check`. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { version } from "../../../package.json";
import { type Command, UsageError } from "../cli/arguments";
import { type Baseline, baselineOf, baselineText, parseBaseline, pruned } from "../cli/baseline";
import { painter } from "../cli/colours";
import { comparisonText } from "../cli/compareText";
import { type FoundFinding, findingsOf, identified, type ShownFinding } from "../cli/findings";
import { fullReport } from "../cli/formats/full";
import { githubReport } from "../cli/formats/github";
import { gitlabReport } from "../cli/formats/gitlab";
import { junitReport } from "../cli/formats/junit";
import { sarifReport } from "../cli/formats/sarif";
import { comparisonJson, projectJson, SCHEMA_VERSION } from "../cli/json";
import { changedLines, selectRules } from "../cli/selection";
import { atLeast, conciseLine, type ProjectSummary, summary, summaryOf } from "../cli/text";
import { type Comparison, compareReports } from "../compare";
import { noProject, openFolder, print, readEnvironment, requireProjects, WASM } from "./commandFolder";
import { nodeGrammars } from "./nodeGrammars";
import { startProgress } from "./progress";

type CheckCommand = Extract<Command, { name: "check" }>;

/** What is kept of a project's report, which is large. */
interface ProjectResult {
  readonly summary: ProjectSummary;
  readonly findings: readonly FoundFinding[];
  /** Only for `--format json`. */
  readonly json?: string;
}

export async function check(command: CheckCommand): Promise<number> {
  const environment = await readEnvironment(command.envFile);
  const selections = [selectRules(command.select, command.ignore)];
  if (command.diff !== undefined) selections.push(changedLines(await readText(command.diff)));
  const grammars = await nodeGrammars(WASM);
  const progress = startProgress();
  const projects: ProjectResult[] = [];
  try {
    for (const path of command.paths) {
      const { preflight, show } = await openFolder(path, command, environment, grammars);
      const before = projects.length;
      const results = preflight.useEach(
        (report, snapshot): ProjectResult => ({
          summary: summaryOf(report, snapshot, show),
          findings: findingsOf(report, snapshot, show),
          ...(command.format === "json"
            ? { json: JSON.stringify(projectJson(report, snapshot), null, 2) }
            : {}),
        }),
      );
      for await (const { value, root, done, total, truncated } of results) {
        projects.push(value);
        progress.show(done, total, show(root));
        if (truncated && done === total)
          progress.note(`${path} has too many directories: not all were searched`);
      }
      preflight.dispose();
      if (projects.length === before) throw noProject(path);
    }
  } finally {
    progress.end();
  }
  const findings = identified(projects.flatMap((project) => project.findings)).filter((finding) =>
    selections.every((selects) => selects(finding)),
  );
  const { shown, known } = await withBaseline(findings, command);
  if (command.writeBaseline === undefined) await print(output(command, projects, shown, known));
  const failed = shown.some(({ severity }) => atLeast(severity, command.failOn));
  return failed && !command.exitZero && command.writeBaseline === undefined ? 1 : 0;
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
      return jsonText(results.flatMap(({ json }) => json ?? []));
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
