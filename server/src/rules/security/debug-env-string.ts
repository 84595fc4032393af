import type { PythonEditor } from "../../edits/python/editor";
import type { EnvironmentRead } from "../../edits/python/environmentReads";
import { truthy } from "../../settings/plain";
import type { Settings } from "../../settings/settings";
import { rawDebugRead } from "../debug";
import { defineRule } from "../rule";
import { anyValue, CONVERT_TITLE, isTextField } from "../variables";
import { satisfied } from "../verdicts";

export default defineRule({
  id: "debug-env-string",
  group: "security",
  severity: "error",
  summary: "Any value of a variable turns DEBUG on",
  docs: {
    why:
      "Variables are strings, and every string that is not empty counts as true. With DEBUG taken from one as it is, " +
      "`heroku config:set DEBUG=False` turns DEBUG on.",
    how:
      "Compare the string, or let your library cast it: `env.bool(...)` of django-environ, `cast=bool` of " +
      "python-decouple.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#debug",
      "https://docs.python.org/3/library/os.html#os.environ",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nDEBUG = os.environ.get("DEBUG", False)\n',
        fixed: 'import os\n\nDEBUG = os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}\n',
      },
      {
        code: "import os\n\nDEBUG = bool(os.getenv('DEBUG'))\n",
        fixed: "import os\n\nDEBUG = os.getenv('DEBUG', '').lower() in {'1', 'true', 'yes', 'on'}\n",
      },
      {
        code: 'from decouple import config\n\nDEBUG = config("DEBUG", default=False)\n',
        fixed: 'from decouple import config\n\nDEBUG = config("DEBUG", default=False, cast=bool)\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nDEBUG = env("DEBUG")\n',
        fixed: 'import environ\n\nenv = environ.Env()\nDEBUG = env.bool("DEBUG", default=False)\n',
      },
    ],
    good: [
      'import os\n\nDEBUG = os.environ.get("DEBUG", "") == "1"\n',
      'import environ\n\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
      'from decouple import config\n\nDEBUG = config("DEBUG", default=False, cast=bool)\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const readings = settings.readings("DEBUG");
    // Off whatever happens: no variable has a say.
    if (readings.every(({ value }) => truthy(value) === false)) return satisfied();
    const raw = readings.find(
      ({ value }) => value.kind === "env" && value.type === "str" && truthy(value) === true,
    );
    const written = rawDebugRead(context);
    const variable = raw?.value.kind === "env" ? raw.value.name : written?.read.variable;
    if (variable === undefined) return satisfied();
    const isOff = offWhereUnset(settings) || isOffByDefault(written?.read);
    const start = isOff
      ? `If the variable ${variable} has any non-empty value, even "False", DEBUG is on`
      : anyValue(variable, "DEBUG");
    const own = written && { file: written.editor.path, start: written.value.start, end: written.value.end };
    return {
      state: "violated",
      severity: isOff ? "warning" : "error",
      at: own ?? raw?.value.at ?? settings.location("DEBUG"),
      message: `${start}, because every string that is not empty counts as true. Errors then show visitors source code and settings.`,
    };
  },
  fixes: [
    {
      title: CONVERT_TITLE,
      safety: "review",
      preferred: true,
      edits(context) {
        const raw = rawDebugRead(context);
        if (raw === undefined) return undefined;
        const code = comparison(raw.editor, raw.read);
        if (code === undefined) return undefined;
        raw.editor.replace(raw.value, code);
        return raw.session.changes();
      },
    },
  ],
});

/** Whether DEBUG is off as long as nobody sets the variable. */
function offWhereUnset(settings: Settings): boolean {
  const judgement = settings.judge(
    ["DEBUG"],
    (debug) => (truthy(debug) === false ? satisfied() : { state: "violated" }),
    { worlds: "all" },
  );
  return judgement.whenMissing === "satisfied";
}

/** The same by the text of the read, for settings that code nobody knows may change afterwards. */
function isOffByDefault(read: EnvironmentRead | undefined): boolean {
  if (read?.node.type !== "Call") return false;
  const { otherwise, dialect } = read;
  if (otherwise === undefined) return dialect.kind === "os";
  if (otherwise.type !== "Constant") return false;
  const { constant } = otherwise;
  return constant.kind === "none" || ("value" in constant && !constant.value);
}

/** Code that is true for the usual words of a variable. */
function comparison(editor: PythonEditor, read: EnvironmentRead): string | undefined {
  const { node, variable, dialect, otherwise } = read;
  switch (dialect.kind) {
    case "environ":
      return `${dialect.name}.bool("${variable}", default=False)`;
    case "decouple":
      return `${dialect.name}("${variable}", default=False, cast=bool)`;
    case "pydantic":
      return isTextField(otherwise)
        ? `${editor.source(node)}.lower() in {"1", "true", "yes", "on"}`
        : undefined;
    case "os": {
      const get = node.type === "Call" ? editor.source(node.func) : `${dialect.name}.get`;
      return `${get}("${variable}", "").lower() in {"1", "true", "yes", "on"}`;
    }
  }
}
