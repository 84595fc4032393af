/** The files of the workspace as the settings see them at run time. */
import type { Location } from "../syntax/text";
import type { Guarded } from "./guard";
import type { Interpreter } from "./interpreter";
import { PurePath } from "./purePath";
import { bool, unknown, type Value } from "./values";

/** A path relative to the workspace, for those inside of it. */
function insideOf(i: Interpreter, path: string): string | undefined {
  const root = i.snapshot.rootPath.replace(/\/$/, "");
  const absolute = PurePath.resolve(path);
  if (absolute === undefined || (absolute !== root && !absolute.startsWith(`${root}/`))) return undefined;
  return absolute.slice(root.length + 1);
}

/** Whether a file is in the workspace; unknown for paths outside of it. */
export function fileExists(
  i: Interpreter,
  path: string,
  kind: "any" | "file" | "directory",
  at: Location,
): Guarded<Value> {
  const inside = insideOf(i, path);
  if (inside === undefined) return unknown("the existence of a file outside the project", at);
  const isDirectory = i.snapshot.directory(inside) !== undefined;
  const exists =
    kind === "directory"
      ? isDirectory
      : kind === "file"
        ? i.modules.hasFile(inside)
        : isDirectory || i.modules.hasFile(inside);
  return bool(exists, at);
}

/** A file's text with "\n" for its line ends; "missing" if it is not there, undefined if nobody knows. */
export function fileText(i: Interpreter, path: string): { readonly text: string } | "missing" | undefined {
  const inside = insideOf(i, path);
  if (inside === undefined) return undefined;
  if (!i.modules.hasFile(inside)) return i.snapshot.directory(inside) === undefined ? "missing" : undefined;
  const document = i.snapshot.file(inside);
  if (document === undefined || document.problem !== undefined) return undefined;
  return { text: document.text.replace(/\r\n?/g, "\n") };
}
