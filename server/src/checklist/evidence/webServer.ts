/** Which server production starts, and what it speaks, where no rule judges it. */
import { DEVELOPMENT_SERVERS, manageCall } from "../../project/processes";
import { webServers } from "../../project/serverOptions";
import { serverCommand } from "../../project/webServer";
import { serverLocation } from "../../rules/servers";
import { protocolBetween } from "../../rules/webProtocol";
import type { ChecklistContext, Decision } from "../item";
import { containerCommands } from "./containers";

const NO_SERVER: Decision = { state: "unknown", detail: "No file says which server production starts." };

/** The server that production starts; on Heroku rules judge it where it is known. */
export function decideWebServer(context: ChecklistContext): Decision | undefined {
  if (context.project.deployment.heroku) return webServers(context).length > 0 ? undefined : NO_SERVER;
  const started = containerCommands(context);
  for (const { command, at } of started) {
    const name = serverCommand(command)?.server;
    if (name !== undefined) return { state: "ok", detail: `${at.file} starts ${name}.`, at };
  }
  const development = started.find(({ command }) =>
    DEVELOPMENT_SERVERS.includes(manageCall(command)?.command ?? ""),
  );
  return development === undefined
    ? NO_SERVER
    : {
        state: "open",
        detail: `${development.at.file} starts Django's development server.`,
        at: development.at,
      };
}

/** Whether the server and the application are known to speak the same protocol. */
export function decideProtocol(context: ChecklistContext): Decision | undefined {
  const servers = webServers(context);
  const [server] = servers;
  if (server === undefined) return NO_SERVER;
  const at = serverLocation(server);
  const protocols = new Set(servers.map((each) => protocolBetween(context, each)));
  const [protocol] = protocols;
  if (protocols.size > 1 || protocol === undefined)
    return { state: "unknown", detail: `Whether ${server.name} serves WSGI or ASGI is not known.`, at };
  return { state: "ok", detail: `${server.name} serves the site over ${protocol.toUpperCase()}.`, at };
}
