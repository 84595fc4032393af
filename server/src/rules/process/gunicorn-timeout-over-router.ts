import type { ServerValue, WebServer } from "../../project/serverOptions";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { changeValue, herokuServers, placeOf, saidIn, verdictsOn, wrongValueAt } from "../servers";

/** Seconds after which Heroku's router answers in place of the app. */
const ROUTER = 30;

export default defineRule({
  id: "gunicorn-timeout-over-router",
  group: "process",
  severity: "warning",
  summary: "gunicorn goes on with requests that Heroku's router has given up",
  docs: {
    why: "Heroku's router answers a request itself, with error H12, once the app has taken 30 seconds. gunicorn does not learn of that: a worker of class sync goes on with the request until its own time is over, and nobody gets the answer. While visitors press reload, a few slow pages can occupy all workers, and then no other page is served.",
    how: "Set the timeout to 30 seconds or less, and hand work that takes longer to a worker process (Celery, RQ).",
    references: [
      "https://devcenter.heroku.com/articles/request-timeout",
      "https://gunicorn.org/reference/settings/#timeout",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --timeout 120\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --timeout 30\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": "workers = 3\ntimeout = 0\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": "workers = 3\ntimeout = 30\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --timeout 25\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --timeout $TIMEOUT\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --threads 4 --timeout 120\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'import os\n\ntimeout = int(os.environ.get("TIMEOUT", 120))\n',
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker -t 120\n" },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const value = tooLong(server);
      if (value === undefined) return { state: "satisfied" };
      const ends =
        value.text === "0"
          ? "never gives up a request"
          : `gives up a request only after ${value.text} seconds`;
      return {
        state: "violated",
        message: `gunicorn ${ends}${saidIn(value)}, but Heroku's router answers with error H12 after 30 seconds. The worker stays busy with a response that nobody gets, and a few slow requests can block the whole site.`,
        at: placeOf(server, value),
      };
    });
  },

  fixes: [
    {
      title: "Give up requests after 30 seconds, as the router does",
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const found = wrongValueAt(context, tooLong, finding);
        return found && changeValue(context, found.server, found.value, String(ROUTER), String(ROUTER));
      },
    },
  ],
});

/** The timeout of workers that serve one request at a time. For the other classes it says only how long one may be silent. */
function tooLong(server: WebServer): ServerValue | undefined {
  const timeout = server.name === "gunicorn" ? server.value("--timeout") : undefined;
  if (timeout === undefined || !/^\d+$/.test(timeout.text ?? "")) return undefined;
  const seconds = Number(timeout.text);
  if (seconds !== 0 && seconds <= ROUTER) return undefined;
  const worker = server.value("--worker-class");
  const threads = server.value("--threads");
  const isSync = worker === undefined || worker.text === "sync";
  return isSync && (threads === undefined || threads.text === "1") ? timeout : undefined;
}
