import type { TextEdit } from "../edits/edit";
import type { Range } from "../syntax/text";

/** What is certainly wrong with a manifest. */
export interface ManifestProblem {
  /** What is wrong and what follows, in one or two sentences. */
  readonly message: string;
  readonly range: Range;
  /** False if Heroku takes the file all the same, without the part or with a guess. */
  readonly fatal: boolean;
  /** True if nobody knows whether it matters. */
  readonly minor?: boolean;
  readonly suggestion?: { readonly title: string; readonly edits: readonly TextEdit[] };
}
