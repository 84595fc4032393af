/** string and textwrap; ast.literal_eval(). */
import { pureFunction } from "../../callables";
import { literalEval } from "../../literals";
import { split } from "../../python";
import { str, typeName, unknown, type Value } from "../../values";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
const SPACE = " \t\n\r\x0b\x0c";

const capwords = pureFunction("capwords", "s, sep?", ([text, separator], { at }) =>
  text!.kind === "str" && separator === undefined
    ? str(
        split(text!.value, undefined, -1)
          .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
          .join(" "),
        at,
      )
    : unknown("string.capwords()", at),
);

export const string: Readonly<Record<string, Value>> = {
  ascii_lowercase: str(LOWER),
  ascii_uppercase: str(LOWER.toUpperCase()),
  ascii_letters: str(LOWER + LOWER.toUpperCase()),
  digits: str(DIGITS),
  hexdigits: str(`${DIGITS}abcdefABCDEF`),
  octdigits: str("01234567"),
  punctuation: str(PUNCTUATION),
  whitespace: str(SPACE),
  printable: str(DIGITS + LOWER + LOWER.toUpperCase() + PUNCTUATION + SPACE),
  capwords,
};

/** textwrap.dedent(): the white space that all lines have in common; lines of white space alone become empty. */
const dedent = pureFunction(
  "dedent",
  "text",
  ([text], { at }) => {
    if (text!.kind !== "str" || /[\r\v\f]/.test(text!.value)) return unknown("textwrap.dedent()", at);
    const lines = text!.value.split("\n").map((line) => (/^[ \t]+$/.test(line) ? "" : line));
    const margins = lines.filter((line) => line !== "").map((line) => /^[ \t]*/.exec(line)![0]);
    let margin = margins[0] ?? "";
    for (const other of margins) while (!other.startsWith(margin)) margin = margin.slice(0, -1);
    return str(lines.map((line) => line.slice(line === "" ? 0 : margin.length)).join("\n"), at);
  },
  "str",
);

export const textwrap: Readonly<Record<string, Value>> = { dedent };

export const ast: Readonly<Record<string, Value>> = {
  literal_eval: pureFunction("literal_eval", "node_or_string", ([text], { interpreter: i, pc, at }) => {
    if (text!.kind !== "str") {
      return i.raise("ValueError", `malformed node or string: a ${typeName(text!)}`, pc, at);
    }
    const value = literalEval(text!.value, at);
    if (value === "no literal") {
      // Whether it is a ValueError or a SyntaxError depends on the text.
      const name = /^\s*[A-Za-z_]\w*\s*$/.test(text!.value);
      return i.raise(name ? "ValueError" : undefined, "a text that is no literal", pc, at);
    }
    if (value !== undefined) return value;
    i.mayRaise("ast.literal_eval()", pc, at);
    return unknown("ast.literal_eval()", at);
  }),
};
