import { Codebase } from "../../django/codebase";
import { OTHER_MIDDLEWARE } from "../../django/otherMiddleware";
import { insertItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { findDependency } from "../../files/dependencies";
import { contains, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import {
  AUTHENTICATION_MIDDLEWARE,
  COMMON_MIDDLEWARE,
  CORS_MIDDLEWARE,
  CSRF_MIDDLEWARE,
  judgeMiddleware,
  knownStrings,
  lastPart,
  MESSAGE_MIDDLEWARE,
  SECURITY_MIDDLEWARE,
  SESSION_MIDDLEWARE,
  WHITENOISE_MIDDLEWARE,
} from "../middleware";
import { isOlder } from "../packages";
import { defineRule, type Finding, type RuleContext, type Severity, type Verdict } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const ADMIN = [
  "django.contrib.admin",
  "django.contrib.admin.apps.AdminConfig",
  "django.contrib.admin.apps.SimpleAdminConfig",
];
const ALLAUTH = "allauth.account.middleware.AccountMiddleware";
const LOGIN_REQUIRED = "django.contrib.auth.middleware.LoginRequiredMiddleware";

/** What must be in MIDDLEWARE, because an application or another entry needs it. */
interface Need {
  readonly middleware: string;
  /** Any of these in INSTALLED_APPS asks for it. */
  readonly apps?: readonly string[];
  /** This one in MIDDLEWARE asks for it. */
  readonly entry?: string;
  readonly severity: Severity;
  readonly message: string;
  /** True if the very name is looked for; else a subclass will do. */
  readonly exactly?: boolean;
  readonly applies?: (context: RuleContext) => boolean;
}

const admin = (middleware: string, id: string): Need => ({
  middleware,
  apps: ADMIN,
  severity: "error",
  message: `The admin needs ${lastPart(middleware)}, which is not in MIDDLEWARE: Django's check ${id} fails, and with it \`migrate\` and every other command that runs the checks.`,
});

const NEEDS: readonly Need[] = [
  {
    middleware: SESSION_MIDDLEWARE,
    entry: AUTHENTICATION_MIDDLEWARE,
    severity: "error",
    message:
      "AuthenticationMiddleware needs SessionMiddleware, which is not in MIDDLEWARE: every request fails with ImproperlyConfigured (error 500).",
  },
  {
    middleware: AUTHENTICATION_MIDDLEWARE,
    entry: LOGIN_REQUIRED,
    severity: "error",
    message:
      "LoginRequiredMiddleware needs AuthenticationMiddleware, which is not in MIDDLEWARE: every request fails with AttributeError (error 500).",
  },
  admin(SESSION_MIDDLEWARE, "admin.E410"),
  admin(AUTHENTICATION_MIDDLEWARE, "admin.E408"),
  admin(MESSAGE_MIDDLEWARE, "admin.E409"),
  {
    middleware: ALLAUTH,
    apps: ["allauth.account", "allauth.account.apps.AccountConfig"],
    severity: "error",
    message:
      "allauth.account is installed without its AccountMiddleware: Django stops with ImproperlyConfigured as soon as it starts, in the web process and in every command.",
    exactly: true,
    applies: ({ project }) => {
      const allauth = findDependency(project.deployment.dependencies, "django-allauth");
      return allauth !== undefined && isOlder(allauth, "0.56") === false;
    },
  },
  {
    middleware: CORS_MIDDLEWARE,
    apps: ["corsheaders", "corsheaders.apps.CorsHeadersAppConfig"],
    severity: "warning",
    message:
      "corsheaders is installed, but CorsMiddleware is not in MIDDLEWARE: no response has CORS headers, and browsers block requests from other origins, whatever the CORS_ settings say.",
  },
  {
    middleware: "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
    apps: ["django.contrib.redirects", "django.contrib.redirects.apps.RedirectsConfig"],
    severity: "warning",
    message:
      "django.contrib.redirects is installed, but RedirectFallbackMiddleware is not in MIDDLEWARE: the redirects in the database are never followed.",
  },
];

/** Where each belongs, from the first to the last. */
const ORDER = [
  SECURITY_MIDDLEWARE,
  CORS_MIDDLEWARE,
  WHITENOISE_MIDDLEWARE,
  SESSION_MIDDLEWARE,
  "django.middleware.locale.LocaleMiddleware",
  COMMON_MIDDLEWARE,
  CSRF_MIDDLEWARE,
  AUTHENTICATION_MIDDLEWARE,
  LOGIN_REQUIRED,
  MESSAGE_MIDDLEWARE,
  "django.middleware.clickjacking.XFrameOptionsMiddleware",
  ALLAUTH,
  "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
];

export default defineRule({
  id: "middleware-required-by-app",
  group: "middleware",
  severity: "error",
  djangoIds: ["admin.E408", "admin.E409", "admin.E410", "auth.E013"],
  summary: "An installed app lacks its middleware",
  docs: {
    why:
      "Some apps work only with their own middleware. Without it the admin's checks fail and `migrate` stops, " +
      "allauth keeps Django from starting, and CORS headers or redirects are silently left out.",
    how: "Add the middleware at its place, or remove the app that needs it.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/contrib/admin/",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering",
      "https://docs.allauth.org/en/latest/installation/quickstart.html",
      "https://github.com/adamchainz/django-cors-headers#setup",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.messages"]',
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          '    "django.middleware.common.CommonMiddleware",',
          '    "django.middleware.csrf.CsrfViewMiddleware",',
          '    "django.contrib.messages.middleware.MessageMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          'INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.messages"]',
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          '    "django.middleware.common.CommonMiddleware",',
          '    "django.middleware.csrf.CsrfViewMiddleware",',
          '    "django.contrib.auth.middleware.AuthenticationMiddleware",',
          '    "django.contrib.messages.middleware.MessageMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\ndjango-allauth==65.4.0\n",
          "mysite/settings.py":
            'INSTALLED_APPS = ["allauth", "allauth.account"]\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\ndjango-allauth==65.4.0\n",
          "mysite/settings.py":
            'INSTALLED_APPS = ["allauth", "allauth.account"]\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "allauth.account.middleware.AccountMiddleware"]\n',
        },
      },
      {
        code: [
          'INSTALLED_APPS = ["corsheaders"]',
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"]',
          "",
        ].join("\n"),
        fixed: [
          'INSTALLED_APPS = ["corsheaders"]',
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "corsheaders.middleware.CorsMiddleware", "django.middleware.common.CommonMiddleware"]',
          "",
        ].join("\n"),
      },
    ],
    good: [
      'INSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n',
      // Before 0.56 allauth had no middleware.
      {
        "requirements.txt": "Django==4.2.16\ngunicorn\ndjango-allauth==0.54.0\n",
        "mysite/settings.py":
          'INSTALLED_APPS = ["allauth", "allauth.account"]\nMIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',
      },
      // Somebody else's class may derive from Django's.
      [
        'INSTALLED_APPS = ["django.contrib.admin"]',
        "MIDDLEWARE = [",
        '    "other.middleware.SessionMiddleware",',
        '    "other.middleware.AuthenticationMiddleware",',
        '    "other.middleware.MessageMiddleware",',
        "]",
        "",
      ].join("\n"),
      'from common import STACK\n\nINSTALLED_APPS = ["corsheaders"]\nMIDDLEWARE = [*STACK]\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const needs = NEEDS.filter(({ applies }) => applies === undefined || applies(context));
    const derives = subclassOracle(context);
    const judge = (some: readonly Need[]) =>
      judgeMiddleware(context, ["INSTALLED_APPS", "MIDDLEWARE"], (apps, middleware) =>
        judgeNeeds(some, apps, middleware, derives),
      );
    const judgement = judge(needs);
    if (judgement.state !== "violated") return judgement;
    const verdicts = new Map<string, Verdict>();
    for (const need of needs) {
      const one = verdicts.has(need.middleware) ? undefined : judge([need]);
      if (one?.state !== "violated") continue;
      const { severity, message } = need;
      verdicts.set(need.middleware, verdictOn(settings, "MIDDLEWARE", one, message, { severity }));
    }
    return verdicts.size > 0 ? [...verdicts.values()] : undecided(reasonOf(settings.value("MIDDLEWARE")));
  },
  fixes: [
    {
      title: (_, finding) => `Add ${lastPart(needOf(finding)?.middleware ?? "")}`,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const need = needOf(finding);
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "MIDDLEWARE");
        if (need === undefined || (found?.value.type !== "List" && found?.value.type !== "Tuple"))
          return undefined;
        const { editor, value } = found;
        const above = ORDER.slice(0, ORDER.indexOf(need.middleware));
        const common = value.items.findIndex((item) => stringValue(item) === COMMON_MIDDLEWARE);
        // Above CommonMiddleware it matters, below SecurityMiddleware it is only usual.
        const end = need.middleware === CORS_MIDDLEWARE && common >= 0 ? common : value.items.length;
        const after = value.items
          .slice(0, end)
          .findLastIndex((item) => above.includes(stringValue(item) ?? ""));
        const last = need.middleware === ALLAUTH;
        insertItem(editor, value, `"${need.middleware}"`, last ? "last" : after < 0 ? "first" : { after });
        return session.changes();
      },
    },
  ],
});

