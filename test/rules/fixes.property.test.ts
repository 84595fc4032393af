/** Every fix that is offered, on settings modules put together at random: it cures its finding and does no harm. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { applyChanges, type Files, projectOf, SETTINGS, verdictsOn } from "../support/exampleProject";

/** One of each row is part of a module, in this order. */
const parts: readonly (readonly string[])[] = [
  ["", '"""Settings."""\n', "# Settings\n\n", "#!/usr/bin/env python\n"],
  [
    "import os\n",
    "import os\nfrom pathlib import Path\n",
    "import os\n\nimport environ\n\nenv = environ.Env()\n",
    "import os\n\nfrom decouple import config\n",
    "import os, sys\nimport dj_database_url\n",
  ],
  [
    "",
    "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\n",
    "BASE_DIR = os.path.dirname(os.path.dirname(__file__))\n",
  ],
  [
    "DEBUG = True\n",
    "DEBUG = False\n",
    "",
    'DEBUG = os.environ.get("DEBUG")\n',
    'DEBUG = os.getenv("DEBUG", "True") == "True"  # on\n',
    "DEBUG = 'DYNO' not in os.environ\n",
    'if "DYNO" in os.environ:\n    DEBUG = False\nelse:\n    DEBUG = True\n',
  ],
  [
    'SECRET_KEY = "django-insecure-abc"\n',
    'SECRET_KEY = os.environ.get("SECRET_KEY", "dev")\n',
    "SECRET_KEY = os.environ['SECRET_KEY']\n",
    'SECRET_KEY = "a" if DEBUG else os.environ["KEY"]\n',
  ],
  [
    "ALLOWED_HOSTS = []\n",
    "",
    "ALLOWED_HOSTS = ['*']\n",
    'ALLOWED_HOSTS = [".example.com", "*"]\n',
    'if DEBUG:\n\tALLOWED_HOSTS = ["*"]\nelse:\n\tALLOWED_HOSTS = []\n',
  ],
  [
    'INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.staticfiles"]\n',
    "INSTALLED_APPS = (\n    'django.contrib.staticfiles',\n)\n",
    "",
  ],
  [
    'MIDDLEWARE = [\n    "django.middleware.security.SecurityMiddleware",\n    "django.middleware.csrf.CsrfViewMiddleware",\n]\n',
    "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware',\n              'whitenoise.middleware.WhiteNoiseMiddleware']\n",
    'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\n',
    'MIDDLEWARE = (\n  "django.middleware.security.SecurityMiddleware",\n  "django.contrib.sessions.middleware.SessionMiddleware",  # s\n  "whitenoise.middleware.WhiteNoiseMiddleware"\n)\n',
    'FIRST = ["django.middleware.security.SecurityMiddleware"]\nMIDDLEWARE = FIRST + ["a.B"]\n',
  ],
  [
    "",
    "SECURE_SSL_REDIRECT = False\n",
    "SECURE_SSL_REDIRECT = True\n",
    "if not DEBUG:\n    SECURE_SSL_REDIRECT = True\n",
    'SECURE_SSL_REDIRECT = not os.environ.get("NO_TLS")\n',
    "if DEBUG:\n    SECURE_SSL_REDIRECT = False\nelse:\n    SECURE_SSL_REDIRECT = False\n",
  ],
  ["", 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")\n'],
  [
    "",
    "SECURE_HSTS_SECONDS = 0\n",
    "SECURE_HSTS_SECONDS = 300\nSECURE_HSTS_PRELOAD = True\n",
    "SECURE_HSTS_SECONDS = 0 if DEBUG else 3600\n",
  ],
  ["", "SESSION_COOKIE_SECURE = False\nCSRF_COOKIE_SECURE = not DEBUG\n"],
  [
    "STATIC_URL = '/static/'\n",
    "STATIC_URL = 'static/'; STATIC_ROOT = None\n",
    "STATIC_URL = 'static/'\nSTATIC_ROOT = 'out'\n",
  ],
  [
    "",
    'STORAGES = {\n    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},\n}\n',
    "STATICFILES_STORAGE = 'whitenoise.storage.CompressedStaticFilesStorage'\n",
  ],
  [
    "",
    'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n',
    "DATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.sqlite3',\n        'NAME': os.path.join('/app', 'db.sqlite3'),\n    },\n}\n",
    'import dj_database_url\nDATABASES = {"default": dj_database_url.config(default="sqlite:///db.sqlite3", ssl_require=True)}\n',
    "import dj_database_url as url\nDATABASES = {\n    'default': url.config(\n        default='sqlite:///a',\n        conn_max_age=60)  # a\n}\n",
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql_psycopg2', 'NAME': 'a', 'CONN_MAX_AGE': 60}}  # a\n",
    'ATOMIC_REQUESTS = True  # a\nDATABASES = {\n  "default": {\n    "ENGINE": "django.db.backends.postgresql",\n    "HOST": "localhost",\n    "OPTIONS": {"pool": True}\n  }\n}\n',
    'DATABASES = {"default": {}}\nDATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"\nCONN_MAX_AGE = 60\n',
  ],
  [
    "",
    "try:\n    from .local import *\nexcept ImportError:\n    pass\n",
    "if not DEBUG:\n    CSRF_COOKIE_SECURE = True\n",
  ],
];

const modules = fc
  .tuple(fc.tuple(...parts.map((choices) => fc.constantFrom(...choices))), fc.constantFrom("\n", "\r\n"))
  .map(([chosen, newline]) => chosen.join("").replaceAll("\n", newline))
  // A module that uses DEBUG without having it does not start.
  .filter((text) => !/\bDEBUG\b/.test(text) || /^\s*DEBUG =/m.test(text));

const samples: string[] = [];

function alarms(files: Files): ReadonlySet<string> {
  const shown = verdictsOn(files).filter((each) => each.shown && /error|warning/.test(each.severity));
  return new Set(shown.map(({ rule }) => rule));
}

/** Findings that come to light where SecurityMiddleware begins to work. */
const BY_SECURITY_MIDDLEWARE = [
  "ssl-redirect-off",
  "ssl-redirect-loop",
  "hsts-missing",
  "hsts-preload-premature",
];

/** With DEBUG off, which brings other findings to light. */
function withoutDebug(files: Files): Files {
  return { ...files, [SETTINGS]: files[SETTINGS]!.replace(/^(\s*)DEBUG =.*$/gm, "$1DEBUG = False") };
}

test("every fix cures its finding, adds none, and is done after one time", { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(modules, (text) => {
      const files = projectOf(text);
      const before = alarms(files);
      for (const { shown, rule, fixes } of verdictsOn(files)) {
        for (const fix of shown ? fixes : []) {
          const after = applyChanges(files, fix.changes);
          const what = `${rule}: ${fix.title}\n${text}\n-----\n${after[SETTINGS]}`;
          samples.push(after[SETTINGS]!);
          const left = verdictsOn(after).filter((each) => each.shown && each.rule === rule);
          if (fix.safety !== "step") expect(left, what).toEqual([]);
          const again = left.flatMap((each) => each.fixes.map(({ title }) => title));
          expect(again, what).not.toContain(fix.title);
          const added = [...alarms(after)].filter((alarm) => !before.has(alarm));
          const revealed = [
            ...(rule === "security-middleware-missing" ? BY_SECURITY_MIDDLEWARE : []),
            ...(/DEBUG|what the variable says/.test(fix.title) ? alarms(withoutDebug(files)) : []),
          ];
          expect(
            added.filter((alarm) => !revealed.includes(alarm)),
            what,
          ).toEqual([]);
          if (text.includes("\r\n")) expect(after[SETTINGS], what).not.toMatch(/[^\r]\n/);
        }
      }
    }),
    { seed: 7, numRuns: Number(process.env.RUNS ?? 40) },
  );
});

test.skipIf(!hasPython)(`CPython compiles every fix${needsPython}`, () => {
  const errors = syntaxErrors(samples);
  expect(samples.filter((_, i) => errors[i] !== null)).toEqual([]);
});
