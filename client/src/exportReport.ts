/** The command "Export Launch Report". */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type ChecklistProject, LaunchReportRequest } from "../../server/src/protocol";
import type { ChecklistStore } from "./checklist/store";

const TITLE = "Export Launch Report";

interface ProjectsPick extends vscode.QuickPickItem {
  readonly projects: readonly ChecklistProject[];
}

interface FormatPick extends vscode.QuickPickItem {
  readonly format: LaunchReportRequest.Params["format"];
  readonly extension: string;
}

const FORMATS: readonly FormatPick[] = [
  {
    label: "HTML page",
    detail: "One file for a browser, a mail or paper: it needs no network and runs no script.",
    format: "html",
    extension: "html",
  },
  {
    label: "Markdown",
    detail: "For a pull request, an issue or a wiki.",
    format: "markdown",
    extension: "md",
  },
];

/** Asks which projects, in what format and where to, writes the report, and shows it. */
export async function exportReport(
  client: BaseLanguageClient,
  store: ChecklistStore,
  projects: readonly ChecklistProject[],
): Promise<void> {
  const chosen = await pickProjects(projects);
  const [first] = chosen ?? [];
  if (chosen === undefined || first === undefined) return;
  const picked = await vscode.window.showQuickPick(FORMATS, { title: TITLE, placeHolder: "As what?" });
  if (picked === undefined) return;
  const target = await vscode.window.showSaveDialog({
    title: TITLE,
    saveLabel: "Export",
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(first.rootUri), `launch-report.${picked.extension}`),
    filters: { [picked.label]: [picked.extension] },
  });
  if (target === undefined) return;
  const text = await reportOn(client, store, chosen, picked.format);
  try {
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(text));
  } catch (error) {
    void vscode.window.showErrorMessage(
      `The launch report was not written: ${error instanceof Error ? error.message : error}`,
    );
    return;
  }
  await (picked.format === "markdown" ? showMarkdown(target) : offerPage(target));
}

async function pickProjects(
  projects: readonly ChecklistProject[],
): Promise<readonly ChecklistProject[] | undefined> {
  if (projects.length < 2) return projects;
  const all: ProjectsPick = { label: "All projects", description: `${projects.length}`, projects };
  const each = projects.map(
    (project): ProjectsPick => ({
      label: project.name,
      description: project.settings ?? "no settings module",
      projects: [project],
    }),
  );
  const picked = await vscode.window.showQuickPick([all, ...each], {
    title: TITLE,
    placeHolder: "On which Django project?",
  });
  return picked?.projects;
}

async function reportOn(
  client: BaseLanguageClient,
  store: ChecklistStore,
  projects: readonly ChecklistProject[],
  format: LaunchReportRequest.Params["format"],
): Promise<string> {
  // What others wrote a moment ago counts too.
  await store.reload();
  const params: LaunchReportRequest.Params = {
    projects: projects.map(({ rootUri }) => ({
      rootUri,
      answers: store.answersOf(rootUri),
      answersProblem: store.problemOf(rootUri),
    })),
    format,
    date: new Date().toISOString().slice(0, 10),
  };
  return client.sendRequest<LaunchReportRequest.Result>(LaunchReportRequest.method, params);
}

async function showMarkdown(file: vscode.Uri): Promise<void> {
  try {
    await vscode.commands.executeCommand("markdown.showPreview", file);
  } catch {
    // The extension that previews may be turned off.
    await vscode.window.showTextDocument(file);
  }
}

/** A browser opens files of its own machine only. */
async function offerPage(file: vscode.Uri): Promise<void> {
  const { env, window } = vscode;
  const isLocal =
    file.scheme === "file" && env.uiKind === vscode.UIKind.Desktop && env.remoteName === undefined;
  const open = isLocal ? "Open in Browser" : "Open as Text";
  const name = vscode.workspace.asRelativePath(file);
  if ((await window.showInformationMessage(`The launch report is in ${name}.`, open)) !== open) return;
  await (isLocal ? env.openExternal(file) : window.showTextDocument(file));
}
