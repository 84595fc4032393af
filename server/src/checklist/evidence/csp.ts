/** Whether pages have a Content-Security-Policy. */
import { DJANGO_CSP_ENFORCED, DJANGO_CSP_REPORTED, ENFORCED, REPORTED, sendsPolicy } from "../../rules/csp";
import { judgeMiddleware } from "../../rules/middleware";
import { reasonOf, satisfied, undecided } from "../../rules/verdicts";
import { truthy } from "../../settings/plain";
import type { ChecklistContext, Decision } from "../item";
import { notDecided } from "./basics";

/** Settings of django-csp 3. */
const OLD = /^CSP_[A-Z]+_SRC(?:_ELEM|_ATTR)?$/;

/** Decides whether a policy is sent, and whether browsers obey it. */
export function contentPolicy(context: ChecklistContext): Decision {
  const { settings } = context;
  const judgement = judgeMiddleware(context, ["MIDDLEWARE"], (middleware) => {
    const sent = sendsPolicy(middleware);
    if (sent === undefined) return undecided(reasonOf(middleware));
    return sent ? satisfied() : { state: "violated" };
  });
  if (judgement.state === "violated")
    return { state: "open", detail: "No middleware sends a Content-Security-Policy." };
  if (judgement.state !== "satisfied") return notDecided(judgement.reason);
  const isSet = (name: string) => settings.defines(name) && truthy(settings.value(name)) !== false;
  const enforced = [ENFORCED, DJANGO_CSP_ENFORCED, ...settings.names.filter((name) => OLD.test(name))].find(
    isSet,
  );
  const reportOnly = truthy(settings.value("CSP_REPORT_ONLY")) === true && enforced?.startsWith("CSP_");
  if (enforced !== undefined && !reportOnly)
    return {
      state: "ok",
      detail: `Browsers obey the policy in ${enforced}.`,
      at: settings.location(enforced),
    };
  const reported = reportOnly ? "CSP_REPORT_ONLY" : [REPORTED, DJANGO_CSP_REPORTED].find(isSet);
  if (reported !== undefined)
    return {
      state: "open",
      detail: `Browsers only report what ${reported} would block: enforce it once nothing of yours shows up.`,
      at: settings.location(reported),
    };
  return notDecided("a middleware that is not Django's may send a policy");
}
