/** The edits of one fix: one editor for each Python file, and changes of other files. */
import type { Snapshot } from "../snapshot";
import type { FileChange } from "./edit";
import { PythonEditor } from "./python/editor";

export class EditSession {
  readonly #editors = new Map<string, PythonEditor | undefined>();
  readonly #changes: FileChange[] = [];

  constructor(private readonly snapshot: Snapshot) {}

  /** The editor of a file; undefined where it cannot be edited. */
  python(path: string): PythonEditor | undefined {
    if (!this.#editors.has(path)) this.#editors.set(path, PythonEditor.open(this.snapshot, path));
    return this.#editors.get(path);
  }

  add(changes: readonly FileChange[]): void {
    this.#changes.push(...changes);
  }

  /** All changes; undefined if there are none. */
  changes(): readonly FileChange[] | undefined {
    const edited = [...this.#editors.values()].flatMap((editor) =>
      editor === undefined || editor.edits.length === 0 ? [] : [editor.change()],
    );
    const all = [...edited, ...this.#changes];
    return all.length === 0 ? undefined : all;
  }
}
