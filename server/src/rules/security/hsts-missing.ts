import { truthy } from "../../settings/plain";
import { RAMP_COMMENT } from "../hsts";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { productionTitle, setForProduction } from "../production";
import { defineRule } from "../rule";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "hsts-missing",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W004"],
  summary: "HSTS is not enabled",
  docs: {
    why:
      "A redirect protects only from the second request on: whoever controls the network can answer the first one, " +
      "over HTTP. HSTS tells browsers to use nothing but HTTPS for this host from now on.",
    how:
      "Begin with five minutes (`SECURE_HSTS_SECONDS = 300`): browsers remember it, and a site whose HTTPS breaks is " +
      "unreachable that long. Once everything works, raise it in steps to a year.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-seconds",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
          "",
          "if not DEBUG:",
          "    SECURE_SSL_REDIRECT = True",
          "",
          "STATIC_URL = 'static/'",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
          "",
          "if not DEBUG:",
          "    SECURE_SSL_REDIRECT = True",
          "    SECURE_HSTS_SECONDS = 300  # raise in steps: 3600, 86400, 2592000, 31536000",
          "",
          "STATIC_URL = 'static/'",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nSECURE_HSTS_SECONDS = 31536000\n',
      [
        "import os",
        "",
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        'SECURE_HSTS_SECONDS = int(os.environ["HSTS_SECONDS"])',
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings, project } = context;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_HSTS_SECONDS"],
      (middleware, seconds) => {
        const without = withoutSecurityMiddleware(middleware);
        if (without !== undefined) return without;
        const on = truthy(seconds);
        if (on === undefined) return undecided(reasonOf(seconds));
        return on ? satisfied() : { state: "violated", at: seconds.at };
      },
    );
    return verdictOn(
      settings,
      "SECURE_HSTS_SECONDS",
      judgement,
      project.deployment.heroku
        ? "HSTS is off (SECURE_HSTS_SECONDS): browsers keep trying this site over HTTP first, and on a hostile network somebody else can answer."
        : "Django does not send the HSTS header (SECURE_HSTS_SECONDS): unless the proxy in front of it does, browsers keep trying this site over HTTP first.",
      project.deployment.heroku ? {} : { severity: "info" },
    );
  },
  fixes: [
    {
      title: productionTitle("Enable HSTS for 300 seconds (five minutes)"),
      safety: "review",
      edits: (context) =>
        setForProduction(context, [
          {
            name: "SECURE_HSTS_SECONDS",
            value: "300",
            development: "0",
            comment: RAMP_COMMENT,
          },
        ]),
    },
  ],
});
