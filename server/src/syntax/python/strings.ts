/** Python's string literals (reference manual, 2.4.1): prefixes and escapes. */

export interface StringPrefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
  /** t-strings (PEP 750). */
  readonly template: boolean;
}

/** Reads the prefix of a literal's opening, e.g. `rb"""`. */
export function stringPrefix(opening: string): StringPrefix {
  const letters = /^[A-Za-z]*/.exec(opening)![0].toLowerCase();
  return {
    raw: letters.includes("r"),
    bytes: letters.includes("b"),
    format: letters.includes("f"),
    template: letters.includes("t"),
  };
}

const SIMPLE: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The value of a literal's text between its quotes, or undefined where it holds an escape we do not know (`\N{...}`). */
export function decodeString(text: string, prefix: Pick<StringPrefix, "raw" | "bytes">): string | undefined {
  // Python reads every line break in source as "\n".
  const source = text.replace(/\r\n?/g, "\n");
  if (prefix.raw || !source.includes("\\")) return source;
  let unknown = false;
  const escapes = prefix.bytes
    ? /\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|.)/gs
    : /\\(\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|.)/gs;
  const value = source.replace(escapes, (whole, body: string) => {
    if (body === "\n") return "";
    const simple = SIMPLE[body];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(body)) return String.fromCodePoint(Number.parseInt(body, 8));
    if (/^[xuU][0-9a-fA-F]{2}/.test(body)) {
      const code = Number.parseInt(body.slice(1), 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
      unknown = true;
    }
    if (body.startsWith("N{")) unknown = true;
    // Python keeps unknown escapes, with a warning.
    return whole;
  });
  return unknown ? undefined : value;
}

/** The literal part of an f-string: doubled braces are single ones. */
export function fStringText(text: string, raw: boolean): string | undefined {
  return decodeString(text, { raw, bytes: false })?.replaceAll("{{", "{").replaceAll("}}", "}");
}
