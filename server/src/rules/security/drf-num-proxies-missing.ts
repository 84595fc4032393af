import { API, judgeApi, setApiKeys } from "../drf";
import { knownStrings } from "../middleware";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** The throttle for visitors who are not logged in. */
const ANONYMOUS = "rest_framework.throttling.AnonRateThrottle";

/** Throttles that tell such visitors apart by their addresses, too, where views let them in. */
const BY_ADDRESS = new Set([
  ANONYMOUS,
  "rest_framework.throttling.UserRateThrottle",
  "rest_framework.throttling.ScopedRateThrottle",
]);

const MESSAGE =
  "Without NUM_PROXIES, visitors who are not logged in are told apart by the whole X-Forwarded-For header: one who writes a new one into each request is never throttled.";
const MAYBE =
  "Without NUM_PROXIES, a throttled view that needs no login tells its visitors apart by the whole X-Forwarded-For header: one who writes a new one into each request is never throttled.";

const APPS = 'INSTALLED_APPS = ["rest_framework"]\n';
const THROTTLED = [
  '    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],',
  '    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},',
].join("\n");

export default defineRule({
  id: "drf-num-proxies-missing",
  group: "security",
  severity: "warning",
  summary: "Visitors can escape the throttles of the API",
  docs: {
    why:
      "Throttles count requests by the visitor's address, which on Heroku is the last one in the header " +
      "X-Forwarded-For: the router adds it to whatever the visitor wrote there. Without NUM_PROXIES, Django REST " +
      "framework counts by the whole header, so a new made-up address in each request makes each the first one: " +
      "passwords can be tried without end.",
    how: "Set `NUM_PROXIES` to 1, for Heroku's router. With a CDN in front that adds an address of its own, it is 2.",
    references: [
      "https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified",
      "https://www.django-rest-framework.org/api-guide/settings/#num_proxies",
      "https://devcenter.heroku.com/articles/http-routing#heroku-headers",
    ],
  },
  examples: {
    bad: [
      {
        code: `${APPS}REST_FRAMEWORK = {\n${THROTTLED}\n}\n`,
        fixed: `${APPS}REST_FRAMEWORK = {\n${THROTTLED}\n    "NUM_PROXIES": 1,\n}\n`,
      },
      {
        code: `${APPS}REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.ScopedRateThrottle"], "DEFAULT_THROTTLE_RATES": {"login": "5/min"}}\n`,
      },
    ],
    good: [
      `${APPS}REST_FRAMEWORK = {\n${THROTTLED}\n    "NUM_PROXIES": 1,\n}\n`,
      `import os\n\n${APPS}REST_FRAMEWORK = {\n${THROTTLED}\n    "NUM_PROXIES": int(os.environ["PROXIES"]),\n}\n`,
      // The rates are another rule's matter.
      `${APPS}REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"]}\n`,
      APPS,
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(API)) return notApplicable("no throttle is set");
    if (!project.deployment.heroku)
      return notApplicable("nothing says which proxies stand in front of the app");
    const judgement = judgeApi(
      context,
      ["DEFAULT_THROTTLE_CLASSES", "DEFAULT_THROTTLE_RATES", "NUM_PROXIES"],
      (classes = null, rates = null, proxies = null) => {
        if (classes === null || rates === null) return notApplicable("nothing is throttled");
        const names = knownStrings(classes);
        if (names === undefined) return undecided(reasonOf(classes));
        if (!names.some(({ value }) => BY_ADDRESS.has(value)))
          return notApplicable("none of the throttles is Django REST framework's own");
        if (proxies === null || proxies.kind === "none") {
          const anonymous = names.some(({ value }) => value === ANONYMOUS);
          return { state: "violated", at: classes.at, message: anonymous ? MESSAGE : MAYBE };
        }
        return proxies.kind === "unknown" ? undecided(proxies.reason) : satisfied();
      },
    );
    const maybe = judgement.state === "violated" && judgement.message === MAYBE;
    // Users count by their ids: views that only they can use lose nothing.
    return verdictOn(settings, API, judgement, MESSAGE, { severity: maybe ? "info" : undefined });
  },
  fixes: [
    {
      title: "Set NUM_PROXIES to 1, for Heroku's router",
      safety: "review",
      preferred: true,
      edits: (context) => setApiKeys(context, { NUM_PROXIES: "1" }),
    },
  ],
});
