import { installedApps } from "../../django/apps";
import { makesKeys } from "../../django/checks/models";
import { Codebase } from "../../django/codebase";
import { everyWay } from "../../django/python";
import { addSetting } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { ignoredFiles } from "../../project/ignored";
import type { Answer } from "../../settings/settings";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

const NAME = "DEFAULT_AUTO_FIELD";

const files = (settings: readonly string[], more: Readonly<Record<string, string>> = {}) => ({
  "shop/__init__.py": "",
  "shop/models.py":
    "from django.db import models\n\n\nclass Order(models.Model):\n    paid = models.BooleanField()\n",
  ...more,
  "mysite/settings.py": [...settings, ""].join("\n"),
});
const APPS = ["INSTALLED_APPS = ['shop']"];

export default defineRule({
  id: "default-auto-field-unset",
  group: "database",
  severity: "info",
  djangoIds: ["models.W042"],
  summary: "DEFAULT_AUTO_FIELD is not set",
  docs: {
    why:
      "Models without a primary key of their own get one of Django's default type: AutoField, 32 bits, until Django " +
      "5.2, and BigAutoField since 6.0. With neither DEFAULT_AUTO_FIELD nor an AppConfig that says which, the upgrade " +
      "to 6.0 changes the keys of all these tables, and wants a migration for each.",
    how:
      "Write down what the tables have, `django.db.models.AutoField`. Or choose BigAutoField, run makemigrations, and " +
      "plan the migration of large tables.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#default-auto-field",
      "https://docs.djangoproject.com/en/stable/releases/3.2/#customizing-type-of-auto-created-primary-keys",
    ],
  },
  examples: {
    bad: [
      {
        code: files(APPS),
        fixed: files([...APPS, "", "DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'"]),
      },
    ],
    good: [
      files([...APPS, "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'"]),
      files(["from common import *", ...APPS]),
      files(APPS, { "requirements.txt": "Django==6.0.1\n" }),
      files(APPS, { "requirements.txt": "Django>=5.2\n" }),
      files(APPS, {
        "shop/apps.py":
          "from django.apps import AppConfig\n\n\nclass ShopConfig(AppConfig):\n    name = 'shop'\n" +
          "    default_auto_field = 'django.db.models.BigAutoField'\n",
      }),
      // Whether these have keys of their own is not known.
      files(["INSTALLED_APPS = ['somebodys_shop']"]),
    ],
  },
  check(context) {
    const { settings, project, snapshot } = context;
    if (settings.defines(NAME)) return satisfied();
    if (isAtLeast(project, "6.0") || isBelow(project, "3.2"))
      return notApplicable("this version of Django does not ask for it");
    if (!isAtLeast(project, "3.2") || !isBelow(project, "6.0"))
      return undecided("it depends on the version of Django");
    if (settings.open !== undefined) return undecided(settings.open);
    const ignored = ignoredFiles(snapshot, project.root);
    const codebase = new Codebase({ snapshot, importRoot: project.root, absent: ignored, complete: false });
    const judgement = settings.judge(["INSTALLED_APPS"], (setting): Answer => {
      const { results } = everyWay((python) =>
        installedApps(python, setting, codebase).some((app) => makesKeys(app, codebase).makes === true),
      );
      return results.length > 0 && results.every((makes) => makes)
        ? { state: "violated", at: settings.location("INSTALLED_APPS") }
        : undecided("whether a model leaves its primary key to Django is not known");
    });
    return verdictOn(
      settings,
      NAME,
      judgement,
      "DEFAULT_AUTO_FIELD is not set: primary keys are 32-bit numbers now, and the upgrade to Django 6.0 makes them 64-bit, with a migration for every such table.",
    );
  },
  fixes: [
    {
      title: "Set DEFAULT_AUTO_FIELD to AutoField, as it is now",
      safety: "safe",
      preferred: true,
      edits: (context) => choose(context, "AutoField"),
    },
    {
      title: "Set DEFAULT_AUTO_FIELD to BigAutoField, which needs migrations",
      safety: "review",
      edits: (context) => choose(context, "BigAutoField"),
    },
  ],
});

/** Adds the setting where the apps are, because development must have it too. */
function choose({ settings, snapshot }: RuleContext, type: string) {
  const location = settings.assignment("INSTALLED_APPS");
  const session = new EditSession(snapshot);
  const editor = location && session.python(location.file);
  const code = `${NAME} = "django.db.models.${type}"`;
  return editor !== undefined && addSetting(editor, code) ? session.changes() : undefined;
}
