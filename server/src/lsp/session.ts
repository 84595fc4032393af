import type { Diagnostic } from "vscode-languageserver-types";
import type { ChecklistProject } from "../protocol";
import { createPreflight, type Preflight } from "../service";
import type { Grammars } from "../syntax/grammars";
import type { Logger, Workspace } from "../workspace";
import { checklistOf } from "./checklist";
import type { Folder } from "./convert";
import { diagnosticsOf } from "./diagnostics";

/** How long to wait for the next key press before analysing, in milliseconds. */
const DEBOUNCE = 80;

/** What a session tells its editor. */
export interface Publisher {
  diagnostics(uri: string, diagnostics: readonly Diagnostic[]): void;
  checklist(): void;
  /** An analysis is done: what the editor asked for before may have another answer. */
  analyzed(): void;
}

/** One workspace folder: its service, and what was published of it. */
export class Session {
  readonly preflight: Preflight;
  /** What the checklist view shows of this folder. */
  projects: readonly ChecklistProject[] = [];
  /** Whether there has been an analysis, which may have failed. */
  analyzed = false;
  readonly #settingsModule = new Map<string, string>();
  readonly #published = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #generation = 0;
  #disposed = false;

  constructor(
    readonly folder: Folder,
    workspace: Workspace,
    grammars: Grammars,
    private readonly publisher: Publisher,
    private readonly logger: Logger,
  ) {
    this.preflight = createPreflight({ workspace, grammars, rootPath: folder.rootPath, logger });
  }

  /** Analyses again, once nothing has changed for a moment. */
  schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), DEBOUNCE);
  }

  /** Uses another production settings module for the project at a path; null: the one that discovery finds. */
  setSettingsModule(projectRoot: string, module: string | null): void {
    if (module === null) this.#settingsModule.delete(projectRoot);
    else this.#settingsModule.set(projectRoot, module);
    this.preflight.configure({ settingsModule: this.#settingsModule });
    this.schedule();
  }

  async refresh(): Promise<void> {
    const generation = ++this.#generation;
    try {
      const { diagnostics, projects } = await this.preflight.use((report, snapshot) => ({
        diagnostics: diagnosticsOf(report, snapshot, this.folder),
        projects: checklistOf(this.preflight, report, snapshot, this.folder),
      }));
      // A newer analysis is under way: it publishes.
      if (generation !== this.#generation || this.#disposed) return;
      this.publish(diagnostics);
      this.projects = projects;
      this.analyzed = true;
      this.publisher.checklist();
      this.publisher.analyzed();
    } catch (error) {
      this.logger.error("the analysis failed", error);
      this.analyzed = true;
      this.publisher.checklist();
    }
  }

  private publish(diagnostics: ReadonlyMap<string, readonly Diagnostic[]>): void {
    for (const uri of new Set([...this.#published.keys(), ...diagnostics.keys()])) {
      const list = diagnostics.get(uri) ?? [];
      const text = JSON.stringify(list);
      if (this.#published.get(uri) === text) continue;
      if (list.length === 0) this.#published.delete(uri);
      else this.#published.set(uri, text);
      this.publisher.diagnostics(uri, list);
    }
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.publish(new Map());
    this.preflight.dispose();
  }
}
