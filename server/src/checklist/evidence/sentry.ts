/** Evidence for trackers of errors. */
import { SENTRY_CALL } from "../../rules/sentry";
import { entry } from "../../settings/plain";
import type { Settings } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { addon } from "./addons";
import { dependency } from "./basics";
import { firstOf } from "./files";
import { perValue } from "./remembered";

/** Where the settings start Sentry; else a package or an add-on that tracks errors. */
export const errorTracker = firstOf(
  sentryStarted,
  dependency(
    "sentry-sdk",
    "rollbar",
    "honeybadger",
    "bugsnag",
    "appsignal",
    "raygun4py",
    "pybrake",
    "airbrake",
    "newrelic",
    "elastic-apm",
    "scout-apm",
    "ddtrace",
    "logfire",
  ),
  addon(/^(?:sentry|rollbar|honeybadger|bugsnag|appsignal|raygun|airbrake)\b/),
);

/** A condition that people understand: "SENTRY_DSN is set and RELEASE is set". */
const SIMPLE = /^\w+ is (?:not )?set(?: and \w+ is (?:not )?set)*$/;

function sentryStarted({ settings }: ChecklistContext): Evidence | undefined {
  return sentryStartedBy(settings);
}

const sentryStartedBy = perValue((settings: Settings): Evidence | undefined => {
  const { all } = settings.outcomes([SENTRY_CALL], (call): Location | null => {
    const dsn = entry(call, "dsn");
    const isOff = call.kind === "none" || (dsn?.kind === "str" && dsn.value === "");
    return isOff ? null : (call.at ?? null);
  });
  const started = all.find(({ outcome }) => outcome !== null);
  if (!started?.outcome) return undefined;
  const { outcome: at, when = "" } = started;
  return { detail: `${at.file} starts Sentry${SIMPLE.test(when) ? ` if ${when}` : ""}.`, at };
});
