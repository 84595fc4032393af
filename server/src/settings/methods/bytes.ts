/** The methods of bytes, and bytes() itself. Bytes are strings of code units below 256. */
import type { Guarded } from "../guard";
import { split, strip } from "../python";
import {
  bool,
  bytes,
  type CallArguments,
  type EnvType,
  type ItemsState,
  int,
  list,
  str,
  tuple,
  unknown,
  type Value,
} from "../values";
import { decode } from "./codecs";
import { type Method, type MethodTable, reading, wrongType } from "./methods";

/** What strings take for white space and bytes do not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are white space
const STRANGE_SPACE = /[\x85\xa0\x1c-\x1f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are white space
const ASCII_SPACE = /[ \t\n\r\x0b\x0c]+/g;

type Bytes = Value & { kind: "bytes" };

function binary(
  shape: string,
  body: (self: string, args: (Value | undefined)[], call: CallArguments) => Guarded<Value>,
  type: EnvType = "object",
): Method<Bytes> {
  return reading(shape, (self, args, call) => body(self.value, args, call), type);
}

const bytesOf = (value: Value | undefined) => (value?.kind === "bytes" ? value.value : undefined);
const stringOf = (value: Value | undefined) => (value?.kind === "str" ? value.value : undefined);

/** A method whose argument must be bytes. */
function ofBytes(f: (self: string, other: string, call: CallArguments) => Guarded<Value>): Method<Bytes> {
  return binary("sub, /", (self, [sub], call) => {
    const other = bytesOf(sub);
    return other === undefined ? wrongType(call, "a bytes-like object is required") : f(self, other, call);
  });
}

const ascii = (change: (text: string) => string) => (self: string) => self.replace(/[A-Za-z]+/g, change);

const stripping = (where: "both" | "left" | "right"): Method<Bytes> =>
  binary("chars?, /", (self, [chars], call) =>
    chars !== undefined && chars.kind !== "none" && chars.kind !== "bytes"
      ? unknown("bytes.strip()", call.at)
      : bytes(strip(self, bytesOf(chars) ?? " \t\n\r\x0b\x0c", where), call.at),
  );

export const BYTES_METHODS: MethodTable<Bytes> = {
  decode: binary("encoding?, errors?", (self, [encoding, errors], call) =>
    [encoding, errors].some((option) => option !== undefined && option.kind !== "str")
      ? wrongType(call, "decode() argument must be str")
      : decode(self, stringOf(encoding) ?? "utf-8", stringOf(errors) ?? "strict", call),
  ),
  hex: binary("sep?, bytes_per_sep?", (self, [separator], { at }) =>
    separator === undefined
      ? str([...self].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join(""), at)
      : unknown("bytes.hex()", at),
  ),
  upper: binary("", (self, _, { at }) => bytes(ascii((c) => c.toUpperCase())(self), at)),
  lower: binary("", (self, _, { at }) => bytes(ascii((c) => c.toLowerCase())(self), at)),
  title: binary("", (self, _, { at }) =>
    bytes(ascii((word) => word[0]!.toUpperCase() + word.slice(1).toLowerCase())(self), at),
  ),
  strip: stripping("both"),
  lstrip: stripping("left"),
  rstrip: stripping("right"),
  startswith: ofBytes((self, other, { at }) => bool(self.startsWith(other), at)),
  endswith: ofBytes((self, other, { at }) => bool(self.endsWith(other), at)),
  find: ofBytes((self, other, { at }) => int(self.indexOf(other), at)),
  count: ofBytes((self, other, { at }) =>
    int(other === "" ? self.length + 1 : self.split(other).length - 1, at),
  ),
  partition: ofBytes((self, other, call) => {
    const found = self.indexOf(other);
    const parts =
      found < 0 ? [self, "", ""] : [self.slice(0, found), other, self.slice(found + other.length)];
    return tuple(
      parts.map((part) => bytes(part)),
      call.at,
    );
  }),
  replace: binary("old, new, /", (self, [from, to], call) => {
    const [old, next] = [bytesOf(from), bytesOf(to)];
    if (old === undefined || next === undefined) return wrongType(call, "a bytes-like object is required");
    return old === ""
      ? unknown("bytes.replace()", call.at)
      : bytes(
          self.replaceAll(old, () => next),
          call.at,
        );
  }),
  split: binary("sep?, maxsplit?", (self, [separator, limit], call) => {
    const max = limit?.kind === "int" ? Number(limit.value) : -1;
    const known =
      (separator === undefined || separator.kind === "none" || separator.kind === "bytes") &&
      !STRANGE_SPACE.test(self);
    if (!known || (limit !== undefined && limit.kind !== "int")) return unknown("bytes.split()", call.at);
    if (bytesOf(separator) === "")
      return call.interpreter.fail("ValueError", "empty separator", call.pc, call.at);
    return list(
      split(self, bytesOf(separator), max).map((part) => bytes(part, call.at)),
      call.at,
    );
  }),
  join: binary("iterable, /", (self, [iterable], call) => {
    const items =
      iterable!.kind === "list"
        ? (iterable!.state as ItemsState).items
        : iterable!.kind === "tuple"
          ? iterable!.items
          : [];
    const parts = items.map((item) => bytesOf(item as Value));
    if (iterable!.kind !== "list" && iterable!.kind !== "tuple") return unknown("bytes.join()", call.at);
    return parts.includes(undefined)
      ? wrongType(call, "sequence item: expected a bytes-like object")
      : bytes(parts.join(self), call.at);
  }),
};

/** `bytes.fromhex(text)`. */
export const fromhex: Method<Value> = reading("string, /", (_, [text], call) => {
  const digits = stringOf(text)?.replace(ASCII_SPACE, "");
  if (digits === undefined) return wrongType(call, "fromhex() argument must be str");
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits))
    return call.interpreter.raise(
      "ValueError",
      "non-hexadecimal number found in fromhex() arg",
      call.pc,
      call.at,
    );
  return bytes(
    digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))),
    call.at,
  );
});
