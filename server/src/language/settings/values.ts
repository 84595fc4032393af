/** The values that a place in the settings can have: words, numbers and dotted paths, by version of Django. */
import { CONTRIB_APPS } from "../../django/contrib";
import { compareVersions } from "../../django/defaults";
import { languageCodes } from "../../django/languages";
import { middlewareOf, middlewareSince } from "../../django/middleware";
import { REFERRER_POLICIES } from "../../django/referrerPolicies";
import type { DjangoVersion } from "../../project/project";
import { HASHERS } from "../../rules/passwordHashers";
import { PACKAGE_APPS, PACKAGE_MIDDLEWARE } from "./packages";

/** What the strings of a place name. */
export type PathKind =
  | "app"
  | "middleware"
  | "context processor"
  | "authentication backend"
  | "password hasher"
  | "password validator"
  | "module"
  | "class"
  | "model"
  | "application";

export interface KnownValue {
  readonly text: string;
  /** True for Python code: `True`, `None`. */
  readonly code?: boolean;
  readonly detail?: string;
}

export interface Slots {
  /** What the place can be. */
  readonly values: (version: DjangoVersion) => readonly KnownValue[];
  /** Set where the strings are dotted paths. */
  readonly paths?: PathKind;
}

/** Names by the first version that has them and the first without: "Name", "Name 4.2-", "Name -5.1". */
function lived(names: string, prefix: string): (version: DjangoVersion) => readonly KnownValue[] {
  const parsed = names.split(/,\s*/).map((entry) => {
    const [name = "", range = "-"] = entry.split(" ");
    const [since = "", until = ""] = range.split("-") as (DjangoVersion | "")[];
    return { text: name.includes(":") ? name.slice(1) : `${prefix}${name}`, since, until };
  });
  return (version) =>
    parsed.filter(
      ({ since, until }) =>
        (since === "" || compareVersions(version, since) >= 0) &&
        (until === "" || compareVersions(version, until) < 0),
    );
}

const words = (...texts: readonly string[]): Slots => ({ values: () => texts.map((text) => ({ text })) });

const django = (paths: PathKind, prefix: string, names: string, others: readonly string[] = []): Slots => {
  const own = lived(names, prefix);
  return { paths, values: (version) => [...own(version), ...others.map((text) => ({ text }))] };
};

const BOOLEANS: readonly KnownValue[] = [
  { text: "True", code: true },
  { text: "False", code: true },
];
const NONE: KnownValue = { text: "None", code: true, detail: "sends no header" };

const SAMESITE: Slots = {
  values: () => [
    { text: "Lax", detail: "links from other sites carry it, their forms do not" },
    { text: "Strict", detail: "no request from another site carries it" },
    { text: "None", detail: "every request carries it; needs HTTPS" },
    { text: "False", code: true, detail: "leaves it to the browser" },
  ],
};

const MAIL_BACKENDS = django(
  "class",
  "django.core.mail.backends.",
  "smtp.EmailBackend, console.EmailBackend, filebased.EmailBackend, locmem.EmailBackend, dummy.EmailBackend",
  [
    "amazon_ses brevo mailersend mailgun mailjet mandrill postmark resend sendgrid sparkpost"
      .split(" ")
      .map((provider) => `anymail.backends.${provider}.EmailBackend`),
    ["django_ses.SESBackend"],
  ].flat(),
);

const STORAGES = django(
  "class",
  "django.",
  "core.files.storage.FileSystemStorage, core.files.storage.InMemoryStorage 4.2-, " +
    "contrib.staticfiles.storage.StaticFilesStorage, contrib.staticfiles.storage.ManifestStaticFilesStorage",
  [
    "whitenoise.storage.CompressedManifestStaticFilesStorage",
    "whitenoise.storage.CompressedStaticFilesStorage",
    "storages.backends.s3.S3Storage",
    "storages.backends.gcloud.GoogleCloudStorage",
    "storages.backends.azure_storage.AzureStorage",
    "storages.backends.dropbox.DropboxStorage",
    "storages.backends.sftpstorage.SFTPStorage",
    "cloudinary_storage.storage.MediaCloudinaryStorage",
  ],
);

