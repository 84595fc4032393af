/** Which items of the checklist the probe can tick: each with the checks that must all have passed. */
import type { ProbeReport } from "./probe";

export const PROOFS: Readonly<Record<string, readonly string[]>> = {
  "https-redirect": ["https-redirect"],
  "proxy-header": ["https-redirect", "front-page"],
  hsts: ["hsts"],
  "secure-cookies": ["session-cookie", "csrf-cookie"],
  "static-served": ["static-served"],
};

/** The items that a report proves. */
export function provenItems({ results }: ProbeReport): string[] {
  const proving = new Set(results.filter(({ proves }) => proves).map(({ id }) => id));
  return Object.keys(PROOFS).filter((item) => PROOFS[item]!.every((check) => proving.has(check)));
}

/** The items that a report shows not to be done: one of their checks failed. */
export function refutedItems({ results }: ProbeReport): string[] {
  const failed = new Set(results.filter(({ state }) => state === "fail").map(({ id }) => id));
  return Object.keys(PROOFS).filter((item) => PROOFS[item]!.some((check) => failed.has(check)));
}

/** The items that a check can help to tick. */
export function itemsOf(check: string): string[] {
  return Object.keys(PROOFS).filter((item) => PROOFS[item]!.includes(check));
}
