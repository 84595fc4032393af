/** Questions of an editor on projects in memory, asked at a mark in a text. */
import { analyze } from "../../server/src/analyze";
import type { LanguageContext } from "../../server/src/language/features";
import { memorySnapshot } from "./memorySnapshot";

export type Files = Readonly<Record<string, string>>;

/** The answers' context: files, and a report on them. */
export function languageContext(files: Files): LanguageContext {
  const snapshot = memorySnapshot(files);
  const { projects } = analyze(snapshot, {
    onError(what, error) {
      throw new Error(what, { cause: error });
    },
  });
  return { snapshot, projects, current: true };
}

export interface Marked {
  readonly context: LanguageContext;
  readonly path: string;
  readonly offset: number;
  readonly text: string;
}

/** Takes the mark `‸` out of a file; the projects are those of the files without the edit, as they are while somebody types. */
export function marked(
  files: Files,
  path: string,
  text: string,
  report: LanguageContext = languageContext(files),
): Marked {
  const offset = text.indexOf("‸");
  if (offset < 0) throw new Error("no mark");
  const clean = text.replace("‸", "");
  const snapshot = memorySnapshot({ ...files, [path]: clean });
  return { context: { snapshot, projects: report.projects, current: false }, path, offset, text: clean };
}
