import type { FileChange } from "../../edits/edit";
import { indexOfString, moveItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Plain } from "../../settings/plain";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NOSTATIC = "whitenoise.runserver_nostatic";
const STATIC_FILES = ["django.contrib.staticfiles", "django.contrib.staticfiles.apps.StaticFilesConfig"];

export default defineRule({
  id: "runserver-nostatic-order",
  group: "static",
  severity: "hint",
  summary: "whitenoise.runserver_nostatic is below staticfiles",
  docs: {
    why:
      "The app is there to take static files away from `runserver`, so that WhiteNoise serves them as in production. " +
      "Django takes a command from the first app that has it; below `django.contrib.staticfiles` it has no effect.",
    how: "Put `whitenoise.runserver_nostatic` above `django.contrib.staticfiles` in INSTALLED_APPS.",
    references: ["https://whitenoise.readthedocs.io/en/stable/django.html#using-whitenoise-in-development"],
  },
  examples: {
    bad: [
      {
        code: [
          "INSTALLED_APPS = [",
          "    'django.contrib.sessions',",
          "    'django.contrib.staticfiles',",
          "    'blog',",
          "    # development",
          "    'whitenoise.runserver_nostatic',",
          "]",
          "",
        ].join("\n"),
        fixed: [
          "INSTALLED_APPS = [",
          "    'django.contrib.sessions',",
          "    # development",
          "    'whitenoise.runserver_nostatic',",
          "    'django.contrib.staticfiles',",
          "    'blog',",
          "]",
          "",
        ].join("\n"),
      },
      {
        code: "INSTALLED_APPS = ['django.contrib.staticfiles', 'whitenoise.runserver_nostatic', 'blog']\n",
        fixed: "INSTALLED_APPS = ['whitenoise.runserver_nostatic', 'django.contrib.staticfiles', 'blog']\n",
      },
    ],
    good: [
      "INSTALLED_APPS = ['whitenoise.runserver_nostatic', 'django.contrib.staticfiles']\n",
      "INSTALLED_APPS = ['django.contrib.staticfiles']\n",
      [
        "from common import apps",
        "",
        "INSTALLED_APPS = apps(['django.contrib.staticfiles', 'whitenoise.runserver_nostatic'])",
        "",
      ].join("\n"),
    ],
  },
  check({ settings }) {
    if (!settings.defines("INSTALLED_APPS")) return notApplicable("INSTALLED_APPS is not set");
    const judgement = settings.judge(["INSTALLED_APPS"], (apps) => {
      if (apps.kind !== "list" && apps.kind !== "tuple") return undecided(reasonOf(apps));
      const own = apps.items.findIndex((app) => isOneOf(app, [NOSTATIC]));
      if (own < 0) return notApplicable(`${NOSTATIC} is not installed, as far as is known`);
      if (apps.open !== undefined) return undecided(apps.open);
      const other = apps.items.findIndex((app) => isOneOf(app, STATIC_FILES));
      return other >= 0 && other < own ? { state: "violated", at: apps.items[own]!.at } : satisfied();
    });
    return verdictOn(
      settings,
      "INSTALLED_APPS",
      judgement,
      "whitenoise.runserver_nostatic has no effect below django.contrib.staticfiles: in development `runserver` serves static files itself, unlike production.",
    );
  },
  fixes: [{ title: "Move it above staticfiles", safety: "review", preferred: true, edits: moveUp }],
});

function isOneOf(app: Plain, names: readonly string[]): boolean {
  return app.kind === "str" && names.includes(app.value);
}

/** Moves the app above staticfiles; where that comes first, it moves below. */
function moveUp(
  { snapshot }: RuleContext,
  { at }: { readonly at: { file: string; start: number; end: number } },
) {
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const display = editor?.expression(at)?.parents[0];
  if (editor === undefined || (display?.type !== "List" && display?.type !== "Tuple")) return undefined;
  const own = indexOfString(display, NOSTATIC);
  const other = STATIC_FILES.map((name) => indexOfString(display, name)).find((index) => index >= 0);
  if (own < 0 || other === undefined || other > own) return undefined;
  if (other > 0) moveItem(editor, display, own, other - 1);
  else moveItem(editor, display, other, own);
  return session.changes() as readonly FileChange[] | undefined;
}
