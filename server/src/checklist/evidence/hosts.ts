/** The site's own domains, as ALLOWED_HOSTS lists them. */
import { dependencyState } from "../../files/dependencies";
import { isLocalHost, knownHosts } from "../../rules/hosts";
import { reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { type PlainStr, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { ChecklistContext, Decision, Evidence } from "../item";
import { dependency } from "./basics";

/** Domains of platforms, and those of documentation. */
const NOT_OWN =
  /(?:^|\.)(?:herokuapp\.com|herokussl\.com|onrender\.com|fly\.dev|railway\.app|vercel\.app|pythonanywhere\.com|ngrok\.io|ngrok-free\.app|cleverapps\.io|scalingo\.io|herokudns\.com|appspot\.com|amazonaws\.com|azurewebsites\.net|example\.(?:com|org|net)|test|local|internal)$/i;

/** The entries that are domains of the site's own. */
export function ownDomains({ settings }: ChecklistContext): readonly PlainStr[] {
  return knownHosts(settings.value("ALLOWED_HOSTS")).filter(({ value }) => {
    const host = value.replace(/^\./, "");
    return (
      /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/i.test(host) &&
      !isLocalHost(value) &&
      !NOT_OWN.test(host)
    );
  });
}

/** That ALLOWED_HOSTS lists a domain of the site's own. */
export function customDomain(context: ChecklistContext): Evidence | undefined {
  return evidenceOf(context, ownDomains(context)[0]);
}

/** That ALLOWED_HOSTS lists a host for the API. */
export function apiHost(context: ChecklistContext): Evidence | undefined {
  return evidenceOf(
    context,
    ownDomains(context).find(({ value }) => /^api[.-]/i.test(value)),
  );
}

function evidenceOf({ settings }: ChecklistContext, host: PlainStr | undefined): Evidence | undefined {
  if (host === undefined) return undefined;
  const at = host.at ?? settings.location("ALLOWED_HOSTS");
  return { detail: `${at.file} lists ${host.value} in ALLOWED_HOSTS.`, at };
}

const API_PACKAGES = [
  "djangorestframework",
  "django-ninja",
  "django-ninja-extra",
  "django-tastypie",
  "django-modern-rest",
  "graphene",
  "graphene-django",
  "strawberry-graphql",
  "strawberry-graphql-django",
  "ariadne",
  "ariadne-django",
];

/** Why the item on APIs is not for the project. */
export function withoutApi({ project }: ChecklistContext): string | undefined {
  const { dependencies } = project.deployment;
  return API_PACKAGES.every((name) => dependencyState(dependencies, name) === "absent")
    ? "no framework for APIs is among the dependencies"
    : undefined;
}

/** Whether PREPEND_WWW redirects; what else may is not in the settings. */
export function decideWww({ settings }: ChecklistContext): Decision {
  const judgement = settings.judge(["PREPEND_WWW"], (prepend): Answer => {
    const on = truthy(prepend);
    if (on === undefined) return undecided(reasonOf(prepend));
    return on ? satisfied() : undecided("off");
  });
  if (judgement.state === "satisfied") {
    const at = settings.location("PREPEND_WWW");
    return { state: "ok", detail: `${at.file} sends visitors to www (PREPEND_WWW).`, at };
  }
  return {
    state: "unknown",
    detail:
      "PREPEND_WWW is not on, and whether something in front of the site redirects is not in the files.",
  };
}

const packages = dependency("brotli", "brotlicffi", "django-compression-middleware", "django-brotli");

/** That the site compresses with Brotli. */
export function brotli(context: ChecklistContext): Evidence | undefined {
  const found = context.project.deployment.dependencies.packages.find(
    ({ name, extras, group }) => name === "whitenoise" && group === "production" && extras.includes("brotli"),
  );
  return found
    ? { detail: `${found.at.file} asks for whitenoise[brotli].`, at: found.at }
    : packages(context);
}
