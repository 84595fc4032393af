import type { ServerValue, WebServer } from "../../project/serverOptions";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { herokuServers, placeOf, removeValue, saidIn, verdictsOn } from "../servers";

export default defineRule({
  id: "gunicorn-workers-fixed",
  group: "process",
  severity: "info",
  summary: "The number of workers does not follow the size of the dyno",
  docs: {
    why: "Heroku's buildpack sets WEB_CONCURRENCY to the number of workers that a dyno has memory for, and gunicorn and Uvicorn use it unless they are told a number. A fixed number is too small once the dyno is a larger one, and where it is too large the dyno runs out of memory (R14) and swaps. A number computed from the CPUs is worse: eco, basic and standard dynos show all CPUs of a machine that they share.",
    how: "Leave the option out. `heroku config:set WEB_CONCURRENCY=3` sets another number, without a deploy.",
    references: [
      "https://devcenter.heroku.com/articles/python-concurrency",
      "https://gunicorn.org/reference/settings/#workers",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --workers 4 --log-file -\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --log-file -\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py":
            "import multiprocessing\n\nworkers = multiprocessing.cpu_count() * 2 + 1\ntimeout = 20\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": "import multiprocessing\n\ntimeout = 20\n",
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'import os\n\nworkers = int(os.environ.get("WEB_CONCURRENCY", 2))\n',
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
      {
        ...exampleProject,
        "gunicorn.conf.py": "workers = 4\n",
        Procfile: "web: gunicorn mysite.wsgi --workers $WEB_CONCURRENCY\n",
      },
    ],
  },

  check(context) {
    if (context.project.deployment.target !== "classic")
      return { state: "not-applicable", reason: "only Heroku's classic buildpack sets WEB_CONCURRENCY" };
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const value = fixedNumber(server);
      if (value === undefined) return { state: "satisfied" };
      const { text } = value;
      const number =
        text === undefined
          ? `computes its number of workers from the CPUs${saidIn(value)}, and a dyno may see all those of a machine that it shares`
          : `starts ${text} worker${text === "1" ? "" : "s"} on a dyno of any size${saidIn(value)}`;
      return {
        state: "violated",
        message: `${server.name} ${number}. Heroku sets WEB_CONCURRENCY to the number that the dyno has memory for, and this overrides it.`,
        at: placeOf(server, value),
      };
    });
  },

  fixes: [
    {
      title: "Leave the number of workers to WEB_CONCURRENCY",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const server = herokuServers(context).find((each) => {
          const value = fixedNumber(each);
          return value !== undefined && samePlace(placeOf(each, value), at);
        });
        return server && removeValue(context, server, "--workers");
      },
    },
  ],
});

/** A number that is written down, or one that is computed from the CPUs. */
function fixedNumber(server: WebServer): ServerValue | undefined {
  if (server.name !== "gunicorn" && server.name !== "uvicorn") return undefined;
  const value = server.value("--workers");
  if (value === undefined) return undefined;
  if (value.text === undefined)
    return /cpu_count|number of CPUs/.test(value.reason ?? "") ? value : undefined;
  return /^\d+$/.test(value.text) ? value : undefined;
}
