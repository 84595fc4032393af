/** Values written as text: ast.literal_eval() and json.loads(). */
import type { Location } from "../syntax/text";
import { isHashable, withEntry } from "./dicts";
import { bool, type DictState, DictValue, int, list, str, tuple, type Value } from "./values";

/** Reads one value of a text from a position on; undefined where the grammar does not match. */
class Reader {
  #at = 0;

  constructor(
    readonly text: string,
    readonly origin: Location | undefined,
  ) {}

  get position(): number {
    return this.#at;
  }

  get done(): boolean {
    return this.#at === this.text.length;
  }

  /** Takes what a sticky pattern matches here. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  /** Items between commas, up to `close`; `trailing`: whether a comma may stand before it. */
  items<T>(item: () => T | undefined, close: RegExp, space: RegExp, trailing: boolean): T[] | undefined {
    const out: T[] = [];
    this.take(space);
    while (this.take(close) === undefined) {
      if (out.length > 0) {
        if (this.take(/,/y) === undefined) return undefined;
        this.take(space);
        if (trailing && this.take(close) !== undefined) return out;
      }
      const next = item();
      if (next === undefined) return undefined;
      out.push(next);
      this.take(space);
    }
    return out;
  }
}

function dictOf(pairs: readonly (readonly [Value, Value])[], at: Location | undefined): Value {
  let state: DictState = { entries: [] };
  for (const [key, value] of pairs) state = withEntry(state, key, value);
  return new DictValue(state, at);
}

// ---------------------------------------------------------------- JSON

const JSON_SPACE = /[ \t\n\r]*/y;

/** json.loads(); undefined where it raises JSONDecodeError. */
export function parseJson(text: string, at?: Location): Value | undefined {
  const reader = new Reader(text, at);
  reader.take(JSON_SPACE);
  const value = jsonValue(reader);
  reader.take(JSON_SPACE);
  return reader.done ? value : undefined;
}

function jsonString(reader: Reader): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings have no control characters
  const match = reader.take(/"((?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*)"/y);
  return match === undefined ? undefined : (JSON.parse(match[0]) as string);
}

function jsonValue(reader: Reader): Value | undefined {
  const { origin: at } = reader;
  const word = reader.take(/(?:null|true|false|NaN|-?Infinity)/y)?.[0];
  if (word === "null") return { kind: "none", at };
  if (word === "true" || word === "false") return bool(word === "true", at);
  if (word !== undefined) return { kind: "float", value: Number(word), at };
  const number = reader.take(/(-?(?:0|[1-9]\d*))(\.\d+)?([eE][+-]?\d+)?/y);
  if (number !== undefined) {
    return number[2] === undefined && number[3] === undefined
      ? int(BigInt(number[1]!), at)
      : { kind: "float", value: Number(number[0]), at };
  }
  const string = jsonString(reader);
  if (string !== undefined) return str(string, at);
  const item = () => {
    reader.take(JSON_SPACE);
    return jsonValue(reader);
  };
  if (reader.take(/\[/y) !== undefined) {
    const items = reader.items(item, /\]/y, JSON_SPACE, false);
    return items === undefined ? undefined : list(items, at);
  }
  if (reader.take(/\{/y) === undefined) return undefined;
  const pairs = reader.items<[Value, Value]>(
    () => {
      const key = jsonString(reader);
      reader.take(JSON_SPACE);
      if (key === undefined || reader.take(/:/y) === undefined) return undefined;
      const value = item();
      return value === undefined ? undefined : [str(key, at), value];
    },
    /\}/y,
    JSON_SPACE,
    false,
  );
  return pairs === undefined ? undefined : dictOf(pairs, at);
}

// ---------------------------------------------------------------- Python

const SPACE = /[ \t]*/y;

/**
 * ast.literal_eval() of scalars and displays. "no literal": it surely raises ValueError or SyntaxError; undefined: a form that
 * is not followed (bytes, sets, sums, prefixed or escaped strings).
 */
export function literalEval(text: string, at?: Location): Value | "no literal" | undefined {
  const reader = new Reader(text.replace(/^[ \t]+/, "").trimEnd(), at);
  const value = pythonValue(reader);
  if (value !== undefined && reader.done) return value;
  if (/["'()[\]{}\\#\n\r]/.test(text)) return undefined;
  // What is left: names (no literals), other number formats, imaginary numbers and tuples without parentheses.
  return /^\s*[+-]?\s*0[xXbBoO]|\d\.?[jJ]|^\s*[+-]\s|,|\.\.\./.test(text) ? undefined : "no literal";
}

function pythonValue(reader: Reader): Value | undefined {
  const { origin: at } = reader;
  const word = reader.take(/(?:None|True|False)(?!\w)/y)?.[0];
  if (word === "None") return { kind: "none", at };
  if (word !== undefined) return bool(word === "True", at);
  const float = reader.take(
    /([+-]?)((?:\d+(?:_\d+)*)?\.\d+(?:_\d+)*(?:[eE][+-]?\d+)?|\d+(?:_\d+)*(?:\.(?:[eE][+-]?\d+)?|[eE][+-]?\d+))(?![\w.])/y,
  );
  if (float !== undefined) return { kind: "float", value: Number(float[0].replaceAll("_", "")), at };
  const number = reader.take(/([+-]?)(0(?:_?0)*|[1-9](?:_?\d)*)(?![\w.])/y);
  if (number !== undefined) {
    const value = BigInt(number[2]!.replaceAll("_", ""));
    return int(number[1] === "-" ? -value : value, at);
  }
  const string = reader.take(/'([^'\\\n]*)'(?!')|"([^"\\\n]*)"(?!")/y);
  if (string !== undefined) return str(string[1] ?? string[2]!, at);
  const item = () => pythonValue(reader);
  if (reader.take(/\[/y) !== undefined) {
    const items = reader.items(item, /\]/y, SPACE, true);
    return items === undefined ? undefined : list(items, at);
  }
  if (reader.take(/\(/y) !== undefined) {
    const start = reader.position;
    const items = reader.items(item, /\)/y, SPACE, true);
    if (items?.length !== 1) return items && tuple(items, at);
    const trailing = /,[ \t]*\)$/.test(reader.text.slice(start, reader.position));
    return trailing ? tuple(items, at) : items[0];
  }
  if (reader.take(/\{/y) === undefined) return undefined;
  const pairs = reader.items<[Value, Value]>(
    () => {
      const key = pythonValue(reader);
      reader.take(SPACE);
      if (key === undefined || isHashable(key) !== true) return undefined;
      if (reader.take(/:/y) === undefined) return undefined;
      reader.take(SPACE);
      const value = pythonValue(reader);
      return value === undefined ? undefined : [key, value];
    },
    /\}/y,
    SPACE,
    true,
  );
  return pairs === undefined ? undefined : dictOf(pairs, at);
}
