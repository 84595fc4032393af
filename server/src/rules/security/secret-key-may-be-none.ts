import { truthy } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { defineRule } from "../rule";
import { readKeyFromEnvironment, requireTitle, requireVariable } from "../secretKey";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-may-be-none",
  group: "security",
  severity: "info",
  summary: "Production starts without a SECRET_KEY and fails later",
  docs: {
    why:
      "Django asks for the key only when something is signed. If the variable is missing, `collectstatic`, `migrate` " +
      "and the start of the web server usually work, so the release seems to succeed, and then the " +
      "requests of visitors fail with error 500.",
    how:
      'Read the variable in a way that fails where it is missing, `os.environ["SECRET_KEY"]`: then the release ' +
      "fails, the old one goes on, and the error names the variable.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY")\n',
        fixed: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nSECRET_KEY = env('SECRET_KEY', default='')\n",
        fixed: "import environ\n\nenv = environ.Env()\nSECRET_KEY = env('SECRET_KEY')\n",
      },
      {
        code: 'SECRET_KEY = ""\n',
        fixed: 'import os\n\nSECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\n',
      },
      {
        // Development has its own key: without the default it would not start.
        code: 'import os\n\nDEBUG = "DEBUG" in os.environ\nSECRET_KEY = os.environ.get("SECRET_KEY")\nif not SECRET_KEY and DEBUG:\n    SECRET_KEY = "development"\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY")\nif not SECRET_KEY:\n    raise RuntimeError("SECRET_KEY is not set")\n',
      "from common import SECRET_KEY\n",
    ],
  },
  check({ settings }) {
    if (!settings.defines("SECRET_KEY")) return satisfied("the settings have no key");
    const judgement = settings.judge(
      ["SECRET_KEY"],
      (key) => {
        const given = truthy(key);
        if (given === undefined && key.kind !== "env") return undecided(reasonOf(key));
        return given === false ? { state: "violated", at: key.at } : satisfied();
      },
      { missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    return judgement.when === undefined
      ? verdictOn(
          settings,
          "SECRET_KEY",
          judgement,
          "SECRET_KEY is empty: Django raises ImproperlyConfigured as soon as something is signed, so requests fail with error 500.",
          { severity: "error" },
        )
      : verdictOn(
          settings,
          "SECRET_KEY",
          judgement,
          `${ifVariables(judgement.when)}, Django still starts and fails only when it signs something: the release may succeed, but requests then fail with error 500.`,
        );
  },
  fixes: [
    {
      title: requireTitle,
      safety: "review",
      preferred: true,
      edits: (context) => requireVariable(context, isEmptyDefault),
    },
    {
      ...readKeyFromEnvironment,
      edits: (context, finding) =>
        finding.when === undefined ? readKeyFromEnvironment.edits(context, finding) : undefined,
    },
  ],
});

/** No default, None, or an empty string. */
function isEmptyDefault(otherwise: Expr | undefined): boolean {
  if (otherwise === undefined) return true;
  if (otherwise.type !== "Constant") return false;
  const { constant } = otherwise;
  return constant.kind === "none" || (constant.kind === "str" && constant.value === "");
}
