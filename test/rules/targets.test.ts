/** One project for each way to Heroku, written with care: none of them gets an error or a warning. */

import { describe, expect, test } from "vitest";
import { analyze } from "../../server/src/analyze";
import { type Files, verdictsOn } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";
import { HEROKU_YML } from "../support/wellKept";

const SETTINGS = `"""Settings of the bookshop. Production is the default; development sets DJANGO_DEBUG=1."""
import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = os.environ.get("DJANGO_DEBUG") == "1"
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = os.environ["DJANGO_ALLOWED_HOSTS"].split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "books",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bookshop.urls"
WSGI_APPLICATION = "bookshop.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default="postgres:///bookshop", conn_max_age=600, conn_health_checks=True, ssl_require=not DEBUG
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "media/"
STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": os.environ["BUCKET_NAME"], "file_overwrite": False},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_HOST = os.environ["EMAIL_HOST"]
EMAIL_PORT = 587
EMAIL_USE_TLS = True
EMAIL_TIMEOUT = 10
EMAIL_HOST_USER = os.environ["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = os.environ["EMAIL_HOST_PASSWORD"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ["DEFAULT_FROM_EMAIL"]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = not DEBUG
SESSION_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_SECURE = not DEBUG
SECURE_CSP = {"default-src": ["'self'"], "img-src": ["'self'", "data:"]}
if not DEBUG:
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}

if not DEBUG:
    import sentry_sdk

    sentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0.05)

if DEBUG:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(0, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
`;

const setsModule = (rest: string) =>
  `import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "bookshop.settings")\n\n${rest}`;

const URLS = `from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("books.urls")),
]

if settings.DEBUG:
    import debug_toolbar

    urlpatterns += [path("__debug__/", include(debug_toolbar.urls))]
`;

/** What the build and CI give the settings, which they cannot do without. */
const VARIABLES = [
  "DJANGO_SECRET_KEY",
  "DJANGO_ALLOWED_HOSTS",
  "BUCKET_NAME",
  "EMAIL_HOST",
  "EMAIL_HOST_USER",
  "EMAIL_HOST_PASSWORD",
  "DEFAULT_FROM_EMAIL",
];

const WORKFLOW = [
  "name: CI",
  "on: push",
  "jobs:",
  "  test:",
  "    runs-on: ubuntu-latest",
  "    env:",
  ...VARIABLES.map((name) => `      ${name}: for-tests-only`),
  '      SENTRY_DSN: ""',
  "    steps:",
  "      - uses: actions/checkout@v4",
  "      - uses: actions/setup-python@v5",
  "        with:",
  "          python-version-file: .python-version",
  "      - run: pip install -r requirements.txt -r requirements-dev.txt",
  "      - run: python manage.py check --deploy --fail-level WARNING",
  "      - run: python manage.py test",
  "",
].join("\n");

const SITE: Files = {
  "manage.py": setsModule(
    'import sys\n\nfrom django.core.management import execute_from_command_line\n\nif __name__ == "__main__":\n    execute_from_command_line(sys.argv)\n',
  ),
  "bookshop/__init__.py": "",
  "bookshop/settings.py": SETTINGS,
  "bookshop/urls.py": URLS,
  "bookshop/wsgi.py": setsModule(
    "from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
  ),
  "books/__init__.py": "",
  "books/apps.py":
    'from django.apps import AppConfig\n\n\nclass BooksConfig(AppConfig):\n    name = "books"\n',
  "books/models.py":
    'from django.db import models\n\n\nclass Book(models.Model):\n    title = models.CharField(max_length=200)\n    cover = models.FileField(upload_to="covers/")\n',
  "books/migrations/__init__.py": "",
  "books/migrations/0001_initial.py": "from django.db import migrations\n",
  "books/urls.py": "urlpatterns = []\n",
  "templates/base.html": "<!doctype html>\n<title>Bookshop</title>\n{% block content %}{% endblock %}\n",
  "templates/404.html": "<!doctype html>\n<title>Not found</title>\n",
  "templates/500.html": "<!doctype html>\n<title>Sorry</title>\n",
  "requirements.txt": [
    "Django==6.0.3",
    "dj-database-url==3.1.0",
    "django-storages[s3]==1.14.6",
    "gunicorn==25.1.0",
    "psycopg[binary]==3.3.2",
    "sentry-sdk==2.44.0",
    "whitenoise==6.11.0",
    "",
  ].join("\n"),
  "requirements-dev.txt": "-r requirements.txt\ndjango-debug-toolbar==6.1.0\n",
  ".gitignore": ".env\n.venv/\n__pycache__/\nstaticfiles/\n",
  ".github/workflows/ci.yml": WORKFLOW,
  ".python-version": "3.14\n",
};

