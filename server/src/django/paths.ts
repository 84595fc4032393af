/** Paths in settings, as Python's os.path and pathlib take them. */
import { entry, type Plain } from "../settings/plain";
import type { Codebase } from "./codebase";
import { type Python, raise, typeName } from "./python";

/** The text of a path; undefined where nobody knows it. */
export function pathText(value: Plain): string | undefined {
  if (value.kind === "str" || value.kind === "path" || value.kind === "bytes") return value.value;
  if (value.kind === "unknown") return undefined;
  if (value.kind === "env" && (value.type === "str" || value.type === "object")) return undefined;
  return raise("TypeError", `expected str, bytes or os.PathLike object, not ${typeName(value)}`);
}

/**
 * `os.path.isdir(path)`
 * @param caches CACHES: a cache in files makes its directory, maybe while the checks run, and they run in any order
 */
export function isDirectory(python: Python, value: Plain, caches: Plain, codebase: Codebase): boolean {
  const path = pathText(value);
  if (path === undefined) return python.decide(undefined, value, "is a directory");
  // The system goes the whole way: `static/..` is no directory where there is no `static`.
  const turns = [...path.matchAll(/(?<=[^/])\/+\.\.(?=\/|$)/g)].map((turn) => path.slice(0, turn.index));
  return [...turns, path].every((part) => {
    const absolute = codebase.absolute(part);
    const { exists, reason } = codebase.isDirectory(absolute);
    if (exists === false && cacheMakes(caches, absolute, codebase))
      return python.decide(undefined, part, "is a directory", `a cache of CACHES makes ${part}`);
    return python.decide(exists, part, "is a directory", reason);
  });
}

/** True if an absolute path may be the directory of a cache, or above it. */
function cacheMakes(caches: Plain, path: string, codebase: Codebase): boolean {
  if (caches.kind !== "dict") return false;
  return caches.entries.some(([, cache]) => {
    const location = entry(cache, "LOCATION");
    if (location?.kind !== "str" && location?.kind !== "path") return false;
    const relative = relation(codebase.absolute(location.value), path);
    return relative === "matches" || relative === "is inside";
  });
}

/** How two absolute paths lie: the same, the first inside the second, the other way round, or apart. */
export function relation(a: string, b: string): "matches" | "is inside" | "contains" | undefined {
  if (a === b) return "matches";
  const inside = (path: string, directory: string) =>
    path.startsWith(directory === "/" ? "/" : `${directory}/`);
  return inside(a, b) ? "is inside" : inside(b, a) ? "contains" : undefined;
}
