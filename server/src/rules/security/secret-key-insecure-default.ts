import { defineRule } from "../rule";
import { knownKey, requireTitle, requireVariable } from "../secretKey";
import { ifVariables, satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-insecure-default",
  group: "security",
  severity: "warning",
  summary: "SECRET_KEY falls back to a key in the source",
  docs: {
    why:
      "If the variable is missing in production, because of a typing error or a new app, the site starts anyway " +
      "and signs with a key that everybody with the repository knows. No warning says so.",
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
      {
        code: 'from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    secret_key: str = "dev"  # of SECRET_KEY\n\n\nconfig = Config()\nSECRET_KEY = config.secret_key\n',
        fixed:
          "from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    secret_key: str  # of SECRET_KEY\n\n\nconfig = Config()\nSECRET_KEY = config.secret_key\n",
      },
      {
        code: {
          "mysite/config.py":
            'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    secret_key: str = "dev"\n\n\nsettings = Settings()\n',
          "mysite/settings.py": "from mysite.config import settings\n\nSECRET_KEY = settings.secret_key\n",
        },
        fixed: {
          "mysite/config.py":
            "from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    secret_key: str\n\n\nsettings = Settings()\n",
          "mysite/settings.py": "from mysite.config import settings\n\nSECRET_KEY = settings.secret_key\n",
        },
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
      `${ifVariables(judgement.when)}, production signs sessions and password reset links with a key that is in the source, and no warning says so.`,
    );
  },
  fixes: [
    {
      title: requireTitle,
      safety: "review",
      preferred: true,
      edits: (context) => requireVariable(context, (otherwise) => otherwise?.type === "Constant"),
    },
  ],
});
