/** Facts of Python itself: how its types print, parse and strip; which exception is a kind of which. */
import { isScalar, type Value } from "./values";

/** What str.strip() strips: str.isspace() over the Basic Multilingual Plane. */
const SPACE = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000";

export function strip(text: string, chars: string | undefined, where: "both" | "left" | "right"): string {
  const set = chars === undefined ? SPACE : [...chars].map((c) => c.replace(/[\\\]^-]/g, "\\$&")).join("");
  if (set === "") return text;
  let out = text;
  if (where !== "right") out = out.replace(new RegExp(`^[${set}]+`, "u"), "");
  if (where !== "left") out = out.replace(new RegExp(`[${set}]+$`, "u"), "");
  return out;
}

/** str.split() with and without a separator. */
export function split(text: string, separator: string | undefined, limit: number): string[] {
  if (separator === undefined) {
    const words = strip(text, undefined, "both").split(new RegExp(`[${SPACE}]+`, "u"));
    if (words.length === 1 && words[0] === "") return [];
    if (limit < 0 || words.length <= limit + 1) return words;
    const out: string[] = [];
    let rest = strip(text, undefined, "left");
    for (let i = 0; i < limit; i++) {
      const match = new RegExp(`^([^${SPACE}]+)[${SPACE}]+`, "u").exec(rest)!;
      out.push(match[1]!);
      rest = rest.slice(match[0].length);
    }
    return [...out, rest];
  }
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

/** str.rsplit() with and without a separator. */
export function rsplit(text: string, separator: string | undefined, limit: number): string[] {
  if (separator === undefined) {
    const words = split(text, undefined, -1);
    if (limit < 0 || words.length <= limit + 1) return words;
    const out: string[] = [];
    let rest = strip(text, undefined, "right");
    for (let i = 0; i < limit; i++) {
      const match = new RegExp(`[${SPACE}]+([^${SPACE}]+)$`, "u").exec(rest)!;
      out.unshift(match[1]!);
      rest = rest.slice(0, match.index);
    }
    return [rest, ...out];
  }
  const parts = text.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  // Separators are taken from the right.
  const out: string[] = [];
  let rest = text;
  for (let i = 0; i < limit; i++) {
    const place = rest.lastIndexOf(separator);
    out.unshift(rest.slice(place + separator.length));
    rest = rest.slice(0, place);
  }
  return [rest, ...out];
}

/** True for characters that str.isspace() accepts. */
export function isSpace(text: string): boolean {
  return text !== "" && strip(text, undefined, "both") === "";
}

/** The digits of other scripts as ASCII ones. */
function asciiDigits(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (c) => {
    if (!/\p{Nd}/u.test(c)) return c;
    // Decimal digits come in runs of ten, from zero on.
    let zero = c.codePointAt(0)!;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && c.codePointAt(0)! - zero < 9) zero--;
    return String((c.codePointAt(0)! - zero) % 10);
  });
}

/** `int(text, base)`, or undefined where Python raises ValueError. */
export function parseInteger(text: string, base = 10): bigint | undefined {
  const match = /^([+-]?)(?:0([xXoObB])_?)?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)$/.exec(
    asciiDigits(strip(text, undefined, "both")),
  );
  if (match === null) return undefined;
  const [, sign, prefix, digits] = match;
  const prefixBase = prefix === undefined ? undefined : { x: 16, o: 8, b: 2 }[prefix.toLowerCase()];
  let body = digits!.replaceAll("_", "").toLowerCase();
  let radix = base;
  if (prefixBase !== undefined) {
    if (base === 0 || base === prefixBase) radix = prefixBase;
    else body = `0${prefix!.toLowerCase()}${body}`;
  } else if (base === 0) {
    if (/^0+[1-9]/.test(body)) return undefined;
    radix = 10;
  }
  if (radix === 10 && !/^\d+$/.test(body)) return undefined;
  let value = 0n;
  if (radix === 10) value = BigInt(body);
  else {
    for (const c of body) {
      const digit = Number.parseInt(c, 36);
      if (Number.isNaN(digit) || digit >= radix) return undefined;
      value = value * BigInt(radix) + BigInt(digit);
    }
  }
  return sign === "-" ? -value : value;
}

/** `float(text)`, or undefined where Python raises ValueError. */
export function parseFloatText(text: string): number | undefined {
  const body = asciiDigits(strip(text, undefined, "both")).toLowerCase();
  if (/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/.test(body)) {
    return Number(body.replaceAll("_", ""));
  }
  const special = /^([+-]?)(?:(inf(?:inity)?)|nan)$/.exec(body);
  if (special === null) return undefined;
  if (special[2] === undefined) return Number.NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}

/** `repr(float)`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e16 || magnitude < 1e-4)) {
    const [digits, exponent] = value.toExponential().split("e");
    const power = Number(exponent);
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** Characters that str.isprintable() refuses. */
export const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function quoted(text: string, escaped: (c: string) => string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = "";
  for (const c of text) out += c === quote ? `\\${c}` : (ESCAPES[c] ?? escaped(c));
  return `${quote}${out}${quote}`;
}

/** `repr(str)`: single quotes unless the text holds them and no double ones. */
export function stringRepr(text: string): string {
  return quoted(text, (c) => {
    if (!UNPRINTABLE.test(c)) return c;
    const hex = c.codePointAt(0)!.toString(16);
    if (hex.length <= 2) return `\\x${hex.padStart(2, "0")}`;
    return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
  });
}

/** `repr(bytes)`. */
export function bytesRepr(value: string): string {
  return `b${quoted(value, (c) => (/[ -~]/.test(c) ? c : `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`))}`;
}

