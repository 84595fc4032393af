import { type Listening, listeningOf } from "../../project/listening";
import type { ServerName } from "../../project/programs";
import type { WebServer } from "../../project/serverOptions";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { addWords, herokuServers, serverLocation, verdictsOn } from "../servers";

/** What tells each server to listen on PORT, on every address. gunicorn reads PORT by itself. */
const WORDS: Readonly<Partial<Record<ServerName, readonly string[]>>> = {
  uvicorn: ["--host", "0.0.0.0", "--port", "$PORT"],
  daphne: ["-b", "0.0.0.0", "-p", "$PORT"],
  hypercorn: ["--bind", "0.0.0.0:$PORT"],
  granian: ["--host", "0.0.0.0", "--port", "$PORT"],
  "waitress-serve": ["--port", "$PORT"],
  uwsgi: ["--http-socket", ":$PORT"],
};

export default defineRule({
  id: "web-port-not-passed",
  group: "process",
  severity: "error",
  summary: "The web server is not told which port to listen on",
  docs: {
    why: "Heroku chooses a port for each dyno and passes it in the variable PORT. gunicorn looks there by itself; Uvicorn, Daphne, Hypercorn, Granian, Waitress and uWSGI do not. They listen on a port of their own, where no request arrives, and after 60 seconds Heroku stops the dyno (R10: boot timeout).",
    how: "Pass the port: `uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT`, `daphne -b 0.0.0.0 -p $PORT mysite.asgi:application`.",
    references: [
      "https://devcenter.heroku.com/articles/error-codes#r10-boot-timeout",
      "https://www.uvicorn.org/settings/#socket-binding",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: uvicorn mysite.asgi:application\n" },
        fixed: {
          ...exampleProject,
          Procfile: "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n",
        },
      },
      {
        code: { ...exampleProject, Procfile: "web: daphne -b 0.0.0.0 mysite.asgi:application\n" },
        fixed: { ...exampleProject, Procfile: "web: daphne -b 0.0.0.0 mysite.asgi:application -p $PORT\n" },
      },
      {
        code: { ...exampleProject, Procfile: "web: waitress-serve mysite.wsgi:application\n" },
        fixed: { ...exampleProject, Procfile: "web: waitress-serve --port $PORT mysite.wsgi:application\n" },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...exampleProject, Procfile: "web: uvicorn mysite.asgi:application $UVICORN_OPTIONS\n" },
      {
        ...exampleProject,
        Procfile: "web: UVICORN_PORT=$PORT uvicorn mysite.asgi:application --host 0.0.0.0\n",
      },
      { ...exampleProject, Procfile: "web: hypercorn -c hypercorn.toml mysite.asgi:application\n" },
      {
        ...exampleProject,
        Procfile: "web: uwsgi uwsgi.ini\n",
        "uwsgi.ini": "[uwsgi]\nhttp-socket = :$(PORT)\n",
      },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const port = ownPort(server);
      if (port === undefined) return { state: "satisfied" };
      const listens =
        port === "" ? "listens on no port that speaks HTTP" : `listens on its default port, ${port}`;
      return {
        state: "violated",
        message: `${server.name} does not read PORT by itself and ${listens}. Heroku sends requests to $PORT and stops a dyno that does not listen there within 60 seconds (R10).`,
        at: serverLocation(server),
      };
    });
  },

  fixes: [
    {
      title: "Listen on $PORT",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const server = herokuServers(context).find((each) => samePlace(serverLocation(each), at));
        const words = server && WORDS[server.name];
        if (words === undefined || server!.value("--socket") !== undefined) return undefined;
        const [listening] = listeningOf(server!) ?? [];
        const given = listening?.hostBy === undefined ? words : words.slice(2);
        return addWords(context, server!, given, { first: server!.name === "waitress-serve" });
      },
    },
  ],
});

/** The port that a server has by default, "" for none that speaks HTTP; undefined if it is told one, or nobody knows. */
function ownPort(server: WebServer): string | undefined {
  if (server.name === "gunicorn") return undefined;
  const listening = listeningOf(server);
  if (listening === undefined) return undefined;
  if (listening.length === 0) return speaksHttp(server) ? undefined : "";
  const byDefault = ({ portBy, port }: Listening) => portBy === undefined && port !== undefined;
  return listening.every(byDefault) ? listening[0]!.port : undefined;
}

/** uWSGI: whether something may make its sockets speak HTTP. */
function speaksHttp(server: WebServer): boolean {
  return ["--protocol", "--http", "--http-socket"].some((name) => server.value(name) !== undefined);
}
