/** Turning values into text: f-strings, % and str.format(). */
import type { Location } from "../syntax/text";
import { attribute } from "./attributes";
import { lostPart } from "./concrete";
import { lookupEntry } from "./dicts";
import { applySpec, type Formatted } from "./formatSpec";
import type { Condition, Guarded } from "./guard";
import type { Interpreter } from "./interpreter";
import { exponential, fixed, general } from "./numbers";
import { asciiOf, repr, textOf } from "./representation";
import {
  bytes,
  type CallArguments,
  DEAD,
  derived,
  type EnvValue,
  str,
  typeName,
  unknown,
  type Value,
} from "./values";

/** A piece of text, or why there is none. */
export type Piece = Formatted | EnvValue;

const NOT_KNOWN = { unknown: "the text of a value that is not known" };

/** `format(value, spec)` after `!conversion`. */
export function formatted(value: Value, conversion: string | undefined, spec = ""): Piece {
  const lost = lostPart(value);
  if (lost !== undefined) {
    if (lost.kind === "unknown") return { unknown: lost.reason };
    return value.kind === "env" ? value : { unknown: `a text with ${lost.text}` };
  }
  if (conversion === undefined) return applySpec(value, spec);
  const shown = conversion === "s" ? textOf(value) : repr(value);
  if (shown === undefined) return NOT_KNOWN;
  return applySpec(str(conversion === "a" ? asciiOf(shown) : shown), spec);
}

/** Puts pieces together: a string, what the unknown piece makes of it, or dead where one raises. */
export function assemble(i: Interpreter, pieces: readonly Piece[], pc: Condition, at: Location): Value {
  for (const piece of pieces) {
    if (typeof piece === "object" && "raises" in piece) return i.fail(piece.raises, piece.message, pc, at);
  }
  const lost = pieces.find((piece) => typeof piece === "object" && "unknown" in piece);
  if (lost !== undefined) return unknown((lost as { unknown: string }).unknown, at);
  const env = pieces.find((piece): piece is EnvValue => typeof piece === "object" && "kind" in piece);
  if (env !== undefined) {
    const parts = pieces.map((piece) =>
      typeof piece === "string" ? piece : `{${(piece as EnvValue).text}}`,
    );
    return derived(env, "str", `f"${parts.join("")}"`, at);
  }
  return i.sized(str(pieces.join(""), at));
}

// ---------------------------------------------------------------- %

