/**
 * django/core/checks/security/{base,csrf,sessions}.py of Django 3.2 to 6.1, condition by condition.
 *
 * Membership is Django's own: an exact string in the list, no subclass. `is True` is identity, not truth; the cookie checks
 * used truth before 4.1.
 */
import type { DjangoVersion } from "../../project/project";
import { contains, isTrue, type Plain, type Tri, truthy } from "../../settings/plain";
import { compareVersions } from "../defaults";
import { all, any, type DjangoCheck, no } from "./check";

export const SECURITY_MIDDLEWARE = "django.middleware.security.SecurityMiddleware";
export const XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware";
export const CSRF_MIDDLEWARE = "django.middleware.csrf.CsrfViewMiddleware";
export const SESSION_MIDDLEWARE = "django.contrib.sessions.middleware.SessionMiddleware";
export const CSP_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware";
export const SESSIONS_APP = "django.contrib.sessions";

const REFERRER_POLICIES = new Set([
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
]);

const OPENER_POLICIES = new Set(["same-origin", "same-origin-allow-popups", "unsafe-none"]);

/** A check of a setting that SecurityMiddleware gives effect to. */
function underSecurityMiddleware(
  id: string,
  settings: readonly string[],
  reports: (values: readonly Plain[], version: DjangoVersion) => Tri,
  since?: DjangoVersion,
): DjangoCheck {
  return {
    id,
    since,
    settings: ["MIDDLEWARE", ...settings],
    reports: ([middleware, ...values], version) => {
      const installed = contains(middleware!, SECURITY_MIDDLEWARE);
      return installed === false ? false : all(installed, reports(values, version));
    },
  };
}

/** Whether a key is too weak: short, few different characters, or made by startproject. */
export function isWeakKey(key: Plain): Tri {
  if (key.kind === "str") {
    const characters = [...key.value];
    return characters.length < 50 || new Set(characters).size < 5 || key.value.startsWith("django-insecure-");
  }
  // Falsy keys raise when they are read, which the check reports; other types crash it.
  return truthy(key) === false ? true : undefined;
}

/** `setting is not True` from 4.1 on, `not setting` before. */
function notSecure(value: Plain, version: DjangoVersion): Tri {
  return no(compareVersions(version, "4.1") >= 0 ? isTrue(value) : truthy(value));
}

/** The three ids of a session cookie check: the app only, the middleware only, both. */
function sessionCookie(
  setting: string,
  ids: readonly [app: string, middleware: string, both: string],
): DjangoCheck[] {
  return ids.map((id, n) => ({
    id,
    settings: ["INSTALLED_APPS", "MIDDLEWARE", setting],
    reports: ([apps, middleware, value], version) => {
      const app = contains(apps!, SESSIONS_APP);
      const installed = contains(middleware!, SESSION_MIDDLEWARE);
      const which =
        n === 0 ? all(app, no(installed)) : n === 1 ? all(no(app), installed) : all(app, installed);
      return all(which, notSecure(value!, version));
    },
  }));
}

function missingMiddleware(id: string, path: string): DjangoCheck {
  return { id, settings: ["MIDDLEWARE"], reports: ([middleware]) => no(contains(middleware!, path)) };
}

/** E023: a string is split at commas; anything but a known policy is wrong. */
function invalidReferrerPolicy(value: Plain): Tri {
  if (value.kind === "none") return false;
  if (value.kind === "str") {
    return value.value.split(",").some((policy) => !REFERRER_POLICIES.has(policy.trim()));
  }
  if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return undefined;
  const bad = value.items.map(
    (item): Tri =>
      item.kind === "str"
        ? !REFERRER_POLICIES.has(item.value)
        : item.kind === "env" || item.kind === "unknown"
          ? undefined
          : true,
  );
  return any(...bad, value.open === undefined ? false : undefined);
}

function invalidOpenerPolicy(value: Plain): Tri {
  if (value.kind === "none") return false;
  if (value.kind === "str") return !OPENER_POLICIES.has(value.value);
  return value.kind === "bool" || value.kind === "int" ? true : undefined;
}

function notDictOrNone(value: Plain): Tri {
  if (value.kind === "none" || value.kind === "dict") return false;
  return value.kind === "env" || value.kind === "unknown" ? undefined : true;
}

/** Whether a policy mentions CSP.NONCE, whose value no literal has. */
function mentionsNonce(policy: Plain): Tri {
  if (policy.kind === "none") return false;
  if (policy.kind !== "dict" || policy.open !== undefined) return undefined;
  return any(
    ...policy.entries.map(([, value]): Tri => {
      if (value.kind === "str" || value.kind === "bool" || value.kind === "none") return false;
      if (value.kind !== "list" && value.kind !== "tuple" && value.kind !== "set") return undefined;
      return value.open === undefined && value.items.every((item) => item.kind === "str") ? false : undefined;
    }),
  );
}

