import { isTrue } from "../../settings/plain";
import { YEAR } from "../hsts";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "hsts-preload-premature",
  group: "security",
  severity: "info",
  summary: "SECURE_HSTS_PRELOAD is on before HSTS is ready for it",
  docs: {
    why:
      "The preload directive lets anybody submit the domain to the list that browsers ship with. Getting off that list " +
      "takes months, and it asks for a year and for all subdomains. While HSTS is shorter or leaves subdomains out, " +
      "the list refuses the domain anyway.",
    how:
      "Leave it off until HSTS has lasted a year (31536000 seconds) with SECURE_HSTS_INCLUDE_SUBDOMAINS, and every " +
      "subdomain works over HTTPS.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-preload",
      "https://hstspreload.org/#deployment-recommendations",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 3600",
          "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
          "SECURE_HSTS_PRELOAD = True",
          "",
        ].join("\n"),
        fixed: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 3600",
          "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
          "SECURE_HSTS_PRELOAD = False",
          "",
        ].join("\n"),
      },
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_HSTS_SECONDS = 31536000",
          "SECURE_HSTS_PRELOAD = True",
          "",
        ].join("\n"),
      },
    ],
    good: [
      [
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        "SECURE_HSTS_SECONDS = 31536000",
        "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
        "SECURE_HSTS_PRELOAD = True",
        "",
      ].join("\n"),
      [
        "import os",
        "",
        'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
        'SECURE_HSTS_SECONDS = int(os.environ["HSTS_SECONDS"])',
        "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
        "SECURE_HSTS_PRELOAD = True",
        "",
      ].join("\n"),
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = judgeMiddleware(
      context,
      ["MIDDLEWARE", "SECURE_HSTS_PRELOAD", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS"],
      (middleware, preload, seconds, subdomains) => {
        const without = withoutSecurityMiddleware(middleware);
        if (without !== undefined) return without;
        const on = isTrue(preload);
        if (on === undefined) return undecided(reasonOf(preload));
        if (!on) return satisfied("SECURE_HSTS_PRELOAD is off");
        if (seconds.kind === "int" && seconds.value <= 0n) return notApplicable("HSTS is off");
        const short = seconds.kind === "int" ? seconds.value < YEAR : undefined;
        const all = isTrue(subdomains);
        if (short || all === false) {
          const lacking = short ? "lasts less than a year" : "leaves subdomains out";
          return {
            state: "violated",
            at: preload.at,
            message: `SECURE_HSTS_PRELOAD does nothing while HSTS ${lacking}: the preload list refuses the domain. Once a domain is on the list, leaving it takes months.`,
          };
        }
        return short === undefined || all === undefined
          ? undecided(reasonOf(short === undefined ? seconds : subdomains))
          : satisfied();
      },
    );
    return verdictOn(settings, "SECURE_HSTS_PRELOAD", judgement, "");
  },
  fixes: [
    {
      title: "Turn SECURE_HSTS_PRELOAD off for now",
      safety: "safe",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, "False", (node) => node.type === "Constant"),
    },
  ],
});
