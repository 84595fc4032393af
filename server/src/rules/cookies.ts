/** The two rules on cookies without the Secure attribute differ only in who sets the cookie. */
import type { Plain } from "../settings/plain";
import type { Answer } from "../settings/settings";
import { judgeMiddleware } from "./middleware";
import { coveredByDebug, productionTitle, setForProduction } from "./production";
import type { Fix, RuleContext, Verdict } from "./rule";
import { mustBeTrue, severityOfTrue, verdictOn } from "./verdicts";

/** @param unused the answer for a project that does not send the cookie, or where nobody knows. */
export function checkCookie(
  context: RuleContext,
  name: string,
  senders: readonly string[],
  unused: (...senders: Plain[]) => Answer | undefined,
  message: string,
): Verdict {
  const { settings } = context;
  const judgement = judgeMiddleware(
    context,
    [name, ...senders],
    (secure, ...values) => unused(...values) ?? mustBeTrue(name, secure!),
  );
  const more = { ...severityOfTrue(judgement), ...coveredByDebug(context, name) };
  return verdictOn(settings, name, judgement, message, more);
}

export function cookieFix(name: string, title: string): Fix {
  return {
    title: productionTitle(title),
    safety: "review",
    preferred: true,
    edits: (context) => setForProduction(context, [{ name, value: "True", development: "False" }]),
  };
}
