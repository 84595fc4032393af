import type { FileChange } from "../../edits/edit";
import { EditSession } from "../../edits/session";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { withoutCheck } from "../silenced";
import { collectFails, withoutStaticDirs } from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const HEAD = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
];

export default defineRule({
  id: "static-dirs-not-list",
  group: "static",
  severity: "error",
  djangoIds: ["staticfiles.E001"],
  summary: "STATICFILES_DIRS is not a list or tuple",
  docs: {
    why:
      'Most often a comma is missing: `(BASE_DIR / "static")` is just the path. Django\'s check reports an ' +
      "error, or Django fails before it gets there; either way collectstatic stops, and Heroku's build with it.",
    how: 'Write a list: `STATICFILES_DIRS = [BASE_DIR / "static"]`.',
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#staticfiles-dirs"],
  },
  examples: {
    bad: [
      {
        code: [...HEAD, "STATICFILES_DIRS = (BASE_DIR / 'static')", ""].join("\n"),
        fixed: [...HEAD, "STATICFILES_DIRS = [BASE_DIR / 'static']", ""].join("\n"),
      },
      {
        code: [...HEAD, "STATICFILES_DIRS = (", "    BASE_DIR / 'static'  # sources", ")", ""].join("\n"),
        fixed: [...HEAD, "STATICFILES_DIRS = [", "    BASE_DIR / 'static'  # sources", "]", ""].join("\n"),
      },
      {
        code: [...HEAD, "STATICFILES_DIRS = str(BASE_DIR / 'static')", ""].join("\n"),
        fixed: [...HEAD, "STATICFILES_DIRS = [str(BASE_DIR / 'static')]", ""].join("\n"),
      },
      {
        code: [...HEAD, "STATICFILES_DIRS = {BASE_DIR / 'static'}", ""].join("\n"),
        fixed: [...HEAD, "STATICFILES_DIRS = [BASE_DIR / 'static']", ""].join("\n"),
      },
    ],
    good: [
      [...HEAD, "STATICFILES_DIRS = (BASE_DIR / 'static',)", ""].join("\n"),
      ["import os", ...HEAD, "STATICFILES_DIRS = os.environ['STATIC_DIRS'].split(':')", ""].join("\n"),
      "STATICFILES_DIRS = 'static'\n",
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("STATICFILES_DIRS")) return satisfied("STATICFILES_DIRS is Django's default");
    const judgement = settings.judge(
      ["STATICFILES_DIRS", "INSTALLED_APPS", "STATICFILES_FINDERS", "SILENCED_SYSTEM_CHECKS"],
      (directories, apps, finders, silenced) => {
        if (directories.kind === "list" || directories.kind === "tuple") return satisfied();
        if (directories.kind === "unknown" || directories.kind === "env" || directories.kind === "object")
          return undecided(reasonOf(directories));
        const unread = withoutStaticDirs(apps, finders);
        if (unread !== undefined) return unread;
        const violated = { state: "violated", at: directories.at } as const;
        if (directories.kind === "str" && directories.value === "") return notApplicable("it is empty");
        // Django fails on these before its check.
        const iterable =
          directories.kind === "str" || directories.kind === "set" || directories.kind === "dict";
        return iterable ? (withoutCheck(silenced, "staticfiles.E001") ?? violated) : violated;
      },
    );
    return verdictOn(
      settings,
      "STATICFILES_DIRS",
      judgement,
      `STATICFILES_DIRS is not a list or tuple: ${collectFails(context)}.`,
    );
  },
  fixes: [{ title: "Make STATICFILES_DIRS a list", safety: "safe", preferred: true, edits: makeList }],
});

function makeList(context: RuleContext): readonly FileChange[] | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "STATICFILES_DIRS");
  if (found === undefined) return undefined;
  const { editor, value } = found;
  if (value.type === "Set") {
    bracket(value.start, value.end - 1);
    return session.changes();
  }
  const isPath =
    value.type === "BinOp" || value.type === "Call" || value.type === "Name" || value.type === "Constant";
  if (!isPath) return undefined;
  const statement = editor.statementAt(value);
  const before =
    statement && /\((?:\s|#[^\n]*\n)*$/.exec(editor.text.slice(statement.start, value.start))?.[0];
  if (statement === undefined) return undefined;
  const closing = before === undefined ? -1 : statement.end - 1;
  if (before !== undefined) {
    if (editor.text[closing] !== ")") return undefined;
    bracket(value.start - before.length, closing);
  } else {
    editor.insertText(value.start, "[");
    editor.insertText(value.end, "]");
  }
  return session.changes();

  function bracket(opening: number, end: number): void {
    editor.replaceText({ start: opening, end: opening + 1 }, "[");
    editor.replaceText({ start: end, end: end + 1 }, "]");
  }
}
