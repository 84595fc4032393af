import type { Cases } from "../cases";

const SQLITE = 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n';
const URL =
  'import dj_database_url\n\nDATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True, ssl_require=True)}\n';
const AUTH = 'INSTALLED_APPS = ["django.contrib.auth"]\n';
const REQUIREMENTS = "Django==5.2.8\ndj-database-url\ngunicorn\npsycopg2-binary\n";
const project = (settings: string, more: Record<string, string> = {}) => ({
  "requirements.txt": REQUIREMENTS,
  "mysite/settings.py": settings,
  ...more,
});
const postgres = (more: string) =>
  `import os\n\nDATABASES = {\n    "default": {\n        "ENGINE": "django.db.backends.postgresql",\n        "HOST": os.environ["DB_HOST"],\n${more}    }\n}\n`;
const LITERAL =
  'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.site.org", "NAME": "site"}}\n';
/** A project that is deployed with Docker, away from Heroku. */
const docker = (settings: string, start: string, more: Record<string, string> = {}) => ({
  "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/__init__.py": "",
  "mysite/settings.py": settings,
  "requirements.txt": REQUIREMENTS,
  Dockerfile: `FROM python:3.13\nCMD ${start}\nCOPY . .\n`,
  ...more,
});
const migrated = (count: number, more: Record<string, string> = {}) => ({
  "mysite/settings.py": 'INSTALLED_APPS = ["blog"]\n',
  "blog/__init__.py": "",
  ...Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `blog/migrations/${String(n + 1).padStart(4, "0")}_step.py`,
      "",
    ]),
  ),
  ...more,
});
const plan = (name: string) =>
  project(URL, { "app.json": `{\n  "addons": ["heroku-postgresql:${name}"]\n}\n` });

