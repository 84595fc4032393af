/**
 * Django's own values for settings that a module does not set: django/conf/global_settings.py of 3.2 to 6.1, as far as
 * checks and rules ask for them.
 */
import type { DjangoVersion } from "../project/project";
import type { Plain } from "../settings/plain";

const none: Plain = { kind: "none" };
const bool = (value: boolean): Plain => ({ kind: "bool", value });
const int = (value: number): Plain => ({ kind: "int", value: BigInt(value) });
const str = (value: string): Plain => ({ kind: "str", value });
const list = (...items: Plain[]): Plain => ({ kind: "list", items });
const dict = (entries: Readonly<Record<string, Plain>>): Plain => ({
  kind: "dict",
  entries: Object.entries(entries).map(([key, value]) => [str(key), value]),
});
const backend = (path: string): Plain => dict({ BACKEND: str(path) });

interface Default {
  readonly value: Plain;
  /** First version that has the setting. */
  readonly since?: DjangoVersion;
  /** First version without it. */
  readonly until?: DjangoVersion;
}

const FILE_SYSTEM_STORAGE = "django.core.files.storage.FileSystemStorage";
const STATIC_FILES_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage";

const DEFAULTS: Readonly<Record<string, Default | readonly Default[]>> = {
  DEBUG: { value: bool(false) },
  ALLOWED_HOSTS: { value: list() },
  SECRET_KEY: { value: str("") },
  SECRET_KEY_FALLBACKS: { value: list(), since: "4.1" },
  INSTALLED_APPS: { value: list() },
  MIDDLEWARE: { value: list() },
  TEMPLATES: { value: list() },
  DATABASES: { value: dict({}) },
  CACHES: { value: dict({ default: backend("django.core.cache.backends.locmem.LocMemCache") }) },
  SECURE_HSTS_SECONDS: { value: int(0) },
  SECURE_HSTS_INCLUDE_SUBDOMAINS: { value: bool(false) },
  SECURE_HSTS_PRELOAD: { value: bool(false) },
  SECURE_SSL_REDIRECT: { value: bool(false) },
  SECURE_SSL_HOST: { value: none },
  SECURE_REDIRECT_EXEMPT: { value: list() },
  SECURE_PROXY_SSL_HEADER: { value: none },
  SECURE_CONTENT_TYPE_NOSNIFF: { value: bool(true) },
  SECURE_REFERRER_POLICY: { value: str("same-origin") },
  SECURE_CROSS_ORIGIN_OPENER_POLICY: { value: str("same-origin"), since: "4.0" },
  SECURE_CSP: { value: dict({}), since: "6.0" },
  SECURE_CSP_REPORT_ONLY: { value: dict({}), since: "6.0" },
  X_FRAME_OPTIONS: { value: str("DENY") },
  SESSION_COOKIE_SECURE: { value: bool(false) },
  SESSION_COOKIE_HTTPONLY: { value: bool(true) },
  SESSION_COOKIE_SAMESITE: { value: str("Lax") },
  SESSION_CACHE_ALIAS: { value: str("default") },
  SESSION_COOKIE_DOMAIN: { value: none },
  SESSION_ENGINE: { value: str("django.contrib.sessions.backends.db") },
  CSRF_COOKIE_SECURE: { value: bool(false) },
  CSRF_COOKIE_HTTPONLY: { value: bool(false) },
  CSRF_COOKIE_SAMESITE: { value: str("Lax") },
  CSRF_COOKIE_DOMAIN: { value: none },
  CSRF_USE_SESSIONS: { value: bool(false) },
  CSRF_TRUSTED_ORIGINS: { value: list() },
  DEFAULT_HASHING_ALGORITHM: { value: str("sha256"), since: "3.1", until: "4.0" },
  STATIC_ROOT: { value: none },
  STATIC_URL: { value: none },
  STATICFILES_DIRS: { value: list() },
  STATICFILES_STORAGE: { value: str(STATIC_FILES_STORAGE), until: "5.1" },
  DEFAULT_FILE_STORAGE: { value: str(FILE_SYSTEM_STORAGE), until: "5.1" },
  STORAGES: {
    value: dict({ default: backend(FILE_SYSTEM_STORAGE), staticfiles: backend(STATIC_FILES_STORAGE) }),
    since: "4.2",
  },
  MEDIA_ROOT: { value: str("") },
  MEDIA_URL: { value: str("") },
  USE_TZ: [
    { value: bool(false), until: "5.0" },
    { value: bool(true), since: "5.0" },
  ],
  ADMINS: { value: list() },
  MANAGERS: { value: list() },
  SERVER_EMAIL: { value: str("root@localhost") },
  DEFAULT_FROM_EMAIL: { value: str("webmaster@localhost") },
  EMAIL_BACKEND: { value: str("django.core.mail.backends.smtp.EmailBackend") },
  EMAIL_HOST: { value: str("localhost") },
  EMAIL_PORT: { value: int(25) },
  EMAIL_HOST_USER: { value: str("") },
  EMAIL_HOST_PASSWORD: { value: str("") },
  EMAIL_USE_TLS: { value: bool(false) },
  EMAIL_USE_SSL: { value: bool(false) },
  EMAIL_TIMEOUT: { value: none },
  SILENCED_SYSTEM_CHECKS: { value: list() },
  AUTH_USER_MODEL: { value: str("auth.User") },
  AUTHENTICATION_BACKENDS: { value: list(str("django.contrib.auth.backends.ModelBackend")) },
  CSRF_FAILURE_VIEW: { value: str("django.views.csrf.csrf_failure") },
  FILE_UPLOAD_TEMP_DIR: { value: none },
  FORCE_SCRIPT_NAME: { value: none },
  LANGUAGE_CODE: { value: str("en-us") },
  LANGUAGE_COOKIE_SECURE: { value: bool(false) },
  LANGUAGE_COOKIE_HTTPONLY: { value: bool(false) },
  LANGUAGE_COOKIE_SAMESITE: { value: none },
  LANGUAGE_COOKIE_DOMAIN: { value: none },
  LANGUAGES_BIDI: [
    { value: list(...["he", "ar", "ar-dz", "fa", "ur"].map(str)), until: "4.2" },
    { value: list(...["he", "ar", "ar-dz", "ckb", "fa", "ur"].map(str)), since: "4.2", until: "5.0" },
    { value: list(...["he", "ar", "ar-dz", "ckb", "fa", "ug", "ur"].map(str)), since: "5.0" },
  ],
  LOCALE_PATHS: { value: list() },
  LOGGING: { value: dict({}) },
  LOGGING_CONFIG: { value: str("logging.config.dictConfig") },
  STATICFILES_FINDERS: {
    value: list(
      str("django.contrib.staticfiles.finders.FileSystemFinder"),
      str("django.contrib.staticfiles.finders.AppDirectoriesFinder"),
    ),
  },
  TIME_ZONE: { value: str("America/Chicago") },
  USE_I18N: { value: bool(true) },
};

