/** The number of problems that break or expose production, in the status bar. */
import * as vscode from "vscode";
import type { ChecklistProject } from "../../../server/src/protocol";
import { type StatusBarEntry, statusBarEntry } from "./model";
import { Settled } from "./settled";
import { escapeMarkdown } from "./view";

/** Hidden while there is no Django project; a click leads to the checklist. */
export class ChecklistStatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "djangoPreflight.blocking",
    vscode.StatusBarAlignment.Left,
  );
  readonly #entry = new Settled<StatusBarEntry | undefined>((entry) => this.#show(entry));

  constructor() {
    this.#item.name = "Django Preflight: Blocking Problems";
    this.#item.command = "djangoPreflight.checklist.focus";
  }

  show(projects: readonly ChecklistProject[]): void {
    this.#entry.set(statusBarEntry(projects));
  }

  dispose(): void {
    this.#entry.dispose();
    this.#item.dispose();
  }

  #show(entry: StatusBarEntry | undefined): void {
    if (entry === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = entry.text;
    this.#item.tooltip = new vscode.MarkdownString(
      ["**Django Preflight**", ...entry.tooltip.map(escapeMarkdown)].join("\n\n"),
    );
    this.#item.accessibilityInformation = { label: entry.accessibilityLabel };
    this.#item.backgroundColor = entry.warns
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    this.#item.show();
  }
}
