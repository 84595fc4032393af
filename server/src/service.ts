/**
 * The language service of one folder: the pure analysis, driven over files that load when they are needed. It knows no file
 * system, editor or connection.
 */
import { type AnalyzeOptions, analyze } from "./analyze";
import { type ChecklistSectionResult, checklist } from "./checklist/checklist";
import type { TextEdit } from "./edits/edit";
import { describeSetting, type SettingDescription } from "./explain";
import { applyFixes, type FixingOptions, type FixRun } from "./fixing";
import { type FixPlan, fixPlan } from "./fixPlan";
import type { LanguageContext } from "./language/features";
import { Memory } from "./memory";
import {
  type DeploymentKind,
  type NewDeployment,
  newDeployment,
  usualKind,
} from "./newDeployment/newDeployment";
import { findProjects } from "./project/discover";
import type { OfferedFix, ProjectReport, Report } from "./report";
import type { FixSafety } from "./rules/rule";
import type { Snapshot } from "./snapshot";
import { FileStore } from "./store";
import type { SourceDocument } from "./syntax/document";
import type { Grammars } from "./syntax/grammars";
import { changeBetween, type Position } from "./syntax/text";
import type { Logger, Workspace } from "./workspace";

/** Files that are needed to answer come in rounds: an imported module is known only when its importer is read. */
const MAX_ROUNDS = 300;

/** How many directories are looked into where nobody waits for an answer to a key. */
const MAX_DIRECTORIES = 50_000;

/** A change as editors tell it; without a range the text is the whole new text. */
export interface PositionedChange {
  readonly range?: { readonly start: Position; readonly end: Position };
  readonly text: string;
}

export type PreflightConfiguration = Pick<
  AnalyzeOptions,
  "settingsModule" | "django" | "environment" | "environmentName"
>;

export interface PreflightOptions {
  readonly workspace: Workspace;
  readonly grammars: Grammars;
  /** Absolute path of the folder with forward slashes: what `__file__` starts with in the settings. */
  readonly rootPath: string;
  readonly logger?: Logger;
  readonly configuration?: PreflightConfiguration;
}

/** What `useEach` gives. */
export interface EachProject<T> {
  readonly value: T;
  /** The project's root. */
  readonly root: string;
  /** How many were done, this one included, and how many there are. */
  readonly done: number;
  readonly total: number;
  /** True if the folder has too many directories to look into all of them. */
  readonly truncated: boolean;
}

export interface Preflight {
  /** An editor opened a file: from now on its text counts, not the disk's. */
  open(path: string, text: string): void;
  /** The editor changed an open file: replacements one after the other, each on the text that the last one left. */
  change(path: string, changes: readonly PositionedChange[]): void;
  close(path: string): void;
  /** Files or directories changed on disk. */
  invalidate(paths: readonly string[]): void;
  invalidateAll(): void;
  configure(configuration: PreflightConfiguration): void;
  readonly configuration: PreflightConfiguration;
  /** The report on the current state of all files, Django's checks included. */
  check(): Promise<Report>;
  /**
   * Calls `use` with the report and the snapshot it was made from, again until everything that it asked for is loaded.
   */
  use<T>(use: (report: Report, snapshot: Snapshot) => T): Promise<T>;
  /**
   * Calls `use` like that with the project reports one after the other. Each is forgotten before the next, so that a folder of
   * many projects needs no more memory than one.
   */
  useEach<T>(use: (report: ProjectReport, snapshot: Snapshot) => T): AsyncGenerator<EachProject<T>>;
  /**
   * Answers a question of an editor on the newest texts. Unless it must be `current`, it is answered with the projects of the
   * last report, so that nothing is analysed between a key and its completions.
   */
  ask<T>(question: (context: LanguageContext) => T, options?: { readonly current: boolean }): Promise<T>;
  /** The edits of all safe fixes of findings in one file, as far as they change that file only. */
  fixAll(path: string): Promise<readonly TextEdit[]>;
  /**
   * What all fixes come to that are safe, or that are safe or need a look; steps of a ramp and matters of taste are left
   * alone. Changes nothing.
   * @param projectRoot one project of the folder; all by default
   */
  fix(safety: "safe" | "all", projectRoot?: string): Promise<FixPlan>;
  /** The files that bring one project to Heroku as it is; undefined if the folder has no such project. Changes nothing. */
  newDeployment(projectRoot: string, kind?: DeploymentKind): Promise<NewDeployment | undefined>;
  /** What production gets for a setting, in words. */
  explain(report: ProjectReport, name: string): Promise<SettingDescription>;
  /** The production checklist of a project. Ask inside `use`, with its snapshot: items look at files of their own. */
  checklist(report: ProjectReport, snapshot: Snapshot): readonly ChecklistSectionResult[];
  dispose(): void;
}

