/** Starts the extension, the same way in desktop VS Code, on a remote and in the browser. */
import * as vscode from "vscode";
import {
  type BaseLanguageClient,
  DidChangeConfigurationNotification,
  type LanguageClientOptions,
  type Location,
  type Position,
  RevealOutputChannelOn,
  State,
} from "vscode-languageclient";
import {
  ChecklistNotification,
  type ChecklistProject,
  type InitializationOptions,
} from "../../server/src/protocol";
import { registerChecklistCommands } from "./checklist/commands";
import { ChecklistStatusBar } from "./checklist/statusBar";
import { ChecklistStore } from "./checklist/store";
import { ChecklistView } from "./checklist/view";
import { exportReport } from "./exportReport";
import { serveFiles } from "./files";
import type { LocalFiles } from "./localFiles";
import { newDeployment } from "./newDeployment";
import { PlanPreview } from "./planPreview";
import { prepareSettings } from "./prepareSettings";
import { SiteProbe } from "./probe";
import { withDistinctNames } from "./projectNames";
import { SettingsModuleChoice } from "./settingsModule";

/** The name of the server in VS Code's lists, its output channel and its messages. */
export const NAME = "Django Preflight";

/** What node.ts and web.ts do differently. */
export interface Host {
  /** What `initialize` carries beside the options that every host sends. */
  readonly initializationOptions: InitializationOptions;
  /** Absent in a browser. */
  readonly local?: LocalFiles;
  createClient(options: LanguageClientOptions): BaseLanguageClient;
}

/** Registers views and commands, then starts the language server. */
export async function startExtension(context: vscode.ExtensionContext, host: Host): Promise<void> {
  const log = vscode.window.createOutputChannel(NAME, { log: true });
  const client = host.createClient({
    documentSelector: documentSelector(),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: {
      ...host.initializationOptions,
      filesThroughClient: host.initializationOptions.filesThroughClient || hasVirtualFolder(),
    } satisfies InitializationOptions,
    // The output channel and the view say what failed; a pop-up would say it a third time.
    initializationFailedHandler: (error) => {
      log.error(error.message);
      return false;
    },
  });
  serveFiles(client);

  const store = new ChecklistStore(context.workspaceState, log, host.local);
  const view = new ChecklistView(store, context.workspaceState);
  const blocking = new ChecklistStatusBar();
  const choice = new SettingsModuleChoice(context.workspaceState, client);
  const preview = new PlanPreview(client);
  const siteProbe = new SiteProbe(client, store, context.workspaceState);
  const status = languageStatus();
  let projects: readonly ChecklistProject[] = [];

  const show = async (next: readonly ChecklistProject[]) => {
    projects = next;
    await vscode.commands.executeCommand("setContext", "djangoPreflight.hasProject", projects.length > 0);
    blocking.show(projects);
    await view.show(projects);
    showStatus(status, client.state, projects);
    await choice.apply(projects);
  };
  client.onNotification(ChecklistNotification.method, async (params: ChecklistNotification.Params) => {
    await show(withDistinctNames(params.projects));
    // Not before: a server that has just started does not know yet whether there is a project.
    await setState("running");
  });
  client.onDidChangeState(async ({ newState }) => {
    if (newState === State.Starting) choice.serverStarted();
    if (newState !== State.Running) await setState(newState === State.Starting ? "starting" : "stopped");
    await vscode.commands.executeCommand("setContext", "djangoPreflight.canProbe", siteProbe.available);
    if (newState === State.Stopped) await show([]);
    showStatus(status, newState, projects);
  });

  const command = (name: string, run: () => unknown) =>
    vscode.commands.registerCommand(`djangoPreflight.${name}`, run);
  context.subscriptions.push(
    log,
    store,
    view,
    registerChecklistCommands(view, store, client, log),
    blocking,
    preview,
    siteProbe,
    status,
    { dispose: () => client.dispose() },
    command("showOutput", () => log.show()),
    command("restartServer", () => startServer(client, log)),
    // What the server's code lenses run; the editor's own command takes VS Code's types, not the protocol's.
    vscode.commands.registerCommand(
      "djangoPreflight.showPlaces",
      (uri: string, position: Position, places: Location[]) =>
        vscode.commands.executeCommand(
          "editor.action.showReferences",
          vscode.Uri.parse(uri),
          client.protocol2CodeConverter.asPosition(position),
          places.map((place) => client.protocol2CodeConverter.asLocation(place)),
        ),
    ),
    command("prepareSettings", () => prepareSettings(client, preview, projects)),
    command("newDeployment", () => newDeployment(client, preview, projects)),
    command("probeSite", () => siteProbe.run(projects)),
    command("exportReport", () => exportReport(client, store, projects)),
    command("selectSettingsModule", () => choice.select(projects)),
    command("refresh", async () => {
      await store.reload();
      // Told that the configuration changed, the server looks at all its inputs again.
      await client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("djangoPreflight.settingsModule")) void choice.apply(projects);
    }),
  );
  await startServer(client, log);
}

