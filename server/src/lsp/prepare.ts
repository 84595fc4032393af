/** "Prepare settings for Heroku" and "New Heroku deployment": plans as one edit, which the editor shows before it makes it. */
import { diffLines } from "diff";
import type { Connection } from "vscode-languageserver";
import type { WorkspaceEdit } from "vscode-languageserver-types";
import type { FileChange, TextEdit } from "../edits/edit";
import type { ChangedFile } from "../fixPlan";
import type { DeploymentKind } from "../newDeployment/newDeployment";
import type { PlanDeploymentRequest, PlanFixesRequest, PlannedFile, PreparedSettings } from "../protocol";
import type { Preflight } from "../service";
import type { Folder } from "./convert";
import { type Annotation, type EditorState, workspaceEdit } from "./workspaceEdit";

const LABEL = "Prepare settings for Heroku";

/** What the fixes of a project would change, for a client that shows it in its own way. */
export async function planFixes(
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  projectRoot: string,
): Promise<PlanFixesRequest.Result> {
  const plan = await preflight.fix("all", projectRoot);
  return {
    fixes: plan.applied.map(({ title }) => title),
    variables: plan.variables,
    files: plannedFiles(plan.files, folder),
    edit: await editOf(plan.files, preflight, folder, editor),
  };
}

/** The files that bring a project to Heroku as it is. */
export async function planDeployment(
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  projectRoot: string,
  kind: DeploymentKind,
): Promise<PlanDeploymentRequest.Result | null> {
  const plan = await preflight.newDeployment(projectRoot, kind);
  if (plan === undefined) return null;
  return {
    notes: plan.notes,
    files: plannedFiles(plan.files, folder),
    edit: await editOf(plan.files, preflight, folder, editor),
  };
}

function plannedFiles(files: readonly ChangedFile[], folder: Folder): PlannedFile[] {
  return files.map(({ path, before = null, after = null }) => ({ uri: folder.uriOf(path), before, after }));
}

/** Plans the fixes, lets the editor apply them, and says what else there is to do. */
export async function prepareSettings(
  connection: Connection,
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  projectRoot: string | undefined,
): Promise<PreparedSettings> {
  const plan = await preflight.fix("all", projectRoot);
  if (plan.files.length === 0) return { fixes: [], variables: [], changed: false };
  const { applied, variables } = plan;
  const edit = await editOf(plan.files, preflight, folder, editor, {
    label: LABEL,
    description: `${applied.length} ${applied.length === 1 ? "fix" : "fixes"}`,
    needsConfirmation: true,
  });
  const answer = await connection.workspace.applyEdit({ label: LABEL, edit });
  return { fixes: applied.map(({ title }) => title), variables, changed: answer.applied };
}

function editOf(
  files: readonly ChangedFile[],
  preflight: Preflight,
  folder: Folder,
  editor: EditorState,
  annotation?: Annotation,
): Promise<WorkspaceEdit> {
  return preflight.use((_, snapshot) =>
    workspaceEdit(files.map(changeOf), snapshot, folder, editor, annotation),
  );
}

function changeOf({ path, before, after }: ChangedFile): FileChange {
  if (after === undefined) return { kind: "delete", path };
  if (before === undefined) return { kind: "create", path, text: after };
  return { kind: "edit", path, edits: lineEdits(before, after) };
}

/** The edits that turn one text into the other, in whole lines. */
function lineEdits(before: string, after: string): TextEdit[] {
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
