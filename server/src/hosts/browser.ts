/** The language server as a web worker. The client sends the WebAssembly files and reads the workspace. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { clientWorkspace } from "../lsp/clientWorkspace";
import { startServer } from "../lsp/server";
import { loadGrammars } from "../syntax/grammars";

/** Serves the connection to the page that started this worker. */
export function serveWorker(): void {
  const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

  startServer(connection, {
    loadGrammars: ({ wasm }) => {
      if (wasm === undefined) throw new Error("the client sent no WebAssembly files");
      return loadGrammars({
        runtime: decode(wasm.runtime),
        python: decode(wasm.python),
        bash: decode(wasm.bash),
        yaml: decode(wasm.yaml),
      });
    },
    workspace: (folder) => clientWorkspace(connection, folder),
  });
}

function decode(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}
