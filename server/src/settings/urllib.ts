/** urllib.parse on strings, as of Python 3.12 and 3.13. Where Python raises ValueError, the answer is undefined. */

/** What urlparse() gives. */
export interface Url {
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly params: string;
  readonly query: string;
  readonly fragment: string;
}

/** Schemes whose last path segment may have `;parameters`. */
const WITH_PARAMS: ReadonlySet<string> = new Set(
  " ftp hdl prospero http imap https shttp rtsp rtsps rtspu sip sips mms sftp tel".split(" "),
);

/** urlsplit(): `params` stays empty. */
export function urlsplit(text: string): Url | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that the URL standard strips
  let rest = text.replace(/^[\x00-\x20]+/, "").replace(/[\t\r\n]/g, "");
  let scheme = "";
  const colon = rest.indexOf(":");
  if (colon > 0 && /^[A-Za-z][A-Za-z0-9+.-]*$/.test(rest.slice(0, colon))) {
    scheme = rest.slice(0, colon).toLowerCase();
    rest = rest.slice(colon + 1);
  }
  let netloc = "";
  if (rest.startsWith("//")) {
    netloc = /^[^/?#]*/.exec(rest.slice(2))![0];
    rest = rest.slice(2 + netloc.length);
    if (!validNetloc(netloc)) return undefined;
  }
  const hash = rest.indexOf("#");
  const fragment = hash < 0 ? "" : rest.slice(hash + 1);
  if (hash >= 0) rest = rest.slice(0, hash);
  const question = rest.indexOf("?");
  const query = question < 0 ? "" : rest.slice(question + 1);
  if (question >= 0) rest = rest.slice(0, question);
  return { scheme, netloc, path: rest, params: "", query, fragment };
}

