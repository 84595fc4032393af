/** Dotted paths that popular packages ask to be put into settings, by distribution. */
import { OTHER_MIDDLEWARE } from "../../django/otherMiddleware";
import { packageOf } from "../../files/dependencies";

/** What goes into INSTALLED_APPS. */
const APPS: Readonly<Record<string, string>> = {
  celery: "",
  channels: "channels",
  daphne: "daphne",
  "django-admin-interface": "admin_interface colorfield",
  "django-allauth":
    "allauth allauth.account allauth.headless allauth.mfa allauth.socialaccount allauth.usersessions",
  "django-anymail": "anymail",
  "django-auditlog": "auditlog",
  "django-axes": "axes",
  "django-browser-reload": "django_browser_reload",
  "django-celery-beat": "django_celery_beat",
  "django-celery-results": "django_celery_results",
  "django-ckeditor": "ckeditor ckeditor_uploader",
  "django-compressor": "compressor",
  "django-constance": "constance",
  "django-cors-headers": "corsheaders",
  "django-countries": "django_countries",
  "django-crispy-forms": "crispy_forms",
  "crispy-bootstrap4": "crispy_bootstrap4",
  "crispy-bootstrap5": "crispy_bootstrap5",
  "crispy-tailwind": "crispy_tailwind",
  "django-csp": "csp",
  "django-debug-toolbar": "debug_toolbar",
  "django-environ": "",
  "django-extensions": "django_extensions",
  "django-filter": "django_filters",
  "django-guardian": "guardian",
  "django-health-check": "health_check health_check.cache health_check.db health_check.storage",
  "django-hijack": "hijack hijack.contrib.admin",
  "django-hosts": "django_hosts",
  "django-htmx": "django_htmx",
  "django-import-export": "import_export",
  "django-jazzmin": "jazzmin",
  "django-modeltranslation": "modeltranslation",
  "django-mptt": "mptt",
  "django-oauth-toolkit": "oauth2_provider",
  "django-otp": "django_otp django_otp.plugins.otp_static django_otp.plugins.otp_totp",
  "django-phonenumber-field": "phonenumber_field",
  "django-polymorphic": "polymorphic",
  "django-prometheus": "django_prometheus",
  "django-q2": "django_q",
  "django-recaptcha": "django_recaptcha",
  "django-redis": "",
  "django-reversion": "reversion",
  "django-rq": "django_rq",
  "django-silk": "silk",
  "django-simple-captcha": "captcha",
  "django-simple-history": "simple_history",
  "django-storages": "storages",
  "django-structlog": "django_structlog",
  "django-tables2": "django_tables2",
  "django-taggit": "taggit",
  "django-tinymce": "tinymce",
  "django-unfold": "unfold",
  "django-waffle": "waffle",
  "django-webpack-loader": "webpack_loader",
  "django-widget-tweaks": "widget_tweaks",
  djangorestframework: "rest_framework rest_framework.authtoken",
  "djangorestframework-simplejwt": "rest_framework_simplejwt rest_framework_simplejwt.token_blacklist",
  "drf-spectacular": "drf_spectacular",
  "drf-yasg": "drf_yasg",
  "easy-thumbnails": "easy_thumbnails",
  "graphene-django": "graphene_django",
  "social-auth-app-django": "social_django",
  "sorl-thumbnail": "sorl.thumbnail",
  wagtail:
    "wagtail wagtail.admin wagtail.documents wagtail.embeds wagtail.images wagtail.search wagtail.sites wagtail.snippets " +
    "wagtail.users wagtail.contrib.forms wagtail.contrib.redirects",
  whitenoise: "whitenoise.runserver_nostatic",
};

/** Distributions by top-level module, where the applications do not tell. */
const MODULES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(APPS).flatMap(([from, apps]) =>
      apps.split(" ").flatMap((app) => (app === "" ? [] : [[app.split(".")[0]!, from]])),
    ),
  ),
  baipw: "django-basic-auth-ip-whitelist",
  cid: "django-cid",
  cloudinary_storage: "django-cloudinary-storage",
  cms: "django-cms",
  django_alive: "django-alive",
  django_guid: "django-guid",
  django_redis: "django-redis",
  django_tenants: "django-tenants",
  elasticapm: "elastic-apm",
  lockdown: "django-lockdown",
  log_request_id: "django-log-request-id",
  pythonjsonlogger: "python-json-logger",
  scout_apm: "scout-apm",
  sesame: "django-sesame",
  zeal: "django-zeal",
};

/** The distribution that a dotted path comes with, as far as its name tells. */
export function distributionOf(path: string): string {
  const top = path.split(".")[0]!;
  return Object.hasOwn(MODULES, top) ? MODULES[top]! : packageOf(top).replaceAll("_", "-");
}

/** The applications of all known packages. */
export const PACKAGE_APPS: readonly string[] = Object.values(APPS).flatMap((apps) =>
  apps === "" ? [] : apps.split(" "),
);

export const PACKAGE_MIDDLEWARE: readonly string[] = [...OTHER_MIDDLEWARE];