/** Compares two minor versions of Django: negative if `a` is older. */
export function compareVersions(a: DjangoVersion, b: DjangoVersion): number {
  return ordinal(a) - ordinal(b);
}

const ordinals = new Map<DjangoVersion, number>();

/** A number that grows with the version; every check of every setting asks for it. */
function ordinal(version: DjangoVersion): number {
  let known = ordinals.get(version);
  if (known === undefined) {
    const [major, minor] = version.split(".").map(Number) as [number, number];
    known = major * 1000 + minor;
    ordinals.set(version, known);
  }
  return known;
}

/** Django's default for a setting in one version; undefined if that version has no such setting, or we do not list it. */
export function defaultOf(name: string, version: DjangoVersion): Plain | undefined {
  const known = Object.hasOwn(DEFAULTS, name) ? DEFAULTS[name] : undefined;
  if (known === undefined) return undefined;
  const candidates: readonly Default[] = "value" in known ? [known] : known;
  return candidates.find(
    ({ since, until }) =>
      (since === undefined || compareVersions(version, since) >= 0) &&
      (until === undefined || compareVersions(version, until) < 0),
  )?.value;
}

/**
 * The settings with another default in the one version than in the other, of those that both have. New languages are left
 * out: they change nothing for anybody.
 */
export function changedDefaults(
  from: DjangoVersion,
  to: DjangoVersion,
): { readonly name: string; readonly before: Plain; readonly after: Plain }[] {
  return Object.keys(DEFAULTS).flatMap((name) => {
    const [before, after] = [defaultOf(name, from), defaultOf(name, to)];
    const same = before === after || name === "LANGUAGES_BIDI";
    return before === undefined || after === undefined || same ? [] : [{ name, before, after }];
  });
}
