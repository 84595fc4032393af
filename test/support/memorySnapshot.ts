import type { DirectoryEntry, Snapshot } from "../../server/src/snapshot";
import { SourceDocument } from "../../server/src/syntax/document";
import { testGrammars } from "./grammars";

const grammars = await testGrammars();

/** A snapshot of files in memory: path -> text. */
export function memorySnapshot(files: Readonly<Record<string, string>>, rootPath = "/app"): Snapshot {
  const documents = new Map<string, SourceDocument>();
  const directories = new Map<string, Map<string, DirectoryEntry>>([["", new Map()]]);
  for (const [path, text] of Object.entries(files)) {
    documents.set(path, new SourceDocument(path, text, grammars));
    const parts = path.split("/");
    parts.forEach((name, i) => {
      const parent = parts.slice(0, i).join("/");
      const entries = directories.get(parent) ?? new Map<string, DirectoryEntry>();
      directories.set(parent, entries);
      entries.set(name, { name, kind: i === parts.length - 1 ? "file" : "directory" });
    });
  }
  return {
    rootPath,
    file: (path) => documents.get(path),
    directory: (path) => {
      const entries = directories.get(path);
      return (
        entries && [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      );
    },
  };
}
