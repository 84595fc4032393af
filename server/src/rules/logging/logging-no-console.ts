import { dictValue, insertItem, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import type { Dict } from "../../syntax/python/ast";
import { dictAt } from "../dictEdits";
import { errorTracker, judgeLogging, loggingElsewhere, STREAM_HANDLER, withDebug } from "../logging";
import { defineRule } from "../rule";
import { notApplicable, satisfied, undecided, verdictOn } from "../verdicts";

const MAILED = "Exceptions are only mailed to ADMINS";

const LOGGING = (handlers: string, loggers: string) =>
  [
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    '    "handlers": {',
    `        ${handlers},`,
    "    },",
    ...loggers.split("\n").map((line) => `    ${line},`),
    "}",
    "",
  ].join("\n");
const CONSOLE = '"console": {"class": "logging.StreamHandler"}';
const MAIL = '"mail": {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"}';

export default defineRule({
  id: "logging-no-console",
  group: "logging",
  severity: "warning",
  summary: "Tracebacks do not reach the console",
  docs: {
    why:
      "Heroku's log is what processes write to stdout and stderr. LOGGING sends the tracebacks of failed requests, which " +
      "Django's logger `django.request` gets, to no handler that writes there in production. Django's own console " +
      "handler works with DEBUG only.",
    how: "Add a `logging.StreamHandler` and give it to the root logger, or to the logger `django`.",
    references: [
      "https://devcenter.heroku.com/articles/logging",
      "https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging",
    ],
  },
  examples: {
    bad: [
      {
        code: LOGGING(MAIL, '"root": {"handlers": ["mail"], "level": "INFO"}'),
        fixed: LOGGING(
          `${MAIL},\n        ${CONSOLE}`,
          '"root": {"handlers": ["mail", "console"], "level": "INFO"}',
        ),
      },
      {
        code: LOGGING(CONSOLE, '"loggers": {"shop": {"handlers": ["console"], "level": "INFO"}}'),
        fixed: LOGGING(
          CONSOLE,
          '"loggers": {"shop": {"handlers": ["console"], "level": "INFO"}}\n"root": {"handlers": ["console"], "level": "INFO"}',
        ),
      },
    ],
    good: [
      LOGGING(CONSOLE, '"root": {"handlers": ["console"], "level": "INFO"}'),
      LOGGING(CONSOLE, '"loggers": {"django": {"handlers": ["console"]}}'),
      `import os\n\n${LOGGING(CONSOLE, '"root": {"handlers": os.environ["LOG_HANDLERS"].split(",")}')}`,
      LOGGING(
        '"sentry": {"class": "raven.handlers.logging.SentryHandler"}',
        '"root": {"handlers": ["sentry"]}',
      ),
      `import logging\n\nlogging.basicConfig()\n${LOGGING(CONSOLE, '"loggers": {"shop": {"handlers": ["console"]}}')}`,
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("LOGGING")) return satisfied("LOGGING is not set");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    let files = false;
    let rootIsSet = true;
    const judgement = judgeLogging(context, (logging) => {
      if (logging.disablesErrors) return notApplicable("the logger of failed requests is switched off");
      const route = logging.errors;
      // Where there is no handler at all, Python itself writes to stderr.
      if (route.handlers.length === 0) return satisfied();
      const silent = route.handlers.every(
        ({ kind, config }) => kind === "file" || kind === "mail" || kind === "null" || config === undefined,
      );
      if (!silent) return satisfied();
      files ||= route.handlers.some(({ kind }) => kind === "file");
      rootIsSet &&= route.rootIsSet;
      return { state: "violated", at: logging.config.at };
    });
    if (judgement.state !== "violated") return judgement;
    const debug = withDebug(context);
    const other = rootIsSet ? undefined : loggingElsewhere(context);
    if (debug !== undefined || other !== undefined) return debug ?? undecided(other!);
    const tracker = errorTracker(context);
    const admins = settings.value("ADMINS");
    const mailed = admins.kind === "list" && truthy(admins) === true;
    const known = mailed
      ? `${MAILED}: `
      : tracker === undefined
        ? ""
        : `Only ${tracker} may report exceptions: `;
    return verdictOn(
      settings,
      "LOGGING",
      judgement,
      `${known}LOGGING sends the traceback of a failed request to no handler that writes to the console in production, so \`heroku logs\` does not show it.`,
      { ...(known === "" ? {} : { severity: "info" }), ...(files ? { coveredBy: "logging-to-file" } : {}) },
    );
  },
  fixes: [
    {
      title: "Send log messages to the console, too",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        if (found === undefined || found.dict.entries.some(({ key }) => key === undefined)) return undefined;
        return addConsole(found.editor, found.dict) ? session.changes() : undefined;
      },
    },
  ],
});

/** Gives a handler for the console to the logger at which failed requests end. */
function addConsole(editor: PythonEditor, logging: Dict): boolean {
  const handlers = dictValue(logging, "handlers");
  const loggers = dictValue(logging, "loggers");
  if (handlers?.type !== "Dict" || (loggers !== undefined && loggers.type !== "Dict")) return false;
  const plain = handlers.entries.find(
    ({ value }) =>
      stringValue(dictValue(value, "class")) === STREAM_HANDLER && dictValue(value, "filters") === undefined,
  );
  const known = stringValue(plain?.key);
  const name = known ?? (dictValue(handlers, "console") === undefined ? "console" : "stdout");
  if (known === undefined && dictValue(handlers, name) !== undefined) return false;
  if (known === undefined) insertItem(editor, handlers, `"${name}": {"class": "${STREAM_HANDLER}"}`, "last");
  const last = ["django.request", "django"]
    .map((logger) => dictValue(loggers, logger))
    .find((logger) => dictValue(logger, "propagate") !== undefined);
  const target = last ?? dictValue(logging, "root") ?? dictValue(loggers, "");
  if (target === undefined) {
    insertItem(editor, logging, `"root": {"handlers": ["${name}"], "level": "INFO"}`, "last");
    return true;
  }
  const list = dictValue(target, "handlers");
  if (list?.type === "List") insertItem(editor, list, `"${name}"`, "last");
  else if (list === undefined && target.type === "Dict")
    insertItem(editor, target, `"handlers": ["${name}"]`, "last");
  else return false;
  return true;
}
