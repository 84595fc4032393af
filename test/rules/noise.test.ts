/** What whole projects get to hear: nothing that is not so, nothing twice, and next to nothing where all is in order. */
import { describe, expect, test } from "vitest";
import { type Files, verdictsOn } from "../support/exampleProject";
import {
  containerProject,
  DIALECTS,
  type SplitProject,
  serverProject,
  singleModuleProject,
  splitProject,
  startedProject,
} from "../support/wellKept";

const BASE = "config/settings/base.py";
const LOCAL = "config/settings/local.py";
const TEST = "config/settings/test.py";
const PRODUCTION = "config/settings/production.py";
const SETTINGS = "mysite/settings.py";

/** The findings that are shown: "severity rule", sorted by severity. */
function said(files: Files): string[] {
  const order = ["error", "warning", "info", "hint"];
  return (
    verdictsOn(files)
      // The one thing that a project on an old Django cannot put in order.
      .filter(({ shown, rule }) => shown && rule !== "django-eol")
      .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || (a.rule < b.rule ? -1 : 1))
      .map(({ severity, rule }) => `${severity} ${rule}`)
  );
}

/** The same, with the files. */
function places(files: Files): string[] {
  return verdictsOn(files).flatMap(({ shown, rule, verdict }) =>
    shown ? `${rule} in ${verdict.at?.file}` : [],
  );
}

/** A project with text added to some of its files. */
function withMore(files: Files, more: Files): Files {
  const changed = Object.entries(more).map(([path, text]) => [path, (files[path] ?? "") + text]);
  return { ...files, ...Object.fromEntries(changed) };
}

const without = (files: Files, path: string, line: RegExp): Files => ({
  ...files,
  [path]: files[path]!.replace(line, ""),
});

describe("a project in the shape of cookiecutter-django", () => {
  const worker = "info celery-concurrency-unset";
  const onHeroku = [worker, "info heroku-redis-tls"];
  const always = ["info hsts-short", "info logging-disables-django", "hint csrf-cookie-httponly"];

  describe.for<SplitProject["statics"]>(["whitenoise", "s3"])("%s", (statics) => {
    test.for<[django: string, more: string[]]>([
      ["4.2.26", []],
      ["5.2.8", []],
      ["6.0.1", ["hint csp-missing"]],
      ["6.1", ["hint csp-missing", "hint email-settings-deprecated"]],
    ])("on Django %s", ([django, more]) => {
      const expected = [...onHeroku, ...always, ...more];
      expect(said(splitProject({ django, statics })).sort()).toEqual(expected.sort());
    });
  });

  test("not on Heroku", () => {
    const { Procfile: _, ...files } = splitProject({ django: "5.2.8" });
    expect(said(files)).toEqual(always);
  });

  test("with the last step of HSTS that its comments name", () => {
    const expected = [...onHeroku, "info hsts-preload-premature", ...always];
    expect(said(splitProject({ django: "5.2.8", hsts: "518400", preload: "True" }))).toEqual(expected);
  });

  const withAddon: Files = {
    ...splitProject({ django: "5.2.8" }),
    "app.json": '{"addons": ["heroku-postgresql:essential-0", "heroku-redis:mini"]}\n',
  };

  test("with the add-on whose certificates are self-signed, which is no taste", () => {
    expect(said(withAddon)).toEqual(["error heroku-redis-tls", worker, ...always]);
  });

  test("with that add-on, the option beside it", () => {
    const production = withAddon[PRODUCTION]!;
    const [line] = /.*"IGNORE_EXCEPTIONS".*\n/.exec(production)!;
    const option = `${line}            "CONNECTION_POOL_KWARGS": {"ssl_cert_reqs": None},\n`;
    expect(said({ ...withAddon, [PRODUCTION]: production.replace(line, option) })).toEqual([
      worker,
      ...always,
    ]);
  });
});

describe("one settings module in order", () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    // A list that is read as JSON is what pydantic-settings documents, and what everybody trips over.
    "pydantic-settings": ["hint pydantic-list-needs-json"],
  };
  describe.for(Object.keys(DIALECTS))("%s", (dialect) => {
    test.for<[django: string, more: string[]]>([
      ["4.2.26", []],
      ["5.2.8", []],
      ["6.0.1", ["hint csp-missing"]],
      ["6.1", ["hint csp-missing", "hint email-settings-deprecated"]],
    ])("on Django %s", ([django, more]) => {
      const all = ["hint hsts-preload-off", ...(expected[dialect] ?? []), ...more];
      expect(said(singleModuleProject({ dialect, django })).sort()).toEqual(all.sort());
    });
  });

  test.for<[name: string, files: Files]>([
    ["in a container on Heroku", containerProject({ dialect: "os.environ" })],
    ["on a server of its own", serverProject({ dialect: "os.environ" })],
  ])("%s", ([, files]) => {
    expect(said(files)).toEqual(["hint hsts-preload-off"]);
  });
});

