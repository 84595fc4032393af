import { contains, entry, type Plain, type Tri, truthy } from "../../settings/plain";
import { defineRule } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

/** Packages and add-ons that tell people of errors, or collect them. */
const TRACKERS =
  /sentry|raven|rollbar|bugsnag|brake|honeybadger|newrelic|new-relic|scout|opentelemetry|apm|ddtrace|datadog|appsignal|logfire|posthog|raygun|error|exception|azure-monitor|google-cloud|watchtower|slack|telegram|papertrail|logentries|logdna|mezmo|coralogix|sumologic|logtail|solarwinds|loggly|splunk/;

/** Handlers that tell nobody who does not look. */
const QUIET = new Set([
  "logging.StreamHandler",
  "logging.NullHandler",
  "logging.FileHandler",
  "logging.handlers.RotatingFileHandler",
  "django.utils.log.AdminEmailHandler",
]);

export default defineRule({
  id: "error-tracking-missing",
  group: "observability",
  severity: "info",
  summary: "No report is sent when production fails",
  docs: {
    why:
      "A visitor who gets an error page seldom writes to you. This project has no error tracker among its dependencies " +
      "or add-ons, and ADMINS is empty, so Django sends no mail either: errors are only in the log, which Heroku keeps " +
      "for a short while.",
    how: "Add an error tracker such as Sentry, Rollbar or Honeybadger, or set ADMINS and a mail server.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/error-reporting/",
      "https://devcenter.heroku.com/articles/logging",
      "https://docs.sentry.io/platforms/python/integrations/django/",
    ],
  },
  examples: {
    bad: [{ code: "ADMINS = []\n" }],
    good: [
      { "requirements.txt": "Django==5.2.8\ngunicorn\nsentry-sdk\n", "mysite/settings.py": "" },
      'ADMINS = [("Ops", "ops@shop.test")]\n',
      'import os\n\nADMINS = [("Ops", address) for address in os.environ.get("ADMINS", "").split()]\n',
      { "requirements.txt": "-r https://example.org/base.txt\n", "mysite/settings.py": "" },
      { "app.json": '{\n  "addons": ["rollbar"]\n}\n', "mysite/settings.py": "" },
    ],
  },
  check({ settings, project }) {
    const { heroku, dependencies, appJson, herokuYml } = project.deployment;
    if (!heroku) return notApplicable("nothing says that it deploys to Heroku");
    if (truthy(settings.value("DEBUG")) === true) return notApplicable("DEBUG is on");
    const addons = [...(appJson?.addons ?? []), ...(herokuYml?.setup.addons ?? [])];
    const names = [...dependencies.packages.map(({ name }) => name), ...addons.map(({ plan }) => plan)];
    const tracker = names.find((name) => TRACKERS.test(name));
    if (tracker !== undefined) return satisfied(`${tracker} is there`);
    if (dependencies.incomplete !== undefined || dependencies.packages.length === 0)
      return undecided("not all dependencies are known");
    const judgement = settings.judge(["ADMINS", "LOGGING", "MIDDLEWARE"], (admins, logging, middleware) => {
      const anybody = truthy(admins);
      if (anybody === true) return satisfied("Django mails errors to ADMINS");
      const quiet = isQuiet(logging);
      if (quiet === false) return satisfied("LOGGING has a handler of its own");
      const own = contains(middleware, "") === undefined;
      if (anybody === undefined || quiet === undefined || own)
        return undecided("ADMINS, LOGGING and MIDDLEWARE are not fully known");
      return { state: "violated" };
    });
    return verdictOn(
      settings,
      "ADMINS",
      judgement,
      "As far as the repository shows, you are not told when production fails: no error tracker is among the dependencies, and ADMINS is empty.",
      { coveredBy: "admins-empty" },
    );
  },
});

/** Whether all handlers of LOGGING are ones that tell nobody. */
function isQuiet(logging: Plain): Tri {
  const handlers = entry(logging, "handlers");
  if (handlers === null) return true;
  if (handlers?.kind !== "dict" || handlers.open !== undefined) return undefined;
  const classes = handlers.entries.map(([, handler]) => entry(handler, "class"));
  if (classes.some((type) => type?.kind === "str" && !QUIET.has(type.value))) return false;
  return classes.every((type) => type?.kind === "str") ? true : undefined;
}
