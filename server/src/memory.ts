/** What an analysis remembers from one keystroke to the next. */
import { RecordedSettings } from "./settings/recorded";
import type { Settings } from "./settings/settings";
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

interface AnswerResult extends Result {
  /** The fingerprints of the settings that were asked for. */
  readonly asked: ReadonlyMap<string | undefined, string>;
}

/**
 * Results, with the files and directories that they were made from. A result holds as long as these and its other inputs
 * are the same objects: documents are new objects when their text changes. So a key pressed in one file leaves the
 * projects alone that never looked at it, and a key pressed in the Procfile leaves the settings alone.
 */
export class Memory {
  readonly #results = new Map<string, Result>();
  readonly #answers = new Map<string, AnswerResult>();
  readonly #settled = new Map<string, unknown>();

  /** A value, or that of last time if `same` says that nothing has changed: what is made from it then holds as well. */
  settle<T>(key: string, value: T, same: (before: T, now: T) => boolean): T {
    const known = this.#settled.get(key) as T | undefined;
    if (known !== undefined && same(known, value)) return known;
    this.#settled.set(key, value);
    return value;
  }

  /**
   * Like `recall`, for what also depends on settings: it holds as long as what was asked of them has the same answer. What says
   * where something stands in a file is not kept: `keep` tells.
   */
  recallWith<T>(
    key: string,
    inputs: readonly unknown[],
    snapshot: Snapshot,
    settings: Settings,
    compute: (snapshot: Snapshot, settings: Settings) => T,
    keep: (value: T) => boolean,
  ): T {
    const known = this.#answers.get(key);
    if (
      known !== undefined &&
      sameItems(known.inputs, inputs) &&
      sameAnswers(known.asked, settings) &&
      holds(known, snapshot)
    )
      return known.value as T;
    const recorder = new Recorder(snapshot);
    const recorded = new RecordedSettings(settings);
    const value = compute(recorder, recorded);
    if (recorded.places || !keep(value)) this.#answers.delete(key);
    else {
      const asked = new Map<string | undefined, string>([[undefined, settings.fingerprint()]]);
      for (const name of recorded.asked) asked.set(name, settings.fingerprint(name));
      this.#answers.set(key, {
        inputs,
        asked,
        value,
        files: recorder.files,
        directories: recorder.directories,
      });
    }
    return value;
  }

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

function sameAnswers(asked: AnswerResult["asked"], settings: Settings): boolean {
  for (const [name, print] of asked) if (settings.fingerprint(name) !== print) return false;
  return true;
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
