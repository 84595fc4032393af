/** Answers the server's questions about files, where it cannot read them itself. */
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { ReadDirectoryRequest, ReadFileRequest } from "../../server/src/protocol";

/** Lets `client`'s server read the workspace through VS Code. */
export function serveFiles(client: BaseLanguageClient): void {
  client.onRequest<ReadFileRequest.Result, void>(ReadFileRequest.method, readFile);
  client.onRequest<ReadDirectoryRequest.Result, void>(ReadDirectoryRequest.method, readDirectory);
}

async function readFile({ uri, limit }: ReadFileRequest.Params): Promise<ReadFileRequest.Result> {
  const file = vscode.Uri.parse(uri);
  let bytes: Uint8Array;
  try {
    const { size, type } = await vscode.workspace.fs.stat(file);
    if (type & vscode.FileType.Directory) return null;
    if (size > limit) return { problem: "too-large" };
    bytes = await vscode.workspace.fs.readFile(file);
  } catch {
    return null;
  }
  // Some file systems do not know the size before they have read the file.
  if (bytes.length > limit) return { problem: "too-large" };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { problem: "binary" };
  }
}

async function readDirectory({ uri }: ReadDirectoryRequest.Params): Promise<ReadDirectoryRequest.Result> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri));
    return entries.map(([name, type]) => ({
      name,
      // A symbolic link carries the type of what it points to as well.
      kind: type & vscode.FileType.Directory ? "directory" : "file",
    }));
  } catch {
    return null;
  }
}
