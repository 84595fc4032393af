/** What an analysis remembers from one keystroke to the next. */
import { RecordedSettings } from "./settings/recorded";
import type { Settings } from "./settings/settings";
import type { DirectoryEntry, Snapshot } from "./snapshot";
import type { SourceDocument } from "./syntax/document";

/** What was read of a snapshot, and what it was. */
interface Reads {
  readonly files: readonly (readonly [path: string, document: SourceDocument | undefined])[];
  readonly directories: readonly (readonly [path: string, entries: readonly DirectoryEntry[] | undefined])[];
}

interface Result extends Reads {
  readonly inputs: readonly unknown[];
  readonly value: unknown;
}

interface AnswerResult extends Result {
  /** The settings that were asked for. */
  readonly asked: readonly Asked[];
  /** The evaluation of the settings that it was made with. */
  readonly turn: number;
}

/** What was asked of settings, a name or what all questions depend on, and since which evaluation it is what it is. */
interface Asked {
  since: number;
}

/**
 * Results, with the files and directories that they were made from. A result holds as long as these and its other inputs
 * are the same objects: documents are new objects when their text changes. So a key pressed in one file leaves the
 * projects alone that never looked at it, and a key pressed in the Procfile leaves the settings alone.
 */
export class Memory {
  readonly #results = new Map<string, Result>();
  readonly #answers = new Map<string, Answers>();
  readonly #settled = new Map<string, unknown>();

  /** A value, or that of last time if `same` says that nothing has changed: what is made from it then holds as well. */
  settle<T>(key: string, value: T, same: (before: T, now: T) => boolean): T {
    const known = this.#settled.get(key) as T | undefined;
    if (known !== undefined && same(known, value)) return known;
    this.#settled.set(key, value);
    return value;
  }

  /** What was answered with the settings of one project in one environment. */
  about(settings: string): Answers {
    const known = this.#answers.get(settings);
    if (known !== undefined) return known;
    const answers = new Answers();
    this.#answers.set(settings, answers);
    return answers;
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
    this.#results.set(key, { inputs, value, ...recorder.reads() });
    return value;
  }
}

/** Like `Memory.recall`, for what also depends on settings: it holds as long as what was asked of them has the same answer. */
export class Answers {
  readonly #results = new Map<unknown, AnswerResult>();
  readonly #changes = new Changes();

  /**
   * The result of `compute`, or the one of last time. What says where something stands in a file must not be kept: `keep` tells.
   * @param key told apart by identity
   */
  recall<K, T>(
    key: K,
    inputs: readonly unknown[],
    snapshot: Snapshot,
    settings: Settings,
    compute: (snapshot: Snapshot, settings: Settings, key: K) => T,
    keep?: (value: T) => boolean,
  ): T {
    const turn = this.#changes.turnOf(settings);
    const known = this.#results.get(key);
    if (
      known !== undefined &&
      sameItems(known.inputs, inputs) &&
      isUnchanged(known) &&
      holds(known, snapshot)
    )
      return known.value as T;
    const recorder = new Recorder(snapshot);
    const recorded = new RecordedSettings(settings);
    const value = compute(recorder, recorded, key);
    if (recorded.places || keep?.(value) === false) this.#results.delete(key);
    else this.#results.set(key, { inputs, asked: this.namesOf(recorded), turn, value, ...recorder.reads() });
    return value;
  }

  private namesOf({ asked }: RecordedSettings): readonly Asked[] {
    return [undefined, ...asked].map((name) => this.#changes.about(name));
  }
}

function isUnchanged({ asked, turn }: AnswerResult): boolean {
  for (const { since } of asked) if (since > turn) return false;
  return true;
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}

/** Tells since when settings have been what they are, from one evaluation to the next. */
class Changes {
  #settings: Settings | undefined;
  #turn = 0;
  readonly #known = new Map<string | undefined, Asked>();

  /** Counts the evaluations; compares a new one with the last in all that was ever asked for. */
  turnOf(settings: Settings): number {
    if (settings !== this.#settings) {
      const before = this.#settings;
      this.#turn++;
      for (const [name, asked] of this.#known)
        if (before === undefined || !settings.isAsIn(before, name)) asked.since = this.#turn;
      this.#settings = settings;
    }
    return this.#turn;
  }

  /** What is known of a name. */
  about(name: string | undefined): Asked {
    let asked = this.#known.get(name);
    if (asked === undefined) {
      asked = { since: this.#turn };
      this.#known.set(name, asked);
    }
    return asked;
  }
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
  readonly #files = new Noted<SourceDocument | undefined>();
  readonly #directories = new Noted<readonly DirectoryEntry[] | undefined>();

  constructor(private readonly snapshot: Snapshot) {}

  /** Grows with what the result reads later, when something lazy in it is asked for. */
  reads(): Reads {
    return { files: this.#files.entries, directories: this.#directories.entries };
  }

  get rootPath(): string {
    return this.snapshot.rootPath;
  }

  file(path: string): SourceDocument | undefined {
    const document = this.snapshot.file(path);
    this.#files.note(path, document);
    return document;
  }

  directory(path: string): readonly DirectoryEntry[] | undefined {
    const entries = this.snapshot.directory(path);
    this.#directories.note(path, entries);
    return entries;
  }
}

/** What was read by path, each once. */
class Noted<T> {
  readonly #paths = new Set<string>();
  readonly entries: [path: string, value: T][] = [];

  note(path: string, value: T): void {
    if (this.#paths.has(path)) return;
    this.#paths.add(path);
    this.entries.push([path, value]);
  }
}
