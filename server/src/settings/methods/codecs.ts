/** str.encode() and bytes.decode() for the encodings that settings use. Bytes are strings of code units below 256. */
import { bytes, type CallArguments, str, unknown, type Value } from "../values";

const NAMES: Readonly<Record<string, "utf-8" | "ascii" | "latin-1">> = {
  utf_8: "utf-8",
  utf8: "utf-8",
  u8: "utf-8",
  ascii: "ascii",
  us_ascii: "ascii",
  "646": "ascii",
  latin_1: "latin-1",
  latin1: "latin-1",
  iso_8859_1: "latin-1",
  iso8859_1: "latin-1",
  "8859": "latin-1",
  l1: "latin-1",
};

/** Encodings that Python has and that are not followed here. */
const OTHERS =
  /^(?:utf_?(?:7|8_sig|16|32)|cp\d+|iso_?8859_?\d+|mac_|big5|euc|gb|koi8|shift|idna|punycode|unicode|raw|rot|hex|base64|zlib|bz2|quopri|uu|windows|mbcs|oem|johab|hz|kz|ptcp|tis|palmos|hp|undefined)/;

function codec(name: string): "utf-8" | "ascii" | "latin-1" | "other" | undefined {
  const normal = name.toLowerCase().replace(/[\s-]+/g, "_");
  return NAMES[normal] ?? (OTHERS.test(normal) ? "other" : undefined);
}

function unknownEncoding(name: string, { interpreter: i, pc, at }: CallArguments): Value {
  return i.fail("LookupError", `unknown encoding: ${name}`, pc, at);
}

/** The bytes of a text in UTF-8; undefined for surrogates. */
export function utf8(text: string): string | undefined {
  let out = "";
  for (const c of text) {
    const code = c.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) return undefined;
    if (code < 0x80) out += c;
    else if (code < 0x800) out += String.fromCharCode(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      out += String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      out += String.fromCharCode(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return out;
}

/** The text of bytes in UTF-8; undefined if they are not. */
export function fromUtf8(value: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(value, (c) => c.charCodeAt(0)),
    );
  } catch {
    return undefined;
  }
}

/** `text.encode(encoding, errors)`. */
export function encode(text: string, encoding: string, errors: string, call: CallArguments): Value {
  const { interpreter: i, pc, at } = call;
  const name = codec(encoding);
  if (name === undefined) return unknownEncoding(encoding, call);
  if (name === "other") return unknown("str.encode()", at);
  if (name === "utf-8") {
    const value = utf8(text);
    return value === undefined ? unknown("str.encode() of surrogates", at) : bytes(value, at);
  }
  const limit = name === "ascii" ? 0x80 : 0x100;
  let out = "";
  for (const c of text) {
    if (c.codePointAt(0)! < limit) out += c;
    else if (errors === "replace") out += "?";
    else if (errors === "strict")
      return i.raise("UnicodeEncodeError", `a character that ${name} lacks`, pc, at);
    else if (errors !== "ignore") return unknown("str.encode()", at);
  }
  return bytes(out, at);
}

/** `value.decode(encoding, errors)`. */
export function decode(value: string, encoding: string, errors: string, call: CallArguments): Value {
  const { interpreter: i, pc, at } = call;
  const name = codec(encoding);
  if (name === undefined) return unknownEncoding(encoding, call);
  if (name === "other") return unknown("bytes.decode()", at);
  if (name === "latin-1") return str(value, at);
  const text = name === "utf-8" ? fromUtf8(value) : /^[\0-\x7f]*$/.test(value) ? value : undefined;
  if (text !== undefined) return str(text, at);
  if (errors === "strict") return i.raise("UnicodeDecodeError", `bytes that are no ${name}`, pc, at);
  if (name === "ascii" && errors === "ignore") return str(value.replace(/[^\0-\x7f]/g, ""), at);
  if (name === "ascii" && errors === "replace") return str(value.replace(/[^\0-\x7f]/g, "\ufffd"), at);
  if (name === "utf-8" && errors === "replace") {
    return str(
      new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(value, (c) => c.charCodeAt(0))),
      at,
    );
  }
  return unknown("bytes.decode()", at);
}
