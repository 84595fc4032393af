import type { Cases } from "../cases";

const compose = (command: string) => ({
  "mysite/settings.py": "DEBUG = False\n",
  "compose.yaml": `services:\n  web:\n    build: .\n    command: ${command}\n`,
});

export default {
  "same-server": [
    { files: compose("gunicorn mysite.wsgi --reload"), state: "found", at: "compose.yaml:4" },
    { files: compose("python manage.py runserver 0.0.0.0:8000"), state: "open" },
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
