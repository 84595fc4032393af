import { stringValue } from "../../edits/python/displays";
import { nearest } from "../../nearest";
import type { Answer } from "../../settings/settings";
import type { Expr } from "../../syntax/python/ast";
import { effectivePolicy, judgePolicies, REFERRER_POLICIES, REFERRER_POLICY } from "../referrerPolicy";
import { defineRule } from "../rule";
import { replaceLiteral, restoreDefault } from "../settingEdits";
import { isHeard } from "../silenced";
import { satisfied, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

/** Where browsers end up with no-referrer, that hurts more. */
const COVERED = { coveredBy: "referrer-policy-breaks-forms" };

const RAISES =
  "SECURE_REFERRER_POLICY is no text and no list of texts: Django cannot make a header of it, and every page ends with a server error.";

export default defineRule({
  id: "referrer-policy-invalid",
  group: "security",
  severity: "warning",
  djangoIds: ["security.E023"],
  summary: "SECURE_REFERRER_POLICY names a policy that does not exist",
  docs: {
    why:
      "Browsers pass over a policy that they do not know, so other sites may learn more about your addresses than you " +
      "wanted. `manage.py check --deploy` fails on it.",
    how: `Use one of ${REFERRER_POLICIES.map((policy) => `\`${policy}\``).join(", ")}.`,
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-referrer-policy",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Referrer-Policy",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "same_origin"\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "same-origin"\n`,
      },
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer, strict-origin-when-crossorigin"\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer, strict-origin-when-cross-origin"\n`,
      },
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = ["origin", "Strict-Origin"]\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = ["origin", "strict-origin"]\n`,
      },
      {
        code: `${MIDDLEWARE}SECURE_REFERRER_POLICY = True\n`,
        fixed: `${MIDDLEWARE}SECURE_REFERRER_POLICY = "same-origin"\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_REFERRER_POLICY = "no-referrer, strict-origin-when-cross-origin"\n`,
      `import os\n\n${MIDDLEWARE}SECURE_REFERRER_POLICY = os.environ["REFERRER_POLICY"]\n`,
      'MIDDLEWARE = []\nSECURE_REFERRER_POLICY = "same_origin"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(REFERRER_POLICY)) return satisfied("Django sends same-origin by default");
    const fails = isHeard(settings, "security.E023") ? ", and check --deploy fails" : "";
    const judgement = judgePolicies(context, (policies) => check(policies, fails), [], {
      state: "violated",
      message: RAISES,
    });
    const raises = judgement.state === "violated" && judgement.message === RAISES;
    return verdictOn(settings, REFERRER_POLICY, judgement, "", raises ? { severity: "error" } : COVERED);
  },
  fixes: [
    {
      title: "Correct the policy",
      safety: "review",
      preferred: true,
      edits: (context) => replaceLiteral(context, REFERRER_POLICY, corrected),
    },
    {
      title: 'Use Django\'s default "same-origin"',
      safety: "review",
      edits: (context) => restoreDefault(context, REFERRER_POLICY, '"same-origin"'),
    },
  ],
});

function check(policies: readonly string[], fails: string): Answer {
  const wrong = policies.find((policy) => !REFERRER_POLICIES.includes(policy));
  if (wrong === undefined) return satisfied();
  const what = wrong === "" ? "an empty policy" : `"${wrong.slice(0, 60)}", which is no policy`;
  const rest = effectivePolicy(policies);
  const consequence =
    rest === undefined
      ? "browsers pass over it and do what they do without a policy"
      : `browsers follow "${rest}"`;
  return {
    state: "violated",
    message: `SECURE_REFERRER_POLICY has ${what}: ${consequence}${fails}.`,
  };
}

/** The setting with policies that exist, as code. */
function corrected(value: Expr): string | undefined {
  if (value.type === "Constant" && value.constant.kind !== "str") return '"same-origin"';
  const text = stringValue(value);
  if (text !== undefined) {
    const policies = correctedPolicies(text.split(","));
    return policies && `"${policies.join(", ")}"`;
  }
  if (value.type !== "List" && value.type !== "Tuple") return undefined;
  const policies = correctedPolicies(value.items.map((item) => stringValue(item) ?? ""));
  const items = policies?.map((policy) => `"${policy}"`).join(", ");
  if (items === undefined) return undefined;
  return value.type === "List" ? `[${items}]` : `(${items},)`;
}

function correctedPolicies(policies: readonly string[]): readonly string[] | undefined {
  const named = policies.map((policy) =>
    policy
      .trim()
      .toLowerCase()
      .replace(/[_\s]+/g, "-"),
  );
  const known = named.filter((policy) => policy !== "").map((policy) => nearest(policy, REFERRER_POLICIES));
  if (known.includes(undefined)) return undefined;
  return known.length === 0 ? ["same-origin"] : (known as string[]);
}
