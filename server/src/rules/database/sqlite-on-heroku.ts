import { dictValue, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { addRequirement } from "../../edits/requirements";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import type { Dict } from "../../syntax/python/ast";
import { configCall, isPlainDatabase, overrideWithUrl, urlOptions, urlPackages } from "../databaseUrl";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue, isInherited } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SQLITE = new Set(["django.db.backends.sqlite3", "django.contrib.gis.db.backends.spatialite"]);

const HEAD = ["from pathlib import Path", "", "BASE_DIR = Path(__file__).resolve().parent.parent", ""];

export default defineRule({
  id: "sqlite-on-heroku",
  group: "database",
  severity: "error",
  summary: "SQLite on Heroku loses its data",
  docs: {
    why:
      "A dyno's disk is thrown away whenever the dyno restarts: at every deploy, every change of a config var, and at " +
      "least once a day. The database file goes with it, and two dynos would not share it anyway.",
    how:
      "Use Heroku Postgres, whose address is in the variable DATABASE_URL, and let dj-database-url read it. SQLite " +
      "stays what development uses if it is the default there.",
    references: [
      "https://devcenter.heroku.com/articles/sqlite3",
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
      "https://docs.djangoproject.com/en/stable/ref/databases/#persistent-database-connections",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn==23.0.0\n",
          "mysite/settings.py": [
            ...HEAD,
            "DATABASES = {",
            "    'default': {",
            "        'ENGINE': 'django.db.backends.sqlite3',",
            "        'NAME': BASE_DIR / 'db.sqlite3',",
            "    }",
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "dj-database-url\nDjango==5.2.8\ngunicorn==23.0.0\npsycopg[binary]\n",
          "mysite/settings.py": [
            "from pathlib import Path",
            "",
            "import dj_database_url",
            "",
            ...HEAD.slice(2),
            "DATABASES = {",
            "    'default': dj_database_url.config(",
            "        default='sqlite:///' + str(BASE_DIR / 'db.sqlite3'),",
            "        conn_max_age=600,",
            "        conn_health_checks=True,",
            "    )",
            "}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      [
        "import dj_database_url",
        "",
        'DATABASES = {"default": dj_database_url.config(default="sqlite:///db.sqlite3", conn_max_age=600)}',
        "",
      ].join("\n"),
      [
        "import os",
        "",
        'DATABASES = {"default": {"ENGINE": os.environ["DB_ENGINE"], "NAME": "site"}}',
        "",
      ].join("\n"),
      {
        Procfile: "",
        "mysite/settings.py": 'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const judgement = settings.judge(["DATABASES"], (databases) => {
      const database = entry(databases, "default");
      if (database === undefined) return undecided(reasonOf(databases));
      if (database === null) return notApplicable('DATABASES has no "default"');
      if (database.kind === "env") return satisfied(`the database comes from ${database.name}`);
      const engine = entry(database, "ENGINE");
      if (engine?.kind === "env") return satisfied(`the engine comes from ${engine.name}`);
      if (engine?.kind !== "str") return undecided(reasonOf(engine ?? database));
      return SQLITE.has(engine.value) ? { state: "violated", at: database.at ?? engine.at } : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Production keeps its data in an SQLite file on the dyno's disk, which is deleted at every deploy and at least once a day.",
    );
  },
  fixes: [
    {
      title: "Use the database at DATABASE_URL",
      safety: "review",
      preferred: true,
      edits(context) {
        const { snapshot, project } = context;
        const session = new EditSession(snapshot);
        const requirements = addRequirement(snapshot, project.deployment.dependencies, urlPackages(project));
        const done = isInherited(context, "DATABASES")
          ? overrideWithUrl(context, session)
          : replace(context, session);
        if (!done || requirements === undefined) return undefined;
        session.add(requirements);
        return session.changes();
      },
    },
  ],
});

/** Replaces the entry "default" where it is written. */
function replace(context: RuleContext, session: EditSession): boolean {
  const found = assignedValue(context, session, "DATABASES");
  const database = dictValue(found?.value, "default");
  if (found === undefined || database?.type !== "Dict" || !isPlainDatabase(found.editor, database))
    return false;
  const { editor } = found;
  const options = urlOptions(context.project);
  if (context.project.settings.shared) {
    const url = sqliteUrl(editor, database, context.settings.value("DATABASES"));
    if (url === undefined) return false;
    options.unshift(`default=${url}`);
  }
  const code = configCall(editor, database.start, options);
  if (code !== undefined) editor.replace(database, code);
  return code !== undefined;
}

/** Code for the URL of the SQLite file that development goes on using. */
function sqliteUrl(
  editor: PythonEditor,
  database: Dict,
  databases: Parameters<typeof entry>[0],
): string | undefined {
  const name = dictValue(database, "NAME");
  const known = entry(entry(databases, "default") ?? databases, "NAME");
  if (name === undefined || known === null || known === undefined) return undefined;
  const source = editor.source(name);
  if (/[\r\n]/.test(source)) return undefined;
  const text = stringValue(name);
  if (text !== undefined) return /^[\w./-]+$/.test(text) ? `"sqlite:///${text}"` : undefined;
  return known.kind === "str" ? `"sqlite:///" + ${source}` : `"sqlite:///" + str(${source})`;
}