describe("the project of startproject", () => {
  const settings = [
    "error allowed-hosts-empty",
    "error debug-true",
    "error secret-key-hardcoded",
    "error static-root-missing",
  ];
  const onHeroku = [
    "error allowed-hosts-empty",
    "error debug-true",
    "error secret-key-hardcoded",
    "error sqlite-on-heroku",
    "error static-root-missing",
    "warning csrf-cookie-insecure",
    "warning hsts-missing",
    "warning logging-not-configured",
    "warning python-version-missing",
    "warning session-cookie-insecure",
    "warning ssl-redirect-off",
    "warning static-not-served",
  ];

  test.for(["4.2.26", "5.2.8", "6.0.1", "6.1"])("on Heroku, Django %s", (django) => {
    expect(said(startedProject(django))).toEqual(onHeroku);
  });

  test("each finding has a fix", () => {
    const lacking = verdictsOn(startedProject()).filter(({ shown, fixes }) => shown && fixes.length === 0);
    expect(lacking.map(({ rule }) => rule)).toEqual([]);
  });

  test("where nothing says how it deploys", () => {
    const { Procfile: _, ...files } = startedProject();
    expect(said(files)).toEqual([
      ...settings,
      "warning csrf-cookie-insecure",
      "warning session-cookie-insecure",
      "info hsts-missing",
      "info ssl-redirect-off",
    ]);
  });

  test("on Heroku, with DEBUG off: that finding goes, and what only then matters comes", () => {
    const files = startedProject();
    const off = { ...files, [SETTINGS]: files[SETTINGS]!.replace("DEBUG = True", "DEBUG = False") };
    expect(said(off)).toEqual([
      ...onHeroku.filter((finding) => finding !== "error debug-true"),
      "info error-tracking-missing",
    ]);
  });
});

describe("one cause, one finding", () => {
  const line = /.*SecurityMiddleware.*\n/;

  test("SecurityMiddleware is missing: nothing on what it would do", () => {
    const files = without(singleModuleProject({ dialect: "os.environ" }), SETTINGS, line);
    expect(said(files)).toEqual(["warning security-middleware-missing"]);
  });

  test("SecurityMiddleware is missing, and its settings are bad", () => {
    const files = withMore(without(singleModuleProject({ dialect: "os.environ" }), SETTINGS, line), {
      [SETTINGS]: [
        "SECURE_SSL_REDIRECT = False",
        "SECURE_HSTS_SECONDS = 0",
        "SECURE_HSTS_PRELOAD = True",
        "SECURE_CONTENT_TYPE_NOSNIFF = False",
        "SECURE_REFERRER_POLICY = None",
        "",
      ].join("\n"),
    });
    expect(said(files)).toEqual(["warning security-middleware-missing"]);
  });

  test("DEBUG is on in a module that is in order otherwise", () => {
    const files = singleModuleProject({ dialect: "os.environ" });
    const on = { ...files, [SETTINGS]: files[SETTINGS]!.replace(/^DEBUG = .*$/m, "DEBUG = True") };
    expect(said(on)).toEqual(["error debug-true"]);
  });

  test("DEBUG is on, and what it decides follows from it", () => {
    const files = singleModuleProject({ dialect: "os.environ" });
    const on = files[SETTINGS]!.replace(/^DEBUG = .*$/m, "DEBUG = True");
    const branches = [
      "if DEBUG:",
      '    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}',
      '    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
      '    ALLOWED_HOSTS = ["*"]',
      '    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}',
      "CORS_ALLOW_ALL_ORIGINS = DEBUG",
      "DATA_UPLOAD_MAX_MEMORY_SIZE = None",
      "",
    ].join("\n");
    const expected = ["error debug-true", "warning upload-limit-disabled"];
    expect(said({ ...files, [SETTINGS]: on + branches })).toEqual(expected);
  });

  test("DEBUG is on, and the settings do not load without it: what is found stays", () => {
    const files = startedProject();
    const guard = 'if not DEBUG:\n    raise Exception("not ready for production")\n';
    expect(said(withMore(files, { [SETTINGS]: guard }))).toEqual(said(files));
  });

  test.for<[name: string, change: (text: string) => string, expected: string[]]>([
    [
      "a key in the source that is short, too",
      (text) => text.replace(/^SECRET_KEY = .*$/m, 'SECRET_KEY = "django-insecure-1"'),
      ["error secret-key-hardcoded", "hint hsts-preload-off"],
    ],
    [
      "hosts in a string, which would be too open as well",
      (text) => text.replace(/^ALLOWED_HOSTS = .*$/m, 'ALLOWED_HOSTS = "*"'),
      ["error allowed-hosts-not-a-list", "hint hsts-preload-off"],
    ],
  ])("%s", ([, change, expected]) => {
    const files = singleModuleProject({ dialect: "os.environ" });
    expect(said({ ...files, [SETTINGS]: change(files[SETTINGS]!) })).toEqual(expected);
  });
});

