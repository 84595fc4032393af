import type { Painter } from "../colours";
import type { ShownFinding, ShownPlace } from "../findings";
import { withoutSecrets, withoutTexts } from "./hidden";

/** Longer lines are cut around the finding. */
const MAX_WIDTH = 120;

/** Findings with the line that each is about, its fixes and the page of its rule. */
export function fullReport(findings: readonly ShownFinding[], paint: Painter): string[] {
  return findings.flatMap(({ rule, severity, message, place, fixes, page }) => [
    `${paint(severity, `${severity}[${rule}]`)}: ${message}`,
    ...(place === undefined ? [] : frame(place, SECRETS.has(rule))),
    ...fixes.map((title) => `  = fix: ${title}`),
    ...(page === undefined ? [] : [`  = see: ${page}`]),
    "",
  ]);
}

/** Rules that may point at a secret. */
const SECRETS: ReadonlySet<string> = new Set([
  "credential-hardcoded",
  "docker-secret",
  "manifest-secret-literal",
  "pydantic-insecure-default",
  "secret-key-bytes",
  "secret-key-fallbacks-not-list",
  "secret-key-fallbacks-weak",
  "secret-key-hardcoded",
  "secret-key-insecure-default",
  "secret-key-insecure-prefix",
  "secret-key-weak",
]);

function frame({ path, start, end, line: written }: ShownPlace, isSecret: boolean): string[] {
  const number = String(start.line + 1);
  const margin = " ".repeat(number.length);
  const until = end.line === start.line ? end.character : written.length;
  const hidden = withoutSecrets(written, path);
  const line = isSecret ? withoutTexts(hidden, start.character, until) : hidden;
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
