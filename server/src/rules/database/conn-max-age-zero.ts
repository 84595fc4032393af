import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import {
  databaseCode,
  HEALTH_CHECKS,
  isUrlCall,
  judgeDatabases,
  MAX_AGE,
  names,
  optionOf,
  runsPgbouncer,
  setDatabaseOptions,
  vendorOf,
} from "../databases";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";
import { webProtocol } from "../webProtocol";

const DJ = "import dj_database_url\n\n";

export default defineRule({
  id: "conn-max-age-zero",
  group: "database",
  severity: "info",
  summary: "Every request opens a new database connection",
  docs: {
    why:
      "Django closes its connection at the end of every request, unless CONN_MAX_AGE says that it may live on. Each " +
      "request that needs the database then begins with a new connection over TLS and a login, which takes longer " +
      "than most queries.",
    how:
      "Let connections live for some minutes (`conn_max_age=600`), together with health checks, which notice a " +
      "connection that the server has closed. Every thread of every worker keeps one: count them against the limit " +
      "of the database's plan. A value of 0 that is written down counts as meant.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#persistent-database-connections",
      "https://docs.djangoproject.com/en/stable/ref/settings/#conn-max-age",
      "https://devcenter.heroku.com/articles/heroku-postgres-plans",
    ],
  },
  examples: {
    bad: [
      {
        code: `${DJ}DATABASES = {"default": dj_database_url.config()}\n`,
        fixed: `${DJ}DATABASES = {"default": dj_database_url.config(conn_max_age=600, conn_health_checks=True)}\n`,
      },
      {
        code: {
          "requirements.txt": "Django==3.2.25\ngunicorn\n",
          "mysite/settings.py":
            "import environ\n\nenv = environ.Env()\nDATABASES = {}\nDATABASES['default'] = env.db()\n",
        },
        fixed: {
          "requirements.txt": "Django==3.2.25\ngunicorn\n",
          "mysite/settings.py":
            "import environ\n\nenv = environ.Env()\nDATABASES = {}\nDATABASES['default'] = env.db()\n" +
            "DATABASES['default']['CONN_MAX_AGE'] = 600\n",
        },
      },
    ],
    good: [
      `${DJ}DATABASES = {"default": dj_database_url.config(conn_max_age=0)}\n`,
      'import environ\n\nenv = environ.Env()\nDATABASES = {"default": env.db()}\n' +
        'DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)\n',
      {
        Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n",
        "mysite/settings.py": `${DJ}DATABASES = {"default": dj_database_url.config()}\n`,
      },
      {
        Procfile: "web: bin/start-pgbouncer gunicorn mysite.wsgi\n",
        "mysite/settings.py": `${DJ}DATABASES = {"default": dj_database_url.config()}\n`,
      },
    ],
  },
  check(context) {
    const { settings, project, snapshot } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!project.deployment.heroku)
      return notApplicable("nothing says that the database is on another machine");
    if (webProtocol(context) !== "wsgi") return notApplicable("nothing says that the web server speaks WSGI");
    if (runsPgbouncer(context)) return notApplicable("PgBouncer keeps the connections");
    const session = new EditSession(snapshot);
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor === undefined) return undecided(reasonOf(entry(database, "ENGINE") ?? database));
      if (!["postgresql", "mysql", "server"].includes(vendor))
        return notApplicable("it is no database server");
      const pool = optionOf(database, "pool");
      if (pool !== null) return notApplicable("it may have a pool");
      const age = entry(database, "CONN_MAX_AGE");
      if (age === undefined) return undecided(reasonOf(database));
      if (age !== null && (age.kind !== "int" || age.value !== 0n)) return satisfied();
      const code = databaseCode(session, database.at);
      // Only the library's own default is nobody's decision.
      const isDefault = age === null || (code?.node.type === "Call" && isUrlCall(code.editor, code.node));
      if (!isDefault || code === undefined || names(code, MAX_AGE))
        return satisfied("CONN_MAX_AGE is chosen to be 0");
      return { state: "violated", at: database.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "CONN_MAX_AGE is not set, so every request that needs the database first opens a new connection over TLS and logs in, which makes it slower.",
    );
  },
  fixes: [
    {
      title: ({ project }) =>
        `Keep connections open for ten minutes${isAtLeast(project, "4.1") ? ", with health checks" : ""}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const checks = isAtLeast(context.project, "4.1") ? [[HEALTH_CHECKS, "True"] as const] : [];
        return setDatabaseOptions(context, session, at, [[MAX_AGE, "600"], ...checks])
          ? session.changes()
          : undefined;
      },
    },
  ],
});
