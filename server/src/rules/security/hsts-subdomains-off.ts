import { beforeEndOfRamp, RAMP } from "../hsts";
import { judgeMiddleware } from "../middleware";
import { productionTitle, setForProduction } from "../production";
import { defineRule } from "../rule";
import { mustBeTrue, severityOfTrue, verdictOn } from "../verdicts";

const NAME = "SECURE_HSTS_INCLUDE_SUBDOMAINS";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]';

export default defineRule({
  id: "hsts-subdomains-off",
  group: "security",
  severity: "hint",
  djangoIds: ["security.W005"],
  summary: "HSTS leaves the subdomains out",
  docs: {
    why:
      "An attacker on the network can still answer for a subdomain over HTTP, and from there set cookies for the whole " +
      "domain. Django's check security.W005 asks for the subdomains from the first day of HSTS on; here it is the " +
      "step after the last: browsers keep the promise for a year, and a subdomain without HTTPS is unreachable that long.",
    how:
      "Once HSTS has lasted a year and every subdomain works over HTTPS, those of other services included, set " +
      "`SECURE_HSTS_INCLUDE_SUBDOMAINS = True`.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-include-subdomains",
      "https://docs.djangoproject.com/en/stable/ref/middleware/#http-strict-transport-security",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}\nSECURE_HSTS_SECONDS = 31536000\n`,
        fixed: `${MIDDLEWARE}\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n`,
      },
      {
        code: [
          "import os",
          "",
          'DEBUG = os.environ.get("DEBUG", "") == "1"',
          MIDDLEWARE,
          "if not DEBUG:",
          "    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365",
          "    SECURE_HSTS_INCLUDE_SUBDOMAINS = False",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'DEBUG = os.environ.get("DEBUG", "") == "1"',
          MIDDLEWARE,
          "if not DEBUG:",
          "    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365",
          "    SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
          "",
        ].join("\n"),
      },
    ],
    good: [
      `${MIDDLEWARE}\nSECURE_HSTS_SECONDS = 2592000\n`,
      `${MIDDLEWARE}\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\n`,
      `import os\n\n${MIDDLEWARE}\nSECURE_HSTS_SECONDS = int(os.environ["HSTS_SECONDS"])\n`,
      `ALLOWED_HOSTS = ["mysite.herokuapp.com"]\n${MIDDLEWARE}\nSECURE_HSTS_SECONDS = 31536000\n`,
    ],
  },
  check(context) {
    const judgement = judgeMiddleware(
      context,
      [...RAMP, NAME],
      (middleware, seconds, hosts, silenced, subdomains) =>
        beforeEndOfRamp("security.W005", middleware!, seconds!, hosts!, silenced!) ??
        mustBeTrue(NAME, subdomains!),
    );
    return verdictOn(
      context.settings,
      NAME,
      judgement,
      "HSTS lasts a year for this host but leaves out its subdomains (Django's W005). Include them once all of them work over HTTPS.",
      { coveredBy: "hsts-preload-premature", ...severityOfTrue(judgement) },
    );
  },
  fixes: [
    {
      title: productionTitle("Include all subdomains, which must have HTTPS, in HSTS"),
      safety: "step",
      edits: (context) => setForProduction(context, [{ name: NAME, value: "True", development: "False" }]),
    },
  ],
});