/** Values that are wrong in production, one for each kind of rule. */
const BAD = [
  "DEBUG = True",
  'SECRET_KEY = "secret"',
  'ALLOWED_HOSTS = ["*"]',
  'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}',
  'CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}',
  'EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"',
  'EMAIL_HOST_PASSWORD = "hunter2-is-a-password"',
  'AWS_SECRET_ACCESS_KEY = "wJalrXUtnFEMI0K7MDENG0bPxRfiCY0123456789"',
  "SESSION_COOKIE_SECURE = False",
  "CSRF_COOKIE_SECURE = False",
  "SECURE_SSL_REDIRECT = False",
  "SECURE_HSTS_SECONDS = 0",
  "SECURE_HSTS_PRELOAD = True",
  "SECURE_CONTENT_TYPE_NOSNIFF = False",
  "SECURE_PROXY_SSL_HEADER = None",
  "CORS_ALLOW_ALL_ORIGINS = True",
  "CORS_ALLOW_CREDENTIALS = True",
  'CSRF_TRUSTED_ORIGINS = ["example.com"]',
  'X_FRAME_OPTIONS = "ALLOWALL"',
  'SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"',
  'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
  "AUTH_PASSWORD_VALIDATORS = []",
  "DATA_UPLOAD_MAX_MEMORY_SIZE = None",
  'LOGGING = {"version": 1, "root": {"level": "DEBUG"}}',
  "USE_TZ = False",
  'STATICFILES_DIRS = ["nowhere"]',
  'INSTALLED_APPS = [*INSTALLED_APPS, "debug_toolbar", "silk"]',
  'MIDDLEWARE = ["debug_toolbar.middleware.DebugToolbarMiddleware", "silk.middleware.SilkyMiddleware"]',
  "",
].join("\n");

/** What production says to each of them. */
const GOOD = [
  "DEBUG = False",
  'DATABASES = {"default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}',
  'EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")',
  "CORS_ALLOW_ALL_ORIGINS = False",
  "CORS_ALLOW_CREDENTIALS = False",
  'CSRF_TRUSTED_ORIGINS = ["https://shop.example.com"]',
  'X_FRAME_OPTIONS = "DENY"',
  'SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"',
  'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
  'AUTH_PASSWORD_VALIDATORS = [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"}]',
  "DATA_UPLOAD_MAX_MEMORY_SIZE = 2621440",
  "USE_TZ = True",
  "STATICFILES_DIRS = []",
  "",
].join("\n");

describe("values that production never gets", () => {
  const files = splitProject({ django: "5.2.8" });
  const usual = places(files);

  test("in the modules of development and tests", () => {
    expect(places(withMore(files, { [LOCAL]: BAD, [TEST]: BAD }))).toEqual(usual);
  });

  test("in the module that production is based on, where production says better", () => {
    const lists = /^(INSTALLED_APPS|MIDDLEWARE) = \[[\s\S]*?^\]|^INSTALLED_APPS = .* LOCAL_APPS$/gm;
    const own = [...files[BASE]!.matchAll(lists)].map(([text]) => text);
    const apps = files[BASE]!.match(/^\w+_APPS = \[[\s\S]*?^\]\n/gm)!.join("");
    const production = files[PRODUCTION]!.replace("# GENERAL", () => `${apps}${own.join("\n")}\n# GENERAL`);
    const changed = withMore({ ...files, [PRODUCTION]: production }, { [BASE]: BAD, [PRODUCTION]: GOOD });
    expect(places(changed)).toEqual(usual);
  });

  test("that base itself gets from development are reported there and nowhere else", () => {
    const changed = withMore(files, { [BASE]: "DATA_UPLOAD_MAX_MEMORY_SIZE = None\n", [LOCAL]: BAD });
    expect(places(changed).sort()).toEqual([...usual, `upload-limit-disabled in ${BASE}`].sort());
  });
});

test("the last STORAGES decides: old names beside it are dead lines, and no more", () => {
  const files = withMore(splitProject({ django: "5.2.8" }), {
    [BASE]: 'STATICFILES_STORAGE = "whitenoise.storage.CompressedStaticFilesStorage"\n',
  });
  expect(said(files)).toContain("info legacy-storage-setting");
});

test("a site without a database, as Heroku's first example is", () => {
  const files: Files = {
    ...startedProject("6.0.1"),
    "app.json": '{"env": {"DJANGO_SECRET_KEY": {"generator": "secret"}}}\n',
    "requirements.txt": "Django==6.0.1\ngunicorn==23.0.0\nwhitenoise==6.11.0\ndj-database-url==3.0.1\n",
  };
  const settings = files[SETTINGS]!.replace(/^DATABASES = \{.*?^\}/ms, () =>
    [
      'if "DYNO" in os.environ:',
      '    DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True, ssl_require=True)}',
      "else:",
      '    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}',
    ].join("\n"),
  ).replace("from pathlib", "import os\nimport dj_database_url\nfrom pathlib");
  const found = said({ ...files, [SETTINGS]: settings });
  expect(found.filter((each) => /postgres|database|sqlite/.test(each))).toEqual([]);
});
