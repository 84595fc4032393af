import type { Plain } from "../../settings/plain";
import { directoryOf } from "../directories";
import { defineRule, type RuleContext } from "../rule";
import { setValue } from "../settingEdits";
import { withoutCheck } from "../silenced";
import { collectFails, staticDirs, staticRootCode, withoutStaticDirs } from "../staticFiles";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const HEAD = [
  "from pathlib import Path",
  "",
  "BASE_DIR = Path(__file__).resolve().parent.parent",
  "INSTALLED_APPS = ['django.contrib.staticfiles']",
];

export default defineRule({
  id: "static-root-in-dirs",
  group: "static",
  severity: "error",
  djangoIds: ["staticfiles.E002"],
  summary: "STATIC_ROOT is one of STATICFILES_DIRS",
  docs: {
    why:
      "STATICFILES_DIRS is where collectstatic reads files, STATIC_ROOT is where it writes them. Django's check refuses " +
      "to have one directory for both, so collectstatic stops, and with it the build on Heroku.",
    how: "Give STATIC_ROOT a directory of its own that holds nothing else, and keep that out of git.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#static-root",
      "https://docs.djangoproject.com/en/stable/ref/settings/#staticfiles-dirs",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          ...HEAD,
          "STATIC_ROOT = BASE_DIR / 'static'",
          "STATICFILES_DIRS = [BASE_DIR / 'static']",
          "",
        ].join("\n"),
        fixed: [
          ...HEAD,
          "STATIC_ROOT = BASE_DIR / 'staticfiles'",
          "STATICFILES_DIRS = [BASE_DIR / 'static']",
          "",
        ].join("\n"),
      },
      {
        code: [
          "import os",
          ...HEAD,
          "STATIC_ROOT = os.path.join(BASE_DIR, 'assets', '..', 'static')",
          "STATICFILES_DIRS = [('site', BASE_DIR / 'static')]",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          ...HEAD,
          "STATIC_ROOT = BASE_DIR / 'staticfiles'",
          "STATICFILES_DIRS = [('site', BASE_DIR / 'static')]",
          "",
        ].join("\n"),
      },
    ],
    good: [
      [
        ...HEAD,
        "STATIC_ROOT = BASE_DIR / 'staticfiles'",
        "STATICFILES_DIRS = [BASE_DIR / 'static']",
        "",
      ].join("\n"),
      [
        "import os",
        ...HEAD,
        "STATIC_ROOT = os.environ['STATIC_ROOT']",
        "STATICFILES_DIRS = [BASE_DIR / 'static']",
        "",
      ].join("\n"),
      "STATIC_ROOT = 'static'\nSTATICFILES_DIRS = ['static']\n",
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("STATICFILES_DIRS") || !settings.defines("STATIC_ROOT"))
      return notApplicable("the settings have only one of the two");
    const judgement = settings.judge(
      ["STATIC_ROOT", "STATICFILES_DIRS", "INSTALLED_APPS", "STATICFILES_FINDERS", "SILENCED_SYSTEM_CHECKS"],
      (root, directories, apps, finders, silenced) => {
        if (directories.kind !== "list" && directories.kind !== "tuple")
          return undecided(reasonOf(directories));
        const same = staticDirs(directories).map((directory) => isSame(context, root, directory));
        if (!same.includes(true))
          return same.includes(undefined) || directories.open !== undefined
            ? undecided(reasonOf(directoryOf(context, root) === undefined ? root : directories))
            : satisfied();
        return (
          withoutStaticDirs(apps, finders) ??
          withoutCheck(silenced, "staticfiles.E002") ?? { state: "violated", at: root.at }
        );
      },
    );
    return verdictOn(
      settings,
      "STATIC_ROOT",
      judgement,
      `STATIC_ROOT is also one of STATICFILES_DIRS, so collectstatic would copy a directory onto itself. Django's check refuses that: ${collectFails(context)}.`,
    );
  },
  fixes: [
    {
      title: 'Set STATIC_ROOT to the directory "staticfiles"',
      safety: "review",
      preferred: true,
      edits: (context) =>
        setValue(context, "STATIC_ROOT", (editor, offset) =>
          staticRootCode(context.settings, editor, offset),
        ),
    },
  ],
});

/** Whether two settings name one directory; undefined if nobody knows. */
function isSame(context: RuleContext, a: Plain, b: Plain): boolean | undefined {
  const [one, other] = [directoryOf(context, a), directoryOf(context, b)];
  return one === undefined || other === undefined ? undefined : one === other;
}
