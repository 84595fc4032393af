/** Every fix that is offered, on projects put together at random: it cures its finding and does no harm. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { rules } from "../../server/src/rules/index";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { type Files, projectOf, verdictsOn } from "../support/exampleProject";
import { checkFixes } from "../support/fixProperties";
import { mixedProjects } from "../support/mixedProjects";
import {
  containerProject,
  DIALECTS,
  singleModuleProject,
  splitProject,
  startedProject,
} from "../support/wellKept";

/** How many times as much as usual. */
const RUNS = Number(process.env.RUNS ?? 1);

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

/** What all fixes made, for CPython to compile, and the rules whose fixes were applied. */
const results = new Map<string, string>();
const applied = new Map<string, number>();

/** What is wrong with the fixes of a project. */
function problemsOf(name: string, files: Files): readonly string[] {
  const { problems, applied: names, python } = checkFixes(name, files);
  for (const rule of names) applied.set(rule, (applied.get(rule) ?? 0) + 1);
  for (const text of python) results.set(text, name);
  return problems;
}

test("modules of settings, one of each kind", { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(modules, (text) => {
      expect(problemsOf("a module", projectOf(text)), text).toEqual([]);
    }),
    { seed: 7, numRuns: 25 * RUNS },
  );
});

test("several mistakes in one project, in every layout", { timeout: 600_000 * RUNS }, () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const problems = mixedProjects(seed).flatMap(({ name, files }) => problemsOf(name, files));
    expect(problems, `seed ${seed}`).toEqual([]);
  }
  // A mistake may hide another: what was not tried is tried alone.
  const untried = () => rules.filter(({ id, fixes }) => fixes !== undefined && !applied.has(id));
  for (const { id, examples } of untried()) {
    for (const { code } of examples.bad) expect(problemsOf(id, projectOf(code))).toEqual([]);
  }
  expect(untried().map(({ id }) => id)).toEqual([]);
  // Most are tried often enough for their fix to meet others.
  expect([...applied.values()].filter((times) => times >= 2).length).toBeGreaterThan(applied.size * 0.6);
});

test.for<[name: string, files: Files]>([
  ["startproject", startedProject()],
  ["startproject on Django 6.1", startedProject("6.1")],
  ["split settings", splitProject({ django: "5.2.8", hsts: "518400", preload: "True" })],
  ["a container", containerProject({ dialect: "os.environ" })],
  ...Object.keys(DIALECTS).map((dialect): [string, Files] => [dialect, singleModuleProject({ dialect })]),
])("%s", ([name, files]) => {
  expect(problemsOf(name, files)).toEqual([]);
});

/** Mistakes that are one finding each, with a fix each. */
const SEVERAL: readonly (readonly [rule: string, findings: number, code: string])[] = [
  [
    "upload-limit-disabled",
    4,
    "DATA_UPLOAD_MAX_MEMORY_SIZE = None\nDATA_UPLOAD_MAX_NUMBER_FIELDS = None\nDATA_UPLOAD_MAX_NUMBER_FILES = None\nFILE_UPLOAD_MAX_MEMORY_SIZE = None\n",
  ],
  [
    "debug-tool-in-production",
    3,
    [
      'INSTALLED_APPS = ["debug_toolbar", "nplusone.ext.django", "django.contrib.sessions"]',
      "MIDDLEWARE = [",
      '    "debug_toolbar.middleware.DebugToolbarMiddleware",',
      '    "nplusone.ext.django.NPlusOneMiddleware",',
      '    "pyinstrument.middleware.ProfilerMiddleware",',
      '    "django.middleware.security.SecurityMiddleware",',
      "]",
      "",
    ].join("\n"),
  ],
];

test.for(SEVERAL)("%s: each fix removes one finding of %i", ([rule, count, code]) => {
  const files = projectOf({
    "requirements.txt": "Django==5.2.8\ngunicorn\ndjango-debug-toolbar\nnplusone\npyinstrument\n",
    "mysite/settings.py": `import os\n\nDEBUG = os.environ.get("DJANGO_DEBUG") == "1"\nROOT_URLCONF = "mysite.urls"\n${code}`,
  });
  const findings = verdictsOn(files).filter((each) => each.shown && each.rule === rule);
  expect(findings.map(({ fixes }) => fixes.length)).toEqual(Array(count).fill(1));
  expect(problemsOf(rule, files)).toEqual([]);
});

test.skipIf(!hasPython)(`CPython compiles every fix${needsPython}`, () => {
  const texts = [...results.keys()];
  const errors = syntaxErrors(texts);
  const broken = texts.flatMap((text, n) =>
    errors[n] === null ? [] : [`${results.get(text)}: ${errors[n]}\n${text}`],
  );
  expect(broken).toEqual([]);
});
