import { isSequence, removeItemAt, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { contains, type Plain, type PlainStr, truthy } from "../../settings/plain";
import { asksForNone } from "../cookies";
import { cookieStaysOut } from "../framing";
import { CORS_MIDDLEWARE, CSRF_MIDDLEWARE, judgeMiddleware } from "../middleware";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { assignedValue, readFromEnvironment, removeAssignment } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { hasReached } from "../versions";

const ORIGINS = "CSRF_TRUSTED_ORIGINS";
const ORIGINS_VARIABLE = "DJANGO_CSRF_TRUSTED_ORIGINS";
const REGEXES = "CORS_ALLOWED_ORIGIN_REGEXES";

/** How the origins of all apps are written in CSRF_TRUSTED_ORIGINS, and how they were before Django 4.0. */
const ALL_ORIGINS = /^https?:\/\/\*\.herokuapp\.com$/i;
const ALL_HOSTS = /^\.herokuapp\.com$/i;

/** A regular expression for the origins of all apps, in the usual ways of writing it. */
const ALL_APPS =
  /^\^?https\??:\\?\/\\?\/\(?(?:\?:)?(?:\.|\\w|\\S|\[[^\]]*\])[*+]\)?\\?\.herokuapp\\?\.com\$?$/;

const CSRF = 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = True';
const CORS = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]';
const HEADER = 'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")';

export default defineRule({
  id: "herokuapp-wildcard-trust",
  group: "security",
  severity: "warning",
  summary: "All apps under herokuapp.com are trusted",
  docs: {
    why:
      "Anyone can create an app under herokuapp.com. With a pattern for all of them in CORS_ALLOWED_ORIGIN_REGEXES " +
      "and CORS_ALLOW_CREDENTIALS, a stranger's page reads what your visitors may read, wherever cookies come along " +
      '(`SESSION_COOKIE_SAMESITE = "None"`). In CSRF_TRUSTED_ORIGINS the ' +
      "pattern takes away one of the two things that a form is checked for: its origin; the token remains.",
    how:
      "Name the apps: `https://my-frontend.herokuapp.com`. Forms that come from the site itself need no entry, as " +
      "long as Django knows that requests come over HTTPS (`SECURE_PROXY_SSL_HEADER`).",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
      "https://github.com/adamchainz/django-cors-headers#configuration",
    ],
  },
  examples: {
    bad: [
      {
        code: `${CORS}\nSESSION_COOKIE_SAMESITE = "None"\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.herokuapp\\.com$"]\n`,
      },
      {
        code: `${HEADER}\n${CSRF}\nCSRF_TRUSTED_ORIGINS = ["https://www.example.com", "https://*.herokuapp.com"]\n`,
        fixed: `${HEADER}\n${CSRF}\nCSRF_TRUSTED_ORIGINS = ["https://www.example.com"]\n`,
      },
      {
        code: `${HEADER}\n${CSRF}\nCSRF_TRUSTED_ORIGINS = ["https://*.herokuapp.com"]\n`,
        fixed: `${HEADER}\n${CSRF}\n`,
      },
      {
        code: `${CSRF}\nCSRF_TRUSTED_ORIGINS = ["https://*.herokuapp.com"]\n`,
        fixed: `import os\n\n${CSRF}\nCSRF_TRUSTED_ORIGINS = [origin.strip() for origin in os.environ.get("DJANGO_CSRF_TRUSTED_ORIGINS", "").split(",") if origin.strip()]\n`,
      },
      {
        code: {
          "requirements.txt": "Django==3.2.25\ngunicorn\n",
          "mysite/settings.py": `${CSRF}\nCSRF_TRUSTED_ORIGINS = [".herokuapp.com"]\n`,
        },
      },
    ],
    good: [
      `${CSRF}\nCSRF_TRUSTED_ORIGINS = ["https://mysite-1a2b3c.herokuapp.com"]\n`,
      `${CORS}\nCORS_ALLOWED_ORIGIN_REGEXES = [r"^https://\\w+\\.herokuapp\\.com$"]\n`,
      `${CORS}\nCORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGIN_REGEXES = [r"^https://mysite-pr-\\d+\\.herokuapp\\.com$"]\n`,
      `import os\n\n${CSRF}\nCSRF_TRUSTED_ORIGINS = [f"https://{os.environ['HEROKU_APP_NAME']}.herokuapp.com"]\n`,
      `ALLOWED_HOSTS = [".herokuapp.com"]\n`,
    ],
  },
  check: (context) => [checkCors(context), checkCsrf(context)],
  fixes: [
    {
      title: 'Remove "https://*.herokuapp.com"',
      safety: "review",
      edits(context, { message }) {
        const { settings, snapshot } = context;
        // Without the header Django may take the site's own forms for those of another origin, and the entry helps it out.
        if (!message.includes(ORIGINS) || truthy(settings.value("SECURE_PROXY_SSL_HEADER")) !== true)
          return undefined;
        const session = new EditSession(snapshot);
        const found = assignedValue(context, session, ORIGINS);
        if (found === undefined || !isSequence(found.value)) return undefined;
        const { items } = found.value;
        const index = items.findIndex((item) => ALL_ORIGINS.test(stringValue(item) ?? ""));
        if (index < 0) return undefined;
        if (items.length === 1) return removeAssignment(context, ORIGINS);
        return removeItemAt(found.editor, found.value, index) ? session.changes() : undefined;
      },
    },
    {
      title: `Read CSRF_TRUSTED_ORIGINS from ${ORIGINS_VARIABLE}`,
      safety: "review",
      edits(context, { message }) {
        const value = context.settings.value(ORIGINS);
        if (!message.includes(ORIGINS) || (value.kind !== "list" && value.kind !== "tuple")) return undefined;
        // What the variable holds begins with a scheme, as Django 4.0 and later ask for.
        if (value.items.length !== 1 || hasReached(context.project, "4.0") !== true) return undefined;
        return readFromEnvironment(context, ORIGINS, ORIGINS_VARIABLE, "list");
      },
    },
  ],
});

