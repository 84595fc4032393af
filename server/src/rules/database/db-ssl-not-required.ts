import { setKeywords } from "../../edits/python/displays";
import { isString } from "../../edits/python/editor";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import { fallbackOf, isSqliteUrl } from "../databaseFallback";
import { databaseCode, isUrlCall, judgeDatabases, optionOf, runsPgbouncer, vendorOf } from "../databases";
import { hasOneOf, PSYCOPG2, PSYCOPG3 } from "../drivers";
import { defineRule } from "../rule";
import { isInherited, replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const REQUIREMENTS = "Django==5.2.8\ndj-database-url\ngunicorn\npsycopg[binary]\n";
const files = (code: string, more: Readonly<Record<string, string>> = {}) => ({
  "requirements.txt": REQUIREMENTS,
  ...more,
  "mysite/settings.py": `import os\n\nimport dj_database_url\n\n${code}`,
});
const config = (options: string) => `DATABASES = {"default": dj_database_url.config(${options})}\n`;
const database = (options: string) =>
  `DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "a", "OPTIONS": ${options}}}\n`;

export default defineRule({
  id: "db-ssl-not-required",
  group: "database",
  severity: "hint",
  summary: "TLS to the database is not required",
  docs: {
    why:
      "PostgreSQL's client asks for TLS and does without it where the server has none, if nobody says otherwise. " +
      "Heroku Postgres refuses connections without TLS, so that nothing happens today; with `sslmode=disable` it " +
      "refuses all of them.",
    how:
      "Ask for TLS where production runs: `ssl_require=True`, or in settings that development shares " +
      '`ssl_require="DYNO" in os.environ`. Not behind PgBouncer in the dyno, which has no TLS of its own.',
    references: [
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
      "https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION",
    ],
  },
  examples: {
    bad: [
      {
        code: files(config("conn_max_age=600")),
        fixed: files(config('conn_max_age=600, ssl_require="DYNO" in os.environ')),
      },
      {
        code: files(database('{"sslmode": "disable"}')),
        fixed: files(database('{"sslmode": "require"}')),
      },
    ],
    good: [
      files(config("conn_max_age=600, ssl_require=True")),
      files(config("ssl_require=bool(os.environ.get('DB_TLS'))")),
      files(config("conn_max_age=600"), { Procfile: "web: bin/start-pgbouncer gunicorn mysite.wsgi\n" }),
      files(database("{'sslmode': os.environ['DB_SSLMODE']}")),
      files('import environ\n\nenv = environ.Env()\nDATABASES = {"default": env.db("DATABASE_URL")}\n'),
    ],
  },
  check(context) {
    const { settings, project, snapshot } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    if (runsPgbouncer(context)) return notApplicable("PgBouncer talks to the database");
    const isPostgres = hasOneOf(project, [...PSYCOPG2, ...PSYCOPG3]);
    const session = new EditSession(snapshot);
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor !== "postgresql" && vendor !== "server")
        return notApplicable("it is not known to be PostgreSQL");
      const mode = optionOf(database, "sslmode");
      if (mode === undefined || mode?.kind === "unknown" || mode?.kind === "env")
        return undecided(reasonOf(mode ?? database));
      if (mode?.kind === "str" && (mode.value === "disable" || mode.value === "allow"))
        return { state: "violated", at: mode.at ?? database.at, message: WITHOUT[mode.value] };
      if (mode !== null) return satisfied();
      const engine = entry(database, "ENGINE");
      const isHerokus = isPostgres && engine?.kind === "env" && engine.name === "DATABASE_URL";
      const { at } = database;
      const code = databaseCode(session, at);
      if (!isHerokus || code?.node.type !== "Call")
        return notApplicable("nothing says that it is Heroku Postgres");
      const chosen = code.node.keywords.some(({ arg }) => arg === undefined || arg === "ssl_require");
      return isUrlCall(code.editor, code.node) && !chosen ? { state: "violated", at } : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Nothing requires TLS for the database: the driver uses it only because Heroku Postgres insists, and would connect to another server without it.",
      judgement.state === "violated" && judgement.message !== undefined ? { severity: "warning" } : {},
    );
  },
  fixes: [
    {
      title: "Require TLS",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const code = databaseCode(session, at);
        if (code?.node.type !== "Call") return replaceAt(context, at, '"require"', isString);
        if (isInherited(context, "DATABASES")) return undefined;
        const fallback = fallbackOf(code.editor, code.node);
        const isSqlite = fallback !== undefined && isSqliteUrl(fallback.url);
        // Where there is no Postgres, SQLite does not know the option.
        const only = isSqlite ? fallback.variable : context.project.settings.shared ? "DYNO" : undefined;
        const os = only === undefined ? "" : addImport(code.editor, { module: "os" }, at.start);
        if (os === undefined) return undefined;
        const value = only === undefined ? "True" : `"${only}" in ${os}.environ`;
        return setKeywords(code.editor, code.node, [["ssl_require", value]]) ? session.changes() : undefined;
      },
    },
  ],
});

/** What an sslmode that does without TLS leads to. */
const WITHOUT = {
  disable:
    'The sslmode "disable" turns TLS off: Heroku Postgres refuses such connections, and another server gets the password and all data unencrypted.',
  allow:
    'With the sslmode "allow" the driver first tries to connect without TLS: a server that accepts this gets the password and all data unencrypted.',
} as const;
