import type { Cases } from "../cases";

const own = (files: Record<string, string>) => ({
  "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n',
  "mysite/__init__.py": "",
  "mysite/settings.py": "DEBUG = False\n",
  "requirements.txt": "Django==5.2.8\ngunicorn\n",
  ...files,
});
const image = (from: string) => own({ Dockerfile: `FROM ${from}\nCMD ["gunicorn", "mysite.wsgi"]\n` });

export default {
  "server-os": [
    { files: image("python:3.13-slim-bookworm"), state: "ok", at: "Dockerfile:1", detail: /is Bookworm/ },
    { files: image("python:3.13-slim"), state: "ok", at: "Dockerfile:1" },
    {
      files: image("python:3.9-slim-buster"),
      state: "problem",
      at: "Dockerfile:1",
      detail: /Buster.*June 2024/,
    },
    { files: image("ubuntu:20.04"), state: "problem", at: "Dockerfile:1", detail: /Ubuntu 20\.04.*May 2025/ },
    { files: image("python:3.8-slim"), state: "problem", detail: /October 2024/ },
    // It was built once, on the system of that day.
    { files: image("python:3.12.8"), state: "unknown", detail: /does not say/ },
    { files: image("ubuntu:24.04"), state: "ok" },
    { files: image("debian:10-slim"), state: "problem" },
    { files: image("python:3.12-alpine3.18"), state: "problem", detail: /Alpine 3\.18/ },
    { files: image("alpine:3.23"), state: "ok" },
    { files: image("ghcr.io/company/base:latest"), state: "unknown" },
    { files: own({ Dockerfile: "ARG TAG\nFROM python:$TAG\n" }), state: "unknown" },
    { files: own({}), state: "unknown" },
    { files: "DEBUG = False\n", state: "not-applicable", detail: /Heroku/ },
  ],
  autoscaling: [
    { files: { "app.json": '{\n  "addons": ["judoscale:white"]\n}\n' }, state: "found", at: "app.json:2" },
    { files: "DEBUG = False\n", state: "open" },
  ],
  firewall: [
    { files: { "app.json": '{\n  "addons": ["expeditedwaf"]\n}\n' }, state: "found", at: "app.json:2" },
    {
      files: own({
        "compose.prod.yml":
          'services:\n  web:\n    build: .\n    command: gunicorn mysite.wsgi\n  db:\n    image: postgres:17\n    ports:\n      - "5432:5432"\n',
      }),
      state: "problem",
      at: "compose.prod.yml:8",
    },
    { files: "DEBUG = False\n", state: "open" },
  ],
  "deploy-scripts": [
    {
      files: own({
        "bin/deploy.sh":
          "#!/bin/sh\ngit pull\ndocker compose run --rm web python manage.py migrate\ndocker compose up -d\n",
      }),
      state: "found",
      at: "bin/deploy.sh:3",
    },
    {
      files: own({
        "compose.yml":
          "services:\n  web:\n    build: .\n    command: gunicorn mysite.wsgi\n  migrate:\n    build: .\n    command: python manage.py migrate\n",
      }),
      state: "found",
      at: "compose.yml:5",
    },
    {
      files: own({ "bin/deploy.sh": "python manage.py migrate\n# systemctl restart site\n" }),
      state: "open",
    },
    {
      files: own({
        "compose.yml":
          "services:\n  web:\n    build: .\n    command: sh -c 'python manage.py migrate && gunicorn mysite.wsgi'\n",
      }),
      state: "open",
    },
    { files: "DEBUG = False\n", state: "not-applicable", detail: /Heroku restarts/ },
  ],
} satisfies Cases;
