import { CSRF_COOKIE, checkFlag, secureFix } from "../cookies";
import { defineRule } from "../rule";

export default defineRule({
  id: "csrf-cookie-insecure",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W016"],
  summary: "The CSRF cookie may travel over plain HTTP",
  docs: {
    why:
      "Without the Secure attribute browsers send the CSRF cookie with plain HTTP requests too. Whoever reads it on " +
      "the way can make another site's form pass for yours.",
    how: "Set `CSRF_COOKIE_SECURE = True` in production, and redirect HTTP to HTTPS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-cookie-secure",
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#csrf-cookie-secure",
    ],
  },
  examples: {
    bad: [
      {
        code: "DEBUG = False\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nCSRF_COOKIE_SECURE = False\n",
        fixed:
          "DEBUG = False\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nCSRF_COOKIE_SECURE = not DEBUG\n",
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = True\n',
      'MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_USE_SESSIONS = True\n',
      'import os\n\nMIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]\nCSRF_COOKIE_SECURE = os.environ.get("SECURE") == "1"\n',
    ],
  },
  check: (context) =>
    checkFlag(
      context,
      CSRF_COOKIE,
      "SECURE",
      "CSRF_COOKIE_SECURE is off: browsers send the CSRF cookie over plain HTTP too, where others on the network can read it and forge forms.",
    ),
  fixes: [secureFix("Send the CSRF cookie only over HTTPS", () => CSRF_COOKIE)],
});