export function createPreflight(options: PreflightOptions): Preflight {
  return new Service(options);
}

class Service implements Preflight {
  readonly #store: FileStore;
  #configuration: PreflightConfiguration;
  #configured = 0;
  readonly #memory = new Memory();
  /** The last report that missed nothing. */
  #last: Report | undefined;
  #cached: { readonly key: string; readonly report: Report; readonly snapshot: Snapshot } | undefined;

  constructor(private readonly options: PreflightOptions) {
    this.#store = new FileStore(options.workspace, options.grammars, options.rootPath);
    this.#configuration = options.configuration ?? {};
  }

  open(path: string, text: string): void {
    this.#store.open(path, text);
  }

  change(path: string, changes: readonly PositionedChange[]): void {
    for (const { range, text } of changes) {
      const document = this.#store.opened(path);
      if (document === undefined) return;
      const [start, end] =
        range === undefined
          ? [0, document.text.length]
          : [document.lines.offsetAt(range.start), document.lines.offsetAt(range.end)];
      this.#store.change(path, [{ start, end, text }]);
    }
  }

  close(path: string): void {
    this.#store.close(path);
  }

  invalidate(paths: readonly string[]): void {
    for (const path of paths) this.#store.invalidate(path);
  }

  invalidateAll(): void {
    this.#store.invalidateAll();
  }

  configure(configuration: PreflightConfiguration): void {
    this.#configuration = configuration;
    this.#configured++;
  }

  get configuration(): PreflightConfiguration {
    return this.#configuration;
  }

  check(): Promise<Report> {
    return this.use((report) => {
      // What is found when it is asked for may ask for files, which load only in here.
      for (const project of report.projects) void project.checks;
      return report;
    });
  }

  use<T>(use: (report: Report, snapshot: Snapshot) => T): Promise<T> {
    return this.loading(() => {
      const { report, snapshot } = this.analysis();
      return () => use(report, snapshot);
    });
  }

