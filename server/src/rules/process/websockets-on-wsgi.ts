import { webServers } from "../../project/serverOptions";
import { perDocument } from "../../syntax/document";
import { exampleProject } from "../exampleProject";
import { defineRule, type Verdict } from "../rule";
import { serverLocation } from "../servers";
import { protocolBetween } from "../webProtocol";

const CHANNELS = {
  ...exampleProject,
  "requirements.txt":
    "Django==5.2\nchannels==4.3.0\ngunicorn==25.3.0\nuvicorn[standard]==0.40.0\nuvicorn-worker==0.4.0\n",
  "mysite/asgi.py": [
    "import os",
    "from channels.routing import ProtocolTypeRouter, URLRouter",
    "from django.core.asgi import get_asgi_application",
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")',
    'application = ProtocolTypeRouter({"http": get_asgi_application(), "websocket": URLRouter([])})',
    "",
  ].join("\n"),
};

export default defineRule({
  id: "websockets-on-wsgi",
  group: "process",
  severity: "warning",
  summary: "The project uses WebSockets, but its web process cannot serve them",
  docs: {
    why: "asgi.py routes WebSockets with Channels, but the web process runs wsgi.py, which knows nothing of them. Pages work; each attempt to open a WebSocket is answered with an error. Only the web process of an app gets requests from Heroku's router, so no other process can help.",
    how: "Serve asgi.py with a server for ASGI: `daphne -b 0.0.0.0 -p $PORT mysite.asgi:application`, or `gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker`.",
    references: [
      "https://channels.readthedocs.io/en/stable/deploying.html",
      "https://docs.djangoproject.com/en/stable/howto/deployment/asgi/",
    ],
  },
  examples: {
    bad: [
      { code: { ...CHANNELS, Procfile: "web: gunicorn mysite.wsgi\n" } },
      { code: { ...CHANNELS, Procfile: "web: gunicorn mysite.wsgi -k gevent\n" } },
    ],
    good: [
      { ...CHANNELS, Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n" },
      { ...CHANNELS, Procfile: "web: gunicorn mysite.wsgi -k $WORKER\n" },
      { ...CHANNELS, Procfile: "web: daphne -b 0.0.0.0 -p $PORT mysite.asgi:application\n" },
      { ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n" },
    ],
  },

  check(context): Verdict {
    const { project, snapshot } = context;
    const routes = project.asgi.find(({ path }) => {
      const document = snapshot.file(path);
      return document !== undefined && routesWebSockets(document);
    });
    if (routes === undefined) return { state: "not-applicable", reason: "no asgi.py routes WebSockets" };
    if (!project.deployment.heroku) return { state: "not-applicable", reason: "nothing says how it deploys" };
    const servers = webServers(context);
    const [server] = servers;
    const protocols = new Set(servers.map((each) => protocolBetween(context, each)));
    const [protocol] = protocols;
    if (server === undefined || protocol === undefined || protocols.size > 1)
      return { state: "undecided", reason: "nobody knows whether the web process serves WSGI or ASGI" };
    if (protocol === "asgi") return { state: "satisfied" };
    return {
      state: "violated",
      message: `${routes.path} routes WebSockets, but ${server.name} runs the site over WSGI, which does not support them: pages work, and every attempt to open a WebSocket fails.`,
      at: serverLocation(server),
      related: [
        {
          location: { file: routes.path, start: 0, end: 0 },
          message: "WebSockets are routed in this module",
        },
      ],
    };
  },
});

/** Whether an asgi.py of Channels has a route for WebSockets. */
const routesWebSockets = perDocument(
  ({ text }) => /\bProtocolTypeRouter\b/.test(text) && /["']websocket["']\s*:/.test(text),
);
