/** What is found in several environments, and what only in some of them. */
import { listed } from "../wording";
import type { FoundFinding } from "./findings";
import { type ProjectSummary, SUPPRESSORS } from "./text";

/** A project in one environment. */
export interface EnvironmentRun {
  /** undefined where the configuration says nothing about it. */
  readonly environment: string | undefined;
  readonly summary: ProjectSummary;
  readonly findings: readonly FoundFinding[];
  /** As `--format json` has it. */
  readonly json?: string;
}

/** A project in all environments that are asked for. */
export interface ProjectResult {
  readonly summary: ProjectSummary;
  readonly findings: readonly FoundFinding[];
  /** One for each environment. */
  readonly json: readonly string[];
}

/** Puts the runs of each project together. */
export function mergeEnvironments(runs: readonly EnvironmentRun[]): readonly ProjectResult[] {
  const byProject = new Map<string, EnvironmentRun[]>();
  for (const run of runs) {
    const same = byProject.get(run.summary.key) ?? [];
    byProject.set(run.summary.key, same);
    same.push(run);
  }
  return [...byProject.values()].map((same) => ({
    summary: mergeSummaries(same.map(({ summary }) => summary)),
    findings: mergeFindings(same),
    json: same.flatMap(({ json }) => json ?? []),
  }));
}

/** Each finding once. One that not all environments have says which do: "In staging and review: …". */
function mergeFindings(runs: readonly EnvironmentRun[]): readonly FoundFinding[] {
  const [only, ...others] = runs;
  if (only !== undefined && others.length === 0) return only.findings;
  const found = new Map<string, { readonly finding: FoundFinding; readonly names: string[] }>();
  for (const { environment, findings } of runs) {
    for (const finding of findings) {
      const { rule, severity, message, place } = finding;
      const key = JSON.stringify([rule, severity, message, place?.path, place?.start, place?.end]);
      const known = found.get(key) ?? { finding, names: [] };
      found.set(key, known);
      if (environment !== undefined && !known.names.includes(environment)) known.names.push(environment);
    }
  }
  return [...found.values()]
    .map(({ finding, names }) =>
      names.length === runs.length
        ? finding
        : { ...finding, message: `In ${listed(names)}: ${finding.message}` },
    )
    .sort(byPlace);
}

/** What has no place comes first. */
function byPlace(a: FoundFinding, b: FoundFinding): number {
  const [x, y] = [a.place, b.place];
  if (x === undefined || y === undefined) return Number(x !== undefined) - Number(y !== undefined);
  if (x.path !== y.path) return x.path < y.path ? -1 : 1;
  return x.start.line - y.start.line || x.start.character - y.start.character;
}

/** A project starts if it does in all environments; what is counted is counted where there is most of it. */
function mergeSummaries(summaries: readonly ProjectSummary[]): ProjectSummary {
  const [first, ...others] = summaries;
  if (others.length === 0) return first!;
  const most = (count: (each: ProjectSummary) => number) => Math.max(...summaries.map(count));
  const suppressed = SUPPRESSORS.map((by) => [by, most((each) => each.suppressed.get(by) ?? 0)] as const);
  return {
    ...first!,
    head: [...new Set(summaries.flatMap(({ head }) => head))],
    starts: summaries.every(({ starts }) => starts),
    suppressed: new Map(suppressed),
    undecided: most(({ undecided }) => undecided),
  };
}
