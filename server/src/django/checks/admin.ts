/** `check_dependencies` of django/contrib/admin/checks.py, Django 3.2 to 6.1. */
import { type App, installedApps, isInstalled } from "../apps";
import { BACKEND_BASES, containsSubclass } from "../classes";
import { ADMIN, AUTH, CONTENT_TYPES, MESSAGES } from "../contrib";
import { type Python, raise } from "../python";
import { templateEngines } from "../templateEngines";
import type { CheckContext, DjangoCheck } from "./check";

const MIDDLEWARE: readonly (readonly [id: string, path: string])[] = [
  ["admin.E408", "django.contrib.auth.middleware.AuthenticationMiddleware"],
  ["admin.E409", "django.contrib.messages.middleware.MessageMiddleware"],
  ["admin.E410", "django.contrib.sessions.middleware.SessionMiddleware"],
];

export const adminChecks: readonly DjangoCheck[] = [
  {
    function: "django.contrib.admin.checks.check_dependencies",
    ids: [
      ..."401 402 403 404 405 406 408 409 410".split(" ").map((number) => `admin.E${number}`),
      "admin.W411",
    ],
    settings: ["INSTALLED_APPS", "TEMPLATES", "MIDDLEWARE", "AUTHENTICATION_BACKENDS"],
    run(python, [setting, templates, middleware, backends], context) {
      const { codebase } = context;
      const apps = installedApps(python, setting!, codebase);
      if (!isInstalled(python, apps, ADMIN)) return [];
      const ids: string[] = [];
      if (!isInstalled(python, apps, CONTENT_TYPES)) ids.push("admin.E401");
      if (!isInstalled(python, apps, AUTH)) {
        // E405 is on its way, but what follows imports the models of the application that is not installed.
        raise(
          "RuntimeError",
          "Model class django.contrib.auth.models.Permission doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.",
        );
      }
      if (!isInstalled(python, apps, MESSAGES)) ids.push("admin.E406");
      const engine = templateEngines(python, templates!, setting!, codebase).find(({ isDjango }) => isDjango);
      if (engine === undefined) ids.push("admin.E403");
      else {
        const processors = python.get(engine.options, "context_processors");
        const has = (path: string) =>
          processors !== undefined && !python.isNone(processors) && python.contains(processors, path);
        if (
          !has("django.contrib.auth.context_processors.auth") &&
          containsSubclass(
            python,
            backends!,
            "django.contrib.auth.backends.ModelBackend",
            codebase,
            BACKEND_BASES,
          )
        )
          ids.push("admin.E402");
        if (!has("django.contrib.messages.context_processors.messages")) ids.push("admin.E404");
        if (!has("django.template.context_processors.request") && hasSidebar(python, apps, context))
          ids.push("admin.W411");
      }
      for (const [id, path] of MIDDLEWARE)
        if (!containsSubclass(python, middleware!, path, codebase)) ids.push(id);
      return ids;
    },
  },
];

/** Whether some admin site has its navigation sidebar; the project's code may switch it off. */
function hasSidebar(python: Python, apps: readonly App[], { codebase }: CheckContext): boolean {
  const admin = apps.find(({ name }) => name === ADMIN);
  const plain = admin?.config?.kind === "django" && admin.config.name.endsWith(".AdminConfig");
  const switched = apps.some(
    ({ module }) =>
      module !== undefined &&
      ["admin", "apps", "urls", "sites"].some((name) =>
        codebase.mentions(`${module.name}.${name}`, "enable_nav_sidebar"),
      ),
  );
  return python.decide(
    plain && !switched ? true : undefined,
    apps,
    "sidebar",
    "whether the admin site has its sidebar is not known",
  );
}
