import { EditSession } from "../../edits/session";
import { contains, truthy } from "../../settings/plain";
import { addReportedPolicy, CSP_MIDDLEWARE, ENFORCED, POLICIES } from "../csp";
import { judgeMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const DJANGO_6 = "Django==6.0.1\ngunicorn\n";
const MIDDLEWARE = `MIDDLEWARE = [\n    "${CSP_MIDDLEWARE}",\n]\n`;

export default defineRule({
  id: "csp-middleware-no-policy",
  group: "security",
  severity: "info",
  summary: "ContentSecurityPolicyMiddleware has no policy to send",
  docs: {
    why:
      "SECURE_CSP and SECURE_CSP_REPORT_ONLY are empty by default, and the middleware sends no header for an empty policy. " +
      "Only views that set a policy of their own have one.",
    how: "Write a policy: first in `SECURE_CSP_REPORT_ONLY`, which blocks nothing, then in `SECURE_CSP`.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/csp/",
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-csp",
    ],
  },
  examples: {
    bad: [
      {
        code: { "requirements.txt": DJANGO_6, "mysite/settings.py": MIDDLEWARE },
        fixed: {
          "requirements.txt": DJANGO_6,
          "mysite/settings.py": `from django.utils.csp import CSP\n\n${MIDDLEWARE}\nSECURE_CSP_REPORT_ONLY = {"default-src": [CSP.SELF]}\n`,
        },
      },
    ],
    good: [
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from django.utils.csp import CSP\n\n${MIDDLEWARE}SECURE_CSP = {"default-src": [CSP.SELF]}\n`,
      },
      {
        "requirements.txt": DJANGO_6,
        "mysite/settings.py": `from common import POLICY\n\n${MIDDLEWARE}SECURE_CSP = POLICY\n`,
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (contains(settings.value("MIDDLEWARE"), CSP_MIDDLEWARE) === false)
      return notApplicable("ContentSecurityPolicyMiddleware is not in MIDDLEWARE");
    const before = answerBefore(project, "6.0");
    if (before !== undefined) return before;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", ...POLICIES], (middleware, ...policies) => {
      const installed = contains(middleware!, CSP_MIDDLEWARE);
      if (installed === undefined) return undecided(reasonOf(middleware!));
      if (!installed) return notApplicable("ContentSecurityPolicyMiddleware is not in MIDDLEWARE");
      const unclear = policies.find((policy) => truthy(policy) === undefined);
      if (policies.some((policy) => truthy(policy))) return satisfied();
      if (unclear !== undefined) return undecided(reasonOf(unclear));
      const items = "items" in middleware! ? middleware.items : [];
      const own = items.find((item) => item.kind === "str" && item.value === CSP_MIDDLEWARE);
      return { state: "violated", at: own?.at };
    });
    return verdictOn(
      settings,
      ENFORCED,
      judgement,
      "ContentSecurityPolicyMiddleware has no policy to send, because SECURE_CSP and SECURE_CSP_REPORT_ONLY are both empty: only views with a policy of their own are protected.",
    );
  },
  fixes: [
    {
      title: "Add a report-only policy, which blocks nothing",
      safety: "review",
      preferred: true,
      edits(context) {
        const session = new EditSession(context.snapshot);
        return addReportedPolicy(context, session) ? session.changes() : undefined;
      },
    },
  ],
});
