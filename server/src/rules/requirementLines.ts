/** Edits of one line of a requirements file that people write. */
import type { FileChange } from "../edits/edit";
import type { Dependency } from "../files/dependencies";
import type { Location } from "../syntax/text";
import { editOf } from "./commands";
import type { RuleContext } from "./rule";

/** The text of a dependency in a requirements file, if it is not a tool's output; hashes belong to one version only. */
function writtenIn({ project, snapshot }: RuleContext, { at, locked, url }: Dependency): string | undefined {
  const { manifest, transitive } = project.deployment.dependencies;
  if (locked || url || transitive || manifest?.kind !== "requirements") return undefined;
  const text = snapshot.file(at.file)?.text;
  if (text === undefined || !at.file.endsWith(".txt") || /--hash[= ]/.test(text)) return undefined;
  return text.slice(at.start, at.end);
}

/** The change that gives a requirement another version: `>=23.0`. What stands behind it stays. */
export function withSpecifier(
  context: RuleContext,
  dependency: Dependency,
  specifier: string,
): readonly FileChange[] | undefined {
  const name = /^[\w.-]+(?:\s*\[[^\]]*\])?/.exec(writtenIn(context, dependency) ?? "")?.[0];
  if (name === undefined) return undefined;
  const { file, start, end } = dependency.at;
  return [editOf(file, { start, end, text: name + specifier })];
}

/** Whether a requirement is written with one version. */
export function isPinned({ specifier }: Dependency): boolean {
  return /^\s*===?/.test(specifier);
}

/** The change that puts another name in the place of a package's, without a version, which is the other's. */
export function withName(
  context: RuleContext,
  dependency: Dependency,
  name: string,
): readonly FileChange[] | undefined {
  if (writtenIn(context, dependency) === undefined) return undefined;
  const { file, start, end } = dependency.at;
  return [editOf(file, { start, end, text: name })];
}

/** The change that deletes the line of a requirement. */
export function withoutLine(
  { snapshot }: RuleContext,
  { file, start, end }: Location,
): readonly FileChange[] | undefined {
  const document = snapshot.file(file);
  if (document === undefined) return undefined;
  const { lines, text } = document;
  const { line } = lines.positionAt(start);
  const from = lines.lineStart(line);
  const to = line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length;
  const isAlone = text.slice(from, start).trim() === "" && lines.positionAt(end).line === line;
  return isAlone && !text.slice(from, to).includes("\\")
    ? [editOf(file, { start: from, end: to, text: "" })]
    : undefined;
}
