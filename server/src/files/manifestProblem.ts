import type { TextEdit } from "../edits/edit";
import type { Range } from "../syntax/text";

/** What is certainly wrong with a manifest. */
export interface ManifestProblem {
  /** What is wrong and what follows, in one or two sentences. */
  readonly message: string;
  readonly range: Range;
  /** error: Heroku refuses the file; warning: it does without the part; info: it may read it as it was meant. */
  readonly severity: "error" | "warning" | "info";
  readonly suggestion?: { readonly title: string; readonly edits: readonly TextEdit[] };
}
