/** Django's own functions that settings call, and functions of other packages that leave their arguments alone. */
import { native, unknown, type Value } from "../values";
import { moduleOf } from "./common";

const random = native("get_random_secret_key", ({ at }) =>
  unknown("a key that is random at every start", at),
);

const lazyText = (name: string): Value =>
  native(name, (call) => {
    const [text] = call.args;
    return text !== undefined && "kind" in text && text.kind === "str" ? text : unknown(`${name}()`, call.at);
  });

const translation = moduleOf("django.utils.translation", {
  gettext_lazy: lazyText("gettext_lazy"),
  gettext: lazyText("gettext"),
  ugettext_lazy: lazyText("ugettext_lazy"),
  pgettext_lazy: native("pgettext_lazy", ({ at }) => unknown("pgettext_lazy()", at)),
});

const exceptions = moduleOf("django.core.exceptions", {
  ImproperlyConfigured: { kind: "exception", name: "ImproperlyConfigured" },
});

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
  ["django.utils.translation", () => translation],
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
