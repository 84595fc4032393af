/** What the command line prints for people. */
import type { SettingDescription } from "../explain";
import { rangeText } from "../project/djangoVersion";
import type { ProjectReport, ReportedVerdict, Suppression } from "../report";
import type { Severity } from "../rules/rule";
import { linesOf, type Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import type { Painter } from "./colours";
import { DOES_NOT_START, projectKey, type ShownFinding } from "./findings";

const ORDER: readonly Severity[] = ["error", "warning", "info", "hint"];

/** True if `severity` is at or above `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return ORDER.indexOf(severity) <= ORDER.indexOf(threshold);
}

/** `file:line:column`, counted from 1, as compilers and editors do. `show` turns a folder-relative path into a shown one. */
function placeText(at: Location, snapshot: Snapshot, show: (path: string) => string): string {
  const { line, character } = linesOf(snapshot, at.file).positionAt(at.start);
  return `${show(at.file)}:${line + 1}:${character + 1}`;
}

/** What the summary of a check needs of a project. */
export interface ProjectSummary {
  /** Tells projects of the same name apart. */
  readonly key: string;
  readonly name: string;
  /** What was taken for production, and what is not known of it. */
  readonly head: readonly string[];
  readonly starts: boolean;
  /** Findings that somebody decided not to see, by what says so. */
  readonly suppressed: ReadonlyMap<Suppression["by"], number>;
  /** Questions without an answer. */
  readonly undecided: number;
}

export function summaryOf(
  report: ProjectReport,
  snapshot: Snapshot,
  show: (path: string) => string,
): ProjectSummary {
  const { project, startup, verdicts } = report;
  const { configurationFile, environment } = project;
  const head = [
    `${project.name}: production settings ${project.settings.module?.name ?? "not found"} (${project.settings.reason}), ` +
      `Django ${versionText(report)} (${project.django.reason})`,
  ];
  if (configurationFile !== undefined) {
    const judged = environment === undefined ? "" : `, environment ${environment.name}`;
    head.push(`configured by ${show(configurationFile)}${judged}`);
  }
  if (startup.state === "unknown") {
    const place = startup.at === undefined ? "" : `${placeText(startup.at, snapshot, show)}: `;
    head.push(`${place}info: ${startup.reason}`);
  }
  return {
    key: projectKey(project, show),
    name: project.name,
    head,
    starts: startup.state !== "raises",
    suppressed: suppressedBy(verdicts),
    undecided: verdicts.filter(
      ({ verdict }) => verdict.state === "undecided" && (verdict.whenMissing ?? "undecided") === "undecided",
    ).length,
  };
}

/** How many findings each kind of decision takes away; hints are for editors. */
function suppressedBy(verdicts: readonly ReportedVerdict[]): ReadonlyMap<Suppression["by"], number> {
  const counts = new Map<Suppression["by"], number>();
  for (const { suppression, severity, coveredBy } of verdicts) {
    if (suppression === undefined || severity === "hint" || coveredBy !== undefined) continue;
    counts.set(suppression.by, (counts.get(suppression.by) ?? 0) + 1);
  }
  return counts;
}

export const SUPPRESSORS: readonly Suppression["by"][] = [
  "comment",
  "configuration",
  "SILENCED_SYSTEM_CHECKS",
];

/** "2 silenced by SILENCED_SYSTEM_CHECKS" */
const SUPPRESSED_WORDS: Readonly<Record<Suppression["by"], string>> = {
  comment: "ignored by comments",
  configuration: "ignored by the configuration",
  SILENCED_SYSTEM_CHECKS: "silenced by SILENCED_SYSTEM_CHECKS",
};

/** One finding in one line: the place counted from 1, as compilers and editors do. */
export function conciseLine({ rule, severity, message, place }: ShownFinding, paint: Painter): string {
  const where =
    place === undefined ? "" : `${place.path}:${place.start.line + 1}:${place.start.character + 1}: `;
  const name = rule === DOES_NOT_START ? "" : ` [${rule}]`;
  return `${where}${paint(severity, severity)}: ${message}${name}`;
}

/** One finding in one line. */
export function findingText(
  { verdict, severity, rule }: ReportedVerdict,
  snapshot: Snapshot,
  show: (path: string) => string,
): string {
  return `${placeText(verdict.at!, snapshot, show)}: ${severity}: ${verdict.message} [${rule}]`;
}

/** "5.2", or "of unknown version" */
export function versionText({ project }: ProjectReport): string {
  const { range } = project.django;
  return range === undefined ? "of unknown version" : rangeText(range);
}

/**
 * "3 errors, 1 warning in 2 projects"
 * @param known the findings that a baseline takes away
 */
export function summary(
  projects: readonly ProjectSummary[],
  findings: readonly ShownFinding[],
  known: number,
): string {
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const n = findings.filter((each) => each.severity === severity && each.rule !== DOES_NOT_START).length;
    return n === 0 ? [] : [severity === "info" ? `${n} for information` : count(n, severity)];
  });
  const stopped = projects.filter(({ starts }) => !starts).length;
  if (stopped > 0)
    parts.unshift(projects.length === 1 ? "Django does not start" : `${stopped} that do not start`);
  if (known > 0) parts.push(`${known} in the baseline`);
  for (const by of SUPPRESSORS) {
    const n = projects.reduce((sum, { suppressed }) => sum + (suppressed.get(by) ?? 0), 0);
    if (n > 0) parts.push(`${n} ${SUPPRESSED_WORDS[by]}`);
  }
  const undecided = projects.reduce((sum, project) => sum + project.undecided, 0);
  if (undecided > 0) parts.push(`${count(undecided, "question")} not decided (--format json says why)`);
  const found = parts.length === 0 ? "nothing to report" : parts.join(", ");
  return projects.length === 1 ? found : `${found} in ${count(projects.length, "project")}`;
}

/** A setting's values and the lines that decided them. */
export function explanation(
  setting: SettingDescription,
  snapshot: Snapshot,
  show: (path: string) => string,
): string[] {
  const lines: string[] = [];
  for (const { when, text } of setting.rows) {
    lines.push(`${setting.name} = ${text}${when === undefined ? "" : `    when ${when}`}`);
  }
  if (!setting.defined) lines.push("    Django's default: the settings module does not set it");
  for (const { kind, location, when } of setting.history) {
    lines.push(
      `    ${kind} at ${placeText(location, snapshot, show)}${when === undefined ? "" : `, when ${when}`}`,
    );
  }
  // A loop writes the same line again and again.
  return lines.filter((line, n) => line !== lines[n - 1]);
}
