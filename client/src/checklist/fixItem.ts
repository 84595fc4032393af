/** The fixes of what makes an item a problem, from its row in the tree. */
import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  type CodeAction,
  CodeActionResolveRequest,
  TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageclient";
import { type ItemFix, ItemFixesRequest } from "../../../server/src/protocol";
import type { Entry } from "./model";

interface FixChoice extends vscode.QuickPickItem {
  readonly fix: ItemFix;
}

/** Applies the only fix if it is safe, else the one that somebody chooses. */
export async function fixItem(client: BaseLanguageClient, { project, item }: Entry): Promise<void> {
  const params: ItemFixesRequest.Params = { rootUri: project.rootUri, itemId: item.id };
  const fixes: ItemFixesRequest.Result = await client.sendRequest(ItemFixesRequest.method, params);
  const [first] = fixes;
  if (first === undefined) {
    void vscode.window.showInformationMessage(
      `No fix is known for “${item.title}” as it stands. ${item.detail}`,
    );
    return;
  }
  const chosen =
    fixes.length === 1 && !first.review ? { fix: first, preview: false } : await choose(item.title, fixes);
  if (chosen !== undefined) await apply(client, chosen.fix.action, chosen.preview);
}

/** Lets people choose a fix, to be made or to be looked at first. */
function choose(
  title: string,
  fixes: readonly ItemFix[],
): Promise<{ readonly fix: ItemFix; readonly preview: boolean } | undefined> {
  const pick = vscode.window.createQuickPick<FixChoice>();
  const preview: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("diff"),
    tooltip: "Show the Change First",
  };
  pick.title = title;
  pick.placeholder = fixes.length === 1 ? "Apply this fix?" : "Which fix?";
  pick.items = fixes.map((fix) => ({
    label: `$(${fix.review ? "lightbulb" : "lightbulb-autofix"}) ${fix.action.title}`,
    ...(fix.review ? { description: "changes how production behaves" } : {}),
    detail: fix.problem,
    // VS Code shows an edit before it makes it only by what its annotation says.
    buttons: fix.review ? [preview] : [],
    fix,
  }));
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [selected] = pick.selectedItems;
      resolve(selected && { fix: selected.fix, preview: false });
      pick.hide();
    });
    pick.onDidTriggerItemButton(({ item }) => {
      resolve({ fix: item.fix, preview: true });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

async function apply(client: BaseLanguageClient, action: CodeAction, preview: boolean): Promise<void> {
  const { edit } = action.edit ? action : await client.sendRequest(CodeActionResolveRequest.type, action);
  if (edit === undefined || !isCurrent(edit)) {
    void vscode.window.showWarningMessage("The files have changed since; run the fix again.");
    return;
  }
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(preview ? confirmed(edit) : edit);
  const applied = await vscode.workspace.applyEdit(converted);
  if (applied) vscode.window.setStatusBarMessage(`Applied: ${action.title}`, 5000);
  else if (!preview) void vscode.window.showWarningMessage(`“${action.title}” could not be applied.`);
}

/** Whether the documents that are open are still those that the edit was made for. */
function isCurrent({ documentChanges = [] }: WorkspaceEdit): boolean {
  return documentChanges.filter(TextDocumentEdit.is).every(({ textDocument: { uri, version } }) => {
    const path = vscode.Uri.parse(uri).toString();
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === path);
    return version === null || open === undefined || open.version === version;
  });
}

/** The edit as one that VS Code shows before it makes it. */
function confirmed(edit: WorkspaceEdit): WorkspaceEdit {
  const annotations = Object.entries(edit.changeAnnotations ?? {});
  return {
    ...edit,
    changeAnnotations: Object.fromEntries(
      annotations.map(([id, annotation]) => [id, { ...annotation, needsConfirmation: true }]),
    ),
  };
}
