import { basename, dirname } from "./paths";
import type { SourceDocument } from "./syntax/document";
import { LineIndex } from "./syntax/text";

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory";
}

/**
 * An immutable view of a workspace folder, read synchronously.
 *
 * Paths are relative to the folder, with forward slashes and without a leading one; "" is the folder itself. What has
 * not been loaded yet reads as absent and is noted, so that the driver (service.ts) can load it and run the analysis
 * again; nothing is published before a run that missed nothing.
 */
export interface Snapshot {
  /** Absolute path of the folder with forward slashes ("/home/me/site", "C:/site"): what `__file__` starts with. */
  readonly rootPath: string;
  /** The file, or undefined if there is none. */
  file(path: string): SourceDocument | undefined;
  /** The entries of a directory in the order of their names, or undefined if there is none. */
  directory(path: string): readonly DirectoryEntry[] | undefined;
}

/** Line positions of a file; of an empty text if it is not there. */
export function linesOf(snapshot: Snapshot, path: string): LineIndex {
  return snapshot.file(path)?.lines ?? new LineIndex("");
}

/** Whether the directory of a file or directory lists it. */
export function isListed(snapshot: Snapshot, path: string): boolean {
  return snapshot.directory(dirname(path))?.some(({ name }) => name === basename(path)) ?? false;
}

/** A file that its directory lists: one that is not there is not asked for, so that nobody waits for it. */
export function listedFile(snapshot: Snapshot, path: string): SourceDocument | undefined {
  return isListed(snapshot, path) ? snapshot.file(path) : undefined;
}