const LEVELS = words("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

const LOG_CLASSES = django(
  "class",
  "",
  "logging.StreamHandler, logging.FileHandler, logging.NullHandler, logging.handlers.RotatingFileHandler, " +
    "logging.handlers.TimedRotatingFileHandler, logging.handlers.SysLogHandler, logging.handlers.QueueHandler, " +
    "django.utils.log.AdminEmailHandler",
);

const FORMATTERS = django("class", "", "logging.Formatter, django.utils.log.ServerFormatter", [
  "pythonjsonlogger.json.JsonFormatter",
  "structlog.stdlib.ProcessorFormatter",
]);

const AUTH_BACKENDS =
  "ModelBackend, AllowAllUsersModelBackend, RemoteUserBackend, AllowAllUsersRemoteUserBackend";

let zones: readonly KnownValue[] | undefined;

/** All time zones that this program knows; they take a while to list. */
function timeZones(): readonly KnownValue[] {
  zones ??= ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")].map((text) => ({
    text,
  }));
  return zones;
}

/** Places by setting and keys; `*` is any key. Items of lists stand for the list. */
export const SLOTS: Readonly<Record<string, Slots>> = {
  SECURE_REFERRER_POLICY: { values: () => [...REFERRER_POLICIES.map((text) => ({ text })), NONE] },
  SECURE_CROSS_ORIGIN_OPENER_POLICY: {
    values: () => [
      ...["same-origin", "same-origin-allow-popups", "unsafe-none"].map((text) => ({ text })),
      NONE,
    ],
  },
  X_FRAME_OPTIONS: {
    values: () => [
      { text: "DENY", detail: "no page may" },
      { text: "SAMEORIGIN", detail: "only the site's own pages may" },
    ],
  },
  SECURE_PROXY_SSL_HEADER: {
    values: () => [
      { text: '("HTTP_X_FORWARDED_PROTO", "https")', code: true, detail: "behind Heroku's router" },
    ],
  },
  CSRF_COOKIE_SAMESITE: SAMESITE,
  SESSION_COOKIE_SAMESITE: SAMESITE,
  LANGUAGE_COOKIE_SAMESITE: SAMESITE,
  SESSION_ENGINE: django(
    "module",
    "django.contrib.sessions.backends.",
    "db, cache, cached_db, file, signed_cookies",
  ),
  SESSION_SERIALIZER: django(
    "class",
    "django.contrib.sessions.serializers.",
    "JSONSerializer, PickleSerializer -5.0",
  ),
  EMAIL_BACKEND: MAIL_BACKENDS,
  "MAILERS/*/BACKEND": MAIL_BACKENDS,
  "CACHES/*/BACKEND": django(
    "class",
    "django.core.cache.backends.",
    "redis.RedisCache 4.0-, locmem.LocMemCache, db.DatabaseCache, filebased.FileBasedCache, dummy.DummyCache, " +
      "memcached.PyMemcacheCache, memcached.PyLibMCCache, memcached.MemcachedCache -4.1",
    ["django_redis.cache.RedisCache", "django_bmemcached.memcached.BMemcached"],
  ),
  "DATABASES/*/ENGINE": django(
    "module",
    "django.",
    "db.backends.postgresql, db.backends.mysql, db.backends.sqlite3, db.backends.oracle, " +
      "contrib.gis.db.backends.postgis, contrib.gis.db.backends.mysql, contrib.gis.db.backends.spatialite, " +
      "contrib.gis.db.backends.oracle",
    ["django_tenants.postgresql_backend", "django_prometheus.db.backends.postgresql"],
  ),
  "STORAGES/*/BACKEND": STORAGES,
  DEFAULT_FILE_STORAGE: STORAGES,
  STATICFILES_STORAGE: STORAGES,
  "TASKS/*/BACKEND": django(
    "class",
    "django.tasks.backends.",
    "immediate.ImmediateBackend 6.0-, dummy.DummyBackend 6.0-",
  ),
  DEFAULT_AUTO_FIELD: django("class", "django.db.models.", "BigAutoField, AutoField, SmallAutoField"),
  "LOGGING/handlers/*/class": LOG_CLASSES,
  "LOGGING/handlers/*/()": LOG_CLASSES,
  "LOGGING/formatters/*/class": FORMATTERS,
  "LOGGING/formatters/*/()": FORMATTERS,
  "LOGGING/filters/*/()": django(
    "class",
    "django.utils.log.",
    "RequireDebugFalse, RequireDebugTrue, CallbackFilter",
  ),
  "LOGGING/handlers/*/level": LEVELS,
  "LOGGING/loggers/*/level": LEVELS,
  "LOGGING/root/level": LEVELS,
  "LOGGING/formatters/*/style": words("{", "%", "$"),
  "LOGGING/version": { values: () => [{ text: "1", code: true }] },
  "LOGGING/disable_existing_loggers": { values: () => BOOLEANS },
  "LOGGING/loggers/*/propagate": { values: () => BOOLEANS },
  LANGUAGE_CODE: { values: (version) => ["en-us", ...languageCodes(version)].map((text) => ({ text })) },
  TIME_ZONE: { values: timeZones },
  INSTALLED_APPS: {
    paths: "app",
    values: () => [...Object.keys(CONTRIB_APPS), ...PACKAGE_APPS].map((text) => ({ text })),
  },
  MIDDLEWARE: {
    paths: "middleware",
    values: (version) =>
      [...middlewareOf(version), ...PACKAGE_MIDDLEWARE].map((text) => ({ text, detail: newIn(text) })),
  },
  AUTHENTICATION_BACKENDS: django("authentication backend", "django.contrib.auth.backends.", AUTH_BACKENDS, [
    "allauth.account.auth_backends.AuthenticationBackend",
    "axes.backends.AxesStandaloneBackend",
    "guardian.backends.ObjectPermissionBackend",
    "oauth2_provider.backends.OAuth2Backend",
    "sesame.backends.ModelBackend",
  ]),
  PASSWORD_HASHERS: django(
    "password hasher",
    `${HASHERS}.`,
    "PBKDF2PasswordHasher, PBKDF2SHA1PasswordHasher, Argon2PasswordHasher, BCryptSHA256PasswordHasher, " +
      "BCryptPasswordHasher, ScryptPasswordHasher 4.0-, MD5PasswordHasher, SHA1PasswordHasher -5.1",
  ),
  "AUTH_PASSWORD_VALIDATORS/NAME": django(
    "password validator",
    "django.contrib.auth.password_validation.",
    "UserAttributeSimilarityValidator, MinimumLengthValidator, CommonPasswordValidator, NumericPasswordValidator",
    ["pwned_passwords_django.validators.PwnedPasswordsValidator"],
  ),
  "TEMPLATES/BACKEND": django("class", "django.template.backends.", "django.DjangoTemplates, jinja2.Jinja2"),
  "TEMPLATES/APP_DIRS": { values: () => BOOLEANS },
  "TEMPLATES/OPTIONS/context_processors": django(
    "context processor",
    "django.",
    "template.context_processors.request, template.context_processors.debug, contrib.auth.context_processors.auth, " +
      "contrib.messages.context_processors.messages, template.context_processors.csp 6.0-, " +
      "template.context_processors.csrf, template.context_processors.i18n, template.context_processors.media, " +
      "template.context_processors.static, template.context_processors.tz",
    [
      "constance.context_processors.config",
      "social_django.context_processors.backends",
      "wagtail.contrib.settings.context_processors.settings",
    ],
  ),
  "TEMPLATES/OPTIONS/loaders": django(
    "class",
    "django.template.loaders.",
    "filesystem.Loader, app_directories.Loader, cached.Loader, locmem.Loader",
  ),
  MESSAGE_STORAGE: django(
    "class",
    "django.contrib.messages.storage.",
    "fallback.FallbackStorage, session.SessionStorage, cookie.CookieStorage",
  ),
  FILE_UPLOAD_HANDLERS: django(
    "class",
    "django.core.files.uploadhandler.",
    "MemoryFileUploadHandler, TemporaryFileUploadHandler",
  ),
  STATICFILES_FINDERS: django(
    "class",
    "django.contrib.staticfiles.finders.",
    "FileSystemFinder, AppDirectoriesFinder, DefaultStorageFinder",
    ["compressor.finders.CompressorFinder"],
  ),
  TEST_RUNNER: django("class", "django.test.runner.", "DiscoverRunner"),
  FORM_RENDERER: django(
    "class",
    "django.forms.renderers.",
    "DjangoTemplates, Jinja2, TemplatesSetting, DjangoDivFormRenderer 4.1-6.0, Jinja2DivFormRenderer 4.1-6.0",
  ),
  LOGGING_CONFIG: django("class", "", "logging.config.dictConfig"),
  ROOT_URLCONF: { paths: "module", values: () => [] },
  WSGI_APPLICATION: { paths: "application", values: () => [] },
  ASGI_APPLICATION: { paths: "application", values: () => [] },
  AUTH_USER_MODEL: { paths: "model", values: () => [{ text: "auth.User" }] },
  ACCOUNT_EMAIL_VERIFICATION: words("mandatory", "optional", "none"),
  ACCOUNT_DEFAULT_HTTP_PROTOCOL: words("https", "http"),
  CELERY_RESULT_BACKEND: words("django-db", "django-cache"),
  CELERY_BEAT_SCHEDULER: words("django_celery_beat.schedulers:DatabaseScheduler"),
  "CHANNEL_LAYERS/*/BACKEND": words(
    "channels_redis.core.RedisChannelLayer",
    "channels_redis.pubsub.RedisPubSubChannelLayer",
  ),
};

