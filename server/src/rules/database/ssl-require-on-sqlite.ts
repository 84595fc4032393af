import { setKeywords } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import type { Call } from "../../syntax/python/ast";
import { fallbackOf, isSqliteUrl } from "../databaseFallback";
import { databaseCode, isUrlCall, judgeDatabases } from "../databases";
import { defineRule } from "../rule";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const call = (...options: string[]) =>
  ["dj_database_url.config(", ...options.map((option) => `        ${option},`), "    )"].join("\n");
const settings = (head: string, code: string) =>
  `${head}import dj_database_url\n\nDATABASES = {\n    "default": ${code}\n}\n`;
const SQLITE = 'default="sqlite:///db.sqlite3"';

export default defineRule({
  id: "ssl-require-on-sqlite",
  group: "database",
  severity: "info",
  summary: "ssl_require breaks the fallback to SQLite",
  docs: {
    why:
      "dj-database-url passes `ssl_require=True` on as the option sslmode, whatever the database is. SQLite knows no " +
      "such option: wherever the variable is missing and the default is used, on a developer's machine, in tests, in " +
      "continuous integration, the first query raises TypeError.",
    how:
      "Ask for TLS only where the URL comes from the environment: " +
      '`ssl_require="DATABASE_URL" in os.environ`. Production gets what it got before.',
    references: [
      "https://github.com/jazzband/dj-database-url#url-schema",
      "https://devcenter.heroku.com/articles/connecting-heroku-postgres#connecting-in-python",
    ],
  },
  examples: {
    bad: [
      {
        code: settings("", call(SQLITE, "conn_max_age=600", "ssl_require=True")),
        fixed: settings(
          "import os\n\n",
          call(SQLITE, "conn_max_age=600", 'ssl_require="DATABASE_URL" in os.environ'),
        ),
      },
      {
        code: settings(
          "import os\n\n",
          'dj_database_url.parse(os.environ.get("DB_URL", "sqlite:///" + "site.db"), ssl_require=True)',
        ),
        fixed: settings(
          "import os\n\n",
          'dj_database_url.parse(os.environ.get("DB_URL", "sqlite:///" + "site.db"), ssl_require="DB_URL" in os.environ)',
        ),
      },
    ],
    good: [
      settings("", call("conn_max_age=600", "ssl_require=True")),
      settings("import os\n\n", call(SQLITE, 'ssl_require="DYNO" in os.environ')),
      settings("import os\n\n", call('default=os.environ.get("LOCAL_URL")', "ssl_require=True")),
      settings("", call('default="postgres://localhost/site"', "ssl_require=True")),
    ],
  },
  check({ settings, snapshot }) {
    if (!settings.defines("DATABASES")) return satisfied("there are no databases");
    const session = new EditSession(snapshot);
    const judgement = judgeDatabases(settings, (database) => {
      const code = databaseCode(session, database.at);
      if (code?.node.type !== "Call") return notApplicable("no call of dj-database-url makes it");
      return crashes(code.editor, code.node) ? { state: "violated", at: database.at } : satisfied();
    });
    return verdictOn(
      settings,
      "DATABASES",
      judgement,
      "Where the variable with the URL is missing, as on a developer's machine or in tests, the database is SQLite, which does not accept ssl_require: the first query raises TypeError.",
    );
  },
  fixes: [
    {
      title: "Require TLS only where the environment has the URL",
      safety: "safe",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const code = databaseCode(session, at);
        const fallback = code?.node.type === "Call" ? fallbackOf(code.editor, code.node) : undefined;
        if (code?.node.type !== "Call" || fallback === undefined) return undefined;
        const os = addImport(code.editor, { module: "os" }, at.start);
        const value = os && `"${fallback.variable}" in ${os}.environ`;
        return value && setKeywords(code.editor, code.node, [["ssl_require", value]])
          ? session.changes()
          : undefined;
      },
    },
  ],
});

/** Whether a call with a default of SQLite asks for TLS wherever it runs. */
function crashes(editor: PythonEditor, call: Call): boolean {
  const required = call.keywords.find(({ arg }) => arg === "ssl_require")?.value;
  const always =
    required?.type === "Constant" && required.constant.kind === "bool" && required.constant.value;
  if (!always || !isUrlCall(editor, call)) return false;
  const fallback = fallbackOf(editor, call);
  return fallback !== undefined && isSqliteUrl(fallback.url);
}
