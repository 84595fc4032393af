/** Tools of development that may have come into production, and what they do there. */
import { EditSession } from "../edits/session";
import { entry, truthy } from "../settings/plain";
import type { RuleContext, Severity } from "./rule";

export interface DebugTool {
  /** The name for people. */
  readonly name: string;
  readonly package: string;
  readonly app?: string;
  readonly middleware?: string;
  /** What it does where DEBUG is off; undefined where that is harmless, or nobody knows. */
  effect(context: RuleContext, tool: InstalledTool): Effect | undefined;
}

export interface InstalledTool {
  readonly hasApp: boolean;
  readonly hasMiddleware: boolean;
}

export interface Effect {
  readonly severity: Severity;
  readonly message: string;
}

/** For tools that look at DEBUG themselves. */
function idle(name: string): Effect {
  const message = `${name} is loaded in production, where it does nothing because DEBUG is off. Load it only where DEBUG is on.`;
  return { severity: "info", message };
}

export const DEBUG_TOOLS: readonly DebugTool[] = [
  {
    name: "Django Debug Toolbar",
    package: "django-debug-toolbar",
    app: "debug_toolbar",
    middleware: "debug_toolbar.middleware.DebugToolbarMiddleware",
    effect: (context, { hasMiddleware }) =>
      hasMiddleware && showsAlways(context)
        ? {
            severity: "error",
            message:
              "Django Debug Toolbar is shown to every visitor, even with DEBUG off, because SHOW_TOOLBAR_CALLBACK always returns True. It shows settings, headers and SQL.",
          }
        : idle("Django Debug Toolbar"),
  },
  {
    name: "django-browser-reload",
    package: "django-browser-reload",
    app: "django_browser_reload",
    middleware: "django_browser_reload.middleware.BrowserReloadMiddleware",
    effect: () => idle("django-browser-reload"),
  },
  {
    name: "django-silk",
    package: "django-silk",
    middleware: "silk.middleware.SilkyMiddleware",
    effect: ({ settings }) => {
      const on = (name: string) => (settings.defines(name) ? truthy(settings.value(name)) : false);
      const recorded = "Silk stores each request of production, with its body and SQL, in the database";
      if (on("SILKY_AUTHENTICATION") === false) {
        const message = `${recorded}, and anyone can open its pages, because SILKY_AUTHENTICATION is off.`;
        return { severity: "error", message };
      }
      if (on("SILKY_AUTHENTICATION") !== true || on("SILKY_AUTHORISATION") !== false) return undefined;
      const message = `${recorded}, and every logged-in user can open its pages, because SILKY_AUTHORISATION is off.`;
      return { severity: "warning", message };
    },
  },
  {
    name: "pyinstrument",
    package: "pyinstrument",
    middleware: "pyinstrument.middleware.ProfilerMiddleware",
    effect: ({ settings }) =>
      settings.defines("PYINSTRUMENT_SHOW_CALLBACK") || settings.open !== undefined
        ? undefined
        : {
            severity: "error",
            message:
              "Anyone who adds ?profile to a URL sees a profile of the server's code instead of the page: files, functions and times. Only PYINSTRUMENT_SHOW_CALLBACK can keep visitors out.",
          },
  },
  {
    name: "zeal",
    package: "django-zeal",
    app: "zeal",
    middleware: "zeal.middleware.zeal_middleware",
    effect: ({ settings }, { hasApp, hasMiddleware }) => {
      if (!hasApp || !hasMiddleware || settings.open !== undefined) return undefined;
      const raises = settings.defines("ZEAL_RAISE") ? truthy(settings.value("ZEAL_RAISE")) : true;
      return raises === true
        ? {
            severity: "error",
            message:
              "Zeal raises an exception where a page repeats a query for each row: in production, visitors get error 500 for a page that would only be slow.",
          }
        : undefined;
    },
  },
  {
    name: "nplusone",
    package: "nplusone",
    app: "nplusone.ext.django",
    middleware: "nplusone.ext.django.NPlusOneMiddleware",
    effect: ({ settings }, { hasMiddleware }) => {
      if (!hasMiddleware) return undefined;
      const raises = settings.defines("NPLUSONE_RAISE") ? truthy(settings.value("NPLUSONE_RAISE")) : false;
      if (raises === undefined) return undefined;
      return raises
        ? {
            severity: "error",
            message:
              "With NPLUSONE_RAISE, a page that repeats a query for each row fails with error 500 in production, where it would only be slow.",
          }
        : {
            severity: "info",
            message:
              "nplusone watches every query in production, which costs time in every request. It is meant for development and tests.",
          };
    },
  },
  {
    name: "django-querycount",
    package: "django-querycount",
    middleware: "querycount.middleware.QueryCountMiddleware",
    effect: () => idle("django-querycount"),
  },
];

/** Whether DEBUG_TOOLBAR_CONFIG shows the toolbar to everybody, with `lambda request: True`. */
function showsAlways({ settings, snapshot }: RuleContext): boolean {
  if (!settings.defines("DEBUG_TOOLBAR_CONFIG")) return false;
  const callback = entry(settings.value("DEBUG_TOOLBAR_CONFIG"), "SHOW_TOOLBAR_CALLBACK");
  if (callback?.at === undefined) return false;
  const node = new EditSession(snapshot).python(callback.at.file)?.expression(callback.at)?.node;
  const body = node?.type === "Lambda" ? node.body : undefined;
  return body?.type === "Constant" && body.constant.kind === "bool" && body.constant.value;
}
