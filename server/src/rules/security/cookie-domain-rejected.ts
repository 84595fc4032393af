import type { FileChange } from "../../edits/edit";
import { stringValue } from "../../edits/python/displays";
import { type Cookie, cookieAt, eachCookie, judgeCookie, severityFor } from "../cookies";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";
import { replaceLiteral, restoreDefault } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const SESSIONS = 'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = True\n';

export default defineRule({
  id: "cookie-domain-rejected",
  group: "security",
  severity: "error",
  summary: "Browsers refuse the domain of a cookie",
  docs: {
    why:
      "A cookie's domain is the name of a host and nothing else. Browsers drop a cookie whose domain has a scheme, a port, a " +
      "path or a wildcard, and one for herokuapp.com as a whole, which belongs to all of Heroku's customers. Without the " +
      "session cookie nobody stays logged in.",
    how:
      "Leave the setting out, so that the cookie belongs to the host that sets it; or name your own domain, " +
      '".example.com", if its subdomains share the cookie.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-domain",
      "https://devcenter.heroku.com/articles/cookies-and-herokuapp-com",
    ],
  },
  examples: {
    bad: [
      {
        code: `${SESSIONS}SESSION_COOKIE_DOMAIN = ".herokuapp.com"\n`,
        fixed: SESSIONS,
      },
      {
        code: `${SESSIONS}SESSION_COOKIE_DOMAIN = "https://www.example.com/"\n`,
        fixed: `${SESSIONS}SESSION_COOKIE_DOMAIN = "www.example.com"\n`,
      },
      {
        code: 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = True\nCSRF_COOKIE_DOMAIN = "*.example.com"\n',
        fixed:
          'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = True\nCSRF_COOKIE_DOMAIN = ".example.com"\n',
      },
    ],
    good: [
      `${SESSIONS}SESSION_COOKIE_DOMAIN = ".example.com"\n`,
      `${SESSIONS}SESSION_COOKIE_DOMAIN = "mysite.herokuapp.com"\n`,
      `import os\n\n${SESSIONS}SESSION_COOKIE_DOMAIN = os.environ.get("COOKIE_DOMAIN")\n`,
    ],
  },
  check: (context) => eachCookie(context, "DOMAIN", (cookie) => check(context, cookie)),
  fixes: [
    {
      title: "Write only the domain",
      safety: "review",
      preferred: true,
      edits: (context, finding) =>
        withName(context, finding, (name) =>
          replaceLiteral(context, name, (value) => {
            const host = hostOf(stringValue(value) ?? "");
            return host && `"${host}"`;
          }),
        ),
    },
    {
      title: "Limit the cookie to the host that sets it",
      safety: "review",
      edits: (context, finding) =>
        withName(context, finding, (name) => restoreDefault(context, name, "None")),
    },
  ],
});

function check(context: RuleContext, cookie: Cookie): Verdict {
  const name = `${cookie.prefix}_DOMAIN`;
  const judgement = judgeCookie(context, cookie, ["DOMAIN"], (domain) => {
    if (domain!.kind === "unknown" || domain!.kind === "env") return undecided(reasonOf(domain!));
    const problem = domain!.kind === "str" ? problemOf(domain!.value) : undefined;
    if (problem === undefined) return satisfied();
    return {
      state: "violated",
      message: `Browsers drop ${cookie.words}, so ${cookie.loss}: ${name} ${problem}.`,
    };
  });
  return verdictOn(context.settings, name, judgement, "", severityFor(cookie));
}

/** Why no browser takes a cookie for this domain; undefined if one may. */
function problemOf(domain: string): string | undefined {
  if (/^\.?herokuapp\.com$/i.test(domain))
    return "is herokuapp.com, and browsers let no app set cookies for all apps there";
  if (domain.includes("://")) return "has a scheme, but must be only a host";
  if (/[/?#]/.test(domain)) return "has a path, but must be only a host";
  if (domain.includes("*")) return "has a wildcard, but subdomains need a leading dot instead";
  if (/:\d*$/.test(domain) && !domain.startsWith("[")) return "has a port, but must be only a host";
  return undefined;
}

/** The host in a domain that is written as an address or with a wildcard. */
function hostOf(domain: string): string | undefined {
  const [, host] = /^(?:[a-z]+:)?(?:\/\/)?\*?([^/?#:*@]+)(?:[/:?#].*)?$/i.exec(domain) ?? [];
  return host !== undefined && /^[\w.-]+$/.test(host) && problemOf(host) === undefined ? host : undefined;
}

function withName(
  context: RuleContext,
  { at }: Finding,
  fix: (name: string) => readonly FileChange[] | undefined,
): readonly FileChange[] | undefined {
  const cookie = cookieAt(context, "DOMAIN", at);
  return cookie && fix(`${cookie.prefix}_DOMAIN`);
}
