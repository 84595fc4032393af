/** The checklist's tree view: hands the rows of model.ts to VS Code and keeps the filter. */
import * as vscode from "vscode";
import type { ChecklistProject } from "../../../server/src/protocol";
import {
  checklistBadge,
  checklistMessage,
  checklistRows,
  type Entry,
  type Filter,
  projectEntries,
  type Row,
  type Tooltip,
} from "./model";
import { Settled } from "./settled";
import type { ChecklistStore } from "./store";
import { changedRows, Tree } from "./tree";

const VIEW = "djangoPreflight.checklist";
const FILTER_KEY = "checklistFilter";

/**
 * The view `djangoPreflight.checklist`. What VS Code holds of the tree are the rows' ids, so it knows a row again however
 * often the rows are made anew.
 */
export class ChecklistView implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #badge = new Settled<vscode.ViewBadge | undefined>((badge) => {
    this.#view.badge = badge;
  });
  readonly #disposables: vscode.Disposable[] = [];
  #projects: readonly ChecklistProject[] = [];
  #tree = new Tree([]);
  #filter: Filter;
  /** The row that "next" led to last: where nobody selects another one, it goes on from there. */
  #last: string | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly store: ChecklistStore,
    private readonly memento: vscode.Memento,
  ) {
    this.#filter = memento.get<Filter>(FILTER_KEY, "all");
    void setFilterContext(this.#filter);
    this.#view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: this,
      // A section has no checkbox of its own: VS Code must not tick parents and children together.
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    this.#disposables.push(
      this.#view,
      this.#changed,
      this.#badge,
      store.onDidChange(() => this.#render()),
      this.#view.onDidChangeSelection(({ selection }) => {
        if (selection.length > 0) this.#last = selection[0];
      }),
    );
  }

  /** Fires when people tick and untick boxes. */
  get onDidTick() {
    return this.#view.onDidChangeCheckboxState;
  }

  /** Shows what the server found out. */
  async show(projects: readonly ChecklistProject[]): Promise<void> {
    this.#projects = projects;
    await this.store.follow(projects.map((project) => project.rootUri));
    // A newer call may have come in between, and draws.
    if (this.#projects === projects) this.#render();
  }

  /** All items of all projects, whether the filter shows them or not. */
  get entries(): readonly Entry[] {
    return this.#projects.flatMap((project) =>
      projectEntries(project, this.store.answersOf(project.rootUri)),
    );
  }

  /** The item of a row, by default of the selected one. */
  entry(id = this.#view.selection[0]): Entry | undefined {
    return id === undefined ? undefined : this.#tree.row(id)?.entry;
  }

  /** Shows only some of the items, in this workspace, from now on. */
  async setFilter(filter: Filter): Promise<void> {
    this.#filter = filter;
    await setFilterContext(filter);
    await this.memento.update(FILTER_KEY, filter);
    this.#render();
  }

  /** Selects an item; a filter that hides it is taken away. */
  async reveal(entry: Pick<Entry, "project" | "item">): Promise<void> {
    if (this.#tree.find(entry) === undefined) await this.setFilter("all");
    const row = this.#tree.find(entry);
    if (row !== undefined) await this.#select(row.id);
  }

  /** Selects the next item on which something is left to do. */
  async revealNextOpen(): Promise<Entry | undefined> {
    const row = this.#tree.nextOpen(this.#last);
    if (row === undefined) return undefined;
    await this.#select(row.id);
    return row.entry;
  }

  /** Draws a row as it is, where VS Code shows something else. */
  redraw(id: string): void {
    this.#changed.fire([id]);
  }

  getChildren(id?: string): string[] {
    const rows = id === undefined ? this.#tree.roots : (this.#tree.row(id)?.children ?? []);
    return rows.map((row) => row.id);
  }

  getParent(id: string): string | undefined {
    return this.#tree.parent(id);
  }

  getTreeItem(id: string): vscode.TreeItem {
    const row = this.#tree.row(id);
    // VS Code may ask for a row that has just gone.
    return row === undefined ? { id, label: "" } : treeItem(row);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  async #select(id: string): Promise<void> {
    this.#last = id;
    await this.#view.reveal(id, { select: true, focus: true, expand: true });
  }

  #render(): void {
    const before = this.#tree;
    const answersOf = (rootUri: string) => this.store.answersOf(rootUri);
    this.#tree = new Tree(checklistRows(this.#projects, answersOf, this.#filter));
    // Without a message, a tree without rows shows what the manifest has for an empty view.
    const isEmpty = this.#tree.roots.length === 0;
    const message = isEmpty ? undefined : checklistMessage(this.#projects, this.entries, this.#filter);
    const shown = this.store.problem ?? message;
    // VS Code draws again whatever is set, even if it is what it was.
    if (this.#view.message !== shown) this.#view.message = shown;
    this.#badge.set(checklistBadge(this.#projects));
    const changed = changedRows(before, this.#tree);
    if (changed === "all") this.#changed.fire(undefined);
    else if (changed.length > 0) this.#changed.fire([...changed]);
  }
}

function setFilterContext(filter: Filter): Thenable<void> {
  return vscode.commands.executeCommand("setContext", "djangoPreflight.filter", filter);
}

function treeItem(row: Row): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, collapsibleState(row));
  item.id = row.id;
  item.description = row.description;
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: row.accessibilityLabel };
  if (row.icon) {
    const color = row.icon.color ? new vscode.ThemeColor(row.icon.color) : undefined;
    item.iconPath = new vscode.ThemeIcon(row.icon.id, color);
  }
  if (row.tooltip) item.tooltip = markdown(row.tooltip);
  if (row.checkbox) {
    const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
    item.checkboxState = {
      state: row.checkbox.checked ? Checked : Unchecked,
      tooltip: row.checkbox.tooltip,
      accessibilityInformation: { label: row.accessibilityLabel, role: "checkbox" },
    };
  }
  if (row.entry) {
    item.command = { command: "djangoPreflight.openItem", title: "Open", arguments: [row.id] };
  }
  return item;
}

function collapsibleState(row: Row): vscode.TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (row.children.length === 0) return None;
  return row.expanded ? Expanded : Collapsed;
}

/** Titles and reasons quote the workspace's files: they are text, never Markdown. */
function markdown({ title, paragraphs, link }: Tooltip): vscode.MarkdownString {
  const learnMore = link ? [`[Learn more](${link})`] : [];
  return new vscode.MarkdownString(
    [`**${escapeMarkdown(title)}**`, ...paragraphs.map(escapeMarkdown), ...learnMore].join("\n\n"),
  );
}

/** Not `MarkdownString.appendText`: that makes every space one that no line breaks at. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>&|]/g, "\\$&");
}
