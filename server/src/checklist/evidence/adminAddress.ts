/** Where the admin is. */
import { rootUrls } from "../../rules/urls";
import { reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { perDocument } from "../../syntax/document";
import type { Call, Expr } from "../../syntax/python/ast";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Decision } from "../item";
import { decided, isInstalled, notDecided } from "./basics";
import { nodesOf } from "./code";
import { routes } from "./routes";

/** Whether the project has the admin, as far as anybody knows. */
export function usesAdmin(context: ChecklistContext): boolean {
  return isInstalled(context, "django.contrib.admin") !== false;
}

/** Decides whether the admin has another address than the one in Django's tutorial. */
export function adminAddress(context: ChecklistContext): Decision {
  const document = rootUrls(context);
  if (document === undefined) return notDecided(whyNoUrls(context));
  const known = knownAddresses(context);
  const isKnown = ({ start }: Expr) =>
    known.some(({ at }) => at.file === document.path && at.start <= start && start < at.end);
  const decisions = [
    ...known.map(({ path, at }) => ({ ...judgePath(path, at.file), at })),
    ...adminRoutes(document)
      .filter((route) => !isKnown(route))
      .map((route): Decision => {
        const { start, end } = route;
        return { ...judgeRoute(context, route, document.path), at: { file: document.path, start, end } };
      }),
  ];
  return (
    decisions.find(({ state }) => state === "open") ??
    decisions.find(({ state }) => state === "unknown") ??
    decisions[0] ??
    notDecided(`no route to the admin was found in ${document.path}`)
  );
}

/** Where the URLconfs have the admin, and that of Wagtail, whatever the settings are. */
function knownAddresses(
  context: ChecklistContext,
): readonly { readonly path: string; readonly at: Location }[] {
  const { routes: own, foreign } = routes(context);
  return [
    ...own.filter(({ view }) => view !== undefined && ADMIN_VIEW.test(view)),
    ...foreign.filter(({ module }) => module === "wagtail.admin.urls"),
  ];
}

const ADMIN_VIEW = /(?:^|\.)site\.urls$|^\w*admin\w*\.urls$/i;

function whyNoUrls({ settings }: ChecklistContext): string {
  const urls = settings.value("ROOT_URLCONF");
  return urls.kind === "str" ? `${urls.value} was not found` : reasonOf(urls);
}

/** "admin/", r"^admin/", with a prefix for the language too */
const USUAL = /^\^?\/?(?:<language>\/)?admin\/?\$?$/;

function judgePath(path: string, file: string): Pick<Decision, "state" | "detail"> {
  return USUAL.test(path)
    ? {
        state: "open",
        detail: `${file} serves the admin at /admin/, the address that everybody tries first.`,
      }
    : { state: "ok", detail: `${file} serves the admin at an address of its own.` };
}

function judgeRoute({ settings }: ChecklistContext, route: Expr, path: string): Decision {
  if (route.type === "Constant" && route.constant.kind === "str")
    return judgePath(route.constant.value, path);
  const isSetting =
    route.type === "Attribute" && route.value.type === "Name" && route.value.id === "settings";
  if (!isSetting || !settings.defines(route.attr)) return notDecided("the admin's address is computed");
  const judgement = settings.judge([route.attr], (value) => {
    if (value.kind === "env") return satisfied();
    if (value.kind !== "str") return undecided(reasonOf(value));
    return USUAL.test(value.value) ? { state: "violated" } : satisfied();
  });
  const ok = `${path} serves the admin at the address in ${route.attr}.`;
  return decided(judgement, ok, judgePath("admin/", path)) ?? notDecided("the admin's address is computed");
}

const ROUTES: ReadonlySet<string> = new Set(["path", "re_path", "url"]);

/** The routes of `path("admin/", admin.site.urls)`, wherever they stand in a URLconf. */
const adminRoutes = perDocument((document): readonly Expr[] => {
  if (!/\.urls\b|wagtailadmin_urls/.test(document.text)) return [];
  const calls = [...nodesOf(document)].filter((node): node is Call => node.type === "Call");
  return calls.flatMap(({ func, args }) => {
    const [route, view] = args;
    if (func.type !== "Name" || !ROUTES.has(func.id) || route === undefined) return [];
    return view !== undefined && isAdmin(view) ? [route] : [];
  });
});

/** `admin.site.urls`, in `include()` too, and the admin of Wagtail. */
function isAdmin(view: Expr): boolean {
  if (view.type === "Call") return view.args.length > 0 && isAdmin(view.args[0]!);
  if (view.type === "Name") return view.id === "wagtailadmin_urls";
  if (view.type === "Constant")
    return view.constant.kind === "str" && view.constant.value === "wagtail.admin.urls";
  if (view.type !== "Attribute" || view.attr !== "urls") return false;
  const site = view.value;
  if (site.type === "Attribute") return site.attr === "site";
  return site.type === "Name" && /admin/i.test(site.id);
}
