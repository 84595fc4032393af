/** Between the core's folder-relative paths and offsets and the protocol's URIs and positions. */
import type { Range as LspRange } from "vscode-languageserver-types";
import { URI, Utils } from "vscode-uri";
import { join } from "../paths";
import { linesOf, type Snapshot } from "../snapshot";
import type { LineIndex, Location, Range } from "../syntax/text";

/** A workspace folder. */
export class Folder {
  readonly #uri: URI;

  constructor(uri: string) {
    const parsed = URI.parse(uri);
    // A folder may be the root of its file system, and then its path stays "/".
    this.#uri = parsed.with({ path: parsed.path.replace(/(?<=.)\/+$/, "") });
  }

  get uri(): string {
    return this.#uri.toString();
  }

  /** Absolute path with forward slashes: "/home/me/site", "C:/site". */
  get rootPath(): string {
    const path = this.#uri.scheme === "file" ? this.#uri.fsPath.replaceAll("\\", "/") : this.#uri.path;
    return path.replace(/^[a-z]:/, (drive) => drive.toUpperCase());
  }

  /** The path of a file inside the folder; undefined for files elsewhere. */
  pathOf(uri: string): string | undefined {
    const file = URI.parse(uri);
    if (file.scheme !== this.#uri.scheme || file.authority !== this.#uri.authority) return undefined;
    // Drive letters come in either case.
    const normal = (path: string) => path.replace(/^\/[a-z]:/, (drive) => drive.toUpperCase());
    const root = normal(this.#uri.path).replace(/\/$/, "");
    const path = normal(file.path);
    if (path === root) return "";
    return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
  }

  uriOf(path: string): string {
    return Utils.joinPath(this.#uri, ...join(path).split("/")).toString();
  }
}

export function rangeOf(lines: LineIndex, range: Range): LspRange {
  return { start: lines.positionAt(range.start), end: lines.positionAt(range.end) };
}

/** A place in a file as the protocol writes it. */
export function locationOf(
  folder: Folder,
  snapshot: Snapshot,
  at: Location,
): { uri: string; range: LspRange } {
  const lines = linesOf(snapshot, at.file);
  return { uri: folder.uriOf(at.file), range: rangeOf(lines, at) };
}
