/** The checklist's tree view: hands the rows of model.ts to VS Code, and what people answer to the store. */
import * as vscode from "vscode";
import type { ChecklistAnswer } from "../../../server/src/checklist/answers";
import type { ChecklistProject } from "../../../server/src/protocol";
import { type ChecklistNode, checklistBadge, checklistMessage, checklistTree, type Tooltip } from "./model";
import { authorOf, type ChecklistStore, UnwritableAnswers } from "./store";

/** The view `djangoPreflight.checklist` with its commands. */
export class ChecklistView implements vscode.TreeDataProvider<ChecklistNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.TreeView<ChecklistNode>;
  readonly #disposables: vscode.Disposable[] = [];
  #projects: readonly ChecklistProject[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly store: ChecklistStore,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#view = vscode.window.createTreeView("djangoPreflight.checklist", {
      treeDataProvider: this,
      // A section has no checkbox of its own: VS Code must not tick parents and children together.
      manageCheckboxStateManually: true,
      showCollapseAll: true,
    });
    this.#disposables.push(
      this.#view,
      this.#changed,
      store.onDidChange(() => this.#render()),
      this.#view.onDidChangeCheckboxState((event) => this.#tick(event.items)),
      vscode.commands.registerCommand("djangoPreflight.markNotApplicable", (node: ChecklistNode) =>
        this.#dismiss(node),
      ),
      vscode.commands.registerCommand("djangoPreflight.clearAnswer", (node: ChecklistNode) =>
        this.#answer(node, undefined),
      ),
      vscode.commands.registerCommand("djangoPreflight.openLink", (node: ChecklistNode) =>
        vscode.env.openExternal(vscode.Uri.parse(node.link!)),
      ),
    );
  }

  /** Shows what the server found out. */
  async show(projects: readonly ChecklistProject[]): Promise<void> {
    // The server reports after every change of a file, and most change nothing here.
    if (JSON.stringify(projects) === JSON.stringify(this.#projects)) return;
    this.#projects = projects;
    await this.store.follow(projects.map((project) => project.rootUri));
    this.#render();
  }

  getChildren(node?: ChecklistNode): ChecklistNode[] {
    if (node) return [...node.children];
    return [...checklistTree(this.#projects, (rootUri) => this.store.answersOf(rootUri))];
  }

  getTreeItem(node: ChecklistNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = node.id;
    item.description = node.description;
    item.contextValue = node.contextValue;
    item.accessibilityInformation = { label: node.accessibilityLabel };
    if (node.icon) {
      const color = node.icon.color ? new vscode.ThemeColor(node.icon.color) : undefined;
      item.iconPath = new vscode.ThemeIcon(node.icon.id, color);
    }
    if (node.tooltip) item.tooltip = markdown(node.tooltip);
    if (node.checkbox) {
      const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
      item.checkboxState = {
        state: node.checkbox.checked ? Checked : Unchecked,
        tooltip: node.checkbox.tooltip,
        accessibilityInformation: { label: node.accessibilityLabel, role: "checkbox" },
      };
    }
    if (node.location) {
      const { uri, range } = node.location;
      const start = new vscode.Position(range.start.line, range.start.character);
      const options: vscode.TextDocumentShowOptions = { selection: new vscode.Range(start, start) };
      item.command = { command: "vscode.open", title: "Open", arguments: [vscode.Uri.parse(uri), options] };
    }
    return item;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #render(): void {
    this.#view.message = this.store.problem ?? checklistMessage(this.#projects);
    this.#view.badge = checklistBadge(this.#projects);
    this.#changed.fire();
  }

  async #tick(items: readonly (readonly [ChecklistNode, vscode.TreeItemCheckboxState])[]): Promise<void> {
    for (const [node, state] of items) {
      await this.#answer(
        node,
        state === vscode.TreeItemCheckboxState.Checked ? { state: "done" } : undefined,
      );
    }
  }

  async #dismiss(node: ChecklistNode): Promise<void> {
    const note = await vscode.window.showInputBox({
      title: node.label,
      prompt: "Why does it not apply here? The reason is optional.",
    });
    if (note === undefined) return;
    await this.#answer(node, { state: "not-applicable", ...(note.trim() ? { note: note.trim() } : {}) });
  }

  /** Stores an answer to a row, signed and dated. */
  async #answer(
    node: ChecklistNode,
    answer: Pick<ChecklistAnswer, "state" | "note"> | undefined,
  ): Promise<void> {
    const { rootUri, itemId } = node.answers!;
    try {
      const by = await authorOf(rootUri);
      const on = new Date().toISOString().slice(0, 10);
      await this.store.answer(rootUri, itemId, answer && { ...answer, ...(by ? { by } : {}), on });
    } catch (error) {
      this.log.error(error as Error);
      // Shows the box as it was.
      this.#changed.fire();
      await explain(error);
    }
  }
}

/** Tells the user why the answer just given was not stored. */
async function explain(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const buttons = error instanceof UnwritableAnswers ? ["Open File"] : [];
  const chosen = await vscode.window.showErrorMessage(message, ...buttons);
  if (chosen && error instanceof UnwritableAnswers) await vscode.window.showTextDocument(error.file);
}

function collapsibleState(node: ChecklistNode): vscode.TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (node.children.length === 0) return None;
  return node.expanded ? Expanded : Collapsed;
}

/** Titles and reasons quote the workspace's files: they are text, never Markdown. */
function markdown({ title, paragraphs, link }: Tooltip): vscode.MarkdownString {
  const learnMore = link ? [`[Learn more](${link})`] : [];
  return new vscode.MarkdownString(
    [`**${escapeMarkdown(title)}**`, ...paragraphs.map(escapeMarkdown), ...learnMore].join("\n\n"),
  );
}

/** Not `MarkdownString.appendText`: that makes every space one that no line breaks at. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>&|]/g, "\\$&");
}