function needOf({ message }: Finding): Need | undefined {
  // A condition may stand before it.
  const isAbout = (text: string) => message.toLowerCase().endsWith(text.toLowerCase());
  return NEEDS.find((need) => isAbout(need.message));
}

type Derives = (path: string, ancestor: string) => boolean | undefined;

/** Whether a dotted name may stand for a subclass of a class. */
function subclassOracle({ snapshot, project }: RuleContext): Derives {
  let codebase: Codebase | undefined;
  return (path, ancestor) => {
    if (OTHER_MIDDLEWARE.has(path) || path.startsWith("django.")) return false;
    codebase ??= new Codebase({
      snapshot,
      importRoot: project.root,
      absent: () => false,
      complete: false,
    });
    return codebase.isSubclass(codebase.find(path), ancestor);
  };
}

function judgeNeeds(needs: readonly Need[], apps: Plain, middleware: Plain, derives: Derives): Answer {
  const names = knownStrings(middleware)?.map(({ value }) => value);
  let unknown: string | undefined;
  for (const { middleware: wanted, apps: askers, entry, exactly } of needs) {
    const asked =
      entry !== undefined ? contains(middleware, entry) : anyOf(askers ?? [], (app) => contains(apps, app));
    if (asked === false || contains(middleware, wanted) === true) continue;
    if (asked === undefined) unknown ??= reasonOf(entry === undefined ? apps : middleware);
    else if (names === undefined) unknown ??= reasonOf(middleware);
    else {
      const stand = exactly ? false : anyOf(names, (name) => derives(name, wanted));
      if (stand === false) return { state: "violated", at: middleware.at };
      if (stand === undefined)
        unknown ??= `whether another entry does the work of ${lastPart(wanted)} is not known`;
    }
  }
  if (unknown !== undefined) return undecided(unknown);
  return apps.kind === "list" && apps.items.length === 0
    ? notApplicable("no application is installed")
    : satisfied();
}

function anyOf(items: readonly string[], test: (item: string) => boolean | undefined): boolean | undefined {
  const found = items.map(test);
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}
