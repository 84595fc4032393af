/** json: loads(), load() and dumps(). */
import { openFunction, pureFunction } from "../../callables";
import { truth } from "../../equality";
import { parseJson } from "../../literals";
import { fromUtf8 } from "../../methods/codecs";
import { floatText } from "../../python";
import {
  type CallArguments,
  type DictState,
  type DictValue,
  derived,
  type ItemsState,
  str,
  typeName,
  unknown,
  type Value,
} from "../../values";

function parse(text: string, { interpreter: i, pc, at }: CallArguments): Value {
  const value = parseJson(text, at);
  return value ?? i.raise("JSONDecodeError", "a text that is no JSON", pc, at);
}

const loads = openFunction(
  "loads",
  "s, *, cls?, object_hook?, parse_float?, parse_int?, parse_constant?, object_pairs_hook?",
  ([text, ...options], call) => {
    const { interpreter: i, pc, at } = call;
    if (text!.kind === "env") {
      i.mayRaise(`json.loads(${text!.text})`, pc, at, "JSONDecodeError");
      return derived(text!, "object", `json.loads(${text!.text})`, at);
    }
    if (text!.kind === "unknown" || text!.kind === "third-party" || text!.kind === "object") {
      i.mayRaise("json.loads()", pc, at);
      return unknown(text!.kind === "unknown" ? text!.reason : text!.name, at);
    }
    if (options.some((option) => option !== undefined)) return unknown("json.loads() with hooks", at);
    if (text!.kind === "bytes") {
      const decoded = fromUtf8(text!.value);
      return decoded === undefined ? unknown("json.loads() of bytes", at) : parse(decoded, call);
    }
    if (text!.kind === "str") return parse(text!.value, call);
    return i.fail(
      "TypeError",
      `the JSON object must be str, bytes or bytearray, not ${typeName(text!)}`,
      pc,
      at,
    );
  },
);

const load = openFunction("load", "fp, **options", ([file], call) => {
  const { interpreter: i, at } = call;
  const read = i.expressions.attributeOf(file!, "read", call.pc, at);
  return i.lift([read], i.surviving(call.pc), ([method], pc) =>
    i.lift(
      [i.expressions.invoke(method!, { ...call, args: [], keywords: new Map(), pc })],
      i.surviving(pc),
      ([text], when) => loads.call({ ...call, args: [text!], keywords: new Map(), pc: when }),
    ),
  );
});

// ---------------------------------------------------------------- dumps()

interface Style {
  readonly ascii: boolean;
  readonly item: string;
  readonly key: string;
  /** The indentation of one level; undefined for one line. */
  readonly indent: string | undefined;
  readonly sorted: boolean;
}

/** What cannot be written: the exception, or undefined where nobody knows. */
class Refused extends Error {
  constructor(readonly raises: string | undefined) {
    super(raises);
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};

function quoted(text: string, ascii: boolean): string {
  let out = "";
  for (const unit of text.split("")) {
    const code = unit.charCodeAt(0);
    out +=
      ESCAPES[unit] ??
      (code < 0x20 || (ascii && code > 0x7e) ? `\\u${code.toString(16).padStart(4, "0")}` : unit);
  }
  return `"${out}"`;
}

function number(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return floatText(value);
}

function keyText(key: Value): string {
  switch (key.kind) {
    case "str":
      return key.value;
    case "int":
      return String(key.value);
    case "float":
      return number(key.value);
    case "bool":
      return key.value ? "true" : "false";
    case "none":
      return "null";
    default:
      throw new Refused(
        key.kind === "instance" || key.kind === "object"
          ? undefined
          : `keys must be str, int, float, bool or None, not ${typeName(key)}`,
      );
  }
}

function write(value: Value, style: Style, level: number): string {
  const block = (open: string, close: string, parts: string[]): string => {
    if (parts.length === 0) return open + close;
    if (style.indent === undefined) return open + parts.join(style.item) + close;
    const inner = `\n${style.indent.repeat(level + 1)}`;
    return `${open}${inner}${parts.join(style.item + inner)}\n${style.indent.repeat(level)}${close}`;
  };
  switch (value.kind) {
    case "none":
      return "null";
    case "bool":
      return value.value ? "true" : "false";
    case "int":
      return String(value.value);
    case "float":
      return number(value.value);
    case "str":
      return quoted(value.value, style.ascii);
    case "list":
    case "tuple": {
      const items = value.kind === "tuple" ? value.items : (value.state as ItemsState).items;
      return block(
        "[",
        "]",
        items.map((item) => write(item as Value, style, level + 1)),
      );
    }
    case "dict": {
      let entries = [...(value.state as DictState).entries];
      if (style.sorted) {
        if (!entries.every(([key]) => key.kind === "str")) throw new Refused(undefined);
        entries = entries.sort(([a], [b]) =>
          (a as { value: string }).value < (b as { value: string }).value ? -1 : 1,
        );
      }
      return block(
        "{",
        "}",
        entries.map(
          ([key, item]) =>
            quoted(keyText(key), style.ascii) + style.key + write(item as Value, style, level + 1),
        ),
      );
    }
    case "instance":
    case "object":
    case "class":
    case "descriptor":
      throw new Refused(undefined);
    default:
      throw new Refused(`Object of type ${typeName(value)} is not JSON serializable`);
  }
}

const dumps = pureFunction(
  "dumps",
  "obj, *, skipkeys?, ensure_ascii?, check_circular?, allow_nan?, cls?, indent?, separators?, default?, sort_keys?, **kw",
  ([value, skip, ascii, , , cls, indent, separators, fallback, sort, rest], { interpreter: i, pc, at }) => {
    const given = (option: Value | undefined) => option !== undefined && option.kind !== "none";
    const others = (rest as DictValue).state as DictState;
    if (given(skip) || given(cls) || given(fallback) || others.entries.length > 0)
      return unknown("json.dumps() with hooks", at);
    const flag = (option: Value | undefined, otherwise: boolean) =>
      option === undefined ? otherwise : i.truth(option) === true;
    const step = !given(indent)
      ? undefined
      : indent!.kind === "str"
        ? indent!.value
        : indent!.kind === "int" && indent!.value < 100n
          ? " ".repeat(Math.max(0, Number(indent!.value)))
          : undefined;
    const pair =
      given(separators) && (separators!.kind === "tuple" || separators!.kind === "list")
        ? separators!
        : undefined;
    const marks =
      pair === undefined ? [] : pair.kind === "tuple" ? pair.items : (pair.state as ItemsState).items;
    const [item, key] = marks.map((mark) => (mark as { value?: string }).value);
    const style: Style = {
      ascii: flag(ascii, true),
      item: item ?? (step === undefined ? ", " : ","),
      key: key ?? ": ",
      indent: step,
      sorted: sort !== undefined && truth(i, sort) === true,
    };
    try {
      return i.sized(str(write(value!, style, 0), at));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.raises === undefined
        ? unknown("json.dumps()", at)
        : i.fail("TypeError", error.raises, pc, at);
    }
  },
  "str",
);

export const json: Readonly<Record<string, Value>> = {
  loads,
  load,
  dumps,
  JSONDecodeError: { kind: "exception", name: "JSONDecodeError" },
};
