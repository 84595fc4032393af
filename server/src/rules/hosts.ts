/** What the rules on ALLOWED_HOSTS share: which entries Django can match, and with what. */

import type { Plain, Tri } from "../settings/plain";

/** The variable that the fixes read ALLOWED_HOSTS from. */
export const HOSTS_VARIABLE = "DJANGO_ALLOWED_HOSTS";

const LOCAL: ReadonlySet<string> = new Set([
  "localhost",
  ".localhost",
  "127.0.0.1",
  "[::1]",
  "0.0.0.0",
  "[::]",
  "testserver",
]);

/**
 * Whether some request's host can match an entry: Django compares it with a host name in lower case, without port and
 * final dot, and refuses hosts of other characters before that (`host_validation_re` of django/http/request.py).
 */
export function canMatch(entry: string): boolean {
  const host = entry.toLowerCase();
  if (host === "*" || /^\[[a-f0-9]*:[a-f0-9.:]+\]$/.test(host)) return true;
  return /^[a-z0-9.-]+$/.test(host) && !host.endsWith(".");
}

/** The entry that was meant by one that cannot match, as in `https://example.com/`; undefined where nobody knows. */
export function meantHost(entry: string): string | undefined {
  const host = entry
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^([^:]*|\[.*\]):\d*$/, "$1")
    .replace(/^\*\./, ".")
    .replace(/(?<=.)\.$/, "");
  const bracketed = host.includes("::") && !host.startsWith("[") ? `[${host}]` : host;
  return bracketed !== "*" && canMatch(bracketed) ? bracketed : undefined;
}

/** Whether an entry stands for the machine itself. */
export function isLocalHost(entry: string): boolean {
  return LOCAL.has((canMatch(entry) ? entry : (meantHost(entry) ?? "")).toLowerCase());
}

/** Whether Django takes a host, which may begin with a dot for all its subdomains, for one of the entries. */
export function isCovered(host: string, entries: readonly string[]): boolean {
  const wanted = host.toLowerCase();
  return entries.some((entry) => {
    const pattern = entry.toLowerCase();
    return pattern === wanted || (pattern.startsWith(".") && `.${wanted}`.endsWith(pattern));
  });
}

/** The items of ALLOWED_HOSTS that are known strings. */
export function knownHosts(hosts: Plain): readonly (Plain & { readonly kind: "str" })[] {
  if (hosts.kind !== "list" && hosts.kind !== "tuple") return [];
  return hosts.items.filter((item) => item.kind === "str");
}

/** Whether nothing is in the list but what `knownHosts` gives. */
export function allKnown(hosts: Plain): boolean {
  if (hosts.kind !== "list" && hosts.kind !== "tuple") return false;
  return hosts.open === undefined && hosts.items.every(({ kind }) => kind === "str");
}

/** What Django admits in place of an empty ALLOWED_HOSTS where DEBUG is on (`get_host` of django/http/request.py). */
const WITH_DEBUG: readonly string[] = [".localhost", "127.0.0.1", "[::1]"];

/** Whether Django admits requests for a host, as `validate_host` of django/http/request.py decides; undefined if that is not known. */
export function admits(host: string, allowed: Plain, debug: Tri): Tri {
  const known = knownHosts(allowed).map(({ value }) => value);
  if (known.includes("*") || isCovered(host, known)) return true;
  if (!allKnown(allowed)) return undefined;
  const local = known.length === 0 && isCovered(host, WITH_DEBUG);
  return local && debug !== false ? debug : false;
}