function validNetloc(netloc: string): boolean {
  if (netloc.includes("[") !== netloc.includes("]")) return false;
  if (netloc.includes("[")) {
    const host = partition(partition(netloc, "[")[1], "]")[0];
    if (host.startsWith("v") ? !/^v[a-fA-F0-9]+\..+$/.test(host) : !isIpv6(host)) return false;
  }
  const bare = netloc.replace(/[@:#?]/g, "");
  const normal = bare.normalize("NFKC");
  return bare === normal || !/[/?#@:]/.test(normal);
}

function isIpv6(host: string): boolean {
  const [address, zone] = partition(host, "%");
  if (host.includes("%") && (zone === "" || zone.includes("%"))) return false;
  const dotted = /:(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (dotted?.slice(1).some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith("0"))))
    return false;
  const whole = dotted === null ? address : `${address.slice(0, dotted.index)}:0:0`;
  const halves = whole.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  if (groups.flat().some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const count = groups.flat().length;
  return halves.length === 2 ? count <= 7 : count === 8;
}

export function urlparse(text: string): Url | undefined {
  const url = urlsplit(text);
  if (url === undefined || !WITH_PARAMS.has(url.scheme) || !url.path.includes(";")) return url;
  const semicolon = url.path.indexOf(";", url.path.lastIndexOf("/") + 1);
  if (semicolon < 0) return url;
  return { ...url, path: url.path.slice(0, semicolon), params: url.path.slice(semicolon + 1) };
}

/** urlunparse(), and geturl() of a result. */
export function urlunparse({ scheme, netloc, path, params, query, fragment }: Url): string {
  let out = params === "" ? path : `${path};${params}`;
  if (netloc !== "") out = `//${netloc}${out === "" || out.startsWith("/") ? "" : "/"}${out}`;
  else if (out.startsWith("//") || (scheme !== "" && WITH_HOST.has(scheme) && /^(?:\/|$)/.test(out)))
    out = `//${out}`;
  if (scheme !== "") out = `${scheme}:${out}`;
  if (query !== "") out += `?${query}`;
  return fragment === "" ? out : `${out}#${fragment}`;
}

/** str.partition() without the separator. */
function partition(text: string, separator: string): [string, string] {
  const found = text.indexOf(separator);
  return found < 0 ? [text, ""] : [text.slice(0, found), text.slice(found + separator.length)];
}

/** The attributes `username` and `password` of a result; undefined for None. */
export function credentials({ netloc }: Url): { username?: string; password?: string } {
  const at = netloc.lastIndexOf("@");
  if (at < 0) return {};
  const [username, password] = partition(netloc.slice(0, at), ":");
  return netloc.slice(0, at).includes(":") ? { username, password } : { username };
}

function hostInfo({ netloc }: Url): [host: string, port: string] {
  const host = netloc.slice(netloc.lastIndexOf("@") + 1);
  if (!host.includes("[")) return partition(host, ":");
  const [name, rest] = partition(partition(host, "[")[1], "]");
  return [name, partition(rest, ":")[1]];
}

/** The attribute `hostname` of a result; undefined for None. */
export function hostname(url: Url): string | undefined {
  const [host] = hostInfo(url);
  if (host === "") return undefined;
  const percent = host.indexOf("%");
  // The zone of a scoped IPv6 address keeps its case.
  return percent < 0 ? host.toLowerCase() : host.slice(0, percent).toLowerCase() + host.slice(percent);
}

/** The attribute `port` of a result: undefined for None, "invalid" where Python raises ValueError. */
export function port(url: Url): number | undefined | "invalid" {
  const [, text] = hostInfo(url);
  if (text === "") return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value <= 65535 ? value : "invalid";
}

/** unquote(): escapes are UTF-8, and what is no UTF-8 becomes a replacement character. */
export function unquote(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    const bytes = Uint8Array.from(escapes.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  });
}

export function unquotePlus(text: string): string {
  return unquote(text.replaceAll("+", " "));
}

/** quote(): letters, digits, `_.-~` and the characters of `safe` stay. */
export function quote(text: string, safe: string): string {
  return [...text]
    .map((character) =>
      /[A-Za-z0-9_.~-]/.test(character) || safe.includes(character)
        ? character
        : [...new TextEncoder().encode(character)]
            .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
            .join(""),
    )
    .join("");
}

/** parse_qs(): every name with its values, blank ones left out. */
export function parseQuery(query: string): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, string[]>();
  for (const field of query.split("&")) {
    const [name, value] = partition(field, "=");
    if (value === "") continue;
    const values = out.get(unquotePlus(name)) ?? [];
    out.set(unquotePlus(name), values);
    values.push(unquotePlus(value));
  }
  return out;
}

/** Schemes that urljoin() resolves references for. */
const RELATIVE: ReadonlySet<string> = new Set(
  " ftp http gopher nntp imap wais file https shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss".split(
    " ",
  ),
);

/** Schemes whose URLs have a host. */
const WITH_HOST: ReadonlySet<string> = new Set(
  " ftp http gopher nntp telnet imap wais file mms https shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh sftp nfs git git+ssh ws wss itms-services".split(
    " ",
  ),
);

/** urljoin(). */
export function urljoin(base: string, reference: string): string | undefined {
  if (base === "") return reference;
  if (reference === "") return base;
  const from = urlparse(base);
  const to = urlparse(reference);
  if (from === undefined || to === undefined) return undefined;
  const scheme = to.scheme === "" ? from.scheme : to.scheme;
  if (scheme !== from.scheme || !RELATIVE.has(scheme)) return reference;
  if (WITH_HOST.has(scheme) && to.netloc !== "") return urlunparse({ ...to, scheme });
  const netloc = WITH_HOST.has(scheme) ? from.netloc : to.netloc;
  if (to.path === "" && to.params === "") {
    return urlunparse({
      ...to,
      scheme,
      netloc,
      path: from.path,
      params: from.params,
      query: to.query === "" ? from.query : to.query,
    });
  }
  let segments: string[];
  const baseParts = from.path.split("/");
  if (baseParts.at(-1) !== "") baseParts.pop();
  if (to.path.startsWith("/")) segments = to.path.split("/");
  else {
    segments = [...baseParts, ...to.path.split("/")];
    // Empty segments in the middle are dropped.
    segments = segments.filter((segment, n) => n === 0 || n === segments.length - 1 || segment !== "");
  }
  const resolved: string[] = [];
  for (const segment of segments) {
    if (segment === "..") resolved.pop();
    else if (segment !== ".") resolved.push(segment);
  }
  if (segments.at(-1) === "." || segments.at(-1) === "..") resolved.push("");
  return urlunparse({ ...to, scheme, netloc, path: resolved.join("/") || "/" });
}
