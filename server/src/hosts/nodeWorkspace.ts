/** The files of a folder on disk. */
import { readdir, readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { MAX_FILE_BYTES } from "../syntax/document";
import type { Workspace } from "../workspace";

/** Reads below `root` only: nothing that a path in the workspace points to outside of it. */
export function nodeWorkspace(root: string): Workspace {
  const resolve = (path: string): string | undefined => {
    const full = join(root, ...path.split("/"));
    const inside = relative(root, full);
    return inside.startsWith(`..${sep}`) || inside === ".." || isAbsolute(inside) ? undefined : full;
  };
  return {
    async readFile(path) {
      const full = resolve(path);
      if (full === undefined) return null;
      try {
        const info = await stat(full);
        if (!info.isFile()) return null;
        if (info.size > MAX_FILE_BYTES) return { problem: "too-large" };
        return decode(await readFile(full));
      } catch {
        return null;
      }
    },
    async readDirectory(path) {
      const full = resolve(path);
      if (full === undefined) return null;
      try {
        const entries = await readdir(full, { withFileTypes: true });
        return await Promise.all(
          entries.map(async (entry) => {
            let directory = entry.isDirectory();
            if (entry.isSymbolicLink())
              directory = (await stat(join(full, entry.name)).catch(() => entry)).isDirectory();
            return { name: entry.name, kind: directory ? ("directory" as const) : ("file" as const) };
          }),
        );
      } catch {
        return null;
      }
    },
  };
}

/** UTF-8 with or without a byte order mark; anything else is no text for us. */
export function decode(bytes: Uint8Array): { text: string } | { problem: "binary" } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: "binary" };
  }
}
