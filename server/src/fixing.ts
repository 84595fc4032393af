/** Applies fixes one after the other until none is left, on texts in memory. */
import { applyEdits, type FileChange } from "./edits/edit";
import type { Project } from "./project/project";
import type { OfferedFix, ProjectReport, Report, ReportedVerdict } from "./report";
import type { Snapshot } from "./snapshot";
import type { SourceDocument } from "./syntax/document";

/** Texts that stand in for files; null: the file is deleted. */
export type Replacements = ReadonlyMap<string, SourceDocument | null>;

/** A run ends after so many fixes, whatever is left. */
const MAX_FIXES = 300;

export interface AppliedFix {
  readonly projectRoot: string;
  readonly rule: string;
  readonly title: string;
}

export interface FixRun {
  readonly applied: readonly AppliedFix[];
  /** The files that changed. */
  readonly replaced: Replacements;
  /** What is found after it, and the files as they are then. */
  readonly report: Report;
  readonly snapshot: Snapshot;
}

export interface FixingOptions {
  /** Which fixes may be applied. */
  readonly accepts: (fix: OfferedFix, verdict: ReportedVerdict, project: Project) => boolean;
  readonly analyze: (replaced: Replacements) => { readonly report: Report; readonly snapshot: Snapshot };
  readonly document: (path: string, text: string) => SourceDocument;
}

/**
 * Applies what `accepts` allows, one fix at a time, each planned on what the last one left: fixes bring other findings to
 * light, and cover some. A fix that does not make its rule's findings fewer is taken back and not tried again, so the run
 * ends.
 */
export function applyFixes({ accepts, analyze, document }: FixingOptions): FixRun {
  const applied: AppliedFix[] = [];
  const futile = new Set<string>();
  let replaced: Replacements = new Map();
  let current = analyze(replaced);
  while (applied.length < MAX_FIXES) {
    const next = nextFix(current.report, accepts, futile);
    if (next === undefined) break;
    const changed = replacementsAfter(next.fix.changes, replaced, current.snapshot, document);
    const after = changed && analyze(changed);
    if (
      changed === undefined ||
      after === undefined ||
      countOf(after.report, next) >= countOf(current.report, next)
    ) {
      futile.add(keyOf(next));
      continue;
    }
    applied.push({ projectRoot: next.project.project.root, rule: next.verdict.rule, title: next.fix.title });
    replaced = changed;
    current = after;
  }
  return { applied, replaced, ...current };
}

interface Candidate {
  readonly project: ProjectReport;
  readonly verdict: ReportedVerdict;
  readonly fix: OfferedFix;
}

function nextFix(
  report: Report,
  accepts: FixingOptions["accepts"],
  futile: ReadonlySet<string>,
): Candidate | undefined {
  for (const project of report.projects) {
    // What breaks production first: much else is judged anew when that is gone.
    const verdicts = project.verdicts
      .filter(({ shown }) => shown)
      .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    for (const verdict of verdicts) {
      const fixes = verdict.fixes.filter((fix) => accepts(fix, verdict, project.project));
      // Where there are several right answers and none is the usual one, a person must choose.
      const fix = fixes.find(({ preferred }) => preferred) ?? (fixes.length === 1 ? fixes[0] : undefined);
      const candidate = fix && { project, verdict, fix };
      if (candidate !== undefined && !futile.has(keyOf(candidate))) return candidate;
    }
  }
  return undefined;
}

const SEVERITIES: readonly ReportedVerdict["severity"][] = ["error", "warning", "info", "hint"];

function keyOf({ project, verdict, fix }: Candidate): string {
  return [project.project.root, verdict.id, fix.title].join("\n");
}

/** How many findings a rule has in a project. */
function countOf({ projects }: Report, { project, verdict }: Candidate): number {
  const same = projects.find((other) => other.project.root === project.project.root);
  return same?.verdicts.filter(({ shown, rule }) => shown && rule === verdict.rule).length ?? 0;
}

/** The replacements with some changes made; undefined where one does not fit. */
function replacementsAfter(
  changes: readonly FileChange[],
  replaced: Replacements,
  snapshot: Snapshot,
  document: FixingOptions["document"],
): Replacements | undefined {
  const after = new Map(replaced);
  for (const change of changes) {
    if (change.kind === "delete") after.set(change.path, null);
    else if (change.kind === "rename") {
      const file = after.get(change.path) ?? snapshot.file(change.path);
      if (!file || file.problem !== undefined) return undefined;
      after.set(change.path, null);
      after.set(change.to, document(change.to, file.text));
    } else if (change.kind === "create") after.set(change.path, document(change.path, change.text));
    else {
      const before = after.get(change.path) ?? snapshot.file(change.path);
      if (!before) return undefined;
      after.set(change.path, document(change.path, applyEdits(before.text, change.edits)));
    }
  }
  return after;
}
