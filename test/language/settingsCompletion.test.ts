/** Completions in settings modules, each asked for at the `|` of a text. */
import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import type { Completion } from "../../server/src/language/features";
import { complete } from "../../server/src/language/language";
import { LIBRARY_SETTINGS } from "../../server/src/language/settings/libraries";
import { withoutPlaces } from "../../server/src/language/snippets";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { projectOf, SETTINGS } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const OWN = {
  "shop/__init__.py": "",
  "shop/apps.py": "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n",
  "shop/models.py":
    "from django.contrib.auth.models import AbstractUser\n\n\nclass Customer(AbstractUser):\n    pass\n",
  "shop/middleware.py":
    "class BasketMiddleware:\n    def __call__(self, request): ...\n\n\ndef timing(get_response): ...\n\n\ndef helper(x): ...\n",
  "shop/context_processors.py": "def basket(request): ...\n",
  "shop/util/__init__.py": "",
  "shop/util/text.py": "def slug(x): ...\n",
  "orders/__init__.py": "",
  "orders/models.py": "",
};

/** A snippet's text, with `$<` for what would look like a template string here. */
const shown = (found: Completion): Completion => ({ ...found, text: found.text?.replaceAll(/\$\{/g, "$<") });

/** The completions at the `|` of a file, the settings module by default. */
function at(
  marked: string,
  files: Readonly<Record<string, string>> = {},
  path = SETTINGS,
): readonly Completion[] {
  const offset = marked.indexOf("|");
  const all = { ...projectOf({ [SETTINGS]: "", ...files }), [path]: marked.replace("|", "") };
  const snapshot = memorySnapshot(all);
  const { projects } = analyze(snapshot);
  return complete({ snapshot, projects, current: true }, path, offset).map(shown);
}

const labels = (found: readonly Completion[]) => found.map(({ label }) => label);
const django = (version: string) => ({ "requirements.txt": `Django==${version}\n` });

function named(found: readonly Completion[], label: string): Completion {
  const one = found.find((each) => each.label === label);
  if (one === undefined) throw new Error(`${label} is not among ${labels(found).join(", ")}`);
  return one;
}

describe("names", () => {
  test("have their default and replace what is typed", () => {
    const found = named(at("DEBUG = False\nSECURE_H|\n"), "SECURE_HSTS_SECONDS");
    expect(found).toMatchObject({
      kind: "setting",
      detail: "default: 0",
      text: "SECURE_HSTS_SECONDS = $<1:0}",
      snippet: true,
      range: { start: 14, end: 22 },
    });
    expect(found.documentation).toContain("How long browsers refuse plain HTTP");
    expect(found.documentation).toContain("/en/5.2/ref/settings/#std-setting-SECURE_HSTS_SECONDS");
  });

  test("follow the version of Django", () => {
    expect(labels(at("|", django("4.2")))).toContain("USE_L10N");
    expect(labels(at("|", django("5.0")))).not.toContain("USE_L10N");
    expect(labels(at("|", django("5.2")))).not.toContain("SECURE_CSP");
    expect(labels(at("|", django("6.0")))).toContain("SECURE_CSP");
    expect(labels(at("|", django("6.1")))).toContain("MAILERS");
    expect(labels(at("|", { "requirements.txt": "Django>=5.0,<6.1\n" }))).toContain("SECURE_CSP");
  });

  test("say what is deprecated, and offer it late", () => {
    const found = at("|", django("4.2"));
    expect(named(found, "DEFAULT_FILE_STORAGE")).toMatchObject({ deprecated: true, detail: "deprecated" });
    expect(named(found, "DEFAULT_FILE_STORAGE").documentation).toContain(
      "Deprecated since Django 4.2, removed in Django 5.1; use `STORAGES`.",
    );
    expect(named(found, "EMAIL_HOST").deprecated).toBe(false);
    expect(labels(found).slice(-5)).toContain("DEFAULT_FILE_STORAGE");
    expect(named(at("|", django("6.1")), "EMAIL_HOST").deprecated).toBe(true);
  });

  test("come last and alone where they are assigned already", () => {
    const found = at("DEBUG = True\n|\n");
    expect(found[found.length - 1]).toMatchObject({ label: "DEBUG", detail: "assigned in this file" });
    expect(found[found.length - 1]!.text).toBeUndefined();
    expect(named(at("DEB| = True\n"), "DEBUG").text).toBeUndefined();
  });

  test("bring a menu of values, or brackets, or code over several lines", () => {
    const found = at("|");
    expect(named(found, "DEBUG").text).toBe("DEBUG = $<1|False,True|}");
    expect(named(found, "X_FRAME_OPTIONS").text).toBe('X_FRAME_OPTIONS = $<1|"DENY","SAMEORIGIN"|}');
    expect(named(found, "ALLOWED_HOSTS").text).toBe("ALLOWED_HOSTS = [$1]");
    expect(named(found, "SECRET_KEY").text).toBe("SECRET_KEY = $0");
    expect(named(found, "FILE_UPLOAD_PERMISSIONS").text).toBe("FILE_UPLOAD_PERMISSIONS = $<1:0o644}");
    expect(named(found, "CACHES").text).toBe(
      'CACHES = {\n    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"\\},\n\\}',
    );
    expect(named(at("X = 'a'\n|"), "X_FRAME_OPTIONS").text).toContain("'DENY'");
  });

  test.skipIf(!hasPython)(`are Python where an editor has no snippets${needsPython}`, () => {
    const files = {
      "requirements.txt": `Django==5.2\n${[...new Set([...LIBRARY_SETTINGS.values()].map((one) => one.package))].join("\n")}\n`,
    };
    const texts = at("|", files).map(({ text }) => withoutPlaces(text!.replaceAll("$<", "$" + "{")));
    expect(texts.length).toBeGreaterThan(190);
    expect(texts).toContain('X_FRAME_OPTIONS = "DENY"');
    expect(texts).toContain("ALLOWED_HOSTS = []");
    const whole = texts.filter((text) => !text.endsWith("= "));
    expect(
      syntaxErrors(whole).flatMap((error, n) => (error === null ? [] : [`${whole[n]}: ${error}`])),
    ).toEqual([]);
    expect(texts.filter((text) => /[$\\]/.test(text.replace('r"^/api/.*$"', "")))).toEqual([]);
  });

  test("are those of libraries that the project installs", () => {
    expect(labels(at("|"))).not.toContain("CORS_ALLOWED_ORIGINS");
    const found = at("|", { "requirements.txt": "Django==5.2\ndjango-cors-headers\n" });
    expect(named(found, "CORS_ALLOWED_ORIGINS")).toMatchObject({
      detail: "django-cors-headers",
      text: "CORS_ALLOWED_ORIGINS = $<1:[]}",
    });
  });

  test("are not offered in other modules", () => {
    expect(at("|", OWN, "shop/views.py")).toEqual([]);
    expect(labels(at("|", {}, "mysite/settings_dev.py"))).toContain("DEBUG");
    // A helper that the settings import, and a part of them.
    const base = { [SETTINGS]: "from .base import *\nfrom .kinds import A\n", "mysite/base.py": "" };
    expect(at("A = 1\n|", base, "mysite/kinds.py")).toEqual([]);
    expect(labels(at("USE_TZ = True\n|", base, "mysite/base.py"))).toContain("DEBUG");
  });
});

describe("values", () => {
  const cases: readonly (readonly [marked: string, offered: readonly string[], not?: readonly string[]])[] = [
    ["DEBUG = |", ["True", "False"]],
    ["X_FRAME_OPTIONS = |", ["DENY", "SAMEORIGIN"]],
    ['SECURE_REFERRER_POLICY = "|"', ["same-origin", "strict-origin-when-cross-origin"], ["None"]],
    ["SESSION_COOKIE_SAMESITE = |", ["Lax", "Strict", "None", "False"]],
    ['SESSION_ENGINE = "|"', ["django.contrib.sessions.backends.cached_db"]],
    [
      'EMAIL_BACKEND = "|"',
      ["django.core.mail.backends.smtp.EmailBackend"],
      ["anymail.backends.mailgun.EmailBackend"],
    ],
    ['CACHES = {"default": {"BACKEND": "|"}}', ["django.core.cache.backends.redis.RedisCache"]],
    ['DATABASES["default"]["ENGINE"] = "|"', ["django.db.backends.postgresql"]],
    [
      'STORAGES = {"staticfiles": {"BACKEND": "|"}}',
      ["django.contrib.staticfiles.storage.ManifestStaticFilesStorage"],
    ],
    ['LOGGING = {"handlers": {"console": {"class": "|"}}}', ["logging.StreamHandler"]],
    ['LOGGING = {"root": {"level": "|"}}', ["INFO", "ERROR"]],
    ['TIME_ZONE = "|"', ["UTC", "Europe/Berlin"]],
    ['LANGUAGE_CODE = "|"', ["en-us", "de"]],
    ['DEFAULT_AUTO_FIELD = "|"', ["django.db.models.BigAutoField"]],
    [
      'PASSWORD_HASHERS = ["|"]',
      ["django.contrib.auth.hashers.ScryptPasswordHasher"],
      ["django.contrib.auth.hashers.SHA1PasswordHasher"],
    ],
    [
      'AUTH_PASSWORD_VALIDATORS = [{"NAME": "|"}]',
      ["django.contrib.auth.password_validation.NumericPasswordValidator"],
    ],
    [
      'TEMPLATES = [{"OPTIONS": {"context_processors": ["|"]}}]',
      ["django.template.context_processors.request", "shop.context_processors.basket"],
      ["django.template.context_processors.csp"],
    ],
    [
      'INSTALLED_APPS = ["|"]',
      ["shop", "shop.apps.ShopConfig", "orders", "django.contrib.admin"],
      ["rest_framework", "mysite", "shop.util"],
    ],
    ['LOCAL_APPS = ["|"]', ["shop"]],
    ['INSTALLED_APPS += [\n    "shop",\n    "|",\n]', ["orders"], ["shop"]],
    [
      'MIDDLEWARE = ["|"]',
      [
        "shop.middleware.BasketMiddleware",
        "shop.middleware.timing",
        "django.middleware.security.SecurityMiddleware",
      ],
      [
        "shop.middleware.helper",
        "django.middleware.csp.ContentSecurityPolicyMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
      ],
    ],
    ['MIDDLEWARE = ["shop.|"]', ["shop.middleware", "shop.util"]],
    ['MIDDLEWARE = ["shop.util.text.|"]', ["shop.util.text.slug"]],
    ['CSRF_FAILURE_VIEW = "shop.util.text.|"', ["shop.util.text.slug"]],
    ['ROOT_URLCONF = "|"', ["mysite.urls"]],
    ['WSGI_APPLICATION = "|"', ["mysite.wsgi.application"]],
    ['AUTH_USER_MODEL = "|"', ["shop.Customer", "auth.User"]],
    ['DATABASES = {"default": {"|"}}', ["ENGINE", "CONN_MAX_AGE"]],
    ['LOGGING = {"|"}', ["version", "handlers"]],
    ['UNKNOWN = "|"', []],
  ];
  test.for(cases)("%j", ([marked, offered, not = []]) => {
    const found = labels(at(marked, OWN));
    expect(found).toEqual(expect.arrayContaining([...offered]));
    expect(found.filter((label) => not.includes(label))).toEqual([]);
    if (offered.length === 0) expect(found).toEqual([]);
  });

  test("of packages that the project installs", () => {
    const files = { "requirements.txt": "Django==5.2\nwhitenoise\ndjango-anymail\ndjango-storages[s3]\n" };
    expect(labels(at('MIDDLEWARE = ["|"]', files))).toContain("whitenoise.middleware.WhiteNoiseMiddleware");
    expect(labels(at('EMAIL_BACKEND = "|"', files))).toContain("anymail.backends.mailgun.EmailBackend");
    expect(labels(at('STORAGES = {"default": {"BACKEND": "|"}}', files))).toContain(
      "storages.backends.s3.S3Storage",
    );
    expect(labels(at('INSTALLED_APPS = ["|"]', files))).toEqual(
      expect.arrayContaining(["anymail", "storages"]),
    );
  });

  test("get quotes where there are none, and the one that lacks", () => {
    expect(named(at("X_FRAME_OPTIONS = |"), "DENY")).toMatchObject({ text: '"DENY"', filter: '"DENY"' });
    expect(named(at("X_FRAME_OPTIONS = '|"), "DENY").text).toBe("DENY'");
    expect(named(at("X_FRAME_OPTIONS = '|'"), "DENY").text).toBe("DENY");
    expect(named(at('SECURE_REFERRER_POLICY = "same-|origin"'), "no-referrer").range).toEqual({
      start: 26,
      end: 37,
    });
    expect(named(at("SECURE_REFERRER_POLICY = |"), "None").text).toBe("None");
  });
});
