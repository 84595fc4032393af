/** django/core/checks/security/sessions.py of Django 3.2 to 6.1. */
import { compareVersions } from "../../defaults";
import type { DjangoCheck } from "../check";

const SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware";
const SESSIONS_APP = "django.contrib.sessions";

/** The ids: the application only, the middleware only, both. */
function cookieCheck(
  name: string,
  setting: string,
  ids: readonly [app: string, middleware: string, both: string],
): DjangoCheck {
  return {
    function: `django.core.checks.security.sessions.${name}`,
    ids,
    settings: ["INSTALLED_APPS", "MIDDLEWARE", setting],
    run(python, [apps, middleware, value], { version }) {
      // Before 4.1 anything true would do.
      const safe = compareVersions(version, "4.1") >= 0 ? python.isTrue(value!) : python.truthy(value!);
      if (safe) return [];
      const app = python.contains(apps!, SESSIONS_APP);
      const installed = python.contains(middleware!, SESSION_MIDDLEWARE);
      if (app && installed) return [ids[2]];
      return app ? [ids[0]] : installed ? [ids[1]] : [];
    },
  };
}

export const sessionChecks: readonly DjangoCheck[] = [
  cookieCheck("check_session_cookie_secure", "SESSION_COOKIE_SECURE", [
    "security.W010",
    "security.W011",
    "security.W012",
  ]),
  cookieCheck("check_session_cookie_httponly", "SESSION_COOKIE_HTTPONLY", [
    "security.W013",
    "security.W014",
    "security.W015",
  ]),
];
