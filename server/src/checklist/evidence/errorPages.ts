/** Evidence for error pages of the site's own. */
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { filesOf, isAside, startOf } from "./files";
import { routes } from "./routes";

/** Templates or handlers for both what is missing and what fails. */
export function errorPages(context: ChecklistContext): Evidence | undefined {
  const missing = pageFor(context, "404");
  const failing = pageFor(context, "500");
  if (missing === undefined || failing === undefined) return undefined;
  return { detail: `${missing.what} and ${failing.what} answer errors.`, at: missing.at };
}

function pageFor(
  context: ChecklistContext,
  status: "404" | "500",
): { readonly what: string; readonly at: Location } | undefined {
  const at = routes(context).handlers.get(`handler${status}`);
  if (at !== undefined) return { what: `handler${status} of ${at.file}`, at };
  const name = new RegExp(`(?:^|/)(?:templates|jinja2)/${status}\\.html$`);
  const template = filesOf(context).paths.find((path) => name.test(path) && !isAside(path));
  return template === undefined ? undefined : { what: template, at: startOf(template) };
}
