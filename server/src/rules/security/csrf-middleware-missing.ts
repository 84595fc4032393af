import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { dependencyState } from "../../files/dependencies";
import { contains, type Plain, truthy } from "../../settings/plain";
import { asksForNone } from "../cookies";
import { cookieStaysOut } from "../framing";
import {
  AUTHENTICATION_MIDDLEWARE,
  COMMON_MIDDLEWARE,
  CSRF_MIDDLEWARE,
  findMiddleware,
  judgeMiddleware,
  SESSION_MIDDLEWARE,
} from "../middleware";
import { addForProduction } from "../production";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const LOGIN = [SESSION_MIDDLEWARE, AUTHENTICATION_MIDDLEWARE];

/** Frameworks whose views check tokens, or the origin of a request, themselves. */
const API_APPS = ["rest_framework", "ninja", "graphene_django", "strawberry_django", "tastypie"];
const API_PACKAGES = ["djangorestframework", "django-ninja", "graphene-django", "strawberry-graphql-django"];

const MIDDLEWARE = [
  "MIDDLEWARE = [",
  '    "django.contrib.sessions.middleware.SessionMiddleware",',
  '    "django.middleware.common.CommonMiddleware",',
  '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
  "]",
];

export default defineRule({
  id: "csrf-middleware-missing",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W003"],
  summary: "Forms are not protected against other sites",
  docs: {
    why:
      "Any other site can make a visitor's browser send a form to yours, and the login cookie may travel with it. " +
      "CsrfViewMiddleware tells such a form from your own. Without it only views with `csrf_protect` do so, as those " +
      "of the admin, and `{% csrf_token %}` in templates is not looked at.",
    how:
      `Put \`${CSRF_MIDDLEWARE}\` behind CommonMiddleware, and exempt single views with \`csrf_exempt\`. An API whose ` +
      "clients send tokens of their own may do without it.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/csrf/",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering",
    ],
  },
  examples: {
    bad: [
      {
        code: ["CSRF_COOKIE_SECURE = True", ...MIDDLEWARE, ""].join("\n"),
        fixed: [
          "CSRF_COOKIE_SECURE = True",
          ...MIDDLEWARE.slice(0, 3),
          '    "django.middleware.csrf.CsrfViewMiddleware",',
          ...MIDDLEWARE.slice(3),
          "",
        ].join("\n"),
      },
      {
        code: [
          "DEBUG = False",
          "SESSION_COOKIE_SECURE = not DEBUG",
          "MIDDLEWARE = [",
          "    'django.contrib.sessions.middleware.SessionMiddleware',",
          "    'django.contrib.auth.middleware.AuthenticationMiddleware',",
          "]",
          "",
        ].join("\n"),
        fixed: [
          "DEBUG = False",
          "SESSION_COOKIE_SECURE = not DEBUG",
          "MIDDLEWARE = [",
          "    'django.contrib.sessions.middleware.SessionMiddleware',",
          "    'django.middleware.csrf.CsrfViewMiddleware',",
          "    'django.contrib.auth.middleware.AuthenticationMiddleware',",
          "]",
          "",
          "if not DEBUG:",
          "    CSRF_COOKIE_SECURE = True",
          "",
        ].join("\n"),
      },
    ],
    good: [
      [
        ...MIDDLEWARE.slice(0, 3),
        '    "django.middleware.csrf.CsrfViewMiddleware",',
        ...MIDDLEWARE.slice(3),
        "",
      ].join("\n"),
      'MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]\n',
      [
        "from common.middleware import STACK",
        "",
        "MIDDLEWARE = [",
        "    *STACK,",
        ...MIDDLEWARE.slice(1),
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => {
      const installed = contains(middleware, CSRF_MIDDLEWARE);
      if (installed === true) return satisfied();
      const login = LOGIN.map((name) => contains(middleware, name));
      if (login.includes(false)) return notApplicable("nobody logs in with a session cookie");
      if (installed === undefined || login.includes(undefined)) return undecided(reasonOf(middleware));
      return hasRelative(middleware)
        ? undecided("another middleware may do its work")
        : { state: "violated", at: middleware.at };
    });
    if (judgement.state === "violated" && servesApi(context)) {
      const message =
        "CsrfViewMiddleware is not in MIDDLEWARE: views of the API check their clients themselves, but other views that trust the login cookie accept forms from other sites, unless they have csrf_protect as those of the admin have.";
      return verdictOn(context.settings, "MIDDLEWARE", judgement, message, { severity: "info" });
    }
    const start =
      "CsrfViewMiddleware is not in MIDDLEWARE: other sites can make a visitor's browser submit forms to this one";
    const { settings } = context;
    return cookieStaysOut(settings.value("SESSION_COOKIE_SAMESITE"))
      ? verdictOn(
          settings,
          "MIDDLEWARE",
          judgement,
          `${start}, and only SESSION_COOKIE_SAMESITE keeps the visitor's login out of them.`,
        )
      : verdictOn(
          settings,
          "MIDDLEWARE",
          judgement,
          `${start}, and your views accept them as that visitor's.`,
          asksForNone(settings.value("SESSION_COOKIE_SAMESITE")) ? { severity: "error" } : {},
        );
  },
  fixes: [
    {
      title: (context) =>
        lacksSecureCookie(context)
          ? "Add CsrfViewMiddleware, and send its cookie only over HTTPS"
          : "Add CsrfViewMiddleware",
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, project, snapshot } = context;
        const session = new EditSession(snapshot);
        const before =
          findMiddleware(session, settings, COMMON_MIDDLEWARE) ??
          findMiddleware(session, settings, SESSION_MIDDLEWARE);
        if (before === undefined) return undefined;
        insertItem(before.editor, before.display, `"${CSRF_MIDDLEWARE}"`, { after: before.index });
        if (!lacksSecureCookie(context)) return session.changes();
        const { module } = project.settings;
        const editor = module && session.python(module.path);
        const code = "CSRF_COOKIE_SECURE = True";
        if (editor === undefined || !addForProduction(context, editor, code, /^(?:CSRF|SESSION)_COOKIE_/))
          return undefined;
        return session.changes();
      },
    },
  ],
});

/** Whether an item looks like a class made from CsrfViewMiddleware. */
function hasRelative(middleware: Plain): boolean {
  if (middleware.kind !== "list" && middleware.kind !== "tuple") return false;
  return middleware.items.some((item) => item.kind === "str" && /csrf/i.test(item.value));
}

function servesApi({ settings, project }: RuleContext): boolean {
  const apps = settings.value("INSTALLED_APPS");
  if (API_APPS.some((app) => contains(apps, app) === true)) return true;
  return API_PACKAGES.some((name) => dependencyState(project.deployment.dependencies, name) === "present");
}

/** Whether the middleware would begin to send a cookie over plain HTTP, as nothing says otherwise. */
function lacksSecureCookie({ settings }: RuleContext): boolean {
  if (settings.open !== undefined || settings.defines("CSRF_COOKIE_SECURE")) return false;
  return truthy(settings.value("CSRF_USE_SESSIONS")) === false;
}
