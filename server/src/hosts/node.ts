/** The language server as a Node process: over IPC for VS Code, over `--stdio` for other editors. */
import { join } from "node:path";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { clientWorkspace } from "../lsp/clientWorkspace";
import { startServer } from "../lsp/server";
import { nodeGrammars } from "./nodeGrammars";
import { nodeWorkspace } from "./nodeWorkspace";

const connection = createConnection(ProposedFeatures.all);

startServer(connection, {
  loadGrammars: () => nodeGrammars(join(__dirname, "../wasm")),
  workspace: (folder, { filesThroughClient }) => {
    const uri = URI.parse(folder.uri);
    return filesThroughClient || uri.scheme !== "file"
      ? clientWorkspace(connection, folder)
      : nodeWorkspace(uri.fsPath);
  },
});
