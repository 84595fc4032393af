import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { restoreDefault } from "../settingEdits";
import { mustBeTrue, satisfied, severityOfTrue, verdictOn } from "../verdicts";

const NAME = "SECURE_CONTENT_TYPE_NOSNIFF";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

export default defineRule({
  id: "nosniff-off",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W006"],
  summary: "Browsers may guess the type of files",
  docs: {
    why:
      "Without the header `X-Content-Type-Options: nosniff` a browser may run an upload as a script or show it as a page " +
      "although the server calls it an image: what one visitor uploads then attacks another.",
    how: "Leave `SECURE_CONTENT_TYPE_NOSNIFF` out: it is on by default.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-content-type-nosniff",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#x-content-type-options-nosniff",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_CONTENT_TYPE_NOSNIFF = False\n`,
        fixed: MIDDLEWARE,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_CONTENT_TYPE_NOSNIFF = True\n`,
      `import os\n\n${MIDDLEWARE}SECURE_CONTENT_TYPE_NOSNIFF = "DYNO" in os.environ\n`,
      "MIDDLEWARE = []\nSECURE_CONTENT_TYPE_NOSNIFF = False\n",
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("it is on by default");
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", NAME],
      (middleware, flag) => withoutSecurityMiddleware(middleware) ?? mustBeTrue(NAME, flag),
    );
    return verdictOn(
      settings,
      NAME,
      judgement,
      "SECURE_CONTENT_TYPE_NOSNIFF is off: a browser may treat an uploaded file as a script or a page, whatever type the server says it has.",
      severityOfTrue(judgement),
    );
  },
  fixes: [
    {
      title: "Tell browsers not to guess content types",
      safety: "review",
      preferred: true,
      edits: (context) => restoreDefault(context, NAME, "True"),
    },
  ],
});
