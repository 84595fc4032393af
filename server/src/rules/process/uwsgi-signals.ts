import type { WebServer } from "../../project/serverOptions";
import { linesOf } from "../../snapshot";
import { lineBreakOf } from "../../syntax/text";
import { editOf, samePlace } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { addWords, herokuServers, serverLocation, verdictsOn } from "../servers";

export default defineRule({
  id: "uwsgi-signals",
  group: "process",
  severity: "warning",
  summary: "uWSGI does not stop when Heroku asks it to",
  docs: {
    why: "Heroku sends SIGTERM to a dyno that is to stop, at each deploy and once a day. uWSGI with a master process takes the signal for an order to reload, starts its workers anew and goes on, until Heroku kills it 30 seconds later with the requests that it serves then (R12: exit timeout).",
    how: "Start it with `--die-on-term`, or write `die-on-term = true` in its .ini file.",
    references: [
      "https://uwsgi-docs.readthedocs.io/en/latest/tutorials/heroku_python.html",
      "https://devcenter.heroku.com/articles/error-codes#r12-exit-timeout",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          ...exampleProject,
          Procfile: "web: uwsgi --http-socket :$PORT --master --module mysite.wsgi\n",
        },
        fixed: {
          ...exampleProject,
          Procfile: "web: uwsgi --http-socket :$PORT --master --module mysite.wsgi --die-on-term\n",
        },
      },
      {
        code: {
          ...exampleProject,
          "uwsgi.ini": "[uwsgi]\nhttp-socket = :$(PORT)\nmaster = true\nmodule = mysite.wsgi\n",
          Procfile: "web: uwsgi uwsgi.ini\n",
        },
        fixed: {
          ...exampleProject,
          "uwsgi.ini":
            "[uwsgi]\nhttp-socket = :$(PORT)\nmaster = true\ndie-on-term = true\nmodule = mysite.wsgi\n",
          Procfile: "web: uwsgi uwsgi.ini\n",
        },
      },
    ],
    good: [
      {
        ...exampleProject,
        Procfile: "web: uwsgi --http-socket :$PORT --master --die-on-term --module mysite.wsgi\n",
      },
      { ...exampleProject, Procfile: "web: uwsgi --http-socket :$PORT --module mysite.wsgi\n" },
      {
        ...exampleProject,
        Procfile: "web: uwsgi -M --http-socket :$PORT --module mysite.wsgi $UWSGI_OPTIONS\n",
      },
      {
        ...exampleProject,
        "uwsgi.ini": "[uwsgi]\nhttp-socket = :$(PORT)\nmaster = true\ndie-on-term = true\n",
        Procfile: "web: uwsgi uwsgi.ini\n",
      },
      { ...exampleProject, Procfile: "web: uwsgi --master config/uwsgi.yaml\n" },
    ],
  },

  check(context) {
    return verdictsOn(herokuServers(context), (server): Verdict => {
      if (!reloads(server)) return { state: "satisfied" };
      return {
        state: "violated",
        message:
          "uWSGI reloads at SIGTERM, with which Heroku asks it to stop. It goes on until Heroku kills it 30 seconds later, and the requests that it is serving then are cut off.",
        at: masterLocation(server),
      };
    });
  },

  fixes: [
    {
      title: "Stop at SIGTERM",
      safety: "safe",
      preferred: true,
      edits(context, { at }) {
        const server = herokuServers(context).find(
          (each) => reloads(each) && samePlace(masterLocation(each), at),
        );
        if (server === undefined) return undefined;
        return at.file.endsWith(".ini") ? addLine(context, at) : addWords(context, server, ["--die-on-term"]);
      },
    },
  ],
});

/** Whether there is a master process, and surely nothing that makes it stop. */
function reloads(server: WebServer): boolean {
  if (server.name !== "uwsgi" || server.value("--master")?.text !== "true") return false;
  return server.value("--die-on-term") === undefined && server.value("--hook-master-start") === undefined;
}

function masterLocation(server: WebServer) {
  const master = server.value("--master");
  return master?.kind === "file" ? master.at! : serverLocation(server);
}

/** `die-on-term = true` below the line about the master process. */
function addLine({ snapshot }: RuleContext, at: { readonly file: string; readonly start: number }) {
  const text = snapshot.file(at.file)?.text;
  if (text === undefined) return undefined;
  const lines = linesOf(snapshot, at.file);
  const end = lines.lineEnd(lines.positionAt(at.start).line);
  return [editOf(at.file, { start: end, end, text: `${lineBreakOf(text)}die-on-term = true` })];
}
