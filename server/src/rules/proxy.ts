/** Whether Django learns from the proxy in front of it that a visitor used HTTPS. */

import { parseDockerfile } from "../files/dockerfile";
import { join } from "../paths";
import { processesOf } from "../project/processes";
import { hasFlag, type ServerCommand, serverCommands } from "../project/webServer";
import type { Tri } from "../settings/plain";
import type { ProductionSetting } from "./production";
import type { RuleContext } from "./rule";

export const PROXY_HEADER: ProductionSetting = {
  name: "SECURE_PROXY_SSL_HEADER",
  value: '("HTTP_X_FORWARDED_PROTO", "https")',
  development: "None",
};

/**
 * Whether the web server itself takes the scheme from the proxy's X-Forwarded-Proto. Servers do so only for proxies that
 * they are told to trust; Heroku's classic buildpack tells them to trust any.
 */
export function serverKnowsScheme(context: RuleContext): Tri {
  const web = processesOf(context.snapshot, context.project.deployment).find(({ name }) => name === "web");
  const [server] = web === undefined ? [] : serverCommands(web.shell);
  if (server === undefined) return undefined;
  switch (server.server) {
    case "gunicorn":
      return trustsAnyProxy(context, server) ?? gunicornConfiguration(context, server);
    case "uvicorn":
      return hasFlag(server, "--no-proxy-headers") ? false : (trustsAnyProxy(context, server) ?? false);
    case "daphne":
      return hasFlag(server, "--proxy-headers");
    case "hypercorn":
    case "waitress-serve":
      return false;
    default:
      return undefined;
  }
}

/** What the command line or FORWARDED_ALLOW_IPS says, in this order; undefined if neither says anything. */
function trustsAnyProxy({ project, snapshot }: RuleContext, { options, command }: ServerCommand): Tri {
  const option = options.findLast((each) => each.name === "--forwarded-allow-ips");
  if (option !== undefined) return option.dynamic ? undefined : option.text === "*";
  const { target, appJson, herokuYml, dockerfile } = project.deployment;
  const docker = dockerfile && snapshot.file(dockerfile.path);
  const set = [
    ...(docker === undefined ? [] : parseDockerfile(docker).env),
    ...(herokuYml?.setup.config ?? []),
    ...(appJson?.env ?? []),
    ...command.assignments.map(({ name, value }) => ({ name, value: value.text })),
  ].findLast(({ name }) => name === "FORWARDED_ALLOW_IPS");
  if (set?.value !== undefined) return set.value === "*";
  return target === "classic" ? true : undefined;
}

/** What gunicorn's configuration file says; without one, gunicorn trusts only the machine it runs on. */
function gunicornConfiguration({ project, snapshot }: RuleContext, { options }: ServerCommand): Tri {
  const option = options.findLast(({ name }) => name === "--config");
  if (option?.dynamic) return undefined;
  const path = join(project.deployment.root, option?.text.replace(/^file:/, "") ?? "gunicorn.conf.py");
  const text = snapshot.file(path)?.text;
  if (text === undefined) return option === undefined ? false : undefined;
  if (/^forwarded_allow_ips\s*=\s*(["'])\*\1/m.test(text)) return true;
  return text.includes("forwarded_allow_ips") ? undefined : false;
}
