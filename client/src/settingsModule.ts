/** The production settings module that the user chose instead of the one the server finds by itself. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ChecklistProject, SetSettingsModuleRequest } from "../../server/src/protocol";
import { pickProject } from "./pickProject";

/** Remembers the choice for each project and tells it to the server. */
export class SettingsModuleChoice {
  /** What the server was told for each project's root, since it started. */
  readonly #told = new Map<string, string | null>();

  constructor(
    private readonly memento: vscode.Memento,
    private readonly client: BaseLanguageClient,
  ) {}

  /** A server that has just started knows of no choice. */
  serverStarted(): void {
    this.#told.clear();
  }

  /** Tells the server the choices that it does not know yet. */
  async apply(projects: readonly ChecklistProject[]): Promise<void> {
    for (const { rootUri } of projects) {
      const chosen = this.#chosen(rootUri);
      if (chosen === (this.#told.get(rootUri) ?? null)) continue;
      this.#told.set(rootUri, chosen);
      const params: SetSettingsModuleRequest.Params = { rootUri, module: chosen };
      await this.client.sendRequest(SetSettingsModuleRequest.method, params);
    }
  }

  /** Asks the user for a project, if there are several, and its module. */
  async select(projects: readonly ChecklistProject[]): Promise<void> {
    const project = await pickProject(projects);
    if (!project) return;
    const automatic = { label: "$(sparkle) Find it automatically", module: null };
    const modules = [
      ...new Set([...(project.settings ? [project.settings] : []), ...project.candidates]),
    ].sort();
    const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { module: string | null }>(
      [
        automatic,
        { label: "Settings modules", kind: vscode.QuickPickItemKind.Separator, module: null },
        ...modules.map((module) => ({
          label: module,
          module,
          ...(module === project.settings ? { description: "current", detail: project.settingsReason } : {}),
        })),
      ],
      { title: `Which settings module does production load for ${project.name}?` },
    );
    if (!picked) return;
    await this.memento.update(choiceKey(project.rootUri), picked.module ?? undefined);
    await this.apply(projects);
  }

  /** The choice in this workspace, else the setting, else none. */
  #chosen(rootUri: string): string | null {
    const configuration = vscode.workspace.getConfiguration("djangoPreflight", vscode.Uri.parse(rootUri));
    const setting = configuration.get<string>("settingsModule", "").trim();
    return this.memento.get<string>(choiceKey(rootUri)) ?? (setting || null);
  }
}

function choiceKey(rootUri: string): string {
  return `settingsModule:${rootUri}`;
}
