import type { Connection } from "vscode-languageserver";
import { ReadDirectoryRequest, ReadFileRequest } from "../protocol";
import { MAX_FILE_BYTES } from "../syntax/document";
import type { Workspace } from "../workspace";
import type { Folder } from "./convert";

/** The files of a folder that only the client can read: virtual workspaces, and every workspace in the browser. */
export function clientWorkspace(connection: Connection, folder: Folder): Workspace {
  return {
    async readFile(path) {
      const params: ReadFileRequest.Params = { uri: folder.uriOf(path), limit: MAX_FILE_BYTES };
      try {
        return await connection.sendRequest<ReadFileRequest.Result>(ReadFileRequest.method, params);
      } catch {
        return null;
      }
    },
    async readDirectory(path) {
      const params: ReadDirectoryRequest.Params = { uri: folder.uriOf(path) };
      try {
        return await connection.sendRequest<ReadDirectoryRequest.Result>(ReadDirectoryRequest.method, params);
      } catch {
        return null;
      }
    },
  };
}
