import { truthy } from "../../settings/plain";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { type ProductionSetting, productionTitle, setForProduction } from "../production";
import { PROXY_HEADER } from "../proxy";
import { defineRule } from "../rule";
import { mustBeTrue, severityOfTrue, verdictOn } from "../verdicts";

const REDIRECT: ProductionSetting = { name: "SECURE_SSL_REDIRECT", value: "True", development: "False" };

export default defineRule({
  id: "ssl-redirect-off",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W008"],
  summary: "HTTP is not redirected to HTTPS",
  docs: {
    why:
      "Heroku's router serves every app over HTTP as well as HTTPS and redirects nothing. A visitor who types the bare " +
      "host name sends the first request, with whatever cookies it has, in the clear.",
    how:
      "Set `SECURE_SSL_REDIRECT = True` in production. Behind a proxy such as Heroku's router also set " +
      "`SECURE_PROXY_SSL_HEADER`, or Django cannot tell the two apart and redirects without end.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-ssl-redirect",
      "https://docs.djangoproject.com/en/stable/topics/security/#ssl-https",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "",
          "if not DEBUG:",
          "    SECURE_SSL_REDIRECT = True",
          '    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
          "",
        ].join("\n"),
      },
      {
        code: [
          "DEBUG = True",
          "SECURE_SSL_REDIRECT = False  # for now",
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"',
          "SECURE_SSL_REDIRECT = not DEBUG  # for now",
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
          "",
        ].join("\n"),
      },
    ],
    good: [
      [
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        "SECURE_SSL_REDIRECT = True",
        'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        "",
      ].join("\n"),
      [
        "import os",
        "",
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        'SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "1") == "1"',
        "",
      ].join("\n"),
      "SECURE_SSL_REDIRECT = False\nMIDDLEWARE = []\n",
    ],
  },
  check(context) {
    const { settings, project } = context;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_SSL_REDIRECT"],
      (middleware, redirect) =>
        withoutSecurityMiddleware(middleware) ?? mustBeTrue("SECURE_SSL_REDIRECT", redirect),
    );
    return verdictOn(
      settings,
      "SECURE_SSL_REDIRECT",
      judgement,
      project.deployment.heroku
        ? "SECURE_SSL_REDIRECT is off: production answers plain HTTP, so a visitor's first request and its cookies can be read and changed on the way."
        : "SECURE_SSL_REDIRECT is off, so Django does not redirect plain HTTP to HTTPS: this is fine only if the proxy in front of it does.",
      {
        ...(project.deployment.heroku ? {} : { severity: "info" }),
        ...severityOfTrue(judgement),
      },
    );
  },
  fixes: [
    {
      title: productionTitle("Redirect HTTP to HTTPS"),
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, project } = context;
        if (truthy(settings.value("SECURE_PROXY_SSL_HEADER")) === true)
          return setForProduction(context, [REDIRECT]);
        // Behind a proxy that nobody trusts, every request would look like plain HTTP, and be redirected for ever.
        return project.deployment.heroku ? setForProduction(context, [REDIRECT, PROXY_HEADER]) : undefined;
      },
    },
  ],
});
