import { truthy } from "../../settings/plain";
import {
  ALLOW_ALL,
  allowsEveryOrigin,
  CREDENTIALS,
  corsName,
  definesCors,
  isForSomePaths,
  judgeCors,
  ORIGIN_FIXES,
  placeOfEveryOrigin,
  REGEXES,
} from "../cors";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware"]\n';

export default defineRule({
  id: "cors-allow-all",
  group: "security",
  severity: "info",
  summary: "Every website may read this site's responses",
  docs: {
    why:
      "Browsers keep the pages of one site from reading another, unless that other site allows it. This one allows it " +
      "to all: any page that somebody opens may call it in the background and read what comes back. Cookies stay out " +
      "as long as CORS_ALLOW_CREDENTIALS is off, but whatever answers without a login is open to every page on the web.",
    how:
      "List the origins of your own front ends in `CORS_ALLOWED_ORIGINS`. If the site has an API that is meant for " +
      'everybody, keep the permission to it: `CORS_URLS_REGEX = r"^/api/"`.',
    references: [
      "https://github.com/adamchainz/django-cors-headers#configuration",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS",
    ],
  },
  examples: {
    bad: [
      {
        code: `import os\n\n${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = True\n`,
        fixed: `import os\n\n${MIDDLEWARE}CORS_ALLOWED_ORIGINS = [origin.strip() for origin in os.environ.get("CORS_ALLOWED_ORIGINS", "").split(",") if origin.strip()]\n`,
      },
      {
        code: `${MIDDLEWARE}CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n`,
        fixed: `${MIDDLEWARE}CORS_ORIGIN_ALLOW_ALL = False\nCORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n`,
      },
      { code: `${MIDDLEWARE}CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://.*$"]\n` },
      { code: `${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = True\nCORS_URLS_REGEX = r"^/api/.*$"\n` },
    ],
    good: [
      `${MIDDLEWARE}CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\n`,
      `import os\n\n${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = os.environ.get("OPEN") == "1"\n`,
      `import os\n\n${MIDDLEWARE}DEBUG = os.environ.get("DEBUG") == "1"\nCORS_ALLOW_ALL_ORIGINS = DEBUG\n`,
      // The new name wins.
      `${MIDDLEWARE}CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_ALL_ORIGINS = False\n`,
      // Before 3.5 there was only the old name.
      {
        "requirements.txt": "Django==3.2.25\ndjango-cors-headers==3.4.0\n",
        "mysite/settings.py": `${MIDDLEWARE}CORS_ALLOW_ALL_ORIGINS = True\n`,
      },
    ],
  },
  check(context) {
    if (!definesCors(context, [ALLOW_ALL, REGEXES])) return satisfied("no setting allows every origin");
    const judgement = judgeCors(
      context,
      [ALLOW_ALL, REGEXES, CREDENTIALS],
      (all = null, regexes = null, credentials = null) => {
        const every = allowsEveryOrigin(all, regexes);
        if (every === undefined) return undecided(reasonOf(all ?? regexes!));
        if (!every) return satisfied();
        if (credentials !== null && truthy(credentials) === true)
          return notApplicable("CORS_ALLOW_CREDENTIALS is on too, which is worse");
        return { state: "violated", at: placeOfEveryOrigin(all, regexes) };
      },
    );
    const part = isForSomePaths(context);
    const switched = corsName(context, ALLOW_ALL);
    const cause =
      truthy(context.settings.value(switched)) === true
        ? `${switched} is on`
        : `${corsName(context, REGEXES)} matches every origin`;
    return verdictOn(
      context.settings,
      corsName(context, ALLOW_ALL),
      judgement,
      part
        ? "Any website may read the responses of the paths in CORS_URLS_REGEX. That is right only for a public API."
        : `${cause}: any website may read from its visitors' browsers what this site shows without a login. That is wrong if only some networks can reach the site.`,
    );
  },
  fixes: ORIGIN_FIXES,
});
