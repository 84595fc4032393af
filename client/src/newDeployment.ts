/** The command "New Heroku Deployment". */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ChecklistProject, PlanDeploymentRequest } from "../../server/src/protocol";
import { pickProject } from "./pickProject";
import { fileNames, type PlanPreview } from "./planPreview";

const TITLE = "New Heroku Deployment";

interface KindPick extends vscode.QuickPickItem {
  readonly builds: PlanDeploymentRequest.Params["kind"];
}

const KINDS: readonly KindPick[] = [
  {
    label: "From source",
    detail: "Procfile, .python-version and app.json: Heroku's Python buildpack installs and builds.",
    builds: "buildpack",
  },
  {
    label: "From a Docker image",
    detail: "heroku.yml and Dockerfile: Heroku builds the image on the container stack.",
    builds: "container",
  },
];

/** Asks how the project is to be deployed, shows the files that this takes, and writes them if the person agrees. */
export async function newDeployment(
  client: BaseLanguageClient,
  preview: PlanPreview,
  projects: readonly ChecklistProject[],
): Promise<void> {
  const project = await pickProject(projects);
  if (project === undefined) return;
  const picked = await vscode.window.showQuickPick(KINDS, {
    title: TITLE,
    placeHolder: `How is ${project.name} built?`,
  });
  if (picked === undefined) return;
  const params: PlanDeploymentRequest.Params = { rootUri: project.rootUri, kind: picked.builds };
  const plan: PlanDeploymentRequest.Result | null = await client.sendRequest(
    PlanDeploymentRequest.method,
    params,
  );
  if (plan === null) return;
  const notes = plan.notes.join(" ");
  if (plan.files.length === 0) {
    void vscode.window.showInformationMessage(notes === "" ? "There is nothing to write." : notes);
    return;
  }
  const question = `Write ${fileNames(plan.files)}?`;
  await preview.run(plan, TITLE, notes === "" ? question : `${question} ${notes}`);
}
