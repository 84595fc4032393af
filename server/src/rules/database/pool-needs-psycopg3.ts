import { addRequirement } from "../../edits/requirements";
import { type Tri, truthy } from "../../settings/plain";
import { judgeDatabases, optionOf, vendorOf } from "../databases";
import { hasOneOf, lacks, PSYCOPG2, PSYCOPG3 } from "../drivers";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const files = (requirements: string, pool = "True") => ({
  "requirements.txt": requirements,
  "mysite/settings.py": [
    "import os",
    "",
    "DATABASES = {",
    "    'default': {",
    "        'ENGINE': 'django.db.backends.postgresql',",
    "        'NAME': 'site',",
    "        'HOST': os.environ['DB_HOST'],",
    `        'OPTIONS': {'pool': ${pool}},`,
    "    },",
    "}",
    "",
  ].join("\n"),
});

export default defineRule({
  id: "pool-needs-psycopg3",
  group: "database",
  severity: "error",
  summary: "What a connection pool needs is not installed",
  docs: {
    why:
      "Django's pool of connections to PostgreSQL needs Django 5.1, psycopg 3 and the package psycopg-pool, which the " +
      "extra `pool` installs. If one is missing, every use of the database raises an exception.",
    how: "Depend on `psycopg[binary,pool]`, or take `pool` out of OPTIONS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-pool",
      "https://www.psycopg.org/psycopg3/docs/basic/install.html#installing-the-connection-pool",
    ],
  },
  examples: {
    bad: [
      {
        code: files("Django==5.2.8\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n"),
        fixed: files("Django==5.2.8\ngunicorn==23.0.0\npsycopg[binary,pool]\npsycopg2-binary==2.9.10\n"),
      },
      {
        code: files("Django==5.2.8\ngunicorn==23.0.0\npsycopg[binary]==3.2.9\n", "{'min_size': 2}"),
        fixed: files(
          "Django==5.2.8\ngunicorn==23.0.0\npsycopg[binary]==3.2.9\npsycopg-pool\n",
          "{'min_size': 2}",
        ),
      },
      // Before Django 5.1 the option goes to the driver.
      { code: files("Django==5.0.14\ngunicorn==23.0.0\npsycopg[binary,pool]==3.2.9\n") },
    ],
    good: [
      files("Django==5.2.8\ngunicorn==23.0.0\npsycopg[binary,pool]==3.2.9\n"),
      files("Django==5.2.8\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n", "bool(os.environ.get('POOL'))"),
      files("Django>=5.0,<5.3\ngunicorn==23.0.0\npsycopg2-binary==2.9.10\n"),
      files("Django==5.2.8\n-r requirements/production.txt\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const missing = missingFor(context);
    if (missing === undefined) return satisfied("nothing is missing, as far as is known");
    const isPostgres = hasOneOf(context.project, [...PSYCOPG2, ...PSYCOPG3]);
    const judgement = judgeDatabases(settings, (database) => {
      const pool = optionOf(database, "pool");
      if (pool === null) return notApplicable("there is no pool");
      const vendor = vendorOf(database);
      if (vendor !== undefined && vendor !== "postgresql" && !(vendor === "server" && isPostgres))
        return notApplicable("it is not PostgreSQL");
      const pooled: Tri = pool === undefined ? undefined : truthy(pool);
      if (pooled === false) return notApplicable("the pool is off");
      if (pool === undefined || pooled === undefined || vendor === undefined)
        return undecided(reasonOf(pool ?? database));
      return { state: "violated", at: pool.at ?? database.at };
    });
    return verdictOn(settings, "DATABASES", judgement, MESSAGES[missing]);
  },
  fixes: [
    {
      title: (context) =>
        `Add ${PACKAGES[missingFor(context)!]} to ${context.project.deployment.dependencies.manifest?.path}`,
      safety: "review",
      preferred: true,
      edits(context) {
        const missing = missingFor(context);
        const wanted = missing && PACKAGES[missing];
        if (wanted === undefined) return undefined;
        return addRequirement(context.snapshot, context.project.deployment.dependencies, [wanted]);
      },
    },
  ],
});

type Missing = "django" | "psycopg" | "psycopg-pool";

const PACKAGES: Readonly<Record<Missing, string | undefined>> = {
  django: undefined,
  psycopg: "psycopg[binary,pool]",
  "psycopg-pool": "psycopg-pool",
};

const MESSAGES: Readonly<Record<Missing, string>> = {
  django:
    "Connection pools came with Django 5.1: an older version passes the option on to the driver, which refuses to connect.",
  psycopg:
    "A connection pool needs psycopg 3, which no dependency installs: every use of the database raises ImproperlyConfigured.",
  "psycopg-pool":
    "A connection pool needs the package psycopg-pool, which no dependency installs: every use of the database raises ImproperlyConfigured.",
};

/** What a pool needs and production surely lacks. */
function missingFor(context: RuleContext): Missing | undefined {
  const { project } = context;
  if (isBelow(project, "5.1")) return "django";
  if (!isAtLeast(project, "5.1")) return undefined;
  if (lacks(context, PSYCOPG3)) return hasOneOf(project, PSYCOPG2) ? "psycopg" : undefined;
  const pooled = project.deployment.dependencies.packages.some(({ extras }) => extras.includes("pool"));
  return hasOneOf(project, PSYCOPG3) && !pooled && lacks(context, ["psycopg-pool"])
    ? "psycopg-pool"
    : undefined;
}
