/** What is certainly wrong with the structure of a heroku.yml, and how to put it right where that is unambiguous. */

import type { TextEdit } from "../edits/edit";
import type { SourceDocument } from "../syntax/document";
import { lineBreakOf, type Range } from "../syntax/text";
import { keyText, type YamlDocument, type YamlMapping, type YamlPair } from "../syntax/yaml";
import type { ManifestProblem } from "./manifestProblem";
import { herokuYmlSchema, type Violation, violations, yamlNode } from "./schema";

const SECTIONS = ["setup", "build", "release", "run"];

export function herokuYmlProblems(
  { root, errorAt }: YamlDocument,
  document: SourceDocument,
): ManifestProblem[] {
  if (errorAt !== undefined) {
    const message = "heroku.yml is not valid YAML, so Heroku rejects the deploy.";
    return [{ message, range: visible(errorAt, document.text), severity: "error" }];
  }
  if (root === undefined || root.kind === "null") return [];
  if (root.kind !== "mapping") {
    const message =
      "heroku.yml has no sections, so Heroku has nothing to build or run: it reads `setup`, `build`, `release` and `run`.";
    return [{ message, range: visible(root, document.text), severity: "error" }];
  }
  const lost = lostIndentation(root, document);
  if (lost !== undefined) return [lost];
  return [
    ...root.pairs.flatMap(strayProcess),
    ...violations(herokuYmlSchema, yamlNode(root)).flatMap((each) => problemOf(each, document) ?? []),
  ];
}

/**
 * A listing whose indentation got lost, as happens when it is copied from a page: sections without a value, and what
 * belongs inside them below at the top level. Each key is put under the nearest section that can hold it.
 */
function lostIndentation(root: YamlMapping, document: SourceDocument): ManifestProblem | undefined {
  const misplaced: { readonly pair: YamlPair; readonly name: string; readonly path: readonly string[] }[] =
    [];
  let path: string[] = [];
  let open = false;
  for (const pair of root.pairs) {
    const name = keyText(pair);
    if (name === undefined) return undefined;
    if (SECTIONS.includes(name)) {
      path = [name];
      open = pair.value.kind === "null";
      continue;
    }
    if (!open) continue;
    const parent = parentOf(name, path);
    if (parent === undefined) return undefined;
    misplaced.push({ pair, name, path: parent });
    path = [...parent, name];
  }
  const first = misplaced[0];
  if (first === undefined) return undefined;
  const edits = misplaced.flatMap(({ pair, path: { length } }) =>
    indented(pair, "  ".repeat(length), document),
  );
  const section = first.path[0]!;
  return {
    message: `\`${section}\` is empty because \`${first.name}\` is not indented under it, so Heroku rejects heroku.yml.`,
    range: { start: first.pair.key.start, end: first.pair.key.end },
    severity: "error",
    suggestion: { title: `Indent what belongs to \`${section}\` and the sections after it`, edits },
  };
}

/** The path of keys that `name` belongs under, if the keys written last were `path`. */
function parentOf(name: string, path: readonly string[]): readonly string[] | undefined {
  const [section, second] = path;
  switch (section) {
    case "setup":
      if (name === "addons" || name === "config") return ["setup"];
      return second === "config" ? ["setup", "config"] : undefined;
    case "build":
      if (name === "docker" || name === "config") return ["build"];
      return second === undefined ? undefined : ["build", second];
    case "release":
      return name === "image" || name === "command" ? ["release"] : undefined;
    case "run":
      if (name === "image" || name === "command") return second === undefined ? undefined : ["run", second];
      return ["run"];
    default:
      return undefined;
  }
}

function indented(pair: YamlPair, indent: string, { lines }: SourceDocument): TextEdit[] {
  const edits: TextEdit[] = [];
  const last = lines.positionAt(Math.max(pair.start, pair.end - 1)).line;
  for (let line = lines.positionAt(pair.start).line; line <= last; line++) {
    const start = lines.lineStart(line);
    if (lines.lineEnd(line) > start) edits.push({ start, end: start, text: indent });
  }
  return edits;
}

/** A process at the top level; the other keys of sections are found by their schema. */
function strayProcess({ key }: YamlPair): ManifestProblem[] {
  if (key.kind !== "scalar" || (key.value !== "web" && key.value !== "worker")) return [];
  return [misplaced(key.value, "run", { start: key.start, end: key.end })];
}

function misplaced(name: string, section: string, range: Range): ManifestProblem {
  const message = `\`${name}\` belongs inside \`${section}\`. At the top level Heroku does not read it.`;
  return { message, range, severity: "error" };
}

function problemOf(violation: Violation, document: SourceDocument): ManifestProblem | undefined {
  const { kind, path, range, node, schema, name = "" } = violation;
  const key = path.at(-1) ?? "";
  switch (kind) {
    case "misplaced":
      return misplaced(key, name, range);
    case "misspelt": {
      const section = path.length === 1;
      // A section that is nothing yet may become any.
      if (section && node.kind === "null") return undefined;
      const where = section ? "the section " : "";
      const message = `Heroku does not know ${where}\`${key}\`. Did you mean \`${name}\`?`;
      const suggestion = { title: `Rename to \`${name}\``, edits: [{ ...range, text: name }] };
      return { message, range, severity: section ? "error" : "warning", suggestion };
    }
    default: {
      if (path.includes("config") && path[0] !== "run") {
        const message = `${schema.errorMessage ?? `\`${key}\` must have one value`}. Heroku cannot read it as it is here.`;
        return { message, range, severity: "warning" };
      }
      if (isPlanAlone(violation)) return planAlone(violation, document);
      const rule = schema.errorMessage ?? `\`${key}\` must be one line of text`;
      return { message: `${rule}. As it is here, Heroku rejects heroku.yml.`, range, severity: "error" };
    }
  }
}

function isPlanAlone({ kind, path, node }: Violation): boolean {
  return kind === "type" && path[1] === "addons" && path.length === 3 && node.text !== "";
}

/** `- heroku-postgresql`, as in app.json. */
function planAlone({ node, range }: Violation, { text }: SourceDocument): ManifestProblem {
  const message =
    "An add-on must be written with its key, `- plan: name`. As it is here, Heroku rejects heroku.yml.";
  const problem: ManifestProblem = { message, range, severity: "error" };
  const written = text.slice(node.start, node.end);
  if (/^[|>]/.test(written)) return problem;
  const edits = [{ start: node.start, end: node.start, text: "plan: " }];
  return { ...problem, suggestion: { title: `Write \`plan: ${written}\``, edits } };
}

/** The part of a range that is in its first line, at least one character where there is one. */
function visible(range: Range, text: string): Range {
  const lineEnd = text.indexOf(lineBreakOf(text), range.start);
  const end = Math.min(range.end, lineEnd < 0 ? text.length : lineEnd);
  return { start: range.start, end: Math.max(end, Math.min(range.start + 1, text.length)) };
}
