import { truthy } from "../../settings/plain";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { REFERRER_POLICY } from "../referrerPolicy";
import { defineRule } from "../rule";
import { restoreDefault, setValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

export default defineRule({
  id: "referrer-policy-missing",
  group: "security",
  severity: "info",
  djangoIds: ["security.W022"],
  summary: "No Referrer-Policy is sent",
  docs: {
    why:
      "Without the header each browser decides by itself what other sites learn about the page that a visitor comes from. " +
      "Today's send them the name of the site; older ones send the whole address, with the tokens that may be in it.",
    how:
      'Leave the setting out for Django\'s default "same-origin", which tells other sites nothing; or use ' +
      '"strict-origin-when-cross-origin" if they need to know that the visitor came from you.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-referrer-policy",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#referrer-policy",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = None\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_REFERRER_POLICY = "strict-origin"\n`,
      `import os\n\n${MIDDLEWARE}SECURE_REFERRER_POLICY = os.environ.get("REFERRER_POLICY")\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(REFERRER_POLICY)) return satisfied("Django sends same-origin by default");
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", REFERRER_POLICY], (middleware, policy) => {
      const without = withoutSecurityMiddleware(middleware);
      if (without !== undefined) return without;
      // Django's check finds fault with an empty string by another name.
      const some = policy.kind === "str" ? true : truthy(policy);
      if (some === undefined) return undecided(reasonOf(policy));
      return some ? satisfied() : { state: "violated" };
    });
    return verdictOn(
      settings,
      REFERRER_POLICY,
      judgement,
      "SECURE_REFERRER_POLICY is off: each browser decides by itself what other sites learn about your URLs, and older ones send them in full.",
    );
  },
  fixes: [
    {
      title: "Send other sites only the origin, as today's browsers do",
      safety: "review",
      preferred: true,
      edits: (context) => setValue(context, REFERRER_POLICY, () => '"strict-origin-when-cross-origin"'),
    },
    {
      title: "Send other sites nothing, as Django does by default",
      safety: "review",
      edits: (context) => restoreDefault(context, REFERRER_POLICY, '"same-origin"'),
    },
  ],
});
