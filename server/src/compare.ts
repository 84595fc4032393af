/** What is judged otherwise under another version of Django. */
import { changedDefaults } from "./django/defaults";
import type { VersionRange } from "./project/project";
import type { CheckResult, ProjectReport, ReportedVerdict } from "./report";
import type { Plain } from "./settings/plain";
import type { Startup } from "./settings/settings";

export interface Comparison {
  readonly before: ProjectReport;
  readonly after: ProjectReport;
  readonly appeared: readonly ReportedVerdict[];
  readonly gone: readonly ReportedVerdict[];
  /** Whether Django starts, where that changes. */
  readonly startup: { readonly before: Startup; readonly after: Startup } | undefined;
  /** Django's own checks that say something else, without those that one of the versions does not have and nobody misses. */
  readonly checks: readonly { readonly before: CheckResult; readonly after: CheckResult }[];
  /** Settings that the project leaves to Django, which has another value for them. */
  readonly defaults: readonly { readonly name: string; readonly before: Plain; readonly after: Plain }[];
}

/** Compares two reports on the same files. */
export function compareReports(before: ProjectReport, after: ProjectReport): Comparison {
  const found = new Set(findings(before).map(wordsOf));
  const left = new Set(findings(after).map(placeOf));
  return {
    before,
    after,
    // A finding that says something else is a new one; the old one is not gone.
    appeared: findings(after).filter((verdict) => !found.has(wordsOf(verdict))),
    gone: findings(before).filter((verdict) => !left.has(placeOf(verdict))),
    startup:
      before.startup.state === after.startup.state
        ? undefined
        : { before: before.startup, after: after.startup },
    checks: before.checks.flatMap((check, n) => {
      const other = after.checks[n]!;
      const silent = SAYS_NOTHING.includes(check.state) && SAYS_NOTHING.includes(other.state);
      return silent || check.state === other.state ? [] : [{ before: check, after: other }];
    }),
    defaults: newDefaults(before, after),
  };
}

const SAYS_NOTHING: readonly CheckResult["state"][] = ["clear", "not-applicable"];

function findings({ verdicts }: ProjectReport): ReportedVerdict[] {
  return verdicts.filter(({ shown }) => shown);
}

function placeOf({ rule, verdict }: ReportedVerdict): string {
  return `${rule} ${verdict.at?.file} ${verdict.at?.start}`;
}

function wordsOf(reported: ReportedVerdict): string {
  return `${placeOf(reported)} ${reported.severity} ${reported.verdict.message}`;
}

function newDefaults({ project, settings }: ProjectReport, after: ProjectReport): Comparison["defaults"] {
  const [from, to] = [singleVersion(project.django.range), singleVersion(after.project.django.range)];
  if (from === undefined || to === undefined || settings.open !== undefined) return [];
  return changedDefaults(from, to).filter(({ name }) => !settings.defines(name));
}

function singleVersion(range: VersionRange | undefined) {
  return range !== undefined && range.min === range.max ? range.min : undefined;
}
