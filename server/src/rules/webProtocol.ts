/** Whether the web process serves Django over WSGI or over ASGI. */
import { type WebServer, webServers } from "../project/serverOptions";
import { applicationOf } from "../project/webServer";
import { type Protocol, protocolOf } from "./applications";
import type { RuleContext } from "./rule";

export type { Protocol } from "./applications";

/** The protocol of the one web server that production starts; undefined if nobody knows, or if requests share a thread. */
export function webProtocol(context: RuleContext): Protocol | undefined {
  const protocols = new Set(webServers(context).map((server) => protocolServed(context, server)));
  const [protocol] = protocols;
  return protocols.size === 1 ? protocol : undefined;
}

function protocolServed(context: RuleContext, server: WebServer): Protocol | undefined {
  // Green threads are no threads: each has its own connections, however short-lived it is.
  return hasGreenThreads(server) ? undefined : protocolBetween(context, server);
}

/** The protocol between a server and the application that it runs; undefined if nobody knows, or if they do not fit. */
export function protocolBetween(context: RuleContext, server: WebServer): Protocol | undefined {
  const application = protocolOf(context, moduleOf(server));
  const spoken = protocolSpoken(server);
  return spoken === "both" || spoken === application ? application : undefined;
}

/** The module of the application that a server runs; gunicorn's configuration file may name it. */
export function moduleOf(server: WebServer): string | undefined {
  const named = applicationOf(server.command)?.module;
  if (named !== undefined || server.name !== "gunicorn" || server.command.positional.length > 0) return named;
  return server.value("wsgi_app")?.text?.split(":")[0];
}

/** What a server speaks to its application; "both" where it asks the application. */
export function protocolSpoken(server: WebServer): Protocol | "both" | undefined {
  switch (server.name) {
    case "gunicorn": {
      const worker = server.value("--worker-class");
      if (worker === undefined) return "wsgi";
      if (worker.text === undefined) return undefined;
      if (/^(?:asgi|uvicorn\.workers\.\w+|uvicorn_worker\.\w+)$/.test(worker.text)) return "asgi";
      return isBuiltIn(worker.text) ? "wsgi" : undefined;
    }
    case "uvicorn":
    case "granian": {
      const chosen = server.value("--interface");
      if (chosen !== undefined && chosen.text === undefined) return undefined;
      const text = chosen?.text ?? (server.name === "uvicorn" ? "auto" : "rsgi");
      // Uvicorn tells two versions of ASGI apart, not WSGI.
      return /^asgi|^auto$/.test(text) ? "asgi" : text === "wsgi" ? "wsgi" : undefined;
    }
    case "daphne":
      return "asgi";
    case "hypercorn":
      return "both";
    case "uwsgi":
    case "waitress-serve":
      return "wsgi";
  }
}

/** gunicorn's own worker classes for WSGI. */
function isBuiltIn(worker: string): boolean {
  return /^(?:sync|gthread|gevent|gevent_wsgi|gevent_pywsgi|eventlet|tornado)$/.test(worker);
}

function hasGreenThreads(server: WebServer): boolean {
  const worker = server.name === "gunicorn" ? server.value("--worker-class")?.text : undefined;
  return worker !== undefined && /^(?:gevent|eventlet|tornado)/.test(worker);
}
