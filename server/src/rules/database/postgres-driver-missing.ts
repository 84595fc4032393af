import { addRequirement } from "../../edits/requirements";
import { processesOf } from "../../project/processes";
import { entry } from "../../settings/plain";
import { hasDatabaseAddon } from "../addons";
import { judgeDatabases, optionOf, vendorOf } from "../databases";
import { driverFor, lacks, OTHER_DRIVERS, PSYCOPG2, PSYCOPG3 } from "../drivers";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

const DRIVERS = [...PSYCOPG3, ...PSYCOPG2];
const URL = 'import dj_database_url\n\nDATABASES = {"default": dj_database_url.config(conn_max_age=600)}\n';
const project = (requirements: string, settings = URL) => ({
  "requirements.txt": requirements,
  "mysite/settings.py": settings,
});
const engine = (code: string) =>
  `import os\n\nDATABASES = {"default": {"ENGINE": ${code}, "NAME": "site"}}\n`;

export default defineRule({
  id: "postgres-driver-missing",
  group: "database",
  severity: "error",
  summary: "No dependency installs a driver for PostgreSQL",
  docs: {
    why:
      "Django talks to PostgreSQL through psycopg. Heroku installs what the dependency file lists and nothing else, so " +
      "without it Django raises ImproperlyConfigured, Error loading psycopg2 or psycopg module, when it starts.",
    how: "Add `psycopg[binary]` to the dependencies; before Django 4.2, `psycopg2-binary`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-notes",
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
    ],
  },
  examples: {
    bad: [
      {
        code: project("dj-database-url==3.1.2\nDjango==5.2.8\ngunicorn==23.0.0\n"),
        fixed: project("dj-database-url==3.1.2\nDjango==5.2.8\ngunicorn==23.0.0\npsycopg[binary]\n"),
      },
      {
        code: project("Django==4.1.13\ngunicorn==23.0.0\n", engine('"django.db.backends.postgresql"')),
        fixed: project(
          "Django==4.1.13\ngunicorn==23.0.0\npsycopg2-binary\n",
          engine('"django.db.backends.postgresql"'),
        ),
      },
    ],
    good: [
      project("Django==5.2.8\ngunicorn==23.0.0\npsycopg2==2.9.10\n"),
      project("Django==5.2.8\ngunicorn==23.0.0\nmysqlclient==2.2.7\n"),
      // It brings psycopg2 along.
      project("Django==5.2.8\ngunicorn==23.0.0\ndjango-heroku==0.3.1\n"),
      project("Django==5.2.8\n-r requirements/production.txt\n"),
      project("Django==5.2.8\ngunicorn==23.0.0\n", engine('os.environ["DB_ENGINE"]')),
      // A site without a database: DATABASE_URL is not set.
      {
        ...project("dj-database-url==3.1.2\nDjango==5.2.8\ngunicorn==23.0.0\n"),
        "app.json": '{"env": {}}\n',
        Procfile: "web: gunicorn mysite.wsgi\n",
      },
      project("Django==5.2.8\ngunicorn==23.0.0\n", engine('"django.db.backends.sqlite3"')),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return notApplicable("nothing says what production installs");
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const without = lacks(context, DRIVERS);
    if (!without) return satisfied("there is a driver, as far as is known");
    const withoutAny = lacks(context, [...DRIVERS, ...OTHER_DRIVERS]);
    const unused = mayHaveNoDatabase(context);
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor === undefined) return undecided(reasonOf(entry(database, "ENGINE") ?? database));
      if (vendor === "server" && unused) return undecided("app.json asks for no database");
      if (vendor === "postgresql" || (vendor === "server" && withoutAny))
        return { state: "violated", at: entry(database, "ENGINE")?.at ?? database.at };
      return vendor === "server" ? undecided("DATABASE_URL may name another kind of database") : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      `Production uses PostgreSQL, but no dependency in ${project.deployment.dependencies.source ?? project.deployment.dependencies.manifest?.path ?? "the project"} installs a driver for it: Django raises ImproperlyConfigured when it starts.`,
    );
  },
  fixes: [
    {
      title: ({ project }) =>
        `Add ${driverFor(project)} to ${project.deployment.dependencies.manifest?.path}`,
      safety: "review",
      preferred: true,
      edits: (context) =>
        addRequirement(context.snapshot, context.project.deployment.dependencies, [wanted(context)]),
    },
  ],
});

/** The driver, with the pool that a database asks for. */
function wanted({ settings, project }: RuleContext): string {
  const databases = settings.value("DATABASES");
  const pooled =
    databases.kind === "dict" &&
    databases.entries.some(([, database]) => optionOf(database, "pool")?.kind !== undefined);
  return pooled && isAtLeast(project, "5.1") ? "psycopg[binary,pool]" : driverFor(project);
}

/** Whether app.json makes apps that get no database, as far as it shows, and no command that is started asks for one. */
function mayHaveNoDatabase({ project, snapshot }: RuleContext): boolean {
  const { appJson } = project.deployment;
  if (appJson === undefined || hasDatabaseAddon(project)) return false;
  if (appJson.env.some(({ name }) => name === "DATABASE_URL")) return false;
  return !processesOf(snapshot, project.deployment).some(({ text }) => /\bmigrate\b/.test(text));
}
