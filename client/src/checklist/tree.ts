/** The rows of the tree by their ids, and which of them changed: no `vscode` in here. */
import { isSettled } from "../../../server/src/checklist/status";
import type { Entry, Row } from "./model";

/** One state of the tree. */
export class Tree {
  readonly #rows = new Map<string, Row>();
  readonly #parents = new Map<string, string>();
  /** The rows of items from top to bottom, whether they are in sight or not. */
  readonly #order: Row[] = [];

  constructor(readonly roots: readonly Row[]) {
    const add = (row: Row, parent?: Row) => {
      this.#rows.set(row.id, row);
      if (parent !== undefined) this.#parents.set(row.id, parent.id);
      this.#order.push(row);
      for (const child of row.children) add(child, row);
    };
    for (const row of roots) add(row);
  }

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  /** The id of the row around a row; undefined at the top. */
  parent(id: string): string | undefined {
    return this.#parents.get(id);
  }

  /** The row of an item, if the filter shows it. */
  find({ project, item }: Pick<Entry, "project" | "item">): Row | undefined {
    return this.#order.find(
      ({ entry }) => entry?.item.id === item.id && entry.project.rootUri === project.rootUri,
    );
  }

  /** The next item below a row on which something is left to do, going on at the top; undefined if there is none. */
  nextOpen(after: string | undefined): Row | undefined {
    const start = this.#order.findIndex(({ id }) => id === after) + 1;
    return [...this.#order.slice(start), ...this.#order.slice(0, start)].find(
      ({ entry }) => entry !== undefined && !isSettled(entry.status),
    );
  }
}

/**
 * The ids of the rows that have to be drawn again to get from one tree to another; "all" if rows came or went at the top.
 * A row stands for all below it, as it does for VS Code.
 */
export function changedRows(before: Tree, after: Tree): readonly string[] | "all" {
  if (!sameIds(before.roots, after.roots)) return "all";
  return after.roots.flatMap((row) => changesIn(before.row(row.id)!, row));
}

function changesIn(before: Row, after: Row): readonly string[] {
  if (before === after) return [];
  if (!sameIds(before.children, after.children) || face(before) !== face(after)) return [after.id];
  return after.children.flatMap((child, n) => changesIn(before.children[n]!, child));
}

function sameIds(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length === after.length && before.every(({ id }, n) => id === after[n]!.id);
}

/**
 * What a row looks like. Not where it leads: lines move with every line that is typed above them, so that is looked up when
 * the row is clicked. Nor whether it starts expanded: after that it is as people left it.
 */
function face({ entry, children, expanded, ...shown }: Row): string {
  return JSON.stringify(shown);
}
