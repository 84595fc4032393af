import { REFERRER_POLICIES } from "../../django/referrerPolicies";
import { judgePolicies, REFERRER_POLICY } from "../referrerPolicy";
import { defineRule } from "../rule";
import { replaceLiteral } from "../settingEdits";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

export default defineRule({
  id: "referrer-policy-leaks",
  group: "security",
  severity: "info",
  summary: "The Referrer-Policy sends full URLs to other sites",
  docs: {
    why:
      "With `unsafe-url` and `no-referrer-when-downgrade` every site that a page links to or loads from gets the page's " +
      "full URL: search terms, numbers of orders, tokens in links from mails.",
    how:
      "Use `strict-origin-when-cross-origin`, which gives other sites the name of yours only, or leave the setting out " +
      "to give them nothing.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#referrer-policy",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Referrer-Policy",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer-when-downgrade"\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_REFERRER_POLICY = "origin"\n`,
      `${MIDDLEWARE}SECURE_REFERRER_POLICY = "unsafe-url, strict-origin"\n`,
      `import os\n\n${MIDDLEWARE}SECURE_REFERRER_POLICY = os.environ.get("REFERRER_POLICY", "unsafe-url")\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(REFERRER_POLICY)) return satisfied("Django sends same-origin by default");
    const judgement = judgePolicies(context, (policies) => {
      const unknown = policies.find((each) => !REFERRER_POLICIES.includes(each));
      if (unknown !== undefined) return notApplicable("a policy does not exist");
      const policy = policies.at(-1);
      if (policy !== "unsafe-url" && policy !== "no-referrer-when-downgrade") return satisfied();
      return {
        state: "violated",
        message: `With the Referrer-Policy "${policy}", browsers send a page's full URL, with any token in it, to every site that the page links to or loads from.`,
      };
    });
    return verdictOn(settings, REFERRER_POLICY, judgement, "");
  },
  fixes: [
    {
      title: "Send other sites only the origin",
      safety: "review",
      preferred: true,
      edits: (context) => replaceLiteral(context, REFERRER_POLICY, () => '"strict-origin-when-cross-origin"'),
    },
  ],
});
