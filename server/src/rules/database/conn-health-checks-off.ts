import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import {
  databaseCode,
  HEALTH_CHECKS,
  isPersistent,
  judgeDatabases,
  names,
  optionOf,
  setDatabaseOptions,
  vendorOf,
} from "../databases";
import { herokuSettingsCall } from "../djangoHeroku";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const POSTGRES = ['        "ENGINE": "django.db.backends.postgresql",', '        "NAME": "site",'];
const AGE = '        "CONN_MAX_AGE": 60,';
const dictOf = (...lines: string[]) =>
  ["DATABASES = {", '    "default": {', ...POSTGRES, ...lines, "    }", "}", ""].join("\n");

export default defineRule({
  id: "conn-health-checks-off",
  group: "database",
  severity: "info",
  summary: "Database connections are kept open without a health check",
  docs: {
    why:
      "A connection that lives on between requests may be dead when the next one comes: the database was restarted, " +
      "failed over, or got maintenance. Without a health check each worker answers a request with an error page " +
      "before it connects again.",
    how:
      "Set `CONN_HEALTH_CHECKS`, with dj-database-url `conn_health_checks=True`. The check is one tiny query in a " +
      "request that uses the database. It came with Django 4.1.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#conn-health-checks",
      "https://docs.djangoproject.com/en/stable/ref/databases/#persistent-database-connections",
    ],
  },
  examples: {
    bad: [
      {
        code:
          "import dj_database_url\n\n" +
          "DATABASES = {\n    'default': dj_database_url.config(\n        conn_max_age=600,  # ten minutes\n    )\n}\n",
        fixed:
          "import dj_database_url\n\n" +
          "DATABASES = {\n    'default': dj_database_url.config(\n        conn_max_age=600,  # ten minutes\n        conn_health_checks=True,\n    )\n}\n",
      },
      { code: dictOf(AGE), fixed: dictOf(AGE, '        "CONN_HEALTH_CHECKS": True,') },
      {
        // This dj-database-url has no such argument.
        code: {
          "requirements.txt": "Django==5.2.8\ndj-database-url==1.0.0\ngunicorn\n",
          "mysite/settings.py":
            "import dj_database_url\n\nDATABASES = {'default': dj_database_url.config(conn_max_age=None)}\n",
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ndj-database-url==1.0.0\ngunicorn\n",
          "mysite/settings.py":
            "import dj_database_url\n\nDATABASES = {'default': dj_database_url.config(conn_max_age=None)}\n" +
            "DATABASES['default']['CONN_HEALTH_CHECKS'] = True\n",
        },
      },
    ],
    good: [
      dictOf(AGE, '        "CONN_HEALTH_CHECKS": True,'),
      dictOf(AGE, '        "CONN_HEALTH_CHECKS": False,'),
      dictOf(),
      'import environ\n\nenv = environ.Env()\nDATABASES = {"default": env.db()}\n' +
        'DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)\n',
      { "requirements.txt": "Django==4.0.10\ngunicorn\n", "mysite/settings.py": dictOf(AGE) },
    ],
  },
  check(context) {
    const { settings, project, snapshot } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!isAtLeast(project, "4.1")) return notApplicable("this version of Django may have no health checks");
    const session = new EditSession(snapshot);
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor === "sqlite" || vendor === "other") return notApplicable("it is no database server");
      const persistent = isPersistent(database);
      const checks = entry(database, "CONN_HEALTH_CHECKS");
      if (persistent === undefined || checks === undefined) return undecided(reasonOf(database));
      if (!persistent) return notApplicable("connections do not outlive a request");
      if (optionOf(database, "pool") !== null) return notApplicable("it may have a pool");
      if (checks !== null && (checks.kind !== "bool" || checks.value)) return satisfied();
      if (herokuSettingsCall(context, database.at)) return notApplicable("django_heroku makes the database");
      const code = databaseCode(session, database.at);
      // What the code says is meant.
      if (code === undefined || names(code, HEALTH_CHECKS)) return satisfied("they are not forgotten");
      if (checks !== null && code.node.type === "Dict") return satisfied("they are switched off on purpose");
      return { state: "violated", at: database.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Connections stay open between requests without a health check (CONN_HEALTH_CHECKS): after a restart or failover of the database, requests fail until each worker has noticed.",
    );
  },
  fixes: [
    {
      title: "Check connections before they are used again",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        return setDatabaseOptions(context, session, at, [[HEALTH_CHECKS, "True"]])
          ? session.changes()
          : undefined;
      },
    },
  ],
});
