/** Whether Django learns from the proxy in front of it that a visitor used HTTPS. */

import { givenVariable, type WebServer, webServers } from "../project/serverOptions";
import type { Tri } from "../settings/plain";
import type { ProductionSetting } from "./production";
import type { RuleContext } from "./rule";
import { isPackageBelow } from "./versions";

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
  const [server] = webServers(context);
  switch (server?.name) {
    case "gunicorn":
      // Which headers say what the scheme is.
      return server.value("secure_scheme_headers") === undefined
        ? trustsAnyProxy(context, server)
        : undefined;
    case "uvicorn":
      return server.value("--no-proxy-headers") === undefined ? trustsAnyProxy(context, server) : false;
    case "daphne":
      return server.value("--proxy-headers") !== undefined;
    case "hypercorn":
      return false;
    case "waitress-serve": {
      const proxy = server.value("--trusted-proxy");
      const headers = server.value("--trusted-proxy-headers");
      if (proxy === undefined || headers === undefined) return false;
      return proxy.text === "*" && /\bx-forwarded-proto\b/i.test(headers.text ?? "") ? true : undefined;
    }
    default:
      return undefined;
  }
}

/** The web server, if it takes away the proxy's X-Forwarded-Proto before Django can look at it: Waitress, unless told not to. */
export function headerRemover(context: RuleContext): WebServer | undefined {
  const [server] = webServers(context);
  if (server?.name !== "waitress-serve" || isPackageBelow(context.project, "waitress", [3, 0]))
    return undefined;
  const told = ["--trusted-proxy", "--no-clear-untrusted-proxy-headers"];
  return told.every((name) => server.value(name) === undefined) ? server : undefined;
}

/** What the server's options say, else FORWARDED_ALLOW_IPS; by themselves servers trust only the machine they run on. */
function trustsAnyProxy(context: RuleContext, server: WebServer): Tri {
  const option = server.value("--forwarded-allow-ips");
  const given = option ?? givenVariable(context, server.started, "FORWARDED_ALLOW_IPS");
  if (given === undefined) return context.project.deployment.target === "classic";
  const text = "text" in given ? given.text : given.value;
  // The router may be in a network that is listed.
  return text === undefined || text.includes("/") ? undefined : text === "*";
}
