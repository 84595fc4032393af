import { dictValue, removeKeys, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import type { Answer } from "../../settings/settings";
import { dictAt } from "../dictEdits";
import { judgeLogging, type LoggingConfig, STREAM_HANDLER } from "../logging";
import { defineRule, type Verdict } from "../rule";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const LOST =
  "The handler writes to a file on the dyno's disk: `heroku logs` never shows those lines, and the next deploy or daily restart deletes the file.";
const COPY =
  "The handler also writes the log to a file on the dyno's disk, where it is hard to reach and is lost at the next deploy or daily restart.";

/** What a handler needs for its file alone. */
const OF_FILES = [
  "filename",
  "mode",
  "encoding",
  "delay",
  "errors",
  "maxBytes",
  "backupCount",
  "when",
  "interval",
  "utc",
  "atTime",
];

const LOGGING = (handler: readonly string[], root = '["file"]') =>
  [
    "import os",
    "",
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    '    "handlers": {',
    '        "console": {"class": "logging.StreamHandler"},',
    '        "file": {',
    ...handler.map((line) => `            ${line}`),
    "        },",
    "    },",
    `    "root": {"handlers": ${root}, "level": "INFO"},`,
    "}",
    "",
  ].join("\n");
const ROTATING = [
  '"level": "INFO",',
  '"class": "logging.handlers.RotatingFileHandler",',
  '"filename": "/app/site.log",',
  '"maxBytes": 1000000,',
  '"backupCount": 5,',
];

export default defineRule({
  id: "logging-to-file",
  group: "logging",
  severity: "warning",
  summary: "Log files on the dyno's disk",
  docs: {
    why:
      "Heroku collects what a process writes to stdout and stderr, and nothing else. A file on a dyno's disk can be read " +
      "only inside that dyno, and the disk is deleted at every deploy and at least once a day. If the file's directory is " +
      "not in the repository, the app does not even start.",
    how: "Write to the console with `logging.StreamHandler`. To keep logs for longer, let Heroku send them to a logging add-on.",
    references: [
      "https://devcenter.heroku.com/articles/logging",
      "https://devcenter.heroku.com/articles/dynos#ephemeral-filesystem",
      "https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging",
    ],
  },
  examples: {
    bad: [
      { code: LOGGING(ROTATING), fixed: LOGGING(['"level": "INFO",', `"class": "${STREAM_HANDLER}",`]) },
      { code: LOGGING(ROTATING, '["console", "file"]') },
    ],
    good: [
      LOGGING(['"class": "logging.FileHandler",', '"filename": "/dev/stdout",']),
      LOGGING(['"class": "logging.FileHandler",', '"filename": os.environ["LOG_FILE"],']),
      LOGGING(ROTATING, '["console"]'),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("LOGGING")) return satisfied("LOGGING is not set");
    if (!project.deployment.heroku) return notApplicable("nothing says that it deploys to Heroku");
    const names = new Set<string>();
    const found = judgeLogging(context, (logging) => {
      const files = logging.handlerNames.filter((name) => logging.handler(name).kind === "file");
      for (const name of files) names.add(name);
      return satisfied();
    });
    if (names.size === 0) return found;
    const verdicts = [...names].map((name): Verdict => {
      const judgement = judgeLogging(context, (logging) => judgeHandler(logging, name));
      const copy = judgement.state === "violated" && judgement.message === COPY;
      return verdictOn(settings, "LOGGING", judgement, "", copy ? { severity: "info" } : {});
    });
    const violated = verdicts.filter(({ state }) => state === "violated");
    return violated.length > 0 ? violated : verdicts.slice(0, 1);
  },
  fixes: [
    {
      title: "Write to the console instead",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at, message }) {
        // A second handler for the console would print everything twice.
        if (message.startsWith(COPY)) return undefined;
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        const name = dictValue(found?.dict, "class");
        if (found === undefined || name === undefined || stringValue(name) === undefined) return undefined;
        const keys = OF_FILES.filter((key) => dictValue(found.dict, key) !== undefined);
        if (!removeKeys(found.editor, found.dict, keys)) return undefined;
        found.editor.replace(name, `"${STREAM_HANDLER}"`);
        return session.changes();
      },
    },
  ],
});

function judgeHandler(logging: LoggingConfig, name: string): Answer {
  const { kind, config } = logging.handler(name);
  if (kind !== "file") return satisfied();
  const users = logging.loggers.filter((logger) =>
    logging.handlersOf(logging.logger(logger)!).some((handler) => handler.name === name),
  );
  if (users.length === 0) return notApplicable("no logger has this handler");
  // What goes to the console or to a service as well is not lost.
  const lost = users.some((logger) =>
    logging
      .route(logger)
      .handlers.every(
        (handler) => handler.kind === "file" || handler.kind === "null" || handler.debugOnly === true,
      ),
  );
  return { state: "violated", at: config?.at, message: lost ? LOST : COPY };
}
