import type { Plain } from "../../settings/plain";
import { API, judgeApi, setApiKeys } from "../drf";
import { knownStrings } from "../middleware";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const KEY = "DEFAULT_PERMISSION_CLASSES";
const ALLOW_ANY = "rest_framework.permissions.AllowAny";
const APPS = 'INSTALLED_APPS = ["rest_framework"]\n';

export default defineRule({
  id: "drf-open-by-default",
  group: "security",
  severity: "info",
  summary: "API views are open unless they say otherwise",
  docs: {
    why:
      "Django REST framework lets everybody use a view that names no permission_classes: AllowAny is its default. A " +
      "view that somebody forgets to protect is public, for writing too, and nothing looks wrong.",
    how:
      "Make `IsAuthenticated` the default and write `permission_classes = [AllowAny]` on the views that are meant for " +
      "everybody, such as the one that logs in.",
    references: [
      "https://www.django-rest-framework.org/api-guide/permissions/#setting-the-permission-policy",
      "https://www.django-rest-framework.org/api-guide/settings/#default_permission_classes",
    ],
  },
  examples: {
    bad: [
      {
        code: APPS,
        fixed: `${APPS}\nREST_FRAMEWORK = {\n    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],\n}\n`,
      },
      {
        code: `${APPS}REST_FRAMEWORK = {\n    'PAGE_SIZE': 20,  # rows\n}\n`,
        fixed: `${APPS}REST_FRAMEWORK = {\n    'PAGE_SIZE': 20,  # rows\n    'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated'],\n}\n`,
      },
      {
        code: `${APPS}REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}\n`,
        fixed: `${APPS}REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}\n`,
      },
    ],
    good: [
      `${APPS}REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"]}\n`,
      `from api import OPTIONS\n\n${APPS}REST_FRAMEWORK = {**OPTIONS}\n`,
      'INSTALLED_APPS = ["django.contrib.auth"]\n',
    ],
  },
  check(context) {
    const judgement = judgeApi(context, [KEY], (classes = null) => {
      if (classes === null) return { state: "violated" };
      const open = isOpen(classes);
      if (open === undefined) return undecided(reasonOf(classes));
      const message =
        "Every API view that names no permission_classes is open to everybody, because the default is AllowAny.";
      return open ? { state: "violated", at: classes.at, message } : satisfied();
    });
    // Written down, it may well be meant.
    const meant = judgement.state === "violated" && judgement.message !== undefined;
    return verdictOn(
      context.settings,
      API,
      judgement,
      "Every API view that names no permission_classes is open to everybody, for writing too: without DEFAULT_PERMISSION_CLASSES that is the default.",
      meant ? { severity: "hint" } : {},
    );
  },
  fixes: [
    {
      title: "Require a login by default",
      safety: "review",
      preferred: true,
      edits: (context) => setApiKeys(context, { [KEY]: '["rest_framework.permissions.IsAuthenticated"]' }),
    },
  ],
});

/** Whether the classes keep nobody out; undefined if nobody knows. */
function isOpen(classes: Plain): boolean | undefined {
  const names = knownStrings(classes);
  return names?.every(({ value }) => value === ALLOW_ANY);
}
