/** The command "Prepare Settings for Heroku". */
import * as vscode from "vscode";
import { type BaseLanguageClient, ExecuteCommandRequest } from "vscode-languageclient";
import {
  type ChecklistProject,
  type PreparedSettings,
  PrepareSettingsCommand,
} from "../../server/src/protocol";
import { pickProject } from "./pickProject";

/** Has the server apply its fixes, which VS Code previews first; then says which variables Heroku needs. */
export async function prepareSettings(
  client: BaseLanguageClient,
  projects: readonly ChecklistProject[],
): Promise<void> {
  const project = await pickProject(projects);
  if (project === undefined) return;
  const argument: PrepareSettingsCommand.Argument = { rootUri: project.rootUri };
  const prepared: PreparedSettings | null = await client.sendRequest(ExecuteCommandRequest.type, {
    command: PrepareSettingsCommand.name,
    arguments: [argument],
  });
  if (prepared === null) return;
  if (prepared.fixes.length === 0) {
    void vscode.window.showInformationMessage(`There is nothing to prepare in ${project.name}.`);
    return;
  }
  const wanted = prepared.variables.filter(({ use }) => use === "production").map(({ name }) => name);
  if (!prepared.changed || wanted.length === 0) return;
  const copy = "Copy Commands";
  const names = wanted.length > 1 ? `${wanted.slice(0, -1).join(", ")} and ${wanted.at(-1)}` : wanted[0];
  const answer = await vscode.window.showInformationMessage(
    `Set ${names} on Heroku before the next deploy, with your own values.`,
    copy,
  );
  if (answer !== copy) return;
  const lines = wanted.map((name) => `heroku config:set ${name}=`);
  await vscode.env.clipboard.writeText(`${lines.join("\n")}\n`);
}
