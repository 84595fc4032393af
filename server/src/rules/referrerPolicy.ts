/** The header Referrer-Policy, as SecurityMiddleware makes it and as browsers read it. */
import { REFERRER_POLICIES } from "../django/referrerPolicies";
import { type Plain, truthy } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import { judgeMiddleware, withoutSecurityMiddleware } from "./middleware";
import type { RuleContext } from "./rule";
import { notApplicable, reasonOf, undecided } from "./verdicts";

export const REFERRER_POLICY = "SECURE_REFERRER_POLICY";

/** The policies that the setting lists, in their order; undefined where nobody knows, or where it lists none. */
function policiesOf(value: Plain): readonly string[] | undefined {
  if (value.kind === "str") return value.value.split(",").map((policy) => policy.trim());
  if (value.kind !== "list" && value.kind !== "tuple") return undefined;
  const known = value.items.flatMap((item) => (item.kind === "str" ? [item.value] : []));
  return value.open === undefined && known.length === value.items.length ? known : undefined;
}

/** Whether Django cannot make a header of the value, and every response raises TypeError. */
function isNoPolicy(value: Plain): boolean {
  if (value.kind === "bool" || value.kind === "int" || value.kind === "float") return truthy(value) === true;
  const parts = value.kind === "list" || value.kind === "tuple" ? value.items : [];
  return parts.some(({ kind }) => kind === "none" || kind === "bool" || kind === "int" || kind === "float");
}

/** Asks about the policies of a project whose SecurityMiddleware sends some. `raises` answers for what is no policy. */
export function judgePolicies(
  context: RuleContext,
  question: (policies: readonly string[], ...others: Plain[]) => Answer,
  others: readonly string[] = [],
  raises: Answer = notApplicable("Django cannot make a header of it"),
): Judgement {
  return judgeMiddleware(
    context,
    ["MIDDLEWARE", REFERRER_POLICY, ...others],
    (middleware, value, ...rest) => {
      const without = withoutSecurityMiddleware(middleware!);
      if (without !== undefined) return without;
      if (value!.kind === "none") return notApplicable("no policy is sent");
      if (isNoPolicy(value!)) return raises;
      const policies = policiesOf(value!);
      return policies === undefined ? undecided(reasonOf(value!)) : question(policies, ...rest);
    },
  );
}

/** The policy that browsers follow: the last one that they know. */
export function effectivePolicy(policies: readonly string[]): string | undefined {
  return policies.findLast((policy) => REFERRER_POLICIES.includes(policy.toLowerCase()))?.toLowerCase();
}
