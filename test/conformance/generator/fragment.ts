/**
 * Pieces of Python with what they bring along: the constructs they are made of, the variables they read and the
 * definitions that must stand before them. A grammar is fast-check arbitraries of such pieces, put together by `py`.
 */
import fc from "fast-check";
import { NOT_FOLLOWED_YET } from "./notFollowedYet";

export interface Fragment {
  readonly text: string;
  readonly labels: readonly string[];
  /** Environment variables that should be set to these values. */
  readonly variables: Readonly<Record<string, string>>;
  /** Functions, classes and objects that the text uses; they go to the top of its module. */
  readonly definitions: readonly string[];
}

export type Grammar = fc.Arbitrary<Fragment>;

/** Every label of the grammar that is generated, in the order of its definition. */
export const labelsOfGrammar = new Set<string>();

const skipped = new Set(NOT_FOLLOWED_YET);
const disabled = new WeakSet<Grammar>();

/** Whether a construct is not generated because the evaluator does not follow it yet. */
export const isLeftOut = (label: string): boolean => skipped.has(label);

export function fragment(text: string, extra: Partial<Omit<Fragment, "text">> = {}): Fragment {
  return { text, labels: [], variables: {}, definitions: [], ...extra };
}

/** The properties of several fragments together, around another text. */
export function combine(text: string, parts: readonly Fragment[], extra: Partial<Fragment> = {}): Fragment {
  const labels = parts.flatMap((part) => part.labels);
  const definitions = parts.flatMap((part) => part.definitions);
  return {
    text,
    labels: [...new Set([...labels, ...(extra.labels ?? [])])],
    variables: Object.assign({}, ...parts.map((part) => part.variables), extra.variables),
    definitions: [...new Set([...definitions, ...(extra.definitions ?? [])])],
  };
}

export interface Options {
  readonly define?: string | readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

type Part = string | number | Fragment | Grammar | Same;

/** In a template: the text of its nth part once more. */
interface Same {
  readonly same: number;
}

export const same = (part: number): Same => ({ same: part });

/**
 * A construct: py("conditional expression")`${a} if ${test} else ${b}`. Lines of the template lose their common indentation,
 * and a part of several lines takes that of its place. An empty label counts nowhere.
 */
export function py(labels: string | readonly string[], options: Options = {}) {
  const named = (typeof labels === "string" ? [labels] : labels).filter((label) => label !== "");
  return (strings: TemplateStringsArray, ...parts: readonly Part[]): Grammar => {
    const arbitraries = parts.map((part): Grammar => {
      if (typeof part !== "object") return fc.constant(fragment(String(part)));
      if ("same" in part) return fc.constant(fragment(""));
      return "generate" in part ? part : fc.constant(part);
    });
    const holes = parts.map((part, n) => (typeof part === "object" && "same" in part ? part.same : n));
    const texts = dedent(strings.raw.map((text) => text.replaceAll("\\`", "`")));
    const definitions = typeof options.define === "string" ? [options.define] : (options.define ?? []);
    const extra = {
      labels: named,
      definitions: definitions.map(dedentText),
      variables: options.variables ?? {},
    };
    const grammar = fc.tuple(...arbitraries).map((values) => {
      const all = holes.map((hole) => values[hole]!);
      return combine(fill(texts, all), all, extra);
    });
    const isDisabled =
      named.some(isLeftOut) || arbitraries.some((part) => typeof part === "object" && disabled.has(part));
    if (isDisabled) disabled.add(grammar);
    else for (const label of named) labelsOfGrammar.add(label);
    return grammar;
  };
}

/** One of several alternatives; the first is the simplest. Those that are not followed yet are left out. */
export function either(...alternatives: readonly (Grammar | readonly [weight: number, Grammar])[]): Grammar {
  const weighted = alternatives.map((one) =>
    "generate" in one ? { weight: 2, arbitrary: one } : { weight: one[0], arbitrary: one[1] },
  );
  const usable = weighted.filter(({ arbitrary }) => !disabled.has(arbitrary));
  const grammar = fc.oneof({ withCrossShrink: true }, ...(usable.length > 0 ? usable : weighted));
  if (usable.length === 0) disabled.add(grammar);
  return grammar;
}

/** A grammar with what another one brings along, without its text. */
export function beside(hidden: Grammar, shown: Grammar): Grammar {
  const both = fc.tuple(hidden, shown).map((parts) => combine(parts[1].text, parts));
  if (disabled.has(hidden) || disabled.has(shown)) disabled.add(both);
  return both;
}

/** The same grammar with other texts. */
export function mapText(grammar: Grammar, change: (text: string) => string): Grammar {
  const mapped = grammar.map((one) => ({ ...one, text: change(one.text) }));
  if (disabled.has(grammar)) disabled.add(mapped);
  return mapped;
}

/** Several of a grammar between separators. */
export function several(
  item: Grammar,
  { min = 0, max = 3, separator = ", " }: { min?: number; max?: number; separator?: string } = {},
): Grammar {
  const grammar = fc
    .array(item, { minLength: min, maxLength: max })
    .map((items) => combine(items.map(({ text }) => text).join(separator), items));
  if (disabled.has(item)) disabled.add(grammar);
  return grammar;
}

/** Some of these texts, each once and in this order. */
export function someOf(items: readonly string[], { min = 0, max = items.length } = {}): Grammar {
  return fc
    .subarray([...items], { minLength: min, maxLength: max })
    .map((chosen) => fragment(chosen.join(", ")));
}

export function textOf(...choices: readonly string[]): Grammar {
  return fc.constantFrom(...choices).map((text) => fragment(text));
}

/** A grammar that depends on a depth: each depth is built once, and below zero it is the leaf. */
export function deep(build: (depth: number) => Grammar, leaf: () => Grammar): (depth: number) => Grammar {
  const built = new Map<number, Grammar>();
  return (depth) => {
    let grammar = built.get(Math.max(depth, 0));
    if (grammar === undefined) {
      grammar = depth <= 0 ? leaf() : build(depth);
      built.set(Math.max(depth, 0), grammar);
    }
    return grammar;
  };
}

/** A Python string literal. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Moves every line but the first by an indentation. */
function indent(text: string, by: string): string {
  return text.replace(/\n(?=[^\n])/g, `\n${by}`);
}

function dedentText(text: string): string {
  return dedent([text])[0]!;
}

function dedent(strings: readonly string[]): string[] {
  const hole = "\u0000";
  const lines = strings.join(hole).replace(/^\n/, "").trimEnd().split("\n");
  const widths = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const common = widths.length === 0 ? 0 : Math.min(...widths);
  return lines
    .map((line) => line.slice(Math.min(common, /^ */.exec(line)![0].length)))
    .join("\n")
    .split(hole);
}

function fill(strings: readonly string[], values: readonly Fragment[]): string {
  let text = strings[0]!;
  for (const [n, value] of values.entries()) {
    const line = /(?:^|\n)( *)$/.exec(text);
    text += (line === null ? value.text : indent(value.text, line[1]!)) + strings[n + 1]!;
  }
  return text;
}
