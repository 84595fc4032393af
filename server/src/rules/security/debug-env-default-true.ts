import type { PythonEditor } from "../../edits/python/editor";
import { environmentReads, homeOf } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import { truthy } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { descendants } from "../../syntax/python/find";
import { rawDebugRead } from "../debug";
import { defineRule } from "../rule";
import { assignedValue, isInherited, setValue } from "../settingEdits";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "debug-env-default-true",
  group: "security",
  severity: "warning",
  summary: "DEBUG is on where its variable is missing",
  docs: {
    why:
      "A variable that somebody forgets to set, misspells or deletes turns DEBUG on in production, and nothing fails " +
      "that would tell you.",
    how: "Make DEBUG off if the variable is missing, and turn it on where you develop.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#debug"],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nDEBUG = os.environ.get("DEBUG", "True") == "True"\n',
        fixed: 'import os\n\nDEBUG = os.environ.get("DEBUG", "False") == "True"\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', default=True)\n",
        fixed: "import environ\n\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', default=False)\n",
      },
      {
        code: 'from decouple import config\n\nDEBUG = config("DEBUG", default=True, cast=bool)\n',
        fixed: 'from decouple import config\n\nDEBUG = config("DEBUG", default=False, cast=bool)\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env(DEBUG=(bool, True))\nDEBUG = env("DEBUG")\n',
        fixed: 'import environ\n\nenv = environ.Env(DEBUG=(bool, False))\nDEBUG = env("DEBUG")\n',
      },
      {
        code: 'import os\n\nDEBUG = bool(int(os.environ.get("DEBUG", "1")))\n',
        fixed: 'import os\n\nDEBUG = bool(int(os.environ.get("DEBUG", "0")))\n',
      },
      {
        code: "from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    debug: bool = True\n\n\nconfig = Config()\nDEBUG = config.debug\n",
        fixed:
          "from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    debug: bool = False\n\n\nconfig = Config()\nDEBUG = config.debug\n",
      },
      {
        code: {
          "mysite/config.py":
            "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    debug: bool = True\n\n\nsettings = Settings()\n",
          "mysite/settings.py": "from .config import settings\n\nDEBUG = settings.debug\n",
        },
        fixed: {
          "mysite/config.py":
            "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    debug: bool = False\n\n\nsettings = Settings()\n",
          "mysite/settings.py": "from .config import settings\n\nDEBUG = settings.debug\n",
        },
      },
    ],
    good: [
      'import os\n\nDEBUG = os.environ.get("DEBUG", "") == "True"\n',
      'from decouple import config\n\nDEBUG = config("DEBUG", cast=bool)\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(
      ["DEBUG"],
      (debug) => {
        const on = truthy(debug);
        if (on === undefined) return undecided(reasonOf(debug));
        return on ? { state: "violated" } : satisfied();
      },
      { worlds: "all", missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    if (judgement.when === undefined) return satisfied("no variable decides about DEBUG");
    const message = `${ifVariables(judgement.when)}, DEBUG is on in production without a warning, and errors show visitors source code and settings.`;
    const covered = rawDebugRead(context) === undefined ? {} : { coveredBy: "debug-env-string" };
    return verdictOn(settings, "DEBUG", judgement, message, covered);
  },
  fixes: [
    {
      title: "Turn DEBUG off if the variable is missing",
      safety: "review",
      preferred: true,
      edits(context) {
        if (isInherited(context, "DEBUG")) return undefined;
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, "DEBUG");
        const reads = found === undefined ? [] : environmentReads(found.editor, found.value);
        const [read] = reads;
        if (found === undefined || read === undefined || reads.length > 1) return undefined;
        const otherwise = read.otherwise ?? schemeDefault(found.editor, read.variable);
        const off = otherwise && opposite(otherwise);
        if (otherwise === undefined || off === undefined) return undefined;
        const editor = homeOf(found.editor, read);
        editor.replace(otherwise, off, editor.quote(otherwise));
        return session.changes();
      },
    },
    {
      title: "Turn DEBUG off in the production settings",
      safety: "review",
      preferred: true,
      edits: (context) =>
        isInherited(context, "DEBUG") ? setValue(context, "DEBUG", () => "False") : undefined,
    },
  ],
});

/** The default of a variable in `environ.Env(DEBUG=(bool, True))`. */
function schemeDefault({ statements }: PythonEditor, variable: string): Expr | undefined {
  for (const statement of statements) {
    for (const node of descendants(statement)) {
      if (node.type !== "Call") continue;
      const scheme = node.keywords.find(({ arg }) => arg === variable)?.value;
      if (scheme?.type === "Tuple" && scheme.items.length === 2) return scheme.items[1];
    }
  }
  return undefined;
}

const OPPOSITES: Readonly<Record<string, string>> = {
  "1": "0",
  true: "false",
  True: "False",
  TRUE: "FALSE",
  yes: "no",
  Yes: "No",
  on: "off",
  On: "Off",
  y: "n",
  t: "f",
};

/** Code for the default that means off, written like the one that means on. */
function opposite(otherwise: Expr): string | undefined {
  if (otherwise.type !== "Constant") return undefined;
  const { constant } = otherwise;
  if (constant.kind === "bool") return "False";
  if (constant.kind === "int") return "0";
  const text = constant.kind === "str" ? OPPOSITES[constant.value] : undefined;
  return text && `"${text}"`;
}
