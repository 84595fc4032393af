import { stringValue } from "../../edits/python/displays";
import { nearest } from "../../nearest";
import { type Plain, truthy } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { assignedExpression, replaceLiteral } from "../settingEdits";
import { isHeard } from "../silenced";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const NAME = "SECURE_CROSS_ORIGIN_OPENER_POLICY";
const POLICIES = ["same-origin", "same-origin-allow-popups", "unsafe-none"];
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

export default defineRule({
  id: "coop-invalid",
  group: "security",
  severity: "warning",
  djangoIds: ["security.E024"],
  summary: "SECURE_CROSS_ORIGIN_OPENER_POLICY is not a policy that Django knows",
  docs: {
    why:
      "A browser that does not know the policy behaves as if there were none: a page of another site that opens yours keeps " +
      "access to its window. `manage.py check --deploy` fails on the value.",
    how: "Use `same-origin`, `same-origin-allow-popups` or `unsafe-none`; `None` sends no header.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-cross-origin-opener-policy",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#cross-origin-opener-policy",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popup"\n`,
        fixed: `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"\n`,
      },
      {
        code: `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = ""\n`,
        fixed: `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = None\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin-allow-popups"\n`,
      `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = None\n`,
      `import os\n\n${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = os.environ["OPENER_POLICY"]\n`,
      {
        "requirements.txt": "Django==3.2.25\ngunicorn\n",
        "mysite/settings.py": `${MIDDLEWARE}SECURE_CROSS_ORIGIN_OPENER_POLICY = "same"\n`,
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(NAME)) return satisfied("Django sends same-origin by default");
    const before = answerBefore(project, "4.0");
    if (before !== undefined) return before;
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", NAME], (middleware, policy) => {
      const without = withoutSecurityMiddleware(middleware);
      if (without !== undefined) return without;
      if (policy.kind === "unknown" || policy.kind === "env") return undecided(reasonOf(policy));
      const works = truthy(policy) === false || isKnownToBrowsers(policy);
      if (works && !isHeard(settings, "security.E024")) return notApplicable("Django's check is silenced");
      return isValid(policy)
        ? satisfied()
        : { state: "violated", message: messageOn(policy, isHeard(settings, "security.E024")) };
    });
    const policy = settings.value(NAME);
    const isHarmless = truthy(policy) === false || isKnownToBrowsers(policy);
    return verdictOn(settings, NAME, judgement, "", isHarmless ? INFO : {});
  },
  fixes: [
    {
      title: (context) => {
        const value = assignedExpression(context, NAME);
        const isOff = truthy(context.settings.value(NAME)) === false;
        return `Change it to ${isOff || value === undefined ? "None" : corrected(value)}`;
      },
      safety: "review",
      preferred: true,
      edits(context) {
        const policy = context.settings.value(NAME);
        if (isKnownToBrowsers(policy)) return undefined;
        // No header is sent now, and none then.
        return replaceLiteral(context, NAME, truthy(policy) === false ? () => "None" : corrected);
      },
    },
  ],
});

const INFO = { severity: "info" } as const;

function isValid(policy: Plain): boolean {
  return policy.kind === "none" || (policy.kind === "str" && POLICIES.includes(policy.value));
}

/** Policies with parameters, and one that came after Django's list: the header is good, Django's check is not content. */
function isKnownToBrowsers(policy: Plain): boolean {
  return (
    policy.kind === "str" &&
    /^(?:same-origin|same-origin-allow-popups|noopener-allow-popups|unsafe-none)\s*(?:;.*)?$/.test(
      policy.value,
    )
  );
}

function messageOn(policy: Plain, isChecked: boolean): string {
  if (truthy(policy) === false)
    return `${NAME} is switched off with another value than None, so \`check --deploy\` fails.`;
  if (isKnownToBrowsers(policy))
    return `Browsers may know this policy, but Django's list does not have it: \`check --deploy\` fails on ${NAME}.`;
  const fails = isChecked ? ", and `check --deploy` fails" : "";
  return `${NAME} is not a valid policy: browsers ignore it, so sites that open yours keep access to its window${fails}.`;
}

function corrected(value: Expr): string {
  const word = (stringValue(value) ?? "")
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, "-");
  return `"${nearest(word, POLICIES) ?? "same-origin"}"`;
}