export const securityChecks: readonly DjangoCheck[] = [
  missingMiddleware("security.W001", SECURITY_MIDDLEWARE),
  missingMiddleware("security.W002", XFRAME_MIDDLEWARE),
  missingMiddleware("security.W003", CSRF_MIDDLEWARE),
  underSecurityMiddleware("security.W004", ["SECURE_HSTS_SECONDS"], ([seconds]) => no(truthy(seconds!))),
  underSecurityMiddleware(
    "security.W005",
    ["SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"],
    ([seconds, subdomains]) => all(truthy(seconds!), no(isTrue(subdomains!))),
  ),
  underSecurityMiddleware("security.W006", ["SECURE_CONTENT_TYPE_NOSNIFF"], ([nosniff]) =>
    no(isTrue(nosniff!)),
  ),
  underSecurityMiddleware("security.W008", ["SECURE_SSL_REDIRECT"], ([redirect]) => no(isTrue(redirect!))),
  { id: "security.W009", settings: ["SECRET_KEY"], reports: ([key]) => isWeakKey(key!) },
  ...sessionCookie("SESSION_COOKIE_SECURE", ["security.W010", "security.W011", "security.W012"]),
  ...sessionCookie("SESSION_COOKIE_HTTPONLY", ["security.W013", "security.W014", "security.W015"]),
  {
    id: "security.W016",
    settings: ["MIDDLEWARE", "CSRF_USE_SESSIONS", "CSRF_COOKIE_SECURE"],
    reports: ([middleware, useSessions, secure], version) =>
      all(no(truthy(useSessions!)), contains(middleware!, CSRF_MIDDLEWARE), notSecure(secure!, version)),
  },
  { id: "security.W018", settings: ["DEBUG"], reports: ([debug]) => truthy(debug!) },
  {
    id: "security.W019",
    settings: ["MIDDLEWARE", "X_FRAME_OPTIONS"],
    reports: ([middleware, options]) =>
      all(
        contains(middleware!, XFRAME_MIDDLEWARE),
        options!.kind === "str"
          ? options!.value !== "DENY"
          : options!.kind === "env" || options!.kind === "unknown"
            ? undefined
            : true,
      ),
  },
  { id: "security.W020", settings: ["ALLOWED_HOSTS"], reports: ([hosts]) => no(truthy(hosts!)) },
  underSecurityMiddleware(
    "security.W021",
    ["SECURE_HSTS_SECONDS", "SECURE_HSTS_PRELOAD"],
    ([seconds, preload]) => all(truthy(seconds!), no(isTrue(preload!))),
  ),
  underSecurityMiddleware("security.W022", ["SECURE_REFERRER_POLICY"], ([policy]) =>
    policy!.kind === "none" ? true : policy!.kind === "unknown" ? undefined : false,
  ),
  underSecurityMiddleware("security.E023", ["SECURE_REFERRER_POLICY"], ([policy]) =>
    invalidReferrerPolicy(policy!),
  ),
  underSecurityMiddleware(
    "security.E024",
    ["SECURE_CROSS_ORIGIN_OPENER_POLICY"],
    ([policy]) => invalidOpenerPolicy(policy!),
    "4.0",
  ),
  {
    id: "security.W025",
    since: "4.1",
    settings: ["SECRET_KEY_FALLBACKS"],
    reports: ([keys]) => {
      if (keys!.kind !== "list" && keys!.kind !== "tuple") return undefined;
      return any(...keys!.items.map(isWeakKey), keys!.open === undefined ? false : undefined);
    },
  },
  {
    id: "security.E026",
    since: "6.0",
    settings: ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"],
    reports: (policies) => any(...policies.map(notDictOrNone)),
  },
  {
    id: "security.W027",
    since: "6.1",
    settings: ["MIDDLEWARE", "SECURE_CSP", "SECURE_CSP_REPORT_ONLY"],
    // With a nonce in a policy it depends on TEMPLATES; without one it is clear.
    reports: ([middleware, ...policies]) =>
      all(contains(middleware!, CSP_MIDDLEWARE), any(...policies.map(mentionsNonce))),
  },
  {
    id: "security.E100",
    since: "3.1",
    until: "4.0",
    settings: ["DEFAULT_HASHING_ALGORITHM"],
    reports: ([algorithm]) =>
      algorithm!.kind === "str" ? !["sha1", "sha256"].includes(algorithm!.value) : undefined,
  },
];
