import { dictValue, removeKeyword, stringValue } from "../../edits/python/displays";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { fallbackOf, isSqliteUrl } from "../databaseFallback";
import { type DatabaseCode, databaseCode, isUrlCall, judgeDatabases, vendorOf } from "../databases";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const HEAD = "import os\n\nimport dj_database_url\n\n";
const OPTIONS = "conn_max_age=600, conn_health_checks=True";
const config = (options: string) => `DATABASES = {"default": dj_database_url.config(${options})}\n`;
/** Development has settings of its own. */
const OWN = {
  "manage.py": "import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.development')\n",
  "mysite/__init__.py": "",
  "mysite/development.py": "DEBUG = True\n",
  "mysite/wsgi.py":
    "import os\n\nfrom django.core.wsgi import get_wsgi_application\n\n" +
    "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'mysite.settings')\napplication = get_wsgi_application()\n",
  Procfile: "web: gunicorn mysite.wsgi\n",
  "requirements.txt": "Django==5.2.8\ndj-database-url\ngunicorn\npsycopg[binary]\n",
};

export default defineRule({
  id: "sqlite-fallback",
  group: "database",
  severity: "info",
  summary: "Without the database's variable the site starts on an empty SQLite file",
  docs: {
    why:
      "The default of the database's URL holds in production too. If the variable is ever missing there, because the " +
      "add-on was detached or the app is a new one, the site does not fail: it starts on an empty file on the dyno's " +
      "disk, and takes data that the next restart deletes.",
    how:
      "Leave the default out of production's settings, so that a missing database is an error. In settings that " +
      "development shares, give the default only outside Heroku, where the variable DYNO is not set.",
    references: [
      "https://devcenter.heroku.com/articles/sqlite3",
      "https://devcenter.heroku.com/articles/dynos#local-environment-variables",
      "https://github.com/jazzband/dj-database-url#usage",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...OWN, "mysite/settings.py": HEAD + config(`default="sqlite:///db.sqlite3", ${OPTIONS}`) },
        fixed: { ...OWN, "mysite/settings.py": HEAD + config(OPTIONS) },
      },
      {
        code: HEAD + config(`default=f"sqlite:///{os.getcwd()}/db.sqlite3", ${OPTIONS}`),
        fixed:
          HEAD +
          config(
            `default=None if "DYNO" in os.environ else f"sqlite:///{os.getcwd()}/db.sqlite3", ${OPTIONS}`,
          ),
      },
      {
        code:
          `${HEAD}DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n` +
          `DATABASES["default"].update(dj_database_url.config(${OPTIONS}))\n`,
      },
    ],
    good: [
      HEAD + config(OPTIONS),
      HEAD + config(`default=os.environ.get("LOCAL_URL"), ${OPTIONS}`),
      // It fails loudly.
      HEAD + config(`default="sqlite:///db.sqlite3", ssl_require=True, ${OPTIONS}`),
      'import environ\n\nenv = environ.Env()\nDATABASES = {"default": env.db("DATABASE_URL")}\n',
    ],
  },
  check(context) {
    const { settings, snapshot, project } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const session = new EditSession(snapshot);
    const judgement = judgeDatabases(settings, (database) => {
      const vendor = vendorOf(database);
      if (vendor === undefined) return undecided("the kind of the database is not known");
      const code = vendor === "server" ? databaseCode(session, database.at) : undefined;
      if (code === undefined) return notApplicable("no call that reads a URL makes it");
      return fallsBack(code) ? { state: "violated", at: database.at } : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      project.settings.shared
        ? "If the variable with the database's URL is ever missing in production, the default meant for development applies: the site starts on an empty SQLite file, which the next restart of the dyno deletes."
        : "If the variable with the database's URL is ever missing, production does not fail: it starts on an empty SQLite file, which the next restart of the dyno deletes.",
      project.settings.shared ? { severity: "hint" } : {},
    );
  },
  fixes: [
    {
      title: ({ project }) =>
        project.settings.shared
          ? "Use SQLite only outside Heroku"
          : "Remove the default, so that production fails without the variable",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const session = new EditSession(context.snapshot);
        const code = databaseCode(session, at);
        return code !== undefined && withoutFallback(context, code) ? session.changes() : undefined;
      },
    },
  ],
});

const SQLITE = /^django\.(?:db\.backends\.sqlite3|contrib\.gis\.db\.backends\.spatialite)$/;

/** Whether code makes a database of SQLite where its variable is missing, and one that works. */
function fallsBack({ editor, node }: DatabaseCode): boolean {
  // A dict of SQLite that is updated with the URL's parts.
  if (node.type === "Dict") return SQLITE.test(stringValue(dictValue(node, "ENGINE")) ?? "");
  const fallback = fallbackOf(editor, node);
  const secured = node.keywords.some(({ arg, value }) => arg === "ssl_require" && value.type === "Constant");
  return fallback !== undefined && !secured && isSqliteUrl(fallback.url);
}

function withoutFallback({ project }: RuleContext, { editor, node }: DatabaseCode): boolean {
  const { shared, module } = project.settings;
  const fallback = node.type === "Call" ? fallbackOf(editor, node) : undefined;
  if (node.type !== "Call" || !fallback?.isDefault) return false;
  if (!shared) return editor.path === module?.path && removeKeyword(editor, node, "default");
  // env.db() has no default of None.
  const os = isUrlCall(editor, node) ? addImport(editor, { module: "os" }, node.start) : undefined;
  if (os === undefined) return false;
  editor.insertText(fallback.url.start, editor.styled(`None if "DYNO" in ${os}.environ else `, ""));
  return true;
}