  async *useEach<T>(use: (report: ProjectReport, snapshot: Snapshot) => T): AsyncGenerator<EachProject<T>> {
    const places = await this.loading(() => () => findProjects(this.#store.snapshot(), MAX_DIRECTORIES));
    const total = places.places.length;
    const { truncated } = places.tree;
    for (const [n, { root }] of places.places.entries()) {
      this.#store.releaseFiles();
      const memory = new Memory();
      const value = await this.loading(() => () => {
        const snapshot = this.#store.snapshot();
        const { projects } = this.analyze(snapshot, { memory, only: { root, places } });
        return use(projects[0]!, snapshot);
      });
      yield { value, root, done: n + 1, total, truncated };
    }
  }

  async ask<T>(question: (context: LanguageContext) => T, { current } = { current: true }): Promise<T> {
    if (current || this.#last === undefined) {
      return this.use(({ projects }, snapshot) => question({ snapshot, projects, current: true }));
    }
    return this.loading(() => {
      const { projects } = this.#last!;
      return () => question({ snapshot: this.#store.snapshot(), projects, current: false });
    });
  }

  /** Calls what `prepare` returns, again until everything that was asked for is loaded. */
  private async loading<T>(prepare: () => () => T): Promise<T> {
    for (let round = 0; ; round++) {
      const use = prepare();
      // A round that missed files may have failed for that reason only.
      let result: { value: T } | { error: unknown };
      try {
        result = { value: use() };
      } catch (error) {
        result = { error };
      }
      if (!this.#store.incomplete || round >= MAX_ROUNDS) {
        if ("error" in result) throw result.error;
        return result.value;
      }
      await this.#store.load();
    }
  }

  private analysis(): { report: Report; snapshot: Snapshot } {
    const key = `${this.#store.version}:${this.#configured}`;
    if (this.#cached?.key === key) return this.#cached;
    const snapshot = this.#store.snapshot();
    const analysis = { key, report: this.analyze(snapshot, { memory: this.#memory }), snapshot };
    // A report that missed files is for nobody else to see.
    if (!this.#store.incomplete) {
      this.#cached = analysis;
      this.#last = analysis.report;
    }
    return analysis;
  }

  private analyze(snapshot: Snapshot, options: Pick<AnalyzeOptions, "memory" | "only"> = {}): Report {
    const onError = (what: string, error: unknown) => this.options.logger?.error(`${what} failed`, error);
    return analyze(snapshot, { ...this.#configuration, onError, ...options });
  }

  fixAll(path: string): Promise<readonly TextEdit[]> {
    const accepts = ({ safety, changes }: OfferedFix) =>
      safety === "safe" && changes.every((change) => change.kind === "edit" && change.path === path);
    return this.fixing({ accepts }, (run, snapshot) => {
      const before = snapshot.file(path)?.text ?? "";
      return difference(before, run.replaced.get(path)?.text ?? before);
    });
  }

  fix(safety: "safe" | "all", projectRoot?: string): Promise<FixPlan> {
    const wanted: readonly FixSafety[] = safety === "all" ? ["safe", "review"] : ["safe"];
    const accepts: FixingOptions["accepts"] = (fix, { severity }, { root }) =>
      wanted.includes(fix.safety) && severity !== "hint" && (projectRoot ?? root) === root;
    return this.fixing({ accepts }, fixPlan);
  }

  newDeployment(projectRoot: string, kind?: DeploymentKind): Promise<NewDeployment | undefined> {
    return this.use(({ projects }, snapshot) => {
      const report = projects.find(({ project }) => project.root === projectRoot);
      return report && newDeployment(report, snapshot, kind ?? usualKind(report));
    });
  }

  /** Runs fixes on the current state, and frees the texts that were tried. */
  private fixing<T>(
    { accepts }: Pick<FixingOptions, "accepts">,
    use: (run: FixRun, snapshot: Snapshot, report: Report) => T,
  ): Promise<T> {
    return this.use((report, snapshot) => {
      const tried: SourceDocument[] = [];
      try {
        const run = applyFixes({
          accepts,
          analyze: (replaced) => {
            if (replaced.size === 0) return { report, snapshot };
            const changed = this.#store.snapshot(replaced);
            return { report: this.analyze(changed), snapshot: changed };
          },
          document: (path, text) => {
            const document = this.#store.document(path, text);
            tried.push(document);
            return document;
          },
        });
        return use(run, snapshot, report);
      } finally {
        for (const document of tried) document.dispose();
      }
    });
  }

  explain(report: ProjectReport, name: string): Promise<SettingDescription> {
    return this.use((_, snapshot) => describeSetting(snapshot, report, name, this.#configuration));
  }

  checklist(report: ProjectReport, snapshot: Snapshot): readonly ChecklistSectionResult[] {
    return checklist(report, snapshot, this.#memory);
  }

  dispose(): void {
    this.#store.dispose();
  }
}

/** One edit that turns one text into the other. */
function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const { start, end } = changeBetween(before, after);
  return [{ start, end, text: after.slice(start, end + after.length - before.length) }];
}
