import { dictValue, insertItem, stringValue } from "../../edits/python/displays";
import { EditSession } from "../../edits/session";
import { dictAt } from "../dictEdits";
import { errorTracker, judgeLogging } from "../logging";
import { defineRule } from "../rule";
import { satisfied, verdictOn } from "../verdicts";

const KEY = "disable_existing_loggers";
const LOGGING = (...lines: string[]) =>
  [
    "LOGGING = {",
    '    "version": 1,',
    ...lines,
    '    "handlers": {"console": {"class": "logging.StreamHandler"}},',
    '    "root": {"handlers": ["console"], "level": "INFO"},',
    "}",
    "",
  ].join("\n");

export default defineRule({
  id: "logging-disables-django",
  group: "logging",
  severity: "warning",
  summary: "LOGGING switches off the logger that tracebacks go to",
  docs: {
    why:
      "Python disables every logger that exists already and that LOGGING does not name, unless " +
      "`disable_existing_loggers` is False; leaving the key out means True. `django.request`, which gets the traceback " +
      "of each failed request, exists by then, so exceptions are logged nowhere, whatever handlers the root logger has.",
    how: "Set `disable_existing_loggers` to False, or configure the logger `django` yourself.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging",
      "https://docs.python.org/3/library/logging.config.html#dictionary-schema-details",
    ],
  },
  examples: {
    bad: [
      { code: LOGGING(), fixed: LOGGING(`    "${KEY}": False,`) },
      { code: LOGGING(`    "${KEY}": True,`), fixed: LOGGING(`    "${KEY}": False,`) },
    ],
    good: [
      LOGGING(`    "${KEY}": False,`),
      LOGGING('    "loggers": {"django": {"level": "INFO"}},'),
      LOGGING('    "loggers": {"django.request": {"level": "ERROR"}},'),
      `import os\n\n${LOGGING(`    "${KEY}": "LOG_LESS" in os.environ,`)}`,
    ],
  },
  check(context) {
    const judgement = judgeLogging(context, (logging) =>
      logging.disablesErrors ? { state: "violated", at: logging.config.at } : satisfied(),
    );
    if (judgement.state !== "violated") return judgement;
    const tracker = errorTracker(context);
    return verdictOn(
      context.settings,
      "LOGGING",
      judgement,
      tracker === undefined
        ? `LOGGING switches off Django's loggers, because ${KEY} is not False: the traceback of a failed request is written nowhere.`
        : `LOGGING switches off Django's loggers, because ${KEY} is not False: the traceback of a failed request is not logged, and only ${tracker} may report it.`,
      tracker === undefined ? {} : { severity: "info" },
    );
  },
  fixes: [
    {
      title: `Set ${KEY} to False`,
      safety: "safe",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        if (found === undefined || found.dict.entries.some(({ key }) => key === undefined)) return undefined;
        const { editor, dict } = found;
        const value = dictValue(dict, KEY);
        if (value === undefined) {
          const version = dict.entries.findIndex(({ key }) => stringValue(key) === "version");
          insertItem(editor, dict, `"${KEY}": False`, version < 0 ? "first" : { after: version });
        } else if (value.type === "Constant") editor.replace(value, "False");
        else return undefined;
        return session.changes();
      },
    },
  ],
});
