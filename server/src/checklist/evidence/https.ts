/** Whether Django knows that visitors use HTTPS, and what depends on it. */

import { CSRF_MIDDLEWARE } from "../../rules/middleware";
import { headerRemover, serverKnowsScheme } from "../../rules/proxy";
import { reasonOf } from "../../rules/verdicts";
import { isBelow } from "../../rules/versions";
import { contains, type Tri, truthy } from "../../settings/plain";
import type { ChecklistContext, Decision } from "../item";
import { notDecided } from "./basics";

const HEADER = "SECURE_PROXY_SSL_HEADER";

/** Decides whether Django learns from Heroku's router which requests came over HTTPS. */
export function schemeIsKnown(context: ChecklistContext): Decision {
  const { settings, project } = context;
  if (!project.deployment.heroku)
    return notDecided("nothing here says which proxy stands in front of the app, and what headers it sets");
  const header = settings.value(HEADER);
  const at = settings.defines(HEADER) ? settings.location(HEADER) : undefined;
  switch (truthy(header)) {
    case undefined:
      return notDecided(reasonOf(header), at);
    case true:
      return { state: "ok", detail: "SECURE_PROXY_SSL_HEADER makes Django look at the router's header.", at };
    case false:
      return withoutHeader(serverTrust(context));
  }
}

function withoutHeader(trust: Tri): Decision {
  if (trust === undefined)
    return notDecided(
      "SECURE_PROXY_SSL_HEADER is not set, and it is not known whether the web server trusts the router",
    );
  return trust
    ? { state: "ok", detail: "Heroku's buildpack makes the web server trust the router's header." }
    : {
        state: "open",
        detail: "SECURE_PROXY_SSL_HEADER is not set, so Django takes every request for plain HTTP.",
      };
}

/** Whether the web server tells Django the scheme; a server that removes the header does not. */
function serverTrust(context: ChecklistContext): Tri {
  return context.recall("server's scheme", (snapshot) => {
    const inside = { ...context, snapshot };
    return headerRemover(inside) === undefined ? serverKnowsScheme(inside) : false;
  });
}

/** Why nobody looks at the origins of forms; undefined where somebody does, or should. */
export function whyNoOrigins({ settings, verdictsOf }: ChecklistContext): string | undefined {
  const missing = verdictsOf("csrf-middleware-missing").some(({ verdict }) => verdict.state === "violated");
  return !missing && contains(settings.value("MIDDLEWARE"), CSRF_MIDDLEWARE) === false
    ? "CsrfViewMiddleware is not in MIDDLEWARE"
    : undefined;
}

/** Why there are no cookies of Django; undefined if there are, or may be. */
export function whyNoCookies({ verdictsOf }: ChecklistContext): string | undefined {
  const verdicts = ["session-cookie-insecure", "csrf-cookie-insecure"].flatMap((rule) => verdictsOf(rule));
  const unused = verdicts.every(({ verdict }) => verdict.state === "not-applicable");
  return unused ? "Django sets neither a session cookie nor a CSRF cookie here" : undefined;
}

/** Decides about CSRF_TRUSTED_ORIGINS where the settings leave it out. */
export function trustedOrigins(context: ChecklistContext): Decision | undefined {
  const { settings, project } = context;
  if (settings.defines("CSRF_TRUSTED_ORIGINS")) return undefined;
  if (settings.open !== undefined) return notDecided(settings.open);
  const ok: Decision = {
    state: "ok",
    detail: "No other origin is trusted, and the site's own pages need no entry.",
  };
  // Since 4.0 a form's page has to have the scheme that Django sees.
  if (isBelow(project, "4.0") || truthy(settings.value(HEADER)) === true) return ok;
  const scheme = schemeIsKnown(context);
  if (scheme.state === "ok") return ok;
  if (scheme.state !== "open") return scheme;
  return {
    state: "open",
    detail: "Django takes every request for plain HTTP, so forms on pages that came over HTTPS are refused.",
  };
}
