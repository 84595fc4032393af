/** Evidence from the addresses that the project answers. */
import { type Routes, routesOf } from "../../project/urlconf";
import type { ChecklistContext, Evidence } from "../item";
import { perValue } from "./remembered";

const NONE: Routes = { routes: [], foreign: [], handlers: new Map() };

/** What the URLconf that production uses answers; nothing where it is not known. */
export const routes = perValue(({ settings, project, recall }: ChecklistContext): Routes => {
  const module = settings.value("ROOT_URLCONF");
  if (module.kind !== "str" || !/^\w+(?:\.\w+)*$/.test(module.value)) return NONE;
  return recall(`routes of ${module.value}`, (snapshot) => routesOf(snapshot, project.root, module.value));
});

/** Evidence from a pattern that answers an address; `pattern` is held against the whole path. */
export function route(pattern: RegExp, verb = "serves"): (context: ChecklistContext) => Evidence | undefined {
  const find = perValue((all: Routes) => all.routes.find(({ path }) => pattern.test(path)));
  return (context) => {
    const found = find(routes(context));
    return found && { detail: `${found.at.file} ${verb} /${found.path}.`, at: found.at };
  };
}

/** Evidence from URLs of an installed package that the project includes. */
export function includedUrls(
  module: RegExp,
  detail: string,
): (context: ChecklistContext) => Evidence | undefined {
  const find = perValue((all: Routes) => all.foreign.find((each) => module.test(each.module)));
  return (context) => {
    const found = find(routes(context));
    return found && { detail: `${found.at.file} ${detail}.`, at: found.at };
  };
}
