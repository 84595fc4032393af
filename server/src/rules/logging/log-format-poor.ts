import { dictValue, insertItem, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { entry } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { Dict } from "../../syntax/python/ast";
import { dictAt } from "../dictEdits";
import { judgeLogging, type LoggingConfig, STREAM_HANDLER } from "../logging";
import { defineRule } from "../rule";
import { satisfied, undecided, verdictOn } from "../verdicts";

const LOGGING = (handler: string, ...formatters: string[]) =>
  [
    "import os",
    "",
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    ...formatters,
    `    "handlers": {"console": {${handler}}},`,
    '    "root": {"handlers": ["console"], "level": "INFO"},',
    "}",
    "",
  ].join("\n");
const STREAM = `"class": "${STREAM_HANDLER}"`;
const FORMAT = '{"format": "{levelname} {name}: {message}", "style": "{"}';

export default defineRule({
  id: "log-format-poor",
  group: "logging",
  severity: "hint",
  summary: "Log lines lack their level",
  docs: {
    why:
      "Without a formatter Python writes the bare message. Heroku adds the time and the process, but a line such as " +
      "`Not Found: /cart` does not tell a warning from an error, cannot be searched by level, and hides which module " +
      "wrote it.",
    how: "Give the console handler a formatter with `levelname` and `name`, or one that writes JSON.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/logging/#formatters",
      "https://docs.python.org/3/library/logging.html#logrecord-attributes",
    ],
  },
  examples: {
    bad: [
      {
        code: LOGGING(STREAM),
        fixed: LOGGING(`${STREAM}, "formatter": "plain"`, `    "formatters": {"plain": ${FORMAT}},`),
      },
      {
        code: LOGGING(STREAM, `    "formatters": {"verbose": ${FORMAT}},`),
        fixed: LOGGING(`${STREAM}, "formatter": "verbose"`, `    "formatters": {"verbose": ${FORMAT}},`),
      },
      {
        code: LOGGING(
          `${STREAM}, "formatter": "short"`,
          '    "formatters": {"short": {"format": "%(asctime)s %(message)s"}},',
        ),
      },
    ],
    good: [
      LOGGING(`${STREAM}, "formatter": "plain"`, `    "formatters": {"plain": ${FORMAT}},`),
      LOGGING(
        `${STREAM}, "formatter": "json"`,
        '    "formatters": {"json": {"()": "pythonjsonlogger.json.JsonFormatter"}},',
      ),
      LOGGING(
        `${STREAM}, "formatter": "own"`,
        '    "formatters": {"own": {"format": os.environ["LOG_FORMAT"]}},',
      ),
    ],
  },
  check(context) {
    const judgement = judgeLogging(context, (logging) => {
      const handler = logging.errors.handlers.find(
        ({ kind, config }) => kind === "stream" && config !== undefined,
      );
      return handler === undefined ? satisfied() : judgeHandler(logging, handler.name);
    });
    return verdictOn(
      context.settings,
      "LOGGING",
      judgement,
      "This handler writes log lines without their level: errors look like any other line, so you cannot search the log for them.",
    );
  },
  fixes: [
    {
      title: "Add the level and the logger's name to the format",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        const logging = found?.around.at(-1);
        return found && logging && addFormatter(found.editor, found.dict, logging)
          ? session.changes()
          : undefined;
      },
    },
  ],
});

function judgeHandler(logging: LoggingConfig, name: string): Answer {
  const { config } = logging.handler(name);
  const formatter = config && entry(config, "formatter");
  if (config === undefined || formatter === undefined)
    return undecided("the formatter of a handler is not known");
  if (formatter === null) return { state: "violated", at: config.at };
  const formatters = entry(logging.config, "formatters");
  const own = formatters && formatter.kind === "str" ? entry(formatters, formatter.value) : undefined;
  if (own?.kind !== "dict") return undecided("the formatter of a handler is not known");
  if (entry(own, "()") !== null || entry(own, "class") !== null) return satisfied();
  const format = entry(own, "format");
  if (format === undefined) return undecided("the format of log lines is not known");
  if (format !== null && format.kind !== "str") return undecided("the format of log lines is not known");
  return format?.value.includes("level") ? satisfied() : { state: "violated", at: config.at };
}

/** Gives a handler that has no formatter one that says the level: one of those that there are, or a new one. */
function addFormatter(editor: PythonEditor, handler: Dict, logging: Dict): boolean {
  if (dictValue(handler, "formatter") !== undefined) return false;
  if ([...handler.entries, ...logging.entries].some(({ key }) => key === undefined)) return false;
  const formatters = dictValue(logging, "formatters");
  if (formatters !== undefined && formatters.type !== "Dict") return false;
  const good = formatters?.entries.find(({ value }) =>
    stringValue(dictValue(value, "format"))?.includes("levelname"),
  );
  const known = stringValue(good?.key);
  const name = known ?? "plain";
  if (known === undefined && dictValue(formatters, name) !== undefined) return false;
  insertItem(editor, handler, `"formatter": "${name}"`, "last");
  if (known !== undefined) return true;
  if (formatters !== undefined) insertItem(editor, formatters, `"${name}": ${FORMAT}`, "last");
  else {
    const before = logging.entries.findIndex(({ key }) => stringValue(key) === "handlers");
    if (before < 1) return false;
    insertItem(editor, logging, `"formatters": {"${name}": ${FORMAT}}`, { after: before - 1 });
  }
  return true;
}
