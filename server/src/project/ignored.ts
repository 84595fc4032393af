import ignore, { type Ignore } from "ignore";
import { basename, dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";
import type { SourceDocument } from "../syntax/document";

/** Compiled once for each version of a file, not at every key press. */
const compiled = new WeakMap<SourceDocument, Ignore>();

function rulesOf(document: SourceDocument): Ignore {
  const rules = compiled.get(document) ?? ignore().add(document.text);
  compiled.set(document, rules);
  return rules;
}

/**
 * Which files git leaves out, by the .gitignore files of the folder and of the directories down to `root`: what is not
 * committed is not deployed. Both paths are relative to the folder.
 */
export function ignoredFiles(snapshot: Snapshot, root: string): (path: string) => boolean {
  const directories = [""];
  for (let at = root; at !== ""; at = dirname(at)) directories.splice(1, 0, at);
  const matchers = directories.flatMap((directory) => {
    const listed = snapshot.directory(directory)?.some(({ name }) => name === ".gitignore");
    const document = listed ? snapshot.file(join(directory, ".gitignore")) : undefined;
    return document === undefined ? [] : [{ directory, rules: rulesOf(document) }];
  });
  return (path) =>
    basename(path) !== "" &&
    matchers.some(({ directory, rules }) => {
      const inside =
        directory === "" ? path : path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : "";
      return inside !== "" && rules.ignores(inside);
    });
}

/**
 * Which files .slugignore leaves out of the build, by their path below `root`, where the file stands. It has git's patterns, but
 * no exceptions.
 */
export function slugIgnored(snapshot: Snapshot, root: string): (path: string) => boolean {
  const listed = snapshot.directory(root)?.some(({ name }) => name === ".slugignore");
  const document = listed ? snapshot.file(join(root, ".slugignore")) : undefined;
  if (document === undefined) return () => false;
  const rules = ignore().add(document.text.replace(/^!.*$/gm, ""));
  return (path) => rules.ignores(path);
}
