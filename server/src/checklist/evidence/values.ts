/** What single settings of Django say. */

import { dependencyState } from "../../files/dependencies";
import { COMMON_MIDDLEWARE, CORS_MIDDLEWARE, judgeMiddleware } from "../../rules/middleware";
import { reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { isBelow } from "../../rules/versions";
import { contains, entry, truthy } from "../../settings/plain";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { decided, filledSetting, installedPackage, isInstalled, notDecided } from "./basics";

/** Decides about SECRET_KEY where the settings leave it out. */
export function secretKey({ settings }: ChecklistContext): Decision | undefined {
  if (settings.defines("SECRET_KEY")) return undefined;
  if (settings.open !== undefined) return notDecided(settings.open);
  return {
    state: "open",
    detail: "The settings have no SECRET_KEY, so Django fails as soon as it signs something.",
    at: settings.end,
  };
}

/** Keys that stay valid for a while after SECRET_KEY has changed. */
export function keyFallbacks(context: ChecklistContext): Evidence | undefined {
  // Older ones ignore the setting.
  if (isBelow(context.project, "4.1")) return undefined;
  return filledSetting("SECRET_KEY_FALLBACKS")(context);
}

/** ATOMIC_REQUESTS of the default database. */
export function atomicRequests({ settings }: ChecklistContext): Evidence | undefined {
  const database = entry(settings.value("DATABASES"), "default");
  const atomic = database && entry(database, "ATOMIC_REQUESTS");
  if (!atomic || truthy(atomic) !== true) return undefined;
  return { detail: "DATABASES turns ATOMIC_REQUESTS on.", at: atomic.at ?? settings.location("DATABASES") };
}

/** Who gets mails about errors. */
export function errorReceivers(context: ChecklistContext): Evidence | undefined {
  const admins = filledSetting("ADMINS")(context);
  if (admins === undefined || !context.settings.defines("MANAGERS")) return admins;
  return { ...admins, detail: "The settings define ADMINS and MANAGERS." };
}

/** Decides whether Django redirects an address that lacks its final slash. */
export function slashRedirect(context: ChecklistContext): Decision | undefined {
  const { settings } = context;
  const judgement = judgeMiddleware(context, ["MIDDLEWARE", "APPEND_SLASH"], (middleware, append) => {
    const installed = contains(middleware, COMMON_MIDDLEWARE);
    if (installed === undefined) return undecided(reasonOf(middleware));
    if (!installed) return { state: "violated" };
    const on = append.kind === "env" ? undefined : truthy(append);
    if (on === undefined) return undecided(reasonOf(append));
    return on ? satisfied() : { state: "violated", at: append.at };
  });
  const off = settings.defines("APPEND_SLASH") && truthy(settings.value("APPEND_SLASH")) === false;
  const at = off ? settings.location("APPEND_SLASH") : undefined;
  const decision = decided(judgement, "APPEND_SLASH is on, and CommonMiddleware is installed.", {
    state: "open",
    detail: off
      ? "APPEND_SLASH is off: an address without its final slash is not found."
      : "CommonMiddleware, which appends the slash, is not in MIDDLEWARE.",
  });
  return decision && { ...decision, at: decision.at ?? at };
}

/** Why CORS is not this project's concern; undefined if it is, or may be. */
export function whyNoCors(context: ChecklistContext): string | undefined {
  const { settings, project } = context;
  if (installedPackage(context, ["django-cors-headers"]) !== undefined) return undefined;
  const inMiddleware = contains(settings.value("MIDDLEWARE"), CORS_MIDDLEWARE);
  const inApps = isInstalled(context, "corsheaders");
  if (inMiddleware || inApps) return undefined;
  // Settings that differ by a variable do not say it for sure; the dependencies may.
  const absent = dependencyState(project.deployment.dependencies, "django-cors-headers") === "absent";
  return absent || (inMiddleware === false && inApps === false)
    ? "the project does not use django-cors-headers"
    : undefined;
}

/** Decides whether the settings still have the filter that browsers dropped. */
export function filterSetting({ settings }: ChecklistContext): Decision {
  const name = "SECURE_BROWSER_XSS_FILTER";
  if (settings.defines(name))
    return {
      state: "open",
      detail: `${name} does nothing in today's browsers: delete it.`,
      at: settings.location(name),
    };
  return settings.open === undefined
    ? { state: "ok", detail: "The settings do not have it." }
    : notDecided(settings.open);
}

/** Decides about the loggers where the settings leave LOGGING out. */
export function detailedLog({ settings }: ChecklistContext): Decision | undefined {
  if (settings.defines("LOGGING")) return undefined;
  if (settings.open !== undefined) return notDecided(settings.open);
  return { state: "ok", detail: "Django's own configuration of its loggers starts at INFO." };
}
