/** Django projects of several sizes, written by a program: what `npm run bench` measures with. */

export interface BenchProject {
  readonly name: string;
  /** Path -> text. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings: string;
  /** The file in which keys are pressed, and the text they are pressed after. */
  readonly edited: { readonly path: string; readonly after: string };
}

const environment = `import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name, default="0"):
    return os.environ.get(name, default).lower() in ("1", "true", "yes")


SECRET_KEY = os.environ.get("DJANGO_SECRET_KEY", "a-key-for-development-that-is-long-enough-to-please-0123456789")
DEBUG = flag("DJANGO_DEBUG")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "www.example.com").split(",")]
`;

const applications = `INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
if DEBUG:
    INSTALLED_APPS += ["django.contrib.admindocs"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "mysite.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
`;

const services = `DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}", conn_max_age=600)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
if not DEBUG:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(os.environ.get("HSTS_SECONDS", "300"))
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
`;

/** Settings of the project's own, of the kinds that fill long modules: `count` lines of them. */
function own(count: number, prefix = "FEATURE"): string {
  const lines: string[] = [];
  for (let n = 0; lines.length < count; n++) {
    const name = `${prefix}_${n}`;
    lines.push(
      `${name}_ENABLED = flag("${name}")`,
      `${name}_LIMIT = ${n} * 1000`,
      `${name}_TITLE = "Feature ${n}"`,
      `${name}_BACKENDS = [`,
      `    "mysite.backends.Remote${n}",`,
      `    "mysite.backends.Local${n}",`,
      `]`,
      `${name}_URL = f"https://{ALLOWED_HOSTS[0]}/feature/${n}/"`,
      `${name}_OPTIONS = {`,
      `    "small": ${n},`,
      `    "large": ${name}_LIMIT,`,
      `    "names": ["a", "b", "c"],`,
      `    "nested": {"path": BASE_DIR / "data" / "feature-${n}", "timeout": 30, "retry": True},`,
      `}`,
      `if DEBUG:`,
      `    ${name}_BACKENDS = ["mysite.backends.Console"]`,
    );
  }
  return `${lines.join("\n")}\n`;
}

const lineCount = (text: string) => text.split("\n").length - 1;

const deployment = (settings: string) => ({
  "manage.py": `import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")

if __name__ == "__main__":
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`,
  "mysite/__init__.py": "",
  "mysite/urls.py":
    'from django.contrib import admin\nfrom django.urls import path\n\nurlpatterns = [path("admin/", admin.site.urls)]\n',
  "mysite/wsgi.py": `import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "${settings}")
application = get_wsgi_application()
`,
  Procfile: "release: python manage.py migrate\nweb: gunicorn mysite.wsgi\n",
  "requirements.txt": "Django==5.2.7\ngunicorn==27.0.1\ndj-database-url==3.1.2\nwhitenoise==6.12.0\n",
  ".python-version": "3.13\n",
});

/** One settings module of a number of lines. */
export function singleModule(lines: number): BenchProject {
  const usual = environment + applications + services;
  return {
    name: `one settings module of ${lines} lines`,
    files: {
      ...deployment("mysite.settings"),
      "mysite/settings.py": usual + own(lines - lineCount(usual)),
    },
    settings: "mysite.settings",
    edited: { path: "mysite/settings.py", after: '"level": os.environ.get("LOG_LEVEL", "' },
  };
}

/** A settings package: a base, eight components and the production module, 300 lines together. */
export function splitModules(): BenchProject {
  const parts = Array.from({ length: 8 }, (_, n) => `part_${n}`);
  const usual = [
    ["base", environment],
    ["part_0", `from .base import *\n\n${applications}`],
    ["part_1", `from .part_0 import *\n\n${services}`],
  ] as const;
  const left = 300 - usual.reduce((sum, [, text]) => sum + lineCount(text), 0);
  const others = parts
    .slice(2)
    .map(
      (name, n) =>
        [
          name,
          `from .${parts[n + 1]} import *\n\n${own(Math.floor(left / 6) - 3, name.toUpperCase())}`,
        ] as const,
    );
  const modules = [...usual, ...others];
  return {
    name: "a settings package of 10 modules, 300 lines together",
    files: {
      ...deployment("mysite.settings.production"),
      "mysite/settings/__init__.py": "",
      ...Object.fromEntries(modules.map(([name, text]) => [`mysite/settings/${name}.py`, text])),
      "mysite/settings/production.py":
        'from .part_7 import *\n\nSERVER_EMAIL = "server@example.com"\nADMINS = [("Ops", "ops@example.com")]\n',
    },
    settings: "mysite.settings.production",
    edited: { path: "mysite/settings/production.py", after: 'SERVER_EMAIL = "' },
  };
}
