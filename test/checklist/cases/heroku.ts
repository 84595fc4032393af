import type { Cases } from "../cases";

/** A project that nothing says is deployed. */
const local = (more: Record<string, string> = {}) => ({
  "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/__init__.py": "",
  "mysite/settings.py": "DEBUG = False\n",
  "mysite/wsgi.py":
    'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = get_wsgi_application()\n',
  "requirements.txt": "Django==5.2.8\ngunicorn\n",
  ...more,
});
const app = (json: string) => ({ "app.json": `{\n  ${json}\n}\n` });
const IMAGE = {
  Dockerfile: "FROM python:3.13\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
  Procfile: "",
};
const docker = (start: string) => local({ Dockerfile: `FROM python:3.13\nCMD ${start}\n` });
const workflow = (steps: string, job = "deploy") => ({
  ".github/workflows/deploy.yml": `on: push\njobs:\n  ${job}:\n    steps:\n${steps}`,
});

export default {
  "python-version": [
    { files: { ".python-version": "3.13\n" }, state: "ok" },
    { files: { Procfile: "web: gunicorn mysite.wsgi\n" }, state: "problem" },
    {
      files: { ".python-version": "3.13\n", ...app('"stack": "heroku-20"') },
      state: "problem",
      at: "app.json:2",
    },
    { files: docker("gunicorn mysite.wsgi"), state: "ok" },
    { files: local({ Dockerfile: "FROM python:3.7\nCMD gunicorn mysite.wsgi\n" }), state: "problem" },
    { files: local(), state: "not-applicable" },
  ],
  "web-process": [
    { files: { Procfile: "web: gunicorn mysite.wsgi\n" }, state: "ok" },
    {
      files: { Procfile: "web: python manage.py runserver 0.0.0.0:$PORT\n" },
      state: "problem",
      at: "Procfile:1",
    },
    { files: { Procfile: "worker: celery -A mysite worker\n" }, state: "problem" },
    { files: docker("gunicorn mysite.wsgi"), state: "ok", at: "Dockerfile:2" },
    { files: docker("python manage.py runserver 0.0.0.0:8000"), state: "open", at: "Dockerfile:2" },
    {
      files: local({
        "compose.yml": "services:\n  web:\n    command: gunicorn mysite.wsgi\n",
        "compose.dev.yml": "services:\n  web:\n    command: python manage.py runserver\n",
      }),
      state: "ok",
      at: "compose.yml:3",
    },
    { files: { Procfile: "web: python serve.py\n" }, state: "unknown" },
    { files: local(), state: "unknown" },
  ],
  "server-protocol": [
    { files: { Procfile: "web: gunicorn mysite.wsgi\n" }, state: "ok", at: "Procfile:1" },
    {
      files: {
        "requirements.txt": "Django==5.2.8\nuvicorn\n",
        "mysite/asgi.py":
          'import os\n\nfrom django.core.asgi import get_asgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = get_asgi_application()\n',
        Procfile: "web: uvicorn mysite.asgi:application --port $PORT --host 0.0.0.0 --interface wsgi\n",
      },
      state: "problem",
    },
    { files: { Procfile: "web: gunicorn mysite.wsgi -k $WORKER_CLASS\n" }, state: "unknown" },
    { files: local(), state: "unknown" },
  ],
  "heroku-yml": [
    { files: IMAGE, state: "ok" },
    {
      files: { ...IMAGE, "heroku.yml": "build:\n  docker:\n    web: docker/Dockerfile\n" },
      state: "problem",
    },
    { files: { Procfile: "web: gunicorn mysite.wsgi\n" }, state: "not-applicable" },
    { files: local(), state: "not-applicable" },
  ],
  "addon-plans": [
    { files: app('"addons": ["heroku-postgresql:essential-0"]'), state: "ok" },
    { files: app('"addons": ["heroku-postgresql:hobby-dev"]'), state: "problem", at: "app.json:2" },
    { files: app('"addons": ["papertrail"]'), state: "unknown" },
    { files: "DEBUG = False\n", state: "unknown" },
    { files: local(), state: "not-applicable" },
  ],
  "other-addons": [
    {
      files: app('"addons": ["heroku-postgresql", "papertrail:choklad", { "plan": "scout" }]'),
      state: "found",
      at: "app.json:2",
      detail: /papertrail, scout/,
    },
    { files: app('"addons": ["heroku-postgresql"]'), state: "open" },
    { files: app('"environments": { "test": { "addons": ["papertrail"] } }'), state: "open" },
    { files: local(), state: "not-applicable" },
  ],
  "several-dynos": [
    {
      files: app('"formation": { "web": { "quantity": 2, "size": "standard-1x" } }'),
      state: "found",
      at: "app.json:2",
    },
    {
      files: app('"formation": { "web": { "quantity": 1, "size": "basic" } }'),
      state: "open",
      at: "app.json:2",
    },
    { files: app('"formation": { "web": { "quantity": 1, "size": "standard-1x" } }'), state: "open" },
    { files: app('"formation": { "web": { "quantity": 2, "size": "free" } }'), state: "problem" },
    { files: "DEBUG = False\n", state: "open" },
    { files: local(), state: "not-applicable" },
  ],
  "first-deploy": [
    {
      files: workflow("      - run: git push https://heroku:$KEY@git.heroku.com/site.git main\n"),
      state: "found",
      at: ".github/workflows/deploy.yml:5",
    },
    {
      files: workflow("      - uses: akhileshns/heroku-deploy@v3.14.15\n"),
      state: "found",
      at: ".github/workflows/deploy.yml:5",
    },
    { files: { "README.md": "# Site\n\n    git push heroku main\n" }, state: "found", at: "README.md:3" },
    { files: workflow("      # - run: git push heroku main\n      - run: pytest\n"), state: "open" },
    { files: { Pipfile: "[packages]\ndjango = '*'\n", "uv.lock": "" }, state: "problem" },
    { files: local(), state: "not-applicable" },
  ],
  staging: [
    {
      files: local({ "mysite/settings.py": "", "mysite/staging_settings.py": "from .settings import *\n" }),
      state: "found",
      at: "mysite/staging_settings.py:1",
    },
    {
      files: {
        "mysite/settings/__init__.py": "",
        "mysite/settings/production.py": "DEBUG = False\n",
        "mysite/settings/staging.py": "DEBUG = False\n",
      },
      state: "found",
      at: "mysite/settings/staging.py:1",
    },
    {
      files: workflow("      - run: ./deploy\n", "deploy-staging"),
      state: "found",
      at: ".github/workflows/deploy.yml:5",
    },
    { files: app('"environments": { "review": { "addons": [] } }'), state: "found", at: "app.json:2" },
    {
      files: { "bin/release": "#!/bin/sh\ngit push staging main\n" },
      state: "found",
      at: "bin/release:2",
    },
    { files: { "bin/release": "#!/bin/sh\ngit checkout staging\n" }, state: "open" },
    { files: workflow("      - run: ./deploy\n", "build-stage"), state: "open" },
    { files: workflow("      - run: ./deploy\n"), state: "open" },
  ],
} satisfies Cases;
