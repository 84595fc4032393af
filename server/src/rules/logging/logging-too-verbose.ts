import { isString } from "../../edits/python/editor";
import { knowsDebug } from "../../edits/python/settings";
import { EditSession } from "../../edits/session";
import { entry, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { judgeLogging, type LoggingConfig, ROOT, withDebug } from "../logging";
import { defineRule, type Verdict } from "../rule";
import { satisfied, undecided, verdictOn } from "../verdicts";

const LOGGING = (level: string, root: string, django = '"INFO"') =>
  [
    "import os",
    "",
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    `    "handlers": {"console": {"class": "logging.StreamHandler", "level": ${level}}},`,
    `    "root": {"handlers": ["console"], "level": ${root}},`,
    `    "loggers": {"django": {"level": ${django}}},`,
    "}",
    "",
  ].join("\n");

/** Loggers that are not the project's own, and what they say at DEBUG. */
const LOGGERS: readonly (readonly [name: string, message: string])[] = [
  [
    ROOT,
    "The root logger is at DEBUG in production: every library logs what it does, sends and receives, which hides what matters and may put personal data into the log.",
  ],
  [
    "django",
    "Django's logger is at DEBUG in production: among other things, every variable that a template does not find writes a whole traceback to the log.",
  ],
];

export default defineRule({
  id: "logging-too-verbose",
  group: "logging",
  severity: "info",
  summary: "Libraries log at DEBUG in production",
  docs: {
    why:
      "At DEBUG libraries log all they do: HTTP clients their requests, storage backends their headers, Django's " +
      "templates a traceback for each variable that is not there. Heroku's router and log drains take only so many lines a " +
      "second, so the lines that matter get lost among them, and what users send may end in the log.",
    how: "Use INFO for the root logger and for `django` in production, and DEBUG for a logger of your own while you need it.",
    references: [
      "https://docs.djangoproject.com/en/stable/topics/logging/#loggers",
      "https://devcenter.heroku.com/articles/logging#log-delivery",
    ],
  },
  examples: {
    bad: [
      { code: LOGGING('"DEBUG"', '"DEBUG"'), fixed: LOGGING('"DEBUG"', '"INFO"') },
      { code: LOGGING('"DEBUG"', '"INFO"', '"DEBUG"'), fixed: LOGGING('"DEBUG"', '"INFO"') },
    ],
    good: [
      LOGGING('"INFO"', '"DEBUG"'),
      LOGGING('"DEBUG"', 'os.environ.get("LOG_LEVEL", "DEBUG")'),
      LOGGING('"DEBUG"', '"INFO"'),
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines("LOGGING")) return satisfied("LOGGING is not set");
    const verdicts = LOGGERS.map(([name, message]): Verdict => {
      const judgement = judgeLogging(context, (logging) => judgeLogger(logging, name));
      return verdictOn(settings, "LOGGING", judgement, message);
    });
    const violated = verdicts.filter(({ state }) => state === "violated");
    return violated.length > 0 ? (withDebug(context) ?? violated) : verdicts.slice(0, 1);
  },
  fixes: [
    {
      title: "Log at INFO in production",
      safety: "review",
      preferred: true,
      edits({ snapshot, project, settings }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const node = editor?.expression(at)?.node;
        if (editor === undefined || node === undefined || !isString(node)) return undefined;
        const shared = project.settings.shared && settings.defines("DEBUG");
        if (shared && !knowsDebug(editor, node.start)) return undefined;
        editor.replace(node, shared ? '"DEBUG" if DEBUG else "INFO"' : '"INFO"');
        return session.changes();
      },
    },
  ],
});

function judgeLogger(logging: LoggingConfig, name: string): Answer {
  const config = logging.logger(name);
  const level = config && entry(config, "level");
  if (level === undefined) return satisfied();
  if (!isDebug(level))
    return level?.kind === "env" || level?.kind === "unknown"
      ? undecided("the level of a logger is not known")
      : satisfied();
  const heard = logging.route(name).handlers.some(({ config: handler, debugOnly }) => {
    if (handler === undefined || debugOnly !== false) return false;
    const own = entry(handler, "level");
    return own === null || (own !== undefined && isDebug(own));
  });
  return heard ? { state: "violated", at: level?.at } : satisfied("no handler lets it through");
}

/** Whether a level lets everything through. */
function isDebug(level: Plain | null): boolean {
  if (level?.kind === "int") return level.value <= 10n && level.value >= 0n;
  return level?.kind === "str" && (level.value === "DEBUG" || level.value === "NOTSET");
}
