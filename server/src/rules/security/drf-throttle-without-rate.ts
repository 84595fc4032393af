import { entry } from "../../settings/plain";
import { API, judgeApi, setApiKeys } from "../drf";
import { knownStrings } from "../middleware";
import { defineRule } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const THROTTLES: Readonly<Record<string, string>> = {
  "rest_framework.throttling.AnonRateThrottle": "anon",
  "rest_framework.throttling.UserRateThrottle": "user",
};

const APPS = 'INSTALLED_APPS = ["rest_framework"]\n';

export default defineRule({
  id: "drf-throttle-without-rate",
  group: "security",
  severity: "warning",
  summary: "A throttle of the API has no rate",
  docs: {
    why:
      "AnonRateThrottle and UserRateThrottle take their rates from DEFAULT_THROTTLE_RATES. Without that setting both " +
      "rates are None, and the throttles silently let every request through. With it, but without the throttle's " +
      "own key, every request to the API fails with error 500.",
    how: 'Give each throttle a rate: `{"anon": "100/hour", "user": "1000/hour"}`.',
    references: [
      "https://www.django-rest-framework.org/api-guide/throttling/#setting-the-throttling-policy",
      "https://www.django-rest-framework.org/api-guide/settings/#default_throttle_rates",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'INSTALLED_APPS = ["rest_framework"]',
          "REST_FRAMEWORK = {",
          '    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],',
          '    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],',
          "}",
          "",
        ].join("\n"),
        fixed: [
          'INSTALLED_APPS = ["rest_framework"]',
          "REST_FRAMEWORK = {",
          '    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],',
          '    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],',
          '    "DEFAULT_THROTTLE_RATES": {"anon": "100/hour", "user": "1000/hour"},',
          '    "NUM_PROXIES": 1,',
          "}",
          "",
        ].join("\n"),
      },
      {
        code: `${APPS}REST_FRAMEWORK = {\n    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],\n    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},\n}\n`,
      },
    ],
    good: [
      `${APPS}REST_FRAMEWORK = {\n    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],\n    "DEFAULT_THROTTLE_RATES": {"anon": "10/min"},\n}\n`,
      `import os\n\n${APPS}REST_FRAMEWORK = {\n    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],\n    "DEFAULT_THROTTLE_RATES": {"anon": os.environ["RATE"]},\n}\n`,
      APPS,
    ],
  },
  check(context) {
    if (!context.settings.defines(API)) return notApplicable("no throttle is set");
    const judgement = judgeApi(
      context,
      ["DEFAULT_THROTTLE_CLASSES", "DEFAULT_THROTTLE_RATES"],
      (classes = null, rates = null) => {
        if (classes === null) return notApplicable("no throttle is set");
        const names = knownStrings(classes);
        if (names === undefined) return undecided(reasonOf(classes));
        const scopes = names.flatMap(({ value }) =>
          Object.hasOwn(THROTTLES, value) ? [THROTTLES[value]!] : [],
        );
        if (scopes.length === 0) return notApplicable("none of the throttles is Django REST framework's own");
        if (rates === null) return { state: "violated", at: classes.at };
        const missing = scopes.find((scope) => entry(rates, scope) === null);
        if (missing !== undefined) {
          const message = `DEFAULT_THROTTLE_RATES has no rate for "${missing}", which one of the throttles needs: every request to the API fails with error 500.`;
          return { state: "violated", at: rates.at, message };
        }
        const known = scopes.every((scope) => entry(rates, scope) !== undefined);
        return known ? satisfied() : undecided(reasonOf(rates));
      },
    );
    const isBroken = judgement.state === "violated" && judgement.message !== undefined;
    return verdictOn(
      context.settings,
      API,
      judgement,
      "The API's throttles limit nothing: without DEFAULT_THROTTLE_RATES they have no rates, and every request passes.",
      isBroken ? { severity: "error" } : {},
    );
  },
  fixes: [
    {
      title: "Add rates: 100 requests an hour, 1000 for users",
      safety: "review",
      preferred: true,
      edits(context, { message }) {
        // Rates that are there show which ones are meant.
        if (message.startsWith("DEFAULT_THROTTLE_RATES")) return undefined;
        const rates = '{"anon": "100/hour", "user": "1000/hour"}';
        const api = context.settings.value(API);
        // A throttle that works must not be one that can be escaped.
        const proxies = context.project.deployment.heroku && entry(api, "NUM_PROXIES") === null;
        return setApiKeys(context, {
          DEFAULT_THROTTLE_RATES: rates,
          ...(proxies ? { NUM_PROXIES: "1" } : {}),
        });
      },
    },
  ],
});
