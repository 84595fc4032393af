/** Evidence from the addresses that the project answers. */
import { type Routes, routesOf } from "../../project/urlconf";
import type { ChecklistContext, Evidence } from "../item";

const NONE: Routes = { routes: [], foreign: [], handlers: new Map() };

/** What the URLconf that production uses answers; nothing where it is not known. */
export function routes({ settings, project, recall }: ChecklistContext): Routes {
  const module = settings.value("ROOT_URLCONF");
  if (module.kind !== "str" || !/^\w+(?:\.\w+)*$/.test(module.value)) return NONE;
  return recall(`routes of ${module.value}`, (snapshot) => routesOf(snapshot, project.root, module.value));
}

/** Evidence from a pattern that answers an address; `pattern` is held against the whole path. */
export function route(
  pattern: RegExp,
  detail = "serves",
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const found = routes(context).routes.find(({ path }) => pattern.test(path));
    return found && { detail: `${found.at.file} ${detail} /${found.path}.`, at: found.at };
  };
}

/** Evidence from URLs of an installed package that the project includes. */
export function includedUrls(
  module: RegExp,
  detail: string,
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    const found = routes(context).foreign.find((each) => module.test(each.module));
    return found && { detail: `${found.at.file} ${detail}.`, at: found.at };
  };
}
