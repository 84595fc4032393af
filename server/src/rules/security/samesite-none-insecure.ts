import { truthy } from "../../settings/plain";
import {
  asksForNone,
  type Cookie,
  cookieAt,
  eachCookie,
  judgeCookie,
  secureFix,
  severityFor,
} from "../cookies";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { replaceLiteral } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SESSIONS = 'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions"]\n';

export default defineRule({
  id: "samesite-none-insecure",
  group: "security",
  severity: "error",
  summary: "A cookie with SameSite=None is not Secure",
  docs: {
    why:
      "Browsers accept a cookie with `SameSite=None` only if it has the attribute Secure too, and drop it otherwise. " +
      "Without the session cookie nobody stays logged in; without the CSRF cookie every form is refused.",
    how:
      "Turn the matching `_COOKIE_SECURE` on in production. If no other site embeds or calls yours with cookies, use " +
      '"Lax" instead.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-samesite",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#samesitesamesite-value",
    ],
  },
  examples: {
    bad: [
      {
        code: `${SESSIONS}SESSION_COOKIE_SAMESITE = "None"\n`,
        fixed: `${SESSIONS}SESSION_COOKIE_SAMESITE = "None"\n\nif not DEBUG:\n    SESSION_COOKIE_SECURE = True\n`,
      },
      {
        code: [
          "DEBUG = False",
          "MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']",
          "CSRF_COOKIE_SAMESITE = 'none'",
          "CSRF_COOKIE_SECURE = False",
          "",
        ].join("\n"),
        fixed: [
          "DEBUG = False",
          "MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']",
          "CSRF_COOKIE_SAMESITE = 'none'",
          "CSRF_COOKIE_SECURE = not DEBUG",
          "",
        ].join("\n"),
      },
    ],
    good: [
      `${SESSIONS}SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True\n`,
      `${SESSIONS}SESSION_COOKIE_SAMESITE = None\n`,
      `import os\n\n${SESSIONS}SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = "DYNO" in os.environ\n`,
    ],
  },
  check: (context) => eachCookie(context, "SAMESITE", (cookie) => check(context, cookie)),
  fixes: [
    secureFix("Send the cookie only over HTTPS", (context, at) => cookieAt(context, "SAMESITE", at)),
    {
      title: 'Keep the cookie to this site with "Lax"',
      safety: "review",
      edits(context, { at }) {
        const cookie = cookieAt(context, "SAMESITE", at);
        return cookie && replaceLiteral(context, `${cookie.prefix}_SAMESITE`, () => '"Lax"');
      },
    },
  ],
});

function check(context: RuleContext, cookie: Cookie): Verdict {
  const name = `${cookie.prefix}_SAMESITE`;
  const judgement = judgeCookie(context, cookie, ["SAMESITE", "SECURE"], (sameSite, secure) => {
    if (sameSite!.kind === "unknown" || sameSite!.kind === "env") return undecided(reasonOf(sameSite!));
    if (!asksForNone(sameSite!)) return satisfied("SameSite=None is not asked for");
    const on = truthy(secure!);
    if (on === undefined) return undecided(reasonOf(secure!));
    return on ? satisfied() : { state: "violated" };
  });
  return verdictOn(
    context.settings,
    name,
    judgement,
    `Browsers drop ${cookie.words}, so ${cookie.loss}: ${name} asks for SameSite=None, which needs Secure, and ${cookie.prefix}_SECURE is off.`,
    severityFor(cookie),
  );
}
