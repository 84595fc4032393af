import { dictValue } from "../../edits/python/displays";
import { addImport } from "../../edits/python/imports";
import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { postgresAddon } from "../addons";
import { judgeDatabases, optionOf, runsPgbouncer, vendorOf } from "../databases";
import { configCall, isPlainDatabase, overrideWithUrl, urlOptions, urlPackages } from "../databaseUrl";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue, isInherited } from "../settingEdits";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const REQUIREMENTS = "dj-database-url\nDjango==5.2.8\ngunicorn\npsycopg[binary]\n";
const database = (host: string) => [
  "DATABASES = {",
  '    "default": {',
  '        "ENGINE": "django.db.backends.postgresql",',
  '        "NAME": "site",',
  `        "HOST": ${host},`,
  "    },",
  "}",
];
const files = (lines: readonly string[], more: Readonly<Record<string, string>> = {}) => ({
  "requirements.txt": REQUIREMENTS,
  ...more,
  "mysite/settings.py": ["import os", "", ...lines, ""].join("\n"),
});
const fixed = (host: string, more: Readonly<Record<string, string>> = {}) => ({
  "requirements.txt": REQUIREMENTS,
  ...more,
  "mysite/settings.py": [
    "import os",
    "",
    "import dj_database_url",
    "",
    ...database(host),
    'if "DATABASE_URL" in os.environ:',
    '    DATABASES["default"] = dj_database_url.config(',
    "        conn_max_age=600,",
    "        conn_health_checks=True,",
    "    )",
    "",
  ].join("\n"),
});
const ADDON = { "app.json": '{\n  "addons": ["heroku-postgresql:essential-0"]\n}\n' };

