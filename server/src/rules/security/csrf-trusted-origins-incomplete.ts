import { insertItem } from "../../edits/python/displays";
import { addSetting } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { contains, type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { corrected, isTrusted, someOf, TRUSTED_ORIGINS } from "../csrfOrigins";
import { isCovered } from "../hosts";
import { CORS_MIDDLEWARE, CSRF_MIDDLEWARE, judgeMiddleware, knownStrings } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const CORS_ORIGINS = "CORS_ALLOWED_ORIGINS";

const CORS = [
  'ALLOWED_HOSTS = ["api.example.com"]',
  "MIDDLEWARE = [",
  '    "django.middleware.security.SecurityMiddleware",',
  '    "corsheaders.middleware.CorsMiddleware",',
  '    "django.middleware.csrf.CsrfViewMiddleware",',
  "]",
  "CSRF_COOKIE_SECURE = True",
  "",
].join("\n");

export default defineRule({
  id: "csrf-trusted-origins-incomplete",
  group: "security",
  severity: "info",
  summary: "Sites that may send cookies are not trusted with forms",
  docs: {
    why:
      "CORS_ALLOWED_ORIGINS with CORS_ALLOW_CREDENTIALS lets the scripts of other origins send requests with cookies. Django's " +
      "CSRF protection does not look at it: what changes data is refused with 403 unless CSRF_TRUSTED_ORIGINS has the " +
      "origin too. Views that are exempt from CSRF protection are not affected.",
    how: "Add the origins to `CSRF_TRUSTED_ORIGINS` if their requests are to pass Django's CSRF protection.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
      "https://github.com/adamchainz/django-cors-headers#csrf-integration",
    ],
  },
  examples: {
    bad: [
      {
        code: `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://www.example.com"]\n`,
        fixed: `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://www.example.com"]\nCSRF_TRUSTED_ORIGINS = ["https://www.example.com"]\n`,
      },
      {
        code: `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://a.example.com", "https://b.example.com"]\nCSRF_TRUSTED_ORIGINS = ["https://a.example.com"]\n`,
        fixed: `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://a.example.com", "https://b.example.com"]\nCSRF_TRUSTED_ORIGINS = ["https://a.example.com", "https://b.example.com"]\n`,
      },
    ],
    good: [
      `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://www.example.com"]\nCSRF_TRUSTED_ORIGINS = ["https://*.example.com"]\n`,
      `${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = ["https://api.example.com"]\n`,
      `${CORS}CORS_ALLOWED_ORIGINS = ["https://www.example.com"]\n`,
      `import os\n\n${CORS}CORS_ALLOW_CREDENTIALS = True\nCORS_ALLOWED_ORIGINS = os.environ["ORIGINS"].split(",")\n`,
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(CORS_ORIGINS) || !settings.defines("CORS_ALLOW_CREDENTIALS"))
      return notApplicable("other origins may not send cookies");
    const before = answerBefore(project, "4.0");
    if (before !== undefined) return before;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "CORS_ALLOW_CREDENTIALS", CORS_ORIGINS, TRUSTED_ORIGINS, "ALLOWED_HOSTS"],
      (middleware, credentials, ...lists) =>
        unused(middleware!, credentials!) ?? answer(lists[0]!, lists[1]!, lists[2]!),
    );
    return verdictOn(
      settings,
      settings.defines(TRUSTED_ORIGINS) ? TRUSTED_ORIGINS : CORS_ORIGINS,
      judgement,
      "",
    );
  },
  fixes: [
    {
      title: "Add these origins to CSRF_TRUSTED_ORIGINS",
      safety: "review",
      preferred: true,
      edits: trustOrigins,
    },
  ],
});

function unused(middleware: Plain, credentials: Plain): Answer | undefined {
  const on = credentials.kind === "env" ? undefined : truthy(credentials);
  if (on === undefined) return undecided(reasonOf(credentials));
  if (!on) return notApplicable("other origins may not send cookies");
  for (const each of [CORS_MIDDLEWARE, CSRF_MIDDLEWARE]) {
    const installed = contains(middleware, each);
    if (installed === undefined) return undecided(reasonOf(middleware));
    if (!installed) return notApplicable(`${each} is not in MIDDLEWARE`);
  }
  return undefined;
}

function answer(cors: Plain, trusted: Plain, hosts: Plain): Answer {
  const missing = missingOrigins(cors, trusted, hosts);
  if (missing === undefined) {
    const unknown = [cors, trusted, hosts].find((list) => knownStrings(list) === undefined);
    return undecided(unknown === undefined ? "any host may be the site's own" : reasonOf(unknown));
  }
  if (missing.length === 0) return satisfied();
  return {
    state: "violated",
    message: `CSRF_TRUSTED_ORIGINS lacks ${someOf(missing)}, which your CORS settings allow to send cookies: where Django checks CSRF, requests from there that change data are refused with 403.`,
  };
}

/** The origins of other sites that CORS lets in with cookies and CSRF protection does not; undefined if nobody knows. */
function missingOrigins(cors: Plain, trusted: Plain, hosts: Plain): readonly string[] | undefined {
  const origins = knownStrings(cors)?.map(({ value }) => value);
  // What is wrong with an entry is told elsewhere.
  const entries = knownStrings(trusted)?.map(({ value }) => corrected(value) ?? value);
  const own = knownStrings(hosts)?.map(({ value }) => value.toLowerCase());
  if (origins === undefined || entries === undefined || own === undefined || own.includes("*"))
    return undefined;
  return origins.filter((origin) => {
    const host = /^https:\/\/([a-z0-9.-]+)(?::\d+)?$/.exec(origin)?.[1];
    return host !== undefined && !isCovered(host, own) && !isTrusted(origin, entries);
  });
}

function trustOrigins(context: RuleContext) {
  const { settings, snapshot } = context;
  const [cors, trusted, hosts] = [CORS_ORIGINS, TRUSTED_ORIGINS, "ALLOWED_HOSTS"].map((name) =>
    settings.value(name),
  );
  const missing = missingOrigins(cors!, trusted!, hosts!)?.map((origin) => `"${origin}"`) ?? [];
  const session = new EditSession(snapshot);
  if (missing.length === 0) return undefined;
  if (settings.defines(TRUSTED_ORIGINS)) {
    const found = assignedValue(context, session, TRUSTED_ORIGINS);
    if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
    insertItem(found.editor, found.value, missing.join(", "), "last");
    return session.changes();
  }
  const place = settings.assignment(CORS_ORIGINS);
  const editor = place && session.python(place.file);
  const code = `${TRUSTED_ORIGINS} = [${missing.join(", ")}]`;
  return editor && addSetting(editor, code, { related: /^CORS_/ }) ? session.changes() : undefined;
}
