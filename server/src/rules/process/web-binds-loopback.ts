import { type Listening, listeningOf } from "../../project/listening";
import type { WebServer } from "../../project/serverOptions";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { addWords, changeValue, herokuServers, placeOf, saidIn, verdictsOn } from "../servers";

export default defineRule({
  id: "web-binds-loopback",
  group: "process",
  severity: "error",
  summary: "The web server listens on an address that only its own dyno can reach",
  docs: {
    why: "127.0.0.1, ::1 and localhost are the dyno's own address for itself. Heroku's router comes from outside and gets no connection there; after 60 seconds Heroku stops the dyno (R10: boot timeout). Uvicorn, Daphne, Hypercorn and Granian listen there as long as they are told no other address.",
    how: "Listen on every address: `0.0.0.0`. gunicorn does so by itself where PORT is set and no `--bind` is given.",
    references: [
      "https://devcenter.heroku.com/articles/error-codes#r10-boot-timeout",
      "https://gunicorn.org/reference/settings/#bind",
      "https://www.uvicorn.org/settings/#socket-binding",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --bind 127.0.0.1:$PORT\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: uvicorn mysite.asgi:application --port $PORT\n" },
        fixed: {
          ...exampleProject,
          Procfile: "web: uvicorn mysite.asgi:application --port $PORT --host 0.0.0.0\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": 'import os\n\nbind = "localhost:" + os.environ["PORT"]\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --bind $HOST:$PORT\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'import os\n\nbind = os.environ.get("BIND", "127.0.0.1:8000")\n',
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: bin/start-nginx gunicorn -b 127.0.0.1:8000 mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: daphne -b 0.0.0.0 -p $PORT mysite.asgi:application\n" },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const found = loopback(server);
      if (found === undefined) return { state: "satisfied" };
      const { host, hostBy } = found;
      const why = hostBy === undefined ? ", which is its default" : saidIn(hostBy);
      return {
        state: "violated",
        message: `${server.name} listens on ${host}${why}. Only the dyno itself can reach that address: Heroku's router cannot connect, and Heroku stops the dyno after 60 seconds (R10).`,
        at: placeOf(server, hostBy),
        // The fix of a fixed port changes the address, too.
        coveredBy: /^\d/.test(found.port ?? "") ? "web-fixed-port" : undefined,
      };
    });
  },

  fixes: [
    {
      title: "Listen on 0.0.0.0",
      safety: "safe",
      preferred: true,
      edits: (context, { at }) => listenEverywhere(context, at),
    },
  ],
});

/** The address on which everything waits, if nobody else can reach any; a port of its own default is another finding. */
function loopback(server: WebServer): Listening | undefined {
  const listening = listeningOf(server);
  const [first] = listening ?? [];
  if (first === undefined || !listening!.every(({ reach }) => reach === "loopback")) return undefined;
  return first.portBy === undefined ? undefined : first;
}

function listenEverywhere(context: RuleContext, at: Parameters<typeof samePlace>[0]) {
  for (const server of herokuServers(context)) {
    const found = loopback(server);
    if (found === undefined || !samePlace(placeOf(server, found.hostBy), at)) continue;
    const { hostBy, host } = found;
    if (hostBy === undefined) {
      return addWords(context, server, [server.name === "daphne" ? "-b" : "--host", "0.0.0.0"]);
    }
    const text = hostBy.text?.replace(host!, "0.0.0.0").replace("[0.0.0.0]", "0.0.0.0");
    return text === undefined ? undefined : changeValue(context, server, hostBy, text, JSON.stringify(text));
  }
  return undefined;
}
