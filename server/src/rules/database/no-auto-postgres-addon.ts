import { entry } from "../../settings/plain";
import { addAddon, hasDatabaseAddon } from "../addons";
import { editOf } from "../commands";
import { judgeDatabases, vendorOf } from "../databases";
import { hasOneOf, lacks, PSYCOPG2, PSYCOPG3 } from "../drivers";
import { exampleProject } from "../exampleProject";
import { defineRule } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const files = (appJson: string, driver = "psycopg[binary]", more: Readonly<Record<string, string>> = {}) => ({
  ...exampleProject,
  Procfile: "web: gunicorn mysite.wsgi\n",
  "requirements.txt": `dj-database-url\nDjango==5.2.8\ngunicorn\n${driver}\n`,
  "mysite/settings.py":
    'import dj_database_url\n\nDATABASES = {"default": dj_database_url.config(conn_max_age=600)}\n',
  "app.json": appJson,
  ...more,
});

const inImage = (addons: string) => ({
  ...files("{}"),
  Dockerfile:
    "FROM python:3.13\nRUN python manage.py collectstatic --noinput\nCMD gunicorn mysite.wsgi --bind 0.0.0.0:$PORT\n",
  "heroku.yml": `setup:\n  addons:\n${addons}build:\n  docker:\n    web: Dockerfile\n`,
});

export default defineRule({
  id: "no-auto-postgres-addon",
  group: "database",
  severity: "info",
  summary: "A new app from app.json or heroku.yml gets no database",
  docs: {
    why:
      "Heroku's Python buildpack adds a Postgres database to a new app by itself only where psycopg2 is installed. With " +
      "psycopg 3, or with a Docker image, an app that is created from app.json or heroku.yml has none unless the file asks for it.",
    how: 'Add `"addons": ["heroku-postgresql:essential-0"]` to app.json, or the plan to `setup.addons` of heroku.yml. It costs money from the first hour.',
    references: [
      "https://devcenter.heroku.com/articles/app-json-schema#addons",
      "https://devcenter.heroku.com/articles/heroku-postgres-plans",
      "https://github.com/heroku/heroku-buildpack-python/blob/main/bin/release",
    ],
  },
  examples: {
    bad: [
      {
        code: files('{\n  "name": "site",\n  "env": {}\n}\n'),
        fixed: files(
          '{\n  "name": "site",\n  "env": {},\n  "addons": ["heroku-postgresql:essential-0"]\n}\n',
        ),
      },
      {
        code: files('{\n  "addons": ["heroku-redis:mini"]\n}\n'),
        fixed: files('{\n  "addons": ["heroku-postgresql:essential-0", "heroku-redis:mini"]\n}\n'),
      },
      {
        code: inImage("    - plan: heroku-redis:mini\n"),
        fixed: inImage("    - plan: heroku-postgresql:essential-0\n    - plan: heroku-redis:mini\n"),
      },
    ],
    good: [
      inImage("    - plan: heroku-postgresql\n"),
      files('{\n  "addons": ["heroku-postgresql:essential-0"]\n}\n'),
      files('{\n  "name": "site"\n}\n', "psycopg2-binary"),
      files('{\n  "env": { "DATABASE_URL": { "required": true } }\n}\n'),
      files('{\n  "name": "site"\n}\n', "psycopg[binary]", {
        "mysite/settings.py":
          'from common.databases import DATABASES\n\nDATABASES["default"]["NAME"] = "site"\n',
      }),
    ],
  },
  check(context) {
    const { settings, project } = context;
    const { appJson, herokuYml, target } = project.deployment;
    const { addons = [], config = [] } = herokuYml?.setup ?? {};
    const inContainer = target === "container" && addons.length + config.length > 0;
    const manifest = inContainer ? herokuYml : appJson;
    if (manifest === undefined || (!inContainer && (herokuYml !== undefined || target !== "classic")))
      return notApplicable("no file makes apps of which it is known what Heroku adds");
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const given = [...(appJson?.env ?? []), ...config].some(({ name }) => name === "DATABASE_URL");
    if (given || hasDatabaseAddon(project)) return satisfied("the new app gets a database");
    if (!inContainer && (!hasOneOf(project, PSYCOPG3) || !lacks(context, PSYCOPG2)))
      return notApplicable("psycopg2 may be installed");
    const judgement = judgeDatabases(settings, (database, alias) => {
      if (alias !== "default") return notApplicable("it is not the default database");
      const engine = entry(database, "ENGINE");
      if (vendorOf(database) === undefined) return undecided("the kind of the database is not known");
      return engine?.kind === "env" && engine.name === "DATABASE_URL"
        ? { state: "violated", at: { file: manifest.path, start: 0, end: 1 } }
        : satisfied("another variable names the database");
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      inContainer
        ? "An app that is created from heroku.yml gets no database: no add-on is listed for one, and Heroku adds Postgres by itself only where its Python buildpack builds the app."
        : "An app that is created from app.json gets no database: app.json lists no add-on, and Heroku adds Postgres by itself only for psycopg2, not for psycopg 3.",
    );
  },
  fixes: [
    {
      title: "Add the Heroku Postgres add-on",
      safety: "review",
      preferred: true,
      edits({ snapshot, project }, { at }) {
        const edits = addAddon({ snapshot, project }, at.file, "heroku-postgresql:essential-0");
        return edits && [editOf(at.file, ...edits)];
      },
    },
  ],
});
