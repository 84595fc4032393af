/** Comments that ignore a finding: where one goes in each kind of file, and how one goes away. */
import { basename } from "../paths";
import type { Snapshot } from "../snapshot";
import { type SuppressionComment, suppressionComments } from "../suppress";
import type { SourceDocument } from "../syntax/document";
import { pythonLines } from "../syntax/python/lines";
import { type Location, lineBreakOf, type Range } from "../syntax/text";
import type { YamlNode } from "../syntax/yaml";
import type { FileChange, TextEdit } from "./edit";

/**
 * The change that ignores a rule's finding: the comment that is there names the rule, too; else there is a comment at the end
 * of the line, or above it where the end is no place for one. undefined where neither is possible.
 */
export function ignoringComment(snapshot: Snapshot, at: Location, rule: string): FileChange | undefined {
  const document = snapshot.file(at.file);
  if (document === undefined || document.problem !== undefined) return undefined;
  const { line } = document.lines.positionAt(at.start);
  const known = suppressionComments(document).find(({ lines }) => lines.includes(line));
  const last = known?.rules.at(-1)?.range.end;
  const edit =
    last === undefined ? insertion(document, line, rule) : { start: last, end: last, text: `, ${rule}` };
  return edit && { kind: "edit", path: at.file, edits: [edit] };
}

/** The change that takes one name out of a comment; the whole comment, and a line that holds nothing else, if it is the only one. */
export function withoutName(
  document: SourceDocument,
  comment: SuppressionComment,
  { start, end }: Range,
): FileChange {
  const { text, path } = document;
  const remove = (range: Range): FileChange => ({ kind: "edit", path, edits: [{ ...range, text: "" }] });
  const others = comment.rules.filter(({ range }) => range.start !== start);
  const [next] = others.filter(({ range }) => range.start > start);
  if (next !== undefined) return remove({ start, end: next.range.start });
  const before = others.at(-1);
  if (before !== undefined) return remove({ start: before.range.end, end });
  const { line } = document.lines.positionAt(comment.range.start);
  const [from, to] = [document.lines.lineStart(line), document.lines.lineEnd(line)];
  const alone = text.slice(from, comment.range.start).trim() === "" && comment.range.end === to;
  if (alone) return remove({ start: from, end: document.lines.lineStart(line + 1) });
  const space = text.slice(from, comment.range.start).trimEnd().length;
  return remove({ start: from + space, end: comment.range.end });
}

type Place = "end" | "above" | undefined;

function insertion(document: SourceDocument, line: number, rule: string): TextEdit | undefined {
  const { text, lines } = document;
  const comment = `# preflight: ignore[${rule}]`;
  const start = lines.lineStart(line);
  const content = text.slice(start, lines.lineEnd(line));
  switch (placeFor(document, line)) {
    case "end": {
      const end = start + content.trimEnd().length;
      return { start: end, end: lines.lineEnd(line), text: `  ${comment}` };
    }
    case "above": {
      const mark = start === 0 && text.startsWith("\ufeff") ? 1 : 0;
      const indentation = /^[ \t]*/.exec(content.slice(mark))![0];
      const at = start + mark;
      return { start: at, end: at, text: `${indentation}${comment}${lineBreakOf(text)}` };
    }
    case undefined:
      return undefined;
  }
}

/** Where a comment about a line can stand, by what the readers of the file take for a comment. */
function placeFor(document: SourceDocument, line: number): Place {
  const { path, text, lines } = document;
  const name = basename(path);
  const textOf = (n: number) => (n < 0 ? "" : text.slice(lines.lineStart(n), lines.lineEnd(n)));
  const continued = /\\\s*$/.test(textOf(line - 1));
  if (name.endsWith(".py")) return inPython(text, line);
  if (/\.ya?ml$/.test(name)) return inYaml(document, line);
  if (/\.toml$|^Pipfile$/.test(name)) return /"""|'''/.test(text) ? undefined : "end";
  if (/\.(?:txt|in)$/.test(name) && name !== "runtime.txt") {
    if (!/\\\s*$/.test(textOf(line))) return "end";
    return continued ? undefined : "above";
  }
  // A mark that should not be there would hide in the comment.
  if (line === 0 && text.startsWith("\ufeff")) return undefined;
  if (
    /^Procfile\b/.test(name) ||
    /^(?:runtime\.txt|\.python-version|\.(?:git|docker|slug)ignore)$/.test(name)
  )
    return "above";
  if (/^(?:.+\.)?Dockerfile\b/i.test(name))
    // A comment above the first line would end the directives that stand there; a here-document has none.
    return text.includes("<<") || textOf(line).startsWith("#") ? undefined : "above";
  if (name.endsWith(".sh") || /^#!.*sh\b/.test(text))
    return textOf(line).startsWith("#!") || continued || text.includes("<<") ? undefined : "above";
  return undefined;
}

function inPython(text: string, line: number): Place {
  const lines = pythonLines(text);
  const here = lines[line];
  if (here === undefined) return undefined;
  if (!here.continues) return "end";
  return here.startsInString || lines[line - 1]?.continues ? undefined : "above";
}

function inYaml(document: SourceDocument, line: number): Place {
  const { lines } = document;
  const [start, end] = [lines.lineStart(line), lines.lineEnd(line)];
  const scalars: Range[] = [];
  if (!collectScalars(document.yaml().root, scalars, { left: MAX_NODES })) return undefined;
  if (!scalars.some((scalar) => scalar.start <= end && scalar.end > end)) return "end";
  return scalars.some((scalar) => scalar.start < start && scalar.end > start) ? undefined : "above";
}

/** Aliases make small files into trees that are too large to walk. */
const MAX_NODES = 20_000;

/** Collects the scalars below a node; false if there are too many nodes. */
function collectScalars(node: YamlNode | undefined, found: Range[], budget: { left: number }): boolean {
  if (node === undefined) return true;
  if (budget.left-- <= 0) return false;
  if (node.kind === "scalar") found.push(node);
  else if (node.kind === "sequence") return node.items.every((item) => collectScalars(item, found, budget));
  else if (node.kind === "mapping")
    return node.pairs.every(
      ({ key, value }) => collectScalars(key, found, budget) && collectScalars(value, found, budget),
    );
  return true;
}
