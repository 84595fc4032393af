/** Shows what a plan would change in VS Code's diff editor, and makes the changes if the person agrees. */

import * as vscode from "vscode";
import type { BaseLanguageClient, WorkspaceEdit } from "vscode-languageclient";
import type { PlannedFile } from "../../server/src/protocol";
import { listed } from "../../server/src/wording";

const SCHEME = "django-preflight-plan";

export interface PreviewedPlan {
  readonly files: readonly PlannedFile[];
  readonly edit: WorkspaceEdit;
}

export class PlanPreview implements vscode.Disposable {
  /** The texts that the diff editor shows, by URI. */
  readonly #texts = new Map<string, string>();
  readonly #provider: vscode.Disposable;

  constructor(private readonly client: BaseLanguageClient) {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? "",
    });
  }

  dispose(): void {
    this.#provider.dispose();
  }

  /**
   * True if the changes were made.
   * @param title of the diff editor
   */
  async run(plan: PreviewedPlan, title: string, question: string): Promise<boolean> {
    await this.#show(plan, title);
    const apply = "Apply";
    const answer = await vscode.window.showInformationMessage(question, apply, "Discard");
    await closeDiffs(title);
    if (answer !== apply) return false;
    if (await this.#apply(plan)) return true;
    void vscode.window.showWarningMessage("The files have changed since; run the command again.");
    return false;
  }

  async #show({ files }: PreviewedPlan, title: string): Promise<void> {
    this.#texts.clear();
    // A side without a file is undefined: the editor then shows a file that is new or gone.
    const shown = (uri: string, side: string, text: string | null) => {
      if (text === null) return undefined;
      const virtual = vscode.Uri.parse(uri).with({ scheme: SCHEME, query: `${side}-${Date.now()}` });
      this.#texts.set(virtual.toString(), text);
      return virtual;
    };
    const changes = files.map(({ uri, before, after }) => [
      vscode.Uri.parse(uri),
      shown(uri, "before", before),
      shown(uri, "after", after),
    ]);
    await vscode.commands.executeCommand("vscode.changes", title, changes);
  }

  /** Makes the edit and saves, unless a file is not what the plan was made for any more. */
  async #apply({ files, edit }: PreviewedPlan): Promise<boolean> {
    for (const { uri, before } of files) {
      if (before === null) continue;
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
      if (withoutMark(document.getText()) !== withoutMark(before)) return false;
    }
    const converted = await this.client.protocol2CodeConverter.asWorkspaceEdit(edit);
    return converted !== undefined && (await vscode.workspace.applyEdit(converted));
  }
}

/** VS Code takes a byte order mark away from the text. */
function withoutMark(text: string): string {
  return text.replace(/^\ufeff/, "");
}

async function closeDiffs(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter(({ label }) => label.startsWith(title)));
}

/** "a, b and c" of the files' names. */
export function fileNames(files: readonly PlannedFile[]): string {
  return listed(files.map(({ uri }) => uri.slice(uri.lastIndexOf("/") + 1)));
}
