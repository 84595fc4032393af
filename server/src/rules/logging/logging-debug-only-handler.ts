import {
  dictValue,
  indexOfString,
  isSequence,
  removeItemAt,
  removeKey,
  stringValue,
} from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import type { Dict } from "../../syntax/python/ast";
import { dictAt } from "../dictEdits";
import { judgeLogging, loggingElsewhere, withDebug } from "../logging";
import { defineRule } from "../rule";
import { satisfied, undecided, verdictOn } from "../verdicts";

const LOGGING = (handler: readonly string[]) =>
  [
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    '    "filters": {"debug": {"()": "django.utils.log.RequireDebugTrue"}},',
    '    "handlers": {',
    '        "console": {',
    ...handler.map((line) => `            ${line}`),
    "        },",
    "    },",
    '    "root": {"handlers": ["console"], "level": "INFO"},',
    "}",
    "",
  ].join("\n");
const STREAM = '"class": "logging.StreamHandler",';

export default defineRule({
  id: "logging-debug-only-handler",
  group: "logging",
  severity: "warning",
  summary: "The console handler works only with DEBUG on",
  docs: {
    why:
      "The filter RequireDebugTrue lets nothing through where DEBUG is off. A console handler with it is for " +
      "development: in production tracebacks and all other messages to it are dropped.",
    how: "Leave the filter out, or add another console handler without it for production.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/logging/#django.utils.log.RequireDebugTrue",
      "https://devcenter.heroku.com/articles/logging",
    ],
  },
  examples: {
    bad: [
      { code: LOGGING(['"filters": ["debug"],', STREAM]), fixed: LOGGING([STREAM]) },
      {
        code: LOGGING([STREAM, '"filters": ["debug"],', '"level": "INFO",']),
        fixed: LOGGING([STREAM, '"level": "INFO",']),
      },
    ],
    good: [
      LOGGING([STREAM]),
      `import os\n\n${LOGGING([STREAM, '"filters": ["debug"] if os.environ.get("QUIET") else [],'])}`,
      LOGGING(['"filters": ["debug"],', STREAM]).replace(
        '"root": {"handlers": ["console"]',
        '"loggers": {"django": {"handlers": []}},\n    "root": {"handlers": []',
      ),
    ],
  },
  check(context) {
    const judgement = judgeLogging(context, (logging) => {
      const { handlers, rootIsSet } = logging.errors;
      if (logging.disablesErrors || handlers.some(({ kind }) => kind === "elsewhere")) return satisfied();
      const streams = handlers.filter(({ kind }) => kind === "stream");
      const own = streams.find(({ config }) => config !== undefined);
      if (own === undefined) return satisfied();
      if (streams.some(({ debugOnly }) => debugOnly === undefined))
        return undecided("what the filters of the console handler do is not known");
      if (streams.some(({ debugOnly }) => debugOnly === false)) return satisfied();
      const other = rootIsSet ? undefined : loggingElsewhere(context);
      if (other !== undefined) return undecided(other);
      return {
        state: "violated",
        at: own.config!.at,
        message: `The handler "${own.name}" writes to the console only when DEBUG is on: in production, tracebacks of failed requests never appear there.`,
      };
    });
    if (judgement.state !== "violated") return judgement;
    return withDebug(context) ?? verdictOn(context.settings, "LOGGING", judgement, "");
  },
  fixes: [
    {
      title: "Remove the filter, so that the handler works without DEBUG",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        return found && removeDebugFilter(found.editor, found.dict, found.around.at(-1))
          ? session.changes()
          : undefined;
      },
    },
  ],
});

/** Removes the filter RequireDebugTrue from a handler, as far as both are written in one dict. */
function removeDebugFilter(editor: PythonEditor, handler: Dict, logging: Dict | undefined): boolean {
  const list = dictValue(handler, "filters");
  const filters = dictValue(logging, "filters");
  if (!isSequence(list) || filters?.type !== "Dict") return false;
  const names = filters.entries.flatMap(({ key, value }) => {
    const isDebug = stringValue(dictValue(value, "()")) === "django.utils.log.RequireDebugTrue";
    return isDebug ? (stringValue(key) ?? []) : [];
  });
  const [name, ...others] = names.filter((each) => indexOfString(list, each) >= 0);
  if (name === undefined || others.length > 0) return false;
  if (list.items.length === 1) return removeKey(editor, handler, "filters");
  return removeItemAt(editor, list, indexOfString(list, name));
}
