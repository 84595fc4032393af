/** What the checks of the probe are made of. */
import type { Severity } from "../rules/rule";
import { type Fetched, type Response, shown } from "./exchange";
import type { Expected } from "./expected";
import type { Site } from "./site";

/** What a check judges. */
export interface View {
  readonly site: Site;
  /** undefined without a project: what the settings say is left out then. */
  readonly expected: Expected | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface Outcome {
  /** unknown: it was asked for, and the answer does not tell. skipped: it was not asked for. */
  readonly state: "pass" | "fail" | "unknown" | "skipped";
  /** Whole sentences. */
  readonly detail: string;
  /** The lines of the responses that decide it. */
  readonly evidence?: readonly string[];
  /** Of a failed check, where it is not the check's own. */
  readonly severity?: Severity;
  /** False if a passed check proves no item of the checklist: the answer shows less than the item asks for. */
  readonly proves?: boolean;
}

export interface Check {
  /** Stable: it is in the JSON output. */
  readonly id: string;
  readonly title: string;
  /** Of its failures. */
  readonly severity: Severity;
  readonly link: string;
  judge(view: View): Outcome;
}

type Extra = Omit<Outcome, "state" | "detail">;

export const pass = (detail: string, extra?: Extra): Outcome => ({ state: "pass", detail, ...extra });
export const fail = (detail: string, extra?: Extra): Outcome => ({ state: "fail", detail, ...extra });
export const unknown = (detail: string, extra?: Extra): Outcome => ({ state: "unknown", detail, ...extra });
export const skipped = (detail: string): Outcome => ({ state: "skipped", detail });

/** The response to a request, or why there is none to judge. */
export function responseTo(
  fetched: Fetched | undefined,
  { site }: View,
): { readonly response: Response; readonly url: string } | { readonly instead: Outcome } {
  if (fetched === undefined) return { instead: skipped(whyNothing(site)) };
  const { url, reply } = fetched;
  if (reply.kind === "failed")
    return { instead: unknown(`${address(url)} gave no answer: ${reply.reason}.`) };
  return { response: reply, url };
}

/** The page that visitors get over HTTPS, or why there is none: for what matters with TLS only. */
export function securePage(view: View): ReturnType<typeof responseTo> {
  const { site } = view;
  const { https, target } = site;
  if (https === undefined || https.reply.kind === "failed") {
    const host = shown(target.host);
    const why = https?.reply.kind === "failed" ? `: ${https.reply.reason}.` : ".";
    return target.loopback || target.address
      ? { instead: skipped(`${host} does not answer with TLS${why}`) }
      : { instead: unknown(`${host} gives no answer over HTTPS${why}`) };
  }
  return responseTo(site.front ?? https, view);
}

function whyNothing(site: Site): string {
  if (site.elsewhere !== undefined)
    return `The site is at ${address(site.elsewhere)}: probe that address for the rest.`;
  return "The site gave no page.";
}

/** A URL for people, without what a query may hold. */
export function address(url: string): string {
  return shown(url.replace(/[?#].*$/s, ""));
}

/** "HTTP 301, Location: https://example.com/" */
export function statusLine({ status }: Response, ...headers: readonly string[]): string {
  return [`HTTP ${status}`, ...headers].join(", ");
}

/** "Name: value" */
export function headerLine(name: string, value: string): string {
  return `${name}: ${shown(value)}`;
}

/** "1 day", "12 days" */
export function days(count: number): string {
  return count === 1 ? "1 day" : `${count} days`;
}
