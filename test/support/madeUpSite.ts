/** A site in memory, behind the port of the probe. */
import type { Failure, Handshake, Prober, Reply, Response } from "../../server/src/probe/exchange";
import type { Expected } from "../../server/src/probe/expected";
import { type ProbeReport, type ProbeResult, probe } from "../../server/src/probe/probe";
import { parseTarget } from "../../server/src/probe/target";

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** The day of all probes of made-up sites. */
export const NOW = Date.UTC(2026, 2, 1, 12);

export function response(status: number, headers: Headers = {}, body = ""): Response {
  return {
    kind: "response",
    status,
    headers: Object.entries(headers).flatMap(([name, value]) =>
      (typeof value === "string" ? [value] : value).map((each) => [name.toLowerCase(), each] as const),
    ),
    body,
    size: Buffer.byteLength(body),
    cut: false,
  };
}

export const refused: Failure = { kind: "failed", reason: "the connection was refused" };

const HTML = { "Content-Type": "text/html; charset=utf-8" };

export const html = (body: string, headers: Headers = {}, status = 200): Response =>
  response(
    status,
    { ...HTML, ...headers },
    `<!doctype html><html lang="en"><head></head><body>${body}</body></html>`,
  );

export const redirect = (location: string, status = 301): Response =>
  response(status, { Location: location });

export const CSS = "https://example.com/static/app.0123456789ab.css";
export const JS = "https://example.com/static/app.cdef01234567.js";

const SECURITY: Headers = {
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Content-Security-Policy": "default-src 'self'",
  Server: "gunicorn",
};

export const FRONT = `<link rel="stylesheet" href="/static/app.0123456789ab.css"><script src="/static/app.cdef01234567.js"></script><a href="/accounts/login/">Log in</a>`;

export const front = (headers: Headers = {}, body = FRONT): Response =>
  html(body, { ...SECURITY, ...headers });

const forever = { "Cache-Control": "max-age=315360000, public, immutable", "Content-Encoding": "br" };

/** The addresses of a site without a fault. */
export const GOOD: Readonly<Record<string, Reply>> = {
  "http://example.com/": redirect("https://example.com/"),
  "https://example.com/": front(),
  "https://example.com/django-preflight-no-such-page/": html("Nothing here. ".repeat(30), {}, 404),
  "https://example.com/robots.txt": response(
    200,
    { "Content-Type": "text/plain" },
    "User-agent: *\nDisallow: /admin/\n",
  ),
  "https://example.com/sitemap.xml": response(
    200,
    { "Content-Type": "application/xml" },
    '<?xml version="1.0"?><urlset><url><loc>https://example.com/</loc></url></urlset>',
  ),
  "https://example.com/favicon.ico": response(200, { "Content-Type": "image/x-icon" }, "icon"),
  "https://example.com/accounts/login/": html("<form></form>", {
    "Set-Cookie": [
      "csrftoken=topsecret1; Path=/; SameSite=Lax; Secure",
      "sessionid=topsecret2; Path=/; HttpOnly; SameSite=Lax; Secure",
    ],
  }),
  [CSS]: response(200, { "Content-Type": "text/css", ...forever }, "x".repeat(4000)),
  [JS]: response(200, { "Content-Type": "text/javascript", ...forever }, "x".repeat(4000)),
};

export const HANDSHAKE: Handshake = {
  kind: "handshake",
  validFrom: NOW - 30 * 86_400_000,
  validTo: NOW + 60 * 86_400_000,
  problem: undefined,
  issuer: "Let's Encrypt",
  version: "TLSv1.3",
  http2: true,
};

export interface MadeUp {
  readonly url?: string;
  /** Instead of the good site's; undefined for an address that the site does not have. */
  readonly replies?: Readonly<Record<string, Reply | undefined>>;
  readonly handshake?: Handshake | Failure;
  readonly expected?: Expected;
}

export interface Probed extends ProbeReport {
  /** The addresses that were asked for. */
  readonly asked: readonly string[];
  result(id: string): ProbeResult;
}

/** Probes a made-up site. */
export async function probed({
  url = "example.com",
  replies = {},
  handshake = HANDSHAKE,
  expected,
}: MadeUp = {}): Promise<Probed> {
  const all: Readonly<Record<string, Reply | undefined>> = { ...GOOD, ...replies };
  const asked: string[] = [];
  const prober: Prober = {
    async get({ url: address }) {
      asked.push(address);
      return (
        all[address] ??
        (/^https?:\/\/example\.com\//.test(address) ? html("No. ".repeat(90), {}, 404) : refused)
      );
    },
    handshake: async () => handshake,
  };
  const report = await probe(parseTarget(url), { prober, expected, now: () => NOW });
  return {
    ...report,
    asked,
    result(id) {
      const found = report.results.find((result) => result.id === id);
      if (found === undefined) throw new Error(`no check ${id}`);
      return found;
    },
  };
}