async function startServer(client: BaseLanguageClient, log: vscode.LogOutputChannel): Promise<void> {
  try {
    if (client.needsStop()) await client.stop();
    await client.start();
  } catch (error) {
    log.error(error as Error);
  }
}

/** What the view says while it has no rows. */
function setState(state: "starting" | "running" | "stopped"): Thenable<void> {
  return vscode.commands.executeCommand("setContext", "djangoPreflight.state", state);
}

/** The files that decide how a Django project deploys. */
const PATTERN_FILES = [
  "Procfile.*",
  "heroku.yml",
  "app.json",
  "project.toml",
  "pyproject.toml",
  "django-preflight.toml",
  "Pipfile",
  "requirements*.txt",
  "requirements/**/*.txt",
  "runtime.txt",
  ".python-version",
  "{Dockerfile,*.Dockerfile,Dockerfile.*}",
  "{compose,docker-compose}*.{yml,yaml}",
  "{.env.example,.env.sample,.env.template,.env.dist,env.example,env.sample,example.env,sample.env}",
];

/**
 * Documents of the workspace's own file systems: not the past versions in a diff editor, nor what other extensions
 * show under schemes of their own.
 */
function documentSelector(): NonNullable<LanguageClientOptions["documentSelector"]> {
  const schemes = new Set([
    "file",
    ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme),
  ]);
  return [...schemes].flatMap((scheme) => [
    { scheme, language: "python" },
    { scheme, language: "procfile" },
    ...PATTERN_FILES.map((name) => ({ scheme, pattern: `**/${name}` })),
  ]);
}

function hasVirtualFolder(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => folder.uri.scheme !== "file");
}

/** The entry under `{}` in the status bar while a settings module or a Procfile is open. */
function languageStatus(): vscode.LanguageStatusItem {
  const selector = [{ language: "python", pattern: "**/settings{.py,/**}" }, { language: "procfile" }];
  const item = vscode.languages.createLanguageStatusItem("djangoPreflight", selector);
  item.name = NAME;
  item.text = NAME;
  return item;
}

function showStatus(
  item: vscode.LanguageStatusItem,
  state: State,
  projects: readonly ChecklistProject[],
): void {
  item.busy = state === State.Starting;
  if (state === State.Stopped || state === State.StartFailed) {
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.detail = "The language server has stopped";
    item.command = { command: "djangoPreflight.restartServer", title: "Restart" };
    return;
  }
  item.severity = vscode.LanguageStatusSeverity.Information;
  item.detail = projects
    .map((project) => project.settings ?? `${project.name}: no settings module`)
    .join(", ");
  item.command =
    projects.length > 0 ? { command: "djangoPreflight.selectSettingsModule", title: "Select" } : undefined;
}
