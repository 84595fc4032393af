import { defineRule } from "../rule";
import { isWritten, knownKey, readKeyFromEnvironment } from "../secretKey";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-hardcoded",
  group: "security",
  severity: "error",
  djangoIds: ["security.W009"],
  summary: "SECRET_KEY is written in the source",
  docs: {
    why:
      "SECRET_KEY signs sessions, password reset links and everything else that Django signs. Whoever can read the " +
      "repository, its history or a laptop's backup can make valid ones, and log in as anybody where sessions are " +
      "kept in cookies.",
    how:
      "Read the key from a variable, without a default, and set that variable on Heroku to a new key: the one in the " +
      "source stays in the history. To let sessions survive the change for a while, list the old key in " +
      "`SECRET_KEY_FALLBACKS`, also from a variable.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: 'SECRET_KEY = "not-so-secret"\n',
        fixed: 'import os\n\nSECRET_KEY = os.environ["DJANGO_SECRET_KEY"]\n',
      },
      {
        code: {
          "mysite/settings.py": 'SECRET_KEY = "not-so-secret"\n',
          "app.json": '{"env": {"SECRET_KEY": {"generator": "secret"}}}\n',
        },
        fixed: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json": '{"env": {"SECRET_KEY": {"generator": "secret"}}}\n',
        },
      },
      {
        code: "import environ\n\nenv = environ.Env()\nSECRET_KEY = 'not' + '-so-secret'\n",
        fixed: "import environ\n\nenv = environ.Env()\nSECRET_KEY = env('DJANGO_SECRET_KEY')\n",
      },
      {
        code: 'from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = "live"\n\n\nconfig = Config()\nSECRET_KEY = "not-so-secret"\n',
        fixed:
          'from pydantic_settings import BaseSettings\n\n\nclass Config(BaseSettings):\n    stage: str = "live"\n    django_secret_key: str\n\n\nconfig = Config()\nSECRET_KEY = config.django_secret_key\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      "from django.core.management.utils import get_random_secret_key\n\nSECRET_KEY = get_random_secret_key()\n",
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(["SECRET_KEY"], knownKey);
    if (judgement.state === "violated" && !isWritten(context, judgement))
      return satisfied("the key comes from a variable");
    return verdictOn(
      settings,
      "SECRET_KEY",
      judgement,
      "SECRET_KEY is written in the source: anyone who can read the repository can forge sessions and password reset links. Use a new key when you move it out of the code.",
    );
  },
  fixes: [readKeyFromEnvironment],
});
