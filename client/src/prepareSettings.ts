/** The command "Prepare Settings for Heroku". */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ChecklistProject, PlanFixesRequest, type PlannedVariable } from "../../server/src/protocol";
import { pickProject } from "./pickProject";

const SCHEME = "django-preflight-plan";

/** Shows what the fixes of a project would change, applies them if the person agrees, and says what Heroku needs then. */
export class PrepareSettings implements vscode.Disposable {
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

  async run(projects: readonly ChecklistProject[]): Promise<void> {
    const project = await pickProject(projects);
    if (project === undefined) return;
    const params: PlanFixesRequest.Params = { rootUri: project.rootUri };
    const plan: PlanFixesRequest.Result | null = await this.client.sendRequest(
      PlanFixesRequest.method,
      params,
    );
    if (plan === null) return;
    if (plan.files.length === 0) {
      void vscode.window.showInformationMessage(`There is nothing to prepare in ${project.name}.`);
      return;
    }
    await this.#show(plan);
    const fixes = plan.fixes.length === 1 ? "one fix" : `${plan.fixes.length} fixes`;
    const apply = "Apply";
    const answer = await vscode.window.showInformationMessage(
      `Prepare ${project.name} for Heroku with ${fixes} in ${namesOf(plan.files.map(({ uri }) => fileName(uri)))}?`,
      apply,
      "Discard",
    );
    await closeDiffs();
    if (answer !== apply) return;
    if (!(await this.#apply(plan))) {
      void vscode.window.showWarningMessage("The files have changed since; run the command again.");
      return;
    }
    await offerVariables(plan.variables);
  }

  async #show({ files }: PlanFixesRequest.Result): Promise<void> {
    this.#texts.clear();
    const shown = (uri: string, side: string, text: string | null) => {
      const virtual = vscode.Uri.parse(uri).with({ scheme: SCHEME, query: `${side}-${Date.now()}` });
      this.#texts.set(virtual.toString(), text ?? "");
      return virtual;
    };
    const changes = files.map(({ uri, before, after }) => [
      vscode.Uri.parse(uri),
      shown(uri, "before", before),
      shown(uri, "after", after),
    ]);
    await vscode.commands.executeCommand("vscode.changes", "Prepare Settings for Heroku", changes);
  }

  /** Makes the edit and saves, unless a file is not what the plan was made for any more. */
  async #apply({ files, edit }: PlanFixesRequest.Result): Promise<boolean> {
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

async function closeDiffs(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ label }) => label.startsWith("Prepare Settings for Heroku")),
  );
}

async function offerVariables(variables: readonly PlannedVariable[]): Promise<void> {
  const wanted = variables.filter(({ use }) => use === "production").map(({ name }) => name);
  if (wanted.length === 0) return;
  const copy = "Copy Commands";
  const answer = await vscode.window.showInformationMessage(
    `Set ${namesOf(wanted)} on Heroku before the next deploy, with your own values.`,
    copy,
  );
  if (answer !== copy) return;
  await vscode.env.clipboard.writeText(wanted.map((name) => `heroku config:set ${name}=\n`).join(""));
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

/** "a, b and c" */
function namesOf(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}
