/** Turning values into text: str(), repr(), f-strings, % and str.format(). */
import type { Location } from "../syntax/text";
import { plainEntry } from "./dicts";
import type { Condition, Guarded } from "./guard";
import type { Interpreter } from "./interpreter";
import { scalarRepr, stringRepr, text } from "./python";
import { DEAD, derived, type EnvValue, str, unknown, type Value } from "./values";

/** A piece of text, or why there is none. */
type Piece = string | EnvValue | { readonly unknown: string };

/** `repr(value)` for values without forks inside. */
export function repr(value: Value): string | undefined {
  const scalar = scalarRepr(value);
  if (scalar !== undefined) return scalar;
  if (value.kind === "path") return `PosixPath(${stringRepr(value.value)})`;
  if (value.kind === "list" || value.kind === "tuple") {
    const state = value.kind === "list" ? value.state : value;
    if (!("items" in state) || ("open" in state && state.open !== undefined)) return undefined;
    const items = state.items.map((item) => ("kind" in item ? repr(item) : undefined));
    if (items.some((item) => item === undefined)) return undefined;
    if (value.kind === "list") return `[${items.join(", ")}]`;
    return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
  }
  return undefined;
}

/** `format(value, spec)` after `!conversion`. */
export function formatted(
  value: Value,
  conversion: string | undefined,
  spec: string | null | undefined,
): Piece {
  if (value.kind === "env") return value;
  if (value.kind === "unknown") return { unknown: value.reason };
  if (conversion === "a" || spec === null) return { unknown: "a computed format" };
  const shown = conversion === "r" ? repr(value) : (text(value) ?? repr(value));
  if (shown === undefined) return { unknown: "the text of a value that is not known" };
  if (spec === undefined || spec === "") return shown;
  return applySpec(conversion === undefined ? value : str(shown), shown, spec);
}

/** Python's format specification mini-language, the part with fill, alignment, width, precision and type. */
function applySpec(value: Value, shown: string, spec: string): Piece {
  const match = /^(?:(.)?([<>^=]))?([+\- ])?(0)?(\d+)?(,)?(?:\.(\d+))?([a-zA-Z%])?$/su.exec(spec);
  if (match === null) return { unknown: "a format specification" };
  const [, fill, align, sign, zero, width, comma, precision, type] = match;
  let body: string;
  const isInt = value.kind === "int" || value.kind === "bool";
  if (value.kind === "str" && (type === undefined || type === "s")) {
    if (sign !== undefined || comma !== undefined || zero !== undefined || align === "=")
      return { unknown: "a format specification" };
    body = precision === undefined ? shown : [...shown].slice(0, Number(precision)).join("");
  } else if (
    isInt &&
    (type === undefined || type === "d") &&
    precision === undefined &&
    comma === undefined
  ) {
    body = String(value.kind === "bool" ? Number(value.value) : value.value);
    if (value.kind === "bool" && type === undefined) return { unknown: "a format specification" };
  } else if ((isInt || value.kind === "float") && type === "f" && comma === undefined) {
    body = Number(value.value).toFixed(precision === undefined ? 6 : Number(precision));
  } else {
    return { unknown: "a format specification" };
  }
  const numeric = value.kind !== "str";
  if (sign === "+" && numeric && !body.startsWith("-")) body = `+${body}`;
  if (sign === " " && numeric && !body.startsWith("-")) body = ` ${body}`;
  const missing = Number(width ?? 0) - [...body].length;
  if (missing <= 0) return body;
  if (zero !== undefined && align === undefined) {
    const signed = /^[+\- ]/.test(body) ? 1 : 0;
    return body.slice(0, signed) + "0".repeat(missing) + body.slice(signed);
  }
  const pad = (fill ?? " ").repeat(missing);
  const side = align ?? (numeric ? ">" : "<");
  if (side === "<") return body + pad;
  if (side === ">") return pad + body;
  if (side === "=") return { unknown: "a format specification" };
  const left = Math.floor(missing / 2);
  return pad.slice(0, left) + body + pad.slice(left);
}

/** Puts pieces together: a string, or what the unknown piece makes of it. */
export function assemble(pieces: readonly Piece[], at: Location): Value {
  const lost = pieces.find((piece) => typeof piece === "object" && "unknown" in piece);
  if (lost !== undefined) return unknown((lost as { unknown: string }).unknown, at);
  const env = pieces.find((piece): piece is EnvValue => typeof piece === "object" && "kind" in piece);
  if (env !== undefined) {
    const parts = pieces.map((piece) =>
      typeof piece === "string" ? piece : `{${(piece as EnvValue).text}}`,
    );
    return derived(env, "str", `f"${parts.join("")}"`, at);
  }
  return str(pieces.join(""), at);
}

/** `template % argument`. */
export function percentFormat(
  i: Interpreter,
  template: string,
  argument: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const mapping = argument.kind === "dict" ? argument : undefined;
  const args = argument.kind === "tuple" ? argument.items : [argument];
  return i.lift(mapping === undefined ? args : [], pc, (values) => {
    const pieces: Piece[] = [];
    let next = 0;
    let last = 0;
    for (const match of template.matchAll(/%(?:\(([^)]*)\))?([-+ 0#]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g)) {
      pieces.push(template.slice(last, match.index));
      last = match.index + match[0].length;
      const [, key, flags, width, precision, type] = match;
      if (type === "%") {
        pieces.push("%");
        continue;
      }
      if (flags !== "" || width !== undefined || precision !== undefined) return unknown("a % format", at);
      let value: Value | undefined;
      if (key === undefined) value = values[next++] as Value | undefined;
      else value = mapping === undefined ? undefined : plainEntry(mapping, key);
      if (value === undefined) return unknown("a % format", at);
      if (value.kind === "dead") return DEAD;
      if (type === "s") pieces.push(formatted(value, undefined, undefined));
      else if (type === "r") pieces.push(formatted(value, "r", undefined));
      else if (type === "d" && value.kind === "int") pieces.push(String(value.value));
      else if (value.kind === "env") pieces.push(value);
      else return unknown("a % format", at);
    }
    pieces.push(template.slice(last));
    if (mapping === undefined && next !== values.length) {
      return i.raise("TypeError", "not all arguments converted during string formatting", pc, at);
    }
    return assemble(pieces, at);
  });
}

/** `template.format(*args, **keywords)`; undefined for templates that are not simple. */
export function strFormat(
  template: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  at: Location,
): Value {
  const pieces: Piece[] = [];
  let next = 0;
  let last = 0;
  for (const match of template.matchAll(/\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::([^{}]*))?\}/g)) {
    pieces.push(template.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[0] === "{{" || match[0] === "}}") {
      pieces.push(match[0][0]!);
      continue;
    }
    const [, field = "", conversion, spec] = match;
    const value =
      field === "" ? args[next++] : /^\d+$/.test(field) ? args[Number(field)] : keywords.get(field);
    if (value === undefined) return unknown("str.format()", at);
    pieces.push(formatted(value, conversion, spec));
  }
  pieces.push(template.slice(last));
  return assemble(pieces, at);
}
