import { contains } from "../../settings/plain";
import { CSRF_MIDDLEWARE } from "../middleware";
import { effectivePolicy, judgePolicies, REFERRER_POLICY } from "../referrerPolicy";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const MIDDLEWARE = [
  "MIDDLEWARE = [",
  '    "django.middleware.security.SecurityMiddleware",',
  '    "django.middleware.csrf.CsrfViewMiddleware",',
  "]",
  "CSRF_COOKIE_SECURE = True",
  "",
].join("\n");

export default defineRule({
  id: "referrer-policy-breaks-forms",
  group: "security",
  severity: "warning",
  summary: "The Referrer-Policy no-referrer makes Django refuse forms",
  docs: {
    why:
      "Under `no-referrer` browsers hide from your own server, too, which page a form is on: they send `Origin: null` " +
      "and no Referer. Django's CSRF protection needs one of them over HTTPS, and answers 403. The login of the admin is " +
      "such a form.",
    how: 'Leave the setting out: "same-origin" also tells other sites nothing, but your own server gets what it needs.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/middleware/#referrer-policy",
      "https://docs.djangoproject.com/en/stable/ref/csrf/#how-it-works",
      "https://fetch.spec.whatwg.org/#origin-header",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer"\n`,
        fixed: MIDDLEWARE,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer, same-origin"\n`,
      `import os\n\n${MIDDLEWARE}SECURE_REFERRER_POLICY = os.environ["REFERRER_POLICY"]\n`,
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_REFERRER_POLICY = "no-referrer"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(REFERRER_POLICY)) return satisfied("Django sends same-origin by default");
    const judgement = judgePolicies(
      context,
      (policies, middleware, origins) => {
        const checked = contains(middleware!, CSRF_MIDDLEWARE);
        if (checked === false) return notApplicable("CsrfViewMiddleware is not in MIDDLEWARE");
        if (effectivePolicy(policies) !== "no-referrer") return satisfied();
        if (checked === undefined) return undecided(reasonOf(middleware!));
        const trusted = contains(origins!, "null");
        if (trusted === undefined) return undecided(reasonOf(origins!));
        return trusted ? satisfied("the origin null is trusted") : { state: "violated" };
      },
      ["MIDDLEWARE", "CSRF_TRUSTED_ORIGINS"],
    );
    return verdictOn(
      settings,
      REFERRER_POLICY,
      judgement,
      "With the Referrer-Policy no-referrer, browsers send forms without saying where they come from, and Django's CSRF protection refuses each one over HTTPS with 403.",
      contains(settings.value("INSTALLED_APPS"), "django.contrib.admin") ? { severity: "error" } : {},
    );
  },
  fixes: [
    {
      title: 'Use Django\'s default "same-origin"',
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, REFERRER_POLICY, '"same-origin"'),
    },
  ],
});
