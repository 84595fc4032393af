import type { DirectoryEntry } from "../../server/src/snapshot";
import type { Workspace } from "../../server/src/workspace";

/** A workspace of files in memory: path -> text. */
export function memoryWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const directories = new Map<string, Map<string, DirectoryEntry>>([["", new Map()]]);
  for (const path of Object.keys(files)) {
    const parts = path.split("/");
    parts.forEach((name, n) => {
      const parent = parts.slice(0, n).join("/");
      const entries = directories.get(parent) ?? new Map<string, DirectoryEntry>();
      directories.set(
        parent,
        entries.set(name, { name, kind: n === parts.length - 1 ? "file" : "directory" }),
      );
    });
  }
  return {
    readFile: async (path) => (files[path] === undefined ? null : { text: files[path] }),
    readDirectory: async (path) => {
      const entries = directories.get(path);
      return entries === undefined ? null : [...entries.values()];
    },
  };
}