const PROCFILE = "release: python manage.py migrate --noinput\nweb: gunicorn bookshop.wsgi\n";

const CLASSIC: Files = {
  ...SITE,
  Procfile: PROCFILE,
  "app.json": `${JSON.stringify(
    {
      name: "bookshop",
      addons: ["heroku-postgresql:essential-0"],
      buildpacks: [{ url: "heroku/python" }],
      env: Object.fromEntries([
        ["DJANGO_SECRET_KEY", { description: "Signs sessions", generator: "secret" }],
        ...[...VARIABLES.slice(1), "SENTRY_DSN"].map((name) => [name, { required: true }]),
      ]),
      formation: { web: { quantity: 1, size: "basic" } },
    },
    null,
    2,
  )}\n`,
};

const CNB: Files = {
  ...SITE,
  Procfile:
    "release: python manage.py migrate --noinput\nweb: gunicorn --config gunicorn.conf.py bookshop.wsgi\n",
  "gunicorn.conf.py":
    'import os\n\nbind = f"[::]:{os.environ[\'PORT\']}"\nworkers = 2\nforwarded_allow_ips = "*"\naccesslog = "-"\n',
  "project.toml":
    '[_]\nschema-version = "0.2"\nid = "bookshop"\n\n[[io.buildpacks.group]]\nuri = "heroku/python"\n\n[[io.buildpacks.group]]\nuri = "heroku/procfile"\n',
};

const DOCKERFILE = `FROM python:3.14-slim AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1

FROM base AS packages
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    python -m venv /opt/venv && /opt/venv/bin/pip install -r requirements.txt

FROM base
# Nobody but this user runs in the container.
RUN useradd --create-home web
COPY --from=packages /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
WORKDIR /app
COPY . .
RUN ${VARIABLES.map((name) => `${name}=build`).join(" \\\n    ")} \\
    SENTRY_DSN= python manage.py collectstatic --noinput
USER web
CMD exec gunicorn bookshop.wsgi --bind 0.0.0.0:$PORT --forwarded-allow-ips "*"
`;

const CONTAINER: Files = {
  ...SITE,
  Dockerfile: DOCKERFILE,
  ".dockerignore": ".git\n.env\n.venv\n**/__pycache__\nstaticfiles\n",
  "heroku.yml": HEROKU_YML,
};

describe.for([
  ["the classic buildpack", "classic", CLASSIC],
  ["cloud-native buildpacks", "cnb", CNB],
  ["a container", "container", CONTAINER],
] as const)("a project in order, deployed by %s", ([, target, files]) => {
  const shown = verdictsOn(files).filter((verdict) => verdict.shown);
  const said = (...severities: string[]) =>
    shown
      .filter(({ severity }) => severities.includes(severity))
      .map(({ severity, rule, verdict }) => `${severity} ${rule}: ${verdict.message}`);

  test("is seen as such", () => {
    const [project] = analyze(memorySnapshot(files)).projects;
    expect(project!.project.deployment.target).toBe(target);
    expect(project!.startup.state).not.toBe("raises");
  });

  test("gets no error and no warning", () => {
    expect(said("error", "warning")).toEqual([]);
  });

  test("gets at most two remarks", () => {
    const infos = said("info");
    expect(infos.length, infos.join("\n")).toBeLessThanOrEqual(2);
    expect(said("hint")).toEqual([expect.stringContaining("hsts-preload-off")]);
  });
});
