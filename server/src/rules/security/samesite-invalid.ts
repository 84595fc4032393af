import { stringValue } from "../../edits/python/displays";
import { nearest } from "../../nearest";
import { type Plain, truthy } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { type Cookie, cookieAt, eachCookie, judgeCookie, severityFor } from "../cookies";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { assignedExpression, replaceLiteral } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const VALUES = ["Lax", "Strict", "None"];
const SESSIONS = 'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = True\n';

export default defineRule({
  id: "samesite-invalid",
  group: "security",
  severity: "error",
  summary: "SameSite of a cookie has a value that does not exist",
  docs: {
    why:
      "Django looks at the value when it sets the cookie, not at the start: from then on every page that sets it, such as " +
      "the login, fails with error 500.",
    how: 'Use "Lax", "Strict" or "None"; Python\'s `None` or `False` leaves the attribute out.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite",
      "https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse.set_cookie",
    ],
  },
  examples: {
    bad: [
      {
        code: `${SESSIONS}SESSION_COOKIE_SAMESITE = "Stric"\n`,
        fixed: `${SESSIONS}SESSION_COOKIE_SAMESITE = "Strict"\n`,
      },
      {
        code: `${SESSIONS}SESSION_COOKIE_SAMESITE = True\n`,
        fixed: `${SESSIONS}SESSION_COOKIE_SAMESITE = "Lax"\n`,
      },
    ],
    good: [
      `${SESSIONS}SESSION_COOKIE_SAMESITE = "strict"\n`,
      `${SESSIONS}SESSION_COOKIE_SAMESITE = False\n`,
      `import os\n\n${SESSIONS}SESSION_COOKIE_SAMESITE = os.environ.get("SAMESITE", "Lax")\n`,
    ],
  },
  check: (context) => eachCookie(context, "SAMESITE", (cookie) => check(context, cookie)),
  fixes: [
    {
      title: (context, { at }) => {
        const cookie = cookieAt(context, "SAMESITE", at);
        const value = cookie && assignedExpression(context, `${cookie.prefix}_SAMESITE`);
        return `Change it to ${value ? valid(value) : '"Lax"'}`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const cookie = cookieAt(context, "SAMESITE", at);
        return cookie && replaceLiteral(context, `${cookie.prefix}_SAMESITE`, valid);
      },
    },
  ],
});

function check(context: RuleContext, cookie: Cookie): Verdict {
  const name = `${cookie.prefix}_SAMESITE`;
  const judgement = judgeCookie(context, cookie, ["SAMESITE"], (value) => {
    if (value!.kind === "unknown" || value!.kind === "env") return undecided(reasonOf(value!));
    if (truthy(value!) === false || isValid(value!)) return satisfied();
    const exception = value!.kind === "str" || value!.kind === "bytes" ? "ValueError" : "AttributeError";
    return {
      state: "violated",
      message: `${name} has a value that Django does not know: setting ${cookie.words} raises ${exception}, and the page fails with error 500.`,
    };
  });
  return verdictOn(context.settings, name, judgement, "", severityFor(cookie));
}

function isValid(value: Plain): boolean {
  return value.kind === "str" && ["lax", "none", "strict"].includes(value.value.toLowerCase());
}

/** The value that was probably meant, as code. */
function valid(value: Expr): string {
  const text = (stringValue(value) ?? "").trim();
  const word = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
  return `"${nearest(word, VALUES, 2) ?? "Lax"}"`;
}
