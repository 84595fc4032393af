/**
 * The answers people gave, in `.preflight/checklist.json` under each project's root. Where that folder cannot be written,
 * they are kept in VS Code's own storage for the workspace until it can.
 */
import * as vscode from "vscode";
import {
  ANSWERS_FILE,
  type Answers,
  type Change,
  DamagedAnswers,
  readAnswers,
  writeAnswers,
} from "../../../server/src/checklist/answers";
import type { LocalFiles } from "../localFiles";
import { authorOf } from "./author";

/** An answer that was not stored, with the reason for the user and the file that has to be mended. */
export class UnwritableAnswers extends Error {
  constructor(
    message: string,
    readonly file: vscode.Uri,
  ) {
    super(message);
  }
}

/** Reads, writes and watches the answers of all projects of the workspace. */
export class ChecklistStore implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #watcher = vscode.workspace.createFileSystemWatcher(`**/${ANSWERS_FILE}`);
  readonly #answers = new Map<string, Answers>();
  readonly #problems = new Map<string, string>();
  /**
   * Reads and writes run one after the other: a write reads the file again first, so that what another window wrote stays,
   * and a slow read cannot bring back what was there before a write.
   */
  #queue: Promise<void> = Promise.resolve();

  /** Fires after the answers of some project changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
    private readonly local: LocalFiles | undefined,
  ) {
    const reload = () => void this.reload();
    this.#watcher.onDidCreate(reload);
    this.#watcher.onDidChange(reload);
    this.#watcher.onDidDelete(reload);
  }

  /** The answers of the project with that root, as last read. */
  answersOf(rootUri: string): Answers {
    return this.#answers.get(rootUri) ?? {};
  }

  /** Why some project's answers could not be read or written, for the view; undefined if all is well. */
  get problem(): string | undefined {
    return [...this.#problems.values()][0];
  }

  /** Why the answers of one project could not be read or written. */
  problemOf(rootUri: string): string | undefined {
    return this.#problems.get(rootUri);
  }

  /** Keeps the answers of exactly these projects; those of new ones are read. */
  async follow(rootUris: readonly string[]): Promise<void> {
    for (const known of [...this.#answers.keys()]) {
      if (rootUris.includes(known)) continue;
      this.#answers.delete(known);
      this.#problems.delete(known);
    }
    const unread = rootUris.filter((rootUri) => !this.#answers.has(rootUri));
    await this.#inTurn(() => this.#readAll(unread));
  }

  /** Reads all answers again. */
  async reload(): Promise<void> {
    await this.#inTurn(() => this.#readAll([...this.#answers.keys()]));
    this.#changed.fire();
  }

  /**
   * Stores one answer, or removes it.
   * @throws UnwritableAnswers if the file is there but must not be overwritten: it is left alone
   */
  answer(rootUri: string, itemId: string, answer: Change): Promise<void> {
    return this.change(rootUri, { [itemId]: answer });
  }

  /** Stores or removes several answers at once. @throws UnwritableAnswers as `answer` */
  change(rootUri: string, changes: Readonly<Record<string, Change>>): Promise<void> {
    return this.#inTurn(() => this.#write(rootUri, { ...this.#unsaved(rootUri), ...changes }));
  }

  /** Who answers to the checklist of a project, if that is known. */
  author(rootUri: string): Promise<string | undefined> {
    return authorOf(rootUri, this.local);
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  #inTurn(action: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(action);
    this.#queue = turn.catch(() => {});
    return turn;
  }

  async #readAll(rootUris: readonly string[]): Promise<void> {
    await Promise.all(rootUris.map((rootUri) => this.#read(rootUri)));
  }

  async #read(rootUri: string): Promise<void> {
    this.#problems.delete(rootUri);
    let answers: Answers = {};
    try {
      const text = await readText(fileOf(rootUri));
      if (text !== undefined) {
        const read = readAnswers(text);
        answers = read.answers;
        if (read.readOnly)
          this.#problems.set(rootUri, `${shownPath(rootUri)} cannot be changed: ${read.readOnly}.`);
        for (const entry of read.unknown) this.log.warn(`${shownPath(rootUri)}: ${entry}`);
      }
    } catch (error) {
      this.#problems.set(rootUri, describe(rootUri, error));
      this.log.warn(describe(rootUri, error));
    }
    const unsaved = this.#unsaved(rootUri);
    if (Object.keys(unsaved).length > 0 && !this.#problems.has(rootUri)) {
      this.#problems.set(
        rootUri,
        `${shownPath(rootUri)} cannot be written: your answers are kept in VS Code until it can.`,
      );
    }
    this.#answers.set(rootUri, withChanges(answers, unsaved));
  }

  async #write(rootUri: string, changes: Readonly<Record<string, Change>>): Promise<void> {
    const file = fileOf(rootUri);
    let text: string;
    try {
      refuseUnsavedEditor(file);
      text = writeAnswers(await readText(file), changes);
    } catch (error) {
      throw new UnwritableAnswers(`Nothing was written. ${describe(rootUri, error)}`, file);
    }
    try {
      await this.#replace(file, new TextEncoder().encode(text));
      await this.memento.update(unsavedKey(rootUri), undefined);
    } catch (error) {
      this.log.info(
        `${ANSWERS_FILE} cannot be written; the answer is kept in the workspace's storage. ${error}`,
      );
      // JSON has no undefined: a removed answer is null in there.
      const removedAsNull = Object.entries(changes).map(([id, change]) => [id, change ?? null]);
      await this.memento.update(unsavedKey(rootUri), Object.fromEntries(removedAsNull));
    }
    await this.#read(rootUri);
    this.#changed.fire();
  }

  /** Replaces the whole file at once where that is possible: nobody reads half of it, and a crash leaves the old one. */
  async #replace(file: vscode.Uri, bytes: Uint8Array): Promise<void> {
    if (this.local === undefined || file.scheme !== "file") return vscode.workspace.fs.writeFile(file, bytes);
    await this.local.replace(file.fsPath, bytes);
  }

  /** The changes that could not be written yet. */
  #unsaved(rootUri: string): Record<string, Change> {
    const stored = this.memento.get<Record<string, NonNullable<Change> | null>>(unsavedKey(rootUri), {});
    return Object.fromEntries(Object.entries(stored).map(([id, change]) => [id, change ?? undefined]));
  }
}

/** What somebody is typing into the file would be lost, or would overwrite the answer. */
function refuseUnsavedEditor(file: vscode.Uri): void {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (open?.isDirty) throw new DamagedAnswers("it is open with changes that are not saved. Save it first");
}

function fileOf(rootUri: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.parse(rootUri), ANSWERS_FILE);
}

function unsavedKey(rootUri: string): string {
  return `unsavedAnswers:${rootUri}`;
}

function describe(rootUri: string, error: unknown): string {
  return `${shownPath(rootUri)} cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
}

function shownPath(rootUri: string): string {
  return vscode.workspace.asRelativePath(fileOf(rootUri));
}

function withChanges(answers: Answers, changes: Readonly<Record<string, Change>>): Answers {
  const result = { ...answers };
  for (const [id, change] of Object.entries(changes)) {
    if (change) result[id] = change;
    else delete result[id];
  }
  return result;
}

/**
 * A file's text with its byte order mark, or undefined if there is none.
 * @throws DamagedAnswers if it is no text: decoded with gaps it would be written with gaps
 */
async function readText(file: vscode.Uri): Promise<string | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await vscode.workspace.fs.readFile(file);
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DamagedAnswers("it is not UTF-8 text");
  }
}
