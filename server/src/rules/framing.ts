/** What the rules on X-Frame-Options share: what else says who may frame the pages, and what a frame can do. */
import { contains, entry, type Plain, type Tri, truthy } from "../settings/plain";
import type { Answer } from "../settings/settings";
import { CSP_MIDDLEWARE, DJANGO_CSP_ENFORCED, directivesIn, ENFORCED } from "./csp";
import { knownStrings, SECURITY_MIDDLEWARE, SESSION_MIDDLEWARE, XFRAME_MIDDLEWARE } from "./middleware";
import { notApplicable, reasonOf, undecided } from "./verdicts";

/** The end of a message on pages that other sites can show in a frame, by whether the login cookie goes along. */
export const LOGGED_OUT = "Visitors are not logged in there, because browsers keep the session cookie out.";
export const INVISIBLE = "an invisible frame and make logged-in visitors click there.";

/** The settings of Content-Security-Policy by who reads them: Django 6.0, django-csp 4, and django-csp before. */
export const FRAME_POLICIES = [ENFORCED, DJANGO_CSP_ENFORCED, "CSP_FRAME_ANCESTORS"] as const;

const PACKAGE_CSP = "csp.middleware.CSPMiddleware";

/** The answer where a policy says, or may say, who may frame the pages: browsers follow that instead. Else undefined. */
export function framedByPolicy(middleware: Plain, ...policies: readonly Plain[]): Answer | undefined {
  switch (hasFrameAncestors(middleware, policies)) {
    case true:
      return notApplicable("frame-ancestors of the Content-Security-Policy decides instead");
    case false:
      return undefined;
    case undefined:
      return undecided("a Content-Security-Policy may say who may frame the pages");
  }
}

function hasFrameAncestors(middleware: Plain, [own, policy, old]: readonly Plain[]): Tri {
  const names = knownStrings(middleware)?.map(({ value }) => value);
  if (names === undefined) return undefined;
  if (names.includes(CSP_MIDDLEWARE) && hasDirective(own) !== false) return hasDirective(own);
  if (names.includes(PACKAGE_CSP)) {
    const directives = policy && directivesIn(DJANGO_CSP_ENFORCED, policy);
    const known = hasDirective(directives) || (old !== undefined && truthy(old));
    return known === true ? true : undefined;
  }
  // Other middleware may send the headers, as far as its name says what it does.
  return names.some((name) => /csp|frame|securit/i.test(name) && !KNOWN.has(name)) ? undefined : false;
}

const KNOWN: ReadonlySet<string> = new Set([SECURITY_MIDDLEWARE, XFRAME_MIDDLEWARE, CSP_MIDDLEWARE]);

/** Whether a policy has the directive; undefined if nobody knows. */
function hasDirective(policy: Plain | undefined): Tri {
  const value = policy && entry(policy, "frame-ancestors");
  if (value === undefined || value?.kind === "unknown" || value?.kind === "env") return undefined;
  // Django leaves out a directive without a value.
  return value !== null && (value.kind === "str" || truthy(value) !== false);
}

/** The answer of a rule on frames for a site on which nobody logs in with a cookie; else undefined. */
export function withoutSessions(middleware: Plain): Answer | undefined {
  switch (contains(middleware, SESSION_MIDDLEWARE)) {
    case true:
      return undefined;
    case false:
      return notApplicable(
        "SessionMiddleware, without which a frame shows what anybody sees, is not in MIDDLEWARE",
      );
    case undefined:
      return undecided(`MIDDLEWARE is not fully known: ${reasonOf(middleware)}`);
  }
}

/** Whether browsers keep the session cookie from frames on other sites, so that these show a logged-out page. */
export function cookieStaysOut(sameSite: Plain): boolean {
  return sameSite.kind === "str" && /^(?:lax|strict)$/i.test(sameSite.value);
}

/** Whether browsers do what a value of X_FRAME_OPTIONS says. Django sends it in upper case. */
export function isHonoured(value: string): boolean {
  return /^(?:deny|sameorigin)$/i.test(value);
}
