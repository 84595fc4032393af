/** The findings of a check, in the one form that all output formats are made of. */
import { UNUSED_SUPPRESSION } from "../config/policy";
import { rulePage } from "../lsp/links";
import type { Project } from "../project/project";
import type { ProjectReport, ReportedVerdict } from "../report";
import { rules } from "../rules/index";
import type { Severity } from "../rules/rule";
import { linesOf, type Snapshot } from "../snapshot";
import type { Location, Position } from "../syntax/text";

export interface ShownFinding {
  /** The root of its project, as it is shown. */
  readonly project: string;
  /** "debug-true"; DOES_NOT_START where Django itself raises. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The path as it is shown: relative to where the command runs. Undefined where no line says it. */
  readonly place: ShownPlace | undefined;
  /** The page of the rule. */
  readonly page: string | undefined;
  /** The titles of the fixes that are offered. */
  readonly fixes: readonly string[];
  readonly related: readonly { readonly place: ShownPlace; readonly message: string }[];
  /**
   * Stays the same while lines move: made of the rule, the file, the text of the line, and how many findings before it have
   * the same three. What is missing at the end of a file does not depend on the line that happens to be the last.
   */
  readonly identity: string;
}

export interface ShownPlace {
  readonly path: string;
  /** Counted from 0, in UTF-16 code units. */
  readonly start: Position;
  readonly end: Position;
  /** The text of the first line. */
  readonly line: string;
}

/** The rule of what Django's loader raises. */
export const DOES_NOT_START = "does-not-start";

/** The findings that are shown, by file and place; hints are for editors. */
function shownFindings(report: ProjectReport): ReportedVerdict[] {
  return report.verdicts
    .filter(({ shown, severity }) => shown && severity !== "hint")
    .sort((a, b) => {
      const [x, y] = [a.verdict.at!, b.verdict.at!];
      return x.file < y.file ? -1 : x.file > y.file ? 1 : x.start - y.start || x.end - y.end;
    });
}

/** The root of a project as it is shown. */
export function projectKey({ root }: Project, show: (path: string) => string): string {
  return show(root === "" ? "." : root);
}

/** A finding before it is known how many others there are like it. */
export type FoundFinding = Omit<ShownFinding, "identity">;

/** Tells findings apart, in the order in which they stand. */
export function identified(findings: readonly FoundFinding[]): ShownFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { rule, place } = finding;
    const line = place === undefined || isPoint(place) ? "" : place.line.trim();
    const base = [rule, pathOf(finding), line].join("\n");
    const n = seen.get(base) ?? 0;
    seen.set(base, n + 1);
    return { ...finding, identity: `${base}\n${n}` };
  });
}

function isPoint({ start, end }: ShownPlace): boolean {
  return start.line === end.line && start.character === end.character;
}

/** The file of a finding; its project where no line says it. */
export function pathOf({ place, project }: FoundFinding): string {
  return place?.path ?? project;
}

/** All findings of a project, hints apart, by file and place. */
export function findingsOf(
  report: ProjectReport,
  snapshot: Snapshot,
  show: (path: string) => string,
): FoundFinding[] {
  const placeOf = (at: Location) => shownPlace(at, snapshot, show);
  const project = projectKey(report.project, show);
  const found: FoundFinding[] = [];
  const { startup } = report;
  if (startup.state === "raises") {
    const place = startup.at && placeOf(startup.at);
    found.push({
      project,
      rule: DOES_NOT_START,
      severity: "error",
      message: `Django does not start: ${startup.exception}`,
      place,
      page: undefined,
      fixes: [],
      related: [],
    });
  }
  for (const reported of shownFindings(report)) {
    const { rule, severity, verdict, fixes } = reported;
    const place = placeOf(verdict.at!);
    found.push({
      project,
      rule,
      severity,
      message: verdict.message!,
      place,
      page: rulePage(rule),
      fixes: fixes.map(({ title }) => title),
      related: (verdict.related ?? []).map(({ location, message }) => ({
        place: placeOf(location),
        message,
      })),
    });
  }
  return found;
}

function shownPlace(at: Location, snapshot: Snapshot, show: (path: string) => string): ShownPlace {
  const lines = linesOf(snapshot, at.file);
  const start = lines.positionAt(at.start);
  const text = snapshot.file(at.file)?.text ?? "";
  return {
    path: show(at.file),
    start,
    end: lines.positionAt(at.end),
    line: text.slice(lines.lineStart(start.line), lines.lineEnd(start.line)),
  };
}

/** What a rule looks for, in one line. */
export function ruleSummary(id: string): string {
  if (id === DOES_NOT_START) return "Django does not start with the production settings";
  if (id === UNUSED_SUPPRESSION) return "A comment that ignores nothing";
  return rules.find((rule) => rule.id === id)?.summary ?? id;
}
