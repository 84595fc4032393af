/** What the probe asks of the network, and what comes back: the port that a host implements. */

export interface ProbeRequest {
  /** An absolute http: or https: URL. */
  readonly url: string;
  /** The value of Accept-Encoding. */
  readonly encoding: "identity" | "br, gzip";
}

export interface Response {
  readonly kind: "response";
  readonly status: number;
  /** In the order they came; names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The body as it came, not decompressed, read as UTF-8, at most `BODY_LIMIT` bytes of it. */
  readonly body: string;
  /** The length in bytes of what was read of the body. */
  readonly size: number;
  /** True if the body is longer than what was read, or ended early. */
  readonly cut: boolean;
  /** True over TLS with a certificate that is trusted for this host, false with another one; absent over plain HTTP. */
  readonly trusted?: boolean;
}

export interface Failure {
  readonly kind: "failed";
  /** Part of a sentence: "the connection was refused". */
  readonly reason: string;
}

export type Reply = Response | Failure;

/** What a TLS handshake shows. */
export interface Handshake {
  readonly kind: "handshake";
  /** Milliseconds since 1970; undefined where the certificate does not say it in a form that can be read. */
  readonly validFrom: number | undefined;
  readonly validTo: number | undefined;
  /** Why the certificate is not trusted for this host, as part of a sentence; undefined if it is. */
  readonly problem: string | undefined;
  readonly issuer: string;
  /** "TLSv1.3" */
  readonly version: string;
  /** True if the server chose HTTP/2. */
  readonly http2: boolean;
}

/** Bytes of a body that are read at most. */
export const BODY_LIMIT = 512 * 1024;

/**
 * The network. Follows no redirects, sends no cookies or other credentials. The promises are rejected only when the person
 * cancels; all else is a `Failure`.
 */
export interface Prober {
  get(request: ProbeRequest): Promise<Reply>;
  /** @param host a name or an address without brackets */
  handshake(host: string, port: number): Promise<Handshake | Failure>;
}

/** An address that was asked for, and what came back. */
export interface Fetched {
  readonly url: string;
  readonly reply: Reply;
}

/** The values of a header that may come several times. */
export function headerValues({ headers }: Response, name: string): string[] {
  return headers.filter(([known]) => known === name).map(([, value]) => value.trim());
}

/** A header's value; several are joined with commas, as HTTP does. */
export function header(response: Response, name: string): string | undefined {
  const values = headerValues(response, name);
  return values.length === 0 ? undefined : values.join(", ");
}

/** The media type of a response in lower case, without parameters. */
export function mediaType(response: Response): string {
  return (header(response, "content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

/** A response's text, or undefined if it came compressed although nobody asked for that. */
export function textOf(response: Response): string | undefined {
  const encoding = header(response, "content-encoding")?.toLowerCase() ?? "identity";
  return encoding === "identity" || encoding === "" ? response.body : undefined;
}

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Where a response redirects to, as an absolute URL; undefined if it does not, or to nowhere that can be read. */
export function redirectTarget({ url, reply }: Fetched): URL | undefined {
  if (reply.kind === "failed" || !REDIRECTS.includes(reply.status)) return undefined;
  const [location] = headerValues(reply, "location");
  return location === undefined ? undefined : parsedUrl(location, url);
}

/** A URL, or undefined for what is none. */
export function parsedUrl(text: string, base?: string): URL | undefined {
  return URL.canParse(text, base) ? new URL(text, base) : undefined;
}

/** A text of the site's for people: on one line, without control characters, at most `limit` long. */
export function shown(text: string, limit = 160): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`;
}
