import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { type Listening, listeningOf } from "../../project/listening";
import type { ServerValue, WebServer } from "../../project/serverOptions";
import { samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { changeValue, herokuServers, placeOf, saidIn, verdictsOn } from "../servers";

export default defineRule({
  id: "web-fixed-port",
  group: "process",
  severity: "error",
  summary: "The web server listens on a fixed port instead of $PORT",
  docs: {
    why: "Heroku chooses a port for each dyno and passes it in the variable PORT. A server that listens on another one never gets a request, and after 60 seconds Heroku stops the dyno (R10: boot timeout). gunicorn reads PORT by itself, but only while no address is given: `-b 0.0.0.0` alone means port 8000.",
    how: "Write `0.0.0.0:$PORT`, or leave the option out where gunicorn is the server.",
    references: [
      "https://devcenter.heroku.com/articles/dynos#local-environment-variables",
      "https://docs.gunicorn.org/en/stable/settings.html#bind",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi --bind 0.0.0.0:8000 --log-file -\n" },
        fixed: {
          ...exampleProject,
          Procfile: "web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT --log-file -\n",
        },
      },
      {
        code: { ...exampleProject, Procfile: "web: gunicorn -b 0.0.0.0 mysite.wsgi\n" },
        fixed: { ...exampleProject, Procfile: "web: gunicorn -b 0.0.0.0:$PORT mysite.wsgi\n" },
      },
      {
        code: {
          ...exampleProject,
          "gunicorn.conf.py": 'bind = "127.0.0.1:8000"\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          "gunicorn.conf.py": 'import os\n\nbind = "0.0.0.0:" + os.environ.get("PORT", "8000")\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
      },
    ],
    good: [
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi -b 0.0.0.0:$PORT\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi $GUNICORN_OPTIONS\n" },
      {
        ...exampleProject,
        "gunicorn.conf.py": 'bind = "0.0.0.0:8000"\n',
        Procfile: "web: gunicorn -b 0.0.0.0:$PORT mysite.wsgi\n",
      },
      {
        ...exampleProject,
        "config/gunicorn.py": "import os\n\nbind = f\"0.0.0.0:{os.getenv('PORT', 8000)}\"\n",
        Procfile: "web: gunicorn -c config/gunicorn.py mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: bin/start-nginx gunicorn -b 127.0.0.1:8000 mysite.wsgi\n" },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      const found = fixedPort(server);
      if (found === undefined) return { state: "satisfied" };
      const { port, portBy } = found;
      const listens = portBy.text?.includes(port)
        ? `listens on port ${port}${saidIn(portBy)}`
        : `is given an address without a port${saidIn(portBy)}, so it listens on its default port, ${port},`;
      return {
        state: "violated",
        message: `${server.name} ${listens} whatever PORT says. Heroku sends requests to $PORT and stops a dyno that does not listen there within 60 seconds (R10).`,
        at: valuePlace(server, portBy),
      };
    });
  },

  fixes: [
    {
      title: "Listen on $PORT",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        for (const server of herokuServers(context)) {
          const found = fixedPort(server);
          if (found !== undefined && samePlace(valuePlace(server, found.portBy), at))
            return listenOnPort(context, server, found);
        }
        return undefined;
      },
    },
  ],
});

/** The first of the ports that a server listens on, if it is told all of them and none is PORT. */
function fixedPort(server: WebServer): FixedPort | undefined {
  const listening = listeningOf(server) ?? [];
  const [first] = listening;
  const fixed = listening.every(({ port, portBy }) => portBy !== undefined && /^\d+$/.test(port ?? ""));
  return first !== undefined && fixed ? (first as FixedPort) : undefined;
}

type FixedPort = Listening & { readonly port: string; readonly portBy: ServerValue };

/** The value where that stands by itself, else the option around it. */
function valuePlace(server: WebServer, value: ServerValue) {
  return value.at ?? placeOf(server, value);
}

function listenOnPort(context: RuleContext, server: WebServer, { port, portBy, hostBy, host }: FixedPort) {
  // An option of its own for the port.
  if (portBy !== hostBy) return changeValue(context, server, portBy, "$PORT", undefined);
  const everywhere = host === "" && server.name === "uwsgi" ? "" : publicHost(portBy.text!, port);
  if (portBy.at?.file.endsWith(".py")) return readPort(context, portBy, everywhere);
  return changeValue(context, server, portBy, `${everywhere}:$PORT`, undefined);
}

/** `bind = "0.0.0.0:" + os.environ.get("PORT", "8000")` in a configuration file. */
function readPort({ snapshot }: RuleContext, { at, text }: ServerValue, host: string) {
  const session = new EditSession(snapshot);
  const editor = at && session.python(at.file);
  const written = at && editor?.expression(at)?.node;
  if (at === undefined || editor === undefined || written?.type !== "Constant") return undefined;
  const os = addImport(editor, { module: "os" }, at.start);
  if (os === undefined) return undefined;
  editor.replace(at, `"${host}:" + ${os}.environ.get("PORT", "${/:(\d+)$/.exec(text!)?.[1] ?? "8000"}")`);
  return session.changes();
}

/** The host of an address; one that only the dyno itself can reach becomes one that the router can. */
function publicHost(address: string, port: string): string {
  const host = address.endsWith(`:${port}`) ? address.slice(0, -port.length - 1) : address;
  if (host === "127.0.0.1" || host === "localhost") return "0.0.0.0";
  return host === "[::1]" ? "[::]" : host;
}