const PERCENT = /%(?:\(([^)]*)\))?([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)?/gs;

/** `template % argument`, with an argument that has no conditions inside. */
export function percentFormat(
  i: Interpreter,
  template: string,
  argument: Value,
  pc: Condition,
  at: Location,
  binary = false,
): Value {
  const fail = (type: string, message: string) => i.fail(type, message, pc, at);
  const args = argument.kind === "tuple" ? (argument.items as readonly Value[]) : [argument];
  const pieces: Piece[] = [];
  let next = 0;
  let last = 0;
  let mapped = false;
  const take = (): Value | undefined => args[next++];
  for (const match of template.matchAll(PERCENT)) {
    pieces.push(template.slice(last, match.index));
    last = match.index + match[0].length;
    const [, key, flags, widthText, precisionText, type] = match;
    if (type === undefined) return fail("ValueError", "incomplete format");
    if (type === "%") {
      // With flags or a width it depends on Python's version.
      if (match[0] !== "%%") return unknown("a % format", at);
      pieces.push("%");
      continue;
    }
    let source: Value | undefined;
    if (key !== undefined) {
      if (argument.kind === "unknown" || argument.kind === "env") return lostText(argument, at);
      if (argument.kind !== "dict") return fail("TypeError", "format requires a mapping");
      mapped = true;
      const found = lookupEntry(argument, str(key));
      if (found === undefined) return i.raise("KeyError", `'${key}'`, pc, at, [str(key)]);
      source = "unknown" in found ? unknown(found.unknown, at) : (found.value as Value);
    }
    const number = (text: string | undefined): number | undefined => {
      if (text !== "*") return text === undefined ? undefined : Number(text);
      const value = take();
      return value?.kind === "int" ? Number(value.value) : Number.NaN;
    };
    const width = number(widthText);
    const precision = number(precisionText);
    if (Number.isNaN(width) || Number.isNaN(precision)) return fail("TypeError", "* wants int");
    source ??= take();
    if (source === undefined) return fail("TypeError", "not enough arguments for format string");
    if (source.kind === "dead") return DEAD;
    if ((width ?? 0) > 100_000 || (precision ?? 0) > 1000) return unknown("a very long text", at);
    pieces.push(converted(source, type, flags!, width, precision, binary));
  }
  pieces.push(template.slice(last));
  const sequence = ["list", "dict", "range", "bytes", "unknown", "env", "object", "view"].includes(
    argument.kind,
  );
  if (!mapped && next < args.length && !(next === 0 && sequence))
    return fail("TypeError", "not all arguments converted during string formatting");
  const whole = assemble(i, pieces, pc, at);
  return binary && whole.kind === "str" ? bytes(whole.value, at) : whole;
}

function lostText(value: Value, at: Location): Value {
  return value.kind === "env"
    ? derived(value, "str", `"…" % ${value.text}`, at)
    : unknown((value as { reason: string }).reason, at);
}

/** One conversion of a % format. */
function converted(
  value: Value,
  type: string,
  flags: string,
  width = 0,
  precision: number | undefined,
  binary: boolean,
): Piece {
  const lost = lostPart(value);
  if (lost !== undefined) return lost.kind === "unknown" ? { unknown: lost.reason } : lost;
  const left = flags.includes("-");
  const fill = (body: string, zero = false) => {
    if (left) return body.padEnd(width);
    if (!zero || !flags.includes("0")) return " ".repeat(Math.max(0, width - [...body].length)) + body;
    const [, head, rest] = /^([+\- ]?(?:0[xXo])?)(.*)$/s.exec(body)!;
    return head + "0".repeat(Math.max(0, width - body.length)) + rest;
  };
  const signed = (body: string) =>
    body.startsWith("-") ? body : flags.includes("+") ? `+${body}` : flags.includes(" ") ? ` ${body}` : body;
  switch (type) {
    case "s":
    case "r":
    case "a":
    case "b": {
      if (binary && (type === "s" || type === "b")) {
        if (value.kind !== "bytes")
          return { raises: "TypeError", message: "%b requires a bytes-like object" };
        return fill(value.value);
      }
      if (type === "b") break;
      const shown = type === "s" ? textOf(value) : repr(value);
      if (shown === undefined) return NOT_KNOWN;
      const body = type === "a" ? asciiOf(shown) : shown;
      return fill(precision === undefined ? body : [...body].slice(0, precision).join(""));
    }
    case "c":
      if (value.kind === "str" && [...value.value].length === 1) return fill(value.value);
      if (value.kind === "int" && value.value >= 0n && value.value < 0x110000n)
        return fill(String.fromCodePoint(Number(value.value)));
      if (value.kind === "int") return { raises: "OverflowError", message: "%c arg not in range(0x110000)" };
      return { raises: "TypeError", message: "%c requires int or char" };
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X": {
      const float = value.kind === "float";
      if (float && !"diu".includes(type))
        return { raises: "TypeError", message: `%${type} format: an integer is required, not float` };
      if (value.kind !== "int" && value.kind !== "bool" && !float)
        return {
          raises: "TypeError",
          message: `%${type} format: a real number is required, not ${typeName(value)}`,
        };
      if (float && !Number.isFinite(value.value)) return { unknown: "a number that is not finite" };
      const number = float ? BigInt(Math.trunc(value.value)) : BigInt(value.value);
      const base = type === "o" ? 8 : type === "x" || type === "X" ? 16 : 10;
      const magnitude = (number < 0n ? -number : number).toString(base).padStart(precision ?? 0, "0");
      if (magnitude.length > 4300) return { unknown: "a number too large" };
      const prefix = flags.includes("#") && base !== 10 ? `0${type}` : "";
      const body = prefix + (type === "X" ? magnitude.toUpperCase() : magnitude);
      return fill(signed(number < 0n ? `-${body}` : body), true);
    }
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G": {
      if (value.kind !== "int" && value.kind !== "bool" && value.kind !== "float")
        return { raises: "TypeError", message: `must be real number, not ${typeName(value)}` };
      const number = Number(value.value);
      if (!Number.isFinite(number) || flags.includes("#")) return { unknown: "a % format" };
      const digits = precision ?? 6;
      const lower = type.toLowerCase();
      const body =
        lower === "f"
          ? fixed(number, digits)
          : lower === "e"
            ? exponential(number, digits)
            : general(number, digits);
      return fill(signed(type === lower ? body : body.toUpperCase()), true);
    }
  }
  return { raises: "ValueError", message: "unsupported format character" };
}

