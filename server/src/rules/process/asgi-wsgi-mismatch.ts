import type { FileChange } from "../../edits/edit";
import { type WebServer, webServers } from "../../project/serverOptions";
import { applicationOf } from "../../project/webServer";
import type { Location } from "../../syntax/text";
import { type Protocol, protocolOf } from "../applications";
import { editOf, NOT_ON_HEROKU, samePlace, withPackages } from "../commands";
import { exampleProject } from "../exampleProject";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { addWords, serverLocation, verdictsOn } from "../servers";
import { moduleOf, protocolSpoken } from "../webProtocol";

const ASGI = {
  ...exampleProject,
  "requirements.txt": "Django==5.2\ngunicorn==25.3.0\n",
  "mysite/asgi.py": [
    "import os",
    "from django.core.asgi import get_asgi_application",
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
    "application = get_asgi_application()",
    "",
  ].join("\n"),
};

export default defineRule({
  id: "asgi-wsgi-mismatch",
  group: "process",
  severity: "error",
  summary: "A server runs an application of the wrong kind",
  docs: {
    why: "WSGI and ASGI call an application in different ways. gunicorn's own workers speak WSGI; Uvicorn, Daphne and Uvicorn's worker for gunicorn speak ASGI. With the other kind of application the server starts, and then every request ends in a TypeError: visitors see error 500 and nothing else.",
    how: "Give a WSGI server `mysite.wsgi`, an ASGI server `mysite.asgi`. To serve ASGI with gunicorn, choose a worker for it: `gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker`.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/",
      "https://docs.djangoproject.com/en/stable/howto/deployment/asgi/uvicorn/",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...ASGI, Procfile: "web: gunicorn mysite.asgi\n" },
        fixed: { ...ASGI, Procfile: "web: gunicorn mysite.wsgi\n" },
      },
      {
        code: { ...ASGI, Procfile: "web: uvicorn mysite.wsgi:application --host 0.0.0.0 --port $PORT\n" },
        fixed: { ...ASGI, Procfile: "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n" },
      },
      {
        code: {
          ...ASGI,
          "gunicorn.conf.py": 'worker_class = "asgi"\n',
          Procfile: "web: gunicorn mysite.wsgi\n",
        },
        fixed: {
          ...ASGI,
          "gunicorn.conf.py": 'worker_class = "asgi"\n',
          Procfile: "web: gunicorn mysite.asgi\n",
        },
      },
    ],
    good: [
      { ...ASGI, Procfile: "web: gunicorn mysite.wsgi\n" },
      { ...ASGI, Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n" },
      { ...ASGI, Procfile: "web: gunicorn mysite.asgi -k $WORKER\n" },
      // That does not start at all, which is another finding.
      { ...ASGI, Procfile: "web: uvicorn mysite.wsgi --host 0.0.0.0 --port $PORT\n" },
      { ...ASGI, Procfile: "web: hypercorn -b 0.0.0.0:$PORT mysite.wsgi:application\n" },
      {
        ...ASGI,
        "mysite/asgi.py":
          "from asgiref.wsgi import WsgiToAsgi\nfrom django.core.wsgi import get_wsgi_application\napplication = WsgiToAsgi(get_wsgi_application())\n",
        Procfile: "web: daphne -b 0.0.0.0 -p $PORT mysite.asgi:application\n",
      },
    ],
  },

  check(context) {
    if (!context.project.deployment.heroku) return NOT_ON_HEROKU;
    return verdictsOn(webServers(context), (server): Verdict => {
      const mismatch = mismatchOf(context, server);
      if (mismatch === undefined) return { state: "satisfied" };
      const { module, is, spoken } = mismatch;
      const worker = server.value("--worker-class")?.text;
      const speaker =
        server.name !== "gunicorn"
          ? server.name
          : worker === undefined
            ? "gunicorn"
            : `gunicorn's worker ${worker}`;
      return {
        state: "violated",
        message: `${speaker} speaks ${spoken.toUpperCase()}, but ${module} is ${is === "asgi" ? "an ASGI" : "a WSGI"} application: the server starts, and then every request fails with error 500.`,
        at: mismatchPlace(server),
        // Then the server does not start at all.
        coveredBy: "app-spec-syntax",
      };
    });
  },

  fixes: [
    {
      title: (context, { at }) => {
        const found = counterpartAt(context, at);
        return `Serve ${found?.name}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = counterpartAt(context, at);
        const application = found && applicationOf(found.server.command);
        const text = context.snapshot.file(at.file)?.text;
        if (found === undefined || application === undefined) return undefined;
        const { moduleRange, module } = application;
        if (text?.slice(moduleRange.start, moduleRange.end) !== module) return undefined;
        return [editOf(at.file, { ...moduleRange, text: found.name })];
      },
    },
    {
      title: "Serve ASGI with Uvicorn's worker",
      safety: "review",
      edits(context, { at }): readonly FileChange[] | undefined {
        const server = serverAt(context, at);
        const mismatch = server && mismatchOf(context, server);
        if (server?.name !== "gunicorn" || mismatch?.is !== "asgi") return undefined;
        if (server.value("--worker-class") !== undefined) return undefined;
        const changes = addWords(context, server, ["-k", "uvicorn_worker.UvicornWorker"]);
        return changes && withPackages(context, ["uvicorn", "uvicorn-worker"], changes);
      },
    },
  ],
});

interface Mismatch {
  readonly module: string;
  readonly is: Protocol;
  readonly spoken: Protocol;
}

function mismatchOf(context: RuleContext, server: WebServer): Mismatch | undefined {
  if (!server.started.certain) return undefined;
  const module = moduleOf(server);
  const is = protocolOf(context, module);
  const spoken = protocolSpoken(server);
  if (module === undefined || is === undefined || spoken === undefined) return undefined;
  return spoken === "both" || spoken === is ? undefined : { module, is, spoken };
}

function mismatchPlace(server: WebServer): Location {
  const word = applicationOf(server.command)?.word;
  if (word === undefined) return serverLocation(server);
  return { file: server.started.file, start: word.start, end: word.end };
}

function serverAt(context: RuleContext, at: Location): WebServer | undefined {
  return webServers(context).find((server) => samePlace(mismatchPlace(server), at));
}

/** The module of the same package that holds an application of the right kind. */
function counterpartAt(context: RuleContext, at: Location) {
  const server = serverAt(context, at);
  const mismatch = server && mismatchOf(context, server);
  if (server === undefined || mismatch === undefined) return undefined;
  const name = mismatch.module.replace(/[aw]sgi$/, mismatch.spoken);
  return protocolOf(context, name) === mismatch.spoken ? { server, name } : undefined;
}
