/** Where the admin is. */
import { rootUrls } from "../../rules/urls";
import { reasonOf } from "../../rules/verdicts";
import type { Plain } from "../../settings/plain";
import { perDocument } from "../../syntax/document";
import type { Call, Expr } from "../../syntax/python/ast";
import { absoluteStatements, descendants } from "../../syntax/python/find";
import type { ChecklistContext, Decision } from "../item";
import { isInstalled, notDecided } from "./basics";

/** Whether the project has the admin, as far as anybody knows. */
export function usesAdmin(context: ChecklistContext): boolean {
  return isInstalled(context, "django.contrib.admin") !== false;
}

/** Decides whether the admin has another address than the one in Django's tutorial. */
export function adminAddress(context: ChecklistContext): Decision {
  const document = rootUrls(context);
  if (document === undefined) return notDecided("the module that ROOT_URLCONF names is not known");
  const routes = adminRoutes(document);
  if (routes.length === 0) return notDecided(`no route to the admin was found in ${document.path}`);
  const decisions = routes.map((route): Decision => {
    const { start, end } = route;
    return { ...judge(context, route, document.path), at: { file: document.path, start, end } };
  });
  return (
    decisions.find(({ state }) => state === "open") ??
    decisions.find(({ state }) => state === "unknown") ??
    decisions[0]!
  );
}

function judge(context: ChecklistContext, route: Expr, path: string): Decision {
  const value = addressIn(context, route);
  switch (value.kind) {
    case "str":
      return USUAL.test(value.value)
        ? { state: "open", detail: `${path} serves the admin at the address that everybody tries first.` }
        : { state: "ok", detail: `${path} serves the admin at an address of its own.` };
    case "env":
      return { state: "ok", detail: `The admin's address comes from the variable ${value.name}.` };
    default:
      return notDecided(value.kind === "unknown" ? value.reason : reasonOf(value));
  }
}

/** "admin/", r"^admin/" */
const USUAL = /^\^?\/?(?:django[-_]?)?admin\/?\$?$/;

/** A route as it is written, or the setting that it is taken from. */
function addressIn({ settings }: ChecklistContext, route: Expr): Plain {
  if (route.type === "Constant" && route.constant.kind === "str") return route.constant;
  const isSetting =
    route.type === "Attribute" && route.value.type === "Name" && route.value.id === "settings";
  if (isSetting && settings.defines(route.attr)) return settings.value(route.attr);
  return { kind: "unknown", reason: "the admin's address is computed" };
}

const ROUTES: ReadonlySet<string> = new Set(["path", "re_path", "url"]);

/** The routes of `path("admin/", admin.site.urls)`, wherever they stand in a URLconf. */
const adminRoutes = perDocument((document): readonly Expr[] => {
  if (!document.text.includes(".urls")) return [];
  const calls = absoluteStatements(document.python()).flatMap((statement) =>
    [...descendants(statement)].filter((node): node is Call => node.type === "Call"),
  );
  return calls.flatMap(({ func, args }) => {
    const [route, view] = args;
    if (func.type !== "Name" || !ROUTES.has(func.id) || route === undefined) return [];
    return view !== undefined && isAdmin(view) ? [route] : [];
  });
});

/** `admin.site.urls`, in `include()` too. */
function isAdmin(view: Expr): boolean {
  if (view.type === "Call") return view.args.length > 0 && isAdmin(view.args[0]!);
  if (view.type !== "Attribute" || view.attr !== "urls") return false;
  const site = view.value;
  if (site.type === "Attribute") return site.attr === "site";
  return site.type === "Name" && /admin/i.test(site.id);
}
