/** The methods of str. */
import { deeply, lostPart } from "../concrete";
import { findEntry } from "../dicts";
import { strFormat } from "../formatting";
import { type Guarded, map } from "../guard";
import { itemsOf } from "../iteration";
import { isSpace, rsplit, split, strip, UNPRINTABLE } from "../python";
import { plainContent } from "../specialMethods";
import {
  bool,
  type CallArguments,
  DEAD,
  DictValue,
  derived,
  dict,
  type EnvType,
  type EnvValue,
  int,
  list,
  NONE,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../values";
import { encode } from "./codecs";
import { type Method, type MethodTable, raw, reading, wrongType } from "./methods";

type Str = Value & { kind: "str" };

/** A method of a text and arguments that are known. */
function text(
  shape: string,
  body: (self: string, args: (Value | undefined)[], call: CallArguments) => Guarded<Value>,
  type: EnvType = "object",
): Method<Str> {
  return reading(shape, (self, args, call) => body(self.value, args, call), type);
}

const stringOf = (value: Value | undefined): string | undefined =>
  value?.kind === "str" ? value.value : undefined;

const isNone = (value: Value | undefined) => value === undefined || value.kind === "none";

/** A whole number argument; NaN for other types. */
function whole(value: Value | undefined, otherwise: number): number {
  if (isNone(value)) return otherwise;
  return value!.kind === "int" || value!.kind === "bool" ? Number(value!.value) : Number.NaN;
}

/** Bounds that are no integers, or too large to follow; undefined if they are fine. */
function wrongBound(bounds: readonly (Value | undefined)[], call: CallArguments): Value | undefined {
  for (const bound of bounds) {
    if (isNone(bound)) continue;
    if (bound!.kind !== "int" && bound!.kind !== "bool")
      return wrongType(call, "slice indices must be integers or None or have an __index__ method");
    if (!Number.isSafeInteger(Number(bound!.value))) return unknown("a very large number", call.at);
  }
  return undefined;
}

/** `text[start:end]` in code points and where it begins; undefined where `start` is past the end. */
function windowOf(
  value: string,
  start: Value | undefined,
  end: Value | undefined,
): { readonly text: string; readonly offset: number } | undefined {
  const points = [...value];
  const bound = (limit: number) => (limit < 0 ? Math.max(0, limit + points.length) : limit);
  const from = bound(whole(start, 0));
  const to = Math.min(bound(whole(end, points.length)), points.length);
  if (from > points.length) return undefined;
  return { text: points.slice(from, Math.max(from, to)).join(""), offset: from };
}

function strippingMethod(where: "both" | "left" | "right"): Method<Str> {
  return text(
    "chars?, /",
    (self, [chars], call) => {
      if (!isNone(chars) && chars!.kind !== "str") return wrongType(call, "strip arg must be None or str");
      return str(strip(self, stringOf(chars), where), call.at);
    },
    "str",
  );
}

function affixMethod(name: "startsWith" | "endsWith"): Method<Str> {
  return text(
    "affix, start?, end?, /",
    (self, [affix, start, end], call) => {
      const wrong = wrongBound([start, end], call);
      if (wrong !== undefined) return wrong;
      const affixes = affix!.kind === "tuple" ? affix!.items : [affix!];
      const words = affixes.map((item) => stringOf(item as Value));
      if (words.includes(undefined))
        return wrongType(call, `${name.toLowerCase()} first arg must be str or a tuple of str`);
      const part = windowOf(self, start, end);
      return bool(part !== undefined && words.some((word) => part.text[name](word!)), call.at);
    },
    "bool",
  );
}

function searchMethod(last: boolean, missing: "raise" | "minus one"): Method<Str> {
  return text(
    "sub, start?, end?, /",
    (self, [sub, start, end], call) => {
      if (sub!.kind !== "str") return wrongType(call, `must be str, not ${typeName(sub!)}`);
      const wrong = wrongBound([start, end], call);
      if (wrong !== undefined) return wrong;
      const part = windowOf(self, start, end);
      const place =
        part === undefined ? -1 : last ? part.text.lastIndexOf(sub!.value) : part.text.indexOf(sub!.value);
      if (place < 0) {
        return missing === "raise"
          ? call.interpreter.fail("ValueError", "substring not found", call.pc, call.at)
          : int(-1, call.at);
      }
      return int([...part!.text.slice(0, place)].length + part!.offset, call.at);
    },
    "int",
  );
}

function paddingMethod(place: (missing: number, width: number) => number): Method<Str> {
  return text(
    "width, fill?, /",
    (self, [width, fill], call) => {
      const size = whole(width, Number.NaN);
      if (Number.isNaN(size)) return wrongType(call, "a width that is no integer");
      const character = fill === undefined ? " " : stringOf(fill);
      if (character === undefined || [...character].length !== 1)
        return wrongType(call, "The fill character must be exactly one character long");
      const missing = Math.max(0, size - [...self].length);
      if (missing > 1e6) return unknown("a very long string", call.at);
      const left = place(missing, size);
      return str(character.repeat(left) + self + character.repeat(missing - left), call.at);
    },
    "str",
  );
}

function testMethod(pattern: RegExp, doubtful?: RegExp): Method<Str> {
  return text(
    "",
    (self, _, { at }) =>
      doubtful?.test(self)
        ? unknown("a test of characters that differs by Unicode's version", at)
        : bool(pattern.test(self), at),
    "bool",
  );
}

/** str.title(): the first cased letter after one that is not cased. */
function title(value: string): string {
  let previous = false;
  let out = "";
  for (const c of value) {
    const cased = c.toLowerCase() !== c || c.toUpperCase() !== c;
    out += previous ? c.toLowerCase() : c.toUpperCase();
    previous = cased;
  }
  return out;
}

/** Letters whose title case is not their upper case. */
const TITLE_CASE = /[ßŉǄ-ǌǰǱ-ǳΐΰևẖ-ẚᾀ-ᾯᾲ-ᾴᾶᾷᾼῂ-ῄῆῇῌῒΐῖῗῢ-ῤῦῧῲ-ῴῶῷῼﬀ-ﬗა-ჿ]/u;

/** What str.splitlines() takes for the end of a line, beside "\r\n". */
const LINE_END = "\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029";
const LINE = new RegExp(`([^${LINE_END}]*)(\\r\\n|[${LINE_END}]|$)`, "g");

function lines(text: string, keepEnds: boolean): string[] {
  const all = [...text.matchAll(LINE)].filter((match) => match[0] !== "");
  return all.map((match) => (keepEnds ? match[0] : match[1]!));
}

function partitionMethod(last: boolean): Method<Str> {
  return text(
    "sep, /",
    (self, [separator], call) => {
      if (separator!.kind !== "str") return wrongType(call, `must be str, not ${typeName(separator!)}`);
      const sep = separator!.value;
      if (sep === "") return call.interpreter.fail("ValueError", "empty separator", call.pc, call.at);
      const found = last ? self.lastIndexOf(sep) : self.indexOf(sep);
      const parts =
        found >= 0
          ? [self.slice(0, found), sep, self.slice(found + sep.length)]
          : last
            ? ["", "", self]
            : [self, "", ""];
      return tuple(
        parts.map((part) => str(part, call.at)),
        call.at,
      );
    },
    "list",
  );
}

function splitMethod(cut: typeof split): Method<Str> {
  return text(
    "sep?, maxsplit?",
    (self, [sep, max], call) => {
      if (max !== undefined) {
        const wrong =
          max.kind === "none" ? wrongType(call, "a limit that is no integer") : wrongBound([max], call);
        if (wrong !== undefined) return wrong;
      }
      const limit = whole(max, -1);
      if ((!isNone(sep) && sep!.kind !== "str") || Number.isNaN(limit))
        return wrongType(call, "must be str or None");
      if (stringOf(sep) === "")
        return call.interpreter.fail("ValueError", "empty separator", call.pc, call.at);
      return list(
        cut(self, stringOf(sep), limit).map((part) => str(part, call.at)),
        call.at,
      );
    },
    "list",
  );
}

/** `self.join(iterable)`: the items may depend on conditions. */
const join: Method<Str> = raw("iterable, /", (self, [iterable], call) => {
  const i = call.interpreter;
  return i.lift([iterable!], call.pc, ([leaf], pc) => {
    if (leaf!.kind === "dead") return DEAD;
    if (leaf!.kind === "env") return derived(leaf!, "str", `"${self.value}".join(${leaf!.text})`, call.at);
    if (["none", "bool", "int", "float", "path", "ellipsis"].includes(leaf!.kind))
      return i.fail("TypeError", "can only join an iterable", pc, call.at);
    const state = itemsOf(i, leaf!, pc, call.at);
    const then = i.surviving(pc);
    if (then === false) return DEAD;
    return map(state, ({ items, open }) => {
      if (open !== undefined) return unknown(open, call.at);
      return i.lift(items, then, (found, when) => {
        const leaves = found.map(plainContent);
        if (leaves.some((item) => item.kind === "dead")) return DEAD;
        const env = leaves.find((item): item is EnvValue => item.kind === "env");
        if (env !== undefined) return derived(env, "str", `"${self.value}".join(…)`, call.at);
        const lost = leaves.find((item) => lostPart(item) !== undefined);
        if (lost !== undefined) {
          i.mayRaise("str.join()", when, call.at, "TypeError");
          return unknown((lostPart(lost) as { reason: string }).reason, call.at);
        }
        const wrong = leaves.findIndex((item) => item.kind !== "str");
        if (wrong >= 0) {
          const found = typeName(leaves[wrong]!);
          return i.fail(
            "TypeError",
            `sequence item ${wrong}: expected str instance, ${found} found`,
            when,
            call.at,
          );
        }
        return i.sized(str(leaves.map((item) => (item as Str).value).join(self.value), call.at));
      });
    });
  });
});

const format: Method<Str> = (self, call) =>
  deeply(call.interpreter, [...call.args, ...call.keywords.values()], call.pc, (leaves, pc) => {
    if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
    const names = [...call.keywords.keys()];
    const keywords = new Map(names.map((name, n) => [name, leaves[call.args.length + n]!]));
    return strFormat(self.value, leaves.slice(0, call.args.length), (name) => keywords.get(name), {
      ...call,
      pc,
    });
  });

const replace: Method<Str> = text(
  "old, new, count?",
  (self, [from, to, count], call) => {
    if (from!.kind !== "str" || to!.kind !== "str") return wrongType(call, "replace() arguments must be str");
    const wrong =
      count?.kind === "none" ? wrongType(call, "a count that is no integer") : wrongBound([count], call);
    if (wrong !== undefined) return wrong;
    const limit = whole(count, -1);
    const parts = from!.value === "" ? ["", ...self, ""] : self.split(from!.value);
    const times = limit < 0 ? parts.length - 1 : Math.min(limit, parts.length - 1);
    if (self.length + times * to!.value.length > 1e6) return unknown("a very long string", call.at);
    const head = parts.slice(0, times + 1).join(to!.value);
    const rest = parts.slice(times + 1);
    if (rest.length === 0) return str(head, call.at);
    return str(head + from!.value + rest.join(from!.value), call.at);
  },
  "str",
);

const translate: Method<Str> = text("table, /", (self, [table], call) => {
  if (!(table instanceof DictValue)) return unknown("str.translate()", call.at);
  const state = table.state;
  if (!("entries" in state)) return unknown("str.translate()", call.at);
  let out = "";
  for (const c of self) {
    const found = findEntry(state, int(c.codePointAt(0)!));
    if (found === undefined) out += c;
    else if ("unknown" in found || !("kind" in found.value)) return unknown("str.translate()", call.at);
    else if (found.value.kind === "str") out += found.value.value;
    else if (found.value.kind === "int") out += String.fromCodePoint(Number(found.value.value));
    else if (found.value.kind !== "none") return unknown("str.translate()", call.at);
  }
  return str(out, call.at);
});

/** `str.maketrans(...)`. */
export const maketrans: Method<Value> = reading("x, y?, z?, /", (_, [x, y, z], call) => {
  const points = (value: Value) => [...stringOf(value)!].map((c) => c.codePointAt(0)!);
  if (y === undefined) {
    if (!(x instanceof DictValue) || !("entries" in x.state))
      return wrongType(call, "if you give only one argument to maketrans it must be a dict");
    return dict(
      x.state.entries.map(([key, value]) => [
        key.kind === "str" && [...key.value].length === 1 ? int(key.value.codePointAt(0)!) : key,
        value,
      ]),
      call.at,
    );
  }
  if (x!.kind !== "str" || y.kind !== "str" || (z !== undefined && z.kind !== "str"))
    return wrongType(call, "maketrans() arguments must be str");
  const [from, to] = [points(x!), points(y)];
  if (from.length !== to.length) {
    const message = "the first two maketrans arguments must have equal length";
    return call.interpreter.fail("ValueError", message, call.pc, call.at);
  }
  const table = new Map<number, Value>(from.map((point, n) => [point, int(to[n]!)]));
  for (const point of z === undefined ? [] : points(z)) table.set(point, NONE);
  return dict(
    [...table].map(([point, value]) => [int(point), value]),
    call.at,
  );
});

const expandtabs: Method<Str> = text(
  "tabsize?",
  (self, [tabsize], { at }) => {
    const size = whole(tabsize, 8);
    if (Number.isNaN(size) || size > 1000) return unknown("str.expandtabs()", at);
    let column = 0;
    let out = "";
    for (const c of self) {
      if (c === "\t") {
        const spaces = size > 0 ? size - (column % size) : 0;
        out += " ".repeat(spaces);
        column += spaces;
      } else {
        out += c;
        column = c === "\n" || c === "\r" ? 0 : column + 1;
      }
    }
    return str(out, at);
  },
  "str",
);

const istitle: Method<Str> = text("", (self, _, { at }) => {
  let previous = false;
  let any = false;
  for (const c of self) {
    const upper = /[\p{Uppercase}\p{Lt}]/u.test(c);
    const lower = /\p{Lowercase}/u.test(c);
    if ((upper && previous) || (lower && !previous)) return bool(false, at);
    previous = upper || lower;
    any ||= previous;
  }
  return bool(any, at);
});

export const STR_METHODS: MethodTable<Str> = {
  lower: text("", (self, _, { at }) => str(self.toLowerCase(), at), "str"),
  upper: text("", (self, _, { at }) => str(self.toUpperCase(), at), "str"),
  swapcase: text(
    "",
    (self, _, { at }) =>
      str([...self].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join(""), at),
    "str",
  ),
  casefold: text(
    "",
    (self, _, { at }) =>
      // Letters whose folded form is not their lower case.
      /^[\0-\xb4\xb6-\u0130\u0131-\u0148\u014a-\u017e]*$/.test(self)
        ? str(self.toLowerCase().replaceAll("ß", "ss"), at)
        : unknown("str.casefold()", at),
    "str",
  ),
  title: text(
    "",
    (self, _, { at }) => (TITLE_CASE.test(self) ? unknown("str.title()", at) : str(title(self), at)),
    "str",
  ),
  capitalize: text(
    "",
    (self, _, { at }) => {
      const [first = "", ...rest] = self;
      if (TITLE_CASE.test(first)) return unknown("str.capitalize()", at);
      return str(first.toUpperCase() + rest.join("").toLowerCase(), at);
    },
    "str",
  ),
  strip: strippingMethod("both"),
  lstrip: strippingMethod("left"),
  rstrip: strippingMethod("right"),
  startswith: affixMethod("startsWith"),
  endswith: affixMethod("endsWith"),
  replace,
  removeprefix: text(
    "prefix, /",
    (self, [prefix], call) =>
      prefix!.kind === "str"
        ? str(self.startsWith(prefix!.value) ? self.slice(prefix!.value.length) : self, call.at)
        : wrongType(call, "removeprefix() argument must be str"),
    "str",
  ),
  removesuffix: text(
    "suffix, /",
    (self, [suffix], call) =>
      suffix!.kind === "str"
        ? str(
            suffix!.value !== "" && self.endsWith(suffix!.value)
              ? self.slice(0, -suffix!.value.length)
              : self,
            call.at,
          )
        : wrongType(call, "removesuffix() argument must be str"),
    "str",
  ),
  split: splitMethod(split),
  rsplit: splitMethod(rsplit),
  splitlines: text(
    "keepends?",
    (self, [keep], { at }) => {
      const kept =
        keep !== undefined && (keep.kind === "bool" || keep.kind === "int") && Number(keep.value) !== 0;
      return list(
        lines(self, kept).map((line) => str(line, at)),
        at,
      );
    },
    "list",
  ),
  join,
  format,
  format_map: reading("mapping, /", (self, [mapping], call) => {
    if (
      !(mapping instanceof DictValue) ||
      mapping.subclass?.factory !== undefined ||
      !("entries" in mapping.state)
    )
      return unknown("str.format_map()", call.at);
    const { entries } = mapping.state;
    const value = (name: string) => entries.find(([key]) => stringOf(key) === name)?.[1] as Value | undefined;
    return strFormat(self.value, [], value, call);
  }),
  find: searchMethod(false, "minus one"),
  rfind: searchMethod(true, "minus one"),
  index: searchMethod(false, "raise"),
  rindex: searchMethod(true, "raise"),
  count: text(
    "sub, start?, end?, /",
    (self, [sub, start, end], call) => {
      if (sub!.kind !== "str") return wrongType(call, `must be str, not ${typeName(sub!)}`);
      const wrong = wrongBound([start, end], call);
      if (wrong !== undefined) return wrong;
      const part = windowOf(self, start, end);
      if (part === undefined) return int(0, call.at);
      return int(
        sub!.value === "" ? [...part.text].length + 1 : part.text.split(sub!.value).length - 1,
        call.at,
      );
    },
    "int",
  ),
  encode: text("encoding?, errors?", (self, [encoding, errors], call) =>
    [encoding, errors].some((option) => option !== undefined && option.kind !== "str")
      ? wrongType(call, "encode() argument must be str")
      : encode(self, stringOf(encoding) ?? "utf-8", stringOf(errors) ?? "strict", call),
  ),
  partition: partitionMethod(false),
  rpartition: partitionMethod(true),
  zfill: text(
    "width, /",
    (self, [width], call) => {
      const size = whole(width, Number.NaN);
      if (Number.isNaN(size)) return wrongType(call, "a width that is no integer");
      if (size > 1e6) return unknown("a very long string", call.at);
      const sign = /^[+-]/.test(self) ? self[0]! : "";
      const missing = Math.max(0, size - [...self].length);
      return str(sign + "0".repeat(missing) + self.slice(sign.length), call.at);
    },
    "str",
  ),
  ljust: paddingMethod(() => 0),
  rjust: paddingMethod((missing) => missing),
  center: paddingMethod((missing, width) => Math.floor(missing / 2) + (missing & width & 1)),
  isalpha: testMethod(/^\p{L}+$/u),
  isdigit: testMethod(/^[\p{Nd}²³¹]+$/u, /(?![²³¹½¼¾])\p{No}/u),
  isdecimal: testMethod(/^\p{Nd}+$/u),
  isnumeric: testMethod(/^\p{N}+$/u, /\p{Unified_Ideograph}/u),
  isalnum: testMethod(/^[\p{L}\p{N}]+$/u),
  isupper: testMethod(/^(?=.*\p{Uppercase})[^\p{Lowercase}\p{Lt}]*$/su),
  islower: testMethod(/^(?=.*\p{Lowercase})[^\p{Uppercase}\p{Lt}]*$/su),
  istitle,
  isspace: text("", (self, _, { at }) => bool(isSpace(self), at), "bool"),
  isidentifier: testMethod(/^[\p{XID_Start}_]\p{XID_Continue}*$/u),
  isascii: testMethod(/^[\0-\x7f]*$/),
  isprintable: text("", (self, _, { at }) => bool(!UNPRINTABLE.test(self), at), "bool"),
  translate,
  expandtabs,
  maketrans,
};
