import { insertItem } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains, truthy } from "../../settings/plain";
import { judgeMiddleware, SECURITY_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const HTTPS = [
  "SECURE_SSL_REDIRECT = True",
  'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
  "SECURE_HSTS_SECONDS = 31536000",
  "SESSION_COOKIE_SECURE = True",
];

export default defineRule({
  id: "security-middleware-missing",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W001"],
  summary: "SecurityMiddleware is not installed",
  docs: {
    why:
      "The redirect to HTTPS, HSTS, and the headers X-Content-Type-Options, Referrer-Policy and " +
      "Cross-Origin-Opener-Policy are all made by SecurityMiddleware. Without it the SECURE_ settings do nothing.",
    how: `Put \`${SECURITY_MIDDLEWARE}\` first in MIDDLEWARE.`,
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#module-django.middleware.security",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#middleware-ordering",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          ...HTTPS,
          "MIDDLEWARE = [",
          "    # Sessions first.",
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          "]",
          "",
        ].join("\n"),
        fixed: [
          ...HTTPS,
          "MIDDLEWARE = [",
          '    "django.middleware.security.SecurityMiddleware",',
          "    # Sessions first.",
          '    "django.contrib.sessions.middleware.SessionMiddleware",',
          "]",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n',
      'MIDDLEWARE_CLASSES = ("django.contrib.sessions.middleware.SessionMiddleware",)\n',
      'from common.middleware import STACK\n\nMIDDLEWARE = [*STACK, "django.middleware.common.CommonMiddleware"]\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => {
      const installed = contains(middleware, SECURITY_MIDDLEWARE);
      if (installed === undefined) return undecided(reasonOf(middleware));
      return installed ? satisfied() : { state: "violated", at: middleware.at };
    });
    const message =
      "SecurityMiddleware is not in MIDDLEWARE: no redirect to HTTPS, no HSTS and no security headers, whatever the SECURE_ settings say.";
    return verdictOn(
      settings,
      "MIDDLEWARE",
      judgement,
      message,
      subclassed(context) ? { severity: "info" } : {},
    );
  },
  fixes: [
    {
      title: "Put SecurityMiddleware first",
      safety: "safe",
      preferred: true,
      edits: (context) => (redirects(context) ? undefined : putFirst(context)),
    },
    {
      // Now the redirect begins to work, so somebody should look.
      title: "Put SecurityMiddleware first",
      safety: "review",
      edits: (context) => (redirects(context) ? putFirst(context) : undefined),
    },
  ],
});

/** Whether SECURE_SSL_REDIRECT may begin to take effect. */
function redirects({ settings }: RuleContext): boolean {
  return truthy(settings.value("SECURE_SSL_REDIRECT")) !== false;
}

function putFirst(context: RuleContext) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "MIDDLEWARE");
  if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
  insertItem(found.editor, found.value, `"${SECURITY_MIDDLEWARE}"`, "first");
  return session.changes();
}

/** Whether a class that looks like one made from SecurityMiddleware is there instead. */
function subclassed({ settings }: RuleContext): boolean {
  const middleware = settings.value("MIDDLEWARE");
  if (middleware.kind !== "list" && middleware.kind !== "tuple") return false;
  return middleware.items.some((item) => item.kind === "str" && item.value.endsWith("SecurityMiddleware"));
}
