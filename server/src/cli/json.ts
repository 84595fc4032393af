/** The JSON that the command line prints; schemas/check.schema.json and schemas/explain.schema.json describe it. */
import type { Comparison } from "../compare";
import type { SettingDescription } from "../explain";
import { relative } from "../paths";
import { rangeText } from "../project/djangoVersion";
import type { DjangoInfo } from "../project/project";
import type { ProjectReport, ReportedVerdict } from "../report";
import { tagged } from "../settings/display";
import { linesOf, type Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";

export const SCHEMA_VERSION = 1;

/** "5.2", or "4.2-5.2" for a range; null if nothing says. */
function djangoText({ range }: DjangoInfo): string | null {
  return range === undefined ? null : rangeText(range, "-");
}

/** One project of `check --format json`. Paths are relative to the project's root. */
export function projectJson(report: ProjectReport, snapshot: Snapshot) {
  const { project } = report;
  return {
    root: project.root === "" ? "." : project.root,
    settings: project.settings.module?.name ?? null,
    settingsReason: project.settings.reason,
    django: djangoText(project.django),
    djangoReason: project.django.reason,
    configuration: configurationJson(report, snapshot),
    environment: project.environment?.name ?? null,
    startup: startupJson(report),
    checks: report.checks.map(({ id, state, silenced, reason, when }) => ({
      id,
      state,
      silenced,
      reason: reason ?? null,
      when: when ?? null,
    })),
    verdicts: report.verdicts.map((verdict) => verdictJson(verdict, project.root, snapshot)),
  };
}

function verdictJson(reported: ReportedVerdict, root: string, snapshot: Snapshot) {
  const { verdict } = reported;
  const place = placeJson(verdict.at, root, snapshot);
  return {
    id: reported.id,
    rule: reported.rule,
    djangoIds: reported.djangoIds,
    state: verdict.state,
    severity: reported.severity,
    message: verdict.message ?? null,
    reason: "reason" in verdict ? (verdict.reason ?? null) : null,
    when: verdict.when ?? null,
    file: place?.file ?? null,
    range: place?.range ?? null,
    locations: (verdict.related ?? []).map(({ location, message }) => ({
      ...placeJson(location, root, snapshot)!,
      message,
    })),
    shown: reported.shown,
    coveredBy: reported.coveredBy ?? null,
    suppressed: reported.suppressed,
    suppression: suppressionJson(reported, root, snapshot),
    fixes: reported.fixes.map(({ title, safety }) => ({ title, safety })),
  };
}

/** What suppresses a finding, and where that stands. */
function suppressionJson({ suppression }: ReportedVerdict, root: string, snapshot: Snapshot) {
  if (suppression === undefined) return null;
  const { by, at, reason } = suppression;
  return { by, ...placeJson(at, root, snapshot)!, reason: reason ?? null };
}

/** The configuration file, and what is wrong with it; null without one. */
function configurationJson({ project, configurationProblems }: ProjectReport, snapshot: Snapshot) {
  const file = project.configurationFile;
  if (file === undefined) return null;
  return {
    file: relative(project.root, file),
    problems: configurationProblems.map(({ severity, message, range: { start, end } }) => ({
      severity,
      message,
      range: placeJson({ file, start, end }, project.root, snapshot)!.range,
    })),
  };
}

function placeJson(at: Location | undefined, root: string, snapshot: Snapshot) {
  if (at === undefined) return undefined;
  const lines = linesOf(snapshot, at.file);
  return {
    file: relative(root, at.file),
    range: { start: lines.positionAt(at.start), end: lines.positionAt(at.end) },
  };
}

/** One project of `check --compare --format json`. */
export function comparisonJson(comparison: Comparison, snapshot: Snapshot) {
  const { before, after, appeared, gone, checks, defaults } = comparison;
  const { project } = after;
  const verdicts = (list: readonly ReportedVerdict[]) =>
    list.map((verdict) => verdictJson(verdict, project.root, snapshot));
  return {
    root: project.root === "" ? "." : project.root,
    from: djangoText(before.project.django),
    to: djangoText(project.django),
    startup: { before: startupJson(before), after: startupJson(after) },
    appeared: verdicts(appeared),
    gone: verdicts(gone),
    defaults: defaults.map(({ name, ...values }) => ({
      name,
      before: tagged(values.before, name),
      after: tagged(values.after, name),
    })),
    checks: checks.map((each) => ({
      id: each.before.id,
      before: each.before.state,
      after: each.after.state,
    })),
  };
}

function startupJson({ startup }: ProjectReport) {
  return {
    state: startup.state,
    exception: "exception" in startup ? startup.exception : null,
    when: ("when" in startup ? startup.when : undefined) ?? ("reason" in startup ? startup.reason : null),
  };
}

/** One project of `explain --format json`. */
export function explainJson(
  report: ProjectReport,
  settings: readonly SettingDescription[],
  snapshot: Snapshot,
) {
  const { project } = report;
  return {
    root: project.root === "" ? "." : project.root,
    settings: project.settings.module?.name ?? null,
    values: Object.fromEntries(
      settings.map(({ name, defined, value, history }) => [
        name,
        {
          defined,
          value,
          history: history.map(({ kind, location, when }) => ({
            kind,
            ...placeJson(location, project.root, snapshot)!,
            when: when ?? null,
          })),
        },
      ]),
    ),
  };
}
