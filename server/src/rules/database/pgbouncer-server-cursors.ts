import { EditSession } from "../../edits/session";
import { processesOf } from "../../project/processes";
import { entry, truthy } from "../../settings/plain";
import { judgeDatabases, NO_CURSORS, setDatabaseOptions, vendorOf } from "../databases";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const PGBOUNCER = "web: bin/start-pgbouncer gunicorn mysite.wsgi\n";
const files = (options: string, more: Readonly<Record<string, string>> = {}) => ({
  Procfile: PGBOUNCER,
  ...more,
  "mysite/settings.py": `import os\n\nimport dj_database_url\n\nDATABASES = {"default": dj_database_url.config(${options})}\n`,
});
const OLD = { "requirements.txt": "Django==5.2.8\ndj-database-url==2.0.0\ngunicorn\npsycopg2\n" };

export default defineRule({
  id: "pgbouncer-server-cursors",
  group: "database",
  severity: "warning",
  summary: "Server-side cursors do not work behind PgBouncer",
  docs: {
    why:
      "Heroku's buildpack runs PgBouncer with pool_mode=transaction, where the next statement may go to another " +
      "connection of the server. Django reads a `QuerySet.iterator()` through a cursor on the server, and so do the " +
      "choices of every ModelChoiceField, in the admin too: now and then that cursor does not exist, and the request " +
      "fails.",
    how:
      "Set `DISABLE_SERVER_SIDE_CURSORS`, with dj-database-url `disable_server_side_cursors=True`. It is not needed if " +
      "PGBOUNCER_POOL_MODE is session.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#transaction-pooling-and-server-side-cursors",
      "https://docs.djangoproject.com/en/stable/ref/settings/#disable-server-side-cursors",
      "https://github.com/heroku/heroku-buildpack-pgbouncer",
    ],
  },
  examples: {
    bad: [
      {
        code: files("conn_max_age=600"),
        fixed: files("conn_max_age=600, disable_server_side_cursors=True"),
      },
      {
        // This dj-database-url has no such argument.
        code: files("conn_max_age=600", OLD),
        fixed: {
          ...files("conn_max_age=600", OLD),
          "mysite/settings.py":
            "import os\n\nimport dj_database_url\n\n" +
            'DATABASES = {"default": dj_database_url.config(conn_max_age=600)}\n' +
            'DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True\n',
        },
      },
    ],
    good: [
      files("disable_server_side_cursors=True"),
      files('disable_server_side_cursors=bool(os.environ.get("PGBOUNCER"))'),
      files("conn_max_age=600", { Procfile: "web: gunicorn mysite.wsgi\n" }),
      files("conn_max_age=600", { "app.json": '{"env": {"PGBOUNCER_POOL_MODE": {"value": "session"}}}\n' }),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!poolsTransactions(context)) return notApplicable("the web process does not start PgBouncer");
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor !== "postgresql" && vendor !== "server")
        return notApplicable("it is not known to be PostgreSQL");
      const disabled = entry(database, "DISABLE_SERVER_SIDE_CURSORS");
      if (disabled === null) return { state: "violated", at: database.at };
      const off = disabled === undefined ? undefined : truthy(disabled);
      if (off === undefined) return undecided(reasonOf(disabled ?? database));
      return off ? satisfied() : { state: "violated", at: database.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "The web process uses PgBouncer, where server-side cursors fail now and then unless PGBOUNCER_POOL_MODE is session. QuerySet.iterator() and the choices of forms use such cursors.",
    );
  },
  fixes: [
    {
      title: "Disable server-side cursors",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        return setDatabaseOptions(context, session, at, [[NO_CURSORS, "True"]])
          ? session.changes()
          : undefined;
      },
    },
  ],
});

/** Whether the web process runs behind the PgBouncer of Heroku's buildpack, in the mode that this has by default. */
function poolsTransactions({ project, snapshot }: RuleContext): boolean {
  const { deployment } = project;
  const web = processesOf(snapshot, deployment).filter(({ name }) => name === "web");
  const starts = web.some(({ text }) => /(?:^|[\s/])start-pgbouncer\b/.test(text));
  const config = [...(deployment.appJson?.env ?? []), ...(deployment.herokuYml?.setup.config ?? [])];
  return starts && !config.some(({ name }) => name === "PGBOUNCER_POOL_MODE" || name === "PGBOUNCER_ENABLED");
}
