import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import type { Assign, Stmt } from "../../syntax/python/ast";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { isUsed } from "../settingEdits";
import { satisfied, verdictOn } from "../verdicts";

/** Options of a database, and the value that each has by default. */
const OPTIONS: Readonly<Record<string, (value: Plain) => boolean>> = {
  ATOMIC_REQUESTS: (value) => value.kind === "bool" && !value.value,
  AUTOCOMMIT: (value) => value.kind === "bool" && value.value,
  CONN_HEALTH_CHECKS: (value) => value.kind === "bool" && !value.value,
  CONN_MAX_AGE: (value) => value.kind === "int" && value.value === 0n,
  DISABLE_SERVER_SIDE_CURSORS: (value) => value.kind === "bool" && !value.value,
};

const DATABASE = [
  "DATABASES = {",
  '    "default": {',
  '        "ENGINE": "django.db.backends.postgresql",',
  '        "NAME": "site",',
  "    },",
  "}",
];
const module = (...lines: string[]) => [...lines, ""].join("\n");

export default defineRule({
  id: "db-setting-at-top-level",
  group: "database",
  severity: "warning",
  summary: "A database option is written outside DATABASES",
  docs: {
    why:
      "ATOMIC_REQUESTS, AUTOCOMMIT, CONN_HEALTH_CHECKS, CONN_MAX_AGE and DISABLE_SERVER_SIDE_CURSORS are keys of a " +
      "database in DATABASES. As settings of their own Django never looks at them, and does not say so: requests run " +
      "without the transaction that ATOMIC_REQUESTS seems to promise.",
    how: 'Give it to the database: `DATABASES["default"]["ATOMIC_REQUESTS"] = True`.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#atomic-requests",
      "https://docs.djangoproject.com/en/stable/ref/settings/#databases",
    ],
  },
  examples: {
    bad: [
      {
        code: module(...DATABASE, "ATOMIC_REQUESTS = True  # one transaction a request"),
        fixed: module(
          ...DATABASE,
          'DATABASES["default"]["ATOMIC_REQUESTS"] = True  # one transaction a request',
        ),
      },
      {
        code: module("CONN_MAX_AGE = 60", "", ...DATABASE, "STATIC_URL = 'static/'"),
        fixed: module("", ...DATABASE, 'DATABASES["default"]["CONN_MAX_AGE"] = 60', "STATIC_URL = 'static/'"),
      },
    ],
    good: [
      module(...DATABASE, 'DATABASES["default"]["ATOMIC_REQUESTS"] = True'),
      module("CONN_MAX_AGE = 60", ...DATABASE, 'DATABASES["default"]["CONN_MAX_AGE"] = CONN_MAX_AGE'),
      module(
        "import os",
        "",
        "CONN_MAX_AGE = int(os.environ.get('CONN_MAX_AGE', 0))",
        'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": CONN_MAX_AGE}}',
      ),
      module(...DATABASE, "ATOMIC_REQUESTS = False"),
    ],
  },
  check(context) {
    const { settings } = context;
    const found = Object.keys(OPTIONS).filter((name) => settings.defines(name) && isIdle(context, name));
    if (found.length === 0) return satisfied("no option of a database stands outside DATABASES");
    return found.map((name): Verdict => {
      const at = settings.location(name);
      return verdictOn(
        settings,
        name,
        { state: "violated", at },
        `Django looks for ${name} only inside DATABASES: as a separate setting it has no effect, and production runs with the default.`,
      );
    });
  },
  fixes: [
    {
      title: ({ settings }, { at }) => `Move ${nameAt(settings, at) ?? "it"} into the default database`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const { settings, snapshot } = context;
        const name = nameAt(settings, at);
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const statement = name === undefined ? undefined : editor && assignmentIn(editor, at, name);
        if (editor === undefined || statement?.type !== "Assign") return undefined;
        if (entry(settings.value("DATABASES"), "default")?.kind !== "dict") return undefined;
        const target = `DATABASES["default"]["${name}"]`;
        const home = assignmentIn(editor, settings.assignment("DATABASES"), "DATABASES");
        if (home !== undefined && statement.start < home.start)
          return moveBelow(editor, statement, home, target) ? session.changes() : undefined;
        const imported = editor
          .statementsBefore(at.start)
          .some((each) => each.type === "ImportFrom" && each.names === "*");
        if (home === undefined && !imported) return undefined;
        editor.replace({ start: statement.start, end: statement.start + name!.length }, target);
        return session.changes();
      },
    },
  ],
});

/** Moves the value of an assignment, with the comment behind it, below the one of DATABASES. */
function moveBelow(editor: PythonEditor, statement: Assign, home: Stmt, target: string): boolean {
  const line = editor.source({ start: statement.value.start, end: editor.lineEnd(statement.value.start) });
  const above = editor.lineStart(editor.previousLineEnd(editor.lineStart(statement.start)));
  const explained = /^\s*#/.test(editor.source({ start: above, end: editor.lineStart(statement.start) }));
  const simple = editor.statements.includes(statement) && editor.statements.includes(home) && !explained;
  if (!simple || statement.value.start + line.length < statement.end) return false;
  return editor.delete(statement) && editor.insertAfter(home, `${target} = ${line.trimEnd()}`);
}

/** Whether an option is set to something else than the default, and nothing gives it to a database. */
function isIdle({ settings, project, snapshot }: RuleContext, name: string): boolean {
  const value = settings.value(name);
  if (OPTIONS[name]!(value)) return false;
  // django_on_heroku reads it.
  if (project.deployment.dependencies.packages.some((each) => each.name === "django-on-heroku")) return false;
  const location = settings.assignment(name);
  const session = new EditSession(snapshot);
  const files = new Set([
    location?.file,
    settings.assignment("DATABASES")?.file,
    project.settings.module?.path,
  ]);
  for (const file of files) {
    const editor = file === undefined ? undefined : session.python(file);
    if (editor === undefined || isUsed(editor, name)) return false;
  }
  return location !== undefined && !isGiven(settings.value("DATABASES"), name, value);
}

/** Whether a database has the option with the same value, from whichever code. */
function isGiven(databases: Plain, name: string, value: Plain): boolean {
  if (databases.kind !== "dict") return true;
  return databases.entries.some(([, database]) => {
    const given = entry(database, name);
    if (given === null) return false;
    return given === undefined || JSON.stringify(plainOf(given)) === JSON.stringify(plainOf(value));
  });
}

/** A value without the place that it comes from. */
function plainOf(value: Plain): unknown {
  return "value" in value ? `${value.kind} ${value.value}` : value.kind;
}

function nameAt(settings: RuleContext["settings"], at: Verdict["at"]): string | undefined {
  return Object.keys(OPTIONS).find((name) => {
    const location = settings.defines(name) ? settings.location(name) : undefined;
    return location?.file === at?.file && location?.start === at?.start;
  });
}
