import { checkFlag, SESSION_COOKIE } from "../cookies";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";

export default defineRule({
  id: "session-cookie-script-readable",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W013", "security.W014", "security.W015"],
  summary: "Scripts can read the session cookie",
  docs: {
    why:
      "The attribute HttpOnly keeps a cookie from JavaScript. Without it one injected script, in a comment or from a " +
      "third party, reads the session cookie of everybody who opens the page and can send it anywhere.",
    how: "Leave `SESSION_COOKIE_HTTPONLY` out: it is on by default.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#session-cookie-httponly",
      "https://docs.djangoproject.com/en/stable/topics/http/sessions/#session-security",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'INSTALLED_APPS = ["django.contrib.sessions"]',
          "SESSION_COOKIE_SECURE = True",
          "SESSION_COOKIE_HTTPONLY = False",
          "",
        ].join("\n"),
        fixed: ['INSTALLED_APPS = ["django.contrib.sessions"]', "SESSION_COOKIE_SECURE = True", ""].join(
          "\n",
        ),
      },
      {
        code: [
          'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions"]',
          "SESSION_COOKIE_SECURE = True",
          "if not DEBUG:",
          "    SESSION_COOKIE_HTTPONLY = False",
          "",
        ].join("\n"),
        fixed: [
          'DEBUG = False\nINSTALLED_APPS = ["django.contrib.sessions"]',
          "SESSION_COOKIE_SECURE = True",
          "if not DEBUG:",
          "    SESSION_COOKIE_HTTPONLY = True",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_HTTPONLY = True\n',
      'import os\n\nINSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_HTTPONLY = "DYNO" in os.environ\n',
      "SESSION_COOKIE_HTTPONLY = False\n",
    ],
  },
  check(context) {
    if (!context.settings.defines("SESSION_COOKIE_HTTPONLY"))
      return { state: "satisfied", reason: "it is on by default" };
    return checkFlag(
      context,
      SESSION_COOKIE,
      "HTTPONLY",
      "SESSION_COOKIE_HTTPONLY is off: any script that gets into a page can read the session cookie and take over the visitor's login.",
    );
  },
  fixes: [
    {
      title: "Hide the session cookie from scripts",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, "SESSION_COOKIE_HTTPONLY", "True"),
    },
  ],
});
