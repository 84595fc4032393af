/** What an analysis remembers from one keystroke to the next. */
import type { DirectoryEntry, Snapshot } from "./snapshot";
import type { SourceDocument } from "./syntax/document";

/** What was read of a snapshot, and what it was. */
interface Reads {
  readonly files: ReadonlyMap<string, SourceDocument | undefined>;
  readonly directories: ReadonlyMap<string, readonly DirectoryEntry[] | undefined>;
}

interface Result extends Reads {
  readonly inputs: readonly unknown[];
  readonly value: unknown;
}

/**
 * Results, with the files and directories that they were made from. A result holds as long as these and its other inputs
 * are the same objects: documents are new objects when their text changes. So a key pressed in one file leaves the
 * projects alone that never looked at it, and a key pressed in the Procfile leaves the settings alone.
 */
export class Memory {
  readonly #results = new Map<string, Result>();

  /**
   * The result of `compute`, or the one of last time. `compute` must depend on nothing but `inputs` and the snapshot that
   * it is given. May be nested: what an inner result was made from counts as read by the outer one.
   */
  recall<T>(
    key: string,
    inputs: readonly unknown[],
    snapshot: Snapshot,
    compute: (snapshot: Snapshot) => T,
  ): T {
    const known = this.#results.get(key);
    if (known !== undefined && sameItems(known.inputs, inputs) && holds(known, snapshot))
      return known.value as T;
    const recorder = new Recorder(snapshot);
    const value = compute(recorder);
    this.#results.set(key, { inputs, value, files: recorder.files, directories: recorder.directories });
    return value;
  }
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, n) => item === b[n]);
}

/** True if a snapshot shows what was read. Looks at all of it, so that what is not loaded any more is noted again. */
function holds({ files, directories }: Reads, snapshot: Snapshot): boolean {
  let same = true;
  for (const [path, document] of files) if (snapshot.file(path) !== document) same = false;
  for (const [path, entries] of directories) if (snapshot.directory(path) !== entries) same = false;
  return same;
}

/** A snapshot that notes what is read of it. */
class Recorder implements Snapshot {
  readonly files = new Map<string, SourceDocument | undefined>();
  readonly directories = new Map<string, readonly DirectoryEntry[] | undefined>();

  constructor(private readonly snapshot: Snapshot) {}

  get rootPath(): string {
    return this.snapshot.rootPath;
  }

  file(path: string): SourceDocument | undefined {
    const document = this.snapshot.file(path);
    this.files.set(path, document);
    return document;
  }

  directory(path: string): readonly DirectoryEntry[] | undefined {
    const entries = this.snapshot.directory(path);
    this.directories.set(path, entries);
    return entries;
  }
}
