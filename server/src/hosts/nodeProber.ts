/** The network of the probe, with Node's own clients. */
import * as http from "node:http";
import * as https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { StringDecoder } from "node:string_decoder";
import * as tls from "node:tls";
import { version } from "../../../package.json";
import { BODY_LIMIT, type Failure, type Handshake, type Prober, type Reply } from "../probe/exchange";

export interface NodeProberOptions {
  /** Cancels everything: the prober's promises are rejected then. */
  readonly signal: AbortSignal;
  /** How long one answer may take, in milliseconds. */
  readonly timeout?: number;
  /** How long all of them may take, in milliseconds. */
  readonly budget?: number;
  /** How names become addresses, in tests. */
  readonly lookup?: LookupFunction;
}

const TIMEOUT = 10_000;
const BUDGET = 60_000;

/** A prober for one site. Its time begins now. */
export function nodeProber({
  signal,
  timeout = TIMEOUT,
  budget = BUDGET,
  lookup,
}: NodeProberOptions): Prober {
  const end = Date.now() + budget;

  /** Runs `start` until it calls back, the time is up, or the person cancels. `stop` ends the connection. */
  function limited<T>(
    start: (settle: (result: T | Failure) => void) => { readonly stop: () => void },
  ): Promise<T | Failure> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const time = Math.min(timeout, end - Date.now());
      if (time <= 0) return resolve(failed("the site was too slow before, and the time is up"));
      let connection: { readonly stop: () => void } | undefined;
      let settled = false;
      const finish = (settle: () => void) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        signal.removeEventListener("abort", cancel);
        connection?.stop();
        settle();
      };
      const cancel = () => finish(() => reject(signal.reason));
      const timer = setTimeout(
        () => finish(() => resolve(failed(`no whole answer came in ${Math.ceil(time / 1000)} seconds`))),
        time,
      );
      signal.addEventListener("abort", cancel);
      connection = start((result) => finish(() => resolve(result)));
      if (settled) connection.stop();
    });
  }

  return {
    get: ({ url, encoding }) => limited<Reply>((settle) => get(new URL(url), encoding, lookup, settle)),
    handshake: (host, port) => limited<Handshake>((settle) => handshake(host, port, lookup, settle)),
  };
}

function failed(reason: string): Failure {
  return { kind: "failed", reason };
}

function get(
  url: URL,
  encoding: string,
  lookup: LookupFunction | undefined,
  settle: (reply: Reply) => void,
): { readonly stop: () => void } {
  const secure = url.protocol === "https:";
  const client = secure ? https : http;
  const request = client.request(url, {
    agent: false,
    lookup,
    // The certificate is judged, not relied on: nothing secret is sent, and what came over an untrusted one proves nothing.
    rejectUnauthorized: false,
    headers: {
      "User-Agent": `django-preflight/${version}`,
      Accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      "Accept-Encoding": encoding,
      Connection: "close",
    },
  });
  request.on("response", (response) => {
    // Asked now: a response that has ended may have lost its socket.
    const trusted = secure ? { trusted: (response.socket as tls.TLSSocket).authorized } : {};
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (cut: boolean) => {
      const body = Buffer.concat(chunks).subarray(0, BODY_LIMIT);
      settle({
        kind: "response",
        status: response.statusCode ?? 0,
        headers: pairs(response.rawHeaders),
        // A decoder holds back the half of a character that the limit cut off.
        body: new StringDecoder("utf8").write(body),
        size: body.length,
        cut,
        ...trusted,
      });
    };
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > BODY_LIMIT) done(true);
    });
    response.on("end", () => done(false));
    // The connection broke in the middle: what came is still there to judge.
    response.on("error", () => done(true));
  });
  request.on("error", (error) => settle(failed(reasonOf(error))));
  request.end();
  return { stop: () => void request.destroy() };
}

function pairs(raw: readonly string[]): (readonly [string, string])[] {
  const out: (readonly [string, string])[] = [];
  for (let n = 0; n + 1 < raw.length; n += 2) out.push([raw[n]!.toLowerCase(), raw[n + 1]!]);
  return out;
}

function handshake(
  host: string,
  port: number,
  lookup: LookupFunction | undefined,
  settle: (result: Handshake | Failure) => void,
): { readonly stop: () => void } {
  const socket = tls.connect({
    host,
    port,
    lookup,
    // An address is no server name: RFC 6066, section 3.
    servername: isIP(host) === 0 ? host : "",
    rejectUnauthorized: false,
    ALPNProtocols: ["h2", "http/1.1"],
    checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate),
  });
  socket.on("secureConnect", () => {
    const certificate = socket.getPeerCertificate();
    settle({
      kind: "handshake",
      validFrom: time(certificate.valid_from),
      validTo: time(certificate.valid_to),
      problem: socket.authorized ? undefined : problemOf(socket.authorizationError, host),
      issuer: one(certificate.issuer?.O) ?? one(certificate.issuer?.CN) ?? "",
      version: socket.getProtocol() ?? "",
      http2: socket.alpnProtocol === "h2",
    });
  });
  socket.on("error", (error) => settle(failed(reasonOf(error))));
  return { stop: () => void socket.destroy() };
}

/** A name of a certificate may be there several times. */
function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function time(text: string | undefined): number | undefined {
  const parsed = Date.parse(text ?? "");
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** OpenSSL's codes, in words. */
const TRUST: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its chain ends with a certificate that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT: "its chain is not complete",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its chain is not complete, or its authority is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its chain is not complete",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_REVOKED: "it was revoked",
};

function problemOf(error: Error | string | undefined, host: string): string {
  const code =
    typeof error === "string" ? error : ((error as NodeJS.ErrnoException)?.code ?? error?.message ?? "");
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `it is not for ${host}`;
  return TRUST[code] ?? code;
}

/** The system's and OpenSSL's codes, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  EPIPE: "the connection was closed",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name could not be looked up",
  ETIMEDOUT: "the connection took too long",
  EHOSTUNREACH: "there is no way to the host",
  ENETUNREACH: "there is no way to the host's network",
  HPE_HEADER_OVERFLOW: "the headers are too long",
  EPROTO: "what answers there does not speak TLS",
  ERR_SSL_WRONG_VERSION_NUMBER: "what answers there does not speak TLS",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "what answers there does not speak TLS",
};

function reasonOf(
  error: NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] },
): string {
  // Where a name has several addresses, each has an error of its own.
  const code = error.code ?? error.errors?.[0]?.code ?? "";
  if (REASONS[code] !== undefined) return REASONS[code];
  if (code.startsWith("HPE_")) return "what answers there does not speak HTTP";
  return error.message === "" ? code : error.message;
}
