/** Which items of the checklist the probe speaks of. */
import type { ProbeReport } from "./probe";

/** By item: the checks that prove it, if all of them pass. If one fails, the item is refuted. */
export const PROOFS: Readonly<Record<string, readonly string[]>> = {
  "debug-off": ["debug-page"],
  "https-everywhere": ["https-redirect", "certificate", "front-page"],
  "https-redirect": ["https-redirect"],
  hsts: ["hsts"],
  "secure-cookies": ["session-cookie", "csrf-cookie"],
  "security-headers": ["content-type-options", "frame-options", "referrer-policy"],
  "content-security-policy": ["content-security-policy"],
  http2: ["http2"],
  "static-served": ["static-served"],
  storages: ["static-hashed", "static-compressed"],
  "robots-txt": ["robots-txt"],
  sitemap: ["sitemap"],
  favicon: ["favicon"],
};

/** By item: checks that prove too little of it, and refute it all the same. */
export const REFUTATIONS: Readonly<Record<string, readonly string[]>> = {
  // No request makes a site show its page for 500.
  "error-pages": ["not-found-page"],
  "tls-test": ["certificate"],
  "certificate-renewal": ["certificate"],
};

/** The items that a report proves. */
export function provenItems({ results }: ProbeReport): string[] {
  const proving = new Set(results.filter(({ proves }) => proves).map(({ id }) => id));
  return Object.keys(PROOFS).filter((item) => PROOFS[item]!.every((check) => proving.has(check)));
}

/** The items that a report shows not to be done: one of their checks failed. */
export function refutedItems({ results }: ProbeReport): string[] {
  const failed = new Set(results.filter(({ state }) => state === "fail").map(({ id }) => id));
  return [...Object.entries(PROOFS), ...Object.entries(REFUTATIONS)].flatMap(([item, checks]) =>
    checks.some((check) => failed.has(check)) ? [item] : [],
  );
}

/** The items that a check can help to tick. */
export function itemsOf(check: string): string[] {
  return Object.keys(PROOFS).filter((item) => PROOFS[item]!.includes(check));
}
