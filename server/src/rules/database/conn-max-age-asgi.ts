import { entry } from "../../settings/plain";
import { isPersistent, judgeDatabases, vendorOf } from "../databases";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";
import { webProtocol } from "../webProtocol";

const ASGI = {
  "mysite/asgi.py":
    "import os\n\nfrom django.core.asgi import get_asgi_application\n\n" +
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\napplication = get_asgi_application()\n',
  Procfile: "web: uvicorn mysite.asgi:application --host 0.0.0.0 --port $PORT\n",
};
const config = (age: string) =>
  `import os\n\nimport dj_database_url\n\nDATABASES = {"default": dj_database_url.config(conn_max_age=${age})}\n`;

export default defineRule({
  id: "conn-max-age-asgi",
  group: "database",
  severity: "warning",
  summary: "Persistent database connections under ASGI",
  docs: {
    why:
      "CONN_MAX_AGE keeps a connection with the thread that opened it. Under ASGI, since Django 4.0, every request gets " +
      "a thread of its own, so no request finds the connection of an earlier one: they stay open, unused, until " +
      "Python's garbage collector comes by. A busy site has used up what the database allows before that. Django's " +
      "documentation says to switch persistent connections off there.",
    how:
      "Set CONN_MAX_AGE to 0. Where opening connections is too slow, use a pool: with Django 5.1 and psycopg 3, " +
      '`"OPTIONS": {"pool": True}`, or PgBouncer.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/databases/#persistent-database-connections",
      "https://docs.djangoproject.com/en/stable/ref/databases/#postgresql-pool",
    ],
  },
  examples: {
    bad: [
      {
        code: { ...ASGI, "mysite/settings.py": config("600") },
        fixed: { ...ASGI, "mysite/settings.py": config("0") },
      },
      {
        code: {
          ...ASGI,
          Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n",
          "mysite/settings.py": config("None"),
        },
        fixed: {
          ...ASGI,
          Procfile: "web: gunicorn mysite.asgi -k uvicorn_worker.UvicornWorker\n",
          "mysite/settings.py": config("0"),
        },
      },
    ],
    good: [
      config("600"),
      { ...ASGI, "mysite/settings.py": config("0") },
      { ...ASGI, "mysite/settings.py": config('int(os.environ["CONN_MAX_AGE"])') },
      { ...ASGI, "requirements.txt": "Django==3.2.25\n", "mysite/settings.py": config("600") },
      { ...ASGI, Procfile: "web: bin/start.sh\n", "mysite/settings.py": config("600") },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    if (webProtocol(context) !== "asgi") return notApplicable("nothing says that the web server speaks ASGI");
    if (!isAtLeast(project, "4.0")) return notApplicable("before Django 4.0 all requests share a thread");
    const judgement = judgeDatabases(settings, (database) => {
      if (vendorOf(database) === "sqlite") return notApplicable("SQLite has no limit of connections");
      const persistent = isPersistent(database);
      if (persistent === undefined) return undecided(reasonOf(entry(database, "CONN_MAX_AGE") ?? database));
      if (!persistent) return satisfied();
      return { state: "violated", at: entry(database, "CONN_MAX_AGE")?.at ?? database.at };
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Under ASGI a request never reuses an earlier connection: with CONN_MAX_AGE every request leaves one open, and under load the database runs out of connections.",
      { coveredBy: "pool-with-conn-max-age" },
    );
  },
  fixes: [
    {
      title: "Close connections at the end of the request",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "0", ({ type }) => type === "Constant"),
    },
  ],
});
