/** The probe of a deployed site: requests through a port, then a judgement on what came back. */
import type { Severity } from "../rules/rule";
import type { Outcome, View } from "./check";
import { CHECKS } from "./checks";
import { type Prober, shown } from "./exchange";
import type { Expected } from "./expected";
import { lookAt, type Site } from "./site";
import type { Target } from "./target";

export interface ProbeResult {
  readonly id: string;
  readonly title: string;
  readonly state: Outcome["state"];
  /** How bad it is if it failed. */
  readonly severity: Severity;
  /** Whole sentences. */
  readonly detail: string;
  /** Lines of the responses. Nothing in here is secret: cookies are without their values. */
  readonly evidence: readonly string[];
  /** True if it may tick an item of the checklist. */
  readonly proves: boolean;
  readonly link: string;
}

export interface ProbeReport {
  /** "https://example.com" */
  readonly origin: string;
  readonly host: string;
  /** True for addresses of this machine. */
  readonly loopback: boolean;
  /** ISO 8601, of the end of the probe. */
  readonly at: string;
  readonly requests: number;
  /** False if somebody on the way could have answered: the certificate is not trusted. */
  readonly trusted: boolean;
  readonly results: readonly ProbeResult[];
}

export interface ProbeOptions {
  readonly prober: Prober;
  readonly expected?: Expected;
  readonly onStep?: (url: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Characters of one detail or line of evidence. */
const LONGEST = 600;

/** Probes one site. The promise is rejected only where the prober's is: when the person cancels. */
export async function probe(
  target: Target,
  { prober, expected, onStep, now }: ProbeOptions,
): Promise<ProbeReport> {
  const site = await lookAt(target, prober, onStep);
  return judge({ site, expected, now: now() });
}

/** What the responses say. */
export function judge(view: View): ProbeReport {
  const { site, now } = view;
  const trusted = isTrusted(site);
  return {
    origin: site.target.origin,
    host: site.target.host,
    loopback: site.target.loopback,
    at: new Date(now).toISOString(),
    requests: site.requests,
    trusted,
    results: CHECKS.map((check) => {
      const { state, detail, evidence = [], severity = check.severity, proves = true } = check.judge(view);
      const { id, title, link } = check;
      return {
        id,
        title,
        state,
        severity,
        // Parts of both may be the site's words.
        detail: shown(detail, LONGEST),
        evidence: evidence.map((line) => shown(line, LONGEST)),
        proves: state === "pass" && proves && trusted,
        link,
      };
    }),
  };
}

function isTrusted(site: Site): boolean {
  const all = [
    site.https,
    site.front,
    site.missing,
    site.robots,
    site.sitemap,
    site.icon,
    site.login,
    ...site.assets,
  ];
  return all.every((fetched) => fetched?.reply.kind !== "response" || fetched.reply.trusted !== false);
}

/** Where the site's headers get a grade from MDN's HTTP Observatory, for sites that it can reach. */
export function gradeLink({ origin, host, loopback }: ProbeReport): string | undefined {
  const reachable = !loopback && host.includes(".") && !host.includes(":") && !/[\d.]$/.test(host);
  return reachable && new URL(origin).port === ""
    ? `https://developer.mozilla.org/en-US/observatory/analyze?host=${encodeURIComponent(host)}`
    : undefined;
}
