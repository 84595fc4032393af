/** "Prepare settings for Heroku": all fixes of a folder as one edit, which the editor shows before it makes it. */
import { diffLines } from "diff";
import type { Connection } from "vscode-languageserver";
import type { FileChange, TextEdit } from "../edits/edit";
import type { ChangedFile } from "../fixPlan";
import type { PreparedSettings } from "../protocol";
import type { Preflight } from "../service";
import type { Folder } from "./convert";
import { type EditorState, workspaceEdit } from "./workspaceEdit";

const LABEL = "Prepare settings for Heroku";

/** Plans the fixes, lets the editor apply them, and says what else there is to do. */
export async function prepareSettings(
  connection: Connection,
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  projectRoot: string | undefined,
): Promise<PreparedSettings> {
  const plan = await preflight.fix("all", projectRoot);
  const { applied, variables } = plan;
  if (plan.files.length === 0) return { fixes: [], variables: [], changed: false };
  const edit = await preflight.use((_, snapshot) =>
    workspaceEdit(plan.files.map(changeOf), snapshot, folder, editor, {
      label: LABEL,
      description: `${applied.length} ${applied.length === 1 ? "fix" : "fixes"}`,
    }),
  );
  const answer = await connection.workspace.applyEdit({ label: LABEL, edit });
  return { fixes: applied.map(({ title }) => title), variables: [...variables], changed: answer.applied };
}

function changeOf({ path, before, after }: ChangedFile): FileChange {
  if (after === undefined) return { kind: "delete", path };
  if (before === undefined) return { kind: "create", path, text: after };
  return { kind: "edit", path, edits: lineEdits(before, after) };
}

/** The edits that turn one text into the other, in whole lines. */
export function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const last = edits.at(-1);
    if (removed) edits.push({ start: at, end: at + value.length, text: "" });
    else if (added && last?.end === at && last.text === "")
      edits[edits.length - 1] = { ...last, text: value };
    else if (added) edits.push({ start: at, end: at, text: value });
    if (!added) at += value.length;
  }
  return edits;
}
