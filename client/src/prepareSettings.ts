/** The command "Prepare Settings for Heroku". */

import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ChecklistProject, PlanFixesRequest, type PlannedVariable } from "../../server/src/protocol";
import { listed } from "../../server/src/wording";
import { pickProject } from "./pickProject";
import { fileNames, type PlanPreview } from "./planPreview";

const TITLE = "Prepare Settings for Heroku";

/** Shows what the fixes of a project would change, applies them if the person agrees, and says what Heroku needs then. */
export async function prepareSettings(
  client: BaseLanguageClient,
  preview: PlanPreview,
  projects: readonly ChecklistProject[],
): Promise<void> {
  const project = await pickProject(projects);
  if (project === undefined) return;
  const params: PlanFixesRequest.Params = { rootUri: project.rootUri };
  const plan: PlanFixesRequest.Result | null = await client.sendRequest(PlanFixesRequest.method, params);
  if (plan === null) return;
  if (plan.files.length === 0) {
    void vscode.window.showInformationMessage(`There is nothing to prepare in ${project.name}.`);
    return;
  }
  const fixes = plan.fixes.length === 1 ? "one fix" : `${plan.fixes.length} fixes`;
  const question = `Prepare ${project.name} for Heroku with ${fixes} in ${fileNames(plan.files)}?`;
  if (await preview.run(plan, TITLE, question)) await offerVariables(plan.variables);
}

async function offerVariables(variables: readonly PlannedVariable[]): Promise<void> {
  const wanted = variables.filter(({ use }) => use === "production").map(({ name }) => name);
  if (wanted.length === 0) return;
  const copy = "Copy Commands";
  const answer = await vscode.window.showInformationMessage(
    `Set ${listed(wanted)} on Heroku before the next deploy, with your own values.`,
    copy,
  );
  if (answer !== copy) return;
  await vscode.env.clipboard.writeText(wanted.map((name) => `heroku config:set ${name}=\n`).join(""));
}
