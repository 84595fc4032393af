/** Evidence from what is written for people: the README and the documents beside it. */
import { basename, join } from "../../paths";
import type { Snapshot } from "../../snapshot";
import { perDocument, type SourceDocument } from "../../syntax/document";
import type { Range } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { repositoryDirectories } from "./files";
import { perValue } from "./remembered";

/** So many documents are read, and directories below docs. */
const MAX_DOCUMENTS = 60;
const MAX_DIRECTORIES = 20;

const TEXT = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;
const AT_TOP =
  /^(?:readme|contributing|deploy\w*|hosting|runbook|operations|ops|heroku|install\w*|release\w*|developer\w*|development)(?:[._-]\w+)*\.(?:md|mdx|markdown|rst|adoc|txt)$|^readme$/i;

/** The README and the documents of a repository, those of the upper directories first. */
export const documentsOf = perValue(({ project, recall }: ChecklistContext): readonly SourceDocument[] =>
  recall("documents", (snapshot) =>
    repositoryDirectories(snapshot, project)
      .flatMap((directory) => pathsIn(snapshot, directory))
      .slice(0, MAX_DOCUMENTS)
      .flatMap((path) => snapshot.file(path) ?? []),
  ),
);

function pathsIn(snapshot: Snapshot, directory: string): string[] {
  const entries = snapshot.directory(directory) ?? [];
  const paths = entries
    .filter(({ name, kind }) => kind === "file" && AT_TOP.test(name))
    .map(({ name }) => join(directory, name));
  let level = entries
    .filter(({ name, kind }) => kind === "directory" && /^docs?$|^documentation$/i.test(name))
    .map(({ name }) => join(directory, name));
  for (let depth = 0, seen = 0; depth < 4 && level.length > 0 && seen < MAX_DIRECTORIES; depth++) {
    const next: string[] = [];
    for (const each of level.slice(0, MAX_DIRECTORIES)) {
      seen++;
      for (const { name, kind } of snapshot.directory(each) ?? []) {
        if (kind === "directory" && !/^[._]|^(?:images?|node_modules)$/.test(name))
          next.push(join(each, name));
        if (kind === "file" && TEXT.test(name) && !/template|^requirements/i.test(name))
          paths.push(join(each, name));
      }
    }
    level = next;
  }
  return paths;
}

interface Heading extends Range {
  readonly text: string;
}

/** Longer lines are no headings. */
const MAX_LINE = 200;

/** The headings of a Markdown or reStructuredText document, without what stands in blocks of code. */
const headingsOf = perDocument((document): readonly Heading[] => {
  const headings: Heading[] = [];
  const { lines, text } = document;
  const lineAt = (n: number) => text.slice(lines.lineStart(n), lines.lineEnd(n)).trimEnd();
  let fence: string | undefined;
  for (let n = 0; n < lines.lineCount; n++) {
    const line = lineAt(n);
    if (line.length > MAX_LINE) continue;
    const mark = /^\s{0,3}(```|~~~)/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined;
      continue;
    }
    if (fence !== undefined || line === "") continue;
    const marked = /^\s{0,3}(?:#{1,6}|={1,6})\s+(\S.*?)(?:\s+[#=]+)?$/.exec(line)?.[1];
    const below = n + 1 < lines.lineCount ? lineAt(n + 1) : "";
    const underlined =
      /^\S.*$/.test(line) && /^([=\-~^"'*+#])\1{2,}$/.test(below) && !/^[-=~*+|]+$/.test(line);
    const heading = marked ?? (underlined ? line : undefined);
    if (heading !== undefined)
      headings.push({ text: heading, start: lines.lineStart(n), end: lines.lineStart(n) + line.length });
  }
  return headings;
});

/**
 * Evidence from a heading, or from a document whose name says the same.
 * @param detail what a document of that name does: "describes how it is deployed"
 */
export function heading(
  pattern: RegExp,
  detail: string,
): (context: ChecklistContext) => Evidence | undefined {
  const place = perDocument((document): (Range & Partial<Heading>) | undefined => {
    const found = headingsOf(document).find(({ text }) => pattern.test(text));
    if (found !== undefined) return found;
    const name = basename(document.path).replace(TEXT, "").replace(/[_-]/g, " ");
    return pattern.test(name) && document.text.trim() !== "" ? { start: 0, end: 0 } : undefined;
  });
  return (context) => {
    for (const document of documentsOf(context)) {
      const found = place(document);
      const { path } = document;
      if (found === undefined) continue;
      // A heading may be about something else: who confirms reads which one it is.
      const said = found.text === undefined ? detail : `has the heading "${found.text}"`;
      return { detail: `${path} ${said}.`, at: { file: path, start: found.start, end: found.end } };
    }
    return undefined;
  };
}