function checkCors(context: RuleContext): Verdict {
  const { settings } = context;
  if (!settings.defines(REGEXES)) return satisfied("no pattern for origins is set");
  const judgement = judgeMiddleware(
    context,
    ["MIDDLEWARE", REGEXES, "CORS_ALLOW_CREDENTIALS"],
    (middleware, regexes, credentials) => {
      const installed = contains(middleware!, CORS_MIDDLEWARE);
      if (installed === undefined) return undecided(reasonOf(middleware!));
      if (!installed) return notApplicable("CorsMiddleware is not in MIDDLEWARE");
      const found = stringsOf(regexes!).find(({ value }) => ALL_APPS.test(value));
      if (found === undefined) return satisfied();
      if (truthy(credentials!) !== true) return notApplicable("no cookies go with requests of other origins");
      return { state: "violated", at: found.at };
    },
  );
  return cookieStaysOut(settings.value("SESSION_COOKIE_SAMESITE"))
    ? verdictOn(
        settings,
        REGEXES,
        judgement,
        "Anyone can create an app under herokuapp.com, and this CORS pattern lets its pages send requests with credentials and read the responses. Only SESSION_COOKIE_SAMESITE keeps the login cookie out.",
        { severity: "info" },
      )
    : verdictOn(
        settings,
        REGEXES,
        judgement,
        "Anyone can create an app under herokuapp.com, and this CORS pattern lets its pages send requests with your visitors' cookies and read the responses.",
        asksForNone(settings.value("SESSION_COOKIE_SAMESITE")) ? { severity: "error" } : {},
      );
}

function checkCsrf(context: RuleContext): Verdict {
  const { settings, project } = context;
  if (!settings.defines(ORIGINS)) return satisfied("no origins are trusted");
  const hasSchemes = hasReached(project, "4.0");
  if (hasSchemes === undefined) return undecided("it depends on the version of Django");
  const pattern = hasSchemes ? ALL_ORIGINS : ALL_HOSTS;
  const judgement = judgeMiddleware(context, ["MIDDLEWARE", ORIGINS], (middleware, origins) => {
    const installed = contains(middleware!, CSRF_MIDDLEWARE);
    if (installed === undefined) return undecided(reasonOf(middleware!));
    if (!installed) return notApplicable("CsrfViewMiddleware is not in MIDDLEWARE");
    const found = stringsOf(origins!).find(({ value }) => pattern.test(value));
    return found === undefined ? satisfied() : { state: "violated", at: found.at };
  });
  return verdictOn(
    settings,
    ORIGINS,
    judgement,
    "Anyone can create an app under herokuapp.com, and CSRF_TRUSTED_ORIGINS trusts the forms of them all: only the token in your forms still protects you.",
    { severity: "info" },
  );
}

/** The known strings of a list. */
function stringsOf(list: Plain): readonly PlainStr[] {
  if (list.kind !== "list" && list.kind !== "tuple") return [];
  return list.items.filter((item): item is PlainStr => item.kind === "str");
}
