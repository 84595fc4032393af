/** base64 and binascii's hexadecimal functions. Bytes are strings of code units below 256. */
import { pureFunction } from "../../callables";
import { bytes, type CallArguments, unknown, type Value } from "../../values";

/** The bytes of bytes or of an ASCII string; undefined for others. */
function unitsOf(value: Value, texts: boolean): string | undefined {
  if (value.kind === "bytes") return value.value;
  return texts && value.kind === "str" ? value.value : undefined;
}

function notBytes(value: Value, { interpreter: i, pc, at }: CallArguments): Value {
  return i.raise("TypeError", `a bytes-like object is required, not '${value.kind}'`, pc, at);
}

const encoder = (name: string, change: (text: string) => string): Value =>
  pureFunction(name, "s, altchars?", ([value, others], call) => {
    const units = unitsOf(value!, false);
    if (units === undefined) return notBytes(value!, call);
    return others === undefined ? bytes(change(btoa(units)), call.at) : unknown(`base64.${name}()`, call.at);
  });

const decoder = (name: string, change: (text: string) => string): Value =>
  pureFunction(name, "s, altchars?, validate?", ([value, others, validate], call) => {
    const { interpreter: i, pc, at } = call;
    const units = unitsOf(value!, true);
    if (units === undefined) return notBytes(value!, call);
    const text = change(units);
    // Python skips other characters, which is rare and not followed.
    if (others !== undefined || validate !== undefined || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
      return unknown(`base64.${name}()`, at);
    const data = text.replace(/=+$/, "");
    if (data.length % 4 === 1 || text.length % 4 !== 0)
      return i.raise("binascii.Error", "Incorrect padding", pc, at);
    return bytes(atob(text), at);
  });

const toUrl = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_");
const fromUrl = (text: string) => text.replaceAll("-", "+").replaceAll("_", "/");
const same = (text: string) => text;

export const base64: Readonly<Record<string, Value>> = {
  b64encode: encoder("b64encode", same),
  standard_b64encode: encoder("standard_b64encode", same),
  urlsafe_b64encode: encoder("urlsafe_b64encode", toUrl),
  b64decode: decoder("b64decode", same),
  standard_b64decode: decoder("standard_b64decode", same),
  urlsafe_b64decode: decoder("urlsafe_b64decode", fromUrl),
};

const hexlify = pureFunction("hexlify", "data", ([value], call) => {
  const units = unitsOf(value!, false);
  if (units === undefined) return notBytes(value!, call);
  return bytes([...units].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join(""), call.at);
});

const unhexlify = pureFunction("unhexlify", "hexstr", ([value], call) => {
  const digits = unitsOf(value!, true);
  if (digits === undefined) return notBytes(value!, call);
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits))
    return call.interpreter.raise("binascii.Error", "no hexadecimal digits", call.pc, call.at);
  return bytes(
    digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))),
    call.at,
  );
});

export const binascii: Readonly<Record<string, Value>> = {
  hexlify,
  b2a_hex: hexlify,
  unhexlify,
  a2b_hex: unhexlify,
  Error: { kind: "exception", name: "binascii.Error" },
};
