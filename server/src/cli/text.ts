/** What the command line prints for people. */
import type { SettingDescription } from "../explain";
import { rangeText } from "../project/djangoVersion";
import type { ProjectReport, ReportedVerdict } from "../report";
import type { Severity } from "../rules/rule";
import { linesOf, type Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";

const ORDER: readonly Severity[] = ["error", "warning", "info", "hint"];

/** True if `severity` is at or above `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return ORDER.indexOf(severity) <= ORDER.indexOf(threshold);
}

/** The findings that are shown, by file and place; hints are for editors. */
export function shownFindings(report: ProjectReport): ReportedVerdict[] {
  return report.verdicts
    .filter(({ shown, severity }) => shown && severity !== "hint")
    .sort((a, b) => {
      const [x, y] = [a.verdict.at!, b.verdict.at!];
      return x.file < y.file ? -1 : x.file > y.file ? 1 : x.start - y.start || x.end - y.end;
    });
}

/** `file:line:column`, counted from 1, as compilers and editors do. `show` turns a folder-relative path into a shown one. */
export function placeText(at: Location, snapshot: Snapshot, show: (path: string) => string): string {
  const { line, character } = linesOf(snapshot, at.file).positionAt(at.start);
  return `${show(at.file)}:${line + 1}:${character + 1}`;
}

/** A project's findings, one line each, under what was taken for production. */
export function conciseReport(
  report: ProjectReport,
  snapshot: Snapshot,
  show: (path: string) => string,
): string[] {
  const { project, startup } = report;
  const lines = [
    `${project.name}: production settings ${project.settings.module?.name ?? "not found"} (${project.settings.reason}), ` +
      `Django ${versionText(report)} (${project.django.reason})`,
  ];
  if (startup.state === "raises") {
    lines.push(
      `${startup.at === undefined ? "" : `${placeText(startup.at, snapshot, show)}: `}error: Django does not start: ${startup.exception}`,
    );
  } else if (startup.state === "unknown") {
    lines.push(
      `${startup.at === undefined ? "" : `${placeText(startup.at, snapshot, show)}: `}info: ${startup.reason}`,
    );
  }
  return [...lines, ...shownFindings(report).map((verdict) => findingText(verdict, snapshot, show))];
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

/** "3 errors, 1 warning in 2 projects" */
export function summary(reports: readonly ProjectReport[]): string {
  const findings = reports.flatMap(shownFindings);
  const count = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`;
  const parts = (["error", "warning", "info"] as const).flatMap((severity) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return n === 0 ? [] : [severity === "info" ? `${n} for information` : count(n, severity)];
  });
  const stopped = reports.filter(({ startup }) => startup.state === "raises").length;
  if (stopped > 0)
    parts.unshift(reports.length === 1 ? "Django does not start" : `${stopped} that do not start`);
  const undecided = reports.flatMap(({ verdicts }) =>
    verdicts.filter(
      ({ verdict }) => verdict.state === "undecided" && (verdict.whenMissing ?? "undecided") === "undecided",
    ),
  ).length;
  if (undecided > 0) parts.push(`${count(undecided, "question")} not decided (--format json says why)`);
  const found = parts.length === 0 ? "nothing to report" : parts.join(", ");
  return reports.length === 1 ? found : `${found} in ${count(reports.length, "project")}`;
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
