/**
 * django/core/checks/security/base.py of Django 3.2 to 6.1.
 *
 * Membership is Django's own: an exact string in the list, no subclass. `is True` is identity, not truth.
 */

import type { DjangoVersion } from "../../../project/project";
import type { Plain } from "../../../settings/plain";
import { type Python, raise, typeName } from "../../python";
import { REFERRER_POLICIES } from "../../referrerPolicies";
import type { DjangoCheck } from "../check";

const SECURITY_MIDDLEWARE = "django.middleware.security.SecurityMiddleware";
const XFRAME_MIDDLEWARE = "django.middleware.clickjacking.XFrameOptionsMiddleware";
const CSP_MIDDLEWARE = "django.middleware.csp.ContentSecurityPolicyMiddleware";
const CSP_CONTEXT_PROCESSOR = "django.template.context_processors.csp";

/** The value of CSP.NONCE. */
const NONCE = "<CSP_NONCE_SENTINEL>";

const OPENER_POLICIES = new Set(["same-origin", "same-origin-allow-popups", "unsafe-none"]);

const module = "django.core.checks.security.base";

/** A check with one id. */
function check(
  name: string,
  id: string,
  settings: readonly string[],
  reports: (python: Python, ...values: Plain[]) => boolean,
  since?: DjangoVersion,
): DjangoCheck {
  return {
    function: `${module}.${name}`,
    ids: [id],
    since,
    settings,
    run: (python, values) => (reports(python, ...values) ? [id] : []),
  };
}

const hasSecurity = (python: Python, middleware: Plain) => python.contains(middleware, SECURITY_MIDDLEWARE);

/** `_check_secret_key`: long enough, of enough different characters, and not made by startproject. */
function isStrongKey(python: Python, key: Plain): boolean {
  switch (key.kind) {
    case "unknown":
    case "env":
      return python.decide(undefined, key, "strong key");
    case "str": {
      const characters = [...key.value];
      return (
        new Set(characters).size >= 5 && characters.length >= 50 && !key.value.startsWith("django-insecure-")
      );
    }
    default: {
      const items = python.iterate(key);
      for (const item of items) hash(item);
      const distinct = new Set(items.map((item) => JSON.stringify({ ...item, at: undefined }, plainText)));
      if (distinct.size < 5 || items.length < 50) return false;
      if (key.kind === "bytes")
        raise("TypeError", "startswith first arg must be bytes or a tuple of bytes, not str");
      return raise("AttributeError", `'${typeName(key)}' object has no attribute 'startswith'`);
    }
  }
}

