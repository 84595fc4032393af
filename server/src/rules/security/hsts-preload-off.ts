import { isTrue } from "../../settings/plain";
import { beforeEndOfRamp, RAMP } from "../hsts";
import { judgeMiddleware } from "../middleware";
import { productionTitle, setForProduction } from "../production";
import { defineRule } from "../rule";
import { mustBeTrue, notApplicable, reasonOf, severityOfTrue, undecided, verdictOn } from "../verdicts";

const NAME = "SECURE_HSTS_PRELOAD";
const READY = [
  'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
  "SECURE_HSTS_SECONDS = 31536000",
  "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
  "",
].join("\n");

export default defineRule({
  id: "hsts-preload-off",
  group: "security",
  severity: "hint",
  djangoIds: ["security.W021"],
  summary: "HSTS is ready for the preload list but does not ask to be on it",
  docs: {
    why:
      "Browsers learn of HSTS with the first response over HTTPS; those with the domain in their preload list need none. " +
      "Django's check security.W021 asks for the directive as soon as HSTS is on. The list wants a year and all " +
      "subdomains first, and leaving it takes months, so it is the very last step, and one that not every site needs.",
    how:
      "If you mean to have the domain on the list for good, set `SECURE_HSTS_PRELOAD = True` and submit it at " +
      "hstspreload.org. Else add `security.W021` to SILENCED_SYSTEM_CHECKS, and this is silent too.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-preload",
      "https://hstspreload.org/",
    ],
  },
  examples: {
    bad: [{ code: READY, fixed: `${READY}SECURE_HSTS_PRELOAD = True\n` }],
    good: [
      `${READY}SECURE_HSTS_PRELOAD = True\n`,
      READY.replace("31536000", "2592000"),
      READY.replace("= True", "= False"),
      `${READY}SILENCED_SYSTEM_CHECKS = ["security.W021"]\n`,
      `import os\n\n${READY.replace("31536000", 'int(os.environ["HSTS_SECONDS"])')}`,
    ],
  },
  check(context) {
    const judgement = judgeMiddleware(
      context,
      [...RAMP, "SECURE_HSTS_INCLUDE_SUBDOMAINS", NAME],
      (middleware, seconds, hosts, silenced, subdomains, preload) => {
        const before = beforeEndOfRamp("security.W021", middleware!, seconds!, hosts!, silenced!);
        if (before !== undefined) return before;
        const all = isTrue(subdomains!);
        if (all === undefined) return undecided(reasonOf(subdomains!));
        return all ? mustBeTrue(NAME, preload!) : notApplicable("HSTS leaves subdomains out");
      },
    );
    return verdictOn(
      context.settings,
      NAME,
      judgement,
      "HSTS is ready for the browsers' preload list but does not ask to be on it (Django's W021). Take this last step only if the domain is to stay on the list.",
      severityOfTrue(judgement),
    );
  },
  fixes: [
    {
      title: productionTitle("Ask for the preload list (the domain must then stay on it)"),
      safety: "step",
      edits: (context) => setForProduction(context, [{ name: NAME, value: "True", development: "False" }]),
    },
  ],
});
