/** What all formats of the launch report say in the same words. */
import { rangeText } from "../../project/djangoVersion";
import type { Status } from "../status";
import { applicable, type Count, type ReportedProject, STATUS_ORDER } from "./launchReport";

/** A status as a heading. */
export const STATUS_TITLES: Readonly<Record<Status, string>> = {
  problem: "Problem",
  unknown: "Not decided",
  found: "To confirm",
  open: "Open",
  done: "Done",
  "not-applicable": "Not applicable",
};

/** "5 of 8 done" */
export function doneText(count: Count): string {
  return `${count.done} of ${applicable(count)} done`;
}

/** "1 problem, 2 to confirm, 3 open", or "" where nothing is left. */
export function leftText(count: Count): string {
  const words: readonly [Status, string][] = [
    ["problem", count.problem === 1 ? "problem" : "problems"],
    ["unknown", "not decided"],
    ["found", "to confirm"],
    ["open", "open"],
  ];
  return words
    .filter(([status]) => count[status] > 0)
    .map(([status, word]) => `${count[status]} ${word}`)
    .join(", ");
}

/** What the report is about, as names and values. */
export function factsOf(project: ReportedProject): readonly (readonly [name: string, value: string])[] {
  const { settings, settingsReason, environment, django, djangoReason } = project;
  return [
    ["Settings", `${settings ?? "not found"} (${settingsReason})`],
    ...(environment === undefined ? [] : [["Environment", environment] as const]),
    ["Django", `${django === undefined ? "not known" : rangeText(django)} (${djangoReason})`],
    ["Findings of check", findingsText(project)],
  ];
}

/** "3 errors, 1 warning", or "none" */
function findingsText({ findings: { errors, warnings } }: ReportedProject): string {
  const parts = [
    ...(errors > 0 ? [`${errors} ${errors === 1 ? "error" : "errors"}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? "warning" : "warnings"}`] : []),
  ];
  return parts.length === 0 ? "none" : parts.join(", ");
}

/**
 * Divides the width of a bar among the statuses that count, the done ones first. What there is of, gets at least one part.
 * @param width in parts; the parts that are returned add up to it, unless nothing applies
 */
export function barOf(
  count: Count,
  width: number,
): readonly { readonly status: Status; readonly parts: number }[] {
  const total = applicable(count);
  if (total === 0) return [];
  const statuses = (["done", ...STATUS_ORDER] as const)
    .filter((status, n, all) => status !== "not-applicable" && all.indexOf(status) === n)
    .filter((status) => count[status] > 0);
  const parts = statuses.map((status) => Math.max(1, Math.floor((count[status] / total) * width)));
  // What rounding left over goes to, or is taken from, the largest.
  const rest = width - parts.reduce((sum, each) => sum + each, 0);
  const largest = parts.indexOf(Math.max(...parts));
  return statuses.map((status, n) => ({ status, parts: parts[n]! + (n === largest ? rest : 0) }));
}
