/** Which file configures a project: django-preflight.toml, or pyproject.toml with a table for us. The nearest one counts. */
import { type DataNode, member } from "../files/schema";
import { tomlNode } from "../files/tomlNode";
import { basename, join } from "../paths";
import { ancestors } from "../project/tree";
import { listedFile, type Snapshot } from "../snapshot";
import { perDocument, type SourceDocument } from "../syntax/document";

export const OWN_FILE = "django-preflight.toml";
const SHARED_FILE = "pyproject.toml";

/** The name of our table in pyproject.toml, and in messages. */
export const TABLE = "tool.django-preflight";

/** The table of a file that configures us; undefined for a pyproject.toml without one. */
export const configurationTable = perDocument(({ path, text, problem }): DataNode | undefined => {
  // A file of ours that cannot be read is not as good as none.
  if (basename(path) === OWN_FILE) return tomlNode(problem === undefined ? text : "");
  if (problem !== undefined) return undefined;
  // Most files have no table for us, and are not read any further.
  return text.includes("django-preflight")
    ? member(member(tomlNode(text), "tool"), "django-preflight")
    : undefined;
});

/** The file that configures the project at a root: in it or above it, within the folder. */
export function configurationFile(snapshot: Snapshot, root: string): SourceDocument | undefined {
  for (const directory of ancestors(root)) {
    for (const name of [OWN_FILE, SHARED_FILE]) {
      const document = listedFile(snapshot, join(directory, name));
      if (document !== undefined && configurationTable(document) !== undefined) return document;
    }
  }
  return undefined;
}
