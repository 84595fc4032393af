/** Whether the web process serves Django over WSGI or over ASGI. */
import { join } from "../paths";
import { processesOf } from "../project/processes";
import { applicationOf, type ServerCommand, serverCommands } from "../project/webServer";
import type { RuleContext } from "./rule";

export type Protocol = "wsgi" | "asgi";

/** The protocol of the one web server that production starts; undefined if nobody knows, or if requests share a thread. */
export function webProtocol(context: RuleContext): Protocol | undefined {
  const { project, snapshot } = context;
  const web = processesOf(snapshot, project.deployment).filter(({ name }) => name === "web");
  const servers = web.flatMap(({ shell }) => (shell.broken ? [] : serverCommands(shell)));
  const protocols = new Set(servers.map((server) => protocolOf(context, server)));
  const [protocol] = protocols;
  return protocols.size === 1 ? protocol : undefined;
}

function protocolOf(context: RuleContext, server: ServerCommand): Protocol | undefined {
  const { project } = context;
  const module = applicationOf(server)?.module;
  const application: Protocol | undefined = project.wsgi.some(({ name }) => name === module)
    ? "wsgi"
    : project.asgi.some(({ name }) => name === module)
      ? "asgi"
      : undefined;
  const spoken = spokenBy(context, server);
  return spoken === "both" || spoken === application ? application : undefined;
}

/** What a server speaks to its application; "both" where it asks the application. */
function spokenBy(context: RuleContext, server: ServerCommand): Protocol | "both" | undefined {
  const option = (name: string) => server.options.findLast((each) => each.name === name);
  switch (server.server) {
    case "gunicorn":
      return gunicornWorker(context, server);
    case "uvicorn":
    case "granian": {
      const chosen = option("--interface");
      if (chosen?.dynamic) return undefined;
      const text = chosen?.text ?? (server.server === "uvicorn" ? "asgi3" : "rsgi");
      return text.startsWith("asgi") ? "asgi" : text === "wsgi" ? "wsgi" : undefined;
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

/** Green threads are no threads: each has its own connections, however short-lived it is. */
function gunicornWorker(
  { project, snapshot }: RuleContext,
  { options, command }: ServerCommand,
): Protocol | undefined {
  const worker = options.findLast(({ name }) => name === "--worker-class");
  if (worker?.dynamic) return undefined;
  if (worker !== undefined) {
    if (/uvicorn|^asgi$/i.test(worker.text)) return "asgi";
    return /^(?:sync|gthread)$/.test(worker.text) ? "wsgi" : undefined;
  }
  if (command.assignments.some(({ name }) => name === "GUNICORN_CMD_ARGS")) return undefined;
  const file = options.findLast(({ name }) => name === "--config");
  if (file?.dynamic || file?.text.startsWith("python:")) return undefined;
  const path = file?.text.replace(/^file:/, "") ?? "gunicorn.conf.py";
  const text = snapshot.file(join(project.deployment.root, path))?.text;
  if (text === undefined) return file === undefined ? "wsgi" : undefined;
  return text.includes("worker_class") ? undefined : "wsgi";
}
