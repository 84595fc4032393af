/** Commands and values in YAML files, each where it stands. */
import type { SourceDocument } from "../syntax/document";
import type { ShellScript } from "../syntax/shell";
import type { Range } from "../syntax/text";
import { keyText, type YamlMapping, type YamlNode, type YamlPair, type YamlScalar } from "../syntax/yaml";

export interface YamlValue {
  readonly value: string;
  /** Without its quotes, as far as the file holds it as it is. */
  readonly range: Range;
}

/** A command, or a script of several lines. */
export interface YamlCommand {
  readonly text: string;
  readonly range: Range;
  /** Parsed at the first use. */
  readonly shell: ShellScript;
}

/** The text of a scalar, and where it is without its quotes. */
export function yamlValue(node: YamlNode | undefined, { text }: SourceDocument): YamlValue | undefined {
  if (node?.kind !== "scalar") return undefined;
  const inner = { start: node.start + 1, end: node.end - 1 };
  const exact = node.style === "quoted" && text.slice(inner.start, inner.end) === node.value;
  return { value: node.value, range: exact ? inner : { start: node.start, end: node.end } };
}

/** How often `<<` and aliases are looked through. */
const MAX_MERGES = 4;

/** The pairs of a mapping, with those that `<<` brings: each name once, as it counts. */
export function yamlPairs(node: YamlNode | undefined): readonly (readonly [name: string, pair: YamlPair])[] {
  const found = new Map<string, YamlPair>();
  const visit = (mapping: YamlMapping, depth: number) => {
    for (const pair of mapping.pairs.toReversed()) {
      const name = keyText(pair);
      if (name !== undefined && name !== "<<" && !found.has(name)) found.set(name, pair);
    }
    if (depth === MAX_MERGES) return;
    for (const pair of mapping.pairs) {
      if (keyText(pair) !== "<<") continue;
      for (const source of pair.value.kind === "sequence" ? pair.value.items : [pair.value])
        if (source.kind === "mapping") visit(source, depth + 1);
    }
  };
  if (node?.kind === "mapping") visit(node, 0);
  return [...found].sort(([, a], [, b]) => a.start - b.start);
}

/** A scalar as a shell reads it; words keep their places where the file holds the lines as they are. */
export function yamlCommand(node: YamlScalar, document: SourceDocument): YamlCommand {
  const found = yamlValue(node, document)!;
  return parsedLater(found, () => shellOf(node, found.value, found.range, document));
}

/** A value as a command, with what parses it. */
export function parsedLater({ value, range }: YamlValue, parse: () => ShellScript): YamlCommand {
  let shell: ShellScript | undefined;
  return {
    text: value,
    range,
    get shell() {
      shell ??= parse();
      return shell;
    },
  };
}

function shellOf(node: YamlScalar, value: string, range: Range, document: SourceDocument): ShellScript {
  const written = document.text.slice(range.start, range.end);
  if (written === value) return document.shell(withoutExpressions(value), range.start);
  // The lines of `|` are the script; that they are indented does not matter to a shell, other than for a heredoc.
  if (node.style === "block" && written.startsWith("|") && !value.includes("<<")) {
    const header = written.indexOf("\n") + 1;
    if (header > 0) return document.shell(withoutExpressions(written.slice(header)), range.start + header);
  }
  return document.shell(withoutExpressions(value), range);
}

/** GitHub's `${{ ... }}` is no shell: it reads as a variable of the same length. */
function withoutExpressions(text: string): string {
  if (!text.includes("{{")) return text.replaceAll("\r\n", " \n");
  return text
    .replaceAll("\r\n", " \n")
    .replace(/\$\{\{[^}\n]*\}\}/g, (all) => `$${"_".repeat(all.length - 1)}`);
}