export default {
  database: [
    { files: docker(URL, "gunicorn mysite.wsgi"), state: "unknown", detail: /DATABASE_URL says which/ },
    { files: project(URL), state: "ok", at: "mysite/settings.py:3" },
    {
      files:
        'import dj_database_url\n\nDATABASES = {"default": dj_database_url.parse("postgres://me@db.example.com/site")}\n',
      state: "problem",
      detail: /driver/,
    },
    { files: SQLITE, state: "problem", at: "mysite/settings.py:1" },
    { files: docker(SQLITE, "gunicorn mysite.wsgi"), state: "open", at: "mysite/settings.py:1" },
    {
      files: project(
        'DATABASES = {"default": {"ENGINE": "django.db.backends.mysql", "HOST": "db.site.org"}}\n',
      ),
      state: "open",
      detail: /mysql/,
    },
    {
      files: project('DATABASES = {"default": {"ENGINE": "timescale.db.backends.postgresql"}}\n'),
      state: "ok",
    },
    { files: project("DATABASES = databases()\n"), state: "unknown" },
    { files: "DATABASES = {}\n", state: "not-applicable" },
  ],
  "database-url": [
    { files: project(URL), state: "ok", at: "mysite/settings.py:3" },
    { files: docker(postgres(""), "gunicorn mysite.wsgi"), state: "ok", detail: /DB_HOST/ },
    { files: project(LITERAL), state: "open", at: "mysite/settings.py:1" },
    {
      files: project(LITERAL.replace("db.site.org", "localhost")),
      state: "problem",
      at: "mysite/settings.py:1",
    },
    { files: project(SQLITE), state: "not-applicable" },
    { files: "DATABASES = databases()\n", state: "unknown" },
  ],
  "database-plan": [
    { files: plan("standard-0"), state: "found", at: "app.json:2", detail: /standard-0/ },
    { files: plan("essential-0"), state: "open", at: "app.json:2", detail: /not meant for production/ },
    { files: project(URL), state: "open", detail: /No file names/ },
    { files: project(SQLITE), state: "not-applicable" },
  ],
  connections: [
    { files: project(URL), state: "ok", at: "mysite/settings.py:3" },
    {
      files: project(postgres('        "OPTIONS": {"pool": True},\n'), {
        "requirements.txt": "Django==5.2.8\ngunicorn\npsycopg[binary,pool]\n",
      }),
      state: "ok",
      detail: /pool/,
    },
    {
      files: project('import dj_database_url\n\nDATABASES = {"default": dj_database_url.config()}\n'),
      state: "open",
      at: "mysite/settings.py:3",
    },
    { files: docker(postgres(""), "gunicorn mysite.wsgi"), state: "open", at: "mysite/settings.py:4" },
    { files: docker(postgres("        **options(),\n"), "gunicorn mysite.wsgi"), state: "unknown" },
    { files: project(SQLITE), state: "not-applicable" },
  ],
  "read-replicas": [
    {
      files: project(`${URL}DATABASE_ROUTERS = ["mysite.routers.Replica"]\n`),
      state: "found",
      at: "mysite/settings.py:4",
    },
    { files: project("DATABASES = databases()\n"), state: "open" },
    { files: project(URL), state: "not-applicable" },
  ],
  backups: [
    {
      files: project(URL, {
        "bin/setup": "#!/bin/sh\nheroku pg:backups:schedule DATABASE_URL --at '02:00 UTC' --app site\n",
      }),
      state: "found",
      at: "bin/setup:2",
    },
    {
      files: project(URL, { "README.md": "# Site\n\nRun `heroku pg:backups schedule DATABASE_URL`.\n" }),
      state: "found",
      at: "README.md:3",
    },
    {
      files: project(URL, { "scripts/backup.sh": "set -e\npg_dump $DATABASE_URL > backup.sql\n" }),
      state: "found",
      at: "scripts/backup.sh:2",
    },
    {
      files: project(URL, {
        ".github/workflows/backup.yml":
          "on:\n  schedule:\n    - cron: '0 2 * * *'\njobs:\n  backup:\n    steps:\n      - run: heroku pg:backups:capture --app site\n",
      }),
      state: "found",
      at: ".github/workflows/backup.yml:7",
    },
    {
      files: project(URL, { "requirements.txt": `${REQUIREMENTS}django-dbbackup\n` }),
      state: "found",
      at: "requirements.txt:5",
    },
    {
      files: project(URL, { "bin/setup": "#!/bin/sh\n# heroku pg:backups:schedule DATABASE_URL\n" }),
      state: "open",
    },
    { files: project(URL, { "README.md": "<!-- heroku pg:backups:schedule -->\n" }), state: "open" },
    {
      files: project(URL, { "compose/local/postgres/backup.sh": "pg_dump site\n" }),
      state: "open",
    },
    {
      files: project(URL, { "compose/production/postgres/backup.sh": "pg_dump site\n" }),
      state: "open",
    },
    {
      files: docker(LITERAL, "gunicorn mysite.wsgi", {
        "compose/production/postgres/backup.sh": "pg_dump site\n",
      }),
      state: "found",
      at: "compose/production/postgres/backup.sh:1",
    },
    { files: project(URL, { "tests/backup.sh": "pg_dump site\n" }), state: "open" },
    { files: project("DATABASES = {}\n"), state: "not-applicable" },
  ],
  "restore-tested": [
    { files: project(URL), state: "open" },
    { files: "DATABASES = {}\n", state: "not-applicable" },
  ],
  "postgres-tuned": [
    { files: docker(LITERAL, "gunicorn mysite.wsgi"), state: "open" },
    { files: project(URL), state: "not-applicable", detail: /Heroku/ },
  ],
  migrations: [
    { files: migrated(2), state: "ok" },
    { files: migrated(2, { Procfile: "web: gunicorn mysite.wsgi\n" }), state: "open" },
    {
      files: migrated(2, { Procfile: "web: python manage.py migrate && gunicorn mysite.wsgi\n" }),
      state: "problem",
      at: "Procfile:1",
    },
    {
      files: migrated(2, {
        Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py migrate --check\n",
      }),
      state: "open",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
        "compose.yml":
          "services:\n  web:\n    command: sh -c 'python manage.py migrate && python manage.py runserver 0.0.0.0:8000'\n",
      }),
      state: "unknown",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
        ".github/workflows/deploy.yml":
          "jobs:\n  deploy:\n    steps:\n      - run: kubectl exec site -- ./manage.py migrate --check\n      - run: kubectl rollout restart deployment/site\n",
      }),
      state: "unknown",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
        ".github/workflows/deploy.yml":
          "jobs:\n  deploy:\n    steps:\n      - run: kubectl exec site -- ./manage.py migrate\n      - run: kubectl rollout restart deployment/site\n",
      }),
      state: "ok",
      at: ".github/workflows/deploy.yml:4",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "python manage.py migrate && gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
      }),
      state: "open",
      at: "Dockerfile:2",
      detail: /start together/,
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
      }),
      state: "unknown",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "./start.sh", {
        "blog/migrations/0001_initial.py": "",
        "start.sh":
          '#!/bin/sh\nif [ "$1" = web ]; then\n  python manage.py migrate\nfi\ngunicorn mysite.wsgi\n',
      }),
      state: "unknown",
      at: "start.sh:3",
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "./start-dev.sh", {
        "blog/migrations/0001_initial.py": "",
        "start-dev.sh": "#!/bin/sh\npython manage.py migrate\ngunicorn mysite.wsgi\n",
      }),
      state: "unknown",
      detail: /No file/,
    },
    {
      files: docker('INSTALLED_APPS = ["blog"]\n', "gunicorn mysite.wsgi", {
        "blog/migrations/0001_initial.py": "",
        "compose.yml":
          "services:\n  web:\n    build: .\n    command: sh -c 'python manage.py migrate && gunicorn mysite.wsgi'\n",
      }),
      state: "ok",
      at: "compose.yml:4",
    },
    { files: "DATABASES = {}\n", state: "not-applicable" },
  ],
  "migrations-reviewed": [
    {
      files: migrated(2, {
        "requirements.txt": "Django==5.2.8\ngunicorn\n",
        "requirements-dev.txt": "-r requirements.txt\n",
        ".github/workflows/ci.yml":
          "on: push\njobs:\n  lint:\n    steps:\n      - run: python manage.py lintmigrations\n",
      }),
      state: "found",
      at: ".github/workflows/ci.yml:5",
    },
    {
      files: migrated(2, { "requirements.txt": "Django==5.2.8\ndjango-migration-linter\ngunicorn\n" }),
      state: "found",
      at: "requirements.txt:2",
    },
    { files: migrated(2), state: "open" },
    {
      files: migrated(2, {
        ".github/workflows/ci.yml":
          "on: push\njobs:\n  lint:\n    steps:\n      # - run: python manage.py lintmigrations\n      - run: python manage.py test\n",
      }),
      state: "open",
    },
    { files: "DATABASES = {}\n", state: "not-applicable" },
  ],
  "migrations-squashed": [
    {
      files: migrated(3, { "blog/migrations/0001_squashed_0009_more.py": "" }),
      state: "found",
      at: "blog/migrations/0001_squashed_0009_more.py:1",
    },
    { files: migrated(41), state: "open", detail: /41 migrations/ },
    { files: migrated(3), state: "not-applicable", detail: /3 migrations/ },
    { files: "DATABASES = {}\n", state: "not-applicable" },
  ],
  superuser: [
    {
      files: project(AUTH, {
        "app.json":
          '{\n  "scripts": {\n    "postdeploy": "python manage.py createsuperuser --noinput"\n  }\n}\n',
      }),
      state: "found",
      at: "app.json:3",
    },
    {
      files: project(AUTH, {
        Procfile: "web: gunicorn mysite.wsgi\nrelease: python manage.py createsuperuser --noinput\n",
      }),
      state: "problem",
      at: "Procfile:2",
    },
    {
      files: project(AUTH, {
        ".github/workflows/ci.yml":
          "on: push\njobs:\n  test:\n    steps:\n      - run: python manage.py createsuperuser --noinput\n",
      }),
      state: "open",
    },
    { files: project(AUTH), state: "open" },
    { files: 'INSTALLED_APPS = ["blog"]\n', state: "not-applicable" },
  ],
} satisfies Cases;
