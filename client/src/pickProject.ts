import * as vscode from "vscode";
import type { ChecklistProject } from "../../server/src/protocol";

/** Asks for a project, if there are several; undefined if there is none, or nobody chooses. */
export async function pickProject(
  projects: readonly ChecklistProject[],
): Promise<ChecklistProject | undefined> {
  if (projects.length < 2) return projects[0];
  const items = projects.map((project) => ({
    label: project.name,
    description: project.settings ?? "no settings module",
    project,
  }));
  return (await vscode.window.showQuickPick(items, { title: "For which Django project?" }))?.project;
}
