/** CSRF_TRUSTED_ORIGINS: what Django makes of its entries, and what was meant by them. */
import type { FileChange } from "../edits/edit";
import { isSequence, stringValue } from "../edits/python/displays";
import { assignedName } from "../edits/python/settings";
import { EditSession } from "../edits/session";
import type { Plain, PlainStr } from "../settings/plain";
import type { Stmt } from "../syntax/python/ast";
import { isExpression } from "../syntax/python/find";
import { isLocalHost } from "./hosts";
import type { RuleContext } from "./rule";

export const TRUSTED_ORIGINS = "CSRF_TRUSTED_ORIGINS";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: "80", https: "443" };

/** The entries that are known strings; there may be others. */
export function knownEntries(value: Plain): readonly PlainStr[] {
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return [];
  return value.items.filter((item): item is PlainStr => item.kind === "str");
}

/** Why an entry with a scheme can match no request, for Django 4.0 and newer; undefined if it may match one. */
export function whyNeverMatches(entry: string): string | undefined {
  const [, scheme = "", rest = ""] = /^(.*?):\/\/(.*)$/s.exec(entry) ?? [];
  // Applications and browser extensions have origins of their own kinds.
  if (!/^\s*https?\s*$/i.test(scheme))
    return scheme.includes("*") ? "has a wildcard for the scheme" : undefined;
  const [host = ""] = rest.split(/[/?#]/);
  if (host.includes("*")) return whyWildcardFails(entry, scheme, host);
  if (/\s/.test(entry)) return "has a space in it";
  if (rest.length > host.length) {
    return rest.length === host.length + 1 ? "ends with a slash" : "has a path";
  }
  if (host === "") return "has no host";
  if (host.includes("@")) return "has a user name";
  if (/[^!-~]/.test(entry)) return "has letters that browsers send in another form (xn--)";
  if (entry !== entry.toLowerCase()) return "has upper-case letters, but browsers send lower case";
  return whyPortFails(scheme, host);
}

function whyWildcardFails(entry: string, scheme: string, host: string): string | undefined {
  // What Python makes of white space depends on its version.
  if (/\s/.test(entry)) return undefined;
  const pattern = host.replace(/^\*+/, "");
  if (pattern === "" || pattern.includes("*")) return "has a wildcard that is not the first part of a domain";
  return whyPortFails(scheme.toLowerCase(), host);
}

function whyPortFails(scheme: string, host: string): string | undefined {
  return host.endsWith(`:${DEFAULT_PORTS[scheme]}`)
    ? "has the default port, which browsers leave out"
    : undefined;
}

/** The entry that was meant, for Django 4.0 and newer; undefined where nobody can say. */
export function corrected(entry: string): string | undefined {
  const text = entry.trim();
  const [, given, rest = ""] = /^(?:([a-z]+):)?(?:\/\/)?(.*)$/is.exec(
    text.includes("://") ? text : `//${text.replace(/^\/+/, "")}`,
  )!;
  const [host = ""] = rest.toLowerCase().split(/[/?#]/);
  const [, stars = "", domain = "", port] =
    /^(\*\.?|\.)?((?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*)(?::(\d+))?$/.exec(
      host,
    ) ?? [];
  if (domain === "" || domain === "null") return undefined;
  const scheme = given?.toLowerCase() ?? (isLocalHost(domain) ? "http" : "https");
  if (scheme !== "http" && scheme !== "https") return undefined;
  const shownPort = port === undefined || port === DEFAULT_PORTS[scheme] ? "" : `:${port}`;
  return `${scheme}://${stars === "" ? "" : "*."}${domain}${shownPort}`;
}

/** Whether Django 4.0 and newer trust an origin because of one of these entries. */
export function isTrusted(origin: string, entries: readonly string[]): boolean {
  const [, scheme, host = ""] = /^(\w+):\/\/(.*)$/.exec(origin) ?? [];
  return entries.some((entry) => {
    if (!entry.includes("*")) return entry === origin;
    const [, entryScheme, pattern = ""] = /^(\w+):\/\/\*+(\.[^/?#*]+)/.exec(entry.toLowerCase()) ?? [];
    return entryScheme === scheme && pattern !== "" && (host.endsWith(pattern) || host === pattern.slice(1));
  });
}

/** Replaces entries where each is written in a list of the setting; undefined where one is not, or has no better text. */
export function replaceEntries(
  { snapshot }: RuleContext,
  entries: readonly PlainStr[],
  change: (entry: string) => string | undefined,
): readonly FileChange[] | undefined {
  const session = new EditSession(snapshot);
  for (const { value, at } of entries) {
    const editor = at && session.python(at.file);
    const found = at && editor?.expression(at);
    const text = change(value);
    if (editor === undefined || found === undefined || text === undefined) return undefined;
    const { node } = found;
    const [list] = found.parents;
    if (
      stringValue(node) !== value ||
      list === undefined ||
      !isExpression(list) ||
      !isSequence(list) ||
      !isAboutOrigins(editor.statementAt(node))
    )
      return undefined;
    editor.replace(node, `"${text}"`);
  }
  return session.changes();
}

/** Whether a statement gives the setting its items. What is a list by another name may be used elsewhere too. */
function isAboutOrigins(statement: Stmt | undefined): boolean {
  if (statement?.type !== "AugAssign")
    return statement !== undefined && assignedName(statement) === TRUSTED_ORIGINS;
  return statement.target.type === "Name" && statement.target.id === TRUSTED_ORIGINS;
}

/** Entries in a message: the first, and how many more. */
export function someOf(entries: readonly string[]): string {
  const [first = ""] = entries;
  const text = first.length > 60 ? `${first.slice(0, 60)}...` : first;
  const others = entries.length > 1 ? ` (and ${entries.length - 1} more)` : "";
  return `"${text.replace(/\s+/g, " ")}"${others}`;
}
