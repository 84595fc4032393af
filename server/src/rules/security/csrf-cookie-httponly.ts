import { truthy } from "../../settings/plain";
import { CSRF_COOKIE, judgeCookie } from "../cookies";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "CSRF_COOKIE_HTTPONLY";
const CSRF = 'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = True\n';

export default defineRule({
  id: "csrf-cookie-httponly",
  group: "security",
  severity: "hint",
  summary: "CSRF_COOKIE_HTTPONLY stops only your own scripts",
  docs: {
    why:
      "A script that gets into a page can read the token from any form in it, so hiding the cookie stops no attacker. It " +
      "stops your own JavaScript, which usually takes the token from the cookie: its requests are then refused with 403.",
    how:
      "Leave the setting out. If scripts must not see the cookie, take the token from the page, or set " +
      "`CSRF_USE_SESSIONS = True`, which needs no cookie.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-httponly",
      "https://docs.djangoproject.com/en/stable/howto/csrf/#using-csrf-protection-with-ajax",
    ],
  },
  examples: {
    bad: [{ code: `${CSRF}CSRF_COOKIE_HTTPONLY = True\n`, fixed: CSRF }],
    good: [
      `${CSRF}CSRF_COOKIE_HTTPONLY = False\n`,
      `${CSRF}CSRF_USE_SESSIONS = True\nCSRF_COOKIE_HTTPONLY = True\n`,
      `import os\n\n${CSRF}CSRF_COOKIE_HTTPONLY = os.environ.get("HIDE_TOKEN") == "1"\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("it is off by default");
    const judgement = judgeCookie(context, CSRF_COOKIE, ["HTTPONLY"], (value) => {
      const on = value!.kind === "env" ? undefined : truthy(value!);
      if (on === undefined) return undecided(reasonOf(value!));
      return on ? { state: "violated" } : satisfied();
    });
    return verdictOn(
      settings,
      NAME,
      judgement,
      "CSRF_COOKIE_HTTPONLY gives no protection, because a hostile script can read the token from the page. It only keeps your own scripts from reading the cookie.",
    );
  },
  fixes: [
    {
      title: "Turn CSRF_COOKIE_HTTPONLY off, as it is by default",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, NAME, "False"),
    },
  ],
});
