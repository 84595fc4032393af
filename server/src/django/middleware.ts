/** The middleware that Django 3.2 to 6.1 has: django/middleware/ and django/contrib/*\/middleware.py. */
import type { DjangoVersion } from "../project/project";
import { compareVersions } from "./defaults";

/** Each by its dotted name; a version is the first that has it. */
const DJANGO_MIDDLEWARE: Readonly<Record<string, DjangoVersion | undefined>> = {
  "django.contrib.admindocs.middleware.XViewMiddleware": undefined,
  "django.contrib.auth.middleware.AuthenticationMiddleware": undefined,
  "django.contrib.auth.middleware.LoginRequiredMiddleware": "5.1",
  "django.contrib.auth.middleware.PersistentRemoteUserMiddleware": undefined,
  "django.contrib.auth.middleware.RemoteUserMiddleware": undefined,
  "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware": undefined,
  "django.contrib.messages.middleware.MessageMiddleware": undefined,
  "django.contrib.redirects.middleware.RedirectFallbackMiddleware": undefined,
  "django.contrib.sessions.middleware.SessionMiddleware": undefined,
  "django.contrib.sites.middleware.CurrentSiteMiddleware": undefined,
  "django.middleware.cache.CacheMiddleware": undefined,
  "django.middleware.cache.FetchFromCacheMiddleware": undefined,
  "django.middleware.cache.UpdateCacheMiddleware": undefined,
  "django.middleware.clickjacking.XFrameOptionsMiddleware": undefined,
  "django.middleware.common.BrokenLinkEmailsMiddleware": undefined,
  "django.middleware.common.CommonMiddleware": undefined,
  "django.middleware.csp.ContentSecurityPolicyMiddleware": "6.0",
  "django.middleware.csrf.CsrfViewMiddleware": undefined,
  "django.middleware.gzip.GZipMiddleware": undefined,
  "django.middleware.http.ConditionalGetMiddleware": undefined,
  "django.middleware.locale.LocaleMiddleware": undefined,
  "django.middleware.security.SecurityMiddleware": undefined,
};

/** The first version that has a middleware of Django's; "always" before 3.2, undefined where none has it. */
export function middlewareSince(name: string): DjangoVersion | "always" | undefined {
  return Object.hasOwn(DJANGO_MIDDLEWARE, name) ? (DJANGO_MIDDLEWARE[name] ?? "always") : undefined;
}

/** The middleware that a version of Django has. */
export function middlewareOf(version: DjangoVersion): readonly string[] {
  return Object.keys(DJANGO_MIDDLEWARE).filter((name) => {
    const since = DJANGO_MIDDLEWARE[name];
    return since === undefined || compareVersions(version, since) >= 0;
  });
}
