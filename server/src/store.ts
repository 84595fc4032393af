/** The files of a folder that have been asked for, and what is being edited. */
import { basename, dirname } from "./paths";
import type { DirectoryEntry, Snapshot } from "./snapshot";
import { type ContentChange, SourceDocument } from "./syntax/document";
import type { Grammars } from "./syntax/grammars";
import type { Workspace } from "./workspace";

export class FileStore {
  /** Files as they are on disk; null: there is none. */
  readonly #files = new Map<string, SourceDocument | null>();
  readonly #directories = new Map<string, readonly DirectoryEntry[] | null>();
  /** Files as they are in an editor. */
  readonly #open = new Map<string, SourceDocument>();
  /** What was asked for and is not loaded. */
  readonly #missingFiles = new Set<string>();
  readonly #missingDirectories = new Set<string>();
  #version = 0;

  constructor(
    private readonly workspace: Workspace,
    private readonly grammars: Grammars,
    private readonly rootPath: string,
  ) {}

  /** Counts every change of what a snapshot would show. */
  get version(): number {
    return this.#version;
  }

  /** True if a snapshot was asked for something that is not loaded yet. */
  get incomplete(): boolean {
    return this.#missingFiles.size > 0 || this.#missingDirectories.size > 0;
  }

  open(path: string, text: string): void {
    this.#version++;
    this.#open.get(path)?.dispose();
    this.#open.set(path, new SourceDocument(path, text, this.grammars, { open: true }));
  }

  change(path: string, changes: readonly ContentChange[]): void {
    const document = this.#open.get(path);
    if (document === undefined) return;
    this.#version++;
    this.#open.set(path, document.edited(changes));
  }

  close(path: string): void {
    this.#version++;
    this.#open.get(path)?.dispose();
    this.#open.delete(path);
    this.#files.delete(path);
  }

  /** The open document at a path, with its current text. */
  opened(path: string): SourceDocument | undefined {
    return this.#open.get(path);
  }

  /** Forgets what is known of a path, because it changed on disk. */
  invalidate(path: string): void {
    this.#version++;
    this.#files.delete(path);
    this.#directories.delete(path);
    for (const known of this.#directories.keys()) {
      if (known === dirname(path) || known.startsWith(`${path}/`)) this.#directories.delete(known);
    }
    for (const known of this.#files.keys()) if (known.startsWith(`${path}/`)) this.#files.delete(known);
  }

  /** Forgets everything that comes from disk. */
  invalidateAll(): void {
    this.#version++;
    this.#files.clear();
    this.#directories.clear();
  }

  /** Forgets the texts of files that no editor has open; they are read again when they are asked for. */
  releaseFiles(): void {
    this.#version++;
    this.#files.clear();
  }

  /** The folder as far as it is loaded. @param replaced texts that stand in for files, for trying out edits. */
  snapshot(replaced: ReadonlyMap<string, SourceDocument | null> = new Map()): Snapshot {
    return {
      rootPath: this.rootPath,
      file: (path) => {
        const stand = replaced.get(path);
        if (stand !== undefined) return stand ?? undefined;
        const open = this.#open.get(path);
        if (open !== undefined) return open;
        const known = this.#files.get(path);
        if (known === undefined) this.#missingFiles.add(path);
        return known ?? undefined;
      },
      directory: (path) => {
        const known = this.#directories.get(path);
        if (known === undefined) this.#missingDirectories.add(path);
        return withReplaced(known ?? undefined, path, replaced);
      },
    };
  }

  /** A document for `snapshot(replaced)`. */
  document(path: string, text: string): SourceDocument {
    return new SourceDocument(path, text, this.grammars);
  }

  /** Loads what was asked for. */
  async load(): Promise<void> {
    const files = [...this.#missingFiles];
    const directories = [...this.#missingDirectories];
    this.#missingFiles.clear();
    this.#missingDirectories.clear();
    const version = this.#version;
    await Promise.all([
      ...files.map(async (path) => {
        const content = await this.workspace.readFile(path);
        // What was invalidated in the meantime is read again when it is asked for again.
        if (this.#version !== version && this.#files.has(path)) return;
        if (content === null) this.#files.set(path, null);
        else if ("text" in content)
          this.#files.set(path, new SourceDocument(path, content.text, this.grammars));
        else this.#files.set(path, new SourceDocument(path, "", this.grammars, content));
      }),
      ...directories.map(async (path) => {
        const entries = await this.workspace.readDirectory(path);
        this.#directories.set(
          path,
          entries === null ? null : entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
        );
      }),
    ]);
    this.#version++;
  }

  dispose(): void {
    for (const document of this.#open.values()) document.dispose();
    this.#open.clear();
  }
}

/** A directory's entries after files were created or deleted in it. */
function withReplaced(
  entries: readonly DirectoryEntry[] | undefined,
  directory: string,
  replaced: ReadonlyMap<string, SourceDocument | null>,
): readonly DirectoryEntry[] | undefined {
  let out = entries;
  for (const [path, document] of replaced) {
    if (out === undefined || dirname(path) !== directory) continue;
    const name = basename(path);
    if (document === null) out = out.filter((entry) => entry.name !== name);
    else if (!out.some((entry) => entry.name === name)) out = [...out, { name, kind: "file" }];
  }
  return out;
}
