import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { setValue } from "../settingEdits";
import {
  addStaticRoot,
  collectFails,
  isLocalStorage,
  staticRootCode,
  staticStorage,
  usesStaticFiles,
} from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const HEAD = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
  "STATIC_URL = '/static/'",
];

export default defineRule({
  id: "static-root-missing",
  group: "static",
  severity: "error",
  summary: "STATIC_ROOT is not set",
  docs: {
    why:
      "collectstatic copies all static files to STATIC_ROOT and stops with an error if there is none. Heroku's Python " +
      "buildpack runs it in every build, and a failing build is not released.",
    how: "Set STATIC_ROOT to a directory of its own next to manage.py, and keep that directory out of git.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#static-root",
      "https://devcenter.heroku.com/articles/django-assets",
    ],
  },
  examples: {
    bad: [
      {
        code: [...HEAD, "", "SITE_ID = 1", ""].join("\n"),
        fixed: [...HEAD, "STATIC_ROOT = BASE_DIR / 'staticfiles'", "", "SITE_ID = 1", ""].join("\n"),
      },
      {
        code: [
          "from os.path import abspath, dirname",
          "",
          "BASE_DIR = dirname(dirname(abspath(__file__)))",
          'INSTALLED_APPS = ["django.contrib.staticfiles"]',
          "STATIC_ROOT = None",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "from os.path import abspath, dirname",
          "",
          "BASE_DIR = dirname(dirname(abspath(__file__)))",
          'INSTALLED_APPS = ["django.contrib.staticfiles"]',
          'STATIC_ROOT = os.path.join(BASE_DIR, "staticfiles")',
          "",
        ].join("\n"),
      },
    ],
    good: [
      [...HEAD, "STATIC_ROOT = BASE_DIR / 'static_root'", ""].join("\n"),
      ["import os", "", ...HEAD, "STATIC_ROOT = os.environ.get('STATIC_ROOT', BASE_DIR / 'out')", ""].join(
        "\n",
      ),
      [
        ...HEAD,
        "STORAGES = {",
        "    'default': {'BACKEND': 'storages.backends.s3.S3Storage'},",
        "    'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'},",
        "}",
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const storage = staticStorage(settings);
    const judgement = settings.judge(["INSTALLED_APPS", "STATIC_ROOT"], (apps, root) => {
      const used = usesStaticFiles(apps);
      if (used === undefined) return undecided(reasonOf(apps));
      if (!used) return notApplicable("django.contrib.staticfiles is not installed");
      const set = truthy(root);
      if (set === undefined) return undecided(reasonOf(root));
      if (set) return satisfied();
      return isLocalStorage(storage)
        ? { state: "violated", at: root.at }
        : undecided("static files may be kept elsewhere");
    });

    return verdictOn(settings, "STATIC_ROOT", judgement, `STATIC_ROOT is not set: ${collectFails(context)}.`);
  },
  fixes: [
    {
      title: 'Set STATIC_ROOT to the directory "staticfiles"',
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, snapshot } = context;
        if (settings.assignment("STATIC_ROOT") !== undefined) {
          return setValue(context, "STATIC_ROOT", (editor, offset) =>
            staticRootCode(settings, editor, offset),
          );
        }
        const session = new EditSession(snapshot);
        return addStaticRoot(context, session) ? session.changes() : undefined;
      },
    },
  ],
});
