/** The command "Probe Deployed Site": the only one that uses the network, at an address that the person types. */
import * as vscode from "vscode";
import { type BaseLanguageClient, WorkDoneProgress } from "vscode-languageclient";
import { probeMarkdown } from "../../server/src/probe/markdown";
import type { ProbeReport } from "../../server/src/probe/probe";
import { type Recorded, record } from "../../server/src/probe/record";
import { targetProblem } from "../../server/src/probe/target";
import { type ChecklistProject, ProbeRequest } from "../../server/src/protocol";
import { listed } from "../../server/src/wording";
import { explain } from "./checklist/commands";
import type { ChecklistStore } from "./checklist/store";

import { pickProject } from "./pickProject";

const TITLE = "Probe Deployed Site";
const SCHEME = "django-preflight-probe";

export class SiteProbe implements vscode.Disposable {
  /** The documents that are shown, by URI. */
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #provider: vscode.Disposable;
  #runs = 0;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly store: ChecklistStore,
    private readonly memento: vscode.Memento,
  ) {
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: this.#changed.event,
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? "",
    });
  }

  /** Whether the server has a network: in a browser it has none. */
  get available(): boolean {
    return this.client.initializeResult?.capabilities.experimental?.probe === true;
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }

  /** Asks for the address, probes it, ticks what is proven, and shows the results. */
  async run(projects: readonly ChecklistProject[]): Promise<void> {
    if (!this.available) {
      void vscode.window.showInformationMessage(
        "A browser cannot look at other sites' headers and certificates. Run django-preflight probe on the command line.",
      );
      return;
    }
    const project = await pickProject(projects);
    if (project === undefined) return;
    const url = await this.#askForAddress(project);
    if (url === undefined) return;
    const result = await this.#request(url, project.rootUri);
    if (result === undefined) return;
    if ("problem" in result) {
      void vscode.window.showErrorMessage(result.problem);
      return;
    }
    const { report } = result;
    const checklist = await this.#record(report, project);
    await this.#show(probeMarkdown({ report, checklist }), report);
  }

  async #askForAddress(project: ChecklistProject): Promise<string | undefined> {
    const key = `probedSite:${project.rootUri}`;
    const url = await vscode.window.showInputBox({
      title: TITLE,
      prompt: `Where is ${project.name} deployed? A dozen requests go to this host, and nothing of the project.`,
      placeHolder: "https://example.com",
      value: this.memento.get<string>(key),
      ignoreFocusOut: true,
      validateInput: targetProblem,
    });
    if (url === undefined || targetProblem(url) !== undefined) return undefined;
    await this.memento.update(key, url.trim());
    return url.trim();
  }

  /** Undefined if the person cancels. */
  async #request(url: string, rootUri: string): Promise<ProbeRequest.Result | undefined> {
    const workDoneToken = `${ProbeRequest.method}/${++this.#runs}`;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: `Probing ${url}`,
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      const listening = this.client.onProgress(WorkDoneProgress.type, workDoneToken, (step) => {
        if (step.kind === "report") progress.report({ message: step.message });
      });
      const params: ProbeRequest.Params = { url, rootUri, workDoneToken };
      try {
        return await this.client.sendRequest<ProbeRequest.Result>(ProbeRequest.method, params, token);
      } catch (error) {
        if (token.isCancellationRequested) return undefined;
        throw error;
      } finally {
        listening.dispose();
      }
    });
  }

  /** Ticks what the report proves; says what came of it. */
  async #record(report: ProbeReport, project: ChecklistProject): Promise<string[]> {
    // A server on this machine is not production, and nobody asked for a tick in so many words.
    if (report.loopback) return ["This machine is not production: nothing was ticked."];
    const items = project.sections.flatMap((section) => section.items);
    // Somebody may have answered in the meantime, and the file's watcher be late.
    await this.store.reload();
    const recorded = record(
      report,
      Object.fromEntries(items.map(({ id, kind, state }) => [id, { kind, state }])),
      this.store.answersOf(project.rootUri),
      report.at.slice(0, 10),
    );
    try {
      if (Object.keys(recorded.changes).length > 0)
        await this.store.change(project.rootUri, recorded.changes);
    } catch (error) {
      void explain(error);
      return ["Nothing was ticked: the answers could not be written."];
    }
    return sentences(report, recorded, (id) => items.find((item) => item.id === id)?.title ?? id);
  }

  async #show(text: string, { host }: ProbeReport): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/Probe of ${host.replaceAll(":", "-")}.md` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }
}

/** What happened to the checklist. */
function sentences(
  { trusted }: ProbeReport,
  { ticked, removed, contradicted }: Recorded,
  title: (id: string) => string,
): string[] {
  const quoted = (ids: readonly string[]) => listed(ids.map((id) => `“${title(id)}”`));
  if (!trusted)
    return ["Nothing was ticked: the certificate is not trusted, so anybody could have answered."];
  return [
    ticked.length === 0
      ? "There was nothing to tick in the checklist."
      : `Ticked in the checklist: ${quoted(ticked)}.`,
    ...(removed.length === 0 ? [] : [`No longer so, the tick is gone: ${quoted(removed)}.`]),
    ...(contradicted.length === 0 ? [] : [`Ticked by somebody, but not so: ${quoted(contradicted)}.`]),
  ];
}
