/** django/contrib/auth/checks.py of Django 5.1 to 6.1, as far as settings decide it. */
import { installedApps, isInstalled } from "../apps";
import { subclasses } from "../classes";
import { AUTH } from "../contrib";
import type { DjangoCheck } from "./check";

const LOGIN_REQUIRED = "django.contrib.auth.middleware.LoginRequiredMiddleware";
const AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware";

export const authChecks: readonly DjangoCheck[] = [
  {
    function: "django.contrib.auth.checks.check_middleware",
    ids: ["auth.E013"],
    since: "5.1",
    settings: ["INSTALLED_APPS", "MIDDLEWARE"],
    run(python, [apps, middleware], { codebase }) {
      if (!isInstalled(python, installedApps(python, apps!, codebase), AUTH)) return [];
      const index = (ancestor: string) =>
        subclasses(python, middleware!, ancestor, codebase).findIndex(({ is, reason }, n) =>
          python.decide(is, middleware, `${ancestor} ${n}`, reason || undefined),
        );
      const required = index(LOGIN_REQUIRED);
      if (required < 0) return [];
      const authentication = index(AUTHENTICATION);
      return authentication < 0 || authentication > required ? ["auth.E013"] : [];
    },
  },
];
