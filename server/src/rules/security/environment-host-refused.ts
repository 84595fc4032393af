import { truthy } from "../../settings/plain";
import { admits, allKnown, isLocalHost, knownHosts } from "../hosts";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "environment-host-refused",
  group: "security",
  severity: "error",
  summary: "ALLOWED_HOSTS lacks a host of the environment",
  docs: {
    why:
      "The configuration says which host names an environment serves. Django answers requests for a host that ALLOWED_HOSTS " +
      "does not admit with 400 (Bad Request), so that domain shows nothing but errors.",
    how:
      "Add the host to ALLOWED_HOSTS, or to the variable that it is read from and to `variables` of that environment. " +
      "`.example.com` admits example.com and all its subdomains. If the environment no longer has the host, remove it from `hosts`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts",
      "https://devcenter.heroku.com/articles/custom-domains",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "mysite/settings.py": 'ALLOWED_HOSTS = ["www.example.com"]\n',
          "django-preflight.toml":
            'default-environment = "production"\n\n[environments.production]\nhosts = ["www.example.com", "example.com"]\n',
        },
      },
      {
        code: {
          "mysite/settings.py": 'import os\n\nALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")\n',
          "django-preflight.toml":
            'default-environment = "staging"\n\n[environments.staging]\nhosts = ["staging.example.com"]\nvariables = { ALLOWED_HOSTS = "www.example.com,example.org" }\n',
        },
      },
    ],
    good: [
      {
        "mysite/settings.py": 'ALLOWED_HOSTS = [".example.com"]\n',
        "django-preflight.toml":
          'default-environment = "production"\n\n[environments.production]\nhosts = ["example.com", "www.example.com"]\n',
      },
      {
        "mysite/settings.py": 'import os\n\nALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")\n',
        "django-preflight.toml":
          'default-environment = "production"\n\n[environments.production]\nhosts = ["www.example.com"]\n',
      },
    ],
  },
  check(context) {
    const { environment } = context.project;
    if (environment === undefined || environment.hosts.length === 0)
      return notApplicable("the configuration names no hosts of this environment");
    return environment.hosts.map((host) => verdictFor(context, environment.name, host));
  },
});

type Host = NonNullable<RuleContext["project"]["environment"]>["hosts"][number];

function verdictFor({ settings }: RuleContext, environment: string, { name, at }: Host): Verdict {
  const judgement = settings.judge(["ALLOWED_HOSTS", "DEBUG"], (hosts, debug) => {
    switch (admits(name, hosts!, truthy(debug!))) {
      case true:
        return satisfied();
      case undefined:
        return undecided(reasonOf(hosts!));
      case false:
        return { state: "violated" };
    }
  });
  const message = `ALLOWED_HOSTS does not admit ${name}, a host of the environment ${environment}: requests for it get 400 (Bad Request).`;
  const verdict = verdictOn(settings, "ALLOWED_HOSTS", judgement, message, { coveredBy: causeOf(settings) });
  if (verdict.state !== "violated") return verdict;
  const listed = { location: at, message: `${environment} has this host` };
  return { ...verdict, related: [listed, ...(verdict.related ?? [])] };
}

/** The rule that says what is wrong with the whole list. */
function causeOf(settings: RuleContext["settings"]): string | undefined {
  const hosts = settings.value("ALLOWED_HOSTS");
  const known = knownHosts(hosts);
  if (!allKnown(hosts) || !known.every(({ value }) => isLocalHost(value))) return undefined;
  return known.length === 0 ? "allowed-hosts-empty" : "allowed-hosts-local-only";
}
