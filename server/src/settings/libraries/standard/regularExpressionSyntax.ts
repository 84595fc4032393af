/** The syntax of re's patterns, as far as JavaScript's means the same. */

/** re.IGNORECASE and the others. */
export const FLAGS = {
  ASCII: 256,
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
} as const;
/** The names of the flags by their letters. */
export const LETTERS: Readonly<Record<string, keyof typeof FLAGS>> = {
  A: "ASCII",
  I: "IGNORECASE",
  L: "LOCALE",
  M: "MULTILINE",
  S: "DOTALL",
  U: "UNICODE",
  X: "VERBOSE",
};

/** A translated pattern. */
export interface Translated {
  readonly source: string;
  readonly flags: string;
  /** Names of groups with their numbers. */
  readonly names: ReadonlyMap<string, number>;
  readonly groups: number;
  /** How often each repetition may repeat. */
  readonly repetitions: readonly number[];
}

/** A pattern in JavaScript's syntax; undefined where it may mean something else, or nothing. */
export function translate(text: string, given: number): Translated | undefined {
  let flags = given;
  let rest = text;
  const inline = /^\(\?([aimsu]+)\)/.exec(text);
  if (inline !== null) {
    for (const letter of inline[1]!) flags |= FLAGS[LETTERS[letter.toUpperCase()]!];
    rest = text.slice(inline[0].length);
  }
  if (flags & (FLAGS.VERBOSE | FLAGS.LOCALE)) return undefined;
  const multiline = (flags & FLAGS.MULTILINE) !== 0;
  const names = new Map<string, number>();
  const repetitions: number[] = [];
  let groups = 0;
  let out = "";
  /** For each open group: whether it captures, and whether a quantifier stands in it. */
  const open: { captures: boolean; repeats: boolean }[] = [];
  /** What the last atom was, for the quantifier after it. */
  let last: { captures: boolean; repeats: boolean } | undefined;
  const TOKEN =
    /\\([dDwWsSbBAZnrtfv.^$*+?()[\]{}|/\\\-_ @#&%=:;,<>"'!~`1-9])|\[(\^?)((?:\\[dDwWsSnrtfv.^$*+?()[\]{}|/\\-]|[^\]\\[])+)\]|\((\?(?::|=|!|P<([A-Za-z_]\w*)>))?|(\))|(\{\d+(?:,\d*)?\}|[*+?])(\??)|([|^$.])|([^\\[\](){}*+?|^$.])/gsy;
  for (let at = 0; at < rest.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(rest);
    if (match === null) return undefined;
    const [whole, escaped, negated, set, group, name, close, quantifier, lazy, special] = match;
    if (quantifier !== undefined) {
      // Groups inside of a repetition, and repetitions inside of one, may behave or last differently.
      if (last === undefined || (quantifier !== "?" && (last.captures || last.repeats))) return undefined;
      const most = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier);
      repetitions.push(
        quantifier === "?"
          ? 1
          : most === null || (most[2] === "," && most[3] === "")
            ? Number.POSITIVE_INFINITY
            : Number(most[3] || most[1]),
      );
      out += quantifier + lazy;
      last = undefined;
      for (const outer of open) outer.repeats = true;
      continue;
    }
    last = { captures: false, repeats: false };
    if (escaped !== undefined) {
      if (escaped === "A") out += "(?<![\\s\\S])";
      else if (escaped === "Z") out += "(?![\\s\\S])";
      else if (/[_ @#&%=:;,<>"'!~`]/.test(escaped)) out += escaped;
      else out += whole;
      if (/[1-9]/.test(escaped) && Number(escaped) > groups) return undefined;
    } else if (set !== undefined) {
      // Double characters may become set operations.
      if (/--|&&|~~|\|\|/.test(set) || /[dDwWsS]-[^\]]|-\\[dDwWsS]/.test(set)) return undefined;
      out += `[${negated}${set}]`;
    } else if (whole.startsWith("(")) {
      const captures = group === undefined || name !== undefined;
      if (captures) groups++;
      if (name !== undefined) {
        if (names.has(name)) return undefined;
        names.set(name, groups);
      }
      for (const outer of open) if (captures) outer.captures = true;
      open.push({ captures, repeats: false });
      out += captures ? "(" : `(${group}`;
      last = undefined;
    } else if (close !== undefined) {
      last = open.pop();
      if (last === undefined) return undefined;
      out += ")";
    } else if (special === "$") out += multiline ? "$" : "(?=\\n?(?![\\s\\S]))";
    else out += whole;
    // Alternatives that begin alike, repeated, are tried in all combinations.
    if (special === "|") for (const outer of open) outer.repeats = true;
    if (special === "^" || special === "$" || special === "|") last = undefined;
  }
  if (open.length > 0) return undefined;
  const jsFlags = `${flags & FLAGS.IGNORECASE ? "i" : ""}${multiline ? "m" : ""}${flags & FLAGS.DOTALL ? "s" : ""}`;
  try {
    new RegExp(out, jsFlags);
  } catch {
    return undefined;
  }
  return { source: out, flags: jsFlags, names, groups, repetitions };
}

/** A search may try this many ways. */
const MAX_TRIES = 10_000_000;

/** Whether a pattern surely finds in a text what Python finds, in reasonable time. */
export function isDecided({ repetitions }: Translated, text: string): boolean {
  const ways = repetitions.reduce(
    (product, most) => product * (Math.min(most, text.length) + 1),
    text.length + 1,
  );
  // `\w`, `\s`, `.` and the case of letters mean the same for these characters.
  return ways <= MAX_TRIES && /^[\t\n\v\f\x20-\x7e]*$/.test(text);
}
