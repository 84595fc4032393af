/** django/contrib/staticfiles/checks.py and finders.py of Django 3.2 to 6.1. */
import type { Plain } from "../../settings/plain";
import { installedApps, isInstalled } from "../apps";
import { STATIC_FILES } from "../contrib";
import { compareVersions } from "../defaults";
import { isDirectory, pathText } from "../paths";
import { type Python, raise, typeName } from "../python";
import type { CheckContext, DjangoCheck } from "./check";

const FINDERS = "django.contrib.staticfiles.finders.";
const FILE_SYSTEM = `${FINDERS}FileSystemFinder`;

const MODULE = "django.contrib.staticfiles.checks";

/** Whether STATICFILES_FINDERS has the finder that reads STATICFILES_DIRS. Finders of other packages have checks of their own. */
function usesDirectories(python: Python, finders: Plain, { codebase }: CheckContext): boolean {
  const found = python.iterate(finders).map((item) => {
    const path = python.string(item, "rsplit");
    if (path === undefined) return python.decide(undefined, item, "reads STATICFILES_DIRS");
    if (path.startsWith("django.") || path === "") return path === FILE_SYSTEM;
    const finder = codebase.find(path);
    if (finder.kind === "missing") raise("ImportError", `${path} cannot be imported`);
    // A finder of another package may be derived from Django's; none that is known to be in use is.
    return finder.kind === "unknown"
      ? false
      : python.decide(codebase.isSubclass(finder, FILE_SYSTEM), item, "reads STATICFILES_DIRS");
  });
  return found.includes(true);
}

/** The prefix and the directory of an entry of STATICFILES_DIRS. */
function split(python: Python, item: Plain): { prefix: Plain | undefined; root: Plain } {
  if (!python.isInstance(item, "list", "tuple")) return { prefix: undefined, root: item };
  const [prefix, root] = python.unpack(item, 2);
  return { prefix: prefix!, root: root! };
}

export const staticFilesChecks: readonly DjangoCheck[] = [
  {
    function: `${MODULE}.check_finders`,
    ids: ["staticfiles.E001", "staticfiles.E002", "staticfiles.E003", "staticfiles.W004"],
    settings: ["INSTALLED_APPS", "STATICFILES_FINDERS", "STATICFILES_DIRS", "STATIC_ROOT", "CACHES"],
    run(python, [apps, finders, directories, staticRoot, caches], context) {
      const { codebase, version } = context;
      if (!isInstalled(python, installedApps(python, apps!, codebase), STATIC_FILES)) return [];
      if (!usesDirectories(python, finders!, context)) return [];
      const entries = python.iterate(directories!).map((item) => split(python, item));
      for (const { root } of entries) {
        if (root.kind === "dict" || root.kind === "list" || root.kind === "set")
          raise("TypeError", `unhashable type: '${root.kind}'`);
      }
      if (!python.isInstance(directories!, "list", "tuple")) return ["staticfiles.E001"];
      const ids = new Set<string>();
      for (const { prefix, root } of entries) {
        if (prefix !== undefined && endsWithSlash(python, prefix)) ids.add("staticfiles.E003");
        if (python.truthy(staticRoot!) && samePath(python, staticRoot!, root, context))
          ids.add("staticfiles.E002");
        if (compareVersions(version, "4.0") < 0) continue;
        if (root.kind === "none" || root.kind === "float" || root.kind === "tuple")
          raise("TypeError", `path should be string, bytes, os.PathLike or integer, not ${typeName(root)}`);
        if (root.kind !== "int" && root.kind !== "bool" && !isDirectory(python, root, caches!, codebase))
          ids.add("staticfiles.W004");
      }
      return [...ids];
    },
  },
  {
    function: `${MODULE}.check_storages`,
    ids: ["staticfiles.E005"],
    since: "5.0",
    settings: ["INSTALLED_APPS", "STORAGES"],
    run(python, [apps, storages], { codebase }) {
      if (!isInstalled(python, installedApps(python, apps!, codebase), STATIC_FILES)) return [];
      return python.contains(storages!, "staticfiles") ? [] : ["staticfiles.E005"];
    },
  },
];

function endsWithSlash(python: Python, prefix: Plain): boolean {
  const text = python.string(prefix, "endswith");
  return text === undefined ? python.decide(undefined, prefix, "ends with /") : text.endsWith("/");
}

function samePath(python: Python, a: Plain, b: Plain, { codebase }: CheckContext): boolean {
  const [one, other] = [pathText(a), pathText(b)];
  if (one === undefined || other === undefined)
    return python.decide(undefined, one === undefined ? a : b, "is STATIC_ROOT");
  return codebase.absolute(one) === codebase.absolute(other);
}
