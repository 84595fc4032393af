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
import { gitUserName } from "./gitConfig";

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
  /** Writes run one after the other: each reads the file again before it writes. */
  #queue: Promise<void> = Promise.resolve();

  /** Fires after the answers of some project changed. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
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

  /** Why some project's answers could not be read, for the view; undefined if all is well. */
  get problem(): string | undefined {
    return [...this.#problems.values()][0];
  }

  /** Keeps the answers of exactly these projects; those of new ones are read. */
  async follow(rootUris: readonly string[]): Promise<void> {
    for (const known of [...this.#answers.keys()]) {
      if (rootUris.includes(known)) continue;
      this.#answers.delete(known);
      this.#problems.delete(known);
    }
    await Promise.all(
      rootUris.filter((rootUri) => !this.#answers.has(rootUri)).map((rootUri) => this.#read(rootUri)),
    );
  }

  /** Reads all answers again. */
  async reload(): Promise<void> {
    await Promise.all([...this.#answers.keys()].map((rootUri) => this.#read(rootUri)));
    this.#changed.fire();
  }

  /**
   * Stores one answer, or removes it.
   * @throws UnwritableAnswers if the file is there but cannot be understood: it is left alone
   */
  answer(rootUri: string, itemId: string, answer: Change): Promise<void> {
    return this.change(rootUri, { [itemId]: answer });
  }

  /** Stores or removes several answers at once. @throws UnwritableAnswers as `answer` */
  change(rootUri: string, changes: Readonly<Record<string, Change>>): Promise<void> {
    const write = this.#queue.then(() => this.#write(rootUri, { ...this.#unsaved(rootUri), ...changes }));
    this.#queue = write.catch(() => {});
    return write;
  }

  dispose(): void {
    this.#watcher.dispose();
    this.#changed.dispose();
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
    this.#answers.set(rootUri, withChanges(answers, this.#unsaved(rootUri)));
  }

  async #write(rootUri: string, changes: Readonly<Record<string, Change>>): Promise<void> {
    const file = fileOf(rootUri);
    let text: string;
    try {
      text = writeAnswers(await readText(file), changes);
    } catch (error) {
      throw new UnwritableAnswers(`Nothing was written. ${describe(rootUri, error)}`, file);
    }
    try {
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
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

  /** The changes that could not be written yet. */
  #unsaved(rootUri: string): Record<string, Change> {
    const stored = this.memento.get<Record<string, NonNullable<Change> | null>>(unsavedKey(rootUri), {});
    return Object.fromEntries(Object.entries(stored).map(([id, change]) => [id, change ?? undefined]));
  }
}

/** Who answers: the setting, else `user.name` of the repository around the project. Git itself is never started. */
export async function authorOf(rootUri: string): Promise<string | undefined> {
  const root = vscode.Uri.parse(rootUri);
  const author = vscode.workspace.getConfiguration("djangoPreflight", root).get<string>("author", "").trim();
  if (author) return author;
  const folder = vscode.workspace.getWorkspaceFolder(root)?.uri ?? root;
  for (let directory = root; ; directory = vscode.Uri.joinPath(directory, "..")) {
    const config = await readText(vscode.Uri.joinPath(directory, ".git/config")).catch(() => undefined);
    if (config !== undefined) return gitUserName(config);
    if (directory.path.length <= folder.path.length) return undefined;
  }
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
