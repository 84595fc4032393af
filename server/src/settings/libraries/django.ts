/** Django's own functions that settings call, and functions of other packages that leave their arguments alone. */
import type { Location } from "../../syntax/text";
import { type Plain, RANDOM } from "../plain";
import { dict, int, list, native, type ObjectValue, str, tuple, unknown, type Value } from "../values";
import { moduleOf } from "./common";

const random = native("get_random_secret_key", ({ at }) => unknown(RANDOM, at));

const lazyText = (name: string): Value =>
  native(name, (call) => {
    const [text] = call.args;
    return text !== undefined && "kind" in text && text.kind === "str" ? text : unknown(`${name}()`, call.at);
  });

const translation = moduleOf("django.utils.translation", {
  gettext_lazy: lazyText("gettext_lazy"),
  gettext: lazyText("gettext"),
  gettext_noop: lazyText("gettext_noop"),
  ugettext_lazy: lazyText("ugettext_lazy"),
  pgettext_lazy: native("pgettext_lazy", (call) => {
    const [, text] = call.args;
    return text !== undefined && "kind" in text && text.kind === "str"
      ? text
      : unknown("pgettext_lazy()", call.at);
  }),
});

const exceptions = moduleOf("django.core.exceptions", {
  ImproperlyConfigured: { kind: "exception", name: "ImproperlyConfigured" },
});

/** django/contrib/messages/constants.py */
const LEVELS = { DEBUG: 10, INFO: 20, SUCCESS: 25, WARNING: 30, ERROR: 40 } as const;

const messageConstants = moduleOf("django.contrib.messages.constants", {
  ...Object.fromEntries(Object.entries(LEVELS).map(([name, level]) => [name, int(level)])),
  DEFAULT_TAGS: dict(Object.entries(LEVELS).map(([name, level]) => [int(level), str(name.toLowerCase())])),
  DEFAULT_LEVELS: dict(Object.entries(LEVELS).map(([name, level]) => [str(name), int(level)])),
});

/** django/conf/global_settings.py, as far as it is known here; each reading gives values of its own. */
const globalSettings: ObjectValue = {
  kind: "object",
  name: "django.conf.global_settings",
  truthy: true,
  attribute: (name, i, _, at) => {
    const value = i.defaultOf(name);
    return value && fromPlain(value, at);
  },
};

/** A plain value as the interpreter has it. */
function fromPlain(plain: Plain, at: Location): Value {
  switch (plain.kind) {
    case "list":
      return list(
        plain.items.map((item) => fromPlain(item, at)),
        at,
      );
    case "tuple":
      return tuple(
        plain.items.map((item) => fromPlain(item, at)),
        at,
      );
    case "dict":
      return dict(
        plain.entries.map(([key, item]) => [fromPlain(key, at), fromPlain(item, at)]),
        at,
      );
    case "set":
    case "object":
      return unknown("a default of Django", at);
    default:
      return { ...plain, at };
  }
}

/** CSP of django/utils/csp.py, an enum of strings; since Django 6.0. */
const CSP: ObjectValue = {
  kind: "object",
  name: "django.utils.csp.CSP",
  truthy: true,
  attribute: (name, _i, _pc, at) =>
    Object.hasOwn(CSP_VALUES, name) ? str(CSP_VALUES[name]!, at) : undefined,
};

const CSP_VALUES: Readonly<Record<string, string>> = {
  HEADER_ENFORCE: "Content-Security-Policy",
  HEADER_REPORT_ONLY: "Content-Security-Policy-Report-Only",
  NONE: "'none'",
  REPORT_SAMPLE: "'report-sample'",
  SELF: "'self'",
  STRICT_DYNAMIC: "'strict-dynamic'",
  UNSAFE_EVAL: "'unsafe-eval'",
  UNSAFE_HASHES: "'unsafe-hashes'",
  UNSAFE_INLINE: "'unsafe-inline'",
  WASM_UNSAFE_EVAL: "'wasm-unsafe-eval'",
  NONCE: "<CSP_NONCE_SENTINEL>",
};

const cspModule: ObjectValue = {
  kind: "object",
  name: "django.utils.csp",
  truthy: true,
  attribute: (name, i, pc, at) => {
    if (i.defaultOf("SECURE_CSP") === undefined)
      return i.raise("ModuleNotFoundError", "No module named 'django.utils.csp'", pc, at);
    return name === "CSP" ? CSP : undefined;
  },
};

export const django: readonly (readonly [string, () => Value])[] = [
  ["django.core.exceptions", () => exceptions],
  [
    "django.core.exceptions.ImproperlyConfigured",
    () => ({ kind: "exception", name: "ImproperlyConfigured" }),
  ],
  [
    "django.core.management.utils",
    () => moduleOf("django.core.management.utils", { get_random_secret_key: random }),
  ],
  ["django.utils.csp", () => cspModule],
  ["django.utils.csp.CSP", () => CSP],
  ["django.utils.translation", () => translation],
  ["django.contrib.messages.constants", () => messageConstants],
  ["django.conf.global_settings", () => globalSettings],
];

/** Functions that read their arguments and change neither them nor the settings. */
const HARMLESS = [
  /^logging\./,
  /^sentry_sdk\./,
  /^warnings\./,
  /^(?:mimetypes|locale|socket|datetime|json|re|copy|math|uuid|secrets|random|base64|hashlib|urllib|platform|subprocess|time|string|functools|itertools|collections|decimal)\./,
  /^(?:celery|kombu|corsheaders|rest_framework|whitenoise|storages|boto3|botocore|cloudinary|django_redis|redis|ssl)\./,
  /^django\.(?:urls|utils|core|contrib|conf\.locale|db)\./,
];

/** True for functions of installed modules that leave their arguments as they are. */
export function isHarmless(name: string): boolean {
  return HARMLESS.some((pattern) => pattern.test(name));
}
