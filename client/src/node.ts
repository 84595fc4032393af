/** The extension where there is Node: desktop VS Code and remotes. The server is a process of its own. */
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { nodeFiles } from "./nodeFiles";
import { NAME, startExtension } from "./start";

export function activate(context: vscode.ExtensionContext): Promise<void> {
  const module = vscode.Uri.joinPath(context.extensionUri, "dist/cli.js").fsPath;
  return startExtension(context, {
    initializationOptions: {},
    local: nodeFiles(process.env),
    createClient: (options) =>
      new LanguageClient(
        "djangoPreflight",
        NAME,
        { module, args: ["server"], transport: TransportKind.ipc },
        options,
      ),
  });
}