function newIn(middleware: string): string | undefined {
  const since = middlewareSince(middleware);
  return since === undefined || since === "always" ? undefined : `since Django ${since}`;
}

/** Lists that a settings module puts together under names of its own: `DJANGO_APPS`, `LOCAL_MIDDLEWARE`. */
function ownList(name: string): string {
  if (/_APPS$/.test(name) && name !== "TEST_NON_SERIALIZED_APPS") return "INSTALLED_APPS";
  return /_MIDDLEWARE$/.test(name) ? "MIDDLEWARE" : name;
}

/** What is known of a place; undefined for places that can be anything. */
export function slotOf(name: string, keys: readonly (string | undefined)[]): Slots | undefined {
  const setting = ownList(name);
  const exact = [setting, ...keys].join("/");
  if (Object.hasOwn(SLOTS, exact)) return SLOTS[exact];
  const [, ...inner] = keys;
  const anyAlias = [setting, "*", ...inner].join("/");
  if (keys.length > 1 && Object.hasOwn(SLOTS, anyAlias)) return SLOTS[anyAlias];
  const anySecond = [setting, keys[0], "*", ...keys.slice(2)].join("/");
  return keys.length > 2 && Object.hasOwn(SLOTS, anySecond) ? SLOTS[anySecond] : undefined;
}

