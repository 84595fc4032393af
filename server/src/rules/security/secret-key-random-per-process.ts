import { RANDOM } from "../../settings/plain";
import { defineRule } from "../rule";
import { readKeyFromEnvironment, requireTitle, requireVariable } from "../secretKey";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-random-per-process",
  group: "security",
  severity: "warning",
  summary: "Each process makes its own SECRET_KEY",
  docs: {
    why:
      "Every worker and every dyno runs the settings for itself, and so gets another key: what one signs, the next " +
      "does not accept. Visitors are logged out whenever another worker answers, and all of them at every restart, " +
      "which on Heroku is once a day at least. Password reset links do not survive it either.",
    how:
      'Make one key, keep it in a variable, and read that without a default. In app.json `"generator": "secret"` ' +
      "makes a key when an app is created.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://devcenter.heroku.com/articles/app-json-schema#env",
      "https://devcenter.heroku.com/articles/dynos#automatic-dyno-restarts",
    ],
  },
  examples: {
    bad: [
      {
        code: "from django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = get_random_secret_key()\n",
        fixed:
          'import os\n\nfrom django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\n',
      },
      {
        code: 'import os\nimport secrets\n\nSECRET_KEY = os.environ.get("KEY", default=secrets.token_urlsafe(64))\n',
        fixed: 'import os\nimport secrets\n\nSECRET_KEY = os.environ["KEY"]\n',
      },
      {
        code: "import os\nimport uuid\n\nSECRET_KEY = os.getenv('KEY') or uuid.uuid4().hex\n",
        fixed: "import os\nimport uuid\n\nSECRET_KEY = os.environ['KEY']\n",
      },
      {
        code: 'import environ\nfrom django.core.management.utils import get_random_secret_key\n\nenv = environ.Env()\nSECRET_KEY = env("KEY", default=get_random_secret_key())\n',
        fixed:
          'import environ\nfrom django.core.management.utils import get_random_secret_key\n\nenv = environ.Env()\nSECRET_KEY = env("KEY")\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'import os\nimport secrets\n\nDEBUG = os.environ.get("DEBUG") == "1"\nSECRET_KEY = secrets.token_hex() if DEBUG else os.environ["SECRET_KEY"]\n',
      "from common import make_key\n\nSECRET_KEY = make_key()\n",
    ],
  },
  check({ settings }) {
    if (!settings.defines("SECRET_KEY")) return satisfied("no key is in the settings");
    const judgement = settings.judge(
      ["SECRET_KEY"],
      (key) => {
        if (key.kind === "unknown" && key.reason === RANDOM) return { state: "violated", at: key.at };
        return key.kind === "unknown" ? undecided(reasonOf(key)) : satisfied();
      },
      { missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    const harm =
      "every process that loads the settings makes its own SECRET_KEY: visitors are logged out at every restart, and whenever another process handles their request.";
    return judgement.when === undefined
      ? verdictOn(settings, "SECRET_KEY", judgement, `E${harm.slice(1)}`, { severity: "error" })
      : verdictOn(settings, "SECRET_KEY", judgement, `${ifVariables(judgement.when)}, ${harm}`);
  },
  fixes: [
    {
      title: requireTitle,
      safety: "review",
      preferred: true,
      edits: (context) =>
        requireVariable(context, (otherwise) => otherwise !== undefined && otherwise.type !== "Constant"),
    },
    {
      ...readKeyFromEnvironment,
      edits: (context, finding) =>
        finding.when === undefined ? readKeyFromEnvironment.edits(context, finding) : undefined,
    },
  ],
});
