import { type Plain, truthy } from "../../settings/plain";
import {
  ALLOW_ALL,
  allowsEveryOrigin,
  CREDENTIALS,
  CREDENTIALS_FIX,
  corsName,
  definesCors,
  isForSomePaths,
  judgeCors,
  ORIGIN_FIXES,
  placeOfEveryOrigin,
  REGEXES,
} from "../cors";
import { defineRule, type Severity } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n';

export default defineRule({
  id: "cors-allow-all-credentials",
  group: "security",
  severity: "error",
  summary: "Every website may act with your visitors' logins",
  docs: {
    why:
      "CORS_ALLOW_CREDENTIALS lets other sites send requests with a visitor's cookies, and with every origin allowed " +
      "those are all sites there are. Whoever gets a logged-in user to open a page reads that user's data here, CSRF " +
      "tokens included. Only cookies that keep SameSite=Lax or Strict, which is Django's default for its own, stay " +
      "out of such requests; cookies of other libraries and HTTP passwords may not.",
    how:
      "List the origins of your own front ends in `CORS_ALLOWED_ORIGINS`. If an API is meant for all sites without logins, turn " +
      "`CORS_ALLOW_CREDENTIALS` off and keep the permission to them with `CORS_URLS_REGEX`.",
    references: [
      "https://github.com/adamchainz/django-cors-headers#cors_allow_credentials-bool",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS#requests_with_credentials",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import environ",
          "",
          "env = environ.Env()",
          'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]',
          "CORS_ALLOW_ALL_ORIGINS = True  # front ends",
          "CORS_ALLOW_CREDENTIALS = True",
          'SESSION_COOKIE_SAMESITE = "None"',
          "",
        ].join("\n"),
        fixed: [
          "import environ",
          "",
          "env = environ.Env()",
          'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]',
          'CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])  # front ends',
          "CORS_ALLOW_CREDENTIALS = True",
          'SESSION_COOKIE_SAMESITE = "None"',
          "",
        ].join("\n"),
      },
      {
        code: `${MIDDLEWARE}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGIN_REGEXES = [r".*"]\nCORS_URLS_REGEX = r"^/api/"\n`,
        fixed: `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]\nCORS_URLS_REGEX = r"^/api/"\n`,
      },
      {
        code: `import os\n\n${MIDDLEWARE}CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_CREDENTIALS = True\nSESSION_COOKIE_SAMESITE = os.environ["SAMESITE"]\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = True\n`,
      `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\nCORS_ALLOW_CREDENTIALS = True\n`,
      `import os\n\n${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = os.environ.get("COOKIES") == "1"\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(CREDENTIALS)) return satisfied("CORS_ALLOW_CREDENTIALS is off");
    if (!definesCors(context, [ALLOW_ALL, REGEXES])) return satisfied("no setting allows every origin");
    const judgement = judgeCors(
      context,
      [ALLOW_ALL, REGEXES, CREDENTIALS],
      (all = null, regexes = null, credentials = null) => {
        const every = allowsEveryOrigin(all, regexes);
        const sent = credentials === null ? false : truthy(credentials);
        if (every === false || sent === false) return satisfied();
        if (every === undefined) return undecided(reasonOf(all ?? regexes!));
        if (sent === undefined) return undecided(reasonOf(credentials!));
        return { state: "violated", at: placeOfEveryOrigin(all, regexes) };
      },
    );
    const { message, severity } = consequence(
      settings.value("SESSION_COOKIE_SAMESITE"),
      isForSomePaths(context) ? "the paths in CORS_URLS_REGEX" : "this site",
    );
    return verdictOn(settings, corsName(context, ALLOW_ALL), judgement, message, { severity });
  },
  // Where the permission is for some paths, these may well be for everybody.
  fixes: [CREDENTIALS_FIX, ...ORIGIN_FIXES],
});

/** What other sites can do, by the SameSite of the session cookie. */
function consequence(
  samesite: Plain,
  what: string,
): { readonly message: string; readonly severity: Severity } {
  const attribute = samesite.kind === "str" ? samesite.value.toLowerCase() : undefined;
  if (attribute === "none") {
    const message =
      "With CORS_ALLOW_CREDENTIALS, any website that a logged-in visitor opens can use this site with that visitor's login, and read and change the data.";
    return { message, severity: "error" };
  }
  if (attribute === "lax" || attribute === "strict") {
    const message = `With CORS_ALLOW_CREDENTIALS, any website may send requests with your visitors' cookies to ${what} and read the responses. Only SESSION_COOKIE_SAMESITE keeps Django's own login out; HTTP passwords and cookies of other libraries may be sent.`;
    return { message, severity: "warning" };
  }
  return {
    message: `With CORS_ALLOW_CREDENTIALS, any website may send requests with your visitors' logins to ${what} and read the responses, unless the visitor's browser keeps the session cookie out.`,
    severity: "warning",
  };
}
