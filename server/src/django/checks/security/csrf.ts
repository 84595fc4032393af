/** django/core/checks/security/csrf.py of Django 3.2 to 6.1. */
import type { Parameter } from "../../../syntax/python/ast";
import type { Codebase } from "../../codebase";
import { compareVersions } from "../../defaults";
import { type Python, raise } from "../../python";
import type { CheckContext, DjangoCheck } from "../check";

const CSRF_MIDDLEWARE = "django.middleware.csrf.CsrfViewMiddleware";
const DEFAULT_VIEW = "django.views.csrf.csrf_failure";

export const csrfChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.security.csrf.check_csrf_middleware",
    ids: ["security.W003"],
    settings: ["MIDDLEWARE"],
    run: (python, [middleware]) => (python.contains(middleware!, CSRF_MIDDLEWARE) ? [] : ["security.W003"]),
  },
  {
    function: "django.core.checks.security.csrf.check_csrf_cookie_secure",
    ids: ["security.W016"],
    settings: ["MIDDLEWARE", "CSRF_USE_SESSIONS", "CSRF_COOKIE_SECURE"],
    run(python, [middleware, useSessions, secure], { version }) {
      if (python.truthy(useSessions!) || !python.contains(middleware!, CSRF_MIDDLEWARE)) return [];
      const safe = compareVersions(version, "4.1") >= 0 ? python.isTrue(secure!) : python.truthy(secure!);
      return safe ? [] : ["security.W016"];
    },
  },
  {
    function: "django.core.checks.security.csrf.check_csrf_failure_view",
    ids: ["security.E101", "security.E102"],
    settings: ["CSRF_FAILURE_VIEW"],
    run(python, [view], context) {
      if (view!.kind === "unknown" || view!.kind === "env") {
        return python.decide(undefined, view, "works") ? [] : ["security.E102"];
      }
      if (view!.kind !== "str")
        return raise("ViewDoesNotExist", "the value is not a callable or a dot-notation path");
      return view!.value === DEFAULT_VIEW ? [] : failureView(python, view!.value, context);
    },
  },
];

function failureView(python: Python, path: string, { codebase }: CheckContext): readonly string[] {
  const dot = path.lastIndexOf(".");
  if (dot < 0) return ["security.E102"];
  const found = codebase.find(path);
  switch (found.kind) {
    case "function": {
      const { parameters } = found.definition;
      return acceptsRequestAndReason(parameters) ? [] : ["security.E101"];
    }
    case "missing":
      return missingView(python, path, path.slice(0, dot), codebase);
    case "module":
      return raise("ViewDoesNotExist", `Could not import '${path}'. View is not callable.`);
    default: {
      const reason = "reason" in found ? found.reason : `${path} is not followed`;
      return python.decide(undefined, found, "works", reason) ? [] : ["security.E102"];
    }
  }
}

/** `get_callable` tells a missing view of a module or package from one that cannot be imported at all. */
function missingView(
  python: Python,
  path: string,
  moduleName: string,
  codebase: Codebase,
): readonly string[] {
  if (codebase.module(moduleName)) {
    return raise(
      "ViewDoesNotExist",
      `Could not import '${path}'. View does not exist in module ${moduleName}.`,
    );
  }
  const dot = moduleName.lastIndexOf(".");
  const parent = dot < 0 ? null : codebase.module(moduleName.slice(0, dot));
  if (parent) {
    return raise(
      "ViewDoesNotExist",
      `Could not import '${path}'. Parent module ${moduleName} does not exist.`,
    );
  }
  const known = parent === null;
  return python.decide(known ? true : undefined, path, "missing", `${moduleName} is not part of the project`)
    ? ["security.E102"]
    : [];
}

/** `signature(view).bind(None, reason=None)` */
function acceptsRequestAndReason(parameters: readonly Parameter[]): boolean {
  const positional = parameters.filter(({ kind }) => kind === "plain" || kind === "positional-only");
  const star = parameters.some(({ kind }) => kind === "*");
  const starStar = parameters.some(({ kind }) => kind === "**");
  const [request, ...rest] = positional;
  if (request === undefined && !star) return false;
  const named = (parameter: Parameter) => parameter.name === "reason" && parameter.kind !== "positional-only";
  // The request would be passed by position and the reason by name to the same parameter.
  if (request !== undefined && named(request)) return false;
  const keywordOnly = parameters.filter(({ kind }) => kind === "keyword-only");
  const takesReason = starStar || [...rest, ...keywordOnly].some(named);
  return (
    takesReason &&
    [...rest, ...keywordOnly].every((parameter) => parameter.default !== undefined || named(parameter))
  );
}
