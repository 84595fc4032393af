import type { Severity } from "../../rules/rule";
import { pathOf, type ShownFinding } from "../findings";

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: "critical",
  warning: "major",
  info: "info",
  hint: "info",
};

/**
 * A Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 * @param fingerprint a short text for an identity
 */
export function gitlabReport(
  findings: readonly ShownFinding[],
  fingerprint: (identity: string) => string,
): string {
  const entries = findings.map((finding) => ({
    description: finding.message,
    check_name: finding.rule,
    fingerprint: fingerprint(finding.identity),
    severity: SEVERITIES[finding.severity],
    // It must have a place: what no line says stands at the beginning of the project's folder.
    location: { path: pathOf(finding), lines: { begin: (finding.place?.start.line ?? 0) + 1 } },
  }));
  return JSON.stringify(entries, undefined, 2);
}
