/** Directories that settings name, as places in the folder. */
import { join } from "../paths";
import type { Plain } from "../settings/plain";
import type { RuleContext } from "./rule";

/**
 * The absolute path of a directory, without `.` and `..`. Undefined where it is not known, or relative to a directory that
 * is not known: processes start in the directory that is deployed.
 */
export function directoryOf({ snapshot, project }: RuleContext, value: Plain): string | undefined {
  if (value.kind !== "str" && value.kind !== "path") return undefined;
  const path = value.value;
  if (path.startsWith("/")) return `/${join(path)}`;
  if (/^[A-Za-z]:\//.test(path)) return join(path);
  if (path === "" || project.deployment.root !== project.root) return undefined;
  return absolute(snapshot, join(project.root, path));
}

function absolute(snapshot: RuleContext["snapshot"], path: string): string {
  const joined = join(snapshot.rootPath, path);
  return snapshot.rootPath.startsWith("/") ? `/${joined}` : joined;
}

/** The path of an absolute directory relative to the folder; undefined outside of it, and for the folder itself. */
export function insideFolder({ snapshot }: RuleContext, directory: string): string | undefined {
  const root = absolute(snapshot, "");
  return directory.startsWith(`${root}/`) ? directory.slice(root.length + 1) : undefined;
}
