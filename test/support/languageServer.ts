/** A language server and a client that talks to it: in this process, or the built bundle over stdio. */
import { type ChildProcess, spawn } from "node:child_process";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import {
  type ClientCapabilities,
  type ConfigurationParams,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type Registration,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { nodeProber } from "../../server/src/hosts/nodeProber";
import { nodeWorkspace } from "../../server/src/hosts/nodeWorkspace";
import { startServer } from "../../server/src/lsp/server";
import { ChecklistNotification } from "../../server/src/protocol";
import { testGrammars } from "./grammars";
import { root } from "./root";

export type ServerKind = "in process" | "bundle over stdio";

const CAPABILITIES: ClientCapabilities = {
  workspace: {
    workspaceFolders: true,
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    applyEdit: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
  textDocument: {
    rename: { dynamicRegistration: true, prepareSupport: true },
    completion: { dynamicRegistration: true, completionItem: { snippetSupport: true } },
    codeAction: { resolveSupport: { properties: ["edit"] }, dataSupport: true },
  },
};

/** What the server has told the client. */
export class Client {
  readonly diagnostics = new Map<string, { version: number | undefined; list: readonly Diagnostic[] }>();
  checklist: ChecklistNotification.Params | undefined;
  initialized!: InitializeResult;
  readonly registered: Registration[] = [];
  /** The editor's settings under "djangoPreflight". */
  configuration: object = {};
  #changed: (() => void)[] = [];

  constructor(
    readonly connection: ProtocolConnection,
    readonly folder: string,
    private readonly process: ChildProcess | undefined,
  ) {
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
      this.diagnostics.set(uri, { version, list: diagnostics });
      this.#notify();
    });
    connection.onNotification(ChecklistNotification.method, (params: ChecklistNotification.Params) => {
      this.checklist = params;
      this.#notify();
    });
    connection.onRequest("client/registerCapability", (params: RegistrationParams) => {
      this.registered.push(...params.registrations);
      this.#notify();
      return null;
    });
    connection.onRequest("workspace/configuration", ({ items }: ConfigurationParams) =>
      items.map(() => this.configuration),
    );
    connection.listen();
  }

  #notify(): void {
    for (const wake of this.#changed.splice(0)) wake();
  }

  uri(file: string): string {
    return `${this.folder}/${file}`;
  }

  /** The codes of a file's diagnostics, sorted. */
  codes(file: string): string[] {
    return (this.diagnostics.get(this.uri(file))?.list ?? []).map(({ code }) => String(code)).sort();
  }

  /** Waits until something the server sends makes `condition` true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((wake) => this.#changed.push(wake));
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    // A server ends its process when it is told to exit; the one in this process must not.
    if (this.process !== undefined) {
      const ended = new Promise((done) => this.process!.on("exit", done));
      await this.connection.sendNotification("exit");
      await ended;
    }
    this.connection.dispose();
  }
}

/** Starts a server on a directory and initializes it. */
export async function startLanguageServer(kind: ServerKind, directory: string): Promise<Client> {
  const folder = pathToFileURL(directory).href.replace(/\/$/, "");
  const { reader, writer, process } = kind === "in process" ? await inProcess() : bundle();
  const client = new Client(createProtocolConnection(reader, writer), folder, process);
  client.initialized = await client.connection.sendRequest("initialize", {
    processId: null,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "site" }],
    capabilities: CAPABILITIES,
  });
  await client.connection.sendNotification("initialized", {});
  return client;
}

async function inProcess() {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const grammars = await testGrammars();
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(toServer),
    new StreamMessageWriter(toClient),
  );
  startServer(connection, {
    loadGrammars: async () => grammars,
    workspace: (target) => nodeWorkspace(target.rootPath),
    prober: (signal) => nodeProber({ signal }),
  });
  return {
    reader: new StreamMessageReader(toClient),
    writer: new StreamMessageWriter(toServer),
    process: undefined,
  };
}

function bundle() {
  const child = spawn(process.execPath, [`${root}/dist/cli.js`, "server", "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  return {
    reader: new StreamMessageReader(child.stdout),
    writer: new StreamMessageWriter(child.stdin),
    process: child,
  };
}
