/** What programs and their options are, in words. */
import type { ProgramOption } from "../../project/programs";

interface ProgramDescription {
  readonly detail: string;
  readonly text: string;
  readonly page: string;
}

export const PROGRAMS: Readonly<Record<string, ProgramDescription>> = {
  gunicorn: {
    detail: "web server for WSGI and ASGI",
    text: "Serves a WSGI application with several worker processes. It listens on `$PORT` and starts `$WEB_CONCURRENCY` workers by itself.",
    page: "https://gunicorn.org/",
  },
  uvicorn: {
    detail: "web server for ASGI",
    text: "Serves an ASGI application. It does not read `$PORT`: it needs `--host 0.0.0.0 --port $PORT`.",
    page: "https://www.uvicorn.org/settings/",
  },
  daphne: {
    detail: "web server for ASGI, of the Channels project",
    text: "Serves an ASGI application in one process. It does not read `$PORT`: it needs `-b 0.0.0.0 -p $PORT`.",
    page: "https://github.com/django/daphne",
  },
  hypercorn: {
    detail: "web server for ASGI and WSGI",
    text: "Serves an ASGI or WSGI application. It does not read `$PORT`: it needs `--bind 0.0.0.0:$PORT`.",
    page: "https://hypercorn.readthedocs.io/",
  },
  granian: {
    detail: "web server for ASGI and WSGI",
    text: "Serves an ASGI or WSGI application; `--interface` says which. It needs `--host 0.0.0.0 --port $PORT`.",
    page: "https://github.com/emmett-framework/granian",
  },
  "waitress-serve": {
    detail: "web server for WSGI",
    text: "Serves a WSGI application with threads in one process. It does not read `$PORT`: it needs `--port=$PORT`.",
    page: "https://docs.pylonsproject.org/projects/waitress/en/stable/",
  },
  uwsgi: {
    detail: "web server for WSGI",
    text: "Serves a WSGI application. It needs `--http-socket 0.0.0.0:$PORT`, and `--die-on-term` to stop when Heroku asks it to.",
    page: "https://uwsgi-docs.readthedocs.io/",
  },
  celery: {
    detail: "background jobs",
    text: "Celery: `worker` runs tasks, `beat` sends periodic ones when they are due.",
    page: "https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html",
  },
  python: {
    detail: "runs a script or a module",
    text: "Python, in the version that the build installed.",
    page: "https://docs.python.org/3/using/cmdline.html",
  },
};

/** A program for a hover. */
export function programText(name: string): string | undefined {
  const program = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined;
  return program && `${program.text}\n\n[Documentation](${program.page})`;
}

/** An option for a hover. */
export function optionText({ names, value, description, byDefault, choices }: ProgramOption): string {
  const head = `\`${names.join(", ")}${value === undefined ? "" : ` ${value}`}\``;
  const lines = [head, "", description];
  if (choices.length > 0) lines.push("", `One of ${choices.map((choice) => `\`${choice}\``).join(", ")}.`);
  if (byDefault !== undefined) lines.push("", `Default: ${byDefault}`);
  return lines.join("\n");
}
