/** The extension in a browser: the server is a web worker and reads everything through VS Code. */
import * as vscode from "vscode";
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from "vscode-languageclient/browser";
import { NAME, startExtension } from "./start";

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const wasm = (name: string) =>
    readBase64(vscode.Uri.joinPath(context.extensionUri, "dist/wasm", `${name}.wasm`));
  const [runtime, python, bash, yaml] = await Promise.all(
    ["tree-sitter", "python", "bash", "yaml"].map(wasm),
  );
  const script = vscode.Uri.joinPath(context.extensionUri, "dist/server/browser.js").toString(true);
  let worker: Worker | undefined;
  // Not the worker itself: VS Code replaces the class, and the client would not recognise its instance.
  const startWorker = async (): Promise<MessageTransports> => {
    worker?.terminate();
    worker = new Worker(script);
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  await startExtension(context, {
    initializationOptions: {
      wasm: { runtime: runtime!, python: python!, bash: bash!, yaml: yaml! },
      filesThroughClient: true,
    },
    createClient: (options) => new LanguageClient("djangoPreflight", NAME, startWorker, options),
  });
}

async function readBase64(file: vscode.Uri): Promise<string> {
  const bytes = await vscode.workspace.fs.readFile(file);
  let binary = "";
  // In pieces: a function takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}
