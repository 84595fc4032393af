/** The edits of one fix: one editor for each Python file, and changes of other files. */
import { dirname } from "../paths";
import type { Snapshot } from "../snapshot";
import type { ImportFrom } from "../syntax/python/ast";
import type { FileChange } from "./edit";
import { PythonEditor } from "./python/editor";

export class EditSession {
  readonly #editors = new Map<string, PythonEditor | undefined>();
  readonly #changes: FileChange[] = [];

  constructor(private readonly snapshot: Snapshot) {}

  /** The editor of a file; undefined where it cannot be edited. */
  python(path: string): PythonEditor | undefined {
    if (!this.#editors.has(path)) {
      const imported = (statement: ImportFrom) => this.imported(path, statement);
      this.#editors.set(path, PythonEditor.open(this.snapshot, path, imported));
    }
    return this.#editors.get(path);
  }

  /** The editor of the file that a statement imports from, if there is exactly one that it may be. */
  private imported(path: string, { module, level }: ImportFrom): PythonEditor | undefined {
    const parents = dirname(path) === "" ? [] : dirname(path).split("/");
    const from =
      level > 0 ? [parents.slice(0, parents.length - level + 1)] : parents.map((_, n) => parents.slice(0, n));
    const file = `${module.replaceAll(".", "/")}.py`;
    const editors = from.flatMap((directory) => this.python([...directory, file].join("/")) ?? []);
    return editors.length === 1 ? editors[0] : undefined;
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
