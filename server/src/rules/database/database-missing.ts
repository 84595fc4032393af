import { addSetting } from "../../edits/python/settings";
import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { contains, entry, type Plain, type Tri } from "../../settings/plain";
import { configCall, urlOptions, urlPackages } from "../databaseUrl";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const APPS = [
  "INSTALLED_APPS = [",
  "    'django.contrib.admin',",
  "    'django.contrib.auth',",
  "    'django.contrib.contenttypes',",
  "]",
];
const REQUIREMENTS = { "requirements.txt": "Django==5.2.8\ndj-database-url\ngunicorn\npsycopg[binary]\n" };
const settings = (...lines: string[]) => ({
  ...REQUIREMENTS,
  "mysite/settings.py": [...lines, ""].join("\n"),
});

export default defineRule({
  id: "database-missing",
  group: "database",
  severity: "error",
  summary: "Production has no database, and the admin needs one",
  docs: {
    why:
      "With an empty DATABASES, or an empty entry `default`, Django starts and its checks pass. The first query, and " +
      "with it `migrate` and every login to the admin, raises ImproperlyConfigured: Please supply the ENGINE value.",
    how: "Set DATABASES; on Heroku `dj_database_url.config()` makes it from DATABASE_URL.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#databases",
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
    ],
  },
  examples: {
    bad: [
      {
        code: settings(...APPS),
        fixed: settings(
          "import dj_database_url",
          "",
          ...APPS,
          "",
          "DATABASES = {",
          "    'default': dj_database_url.config(",
          "        conn_max_age=600,",
          "        conn_health_checks=True,",
          "    )",
          "}",
        ),
      },
      { code: settings(...APPS, "DATABASES = {'default': {}}") },
    ],
    good: [
      settings(
        ...APPS,
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'db.sqlite3'}}",
      ),
      settings("import dj_database_url", "", ...APPS, "DATABASES = {'default': dj_database_url.config()}"),
      settings("from common import *", "", ...APPS),
      settings("INSTALLED_APPS = ['django.contrib.staticfiles']", "DATABASES = {}"),
    ],
  },
  check({ settings }) {
    const judgement = settings.judge(["DATABASES", "INSTALLED_APPS"], (databases, apps) => {
      const empty = isEmpty(databases);
      if (empty === false) return satisfied();
      const admin = contains(apps, "django.contrib.admin");
      if (admin === false) return notApplicable("the admin is not installed");
      if (empty === undefined || admin === undefined) return undecided(reasonOf(empty ? apps : databases));
      return { state: "violated", at: databases.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Production has no database: Django starts, but the first query, in `migrate` or at a login to the admin, raises ImproperlyConfigured.",
    );
  },
  fixes: [
    {
      title: "Use the database at DATABASE_URL",
      safety: "review",
      preferred: true,
      edits({ project, settings, snapshot }) {
        const { deployment } = project;
        const { module } = project.settings;
        if (settings.defines("DATABASES") || !deployment.heroku) return undefined;
        const session = new EditSession(snapshot);
        const editor = module && session.python(module.path);
        const added = addRequirement(snapshot, deployment.dependencies, urlPackages(project));
        const call = editor && configCall(editor, editor.text.length, urlOptions(project));
        if (editor === undefined || added === undefined || call === undefined) return undefined;
        const code = `DATABASES = {\n    "default": ${call.replaceAll("\n", "\n    ")}\n}`;
        if (!addSetting(editor, code)) return undefined;
        session.add(added);
        return session.changes();
      },
    },
  ],
});

/** Whether there are no databases, or the default one is an empty dict. */
function isEmpty(databases: Plain): Tri {
  if (databases.kind !== "dict")
    return databases.kind === "unknown" || databases.kind === "env" ? undefined : false;
  if (databases.entries.length === 0) return databases.open === undefined ? true : undefined;
  const database = entry(databases, "default");
  if (database === undefined || database?.kind === "unknown" || database?.kind === "env") return undefined;
  if (database?.kind !== "dict" || database.entries.length > 0) return false;
  return database.open === undefined ? true : undefined;
}