export default defineRule({
  id: "database-url-unused",
  group: "database",
  severity: "error",
  summary: "Production does not use the database at DATABASE_URL",
  docs: {
    why:
      "Heroku Postgres has its address, user and password in the variable DATABASE_URL, and changes them there whenever " +
      "it has to. No database runs on the dyno itself, so localhost, a socket, or the name of a service of Docker " +
      "Compose lead nowhere.",
    how:
      "Let dj-database-url read DATABASE_URL. In settings that development shares, do so where the variable is set, " +
      "below the database of development.",
    references: [
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
      "https://devcenter.heroku.com/articles/provisioning-heroku-postgres",
      "https://docs.djangoproject.com/en/stable/ref/settings/#databases",
    ],
  },
  examples: {
    bad: [
      { code: files(database('"localhost"')), fixed: fixed('"localhost"') },
      // The name of a service in compose.yml.
      { code: files(database('"db"')), fixed: fixed('"db"') },
      {
        code: files(database('os.environ["DB_HOST"]'), ADDON),
        fixed: fixed('os.environ["DB_HOST"]', ADDON),
      },
    ],
    good: [
      files(database('os.environ["DB_HOST"]')),
      files(database('os.environ.get("DB_HOST", "localhost")')),
      files(database('"site.abc123.eu-west-1.rds.amazonaws.com"')),
      files(['DATABASES = {"default": {"ENGINE": os.environ["DB_ENGINE"], "HOST": "localhost"}}']),
      files(["import dj_database_url", "", 'DATABASES = {"default": dj_database_url.config()}'], ADDON),
      files(database('"127.0.0.1"'), { Procfile: "web: bin/start-pgbouncer gunicorn mysite.wsgi\n" }),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    if (runsPgbouncer(context)) return notApplicable("PgBouncer runs on the dyno");
    const addon = readsUrl(settings.value("DATABASES")) ? undefined : postgresAddon(project)?.at.file;
    const judgement = judgeDatabases(settings, (database, alias) => {
      if (alias !== "default") return notApplicable("it is not the default database");
      const vendor = vendorOf(database);
      if (vendor === undefined) return undecided("the kind of the database is not known");
      if (vendor === "server") return satisfied("a variable with a URL names the database");
      return vendor === "postgresql" ? judgeHost(database, addon) : notApplicable("it is not PostgreSQL");
    });
    const unsure =
      judgement.state === "violated" && judgement.message !== LOCAL && judgement.message !== NAMED;
    return verdictOn(settings, "DATABASES", judgement, LOCAL, unsure ? { severity: "warning" } : {});
  },
  fixes: [
    {
      title: "Use the database at DATABASE_URL",
      safety: "review",
      preferred: true,
      edits(context) {
        const { snapshot, project } = context;
        const session = new EditSession(snapshot);
        const added = addRequirement(snapshot, project.deployment.dependencies, urlPackages(project));
        const done = isInherited(context, "DATABASES")
          ? overrideWithUrl(context, session)
          : project.settings.shared
            ? addBelow(context, session)
            : replace(context, session);
        if (!done || added === undefined) return undefined;
        session.add(added);
        return session.changes();
      },
    },
  ],
});

const LOCAL =
  "Production connects to PostgreSQL on the dyno itself, where none runs. Heroku's database is at the address in DATABASE_URL.";
const NAMED =
  "HOST is a name that only a developer's machine or Docker Compose knows, so production finds no database. Heroku's is at the address in DATABASE_URL.";
const SOCKET =
  "HOST is empty: unless the variable PGHOST names another machine, production connects to PostgreSQL on the dyno itself, where none runs. Heroku's database is at the address in DATABASE_URL.";

function judgeHost(database: Plain, addon: string | undefined): Answer {
  const host = entry(database, "HOST");
  if (host === undefined || host?.kind === "unknown") return undecided("HOST is not known");
  const at = host?.at ?? database.at;
  if (host === null || host.kind === "none" || (host.kind === "str" && host.value === "")) {
    const options = ["service", "host", "hostaddr"].map((name) => optionOf(database, name));
    return options.every((option) => option === null)
      ? { state: "violated", at, message: SOCKET }
      : satisfied("OPTIONS may name the server");
  }
  if (host.kind === "str" && isSelf(host.value)) return { state: "violated", at, message: LOCAL };
  if (host.kind === "str" && /^[a-z_][\w-]*$/i.test(host.value))
    return { state: "violated", at, message: NAMED };
  const isPart = host.kind === "env" && (host.name === "DATABASE_URL" || host.text !== host.name);
  if (addon === undefined || isPart) return satisfied("it names a server");
  if (host.kind !== "env" && host.kind !== "str") return undecided("HOST is no string");
  return {
    state: "violated",
    at,
    message: `${addon} gives the app Heroku Postgres, but production connects to another host and never reads DATABASE_URL, where Heroku keeps and updates the address and password.`,
  };
}

/** Whether any database comes from DATABASE_URL. */
function readsUrl(databases: Plain): boolean {
  const values = databases.kind === "dict" ? databases.entries.map(([, database]) => database) : [databases];
  return values.some((value) =>
    value.kind === "dict"
      ? value.entries.some(([, part]) => part.kind === "env" && part.name === "DATABASE_URL")
      : value.kind === "env" && value.name === "DATABASE_URL",
  );
}

/** Whether a host is the machine itself, or a socket on it. */
function isSelf(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|::1|0\.0\.0\.0|\/.*)$/i.test(host);
}

/** Replaces the entry "default" of the production module. */
function replace(context: RuleContext, session: EditSession): boolean {
  const found = assignedValue(context, session, "DATABASES");
  const database = dictValue(found?.value, "default");
  if (found === undefined || database?.type !== "Dict" || !isPlainDatabase(found.editor, database))
    return false;
  const code = configCall(found.editor, database.start, urlOptions(context.project));
  if (code !== undefined) found.editor.replace(database, code);
  return code !== undefined;
}

/** Adds the database of production below that of development. */
function addBelow({ settings, project }: RuleContext, session: EditSession): boolean {
  const location = settings.assignment("DATABASES");
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, "DATABASES");
  if (editor === undefined || statement === undefined || !editor.statements.includes(statement)) return false;
  const os = addImport(editor, { module: "os" }, statement.start);
  const call = configCall(editor, statement.start, urlOptions(project));
  if (os === undefined || call === undefined) return false;
  const lines = `DATABASES["default"] = ${call}`.split("\n").map((line) => `    ${line}`);
  return editor.insertAfter(statement, [`if "DATABASE_URL" in ${os}.environ:`, ...lines].join("\n"));
}
