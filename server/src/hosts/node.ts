/** The language server as a Node process: over IPC for VS Code, over `--stdio` for other editors. */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { clientWorkspace } from "../lsp/clientWorkspace";
import { startServer } from "../lsp/server";
import { nodeGrammars } from "./nodeGrammars";
import { nodeProber } from "./nodeProber";
import { nodeWorkspace } from "./nodeWorkspace";

/** Serves the connection that the command line names (`--stdio`, `--node-ipc`, ...) until the client ends it. */
export function serve(wasmDirectory: string): void {
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, {
    loadGrammars: () => nodeGrammars(wasmDirectory),
    workspace: (folder, { filesThroughClient }) => {
      const uri = URI.parse(folder.uri);
      return filesThroughClient || uri.scheme !== "file"
        ? clientWorkspace(connection, folder)
        : nodeWorkspace(uri.fsPath);
    },
    prober: (signal) => nodeProber({ signal }),
  });
}
