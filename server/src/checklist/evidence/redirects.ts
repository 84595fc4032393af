/** Redirects of addresses that a site had before. */

import { rootUrls } from "../../rules/urls";
import { contains } from "../../settings/plain";
import { perDocument } from "../../syntax/document";
import type { Call, Expr } from "../../syntax/python/ast";
import { absoluteStatements, descendants } from "../../syntax/python/find";
import type { Range } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { isInstalled } from "./basics";

const FALLBACK = "django.contrib.redirects.middleware.RedirectFallbackMiddleware";

/** Django's redirects app with its middleware, or a permanent redirect among the URLs. */
export function permanentRedirect(context: ChecklistContext): Evidence | undefined {
  const { settings } = context;
  const app = isInstalled(context, "django.contrib.redirects");
  if (app === true && contains(settings.value("MIDDLEWARE"), FALLBACK) === true)
    return {
      detail: "The settings install django.contrib.redirects and its middleware.",
      at: settings.location("INSTALLED_APPS"),
    };
  const document = rootUrls(context);
  const [first] = document === undefined ? [] : redirectsIn(document);
  if (document === undefined || first === undefined) return undefined;
  const { start, end } = first;
  return { detail: `${document.path} redirects permanently.`, at: { file: document.path, start, end } };
}

/** `path("old/", RedirectView.as_view(url=..., permanent=True))` */
const redirectsIn = perDocument((document): readonly Range[] => {
  if (!document.text.includes("RedirectView")) return [];
  const calls = absoluteStatements(document.python()).flatMap((statement) =>
    [...descendants(statement)].filter((node): node is Call => node.type === "Call"),
  );
  return calls.filter(({ args: [route, view] }) => view !== undefined && isPermanent(view) && !isIcon(route));
});

function isPermanent(view: Expr): boolean {
  if (view.type !== "Call" || view.func.type !== "Attribute" || view.func.attr !== "as_view") return false;
  const { value } = view.func;
  if (value.type !== "Name" || value.id !== "RedirectView") return false;
  return view.keywords.some(
    ({ arg, value: given }) =>
      arg === "permanent" &&
      given.type === "Constant" &&
      given.constant.kind === "bool" &&
      given.constant.value,
  );
}

/** Where browsers look for the icon, which the redirect leads to the static files. */
function isIcon(route: Expr | undefined): boolean {
  const isText = route?.type === "Constant" && route.constant.kind === "str";
  return isText && /favicon|apple-touch|robots/.test(route.constant.value);
}
