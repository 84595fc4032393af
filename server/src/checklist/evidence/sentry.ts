/** Evidence for trackers of errors. */
import { SENTRY_CALL } from "../../rules/sentry";
import { entry } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";
import { addon } from "./addons";
import { dependency } from "./basics";
import { firstOf } from "./files";

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

function sentryStarted({ settings }: ChecklistContext): Evidence | undefined {
  for (const { outcome: call, when } of settings.outcomes([SENTRY_CALL], (value) => value).all) {
    const dsn = entry(call, "dsn");
    if (call.kind !== "dict" || call.at === undefined || (dsn?.kind === "str" && dsn.value === "")) continue;
    return {
      detail: `${call.at.file} starts Sentry${when === undefined ? "" : ` if ${when}`}.`,
      at: call.at,
    };
  }
  return undefined;
}
