/** The answers that a project's folder holds, for hosts that have no store of their own. */
import { join } from "../paths";
import { listedFile, type Snapshot } from "../snapshot";
import { ANSWERS_FILE, DamagedAnswers, type ReadAnswers, readAnswers } from "./answers";

/**
 * The answers to the checklist of the project with that root; none where there is no file.
 * @throws DamagedAnswers
 */
export function answersIn(snapshot: Snapshot, projectRoot: string): ReadAnswers {
  const document = listedFile(snapshot, join(projectRoot, ANSWERS_FILE));
  if (document === undefined) return { answers: {}, unknown: [] };
  if (document.problem === "too-large") throw new DamagedAnswers("it is larger than 1 MB");
  if (document.problem !== undefined) throw new DamagedAnswers("it is not UTF-8 text");
  return readAnswers(document.text);
}