function plainText(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** `hash(value)` */
function hash(value: Plain): void {
  if (value.kind === "list" || value.kind === "dict" || value.kind === "set")
    raise("TypeError", `unhashable type: '${value.kind}'`);
  if (value.kind === "tuple") for (const item of value.items) hash(item);
}

/** `_csp_policy_contains_nonce` */
function containsNonce(python: Python, policy: Plain): boolean {
  if (policy.kind === "unknown" || policy.kind === "env") return python.decide(undefined, policy, "nonce");
  if (policy.kind !== "dict") return false;
  if (policy.entries.some(([, values]) => valuesHaveNonce(python, values))) return true;
  return policy.open !== undefined && python.decide(undefined, policy, "nonce");
}

function valuesHaveNonce(python: Python, values: Plain): boolean {
  if (python.equals(values, NONCE)) return true;
  return isContainer(values) && python.contains(values, NONCE);
}

/** What `in` can be asked of; anything else is a TypeError, which the check ignores. */
function isContainer({ kind }: Plain): boolean {
  return (
    kind !== "none" &&
    kind !== "bool" &&
    kind !== "int" &&
    kind !== "float" &&
    kind !== "path" &&
    kind !== "bytes"
  );
}

/** `_csp_context_processor_configured` */
function rendersNonce(python: Python, templates: Plain): boolean {
  return python.iterate(templates).some((template) => {
    if (!python.isInstance(template, "dict")) return false;
    const options = python.get(python.dict(template, "get"), "OPTIONS");
    const processors = options && python.get(python.dict(options, "get"), "context_processors");
    return processors !== undefined && python.contains(processors, CSP_CONTEXT_PROCESSOR);
  });
}

export const securityChecks: readonly DjangoCheck[] = [
  check(
    "check_security_middleware",
    "security.W001",
    ["MIDDLEWARE"],
    (python, middleware) => !hasSecurity(python, middleware!),
  ),
  check(
    "check_xframe_options_middleware",
    "security.W002",
    ["MIDDLEWARE"],
    (python, middleware) => !python.contains(middleware!, XFRAME_MIDDLEWARE),
  ),
  check(
    "check_sts",
    "security.W004",
    ["MIDDLEWARE", "SECURE_HSTS_SECONDS"],
    (python, middleware, seconds) => hasSecurity(python, middleware!) && !python.truthy(seconds!),
  ),
  ...(
    [
      ["check_sts_include_subdomains", "security.W005", "SECURE_HSTS_INCLUDE_SUBDOMAINS"],
      ["check_sts_preload", "security.W021", "SECURE_HSTS_PRELOAD"],
    ] as const
  ).map(([name, id, setting]) =>
    check(
      name,
      id,
      ["MIDDLEWARE", "SECURE_HSTS_SECONDS", setting],
      (python, middleware, seconds, value) =>
        hasSecurity(python, middleware!) && python.truthy(seconds!) && !python.isTrue(value!),
    ),
  ),
  ...(
    [
      ["check_content_type_nosniff", "security.W006", "SECURE_CONTENT_TYPE_NOSNIFF"],
      ["check_ssl_redirect", "security.W008", "SECURE_SSL_REDIRECT"],
    ] as const
  ).map(([name, id, setting]) =>
    check(
      name,
      id,
      ["MIDDLEWARE", setting],
      (python, middleware, value) => hasSecurity(python, middleware!) && !python.isTrue(value!),
    ),
  ),
  check(
    "check_secret_key",
    "security.W009",
    ["SECRET_KEY"],
    // An empty key raises where it is read, and the check catches that.
    (python, key) => !python.truthy(key!) || !isStrongKey(python, key!),
  ),
  check(
    "check_secret_key_fallbacks",
    "security.W025",
    ["SECRET_KEY_FALLBACKS"],
    (python, keys) => python.iterate(keys!).filter((key) => !isStrongKey(python, key)).length > 0,
    "4.1",
  ),
  check("check_debug", "security.W018", ["DEBUG"], (python, debug) => python.truthy(debug!)),
  check(
    "check_xframe_deny",
    "security.W019",
    ["MIDDLEWARE", "X_FRAME_OPTIONS"],
    (python, middleware, options) =>
      python.contains(middleware!, XFRAME_MIDDLEWARE) && !python.equals(options!, "DENY"),
  ),
  check("check_allowed_hosts", "security.W020", ["ALLOWED_HOSTS"], (python, hosts) => !python.truthy(hosts!)),
  {
    function: `${module}.check_referrer_policy`,
    ids: ["security.W022", "security.E023"],
    settings: ["MIDDLEWARE", "SECURE_REFERRER_POLICY"],
    run(python, [middleware, policy]) {
      if (!hasSecurity(python, middleware!)) return [];
      if (python.isNone(policy!)) return ["security.W022"];
      const policies: readonly Plain[] =
        policy!.kind === "str"
          ? policy!.value.split(",").map((value): Plain => ({ kind: "str", value: value.trim() }))
          : python.iterate(policy!);
      for (const value of policies) hash(value);
      const known = (value: Plain) =>
        value.kind === "unknown" || value.kind === "env"
          ? python.decide(undefined, value, "referrer policy")
          : value.kind === "str" && REFERRER_POLICIES.includes(value.value);
      return policies.every(known) ? [] : ["security.E023"];
    },
  },
  {
    function: `${module}.check_cross_origin_opener_policy`,
    ids: ["security.E024"],
    since: "4.0",
    settings: ["MIDDLEWARE", "SECURE_CROSS_ORIGIN_OPENER_POLICY"],
    run(python, [middleware, policy]) {
      if (!hasSecurity(python, middleware!) || python.isNone(policy!)) return [];
      // A set asked for a set looks for a frozenset.
      if (policy!.kind !== "set") hash(policy!);
      if (policy!.kind === "str") return OPENER_POLICIES.has(policy!.value) ? [] : ["security.E024"];
      const invalid =
        policy!.kind === "unknown" || policy!.kind === "env"
          ? python.decide(undefined, policy, "opener policy")
          : true;
      return invalid ? ["security.E024"] : [];
    },
  },
  check(
    "check_csp_settings",
    "security.E026",
    ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"],
    (python, ...policies) => policies.some((policy) => !python.isInstance(policy, "NoneType", "dict")),
    "6.0",
  ),
  check(
    "check_csp_nonce_context_processor",
    "security.W027",
    ["MIDDLEWARE", "SECURE_CSP", "SECURE_CSP_REPORT_ONLY", "TEMPLATES"],
    (python, middleware, enforced, reported, templates) =>
      python.contains(middleware!, CSP_MIDDLEWARE) &&
      [enforced!, reported!].some((policy) => containsNonce(python, policy)) &&
      !rendersNonce(python, templates!),
    "6.1",
  ),
  {
    function: `${module}.check_default_hashing_algorithm`,
    ids: ["security.E100"],
    since: "3.1",
    until: "4.0",
    settings: ["DEFAULT_HASHING_ALGORITHM"],
    run: (python, [algorithm]) =>
      ["sha1", "sha256"].some((name) => python.equals(algorithm!, name)) ? [] : ["security.E100"],
  },
];
