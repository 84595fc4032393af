import { isString } from "../../edits/python/editor";
import { findDependency } from "../../files/dependencies";
import { entry } from "../../settings/plain";
import { judgeLogging } from "../logging";
import { isOlder } from "../packages";
import { defineRule } from "../rule";
import { replaceAt } from "../settingEdits";
import { notApplicable, satisfied, verdictOn } from "../verdicts";

const OLD = "pythonjsonlogger.jsonlogger.JsonFormatter";
const NEW = "pythonjsonlogger.json.JsonFormatter";

const LOGGING = (formatter: string) =>
  [
    "import os",
    "",
    "LOGGING = {",
    '    "version": 1,',
    '    "disable_existing_loggers": False,',
    `    "formatters": {"json": {"()": ${formatter}}},`,
    '    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},',
    '    "root": {"handlers": ["console"], "level": "INFO"},',
    "}",
    "",
  ].join("\n");
const project = (version: string, formatter: string) => ({
  "requirements.txt": `Django==5.2.8\ngunicorn\npython-json-logger==${version}\n`,
  "mysite/settings.py": LOGGING(formatter),
});

export default defineRule({
  id: "json-logger-old-path",
  group: "logging",
  severity: "hint",
  summary: "The JSON formatter has moved",
  docs: {
    why:
      "Since version 3.1 the formatter of python-json-logger is in `pythonjsonlogger.json`. The old module still works, " +
      "with a warning, and a later version may remove it; then Django does not start, because LOGGING names a class " +
      "that does not exist.",
    how: `Write \`${NEW}\`.`,
    references: ["https://nhairs.github.io/python-json-logger/latest/changelog/"],
  },
  examples: {
    bad: [{ code: project("4.0.0", `"${OLD}"`), fixed: project("4.0.0", `"${NEW}"`) }],
    good: [
      project("4.0.0", `"${NEW}"`),
      project("2.0.7", `"${OLD}"`),
      project("4.0.0", 'os.environ["JSON_FORMATTER"]'),
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines("LOGGING")) return satisfied("LOGGING is not set");
    const found = findDependency(project.deployment.dependencies, "python-json-logger");
    if (found === undefined || isOlder(found, "3.1") !== false)
      return notApplicable("nothing says that python-json-logger 3.1 or newer is installed");
    const judgement = judgeLogging(context, ({ config }) => {
      const formatters = entry(config, "formatters");
      for (const [, formatter] of formatters?.kind === "dict" ? formatters.entries : []) {
        const name = [entry(formatter, "()"), entry(formatter, "class")].find(
          (each) => each?.kind === "str" && each.value === OLD,
        );
        if (name) return { state: "violated", at: name.at };
      }
      return satisfied();
    });
    return verdictOn(
      settings,
      "LOGGING",
      judgement,
      "The JSON formatter has moved to pythonjsonlogger.json. The old module still works, with a warning; once it is removed, Django does not start.",
    );
  },
  fixes: [
    {
      title: `Change it to ${NEW}`,
      safety: "safe",
      preferred: true,
      edits: (context, { at }) => replaceAt(context, at, `"${NEW}"`, isString),
    },
  ],
});
