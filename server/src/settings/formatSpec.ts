/** Python's format specification mini-language: `format(value, spec)`. */
import { exponential, fixed, general } from "./numbers";
import { floatText } from "./python";
import { textOf } from "./representation";
import { typeName, type Value } from "./values";

/** A text, why there is none, or the exception that Python raises. */
export type Formatted =
  | string
  | { readonly unknown: string }
  | { readonly raises: string; readonly message: string };

const MAX_WIDTH = 100_000;

interface Spec {
  readonly fill: string | undefined;
  readonly align: string | undefined;
  readonly sign: string;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: number;
  readonly grouping: string | undefined;
  readonly precision: number | undefined;
  readonly type: string | undefined;
}

const SYNTAX = /^(?:(.)?([<>^=]))?([+\- ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/su;

/** `format(value, spec)` of a value that is known. */
export function applySpec(value: Value, spec: string): Formatted {
  const unknownText = { unknown: "the text of a value that is not known" };
  if (spec === "") return textOf(value) ?? unknownText;
  if (value.kind === "data") {
    const shown = value.type.format?.(value, spec);
    return shown ?? { unknown: `the format of a ${value.type.name}` };
  }
  const numeric = value.kind === "int" || value.kind === "bool" || value.kind === "float";
  if (!numeric && value.kind !== "str") {
    if (
      value.kind === "native" ||
      value.kind === "object" ||
      value.kind === "class" ||
      value.kind === "module"
    )
      return unknownText;
    return {
      raises: "TypeError",
      message: `unsupported format string passed to ${typeName(value)}.__format__`,
    };
  }
  const match = SYNTAX.exec(spec);
  if (match === null)
    return invalid(`Invalid format specifier '${spec}' for object of type '${typeName(value)}'`);
  const [, plainFill, plainAlign, sign, z, alternate, zero, width, grouping, precision, type] = match;
  if (z !== undefined) return { unknown: "a format specification" };
  // A single `<` is an alignment, `0<` a fill and an alignment.
  const parsed: Spec = {
    fill: plainFill,
    align: plainAlign,
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    zero: zero !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  };
  if (parsed.width > MAX_WIDTH || (parsed.precision ?? 0) > 1000) return { unknown: "a very long text" };
  if (value.kind === "str") return formatText(value.value, parsed, sign);
  if (value.kind === "float" || (type !== undefined && "eEfFgG%".includes(type))) {
    const number = Number(value.value);
    if (value.kind !== "float" && !Number.isFinite(number)) return { unknown: "a number too large" };
    return formatFloat(number, parsed);
  }
  return formatInteger(BigInt(value.value), parsed);
}

function invalid(message: string): Formatted {
  return { raises: "ValueError", message };
}

function unknownCode(type: string, kind: string): Formatted {
  return invalid(`Unknown format code '${type}' for object of type '${kind}'`);
}

function pad(text: string, spec: Spec, otherwise: "<" | ">"): string {
  const missing = spec.width - [...text].length;
  if (missing <= 0) return text;
  const fill = spec.fill ?? (spec.zero ? "0" : " ");
  const align = spec.align ?? otherwise;
  if (align === "<") return text + fill.repeat(missing);
  if (align === ">") return fill.repeat(missing) + text;
  const left = Math.floor(missing / 2);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function formatText(value: string, spec: Spec, sign: string | undefined): Formatted {
  if (spec.type !== undefined && spec.type !== "s") return unknownCode(spec.type, "str");
  if (sign !== undefined) return invalid("Sign not allowed in string format specifier");
  if (spec.alternate) return invalid("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") return invalid("'=' alignment not allowed in string format specifier");
  if (spec.grouping !== undefined) return invalid(`Cannot specify '${spec.grouping}' with 's'.`);
  const body = spec.precision === undefined ? value : [...value].slice(0, spec.precision).join("");
  return pad(body, spec, "<");
}

function formatInteger(value: bigint, spec: Spec): Formatted {
  const type = spec.type ?? "d";
  if (!"bcdoxXn".includes(type)) return unknownCode(type, "int");
  if (type === "n") return { unknown: "a format that depends on the locale" };
  if (spec.precision !== undefined) return invalid("Precision not allowed in integer format specifier");
  if (type === "c") {
    if (spec.sign !== "-") return invalid("Sign not allowed with integer format specifier 'c'");
    if (value < 0n || value > 0x10ffffn)
      return { raises: "OverflowError", message: "%c arg not in range(0x110000)" };
    return pad(String.fromCodePoint(Number(value)), { ...spec, zero: false }, ">");
  }
  if (spec.grouping === "," && type !== "d") return invalid(`Cannot specify ',' with '${type}'.`);
  const base = { b: 2, o: 8, d: 10, x: 16, X: 16 }[type]!;
  const magnitude = (value < 0n ? -value : value).toString(base);
  if (base === 10 && magnitude.length > 4300) return { unknown: "a number too large" };
  const digits = type === "X" ? magnitude.toUpperCase() : magnitude;
  const prefix = spec.alternate && type !== "d" ? `0${type}` : "";
  return number(value < 0n, prefix, digits, "", spec, base === 10 ? 3 : 4);
}

function formatFloat(value: number, spec: Spec): Formatted {
  const { type, precision } = spec;
  if (type !== undefined && !"eEfFgGn%".includes(type)) return unknownCode(type, "float");
  if (type === "n") return { unknown: "a format that depends on the locale" };
  if (spec.alternate) return { unknown: "a format specification" };
  const negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let body: string;
  if (!Number.isFinite(value)) {
    body = Number.isNaN(value) ? "nan" : "inf";
    if (type === "%") body += "%";
  } else if (type === undefined) {
    body = precision === undefined ? floatText(magnitude) : general(magnitude, precision, true);
  } else if (type === "%") {
    const percent = magnitude * 100;
    body = Number.isFinite(percent) ? `${fixed(percent, precision ?? 6)}%` : "inf%";
  } else if ("fF".includes(type)) body = fixed(magnitude, precision ?? 6);
  else if ("eE".includes(type)) body = exponential(magnitude, precision ?? 6);
  else body = general(magnitude, precision ?? 6);
  if (type === "E" || type === "F" || type === "G") body = body.toUpperCase();
  const [, digits, rest] = /^(\d*)(.*)$/s.exec(body)!;
  return number(!Number.isNaN(value) && negative, "", digits!, rest!, spec, 3);
}

/** Puts sign, prefix, digits and the rest together, with separators and padding. */
function number(
  negative: boolean,
  prefix: string,
  digits: string,
  rest: string,
  spec: Spec,
  group: number,
): string {
  const sign = negative ? "-" : spec.sign === "-" ? "" : spec.sign;
  const grouped = (text: string) =>
    spec.grouping === undefined
      ? text
      : text.replace(new RegExp(`\\B(?=(?:[0-9a-fA-F]{${group}})+$)`, "g"), spec.grouping);
  const head = sign + prefix;
  const align = spec.align ?? (spec.zero ? "=" : ">");
  if (align !== "=") return pad(head + grouped(digits) + rest, spec, ">");
  const fill = spec.fill ?? (spec.zero ? "0" : " ");
  const wanted = spec.width - head.length - rest.length;
  if (fill === "0" && spec.zero && spec.grouping !== undefined) {
    let padded = digits;
    while (grouped(padded).length < wanted) padded = `0${padded}`;
    return head + grouped(padded) + rest;
  }
  const body = grouped(digits);
  return head + fill.repeat(Math.max(0, wanted - body.length)) + body + rest;
}