/** The keys of dicts in settings, by setting and keys, with what they are. */
const KEYS: Readonly<Record<string, string>> = {
  "DATABASES/*":
    "ENGINE NAME USER PASSWORD HOST PORT CONN_MAX_AGE CONN_HEALTH_CHECKS OPTIONS ATOMIC_REQUESTS AUTOCOMMIT " +
    "DISABLE_SERVER_SIDE_CURSORS TIME_ZONE TEST",
  "CACHES/*": "BACKEND LOCATION TIMEOUT OPTIONS KEY_PREFIX VERSION KEY_FUNCTION",
  STORAGES: "default staticfiles",
  "STORAGES/*": "BACKEND OPTIONS",
  "MAILERS/*": "BACKEND OPTIONS",
  "TASKS/*": "BACKEND QUEUES OPTIONS",
  DATABASES: "default",
  CACHES: "default",
  MAILERS: "default",
  TASKS: "default",
  TEMPLATES: "BACKEND DIRS APP_DIRS OPTIONS NAME",
  "TEMPLATES/OPTIONS":
    "context_processors builtins libraries loaders autoescape debug string_if_invalid file_charset",
  AUTH_PASSWORD_VALIDATORS: "NAME OPTIONS",
  LOGGING: "version disable_existing_loggers formatters filters handlers loggers root incremental",
  "LOGGING/formatters/*": "format style datefmt class ()",
  "LOGGING/handlers/*": "class level formatter filters stream filename",
  "LOGGING/loggers/*": "handlers level propagate filters",
  "LOGGING/filters/*": "() callback name",
  "LOGGING/root": "handlers level filters",
  "LOGGING/loggers": "django django.request django.server django.db.backends django.security django.template",
};

/** The keys that a dict in the settings can have. */
export function keysOf(name: string, keys: readonly (string | undefined)[]): readonly string[] {
  const candidates = [
    [name, ...keys],
    [name, "*", ...keys.slice(1)],
    [name, keys[0], "*", ...keys.slice(2)],
  ].map((parts) => parts.join("/"));
  const depth = keys.length;
  const found = candidates.find(
    (candidate, n) =>
      depth >= n && Object.hasOwn(KEYS, candidate) && candidate.split("/").length === depth + 1,
  );
  return found === undefined ? [] : KEYS[found]!.split(" ");
}
