/** The address that a person typed, as what there is to ask for. */
import { parsedUrl } from "./exchange";

export interface Target {
  /** The page that was asked for, over plain HTTP; undefined where none follows from an address with a port. */
  readonly http: string | undefined;
  /** The same over HTTPS. */
  readonly https: string | undefined;
  /** Without brackets around an IPv6 address. */
  readonly host: string;
  /** "https://example.com": what was typed, without path and query. */
  readonly origin: string;
  /** Names and addresses of this machine. */
  readonly loopback: boolean;
  /** An IP address instead of a name. */
  readonly address: boolean;
}

/** Thrown for text that is no address to probe; the message is for the user. */
export class BadTarget extends Error {}

/** Reads "example.com", "https://example.com/de/" and the like. Throws BadTarget. */
export function parseTarget(text: string): Target {
  const trimmed = text.trim();
  if (trimmed === "") throw new BadTarget("type the address of the site, such as https://example.com");
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const url = parsedUrl(hasScheme ? trimmed : `https://${trimmed}`);
  if (url === undefined || url.hostname === "")
    throw new BadTarget("that is no address of a site; write it as https://example.com");
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new BadTarget("the address must begin with https:// or http://");
  if (url.username !== "" || url.password !== "")
    throw new BadTarget("leave out the user name and password: the probe sends none");
  const page = url.pathname + url.search;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const secure = url.protocol === "https:";
  const other = url.port === "" ? `${secure ? "http" : "https"}://${url.host}${page}` : undefined;
  const own = url.origin + page;
  return {
    http: secure ? other : own,
    https: secure ? own : other,
    host,
    origin: url.origin,
    loopback: isLoopback(host),
    address: isAddress(host),
  };
}

/** What is wrong with an address, as a sentence; undefined if it can be probed. */
export function targetProblem(text: string): string | undefined {
  try {
    parseTarget(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof BadTarget)) throw error;
    return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
  }
}

function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host) || host.includes(":");
}

function isLoopback(host: string): boolean {
  return host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host) || /(^|\.)localhost\.?$/.test(host);
}

/** The other one of example.com and www.example.com. */
export function isWwwTwin(a: string, b: string): boolean {
  return a === `www.${b}` || b === `www.${a}`;
}
