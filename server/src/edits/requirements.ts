/** Adds packages to the file in which people write a project's dependencies down. Lock files are left to their tools. */
import { type Dependencies, dependencyState, type Manifest } from "../files/dependencies";
import { normalisedName, parseRequirement, type Requirement } from "../files/requirement";
import { requirementLines } from "../files/requirementsTxt";
import { tomlEntry, tomlItems, tomlOutline, tomlTable } from "../files/tomlText";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import { lineBreakOf, type Range } from "../syntax/text";
import type { FileChange, TextEdit } from "./edit";

/**
 * The change that adds packages ("gunicorn", "psycopg[binary]", "uvicorn-worker>=0.2") to the manifest. Packages that
 * production has already are left out; none are left: an empty list. Undefined if no file can take them.
 */
export function addRequirement(
  snapshot: Snapshot,
  dependencies: Dependencies,
  packages: readonly string[],
): FileChange[] | undefined {
  const missing = packages.filter((text) => {
    const name = parseRequirement(text)?.name;
    return name !== undefined && dependencyState(dependencies, name) !== "present";
  });
  if (missing.length === 0) return [];
  const { manifest } = dependencies;
  const document = manifest && snapshot.file(manifest.path);
  if (manifest === undefined || document === undefined || document.problem !== undefined) return undefined;
  const edits = editsFor(manifest, document, missing);
  return edits && [{ kind: "edit", path: manifest.path, edits }];
}

function editsFor(
  { kind }: Manifest,
  document: SourceDocument,
  packages: readonly string[],
): readonly TextEdit[] | undefined {
  switch (kind) {
    case "requirements":
      // A continuation that nothing follows would swallow the new line.
      if (/\\\s*$/.test(document.text)) return undefined;
      return packages.map((text) => requirementsLine(document, text));
    case "project":
      return projectList(document, packages);
    case "poetry":
      return tableLines(document, packages, "tool", "poetry", "dependencies");
    case "pipfile":
      return tableLines(document, packages, "packages");
  }
}

/** A new line of requirements.txt: where it belongs if the file is sorted, else at the end. */
function requirementsLine(document: SourceDocument, requirement: string): TextEdit {
  const { text, lines } = document;
  const eol = lineBreakOf(text);
  const named = requirementLines(document).flatMap((line) => {
    const name = line.text.startsWith("-") ? undefined : parseRequirement(line.text)?.name;
    return name === undefined ? [] : [{ name, range: line.range }];
  });
  const own = normalisedName(parseRequirement(requirement)?.name ?? requirement);
  const sorted = named.length > 1 && named.every(({ name }, i) => i === 0 || named[i - 1]!.name <= name);
  const next = sorted ? named.findIndex(({ name }) => name > own) : -1;
  if (next > 0) {
    const at = endOfLogicalLine(document, named[next - 1]!.range);
    return { start: at, end: at, text: eol + requirement };
  }
  if (next === 0) {
    const at = lines.lineStart(lines.positionAt(named[0]!.range.start).line);
    return { start: at, end: at, text: requirement + eol };
  }
  const complete = text === "" || /[\r\n]$/.test(text);
  return { start: text.length, end: text.length, text: complete ? requirement + eol : eol + requirement };
}

function endOfLogicalLine({ text, lines }: SourceDocument, { end }: Range): number {
  let { line } = lines.positionAt(end);
  while (line < lines.lineCount - 1 && text.slice(lines.lineStart(line), lines.lineEnd(line)).endsWith("\\"))
    line++;
  return lines.lineEnd(line);
}

/** New items of `[project] dependencies` in pyproject.toml. */
function projectList({ text, lines }: SourceDocument, packages: readonly string[]): TextEdit[] | undefined {
  const eol = lineBreakOf(text);
  const outline = tomlOutline(text);
  const list = tomlEntry(outline, "project", "dependencies")?.valueRange;
  if (list === undefined) {
    const place = endOfTable(text, ["project"]);
    if (place === undefined) return undefined;
    const items = packages.map((name) => `"${name}"`).join(", ");
    return [{ start: place, end: place, text: `${eol}dependencies = [${items}]` }];
  }
  const items = tomlItems(text, list);
  if (items === undefined) return undefined;
  const last = items[items.length - 1];
  if (last === undefined) {
    const at = list.start + 1;
    const own = packages.map((name) => `"${name}"`);
    const multiline = /[\r\n]/.test(text.slice(at, list.end));
    const added = multiline ? own.map((item) => `${eol}    ${item},`).join("") : own.join(", ");
    return [{ start: at, end: at, text: added }];
  }
  const quote = text[last.start] === "'" ? "'" : '"';
  const added = packages.map((name) => quote + name + quote);
  const line = lines.positionAt(last.start).line;
  const bracketLine = lines.positionAt(list.end - 1).line;
  if (bracketLine === line) {
    return [{ start: last.end, end: last.end, text: added.map((item) => `, ${item}`).join("") }];
  }
  const lineText = text.slice(lines.lineStart(line), last.start);
  const indent = /^[ \t]*/.exec(lineText)![0];
  const comma = /^[ \t]*,/.test(text.slice(last.end, lines.lineEnd(line)));
  const at = lines.lineEnd(line);
  const rows = added.map((item, i) => `${eol}${indent}${item}${comma || i < added.length - 1 ? "," : ""}`);
  const edits: TextEdit[] = comma ? [] : [{ start: last.end, end: last.end, text: "," }];
  return [...edits, { start: at, end: at, text: rows.join("") }];
}

/** New lines `name = "*"` of a table of packages. */
function tableLines(
  { text }: SourceDocument,
  packages: readonly string[],
  ...table: string[]
): TextEdit[] | undefined {
  const place = endOfTable(text, table);
  if (place === undefined) return undefined;
  const eol = lineBreakOf(text);
  const rows = packages.flatMap((requirement) => parseRequirement(requirement) ?? []).map(tableLine);
  return [{ start: place, end: place, text: rows.map((row) => eol + row).join("") }];
}

function tableLine({ name, extras, specifier }: Requirement): string {
  const version = `"${specifier === "" ? "*" : specifier}"`;
  if (extras.length === 0) return `${name} = ${version}`;
  return `${name} = {extras = [${extras.map((extra) => `"${extra}"`).join(", ")}], version = ${version}}`;
}

/** The end of the last line that belongs to a table itself. */
function endOfTable(text: string, table: readonly string[]): number | undefined {
  const outline = tomlOutline(text);
  const same = (path: readonly string[]) =>
    path.length === table.length && path.every((key, i) => key === table[i]);
  const header = tomlTable(outline, ...table);
  if (header === undefined) return undefined;
  const last = outline.entries.findLast((entry) => same(entry.table));
  const from = last?.valueRange.end ?? header.end;
  const rest = /[\r\n]/.exec(text.slice(from));
  return rest === null ? text.length : from + rest.index;
}
