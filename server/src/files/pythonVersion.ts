/** runtime.txt and .python-version: which Python Heroku installs. */
import type { SourceDocument } from "../syntax/document";
import type { Range } from "../syntax/text";

export interface PythonVersion {
  readonly path: string;
  /** "3.12" or "3.12.4"; undefined if the file does not hold one valid version. */
  readonly version: string | undefined;
  /** The version, or all that is in the file. */
  readonly range: Range;
}

/** Reads runtime.txt: one line `python-3.12.4`. Blank lines and `#` comments are skipped, as the buildpack does. */
export function parseRuntimeTxt(document: SourceDocument): PythonVersion {
  return parseVersionFile(document, /^python-(\d+\.\d+(?:\.\d+)?)$/);
}

/** Reads .python-version: one line `3.12`. */
export function parsePythonVersion(document: SourceDocument): PythonVersion {
  return parseVersionFile(document, /^(\d+\.\d+(?:\.\d+)?)$/);
}

function parseVersionFile({ path, text, lines }: SourceDocument, pattern: RegExp): PythonVersion {
  const found: Range[] = [];
  for (let line = 0; line < lines.lineCount; line++) {
    const start = lines.lineStart(line);
    const content = text.slice(start, lines.lineEnd(line));
    if (content.trim() === "" || content.trimStart().startsWith("#")) continue;
    const from = start + content.length - content.trimStart().length;
    found.push({ start: from, end: from + content.trim().length });
  }
  const [only] = found;
  if (only === undefined || found.length > 1)
    return { path, version: undefined, range: { start: 0, end: text.length } };
  return { path, version: pattern.exec(text.slice(only.start, only.end))?.[1], range: only };
}
