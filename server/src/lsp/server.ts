/** The language server: thin adapters from the protocol to one service for each workspace folder. */
import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { version } from "../../../package.json";
import type { Prober } from "../probe/exchange";
import {
  ChecklistNotification,
  type InitializationOptions,
  ItemFixesRequest,
  LaunchReportRequest,
  PlanDeploymentRequest,
  PlanFixesRequest,
  PrepareSettingsCommand,
  ProbeRequest,
  SetSettingsModuleRequest,
} from "../protocol";
import type { Grammars } from "../syntax/grammars";
import type { Logger, Workspace } from "../workspace";
import { itemFixes } from "./checklist";
import { codeActions, FIX_ALL, resolveCodeAction } from "./codeActions";
import { Folder } from "./convert";
import { hoverAt, languageCapabilities, serveLanguage } from "./language";
import { launchReport } from "./launchReport";
import { NOTHING_ON, readPreferences } from "./preferences";
import { planDeployment, planFixes, prepareSettings } from "./prepare";
import { probeSite } from "./probe";
import { Session } from "./session";
import type { EditorState } from "./workspaceEdit";

/** What differs between hosts. */
export interface Runtime {
  loadGrammars(options: InitializationOptions): Promise<Grammars>;
  workspace(folder: Folder, options: InitializationOptions): Workspace;
  /** The network, for the probe of a site; absent where there is none for it. */
  prober?(signal: AbortSignal): Prober;
}

/** The files that an analysis may read. */
const WATCHED = [
  "**/*.py",
  "**/{Procfile,Procfile.*}",
  "**/{heroku,docker-compose,compose,*.compose}*.{yml,yaml}",
  "**/{local,production,.gitlab-ci,bitbucket-pipelines}.{yml,yaml}",
  "**/{.github/workflows/*,.circleci/config}.{yml,yaml}",
  "**/{app.json,django-preflight.toml,runtime.txt,.python-version,project.toml,pyproject.toml,poetry.lock,uv.lock,Pipfile,Pipfile.lock}",
  "**/{requirements*.txt,requirements/**/*.txt}",
  "**/{Dockerfile,Dockerfile.*,*.Dockerfile}",
  "**/{.gitignore,.dockerignore,*.dockerignore,bin/*,scripts/*,script/*,deploy/*,maintenance/*}",
  "**/{.env,.env.example,.env.sample,.env.template,.env.dist,env.example,env.sample,example.env,sample.env}",
  "**/*.sh",
  // What the checklist looks at.
  "**/*.{html,htm,djhtml,jinja,jinja2,j2}",
  "**/{package,renovate}.json",
  "**/.github/{dependabot,renovate}.*",
  "**/{.pre-commit-config.yaml,.renovaterc,.renovaterc.json,.pyup.yml,.snyk,ruff.toml,.ruff.toml}",
  "**/{.travis,azure-pipelines,.drone,.woodpecker,appveyor}.yml",
  "**/{README,DEPLOY,CONTRIBUTING}*",
  "**/{docs,doc}/**/*.{md,rst,txt,adoc}",
  "**/{robots.txt,favicon.*,sitemap.xml}",
  "**/.git/{packed-refs,refs/tags/*}",
];

