import { dialectAt, environmentRead } from "../../edits/python/dialect";
import type { PythonEditor } from "../../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import type { Expr } from "../../syntax/python/ast";
import { defineRule } from "../rule";
import { knownKey } from "../secretKey";
import { assignedValue, isInherited, setValue } from "../settingEdits";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-insecure-default",
  group: "security",
  severity: "error",
  summary: "SECRET_KEY falls back to a key in the source",
  docs: {
    why:
      "If the variable is missing in production, because of a typing error or a new app, the site starts all the same " +
      "and signs with a key that everybody with the repository knows. Nothing tells you.",
    how: "Read the variable without a default, so that a missing one stops the start with an error that names it.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSECRET_KEY = os.environ.get("SECRET_KEY", "dev")\n',
        fixed: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      },
      {
        code: "import os\n\nSECRET_KEY = os.getenv('SECRET_KEY') or 'dev'\n",
        fixed: "import os\n\nSECRET_KEY = os.environ['SECRET_KEY']\n",
      },
      {
        code: 'from decouple import config\n\nSECRET_KEY = config("SECRET_KEY", default="dev")\n',
        fixed: 'from decouple import config\n\nSECRET_KEY = config("SECRET_KEY")\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nSECRET_KEY = env.str("SECRET_KEY", default="dev")\n',
        fixed: 'import environ\n\nenv = environ.Env()\nSECRET_KEY = env("SECRET_KEY")\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'import os\nfrom django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = os.environ.get("SECRET_KEY") or get_random_secret_key()\n',
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nSECRET_KEY = "dev" if DEBUG else os.environ["SECRET_KEY"]\n',
    ],
  },
  check({ settings }) {
    const judgement = settings.judge(["SECRET_KEY"], knownKey, { missing: "violated" });
    if (judgement.state === "violated" && judgement.when === undefined)
      return satisfied("no variable decides about the key");
    return verdictOn(
      settings,
      "SECRET_KEY",
      judgement,
      `If the variable ${judgement.when}, production signs sessions and password reset links with a key that is in the source, and nothing tells you.`,
    );
  },
  fixes: [
    {
      title: (context) =>
        isInherited(context, "SECRET_KEY")
          ? "Require the variable in the production settings"
          : "Remove the default",
      safety: "review",
      preferred: true,
      edits(context) {
        const found = assignedValue(context, new EditSession(context.snapshot), "SECRET_KEY");
        const read = found && readWithDefault(found.editor, found.value);
        if (read === undefined) return undefined;
        return setValue(context, "SECRET_KEY", (editor, offset) => {
          const dialect = dialectAt(editor, offset);
          // `getenv` cannot require a variable, so the module's way of naming os.environ takes its place.
          const own =
            isInherited(context, "SECRET_KEY") || (dialect.kind === "os" && read.dialect.kind === "os");
          return environmentRead(editor, offset, read.variable, "required", own ? dialect : read.dialect);
        });
      },
    },
  ],
});

/** The read in `read(..., default)`, or `read(...) or "default"`. */
function readWithDefault(editor: PythonEditor, value: Expr): EnvironmentRead | undefined {
  const alternative = value.type === "BoolOp" && value.op === "or" && value.right.type === "Constant";
  const read = environmentReadAt(editor, alternative ? value.left : value);
  return read?.otherwise?.type === "Constant" || alternative ? read : undefined;
}
