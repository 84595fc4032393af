import { insertItem } from "../../edits/python/displays";
import { isString } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { nearest } from "../../nearest";
import { entry, type Plain, type PlainDict } from "../../settings/plain";
import { dictAt } from "../dictEdits";
import { judgeLogging } from "../logging";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { satisfied, verdictOn } from "../verdicts";

const LEVELS = ["CRITICAL", "DEBUG", "ERROR", "FATAL", "INFO", "NOTSET", "WARN", "WARNING"];

const LOGGING = (handlers: string, level = '"INFO"', version = '    "version": 1,') =>
  [
    "import os",
    "",
    "LOGGING = {",
    ...(version === "" ? [] : [version]),
    '    "disable_existing_loggers": False,',
    '    "handlers": {"console": {"class": "logging.StreamHandler"}},',
    `    "root": {"handlers": ${handlers}, "level": ${level}},`,
    "}",
    "",
  ].join("\n");

export default defineRule({
  id: "logging-invalid",
  group: "logging",
  severity: "error",
  summary: "Django does not start with this LOGGING",
  docs: {
    why:
      "Django hands LOGGING to Python's `dictConfig` before anything else. A missing version, a level that does not exist " +
      "or the name of a handler, formatter or filter that is not configured raises ValueError there: neither the web " +
      "process nor any command of manage.py starts.",
    how: 'Write `"version": 1`, use the names as they are configured, and write levels in capitals.',
    references: [
      "https://docs.python.org/3/library/logging.config.html#dictionary-schema-details",
      "https://docs.djangoproject.com/en/stable/topics/logging/#configuring-logging",
    ],
  },
  examples: {
    bad: [
      {
        code: LOGGING('["console"]', '"INFO"', ""),
        fixed: LOGGING('["console"]'),
      },
      { code: LOGGING('["consol"]'), fixed: LOGGING('["console"]') },
      { code: LOGGING('["console"]', '"info"'), fixed: LOGGING('["console"]') },
      { code: LOGGING('["console"]', '"INFO"', '    "version": 2,') },
    ],
    good: [
      LOGGING('["console"]'),
      LOGGING('["console"]', 'os.environ.get("LOG_LEVEL", "INFO")'),
      LOGGING('[os.environ["LOG_HANDLER"]]'),
      `LOGGING_CONFIG = None\n${LOGGING('["consol"]')}`,
    ],
  },
  check(context) {
    const judgement = judgeLogging(context, ({ config }) => {
      const problem = problemOf(config);
      return problem === undefined
        ? satisfied()
        : { state: "violated", at: problem.value.at, message: problem.message };
    });
    return verdictOn(context.settings, "LOGGING", judgement, "");
  },
  fixes: [
    {
      title: 'Add "version": 1',
      safety: "safe",
      preferred: true,
      edits({ snapshot, settings }, { at }) {
        const logging = settings.value("LOGGING");
        const session = new EditSession(snapshot);
        const found = dictAt(session, at);
        if (found === undefined || entry(logging, "version") !== null) return undefined;
        if (found.dict.entries.some(({ key }) => key === undefined)) return undefined;
        insertItem(found.editor, found.dict, '"version": 1', "first");
        return session.changes();
      },
    },
    {
      title: ({ settings }) => {
        const logging = settings.value("LOGGING");
        const problem = logging.kind === "dict" ? problemOf(logging) : undefined;
        return `Change it to "${problem?.meant}"`;
      },
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const logging = context.settings.value("LOGGING");
        const problem = logging.kind === "dict" ? problemOf(logging) : undefined;
        if (problem?.meant === undefined || problem.value.at?.start !== at.start) return undefined;
        return replaceAt(context, at, `"${problem.meant}"`, isString);
      },
    },
  ],
});

interface Problem {
  /** What is wrong. */
  readonly value: Plain;
  readonly message: string;
  /** The string that is meant. */
  readonly meant?: string;
}

const STOPS = "so Django does not start.";

/** The first mistake that surely ends the start. */
function problemOf(config: PlainDict): Problem | undefined {
  const version = entry(config, "version");
  if (version === null) {
    const message = `LOGGING has no "version": 1, which Python's dictConfig requires, ${STOPS}`;
    return { value: config, message };
  }
  if (version?.kind === "str" || (version?.kind === "int" && version.value !== 1n))
    return {
      value: version,
      message: `The "version" of LOGGING must be the number 1: as it is, Django does not start.`,
    };
  for (const handler of itemsOf(config, "handlers")) {
    const problem =
      unknownName(config, "formatters", [entry(handler, "formatter")]) ?? levelOrFilter(config, handler);
    if (problem !== undefined) return problem;
  }
  const root = entry(config, "root");
  for (const logger of [...itemsOf(config, "loggers"), ...(root?.kind === "dict" ? [root] : [])]) {
    const problem =
      unknownName(config, "handlers", listed(entry(logger, "handlers"))) ?? levelOrFilter(config, logger);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function itemsOf(config: PlainDict, section: string): readonly PlainDict[] {
  const items = entry(config, section);
  const values = items?.kind === "dict" ? items.entries.map(([, value]) => value) : [];
  return values.flatMap((value) => (value.kind === "dict" ? [value] : []));
}

function listed(value: Plain | null | undefined): readonly Plain[] {
  return value?.kind === "list" || value?.kind === "tuple" ? value.items : [];
}

function levelOrFilter(config: PlainDict, item: PlainDict): Problem | undefined {
  return unknownLevel(entry(item, "level")) ?? unknownName(config, "filters", listed(entry(item, "filters")));
}

function unknownLevel(level: Plain | null | undefined): Problem | undefined {
  if (level?.kind !== "str" || LEVELS.includes(level.value)) return undefined;
  const meant = level.value.trim().toUpperCase();
  // Others may have been added under names of their own.
  if (!LEVELS.includes(meant)) return undefined;
  const message = `Python's logging has no level "${level.value}", only "${meant}" in capitals, ${STOPS}`;
  return { value: level, message, meant };
}

function unknownName(
  config: PlainDict,
  section: "handlers" | "filters" | "formatters",
  names: readonly (Plain | null | undefined)[],
): Problem | undefined {
  const known = entry(config, section);
  if (known === undefined) return undefined;
  for (const name of names) {
    if (name?.kind !== "str" || name.value === "") continue;
    if (known !== null && entry(known, name.value) !== null) continue;
    const keys = known?.kind === "dict" ? known.entries.map(([key]) => key) : [];
    const candidates = keys.flatMap((key) => (key.kind === "str" ? [key.value] : []));
    const message = `LOGGING has no "${name.value}" among its ${section}, ${STOPS}`;
    return { value: name, message, meant: nearest(name.value, candidates, 2) };
  }
  return undefined;
}
