import { REFERRER_POLICIES } from "../../django/referrerPolicies";
import { stringValue } from "../../edits/python/displays";
import { nearest } from "../../nearest";
import type { Answer } from "../../settings/settings";
import type { Expr } from "../../syntax/python/ast";
import { effectivePolicy, judgePolicies, REFERRER_POLICY } from "../referrerPolicy";
import { defineRule } from "../rule";
import { assignedExpression, replaceLiteral, restoreDefault } from "../settingEdits";
import { isHeard } from "../silenced";
import { satisfied, verdictOn } from "../verdicts";

const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

/** Where browsers end up with no-referrer, that hurts more. */
const COVERED = { coveredBy: "referrer-policy-breaks-forms" };

const RAISES =
  "SECURE_REFERRER_POLICY is neither a string nor a list of strings: Django cannot make a header of it, and every page fails with error 500.";

export default defineRule({
  id: "referrer-policy-invalid",
  group: "security",
  severity: "warning",
  djangoIds: ["security.E023"],
  summary: "SECURE_REFERRER_POLICY names a policy that does not exist",
  docs: {
    why:
      "Browsers ignore a policy that they do not know, so other sites may learn more about your addresses than you " +
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
    const isChecked = isHeard(settings, "security.E023");
    const judgement = judgePolicies(context, (policies) => check(policies, isChecked), [], {
      state: "violated",
      message: RAISES,
    });
    const raises = judgement.state === "violated" && judgement.message === RAISES;
    const works = judgement.state === "violated" && judgement.message?.includes(STILL_FOLLOWED);
    const more = raises ? ({ severity: "error" } as const) : COVERED;
    return verdictOn(settings, REFERRER_POLICY, judgement, "", works ? { ...more, severity: "info" } : more);
  },
  fixes: [
    {
      title: (context) => {
        const value = assignedExpression(context, REFERRER_POLICY);
        return `Change it to ${(value && corrected(value)) ?? "a valid policy"}`;
      },
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

const STILL_FOLLOWED = "browsers still follow it";

function check(policies: readonly string[], isChecked: boolean): Answer {
  const wrong = policies.find((policy) => !REFERRER_POLICIES.includes(policy));
  if (wrong === undefined) return satisfied();
  if (policies.every((policy) => REFERRER_POLICIES.includes(policy.toLowerCase()))) {
    const message = `SECURE_REFERRER_POLICY has "${wrong}" instead of "${wrong.toLowerCase()}": ${STILL_FOLLOWED}, but \`check --deploy\` fails.`;
    return isChecked ? { state: "violated", message } : satisfied("browsers know it in any case");
  }
  const fails = isChecked ? ", and `check --deploy` fails" : "";
  const what = wrong === "" ? "an empty policy" : `"${wrong.slice(0, 60)}", which is not a valid policy`;
  const rest = effectivePolicy(policies);
  const consequence =
    rest === undefined
      ? "browsers ignore it and use their own default"
      : `browsers ignore it and use "${rest}", another entry`;
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
