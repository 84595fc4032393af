/** Projects that do everything wrong that rules about deploying know, in each way to Heroku. */
import type { Target } from "../../server/src/project/project";
import type { Files } from "./exampleProject";

export interface WrongProject {
  readonly target: Target;
  /** What this variant of the target's project varies: mistakes that exclude each other. */
  readonly name: string;
  readonly files: Files;
  /** Rule -> "file:line" of its finding; several where the project makes the mistake in several places. */
  readonly findings: Readonly<Record<string, string | readonly string[]>>;
}

const lines = (...all: string[]) => `${all.join("\n")}\n`;

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const setsModule = (...rest: string[]) =>
  lines("import os", "", 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")', "", ...rest);

const SECRET = "k7Wq9zPm2RtLx83nVbQe5YcHs6UaJdFg0TiKoMw4PrZ1XyB3vN8e";

const SETTINGS = [
  "import os",
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  'DEBUG = os.environ.get("DEBUG") == "1"',
  'SECRET_KEY = os.environ["SECRET_KEY"]',
  'ROOT_URLCONF = "mysite.urls"',
  'WSGI_APPLICATION = "mysite.wsgi.application"',
];

const APPS = ["django.contrib.contenttypes", "django.contrib.sessions", "books"];

const appsAre = (...apps: string[]) => [
  "INSTALLED_APPS = [",
  ...[...APPS, ...apps].map((app) => `    "${app}",`),
  "]",
];

const settings = (...rest: string[]) => lines(...SETTINGS, ...rest);

const ASGI = setsModule(
  "from django.core.asgi import get_asgi_application",
  "",
  "application = get_asgi_application()",
);

const CHANNELS_ASGI = setsModule(
  "from channels.routing import ProtocolTypeRouter, URLRouter",
  "from django.core.asgi import get_asgi_application",
  "",
  'application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter([])})',
);

/** The project's own code, with nothing wrong. */
const SITE: Files = {
  "manage.py": setsModule("from django.core.management import execute_from_command_line"),
  "mysite/__init__.py": "",
  "mysite/settings.py": settings(...appsAre()),
  "mysite/urls.py": "urlpatterns = []\n",
  "mysite/wsgi.py": setsModule(
    "from django.core.wsgi import get_wsgi_application",
    "",
    "application = get_wsgi_application()",
  ),
  "books/__init__.py": "",
  "books/models.py": "",
  "requirements.txt": lines("Django==5.2.8", "gunicorn==25.1.0"),
  ".python-version": "3.13\n",
};

/** Mistakes in Python, which are the same wherever it deploys. */
const PYTHON: Files = {
  "mysite/settings.py": settings(
    ...appsAre("corsheaders", "django.contrib.gis"),
    "if DEBUG:",
    '    INSTALLED_APPS += ["debug_toolbar"]',
    "TEMPLATES = [",
    '    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [BASE_DIR / "templates"]},',
    "]",
    'PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
    'CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}',
    'CELERY_BROKER_URL = os.environ["REDIS_URL"]',
    'CELERY_RESULT_BACKEND = os.environ["REDIS_URL"]',
    "CELERY_TASK_ACKS_LATE = True",
  ),
  "mysite/celery.py": lines("from celery import Celery", "", 'app = Celery("mysite")'),
  "mysite/urls.py": lines(
    "import debug_toolbar",
    "from django.urls import include, path",
    "",
    'urlpatterns = [path("__debug__/", include(debug_toolbar.urls))]',
  ),
  "books/models.py": lines(
    "from django.db import models",
    "",
    "",
    "class Book(models.Model):",
    "    cover = models.ImageField(blank=True)",
  ),
  "books/migrations/0001_initial.py": "",
  "templates/base.html": "<title>Books</title>\n",
  ".github/workflows/ci.yml": lines(
    "on: push",
    "jobs:",
    "  test:",
    "    runs-on: ubuntu-latest",
    "    steps:",
    "      - uses: actions/checkout@v4",
    "      - run: pip install -r requirements.txt",
    "      - run: python manage.py test",
  ),
};

const COMPOSE: Files = {
  "compose.prod.yml": lines(
    'version: "3.8"',
    "services:",
    "  web:",
    "    build: .",
    "    environment:",
    `      SECRET_KEY: ${SECRET}`,
    "  db:",
    "    image: postgres:17",
    "    environment:",
    "      POSTGRES_HOST_AUTH_METHOD: trust",
    "    ports:",
    '      - "5432:5432"',
  ),
};

const POETRY_LOCK = '[[package]]\nname = "django"\nversion = "5.2.8"\ngroups = ["main"]\n';

/** A lock file whose only web server is for development. */
const UV: Files = {
  "pyproject.toml": lines(
    "[project]",
    'name = "mysite"',
    'version = "1"',
    'dependencies = ["Django==5.2.8"]',
    "",
    "[dependency-groups]",
    'dev = ["gunicorn==25.1.0"]',
  ),
  "uv.lock": lines(
    "version = 1",
    "",
    "[[package]]",
    'name = "django"',
    'version = "5.2.8"',
    "",
    "[[package]]",
    'name = "gunicorn"',
    'version = "25.1.0"',
    "",
    "[[package]]",
    'name = "mysite"',
    'source = { virtual = "." }',
    'dependencies = [{ name = "django" }]',
    "",
    "[package.dev-dependencies]",
    'dev = [{ name = "gunicorn" }]',
  ),
};

/** The files without some of them. */
function without(files: Files, ...names: string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}

/** What pip installs in the first of each target's projects. */
const PIP = lines(
  "celery==5.1.2",
  "channels==4.3.1",
  "Django==5.1.4",
  "gunicorn==19.9.0",
  "pkg-resources==0.0.0",
  "redis==5.2.1",
);

const MISMATCH: Files = {
  "mysite/asgi.py": ASGI,
  "mysite/settings.py": settings(...appsAre(), "import environ", "", "env = environ.Env()"),
  "requirements.txt": lines("Django>=4.2", "environ==1.0", "gunicorn==25.1.0", "uvicorn==0.40.0"),
};

const WEBSOCKETS: Files = {
  "mysite/asgi.py": CHANNELS_ASGI,
  "mysite/settings.py": settings(
    ...appsAre(),
    "import django_heroku",
    "",
    "django_heroku.settings(locals())",
  ),
  "requirements.txt": lines("channels==4.3.1", "Django==5.2.8", "django-heroku==0.3.1", "uwsgi==2.0.31"),
};

const NO_WORKER: Files = {
  "mysite/celery.py": PYTHON["mysite/celery.py"]!,
  "mysite/asgi.py": ASGI,
  "mysite/settings.py": settings(...appsAre(), 'CELERY_BROKER_URL = os.environ["CLOUDAMQP_URL"]'),
  "books/tasks.py": "from celery import shared_task\n",
  "books/migrations/0001_initial.py": "",
  "requirements.txt": lines("celery==5.5.3", "Django==5.2.8", "gunicorn==25.1.0", "uvicorn==0.40.0"),
};

const CLASSIC: readonly WrongProject[] = [
  {
    target: "classic",
    name: "gunicorn, and much else",
    files: {
      ...SITE,
      ...PYTHON,
      ...COMPOSE,
      Procfile: lines(
        "release: python manage.py makemigrations && python manage.py flush --noinput && python manage.py createsuperuser --noinput",
        "web: python manage.py migrate && gunicorn mysite.wsgi --bind 127.0.0.1:$PORT --workers 4 --timeout 120 --graceful-timeout 90 --reload --log-file gunicorn.log -k gevent",
        "worker: celery -A mysite worker --beat",
        "queue: rq worker",
        "clock: venv/bin/python manage.py clock",
        "mail: poetry run python manage.py mail",
      ),
      "app.json": json({
        stack: "heroku-20",
        addons: ["heroku-postgresql:hobby-dev", "heroku-redis:mini"],
        buildpacks: [{ url: "heroku/python" }],
        env: { EMAIL_HOST_PASSWORD: "k7Wq9-zPm2Rt" },
        formation: {
          web: { quantity: 1, size: "standard-1x" },
          worker: { quantity: 2, size: "hobby" },
          workers: { quantity: 1 },
        },
      }),
      "requirements.txt": PIP,
      ".python-version": "3.14.1\n",
      ".gitignore": lines("*.pyc", "manage.py"),
      "venv/pyvenv.cfg": lines("home = /usr/bin", "version = 3.13.1"),
    },
    findings: {
      "celery-broken-metadata": "requirements.txt:1",
      "django-eol": "requirements.txt:3",
      "extra-missing": "mysite/settings.py:21",
      "gunicorn-vulnerable": "requirements.txt:4",
      "module-not-in-deps": "mysite/settings.py:13",
      "pkg-resources-pin": "requirements.txt:5",
      "compose-database-exposed": "compose.prod.yml:12",
      "compose-trust-auth": "compose.prod.yml:10",
      "compose-version-key": "compose.prod.yml:1",
      "docker-secret": "compose.prod.yml:6",
      "addon-plan-retired": "app.json:4",
      "app-json-variable-missing": "app.json:12",
      "dyno-size-retired": "app.json:22",
      "formation-unknown-process": "app.json:24",
      "gis-needs-buildpack": "app.json:9",
      "manifest-secret-literal": "app.json:13",
      "needed-file-ignored": ".gitignore:2",
      "python-django-mismatch": ".python-version:1",
      "stack-eol": "app.json:2",
      "venv-committed": "venv/pyvenv.cfg:1",
      "beat-not-singleton": "Procfile:3",
      "celery-concurrency-unset": "Procfile:3",
      "celery-redis-tls": "mysite/settings.py:24",
      "celery-sigterm": "Procfile:3",
      "channels-in-memory": "mysite/settings.py:22",
      "createsuperuser-in-deploy": "Procfile:1",
      "graceful-timeout-too-long": "Procfile:2",
      "gunicorn-worker-unavailable": "Procfile:2",
      "gunicorn-workers-fixed": "Procfile:2",
      "makemigrations-in-deploy": "Procfile:1",
      "migrate-in-web": "Procfile:2",
      "release-destructive": "Procfile:1",
      "server-dev-flag": "Procfile:2",
      "server-log-to-file": "Procfile:2",
      "server-not-in-deps": "Procfile:4",
      "single-web-dyno": "app.json:17",
      "tool-run-in-process": "Procfile:6",
      "venv-path-in-process": "Procfile:5",
      "web-binds-loopback": "Procfile:2",
      "ci-no-deploy-check": ".github/workflows/ci.yml:8",
      "debug-urls-in-production": "mysite/urls.py:4",
      "error-templates-missing": "mysite/settings.py:18",
      "upload-to-missing": "books/models.py:5",
    },
  },
  {
    target: "classic",
    name: "Uvicorn, both files of Python versions, a comma too much in app.json",
    files: {
      ...SITE,
      ...MISMATCH,
      Procfile: "web: uvicorn mysite.wsgi:application\n",
      "app.json": '{\n  "addons": ["heroku-postgresql"],\n}\n',
      "runtime.txt": "python-3.12.4\n",
    },
    findings: {
      "django-unpinned": "requirements.txt:1",
      "wrong-package-name": "requirements.txt:2",
      "app-json-invalid": "app.json:2",
      "runtime-txt-shadows": "runtime.txt:1",
      "asgi-wsgi-mismatch": "Procfile:1",
      "web-port-not-passed": "Procfile:1",
    },
  },
  {
    target: "classic",
    name: "uWSGI, an invalid runtime.txt",
    files: {
      ...without(SITE, ".python-version"),
      ...WEBSOCKETS,
      Procfile: "web: uwsgi --http-socket :$PORT --master --module mysite.wsgi\n",
      "runtime.txt": "Python 3.12\n",
    },
    findings: {
      "django-heroku-deprecated": "requirements.txt:3",
      "runtime-txt-invalid": "runtime.txt:1",
      "uwsgi-signals": "Procfile:1",
      "websockets-on-wsgi": "Procfile:1",
    },
  },
  {
    target: "classic",
    name: "an application that is not understood, only runtime.txt",
    files: {
      ...without(SITE, ".python-version"),
      Procfile: lines(
        "web: gunicorn mysite.wsgi.application -b 0.0.0.0:8000 --timeout 120",
        "release: python manage.py check --deploy",
        "clock=python manage.py clock",
      ),
      "runtime.txt": "python-3.12.4\n",
    },
    findings: {
      "runtime-txt-deprecated": "runtime.txt:1",
      "app-spec-syntax": "Procfile:1",
      "gunicorn-timeout-over-router": "Procfile:1",
      "procfile-syntax": "Procfile:3",
      "web-fixed-port": "Procfile:1",
      "check-fail-level": "Procfile:2",
    },
  },
  {
    target: "classic",
    name: "a module that does not exist, no worker, an invalid .python-version",
    files: {
      ...SITE,
      ...NO_WORKER,
      Procfile: "web: gunicorn my_site.asgi -k uvicorn.workers.UvicornWorker\n",
      ".python-version": "python-3.13\n",
    },
    findings: {
      "python-version-invalid": ".python-version:1",
      "release-migrate-missing": "Procfile:1",
      "uvicorn-workers-deprecated": "Procfile:1",
      "worker-process-missing": "mysite/settings.py:14",
      "wsgi-module-not-found": "Procfile:1",
    },
  },
  {
    target: "classic",
    name: "the development server, no package manager, a misspelled .python-version",
    files: {
      ...without(SITE, ".python-version", "requirements.txt"),
      Procfile: "web: python manage.py runserver 0.0.0.0:$PORT\n",
      ".python_version": "3.13\n",
      "requirments.txt": "Django==5.2.8\n",
    },
    findings: {
      "no-package-manager": "requirments.txt:1",
      "python-version-misspelled": ".python_version:1",
      "web-runserver": "Procfile:1",
    },
  },
  {
    target: "classic",
    name: "no web process, two package managers, a Python that is too old",
    files: {
      ...SITE,
      Procfile: "Web: gunicorn mysite.wsgi\n",
      ".python-version": "3.9\n",
      "poetry.lock": POETRY_LOCK,
    },
    findings: {
      "multiple-package-managers": "requirements.txt:1",
      "python-version-unsupported": ".python-version:1",
      "procfile-no-web": "Procfile:1",
    },
  },
  {
    target: "classic",
    name: "no Procfile, a Pipfile without its lock",
    files: {
      ...without(SITE, "requirements.txt"),
      "app.json": '{ "addons": ["heroku-postgresql"] }\n',
      Pipfile: '[packages]\ndjango = "*"\n',
    },
    findings: {
      "pipfile-without-lock": "Pipfile:1",
      "procfile-missing": "app.json:1",
    },
  },
  {
    target: "classic",
    name: "a misnamed Procfile, no .python-version",
    files: { ...without(SITE, ".python-version"), "Procfile.txt": "web: gunicorn mysite.wsgi\n" },
    findings: {
      "python-version-missing": "requirements.txt:1",
      "procfile-misnamed": "Procfile.txt:1",
    },
  },
  {
    target: "classic",
    name: "a heroku.yml that builds nothing",
    files: {
      ...SITE,
      Procfile: "web: gunicorn mysite.wsgi\n",
      "heroku.yml": lines("setup:", "  addons:", "    - heroku-postgresql"),
    },
    findings: {
      "heroku-yml-invalid": "heroku.yml:3",
    },
  },
  {
    target: "classic",
    name: "uv, an exact Python",
    files: {
      ...without(SITE, "requirements.txt"),
      ".python-version": "3.13.1\n",
      ...UV,
      Procfile: "web: gunicorn mysite.wsgi\n",
    },
    findings: {
      "server-in-dev-group": "Procfile:1",
      "python-patch-pinned": ".python-version:1",
    },
  },
];

const GROUPS = lines("[[io.buildpacks.group]]", 'uri = "heroku/python"');

const CNB: readonly WrongProject[] = [
  {
    target: "cnb",
    name: "gunicorn, and much else",
    files: {
      ...SITE,
      ...PYTHON,
      ...COMPOSE,
      "project.toml": lines("[io.buildpacks]", 'builder = "heroku/builder:20"') + GROUPS,
      Procfile: lines(
        "release: python manage.py makemigrations && python manage.py flush --noinput && python manage.py createsuperuser --noinput",
        "web: python manage.py migrate && gunicorn mysite.wsgi",
        "worker: celery -A mysite worker --beat",
        "queue: rq worker",
        "clock: venv/bin/python manage.py clock",
        "mail: poetry run python manage.py mail",
      ),
      "gunicorn.conf.py": lines(
        'bind = "127.0.0.1:8000"',
        "workers = 4",
        "timeout = 120",
        "graceful_timeout = 90",
        "reload = True",
        'errorlog = "gunicorn.log"',
        'worker_class = "gevent"',
      ),
      "app.json": json({
        addons: ["heroku-postgresql:hobby-dev", "heroku-redis:mini"],
        env: { EMAIL_HOST_PASSWORD: "k7Wq9-zPm2Rt" },
        formation: {
          web: { quantity: 1, size: "standard-1x" },
          worker: { quantity: 2, size: "hobby" },
        },
      }),
      "requirements.txt": PIP,
      ".python-version": "3.14.1\n",
      ".gitignore": lines("*.pyc", "manage.py"),
      "venv/pyvenv.cfg": lines("home = /usr/bin", "version = 3.13.1"),
    },
    findings: {
      "celery-broken-metadata": "requirements.txt:1",
      "django-eol": "requirements.txt:3",
      "extra-missing": "mysite/settings.py:21",
      "gunicorn-vulnerable": "requirements.txt:4",
      "module-not-in-deps": "mysite/settings.py:13",
      "pkg-resources-pin": "requirements.txt:5",
      "compose-database-exposed": "compose.prod.yml:12",
      "compose-trust-auth": "compose.prod.yml:10",
      "compose-version-key": "compose.prod.yml:1",
      "docker-secret": "compose.prod.yml:6",
      "addon-plan-retired": "app.json:3",
      "app-json-variable-missing": "app.json:6",
      "dyno-size-retired": "app.json:16",
      "manifest-secret-literal": "app.json:7",
      "needed-file-ignored": ".gitignore:2",
      "python-django-mismatch": ".python-version:1",
      "stack-eol": "project.toml:2",
      "venv-committed": "venv/pyvenv.cfg:1",
      "beat-not-singleton": "Procfile:3",
      "celery-concurrency-unset": "Procfile:3",
      "celery-redis-tls": "mysite/settings.py:24",
      "celery-sigterm": "Procfile:3",
      "channels-in-memory": "mysite/settings.py:22",
      "createsuperuser-in-deploy": "Procfile:1",
      "graceful-timeout-too-long": "gunicorn.conf.py:4",
      "gunicorn-worker-unavailable": "gunicorn.conf.py:7",
      "makemigrations-in-deploy": "Procfile:1",
      "migrate-in-web": "Procfile:2",
      "release-destructive": "Procfile:1",
      "server-dev-flag": "gunicorn.conf.py:5",
      "server-log-to-file": "gunicorn.conf.py:6",
      "server-not-in-deps": "Procfile:4",
      "single-web-dyno": "app.json:11",
      "tool-run-in-process": "Procfile:6",
      "venv-path-in-process": "Procfile:5",
      "web-fixed-port": "gunicorn.conf.py:1",
      "ci-no-deploy-check": ".github/workflows/ci.yml:8",
      "debug-urls-in-production": "mysite/urls.py:4",
      "error-templates-missing": "mysite/settings.py:18",
      "upload-to-missing": "books/models.py:5",
    },
  },
  {
    target: "cnb",
    name: "Uvicorn, both files of Python versions, a comma too much in app.json",
    files: {
      ...SITE,
      ...MISMATCH,
      "project.toml": GROUPS,
      Procfile: "web: uvicorn mysite.wsgi:application\n",
      "app.json": '{\n  "addons": ["heroku-postgresql"],\n}\n',
      "runtime.txt": "python-3.12.4\n",
    },
    findings: {
      "django-unpinned": "requirements.txt:1",
      "wrong-package-name": "requirements.txt:2",
      "app-json-invalid": "app.json:2",
      "runtime-txt-deprecated": "runtime.txt:1",
      "asgi-wsgi-mismatch": "Procfile:1",
      "web-port-not-passed": "Procfile:1",
    },
  },
  {
    target: "cnb",
    name: "uWSGI, an invalid .python-version",
    files: {
      ...SITE,
      ...WEBSOCKETS,
      "project.toml": GROUPS,
      Procfile: "web: uwsgi --http-socket :$PORT --master --module mysite.wsgi\n",
      ".python-version": "python-3.13\n",
    },
    findings: {
      "django-heroku-deprecated": "requirements.txt:3",
      "python-version-invalid": ".python-version:1",
      "uwsgi-signals": "Procfile:1",
      "websockets-on-wsgi": "Procfile:1",
    },
  },
  {
    target: "cnb",
    name: "an application that is not understood, a Python that is too old",
    files: {
      ...SITE,
      "project.toml": GROUPS,
      Procfile: lines(
        "web: gunicorn mysite.wsgi.application -b 127.0.0.1:$PORT --timeout 120",
        "release: python manage.py check --deploy",
        "clock=python manage.py clock",
      ),
      ".python-version": "3.9\n",
    },
    findings: {
      "python-version-unsupported": ".python-version:1",
      "app-spec-syntax": "Procfile:1",
      "gunicorn-timeout-over-router": "Procfile:1",
      "procfile-syntax": "Procfile:3",
      "web-binds-loopback": "Procfile:1",
      "check-fail-level": "Procfile:2",
    },
  },
  {
    target: "cnb",
    name: "a module that does not exist, no worker, two package managers",
    files: {
      ...SITE,
      ...NO_WORKER,
      "project.toml": GROUPS,
      Procfile: "web: gunicorn my_site.asgi -k uvicorn.workers.UvicornWorker\n",
      "poetry.lock": POETRY_LOCK,
    },
    findings: {
      "multiple-package-managers": "requirements.txt:1",
      "release-migrate-missing": "Procfile:1",
      "uvicorn-workers-deprecated": "Procfile:1",
      "worker-process-missing": "mysite/settings.py:14",
      "wsgi-module-not-found": "Procfile:1",
    },
  },
  {
    target: "cnb",
    name: "the development server, no package manager, a misspelled .python-version",
    files: {
      ...without(SITE, ".python-version", "requirements.txt"),
      "project.toml": GROUPS,
      Procfile: "web: python manage.py runserver 0.0.0.0:$PORT\n",
      ".python_version": "3.13\n",
      "requirments.txt": "Django==5.2.8\n",
    },
    findings: {
      "no-package-manager": "requirments.txt:1",
      "python-version-misspelled": ".python_version:1",
      "web-runserver": "Procfile:1",
    },
  },
  {
    target: "cnb",
    name: "no web process, no .python-version, a heroku.yml that builds nothing",
    files: {
      ...without(SITE, ".python-version"),
      "project.toml": GROUPS,
      Procfile: "site: gunicorn mysite.wsgi\n",
      "heroku.yml": lines("setup:", "  addons:", "    - heroku-postgresql"),
    },
    findings: {
      "heroku-yml-invalid": "heroku.yml:3",
      "python-version-missing": "requirements.txt:1",
      "procfile-no-web": "Procfile:1",
    },
  },
  {
    target: "cnb",
    name: "no Procfile",
    files: { ...SITE, "project.toml": GROUPS },
    findings: {
      "procfile-missing": "project.toml:1",
    },
  },
  {
    target: "cnb",
    name: "a misnamed Procfile",
    files: { ...SITE, "project.toml": GROUPS, "Procfile.txt": "web: gunicorn mysite.wsgi\n" },
    findings: {
      "procfile-misnamed": "Procfile.txt:1",
    },
  },
  {
    target: "cnb",
    name: "uv, an exact Python",
    files: {
      ...without(SITE, "requirements.txt"),
      ".python-version": "3.13.1\n",
      ...UV,
      "project.toml": GROUPS,
      Procfile: "web: gunicorn mysite.wsgi\n",
    },
    findings: {
      "server-in-dev-group": "Procfile:1",
      "python-patch-pinned": ".python-version:1",
    },
  },
];

const dockerfile = (...rest: string[]) =>
  lines(
    "FROM python:3.13-slim",
    "ENV PYTHONUNBUFFERED=1",
    "WORKDIR /app",
    "COPY requirements.txt .",
    "RUN pip install -r requirements.txt",
    "COPY . .",
    ...rest,
  );

const BUILD = ["build:", "  docker:", "    web: Dockerfile"];

const CONTAINER: readonly WrongProject[] = [
  {
    target: "container",
    name: "gunicorn, and much else",
    files: {
      ...SITE,
      ...PYTHON,
      ...COMPOSE,
      Procfile: lines("web: gunicorn mysite.wsgi", "mail: python manage.py mail"),
      "heroku.yml": lines(
        "setup:",
        "  addons:",
        "    - plan: heroku-postgresql:hobby-dev",
        "    - plan: heroku-redis:mini",
        "  config:",
        "    EMAIL_HOST_PASSWORD: k7Wq9-zPm2Rt",
        ...BUILD,
        "release:",
        "  command:",
        "    - python manage.py makemigrations",
        "    - python manage.py flush --noinput",
        "    - python manage.py createsuperuser --noinput",
        "  image: app",
        "run:",
        "  web: python manage.py migrate && gunicorn mysite.wsgi --bind 127.0.0.1:$PORT --timeout 120 --graceful-timeout 90 --reload --log-file gunicorn.log -k gevent",
        "  worker: celery -A mysite worker --beat",
        "  queue: rq worker",
      ),
      "app.json": json({
        stack: "heroku-20",
        env: { DEBUG: "" },
        formation: {
          web: { quantity: 1, size: "standard-1x" },
          worker: { quantity: 2, size: "hobby" },
          workers: { quantity: 1 },
        },
      }),
      Dockerfile: lines(
        "FROM python:3.9-slim",
        "WORKDIR /app",
        `ENV SECRET_KEY=${SECRET}`,
        "COPY requirements.txt .",
        "RUN pip install -r requirements.txt",
        "COPY . .",
        "VOLUME /app/media",
        "HEALTHCHECK CMD curl -f http://localhost:$PORT/",
      ),
      "requirements.txt": PIP,
      ".gitignore": lines("*.pyc", "manage.py"),
    },
    findings: {
      "django-eol": "requirements.txt:3",
      "extra-missing": "mysite/settings.py:21",
      "gunicorn-vulnerable": "requirements.txt:4",
      "module-not-in-deps": "mysite/settings.py:13",
      "pkg-resources-pin": "requirements.txt:5",
      "compose-database-exposed": "compose.prod.yml:12",
      "compose-trust-auth": "compose.prod.yml:10",
      "compose-version-key": "compose.prod.yml:1",
      // Two instructions.
      "docker-heroku-unsupported": ["Dockerfile:7", "Dockerfile:8"],
      "docker-python-eol": "Dockerfile:1",
      // The image has one, and the Compose file has one of its own.
      "docker-secret": ["Dockerfile:3", "compose.prod.yml:6"],
      "docker-unbuffered": "Dockerfile:1",
      "addon-plan-retired": "heroku.yml:3",
      "dyno-size-retired": "app.json:13",
      "formation-unknown-process": "app.json:15",
      "heroku-yml-and-procfile": "Procfile:2",
      "heroku-yml-image-unknown": "heroku.yml:15",
      "manifest-secret-literal": "heroku.yml:6",
      "needed-file-ignored": ".gitignore:2",
      "stack-eol": "app.json:2",
      "beat-not-singleton": "heroku.yml:18",
      "celery-concurrency-unset": "heroku.yml:18",
      "celery-redis-tls": "mysite/settings.py:24",
      "celery-sigterm": "heroku.yml:18",
      "channels-in-memory": "mysite/settings.py:22",
      "createsuperuser-in-deploy": "heroku.yml:14",
      "graceful-timeout-too-long": "heroku.yml:17",
      "gunicorn-worker-unavailable": "heroku.yml:17",
      "makemigrations-in-deploy": "heroku.yml:12",
      "migrate-in-web": "heroku.yml:17",
      "release-destructive": "heroku.yml:13",
      "server-dev-flag": "heroku.yml:17",
      "server-log-to-file": "heroku.yml:17",
      "server-not-in-deps": "heroku.yml:19",
      "single-web-dyno": "app.json:8",
      "web-binds-loopback": "heroku.yml:17",
      "ci-no-deploy-check": ".github/workflows/ci.yml:8",
      "debug-urls-in-production": "mysite/urls.py:4",
      "error-templates-missing": "mysite/settings.py:18",
      "upload-to-missing": "books/models.py:5",
    },
  },
  {
    target: "container",
    name: "Uvicorn, an add-on without its key",
    files: {
      ...SITE,
      ...MISMATCH,
      "heroku.yml": lines(
        "setup:",
        "  addons:",
        "    - heroku-postgresql",
        ...BUILD,
        "run:",
        "  web: uvicorn mysite.wsgi:application",
      ),
      Dockerfile: dockerfile(),
    },
    findings: {
      "django-unpinned": "requirements.txt:1",
      "wrong-package-name": "requirements.txt:2",
      "heroku-yml-invalid": "heroku.yml:3",
      "asgi-wsgi-mismatch": "heroku.yml:8",
      "web-port-not-passed": "heroku.yml:8",
    },
  },
  {
    target: "container",
    name: "uWSGI, a comma too much in app.json",
    files: {
      ...SITE,
      ...WEBSOCKETS,
      "app.json": '{\n  "addons": ["heroku-postgresql"],\n}\n',
      "heroku.yml": lines(
        ...BUILD,
        "run:",
        "  web: uwsgi --http-socket :$PORT --master --module mysite.wsgi",
      ),
      Dockerfile: dockerfile(),
    },
    findings: {
      "django-heroku-deprecated": "requirements.txt:3",
      "app-json-invalid": "app.json:2",
      "uwsgi-signals": "heroku.yml:5",
      "websockets-on-wsgi": "heroku.yml:5",
    },
  },
  {
    target: "container",
    name: "an application that is not understood, in CMD",
    files: {
      ...SITE,
      "heroku.yml": lines(
        ...BUILD,
        "release:",
        "  image: web",
        "  command:",
        "    - python manage.py check --deploy",
      ),
      Dockerfile: dockerfile("CMD gunicorn mysite.wsgi.application -b 0.0.0.0:8000 --timeout 120"),
    },
    findings: {
      "app-spec-syntax": "Dockerfile:7",
      "gunicorn-timeout-over-router": "Dockerfile:7",
      "web-fixed-port": "Dockerfile:7",
      "check-fail-level": "heroku.yml:7",
    },
  },
  {
    target: "container",
    name: "a module that does not exist, no worker",
    files: {
      ...SITE,
      ...NO_WORKER,
      "heroku.yml": lines(
        ...BUILD,
        "run:",
        "  web: gunicorn my_site.asgi -k uvicorn.workers.UvicornWorker -b 0.0.0.0:$PORT",
      ),
      Dockerfile: dockerfile(),
    },
    findings: {
      "release-migrate-missing": "heroku.yml:5",
      "uvicorn-workers-deprecated": "heroku.yml:5",
      "worker-process-missing": "mysite/settings.py:14",
      "wsgi-module-not-found": "heroku.yml:5",
    },
  },
  {
    target: "container",
    name: "the development server, and no Dockerfile",
    files: {
      ...SITE,
      "heroku.yml": lines(...BUILD, "run:", "  web: python manage.py runserver 0.0.0.0:$PORT"),
    },
    findings: {
      "heroku-yml-dockerfile-missing": "heroku.yml:3",
      "web-runserver": "heroku.yml:5",
    },
  },
  {
    target: "container",
    name: "an image that is pushed, with .env in it",
    files: {
      ...SITE,
      "app.json": '{ "stack": "container" }\n',
      Dockerfile: dockerfile('CMD ["gunicorn", "mysite.wsgi", "--bind", "0.0.0.0:$PORT"]'),
      ".env": "SECRET_KEY=x\n",
      ".gitignore": ".env\n",
    },
    findings: {
      "dockerignore-missing": "Dockerfile:6",
    },
  },
];

export const wrongProjects: readonly WrongProject[] = [...CLASSIC, ...CNB, ...CONTAINER];

const MIGRATION: Files = { "books/migrations/0001_initial.py": "" };

const QUEUE: Files = without(NO_WORKER, "books/migrations/0001_initial.py", "mysite/asgi.py");

const CONTAINER_SITE: Files = {
  ...SITE,
  "heroku.yml": lines(...BUILD, "run:", "  web: gunicorn mysite.wsgi"),
  Dockerfile: dockerfile(),
};

/** One mistake that several rules could tell of. */
export const singleMistakes: readonly Omit<WrongProject, "target">[] = [
  {
    name: "a process with a capital letter, of which app.json starts a dyno",
    files: {
      ...SITE,
      Procfile: "Web: gunicorn mysite.wsgi\n",
      "app.json": '{ "formation": { "web": { "quantity": 2 } } }\n',
    },
    findings: { "procfile-no-web": "Procfile:1" },
  },
  {
    name: "no worker, of which app.json starts a dyno",
    files: {
      ...SITE,
      ...QUEUE,
      Procfile: "web: gunicorn mysite.wsgi\n",
      "app.json": '{ "formation": { "worker": { "quantity": 1 } } }\n',
    },
    findings: { "worker-process-missing": "mysite/settings.py:14" },
  },
  {
    name: "a worker whose line is not read",
    files: {
      ...SITE,
      ...QUEUE,
      Procfile: lines("web: gunicorn mysite.wsgi", "worker=celery -A mysite worker -c 2"),
    },
    findings: { "procfile-syntax": "Procfile:2" },
  },
  {
    name: "a worker that only the Procfile has, beside heroku.yml",
    files: {
      ...CONTAINER_SITE,
      ...QUEUE,
      Procfile: lines("web: gunicorn mysite.wsgi", "worker: celery -A mysite worker -c 2"),
    },
    findings: { "worker-process-missing": "mysite/settings.py:14" },
  },
  {
    name: "migrations that only the Procfile runs, beside heroku.yml",
    files: {
      ...CONTAINER_SITE,
      ...MIGRATION,
      Procfile: lines("web: gunicorn mysite.wsgi", "release: python manage.py migrate"),
    },
    findings: { "release-migrate-missing": "heroku.yml:5" },
  },
  {
    name: "a release process whose line is not read",
    files: {
      ...SITE,
      ...MIGRATION,
      Procfile: lines("web: gunicorn mysite.wsgi", "release=python manage.py migrate"),
    },
    findings: { "procfile-syntax": "Procfile:2" },
  },
  {
    name: "a release process with a capital letter",
    files: {
      ...SITE,
      ...MIGRATION,
      Procfile: lines("web: gunicorn mysite.wsgi", "Release: python manage.py migrate"),
    },
    findings: { "release-migrate-missing": "Procfile:2" },
  },
  {
    name: "a package that the settings and a process need",
    files: {
      ...SITE,
      "mysite/settings.py": settings(...appsAre(), "from celery.schedules import crontab"),
      Procfile: lines("web: gunicorn mysite.wsgi", "worker: celery -A mysite worker -c 2"),
    },
    findings: { "module-not-in-deps": "mysite/settings.py:14" },
  },
  {
    name: "a runtime.txt that asks for a Python too old for Django",
    files: {
      ...SITE,
      Procfile: "web: gunicorn mysite.wsgi\n",
      "requirements.txt": lines("Django==6.0.3", "gunicorn==25.1.0"),
      "runtime.txt": "python-3.11.4\n",
    },
    findings: { "python-django-mismatch": "runtime.txt:1" },
  },
  {
    name: "a .python-version that asks for a release of a Python too old for Django",
    files: {
      ...SITE,
      Procfile: "web: gunicorn mysite.wsgi\n",
      "requirements.txt": lines("Django==6.0.3", "gunicorn==25.1.0"),
      ".python-version": "3.11.4\n",
    },
    findings: { "python-django-mismatch": ".python-version:1" },
  },
  {
    name: "Uvicorn and a module that is no application",
    files: {
      ...SITE,
      "requirements.txt": lines("Django==5.2.8", "uvicorn==0.40.0"),
      Procfile: "web: uvicorn mysite.wsgi --host 0.0.0.0 --port $PORT\n",
    },
    findings: { "app-spec-syntax": "Procfile:1" },
  },
  {
    name: "a Procfile that .slugignore removes",
    files: { ...SITE, Procfile: "web: gunicorn mysite.wsgi\n", ".slugignore": "Procfile\n" },
    findings: { "needed-file-ignored": ".slugignore:1" },
  },
  {
    name: "dependencies that .slugignore removes",
    files: { ...SITE, Procfile: "web: gunicorn mysite.wsgi\n", ".slugignore": "*.txt\n" },
    findings: { "needed-file-ignored": ".slugignore:1" },
  },
];
