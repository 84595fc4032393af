/**
 * re, for patterns whose meaning is the same in JavaScript: what is not surely the same is unknown.
 * https://docs.python.org/3/library/re.html#regular-expression-syntax
 */

import { pureFunction } from "../../callables";
import { numeric } from "../../equality";
import type { Guarded } from "../../guard";
import { repr } from "../../representation";
import {
  type Access,
  type CallArguments,
  type DataType,
  type DataValue,
  dict,
  type EnvType,
  IteratorValue,
  int,
  list,
  type NativeValue,
  NONE,
  native,
  str,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../../values";
import { FLAGS, isDecided, LETTERS, type Translated, translate } from "./regularExpressionSyntax";

interface Pattern {
  readonly text: string;
  readonly flags: number;
  /** undefined: its meaning may differ. */
  readonly translated: Translated | undefined;
}

// ---------------------------------------------------------------- patterns and matches

const patternOf = (value: DataValue): Pattern => value.value as Pattern;

function makePattern(text: string, flags: number, at: Access["at"]): DataValue {
  return {
    kind: "data",
    type: PATTERN,
    value: { text, flags, translated: translate(text, flags) } satisfies Pattern,
    at,
  };
}

interface Match {
  readonly found: RegExpExecArray;
  readonly pattern: Translated;
}

const matchOf = (value: DataValue): Match => value.value as Match;

function groupText(match: Match, key: Value, access: Access): Value {
  const { interpreter: i, pc, at } = access;
  const number =
    key.kind === "int"
      ? Number(key.value)
      : key.kind === "str"
        ? match.pattern.names.get(key.value)
        : undefined;
  if (number === undefined || number < 0 || number > match.pattern.groups)
    return i.fail("IndexError", "no such group", pc, at);
  const text = match.found[number];
  return text === undefined ? NONE : str(text, at);
}

const MATCH: DataType = {
  name: "re.Match",
  repr: () => undefined,
  equal: (a, b) => a === b,
  item: (self, key, access) => groupText(matchOf(self), key, access),
  attribute: (self, name, { at }) => {
    const match = matchOf(self);
    const { found, pattern } = match;
    const all = (missing: Value) =>
      Array.from({ length: pattern.groups }, (_, n) => {
        const text = found[n + 1];
        return text === undefined ? missing : str(text);
      });
    switch (name) {
      case "group":
        return pureFunction("group", "*groups", ([groups], call) => {
          const keys = (groups as Value & { kind: "tuple" }).items as Value[];
          if (keys.length === 0) return str(found[0], call.at);
          const texts = keys.map((key) => groupText(match, key, call));
          return texts.length === 1 ? texts[0]! : tuple(texts, call.at);
        });
      case "groups":
        return pureFunction("groups", "default?", ([missing], call) => tuple(all(missing ?? NONE), call.at));
      case "groupdict":
        return pureFunction("groupdict", "default?", ([missing], call) => {
          const texts = all(missing ?? NONE);
          return dict(
            [...pattern.names].map(([key, number]) => [str(key), texts[number - 1]!]),
            call.at,
          );
        });
      case "start":
      case "end":
        return pureFunction(name, "group?", ([group], call) =>
          group === undefined || (group.kind === "int" && group.value === 0n)
            ? int(found.index + (name === "end" ? found[0].length : 0), call.at)
            : unknown(`Match.${name}()`, call.at),
        );
      case "string":
        return str(found.input, at);
      default:
        return unknown(`Match.${name}`, at);
    }
  },
};

type Search = (
  pattern: Pattern,
  text: string,
  args: readonly (Value | undefined)[],
  call: CallArguments,
) => Guarded<Value>;

function matched(pattern: Pattern, text: string, source: string, call: CallArguments): Value {
  const { translated } = pattern;
  if (translated === undefined) return unknown("a match of a regular expression", call.at);
  const found = new RegExp(source, translated.flags).exec(text);
  if (found === null) return { ...NONE, at: call.at } as Value;
  return { kind: "data", type: MATCH, value: { found, pattern: translated } satisfies Match, at: call.at };
}

/** Every match of a pattern that matches no empty text; undefined for others. */
function allMatches(pattern: Pattern, text: string): RegExpExecArray[] | undefined {
  const { translated } = pattern;
  if (translated === undefined) return undefined;
  const found = [
    ...text.matchAll(new RegExp(translated.source, `${translated.flags}g`)),
  ] as RegExpExecArray[];
  return found.some((match) => match[0] === "") ? undefined : found;
}

const lost = (what: string, call: CallArguments) => unknown(`${what} of a regular expression`, call.at);

/** The replacement of a match by a template with `\1` and `\g<name>`; undefined for other escapes. */
function expanded(template: string, found: RegExpExecArray, names: Translated["names"]): string | undefined {
  let bad = false;
  const text = template.replace(/\\(?:g<(\w+)>|([1-9])(?!\d)|([\s\S]|$))/g, (_, name, digit, other) => {
    if (other !== undefined) {
      if (other === "n") return "\n";
      if (other === "t") return "\t";
      if (other !== "\\") bad = true;
      return other;
    }
    const number = digit ?? (/^\d+$/.test(name) ? name : names.get(name));
    if (number === undefined || Number(number) >= found.length) bad = true;
    return found[Number(number)] ?? "";
  });
  return bad ? undefined : text;
}

const SEARCHES: Readonly<
  Record<string, { readonly shape: string; readonly run: Search; readonly type?: EnvType }>
> = {
  match: {
    shape: "string",
    run: (pattern, text, _, call) =>
      matched(pattern, text, `(?<![\\s\\S])(?:${pattern.translated?.source})`, call),
  },
  fullmatch: {
    shape: "string",
    run: (pattern, text, _, call) =>
      matched(pattern, text, `(?<![\\s\\S])(?:${pattern.translated?.source})(?![\\s\\S])`, call),
  },
  search: {
    shape: "string",
    run: (pattern, text, _, call) => matched(pattern, text, pattern.translated?.source ?? "", call),
  },
  findall: {
    shape: "string",
    run: (pattern, text, _, call) => {
      const found = allMatches(pattern, text);
      if (found === undefined) return lost("findall()", call);
      return list(
        found.map((match) =>
          match.length === 1
            ? str(match[0])
            : match.length === 2
              ? str(match[1] ?? "")
              : tuple(match.slice(1).map((part) => str(part ?? ""))),
        ),
        call.at,
      );
    },
  },
  finditer: {
    shape: "string",
    run: (pattern, text, _, call) => {
      const found = allMatches(pattern, text);
      if (found === undefined) return lost("finditer()", call);
      const items = found.map(
        (match): Value => ({
          kind: "data",
          type: MATCH,
          value: { found: match, pattern: pattern.translated! } satisfies Match,
        }),
      );
      return new IteratorValue("callable_iterator", { items }, call.at);
    },
  },
  split: {
    shape: "string, maxsplit?",
    run: (pattern, text, [limit], call) => {
      const found = allMatches(pattern, text);
      if (found === undefined) return lost("split()", call);
      const max = limit === undefined ? 0n : numeric(limit);
      if (typeof max !== "bigint") return lost("split()", call);
      const out: Value[] = [];
      let last = 0;
      for (const match of max === 0n ? found : found.slice(0, Math.max(0, Number(max)))) {
        out.push(str(text.slice(last, match.index)));
        for (const part of match.slice(1)) out.push(part === undefined ? NONE : str(part));
        last = match.index + match[0].length;
      }
      return list([...out, str(text.slice(last))], call.at);
    },
  },
};

/** sub(): `repl` is a text, other replacements are not followed. */
function substitute(
  pattern: Pattern,
  replacement: Value,
  text: string,
  count: Value | undefined,
  call: CallArguments,
): Value {
  const found = allMatches(pattern, text);
  const max = count === undefined ? 0n : numeric(count);
  if (found === undefined || replacement.kind !== "str" || typeof max !== "bigint")
    return lost("sub()", call);
  let out = "";
  let last = 0;
  for (const match of max <= 0n ? found : found.slice(0, Number(max))) {
    const put = expanded(replacement.value, match, pattern.translated!.names);
    if (put === undefined) return lost("sub()", call);
    out += text.slice(last, match.index) + put;
    last = match.index + match[0].length;
  }
  return call.interpreter.sized(str(out + text.slice(last), call.at));
}

/** The text that is searched, or what a call with another value gives. */
function subjectOf(value: Value, { translated }: Pattern, call: CallArguments): string | Value {
  if (value.kind === "str")
    return translated !== undefined && isDecided(translated, value.value)
      ? value.value
      : lost("a match", call);
  if (value.kind === "bytes" || value.kind === "object" || value.kind === "instance")
    return lost("a match", call);
  return call.interpreter.raise(
    "TypeError",
    `expected string or bytes-like object, got '${typeName(value)}'`,
    call.pc,
    call.at,
  );
}

const PATTERN: DataType = {
  name: "re.Pattern",
  repr: (self) => {
    const { text, flags } = patternOf(self);
    const shown = repr(str(text));
    return flags === 0 && shown !== undefined && shown.length < 150 ? `re.compile(${shown})` : undefined;
  },
  equal: (a, b) => patternOf(a).text === patternOf(b).text && patternOf(a).flags === patternOf(b).flags,
  attribute: (self, name, { at }) => {
    const pattern = patternOf(self);
    if (name === "pattern") return str(pattern.text, at);
    if (name === "sub") {
      return pureFunction("sub", "repl, string, count?", ([replacement, string, count], call) => {
        const text = subjectOf(string!, pattern, call);
        return typeof text === "string" ? substitute(pattern, replacement!, text, count, call) : text;
      });
    }
    const search = Object.hasOwn(SEARCHES, name) ? SEARCHES[name] : undefined;
    if (search === undefined) return unknown(`Pattern.${name}`, at);
    return pureFunction(name, search.shape, ([string, ...args], call) => {
      const text = subjectOf(string!, pattern, call);
      return typeof text === "string" ? search.run(pattern, text, args, call) : text;
    });
  },
};

/** The pattern of a call: compiled already, or a text with flags; undefined for others. */
function patternFrom(value: Value, flags: Value | undefined, at: Access["at"]): Pattern | undefined {
  if (value.kind === "data" && value.type === PATTERN)
    return flags === undefined ? patternOf(value) : undefined;
  const number = flags === undefined ? 0 : flagsOf(flags);
  return value.kind === "str" && number !== undefined
    ? patternOf(makePattern(value.value, number, at))
    : undefined;
}

function moduleFunction(name: string): NativeValue {
  const { shape, run } = SEARCHES[name]!;
  return pureFunction(name, `pattern, ${shape}, flags?`, ([first, string, ...args], call) => {
    const flags = args.pop();
    const pattern = patternFrom(first!, flags, call.at);
    if (pattern === undefined) return lost(`${name}()`, call);
    const text = subjectOf(string!, pattern, call);
    return typeof text === "string" ? run(pattern, text, args, call) : text;
  });
}

// ---------------------------------------------------------------- flags

const FLAG: DataType = {
  name: "re.RegexFlag",
  repr: () => undefined,
  equal: (a, b) => a.value === b.value,
  truth: (self) => self.value !== 0,
  attribute: (_, name, { at }) => unknown(`RegexFlag.${name}`, at),
  binary: (op, a, b, { at }) => {
    const [x, y] = [flagsOf(a), flagsOf(b)];
    if (op !== "|" || x === undefined || y === undefined) return unknown("flags of a regular expression", at);
    return { kind: "data", type: FLAG, value: x | y, at };
  },
};

function flagsOf(value: Value): number | undefined {
  if (value.kind === "data" && value.type === FLAG) return value.value as number;
  return value.kind === "int" ? Number(value.value) : undefined;
}

const flag = (value: number): DataValue => ({ kind: "data", type: FLAG, value });

const SPECIAL = /[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g;

export const re: Readonly<Record<string, Value>> = {
  compile: pureFunction("compile", "pattern, flags?", ([pattern, flags], call) => {
    if (pattern!.kind === "data" && pattern!.type === PATTERN) return pattern!;
    const number = flags === undefined ? 0 : flagsOf(flags);
    if (pattern!.kind !== "str" || number === undefined) return lost("compile()", call);
    return makePattern(pattern!.value, number, call.at);
  }),
  ...Object.fromEntries(Object.keys(SEARCHES).map((name) => [name, moduleFunction(name)])),
  sub: pureFunction(
    "sub",
    "pattern, repl, string, count?, flags?",
    ([first, replacement, string, count, flags], call) => {
      const pattern = patternFrom(first!, flags, call.at);
      if (pattern === undefined) return lost("sub()", call);
      const text = subjectOf(string!, pattern, call);
      return typeof text === "string" ? substitute(pattern, replacement!, text, count, call) : text;
    },
  ),
  escape: pureFunction("escape", "pattern", ([text], call) =>
    text!.kind === "str" ? str(text!.value.replace(SPECIAL, "\\$&"), call.at) : lost("escape()", call),
  ),
  purge: native("purge", () => NONE),
  ...Object.fromEntries(Object.entries(FLAGS).map(([name, value]) => [name, flag(value)])),
  ...Object.fromEntries(Object.entries(LETTERS).map(([letter, name]) => [letter, flag(FLAGS[name])])),
};
