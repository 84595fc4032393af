import ignore, { type Ignore } from "ignore";
import { basename, dirname, join } from "../paths";
import { listedFile, type Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";
import type { Location } from "../syntax/text";

/** Compiled once for each version of a file, not at every key press. */
const compiled = new WeakMap<SourceDocument, Ignore>();

function rulesOf(document: SourceDocument): Ignore {
  const rules = compiled.get(document) ?? ignore().add(patternsOf(document));
  compiled.set(document, rules);
  return rules;
}

/** The patterns of a file. In .slugignore there is no `!`. */
function patternsOf({ path, text }: SourceDocument): string {
  return basename(path) === ".slugignore" ? text.replace(/^!.*$/gm, (line) => " ".repeat(line.length)) : text;
}

/**
 * Which files git leaves out, by the .gitignore files of the folder and of the directories down to `root`: what is not
 * committed is not deployed. Both paths are relative to the folder.
 */
export function ignoredFiles(snapshot: Snapshot, root: string): (path: string) => boolean {
  const documents = gitignores(snapshot, root);
  return (path) => basename(path) !== "" && documents.some((document) => ignores(document, path));
}

/** The .gitignore files of the folder and of the directories down to `directory`. */
export function gitignores(snapshot: Snapshot, directory: string): readonly SourceDocument[] {
  const directories = [""];
  for (let at = directory; at !== ""; at = dirname(at)) directories.splice(1, 0, at);
  return directories.flatMap((each) => listedFile(snapshot, join(each, ".gitignore")) ?? []);
}

/** Whether a .gitignore or .slugignore leaves a file out; its path is relative to the folder. */
export function ignores(document: SourceDocument, path: string): boolean {
  const inside = pathInside(document, path);
  return inside !== undefined && rulesOf(document).ignores(inside);
}

/** The line that leaves a file out, without the spaces after it. */
export function ignoringLine(document: SourceDocument, path: string): Location | undefined {
  const inside = pathInside(document, path);
  const { lines } = document;
  const text = patternsOf(document);
  if (inside === undefined || text.length !== document.text.length) return undefined;
  for (let line = lines.lineCount - 1; line >= 0; line--) {
    const start = lines.lineStart(line);
    const pattern = text.slice(start, lines.lineEnd(line)).trimEnd();
    if (pattern !== "" && ignore().add(pattern).ignores(inside))
      return { file: document.path, start, end: start + pattern.length };
  }
  return undefined;
}

/** A path as the patterns of an ignore file see it; undefined for one elsewhere. */
function pathInside({ path: file }: SourceDocument, path: string): string | undefined {
  const directory = dirname(file);
  if (directory === "") return path === "" ? undefined : path;
  return path.startsWith(`${directory}/`) && path.length > directory.length + 1
    ? path.slice(directory.length + 1)
    : undefined;
}

/**
 * Which files .slugignore leaves out of the build, by their path below `root`, where the file stands. It has git's patterns, but
 * no exceptions.
 */
export function slugIgnored(snapshot: Snapshot, root: string): (path: string) => boolean {
  const document = listedFile(snapshot, join(root, ".slugignore"));
  if (document === undefined) return () => false;
  const rules = ignore().add(document.text.replace(/^!.*$/gm, ""));
  return (path) => rules.ignores(path);
}
