import { entry, type Tri, truthy } from "../../settings/plain";
import { isPersistent, judgeDatabases, optionOf, vendorOf } from "../databases";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const database = (age: string, django = "Django==5.2.8") => ({
  "requirements.txt": `${django}\ngunicorn\npsycopg[binary,pool]\n`,
  "mysite/settings.py": [
    "import os",
    "",
    "DATABASES = {",
    "    'default': {",
    "        'ENGINE': 'django.db.backends.postgresql',",
    "        'NAME': 'site',",
    "        'HOST': os.environ['DB_HOST'],",
    `        'CONN_MAX_AGE': ${age},`,
    "        'OPTIONS': {'pool': True},",
    "    },",
    "}",
    "",
  ].join("\n"),
});

export default defineRule({
  id: "pool-with-conn-max-age",
  group: "database",
  severity: "error",
  summary: "A connection pool cannot be combined with CONN_MAX_AGE",
  docs: {
    why:
      "Both keep connections open, and Django lets only one do so: with OPTIONS['pool'] and another CONN_MAX_AGE than " +
      "0, the first query raises ImproperlyConfigured: Pooling doesn't support persistent connections.",
    how: "Set CONN_MAX_AGE to 0 and let the pool keep the connections, or give up the pool.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-pool",
      "https://docs.djangoproject.com/en/stable/ref/settings/#conn-max-age",
    ],
  },
  examples: {
    bad: [
      { code: database("60"), fixed: database("0") },
      {
        code: [
          "import dj_database_url",
          "",
          "DATABASES = {'default': dj_database_url.config(conn_max_age=None)}",
          "DATABASES['default']['OPTIONS'] = {'pool': {'min_size': 2}}",
          "",
        ].join("\n"),
        fixed: [
          "import dj_database_url",
          "",
          "DATABASES = {'default': dj_database_url.config(conn_max_age=0)}",
          "DATABASES['default']['OPTIONS'] = {'pool': {'min_size': 2}}",
          "",
        ].join("\n"),
      },
    ],
    good: [
      database("0"),
      database("int(os.environ['CONN_MAX_AGE'])"),
      // Pools came with 5.1.
      database("60", "Django==5.0.14"),
    ],
  },
  check({ settings, project }) {
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!isAtLeast(project, "5.1")) return notApplicable("this version of Django may have no pools");
    const oracle = isAtLeast(project, "5.2");
    const judgement = judgeDatabases(settings, (database) => {
      const pool = optionOf(database, "pool");
      if (pool === null) return notApplicable("there is no pool");
      const vendor = vendorOf(database);
      const pooled: Tri = pool === undefined ? undefined : truthy(pool);
      const persistent = isPersistent(database);
      if (pooled === false) return notApplicable("the pool is off");
      if (persistent === false) return satisfied();
      if (pooled === undefined || persistent === undefined || vendor === undefined)
        return undecided(reasonOf(entry(database, "CONN_MAX_AGE") ?? database));
      const hasPools = vendor === "postgresql" || vendor === "server" || (vendor === "oracle" && oracle);
      if (!hasPools) return notApplicable("this backend has no pools");
      return { state: "violated", at: entry(database, "CONN_MAX_AGE")?.at ?? database.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "The first query raises ImproperlyConfigured: a database with a connection pool must have CONN_MAX_AGE = 0.",
    );
  },
  fixes: [
    {
      title: "Set CONN_MAX_AGE to 0",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "0", ({ type }) => type === "Constant"),
    },
  ],
});