/** Serves one connection until it is closed. */
export function startServer(connection: Connection, runtime: Runtime): void {
  const sessions: Session[] = [];
  const versions = new Map<string, number>();
  let grammars: Grammars | undefined;
  let options: InitializationOptions = {};
  let capabilities: InitializeParams["capabilities"] = {};

  const logger: Logger = {
    error(message, error) {
      const detail =
        error instanceof Error ? (error.stack ?? error.message) : error === undefined ? "" : String(error);
      connection.console.error(detail === "" ? message : `${message}: ${detail}`);
    },
  };
  const editor: EditorState = {
    version: (uri) => versions.get(uri),
    get snippets() {
      return capabilities.textDocument?.completion?.completionItem?.snippetSupport === true;
    },
    get annotations() {
      return capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
    },
  };

  /** The session of the nearest folder around a file. */
  const sessionOf = (uri: string): { session: Session; path: string } | undefined =>
    sessions
      .flatMap((session) => {
        const path = session.folder.pathOf(uri);
        return path === undefined ? [] : [{ session, path }];
      })
      .sort((a, b) => a.path.length - b.path.length)[0];

  let preferences = NOTHING_ON;
  const refreshHints = () => {
    const { inlayHint, codeLens } = capabilities.workspace ?? {};
    if (inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
    if (codeLens?.refreshSupport) void connection.sendRequest(CodeLensRefreshRequest.type);
  };
  const updatePreferences = async () => {
    if (!capabilities.workspace?.configuration) return;
    try {
      preferences = await readPreferences(connection);
      refreshHints();
    } catch (error) {
      logger.error("the editor's settings could not be read", error);
    }
  };

  let published = "";
  /** Once every folder has been looked at, and only what is new: most keys change nothing in the checklist. */
  const publishChecklist = () => {
    if (!sessions.every(({ analyzed }) => analyzed)) return;
    const params: ChecklistNotification.Params = { projects: sessions.flatMap(({ projects }) => projects) };
    const text = JSON.stringify(params);
    if (text === published) return;
    published = text;
    void connection.sendNotification(ChecklistNotification.method, params);
  };
  const publisher = {
    diagnostics: (
      uri: string,
      diagnostics: Parameters<Connection["sendDiagnostics"]>[0]["diagnostics"] | readonly never[],
    ) => void connection.sendDiagnostics({ uri, version: versions.get(uri), diagnostics: [...diagnostics] }),
    checklist: publishChecklist,
    // Hints and lenses of one file may be about another one, whose change the editor does not connect with them.
    analyzed: () => refreshHints(),
  };

  const addFolder = (uri: string) => {
    const folder = new Folder(uri);
    const session = new Session(folder, runtime.workspace(folder, options), grammars!, publisher, logger);
    sessions.push(session);
    return session;
  };

  connection.onInitialize(async (params): Promise<InitializeResult> => {
    capabilities = params.capabilities;
    options = (params.initializationOptions as InitializationOptions | undefined) ?? {};
    grammars = await runtime.loadGrammars(options);
    const folders = params.workspaceFolders ?? (params.rootUri ? [{ uri: params.rootUri, name: "" }] : []);
    for (const { uri } of folders) addFolder(uri);
    return {
      serverInfo: { name: "django-preflight", version },
      capabilities: {
        positionEncoding: "utf-16",
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        ...languageCapabilities(capabilities).capabilities,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        executeCommandProvider: { commands: [PrepareSettingsCommand.name] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
        experimental: { probe: runtime.prober !== undefined },
      },
    };
  });

  connection.onInitialized(() => {
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((globPattern) => ({ globPattern })),
      });
    }
    const { registrations } = languageCapabilities(capabilities);
    if (registrations.length > 0) {
      void connection.sendRequest("client/registerCapability", { registrations });
    }
    if (capabilities.workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type);
    }
    if (capabilities.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) {
          const gone = sessions.findIndex(({ folder }) => folder.uri === new Folder(uri).uri);
          if (gone >= 0) sessions.splice(gone, 1)[0]!.dispose();
        }
        for (const { uri } of added) addFolder(uri).schedule();
        publishChecklist();
      });
    }
    void updatePreferences();
    for (const session of sessions) session.schedule();
  });

  connection.onDidOpenTextDocument(({ textDocument: { uri, version: number, text } }) => {
    versions.set(uri, number);
    const found = sessionOf(uri);
    found?.session.preflight.open(found.path, text);
    found?.session.schedule();
  });

  connection.onDidChangeTextDocument(({ textDocument: { uri, version: number }, contentChanges }) => {
    versions.set(uri, number);
    const found = sessionOf(uri);
    found?.session.preflight.change(found.path, contentChanges);
    found?.session.schedule();
  });

  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    versions.delete(uri);
    const found = sessionOf(uri);
    found?.session.preflight.close(found.path);
    found?.session.schedule();
  });

  connection.onDidSaveTextDocument(({ textDocument: { uri } }) => {
    const found = sessionOf(uri);
    found?.session.preflight.invalidate([found.path]);
    found?.session.schedule();
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const found = sessionOf(uri);
      found?.session.preflight.invalidate([found.path]);
      found?.session.schedule();
    }
  });

  // Sent by "Refresh" too: look at every input again.
  connection.onDidChangeConfiguration(() => {
    void updatePreferences();
    for (const session of sessions) {
      session.preflight.invalidateAll();
      session.schedule();
    }
  });

  connection.onRequest(
    SetSettingsModuleRequest.method,
    ({ rootUri, module }: SetSettingsModuleRequest.Params) => {
      const found = sessionOf(rootUri);
      found?.session.setSettingsModule(found.path, module);
    },
  );

  connection.onHover((params) => {
    const found = sessionOf(params.textDocument.uri);
    return found === undefined ? null : hoverAt(found, params.position);
  });

  serveLanguage(connection, sessionOf, editor, () => preferences);

  connection.onCodeAction((params) => {
    const found = sessionOf(params.textDocument.uri);
    return found === undefined
      ? []
      : codeActions(found.session.preflight, found.session.folder, editor, params);
  });

  connection.onCodeActionResolve((action) =>
    resolveCodeAction((folder) => sessions.find((session) => session.folder.uri === folder), editor, action),
  );

  connection.onRequest(ItemFixesRequest.method, ({ rootUri, itemId }: ItemFixesRequest.Params) => {
    const found = sessionOf(rootUri);
    if (found === undefined) return [];
    const { preflight, folder } = found.session;
    return itemFixes(preflight, folder, editor, found.path, itemId);
  });

  connection.onRequest(PlanFixesRequest.method, ({ rootUri }: PlanFixesRequest.Params) => {
    const found = sessionOf(rootUri);
    if (found === undefined) return null;
    const { preflight, folder } = found.session;
    return planFixes(preflight, folder, editor, found.path);
  });

  connection.onRequest(PlanDeploymentRequest.method, ({ rootUri, kind }: PlanDeploymentRequest.Params) => {
    const found = sessionOf(rootUri);
    if (found === undefined) return null;
    const { preflight, folder } = found.session;
    return planDeployment(preflight, folder, editor, found.path, kind);
  });

  connection.onRequest<ProbeRequest.Result, void>(
    ProbeRequest.method,
    async (params: ProbeRequest.Params, token: CancellationToken) => {
      if (runtime.prober === undefined) return { problem: "This server has no network." };
      const found = params.rootUri === undefined ? undefined : sessionOf(params.rootUri);
      return probeSite(connection, runtime.prober, params, found, token);
    },
  );

  connection.onRequest(LaunchReportRequest.method, (params: LaunchReportRequest.Params) =>
    launchReport(params, sessionOf),
  );

  connection.onExecuteCommand(({ command, arguments: given }) => {
    if (command !== PrepareSettingsCommand.name) return null;
    const [{ rootUri } = {}] = (given ?? []) as [PrepareSettingsCommand.Argument?];
    const [first] = sessions;
    const found = rootUri === undefined ? first && { session: first, path: undefined } : sessionOf(rootUri);
    if (found === undefined) return null;
    const { preflight, folder } = found.session;
    return prepareSettings(connection, preflight, folder, editor, found.path);
  });

  connection.onShutdown(() => {
    for (const session of sessions.splice(0)) session.dispose();
  });

  connection.listen();
}
