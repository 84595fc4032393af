import type { Cases } from "../cases";

const WEB = "web: gunicorn mysite.wsgi\n";
const WORKER = `${WEB}worker: celery -A mysite worker -c 2\n`;
const CELERY = {
  "requirements.txt": "celery==5.5.3\nDjango==5.2.8\ngunicorn\n",
  "blog/tasks.py": "from celery import shared_task\n",
  "mysite/celery.py": 'from celery import Celery\n\napp = Celery("mysite")\n',
  "mysite/settings.py": 'import os\n\nCELERY_BROKER_URL = os.environ["CLOUDAMQP_URL"]\n',
};
const WITHOUT = 'INSTALLED_APPS = ["django.contrib.auth"]\n';
/** A project that is deployed with Docker, away from Heroku. */
const docker = (dockerfile: string, more: Record<string, string> = {}) => ({
  "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/__init__.py": "",
  ...CELERY,
  Dockerfile: dockerfile,
  ...more,
});
const COMPOSE = "services:\n  worker:\n    build: .\n    command: celery -A mysite worker\n";
const cache = (backend: string) =>
  `CACHES = {"default": {"BACKEND": "${backend}", "LOCATION": "redis://cache.site.org/0"}}\n`;
const REDIS = "Django==5.2.8\ngunicorn\nredis\n";

export default {
  "background-jobs": [
    { files: { ...CELERY, Procfile: WORKER }, state: "found", at: "Procfile:2", detail: /worker/ },
    {
      files: {
        ...CELERY,
        Procfile: `${WEB}worker: bin/worker\n`,
        "bin/worker": "#!/bin/sh\nexec celery -A mysite worker\n",
      },
      state: "found",
      at: "bin/worker:2",
    },
    { files: docker("FROM python:3.13\n", { "compose.yml": COMPOSE }), state: "found", at: "compose.yml:4" },
    {
      files: { ...CELERY, "mysite/settings.py": WITHOUT, Procfile: WEB },
      state: "found",
      at: "requirements.txt:1",
    },
    { files: { ...CELERY, Procfile: WEB }, state: "problem", at: "mysite/settings.py:3" },
    { files: WITHOUT, state: "open" },
    {
      files: { "mysite/settings.py": WITHOUT, "requirements.txt": "Django==5.2.8\ngunicorn\n# celery\n" },
      state: "open",
    },
  ],
  "workers-restarted": [
    { files: { ...CELERY, Procfile: WORKER }, state: "ok", at: "Procfile:2" },
    {
      files: docker("FROM python:3.13\n", { "compose.yml": COMPOSE }),
      state: "unknown",
      at: "compose.yml:4",
    },
    { files: { ...CELERY, Procfile: `${WEB}jobs: ./jobs\n` }, state: "unknown" },
    { files: { ...CELERY, Procfile: WEB }, state: "not-applicable" },
    { files: WITHOUT, state: "not-applicable" },
  ],
  "workers-not-root": [
    {
      files: docker("FROM python:3.13\nUSER app\nCMD celery -A mysite worker\n"),
      state: "found",
      at: "Dockerfile:2",
    },
    { files: docker("FROM python:3.13\nUSER app\nUSER root\n"), state: "open", at: "Dockerfile:3" },
    { files: docker("FROM python:3.13\nENV C_FORCE_ROOT=1\nUSER app\n"), state: "open", at: "Dockerfile:2" },
    { files: docker("FROM python:3.13\n# USER app\n"), state: "open" },
    { files: { ...CELERY, Procfile: WORKER }, state: "not-applicable" },
    {
      files: docker("FROM python:3.13\n", { "mysite/settings.py": WITHOUT, "requirements.txt": "Django\n" }),
      state: "not-applicable",
    },
  ],
  cache: [
    {
      files: {
        "mysite/settings.py": cache("django.core.cache.backends.redis.RedisCache"),
        "requirements.txt": REDIS,
      },
      state: "ok",
      at: "mysite/settings.py:1",
    },
    { files: cache("django.core.cache.backends.redis.RedisCache"), state: "problem" },
    { files: WITHOUT, state: "open", detail: /each process/i },
    { files: cache("django.core.cache.backends.dummy.DummyCache"), state: "open" },
    {
      files: {
        "mysite/settings.py": cache("django.core.cache.backends.redis.RedisCache").replace(
          "cache.site.org",
          "localhost",
        ),
        "requirements.txt": REDIS,
      },
      state: "open",
      at: "mysite/settings.py:1",
      detail: /localhost/,
    },
    { files: "CACHES = caches()\n", state: "unknown" },
    { files: cache("mysite.caching.Cache"), state: "unknown" },
  ],
  "redis-eviction": [
    {
      files: { "requirements.txt": REDIS, "bin/setup": "heroku redis:maxmemory --policy allkeys-lru\n" },
      state: "found",
      at: "bin/setup:1",
    },
    {
      files: docker("FROM python:3.13\n", {
        "compose.yml": "services:\n  cache:\n    image: redis\n    command: redis-server --maxmemory 100mb\n",
      }),
      state: "found",
      at: "compose.yml:4",
    },
    { files: { "requirements.txt": REDIS }, state: "open" },
    { files: { "requirements.txt": REDIS, "bin/setup": "# heroku redis:maxmemory -p x\n" }, state: "open" },
    { files: { "requirements.txt": "Django==5.2.8\ngunicorn\n" }, state: "not-applicable" },
  ],
  rabbitmq: [
    { files: { ...CELERY, Procfile: WORKER }, state: "found", at: "mysite/settings.py:3" },
    {
      files: {
        ...CELERY,
        "mysite/settings.py": WITHOUT,
        "app.json": '{\n  "addons": ["cloudamqp:lemur"]\n}\n',
      },
      state: "found",
      at: "app.json:2",
    },
    {
      files: {
        ...CELERY,
        "mysite/settings.py": 'import os\n\nCELERY_BROKER_URL = os.environ["BROKER_URL"]\n',
        Procfile: WORKER,
      },
      state: "open",
    },
    {
      files: {
        ...CELERY,
        "mysite/settings.py": 'import os\n\nCELERY_BROKER_URL = os.environ["REDIS_URL"]\n',
      },
      state: "not-applicable",
    },
    {
      files: {
        ...CELERY,
        "mysite/settings.py":
          'import os\n\nCELERY_BROKER_URL = os.environ.get("BROKER", "amqp://guest@localhost//")\n',
      },
      state: "open",
    },
    {
      files: { ...CELERY, "mysite/settings.py": WITHOUT, "requirements.txt": "celery[redis]\nDjango\n" },
      state: "not-applicable",
    },
    { files: WITHOUT, state: "not-applicable" },
  ],
} satisfies Cases;
