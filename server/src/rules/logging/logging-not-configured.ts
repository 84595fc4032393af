import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import { errorTracker, loggingElsewhere, withDebug } from "../logging";
import {
  addForProduction,
  debugAlwaysOn,
  debugFromManifest,
  productionTitle,
  readDebugFromEnvironment,
} from "../production";
import { defineRule, type RuleContext } from "../rule";
import { notApplicable, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const CODE = [
  "LOGGING = {",
  '    "version": 1,',
  '    "disable_existing_loggers": False,',
  '    "formatters": {',
  '        "plain": {"format": "{levelname} {name}: {message}", "style": "{"},',
  "    },",
  '    "handlers": {',
  '        "console": {"class": "logging.StreamHandler", "formatter": "plain"},',
  "    },",
  '    "root": {"handlers": ["console"], "level": "INFO"},',
  "}",
];

const DEBUG = 'import os\n\nDEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"\n';

export default defineRule({
  id: "logging-not-configured",
  group: "logging",
  severity: "warning",
  summary: "An exception leaves no trace in Heroku's log",
  docs: {
    why:
      "Heroku's log is what processes write to stdout and stderr. Django's own logging writes there only with DEBUG; in " +
      "production it mails exceptions to ADMINS, which is empty unless you set it, and drops them otherwise. A visitor " +
      'sees "Server Error (500)", and `heroku logs` shows only the router\'s line.',
    how:
      "Set LOGGING with one handler that writes to the console, attached to the root logger, and " +
      "`disable_existing_loggers` off. A service such as Sentry gets exceptions without it, but no other messages.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/logging/#default-logging-configuration",
      "https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging",
      "https://devcenter.heroku.com/articles/logging",
    ],
  },
  examples: {
    bad: [
      {
        code: DEBUG,
        fixed: `${DEBUG}\nif not DEBUG:\n${CODE.map((line) => `    ${line}\n`).join("")}`,
      },
      { code: "SITE_ID = 1\n", fixed: `SITE_ID = 1\n\n${CODE.join("\n")}\n` },
      { code: "LOGGING = {}\n" },
    ],
    good: [
      `${CODE.join("\n")}\n`,
      "import logging\n\nlogging.basicConfig()\n",
      `import os\n\nLOGGING = {"version": int(os.environ["LOGGING_VERSION"])}\n`,
      { Procfile: "web: daphne -p $PORT mysite.asgi:application\n", "mysite/settings.py": "SITE_ID = 1\n" },
      { Procfile: "web: gunicorn mysite.wsgi --log-config log.ini\n", "mysite/settings.py": "SITE_ID = 1\n" },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    if (settings.defines("LOGGING") && truthy(settings.value("LOGGING")) === true)
      return satisfied("LOGGING is set");
    const judgement = settings.judge(
      ["LOGGING_CONFIG", "LOGGING", "ADMINS"],
      (configurer, logging, admins) => {
        if (configurer.kind !== "str" || configurer.value !== "logging.config.dictConfig")
          return undecided("LOGGING_CONFIG is another function");
        const set = logging.kind === "env" ? undefined : truthy(logging);
        if (set === undefined) return undecided(reasonOf(logging));
        if (set) return satisfied("LOGGING is set");
        const mailed = admins.kind === "list" && truthy(admins) === true;
        return {
          state: "violated",
          message: messageOn(context, mailed ? "are only mailed to ADMINS" : undefined),
        };
      },
    );
    if (judgement.state !== "violated") return judgement;
    const other = loggingElsewhere(context);
    if (other !== undefined) return undecided(other);
    const tracker = errorTracker(context);
    if (tracker === undefined) return verdictOn(settings, "LOGGING", judgement, "");
    const message = messageOn(context, `go to ${tracker} at best`);
    return verdictOn(settings, "LOGGING", { ...judgement, message }, "", { severity: "info" });
  },
  fixes: [
    {
      title: productionTitle("Write log messages to the console"),
      safety: "review",
      preferred: true,
      edits(context) {
        const { settings, project, snapshot } = context;
        const session = new EditSession(snapshot);
        const editor = project.settings.module && session.python(project.settings.module.path);
        if (editor === undefined || settings.defines("LOGGING")) return undefined;
        if (!addForProduction(context, editor, CODE.join("\n"))) return undefined;
        const always = debugAlwaysOn(context) && !debugFromManifest(context);
        return !always || readDebugFromEnvironment(context, session) ? session.changes() : undefined;
      },
    },
  ],
});

function messageOn(context: RuleContext, exceptions: string | undefined): string {
  const production = withDebug(context) === undefined ? "in production" : "once DEBUG is off";
  const what =
    exceptions === undefined
      ? "when a view fails with error 500, `heroku logs` shows no traceback"
      : `exceptions ${exceptions}, and \`heroku logs\` shows no traceback`;
  return `Without LOGGING, Django writes nothing to the console ${production}: ${what}.`;
}
