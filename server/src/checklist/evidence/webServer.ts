/** Which server production starts, and what it speaks, where no rule judges it. */
import { DEVELOPMENT_SERVERS, manageCall } from "../../project/processes";
import { webServers } from "../../project/serverOptions";
import { startedCommands } from "../../project/startScripts";
import { serverLocation } from "../../rules/servers";
import { protocolBetween } from "../../rules/webProtocol";
import type { ChecklistContext, Decision } from "../item";

const NO_SERVER: Decision = { state: "unknown", detail: "No file says which server production starts." };

/** The server that an image starts, away from Heroku. */
export function decideWebServer(context: ChecklistContext): Decision | undefined {
  const { project, snapshot } = context;
  if (project.deployment.heroku) return undefined;
  const development = startedCommands(snapshot, project.deployment).find(({ command }) =>
    DEVELOPMENT_SERVERS.includes(manageCall(command)?.command ?? ""),
  );
  if (development !== undefined) {
    const { file, command } = development;
    return {
      state: "open",
      detail: `${file} starts Django's development server.`,
      at: { file, start: command.start, end: command.end },
    };
  }
  const [server] = webServers(context);
  if (server === undefined) return NO_SERVER;
  const at = serverLocation(server);
  return { state: "ok", detail: `${at.file} starts ${server.name}.`, at };
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
