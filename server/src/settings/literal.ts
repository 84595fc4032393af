/** `ast.literal_eval()` for texts of literals: strings without escapes, numbers, constants, lists, tuples, sets and dicts. */
import type { Location } from "../syntax/text";
import { withEntry } from "./dicts";
import { parseFloatText, parseInteger } from "./python";
import { bool, type DictState, DictValue, int, list, NONE, SetValue, str, type Value } from "./values";

/** The value of a literal; undefined where the text is none, or one that is not followed. */
export function literalValue(text: string, at: Location): Value | undefined {
  const reader = new Reader(text.trim(), at);
  const value = reader.value();
  return value !== undefined && reader.atEnd ? value : undefined;
}

class Reader {
  #place = 0;

  constructor(
    private readonly text: string,
    private readonly at: Location,
  ) {}

  get atEnd(): boolean {
    return this.#place === this.text.length;
  }

  value(): Value | undefined {
    const word = this.take(/(?:True|False|None)\b/y);
    if (word !== undefined) return word === "None" ? NONE : bool(word === "True", this.at);
    const number = this.take(/[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?|[+-]?\.\d+/y);
    if (number !== undefined) {
      if (/^[+-]?0\d/.test(number)) return undefined;
      const whole = parseInteger(number);
      if (whole !== undefined) return int(whole, this.at);
      const value = parseFloatText(number);
      return value === undefined ? undefined : { kind: "float", value, at: this.at };
    }
    const quoted = this.take(/'[^'\\\n]*'|"[^"\\\n]*"/y);
    if (quoted !== undefined) return str(quoted.slice(1, -1), this.at);
    if (this.take(/\[/y) !== undefined) {
      const items = this.items(/\]/y);
      return items && list(items.values, this.at);
    }
    if (this.take(/\(/y) !== undefined) {
      const items = this.items(/\)/y);
      if (items === undefined) return undefined;
      if (items.values.length === 1 && !items.comma) return items.values[0];
      return { kind: "tuple", items: items.values, at: this.at };
    }
    return this.take(/\{/y) === undefined ? undefined : this.dictOrSet();
  }

  private dictOrSet(): Value | undefined {
    let state: DictState = { entries: [] };
    const members: Value[] = [];
    while (this.take(/\}/y) === undefined) {
      const key = this.value();
      if (key === undefined) return undefined;
      if (this.take(/:/y) === undefined) {
        members.push(key);
      } else {
        const value = this.value();
        if (value === undefined) return undefined;
        state = withEntry(state, key, value);
      }
      if (this.take(/,/y) === undefined && !/^\s*\}/.test(this.text.slice(this.#place))) return undefined;
    }
    if (members.length === 0) return new DictValue(state, this.at);
    return state.entries.length > 0 ? undefined : new SetValue({ items: members }, this.at);
  }

  private items(close: RegExp): { values: Value[]; comma: boolean } | undefined {
    const values: Value[] = [];
    let comma = false;
    while (this.take(close) === undefined) {
      if (values.length > 0 && !comma) return undefined;
      const value = this.value();
      if (value === undefined) return undefined;
      values.push(value);
      comma = this.take(/,/y) !== undefined;
    }
    return { values, comma };
  }

  /** Skips blanks and takes what matches a sticky pattern. */
  private take(pattern: RegExp): string | undefined {
    const blanks = /\s*/y;
    blanks.lastIndex = this.#place;
    blanks.exec(this.text);
    pattern.lastIndex = blanks.lastIndex;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.#place = pattern.lastIndex;
    return match[0];
  }
}
