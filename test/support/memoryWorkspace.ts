import type { Workspace } from "../../server/src/workspace";
import { memorySnapshot } from "./memorySnapshot";

/** A workspace of files in memory: path -> text. */
export function memoryWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const snapshot = memorySnapshot(files);
  return {
    readFile: async (path) => {
      const document = snapshot.file(path);
      return document === undefined ? null : { text: document.text };
    },
    readDirectory: async (path) => snapshot.directory(path) ?? null,
  };
}
