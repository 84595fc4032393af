/** What the service needs from its host: files of one folder. */
import type { DirectoryEntry } from "./snapshot";
import type { FileProblem } from "./syntax/document";

/** Paths are relative to the folder, with forward slashes; "" is the folder itself. Neither method ever rejects. */
export interface Workspace {
  /** A file's text; null if there is none (or it may not be read). */
  readFile(path: string): Promise<{ readonly text: string } | { readonly problem: FileProblem } | null>;
  /** A directory's entries; null if there is none. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[] | null>;
}

export interface Logger {
  /** Something failed that the user need not act on. */
  error(message: string, error?: unknown): void;
}