// ---------------------------------------------------------------- str.format()

/** `template.format(*args, **keywords)`, with values that have no conditions inside. */
export function strFormat(
  template: string,
  args: readonly Value[],
  keyword: (name: string) => Value | undefined,
  call: CallArguments,
): Value {
  const { interpreter: i, pc, at } = call;
  const numbering = { next: 0, manual: false };
  const fail = (type: string, message: string): undefined => {
    i.fail(type, message, pc, at);
    return undefined;
  };

  const fieldValue = (field: string): Value | undefined => {
    const [, first = "", rest = ""] = /^([^.[]*)(.*)$/s.exec(field)!;
    let current: Value | undefined;
    if (first === "" || /^\d+$/.test(first)) {
      if (first === "" ? numbering.manual : numbering.next > 0)
        return fail("ValueError", "cannot switch between automatic and manual field numbering");
      if (first !== "") numbering.manual = true;
      current = args[first === "" ? numbering.next++ : Number(first)];
      if (current === undefined)
        return fail("IndexError", "Replacement index out of range for positional args tuple");
    } else {
      current = keyword(first);
      if (current === undefined) {
        i.raise("KeyError", `'${first}'`, pc, at, [str(first)]);
        return undefined;
      }
    }
    for (const [whole, name, index] of rest.matchAll(/\.([^.[]*)|\[([^\]]*)\]|./gs)) {
      let next: Guarded<Value> | undefined;
      if (name !== undefined && name !== "") next = attribute(i, current, name, pc, at);
      else if (index !== undefined && index !== "")
        next = i.expressions.item(
          current,
          /^\d+$/.test(index) ? { kind: "int", value: BigInt(index) } : str(index),
          pc,
          at,
        );
      else
        return fail(
          "ValueError",
          whole.startsWith(".") ? "Empty attribute in format string" : "Invalid field",
        );
      if (next === undefined || !("kind" in next)) return unknown("a field of str.format()", at);
      if (next.kind === "dead") return undefined;
      current = next;
    }
    return current;
  };

  /** The pieces of a template; undefined where something raised. */
  const pieces = (text: string, depth: number): Piece[] | undefined => {
    const out: Piece[] = [];
    for (let n = 0; n < text.length; ) {
      const c = text[n]!;
      if (c !== "{" && c !== "}") {
        const end = /[{}]|$/.exec(text.slice(n))!.index + n;
        out.push(text.slice(n, end));
        n = end;
        continue;
      }
      if (text[n + 1] === c && depth === 0) {
        out.push(c);
        n += 2;
        continue;
      }
      if (c === "}") return fail("ValueError", "Single '}' encountered in format string");
      let level = 1;
      let end = n + 1;
      for (; end < text.length && level > 0; end++) {
        if (text[end] === "{") level++;
        else if (text[end] === "}") level--;
      }
      if (level > 0) {
        const message =
          end === n + 1 ? "Single '{' encountered in format string" : "expected '}' before end of string";
        return fail("ValueError", message);
      }
      const [, field = "", conversion, spec] = /^((?:\[[^\]]*\]|[^!:])*)(?:!([^:]*))?(?::(.*))?$/s.exec(
        text.slice(n + 1, end - 1),
      ) ?? [undefined, "", undefined, undefined];
      n = end;
      const value = fieldValue(field);
      if (value === undefined) return undefined;
      if (conversion !== undefined && !/^[rsa]$/.test(conversion))
        return fail("ValueError", "Unknown conversion specifier");
      if (spec?.includes("{") && depth > 0) return fail("ValueError", "Max string recursion exceeded");
      const inner = spec?.includes("{") ? pieces(spec, depth + 1) : [spec ?? ""];
      if (inner === undefined) return undefined;
      out.push(
        inner.every((piece) => typeof piece === "string")
          ? formatted(value, conversion, inner.join(""))
          : { unknown: "a computed format" },
      );
    }
    return out;
  };
  const parts = pieces(template, 0);
  return parts === undefined ? DEAD : assemble(i, parts, pc, at);
}
