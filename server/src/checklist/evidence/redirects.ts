/** Redirects of addresses that a site had before. */

import { contains } from "../../settings/plain";
import { perDocument } from "../../syntax/document";
import type { Call, Expr } from "../../syntax/python/ast";
import type { Range } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { isInstalled } from "./basics";
import { lastName, nodesOf } from "./code";
import { routes } from "./routes";

/** Apps that redirect addresses from a table, each with the middleware that does it. */
const APPS: readonly (readonly [app: string, middleware: string])[] = [
  ["django.contrib.redirects", "django.contrib.redirects.middleware.RedirectFallbackMiddleware"],
  ["wagtail.contrib.redirects", "wagtail.contrib.redirects.middleware.RedirectMiddleware"],
];

/** An app for redirects with its middleware, or a permanent redirect among the URLs. */
export function permanentRedirect(context: ChecklistContext): Evidence | undefined {
  const { settings } = context;
  const middleware = settings.value("MIDDLEWARE");
  const app = APPS.find(
    ([name, needed]) => isInstalled(context, name) === true && contains(middleware, needed) === true,
  );
  if (app !== undefined)
    return {
      detail: `The settings install ${app[0]} and its middleware.`,
      at: settings.location("INSTALLED_APPS"),
    };
  const views = routes(context).routes.filter(({ view }) => view !== undefined && REDIRECT.test(view));
  for (const { at } of views) {
    const document = context.snapshot.file(at.file);
    const found = document && redirectsIn(document).find(({ start }) => start === at.start);
    if (found !== undefined) return { detail: `${at.file} redirects permanently.`, at };
  }
  return undefined;
}

const REDIRECT = /(?:^|\.)RedirectView\.as_view$/;

/** `path("old/", RedirectView.as_view(url=..., permanent=True))` */
const redirectsIn = perDocument((document): readonly Range[] => {
  if (!document.text.includes("RedirectView")) return [];
  const calls = [...nodesOf(document)].filter((node): node is Call => node.type === "Call");
  return calls.filter(({ args: [route, view] }) => view !== undefined && isPermanent(view) && !isIcon(route));
});

function isPermanent(view: Expr): boolean {
  if (view.type !== "Call" || view.func.type !== "Attribute" || view.func.attr !== "as_view") return false;
  if (lastName(view.func.value) !== "RedirectView") return false;
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
