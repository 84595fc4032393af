import { insertItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { CSP_MIDDLEWARE, ENFORCED, hasPolicy, POLICIES, REPORTED, sendsPolicy } from "../csp";
import { judgeMiddleware } from "../middleware";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";
const POLICY = 'SECURE_CSP = {"default-src": [CSP.SELF]}\n';

/** Middleware that belongs last. */
const LAST = [
  "django.middleware.cache.FetchFromCacheMiddleware",
  "django.contrib.flatpages.middleware.FlatpageFallbackMiddleware",
  "django.contrib.redirects.middleware.RedirectFallbackMiddleware",
];

export default defineRule({
  id: "csp-without-middleware",
  group: "security",
  severity: "warning",
  summary: "SECURE_CSP is set, but nothing sends it",
  docs: {
    why:
      "SECURE_CSP and SECURE_CSP_REPORT_ONLY only describe a policy. The header is the work of a middleware of its own, not of " +
      "SecurityMiddleware, and none of Django's checks misses it: pages look protected in the settings and are not.",
    how: `Add \`${CSP_MIDDLEWARE}\` to MIDDLEWARE.`,
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#content-security-policy-middleware",
      "https://docs.djangoproject.com/en/stable/howto/csp/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": [
            "from django.utils.csp import CSP",
            "",
            "MIDDLEWARE = [",
            "    'django.middleware.cache.UpdateCacheMiddleware',",
            "    'django.middleware.security.SecurityMiddleware',",
            "    'django.middleware.cache.FetchFromCacheMiddleware',",
            "]",
            "SECURE_CSP = {'default-src': [CSP.SELF]}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": [
            "from django.utils.csp import CSP",
            "",
            "MIDDLEWARE = [",
            "    'django.middleware.cache.UpdateCacheMiddleware',",
            "    'django.middleware.security.SecurityMiddleware',",
            "    'django.middleware.csp.ContentSecurityPolicyMiddleware',",
            "    'django.middleware.cache.FetchFromCacheMiddleware',",
            "]",
            "SECURE_CSP = {'default-src': [CSP.SELF]}",
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from django.utils.csp import CSP\n\nMIDDLEWARE = ["${CSP_MIDDLEWARE}"]\n${POLICY}`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from common import MORE\nfrom django.utils.csp import CSP\n\nMIDDLEWARE = [*MORE]\n${POLICY}`,
      },
      { "mysite/settings.py": 'MIDDLEWARE = []\nSECURE_CSP = {"default-src": ["\'self\'"]}\n' },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!POLICIES.some((name) => settings.defines(name))) return satisfied("no policy is set");
    const before = answerBefore(project, "6.0");
    if (before !== undefined) return before;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", ...POLICIES], (middleware, ...policies) => {
      // What is no dict is told elsewhere.
      const set = policies.map((policy) => (policy.kind === "dict" ? truthy(policy) : false));
      const unclear = policies.find(({ kind }) => kind === "unknown" || kind === "env");
      if (!set.includes(true)) return unclear === undefined ? satisfied() : undecided(reasonOf(unclear));
      const sent = sendsPolicy(middleware!);
      if (sent === undefined) return undecided(reasonOf(middleware!));
      return sent ? satisfied() : { state: "violated" };
    });
    const name =
      settings.defines(ENFORCED) && truthy(settings.value(ENFORCED)) !== false ? ENFORCED : REPORTED;
    return verdictOn(
      settings,
      name,
      judgement,
      `${name} is never sent: ContentSecurityPolicyMiddleware, which turns it into a header, is not in MIDDLEWARE.`,
    );
  },
  fixes: [
    {
      title: "Add ContentSecurityPolicyMiddleware",
      safety: "review",
      preferred: true,
      edits: (context) => (hasPolicy(context.settings) ? addMiddleware(context) : undefined),
    },
  ],
});

function addMiddleware(context: RuleContext) {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, "MIDDLEWARE");
  if (found?.value.type !== "List" && found?.value.type !== "Tuple") return undefined;
  const last = found.value.items.findLastIndex((item) => !LAST.includes(stringValue(item) ?? ""));
  insertItem(found.editor, found.value, `"${CSP_MIDDLEWARE}"`, last < 0 ? "first" : { after: last });
  return session.changes();
}
