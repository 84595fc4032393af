/** What `check --compare` prints. */
import type { Comparison } from "../compare";
import type { CheckResult, ReportedVerdict } from "../report";
import { display } from "../settings/display";
import type { Startup } from "../settings/settings";
import type { Snapshot } from "../snapshot";
import { findingText, versionText } from "./text";

/** One project's differences, under the two versions; a single line where there are none. */
export function comparisonText(
  { before, after, appeared, gone, startup, checks, defaults }: Comparison,
  snapshot: Snapshot,
  show: (path: string) => string,
): string[] {
  const findings = (verdicts: readonly ReportedVerdict[]) =>
    verdicts.map((verdict) => findingText(verdict, snapshot, show));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      "Start",
      startup === undefined ? [] : [`${startText(startup.before)}; then ${startText(startup.after)}`],
    ],
    ["Newly reported", findings(appeared)],
    ["No longer reported", findings(gone)],
    [
      "Other values for settings that the project does not set",
      defaults.map(
        (each) => `${each.name}: ${display(each.before, each.name)}, then ${display(each.after, each.name)}`,
      ),
    ],
    [
      "Django's own checks",
      checks.map((each) => `${each.before.id}: ${stateText(each.before)}, then ${stateText(each.after)}`),
    ],
  ];
  const head = `${before.project.name}: from Django ${versionText(before)} to Django ${versionText(after)}`;
  const filled = sections.filter(([, lines]) => lines.length > 0);
  if (filled.length === 0) return [`${head}: nothing changes`];
  return [
    head,
    ...filled.flatMap(([title, lines]) => [`  ${title}:`, ...lines.map((line) => `    ${line}`)]),
  ];
}

function startText(startup: Startup): string {
  switch (startup.state) {
    case "ok":
      return "Django starts";
    case "raises":
      return `it raises ${startup.exception}`;
    case "may-raise":
    case "undecided":
      return `it may raise ${startup.exception}`;
    case "unknown":
      return `not known, because ${startup.reason}`;
  }
}

function stateText({ state, reason }: CheckResult): string {
  switch (state) {
    case "not-applicable":
      return "no such check";
    case "raises":
      return `raises ${reason}`;
    default:
      return state;
  }
}
