/** Which files a folder has, as far as discovery looks: known depth, known limits, and nothing but directory listings. */
import { dirname, join } from "../paths";
import type { Snapshot } from "../snapshot";

/** Directories deeper than this are not looked into. */
const MAX_DEPTH = 4;
/** After so many directories the walk stops by default, so that a huge folder costs an editor no more than a large one. */
const MAX_DIRECTORIES = 2000;

/** Directories that hold no deployed project: other people's code, output, assets, and tests and documentation. */
const SKIPPED = new Set([
  ..."node_modules bower_components venv env virtualenv site-packages dist build target vendor".split(" "),
  ..."static staticfiles assets media uploads locale templates migrations __pycache__".split(" "),
  ..."test tests testing fixtures docs doc".split(" "),
]);

export class FolderTree {
  readonly #files = new Map<string, ReadonlySet<string>>();
  readonly #children = new Map<string, ReadonlySet<string>>();
  /** True if directories were left out because there are more than the limit. */
  readonly truncated: boolean;

  constructor(snapshot: Snapshot, maxDirectories = MAX_DIRECTORIES) {
    let level = [""];
    let truncated = false;
    for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
      const next: string[] = [];
      for (const directory of level) {
        if (this.#files.size >= maxDirectories) {
          truncated = true;
          break;
        }
        const entries = snapshot.directory(directory) ?? [];
        const names = (kind: "file" | "directory") =>
          new Set(entries.filter((entry) => entry.kind === kind).map(({ name }) => name));
        this.#files.set(directory, names("file"));
        this.#children.set(directory, names("directory"));
        for (const name of this.#children.get(directory)!) {
          if (!isSkipped(name)) next.push(join(directory, name));
        }
      }
      level = truncated ? [] : next;
    }
    this.truncated = truncated;
  }

  /** Every directory that was looked into, from the top down. */
  get directories(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** The names of the files of a directory. */
  files(directory: string): ReadonlySet<string> {
    return this.#files.get(directory) ?? new Set();
  }

  hasFile(path: string): boolean {
    return this.files(dirname(path)).has(path.slice(path.lastIndexOf("/") + 1));
  }

  hasDirectory(path: string): boolean {
    if (path === "") return true;
    return this.#children.get(dirname(path))?.has(path.slice(path.lastIndexOf("/") + 1)) ?? false;
  }
}

function isSkipped(name: string): boolean {
  // "{{ cookiecutter.slug }}": a template, whose files are not Python yet.
  return SKIPPED.has(name) || name.startsWith(".") || name.includes("{") || name.endsWith(".egg-info");
}

/** `directory` and the directories above it, up to the folder itself. */
export function ancestors(directory: string): readonly string[] {
  const found = [directory];
  for (let current = directory; current !== ""; ) {
    current = dirname(current);
    found.push(current);
  }
  return found;
}

/** True if `directory` is `root` or below it. */
export function isInside(directory: string, root: string): boolean {
  return root === "" || directory === root || directory.startsWith(`${root}/`);
}
