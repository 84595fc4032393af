/** What the probe wants to know of a page: a scan over its tags, in one pass, total on any text. */
import { parsedUrl } from "./exchange";

export interface PageLinks {
  /** Absolute URLs of the stylesheets and scripts, each once, in the page's order. */
  readonly assets: readonly { readonly kind: "css" | "js"; readonly url: string }[];
  /** Of `<link rel="icon">`; may be a data: URL. */
  readonly icon: string | undefined;
  /** The first link to a page to log in, on the page's own origin. */
  readonly login: string | undefined;
}

interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/** Elements whose content is text: a tag in there is none. */
const RAW: ReadonlySet<string> = new Set([
  "script",
  "style",
  "textarea",
  "title",
  "xmp",
  "iframe",
  "noscript",
]);

const LOGIN = /\/(log-?in|sign-?in)\/?$/i;

/** @param url the page's own */
export function pageLinks(text: string, url: string): PageLinks {
  const assets = new Map<string, "css" | "js">();
  let base = url;
  let icon: string | undefined;
  let login: string | undefined;
  for (const { name, attributes } of tags(text)) {
    const href = attributes.get("href");
    const target = href === undefined ? undefined : parsedUrl(href.trim(), base);
    if (name === "base" && base === url && target !== undefined) base = target.href;
    if (name === "link" && target !== undefined) {
      const rel = (attributes.get("rel") ?? "").toLowerCase().split(/\s+/);
      if (rel.includes("stylesheet") && !rel.includes("alternate")) assets.set(plain(target), "css");
      if (rel.includes("icon")) icon ??= target.href;
    }
    if (name === "a" && target !== undefined && target.origin === new URL(url).origin) {
      if (LOGIN.test(target.pathname)) login ??= plain(target);
    }
    const source = name === "script" ? attributes.get("src") : undefined;
    const script = source === undefined ? undefined : parsedUrl(source.trim(), base);
    if (script !== undefined) assets.set(plain(script), "js");
  }
  return { assets: [...assets].map(([found, kind]) => ({ kind, url: found })), icon, login };
}

/** A URL without its fragment, which servers never see. */
function plain(url: URL): string {
  const copy = new URL(url);
  copy.hash = "";
  return copy.href;
}

/** The start tags outside of comments and raw text. */
function* tags(text: string): Generator<Tag> {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at < 0) return;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      if (end < 0) return;
      at = end + 3;
      continue;
    }
    const name = /[a-z][a-z0-9]*/iy;
    name.lastIndex = at + 1;
    const found = name.exec(text)?.[0].toLowerCase();
    if (found === undefined) {
      at++;
      continue;
    }
    const { attributes, end } = readAttributes(text, name.lastIndex);
    yield { name: found, attributes };
    at = end;
    if (RAW.has(found)) {
      const close = new RegExp(`</${found}`, "gi");
      close.lastIndex = at;
      if (!close.test(text)) return;
      at = close.lastIndex;
    }
  }
}

/** The attributes behind a tag's name, up to its ">". */
function readAttributes(
  text: string,
  start: number,
): { readonly attributes: ReadonlyMap<string, string>; readonly end: number } {
  const attributes = new Map<string, string>();
  const pattern = /[\s/]*(?:([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?|>|$)/y;
  let at = start;
  for (;;) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return { attributes, end: at };
    at = pattern.lastIndex;
    const [, name, double, single, bare] = match;
    if (name === undefined) return { attributes, end: at };
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, unescaped(double ?? single ?? bare ?? ""));
  }
}

/** The one character reference that URLs in pages are full of. */
function unescaped(value: string): string {
  return value.replaceAll("&amp;", "&");
}
