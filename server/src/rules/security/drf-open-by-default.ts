import { contains, entry, type Plain } from "../../settings/plain";
import { API, judgeApi, setApiKeys } from "../drf";
import { knownStrings } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

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
      { code: `${APPS}REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": []}\n` },
    ],
    good: [
      // The API of a CMS, which only reads.
      'INSTALLED_APPS = ["rest_framework", "wagtail.api.v2"]\n',
      `${APPS}REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"]}\n`,
      `from api import OPTIONS\n\n${APPS}REST_FRAMEWORK = {**OPTIONS}\n`,
      'INSTALLED_APPS = ["django.contrib.auth"]\n',
    ],
  },
  check(context) {
    if (
      !context.settings.defines(API) &&
      contains(context.settings.value("INSTALLED_APPS"), "wagtail.api.v2")
    )
      return notApplicable("the API is Wagtail's, which only reads what is public");
    const judgement = judgeApi(context, [KEY], (classes = null) => {
      if (classes === null) return { state: "violated" };
      const open = isOpen(classes);
      if (open === undefined) return undecided(reasonOf(classes));
      const what =
        "items" in classes && classes.items.length === 0 ? `${KEY} is empty` : "the default is AllowAny";
      const message = `Every API view that names no permission_classes is open to everybody, because ${what}.`;
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
    // None is preferred: a public API may well be meant, and only people know.
    { title: "Require a login by default", safety: "review", edits: permit("IsAuthenticated") },
    {
      title: "Require a login for writing by default",
      safety: "review",
      edits: permit("IsAuthenticatedOrReadOnly"),
    },
  ],
});

function permit(permission: string) {
  return (context: RuleContext) =>
    // Without a way to log in, nobody would get in.
    hasLogin(context.settings.value(API))
      ? setApiKeys(context, { [KEY]: `["rest_framework.permissions.${permission}"]` })
      : undefined;
}

/** Whether views may know who asks. */
function hasLogin(api: Plain): boolean {
  const classes = api.kind === "dict" ? entry(api, "DEFAULT_AUTHENTICATION_CLASSES") : undefined;
  const isNone = (classes?.kind === "list" || classes?.kind === "tuple") && classes.open === undefined;
  return !(isNone && classes.items.length === 0);
}

/** Whether the classes keep nobody out; undefined if nobody knows. */
function isOpen(classes: Plain): boolean | undefined {
  const names = knownStrings(classes);
  return names?.every(({ value }) => value === ALLOW_ANY);
}
