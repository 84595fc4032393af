/** Evidence for error pages of the site's own. */
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { filesNamed, startOf } from "./files";
import { routes } from "./routes";

const TEMPLATES = { "404": filesNamed(/^404\.html$/), "500": filesNamed(/^500\.html$/) };
const AT_TOP = /(?:^|\/)(?:templates|jinja2)\/[^/]*$/;

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
  const template = TEMPLATES[status](context).find((path) => AT_TOP.test(path));
  return template === undefined ? undefined : { what: template, at: startOf(template) };
}
