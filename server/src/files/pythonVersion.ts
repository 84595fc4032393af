/** runtime.txt, .python-version and Pipfile.lock: which Python Heroku installs, read as its buildpack reads them. */
import { type Node, parseTree } from "jsonc-parser";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export interface PythonVersion {
  readonly path: string;
  /** "3.12" or "3.12.4"; undefined if the file does not hold one valid version. */
  readonly version: string | undefined;
  /** The version, or all that is in the file. */
  readonly range: Range;
  /** Why there is no version; undefined if there is one, or if the file is too large to be read. */
  readonly problem?: VersionProblem;
}

/** none: nothing but blank lines and comments; several: more than one line; encoding: not UTF-8 without a mark. */
export type VersionProblem = "none" | "several" | "malformed" | "encoding";

/** Numbers without leading zeros: `3.12` or `3.12.4`. */
const VERSION = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?$/;

/** What the buildpack trims: glibc's white space, which leaves no-break spaces and byte order marks alone. */
const SPACE = /[\t-\r \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

/** Reads runtime.txt: one line `python-3.12.4`. Blank lines and `#` comments are skipped, as the buildpack does. */
export const parseRuntimeTxt = perDocument(
  (document: SourceDocument): PythonVersion => parseVersionFile(document, "python-"),
);

/** Reads .python-version: one line `3.12`. */
export const parsePythonVersion = perDocument(
  (document: SourceDocument): PythonVersion => parseVersionFile(document, ""),
);

function parseVersionFile({ path, text, problem }: SourceDocument, prefix: string): PythonVersion {
  const all = { start: 0, end: text.length };
  if (problem !== undefined)
    return { path, version: undefined, range: all, problem: problem === "binary" ? "encoding" : undefined };
  const found = versionLines(text);
  const [only] = found;
  if (only === undefined) return { path, version: undefined, range: all, problem: "none" };
  const versions = found.map(({ start, end }) => versionOf(text.slice(start, end), prefix));
  if (found.length === 1 && versions[0] !== undefined) return { path, version: versions[0], range: only };
  const range = { start: only.start, end: found[found.length - 1]!.end };
  if (text.startsWith("\ufeff")) return { path, version: undefined, range, problem: "encoding" };
  return { path, version: undefined, range, problem: found.length > 1 ? "several" : "malformed" };
}

/** The lines that count, trimmed. Only line feeds end a line for the buildpack. */
function versionLines(text: string): Range[] {
  const found: Range[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    let from = start;
    let to = start + line.length;
    while (from < to && SPACE.test(text[from]!)) from++;
    while (from < to && SPACE.test(text[to - 1]!)) to--;
    if (from < to && text[from] !== "#") found.push({ start: from, end: to });
    start += line.length + 1;
  }
  return found;
}

function versionOf(line: string, prefix: string): string | undefined {
  if (!line.startsWith(prefix)) return undefined;
  const version = line.slice(prefix.length);
  return VERSION.test(version) ? version : undefined;
}

/**
 * The version that a text was meant to ask for, in major and minor numbers: "3.12" of `"python-3.12.x"`. Undefined where it
 * is not one of Python 3.
 */
export function meantVersion(text: string): string | undefined {
  // What is longer is no version.
  const found = text.slice(0, 200).matchAll(/(?:^|[^\w.]|\bc?py(?:thon)?|\bv)3\.(\d{1,2})(?!\d)/gi);
  const versions = new Set([...found].map(([, minor]) => `3.${minor}`));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** "3.12" of "3.12.4". */
export function minorOf(version: string): string {
  return version.split(".").slice(0, 2).join(".");
}

/** The version that Pipfile.lock asks for; undefined where it asks for none, or is broken. */
export const pipfileLockVersion = perDocument(({ path, text, problem }): PythonVersion | undefined => {
  if (problem !== undefined) return undefined;
  let root: Node | undefined;
  try {
    root = parseTree(text);
  } catch {
    return undefined;
  }
  const requires = propertyOf(propertyOf(root, "_meta"), "requires");
  // The buildpack takes the first of the two that is not null.
  const node = ["python_full_version", "python_version"]
    .map((name) => propertyOf(requires, name))
    .find((value) => value !== undefined && value.type !== "null" && value.value !== false);
  if (node === undefined) return undefined;
  const isString = node.type === "string";
  const edge = isString ? 1 : 0;
  const range = { start: node.offset + edge, end: node.offset + node.length - edge };
  const version = isString ? versionOf(String(node.value), "") : undefined;
  return { path, version, range, problem: version === undefined ? "malformed" : undefined };
});

function propertyOf(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== "object") return undefined;
  return node.children?.findLast(({ children }) => children?.[0]?.value === name)?.children?.[1];
}

/** Names that the buildpack knows as misspellings of .python-version. */
const MISSPELLED: ReadonlySet<string> = new Set([
  " .python-version",
  ". python-version",
  ".python-version ",
  ".python-version.",
  ",python-version",
  "'.python-version'",
  ".Python-version",
  ".python.version",
  ".python_version",
  ".pythonversion",
  ...["txt", "TXT", "py", "rtf"].map((extension) => `.python-version.${extension}`),
  ".python_version.txt",
  "python-version",
  "python-version.",
  "python_version",
  "python-version.txt",
  "python_version.txt",
]);

export function isMisspelledPythonVersion(name: string): boolean {
  return MISSPELLED.has(name);
}
