import type { Painter } from "../colours";
import type { ShownFinding, ShownPlace } from "../findings";

/** Longer lines are cut around the finding. */
const MAX_WIDTH = 120;

/** Findings with the line that each is about, its fixes and the page of its rule. */
export function fullReport(findings: readonly ShownFinding[], paint: Painter): string[] {
  return findings.flatMap(({ rule, severity, message, place, fixes, page }) => [
    `${paint(severity, `${severity}[${rule}]`)}: ${message}`,
    ...(place === undefined ? [] : frame(place)),
    ...fixes.map((title) => `  = fix: ${title}`),
    ...(page === undefined ? [] : [`  = see: ${page}`]),
    "",
  ]);
}

function frame({ path, start, end, line }: ShownPlace): string[] {
  const number = String(start.line + 1);
  const margin = " ".repeat(number.length);
  const until = end.line === start.line ? end.character : line.length;
  // Tabs keep their width only if what is above has the same ones.
  const from = Math.max(0, Math.min(start.character - 20, line.length - MAX_WIDTH));
  const shown = line.slice(from, from + MAX_WIDTH);
  const before = line.slice(from, start.character).replace(/[^\t]/g, " ");
  const length = Math.max(1, Math.min(until, from + MAX_WIDTH) - start.character);
  return [
    `${margin}--> ${path}:${number}:${start.character + 1}`,
    `${margin} |`,
    `${number} | ${from > 0 ? `…${shown.slice(1)}` : shown}`,
    `${margin} | ${before}${"^".repeat(length)}`,
  ];
}
