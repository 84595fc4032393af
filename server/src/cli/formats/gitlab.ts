import type { Severity } from "../../rules/rule";
import type { ShownFinding } from "../findings";

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
  const entries = findings.map(({ rule, severity, message, place, identity }) => ({
    description: message,
    check_name: rule,
    fingerprint: fingerprint(identity),
    severity: SEVERITIES[severity],
    // It must have a place: what no line says stands at the beginning of the settings' folder.
    location: { path: place?.path ?? ".", lines: { begin: (place?.start.line ?? 0) + 1 } },
  }));
  return JSON.stringify(entries, undefined, 2);
}
