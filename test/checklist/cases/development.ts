import type { Cases } from "../cases";

const compose = (command: string) => ({
  "mysite/settings.py": "DEBUG = False\n",
  "compose.yaml": `services:\n  web:\n    build: .\n    command: ${command}\n`,
});

export default {
  "same-server": [
    { files: compose("gunicorn mysite.wsgi --reload"), state: "found", at: "compose.yaml:4" },
    { files: compose("python manage.py runserver 0.0.0.0:8000"), state: "open", detail: /starts runserver/ },
    { files: compose("/start"), state: "open", detail: /known/ },
    {
      files: {
        "mysite/settings.py": "DEBUG = False\n",
        "docker/docker-compose.yml": "services:\n  web:\n    build: ..\n",
      },
      state: "open",
      detail: /known/,
    },
    {
      files: {
        "mysite/settings.py": "DEBUG = False\n",
        "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n",
        Dockerfile: "FROM python:3.13\nCOPY . .\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
        "compose.yaml": "services:\n  db:\n    image: postgres:17\n  web:\n    build: .\n",
      },
      state: "found",
      at: "compose.yaml:4",
    },
    {
      files: {
        "mysite/settings.py": "DEBUG = False\n",
        "compose.yaml": "services:\n  db:\n    image: postgres:17\n",
      },
      state: "not-applicable",
    },
    {
      files: {
        "mysite/settings.py": "DEBUG = False\n",
        "compose.prod.yaml": "services:\n  web:\n    build: .\n    command: gunicorn mysite.wsgi\n",
      },
      state: "not-applicable",
    },
    { files: compose("uvicorn mysite.asgi:application"), state: "open" },
    { files: "DEBUG = False\n", state: "not-applicable", detail: /Compose/ },
  ],
  "quiet-loggers": [
    { files: "DEBUG = False\n", state: "ok" },
    {
      files:
        'LOGGING = {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["console"], "level": "INFO"}}\n',
      state: "ok",
    },
    {
      files:
        'LOGGING = {"version": 1, "handlers": {"console": {"class": "logging.StreamHandler"}}, "root": {"handlers": ["console"], "level": "DEBUG"}}\n',
      state: "open",
      at: "mysite/settings.py:1",
    },
  ],
} satisfies Cases;
