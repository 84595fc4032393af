/** Header values that the checks judge. Total: any text gives an answer. */

export interface Hsts {
  /** In seconds. */
  readonly maxAge: number;
  readonly includeSubdomains: boolean;
  readonly preload: boolean;
}

/** A Strict-Transport-Security value as browsers read it; undefined for one that they ignore (RFC 6797, section 6.1). */
export function parseHsts(value: string): Hsts | undefined {
  const directives = new Map<string, string>();
  for (const part of value.split(";")) {
    const match = /^\s*([^\s=]+)\s*(?:=\s*(?:"([^"]*)"|([^\s"]*)))?\s*$/.exec(part);
    if (match === null) {
      if (part.trim() === "") continue;
      return undefined;
    }
    const name = match[1]!.toLowerCase();
    if (directives.has(name)) return undefined;
    directives.set(name, match[2] ?? match[3] ?? "");
  }
  const maxAge = directives.get("max-age");
  if (maxAge === undefined || !/^\d+$/.test(maxAge)) return undefined;
  return {
    maxAge: Number(maxAge),
    includeSubdomains: directives.has("includesubdomains"),
    preload: directives.has("preload"),
  };
}

export interface Cookie {
  readonly name: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** In lower case; undefined where the attribute is missing. */
  readonly sameSite: string | undefined;
  /** True if the response deletes the cookie. */
  readonly deleted: boolean;
  /** The header without the cookie's value, which is nobody's business. */
  readonly shown: string;
}

/** A Set-Cookie value, or undefined for one without a name. */
export function parseCookie(value: string): Cookie | undefined {
  const [pair = "", ...parts] = value.split(";").map((part) => part.trim());
  const equals = pair.indexOf("=");
  const name = pair.slice(0, Math.max(equals, 0)).trim();
  if (name === "") return undefined;
  const attributes = new Map(
    parts.map((part) => {
      const at = part.indexOf("=");
      return at < 0
        ? ([part.toLowerCase(), ""] as const)
        : ([part.slice(0, at).trim().toLowerCase(), part.slice(at + 1).trim()] as const);
    }),
  );
  const maxAge = attributes.get("max-age");
  const expires = Date.parse(attributes.get("expires") ?? "");
  return {
    name,
    secure: attributes.has("secure"),
    httpOnly: attributes.has("httponly"),
    sameSite: attributes.get("samesite")?.toLowerCase(),
    // Django deletes a cookie with both; the year alone tells a date that was always past.
    deleted: maxAge !== undefined ? !(Number(maxAge) > 0) : expires < Date.UTC(2000, 0),
    shown: [`${name}=…`, ...parts].join("; "),
  };
}

/** The directives of Cache-Control, names in lower case. */
export function parseCacheControl(value: string): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const part of value.split(",")) {
    const [name = "", text = ""] = part.split("=", 2);
    if (name.trim() !== "") directives.set(name.trim().toLowerCase(), text.trim().replace(/^"|"$/g, ""));
  }
  return directives;
}
