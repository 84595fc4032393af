/** Evidence from files that are served as they are. */
import { dirname, join } from "../../paths";
import { directoryOf, insideFolder } from "../../rules/directories";
import type { ChecklistContext, Evidence } from "../item";
import { filesNamed, startOf } from "./files";

const STATIC = /(?:^|\/)(?:static|assets|public)\//;

/** Evidence from a file below a directory of static files, wherever it is served. */
export function staticFile(
  name: RegExp,
  detail: string,
): (context: ChecklistContext) => Evidence | undefined {
  const named = filesNamed(name);
  return (context) => {
    const found = named(context).find((path) => STATIC.test(path));
    return found === undefined ? undefined : { detail: `${found} ${detail}.`, at: startOf(found) };
  };
}

/** Evidence from a file that is served at the root of the site: from WHITENOISE_ROOT, or by what builds a front end. */
export function rootFile(name: RegExp, detail: string): (context: ChecklistContext) => Evidence | undefined {
  const named = filesNamed(name);
  const ofFrontEnd = filesNamed(/^package\.json$/);
  return (context) => {
    const paths = named(context);
    if (paths.length === 0) return undefined;
    const roots = [
      whitenoiseRoot(context),
      ...ofFrontEnd(context).map((path) => join(dirname(path), "public")),
    ];
    const found = paths.find((path) => roots.includes(dirname(path)));
    return found === undefined ? undefined : { detail: `${found} ${detail}.`, at: startOf(found) };
  };
}

function whitenoiseRoot(context: ChecklistContext): string | undefined {
  const directory = directoryOf(context, context.settings.value("WHITENOISE_ROOT"));
  return directory && insideFolder(context, directory);
}
