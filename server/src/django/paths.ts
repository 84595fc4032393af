/** Paths in settings, as Python's os.path and pathlib take them. */
import type { Plain } from "../settings/plain";
import type { Codebase } from "./codebase";
import { type Python, raise, typeName } from "./python";

/** The text of a path; undefined where nobody knows it. */
export function pathText(value: Plain): string | undefined {
  if (value.kind === "str" || value.kind === "path" || value.kind === "bytes") return value.value;
  if (value.kind === "unknown") return undefined;
  if (value.kind === "env" && (value.type === "str" || value.type === "object")) return undefined;
  return raise("TypeError", `expected str, bytes or os.PathLike object, not ${typeName(value)}`);
}

/** `os.path.isdir(path)` */
export function isDirectory(python: Python, value: Plain, codebase: Codebase): boolean {
  const path = pathText(value);
  if (path === undefined) return python.decide(undefined, value, "is a directory");
  const { exists, reason } = codebase.isDirectory(codebase.absolute(path));
  return python.decide(exists, path, "is a directory", reason);
}

/** How two absolute paths lie: the same, the first inside the second, the other way round, or apart. */
export function relation(a: string, b: string): "matches" | "is inside" | "contains" | undefined {
  if (a === b) return "matches";
  const inside = (path: string, directory: string) =>
    path.startsWith(directory === "/" ? "/" : `${directory}/`);
  return inside(a, b) ? "is inside" : inside(b, a) ? "contains" : undefined;
}