/** `repr()` of a scalar, or undefined for other values. */
export function scalarRepr(value: Value): string | undefined {
  if (!isScalar(value)) return undefined;
  switch (value.kind) {
    case "none":
      return "None";
    case "ellipsis":
      return "Ellipsis";
    case "bool":
      return value.value ? "True" : "False";
    case "int": {
      // Python refuses to print integers of more digits.
      const digits = value.value.toString();
      return digits.length > 4300 ? undefined : digits;
    }
    case "float":
      return floatText(value.value);
    case "str":
      return stringRepr(value.value);
    case "bytes":
      return bytesRepr(value.value);
  }
}

/** `str()` of a scalar, path or object with a text of its own, or undefined for other values. */
export function text(value: Value): string | undefined {
  if (value.kind === "str" || value.kind === "path") return value.value;
  if (value.kind === "object") return value.text;
  return scalarRepr(value);
}

/** What each built-in exception of CPython 3.11 is a kind of. */
const PARENTS: Readonly<Record<string, string>> = {
  ArithmeticError: "Exception",
  AssertionError: "Exception",
  AttributeError: "Exception",
  BaseExceptionGroup: "BaseException",
  BlockingIOError: "OSError",
  BrokenPipeError: "ConnectionError",
  BufferError: "Exception",
  BytesWarning: "Warning",
  ChildProcessError: "OSError",
  ConnectionAbortedError: "ConnectionError",
  ConnectionError: "OSError",
  ConnectionRefusedError: "ConnectionError",
  ConnectionResetError: "ConnectionError",
  DeprecationWarning: "Warning",
  EOFError: "Exception",
  EncodingWarning: "Warning",
  Exception: "BaseException",
  ExceptionGroup: "Exception",
  FileExistsError: "OSError",
  FileNotFoundError: "OSError",
  FloatingPointError: "ArithmeticError",
  FutureWarning: "Warning",
  GeneratorExit: "BaseException",
  ImportError: "Exception",
  ImportWarning: "Warning",
  IndentationError: "SyntaxError",
  IndexError: "LookupError",
  InterruptedError: "OSError",
  IsADirectoryError: "OSError",
  KeyError: "LookupError",
  KeyboardInterrupt: "BaseException",
  LookupError: "Exception",
  MemoryError: "Exception",
  ModuleNotFoundError: "ImportError",
  NameError: "Exception",
  NotADirectoryError: "OSError",
  NotImplementedError: "RuntimeError",
  OSError: "Exception",
  OverflowError: "ArithmeticError",
  PendingDeprecationWarning: "Warning",
  PermissionError: "OSError",
  ProcessLookupError: "OSError",
  RecursionError: "RuntimeError",
  ReferenceError: "Exception",
  ResourceWarning: "Warning",
  RuntimeError: "Exception",
  RuntimeWarning: "Warning",
  StopAsyncIteration: "Exception",
  StopIteration: "Exception",
  SyntaxError: "Exception",
  SyntaxWarning: "Warning",
  SystemError: "Exception",
  SystemExit: "BaseException",
  TabError: "IndentationError",
  TimeoutError: "OSError",
  TypeError: "Exception",
  UnboundLocalError: "NameError",
  UnicodeDecodeError: "UnicodeError",
  UnicodeEncodeError: "UnicodeError",
  UnicodeError: "ValueError",
  UnicodeTranslateError: "UnicodeError",
  UnicodeWarning: "Warning",
  UserWarning: "Warning",
  ValueError: "Exception",
  Warning: "Exception",
  ZeroDivisionError: "ArithmeticError",
};

/** Exceptions of libraries that settings modules meet. */
const LIBRARY_PARENTS: Readonly<Record<string, string>> = {
  ImproperlyConfigured: "Exception",
  JSONDecodeError: "ValueError",
  InvalidOperation: "ArithmeticError",
  "binascii.Error": "ValueError",
  ParseError: "ValueError",
  ParserConflictError: "ValueError",
  UndefinedValueError: "Exception",
  UnknownSchemeError: "ValueError",
  EnvError: "ValueError",
  FrozenInstanceError: "AttributeError",
  SettingsError: "ValueError",
  // pydantic's; marshmallow has one of the same name, which is no ValueError.
  ValidationError: "ValueError",
  "marshmallow.ValidationError": "Exception",
  PydanticUserError: "TypeError",
  EnvNotSetError: "EnvError",
  EnvSealedError: "EnvError",
  EnvValidationError: "EnvError",
};

function parentOf(name: string): string | undefined {
  return PARENTS[name] ?? LIBRARY_PARENTS[name];
}

/** True for names of exceptions that Python always has. */
export function isBuiltinException(name: string): boolean {
  return name === "BaseException" || Object.hasOwn(PARENTS, name);
}

/** Aliases of OSError: https://docs.python.org/3/library/exceptions.html#OSError */
const ALIASES: Readonly<Record<string, string>> = { IOError: "OSError", EnvironmentError: "OSError" };

/** The exception's own name, where it has another. */
export function exceptionName(name: string): string | undefined {
  const own = ALIASES[name] ?? name;
  return own === "BaseException" || parentOf(own) !== undefined ? own : undefined;
}

/** Whether an exception is caught by `except handler`; undefined if the exception is not known. */
export function isKindOf(exception: string, handler: string): boolean | undefined {
  let current: string | undefined = exception;
  while (current !== undefined) {
    if (current === handler) return true;
    const parent = parentOf(current);
    if (parent === undefined && current !== "BaseException") return undefined;
    current = parent;
  }
  return false;
}
