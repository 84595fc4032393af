/** Evidence from files that are served as they are. */
import { basename, dirname, join } from "../../paths";
import { directoryOf, insideFolder } from "../../rules/directories";
import type { ChecklistContext, Evidence } from "../item";
import { filesOf, isAside, startOf } from "./files";

const STATIC = /(?:^|\/)(?:static|assets|public)\//;

/** Evidence from a file below a directory of static files, wherever it is served. */
export function staticFile(
  name: RegExp,
  detail: string,
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const found = filesOf(context).paths.find(
      (path) => name.test(basename(path)) && STATIC.test(path) && !isAside(path),
    );
    return found === undefined ? undefined : { detail: `${found} ${detail}.`, at: startOf(found) };
  };
}

/** Evidence from a file that is served at the root of the site: from WHITENOISE_ROOT, or by what builds a front end. */
export function rootFile(name: RegExp, detail: string): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const root = whitenoiseRoot(context);
    const { paths } = filesOf(context);
    const all = new Set(paths);
    const found = paths.find((path) => {
      if (!name.test(basename(path)) || isAside(path)) return false;
      const directory = dirname(path);
      if (directory === root) return true;
      return basename(directory) === "public" && all.has(join(dirname(directory), "package.json"));
    });
    return found === undefined ? undefined : { detail: `${found} ${detail}.`, at: startOf(found) };
  };
}

function whitenoiseRoot(context: ChecklistContext): string | undefined {
  const directory = directoryOf(context, context.settings.value("WHITENOISE_ROOT"));
  return directory && insideFolder(context, directory);
}
