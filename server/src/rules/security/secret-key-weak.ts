import { manifestValue, underManifest } from "../manifests";
import { defineRule } from "../rule";
import { generateKey, INSECURE_PREFIX, isWeak, isWritten, knownKey } from "../secretKey";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-weak",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W009"],
  summary: "SECRET_KEY is short or repeats itself",
  docs: {
    why:
      "Everything that Django signs is as safe as the key is hard to guess. Anyone with one signed value can try " +
      "keys on a machine of their own, as many a second as it can, and short ones fall first. Django's deployment check " +
      "asks for 50 characters, five of them different.",
    how:
      'Let a machine make the key. In app.json, `"generator": "secret"` lets Heroku make one for each new app; ' +
      "elsewhere use `get_random_secret_key()` of `django.core.management.utils` once.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
      "https://devcenter.heroku.com/articles/app-json-schema#env",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json": '{"env": {"SECRET_KEY": "change me"}}\n',
        },
        fixed: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json": '{"env": {"SECRET_KEY": { "generator": "secret" }}}\n',
        },
      },
      {
        code: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json":
            '{\n  "env": {\n    "SECRET_KEY": {\n      "description": "Signs sessions",\n      "value": "secret"\n    }\n  }\n}\n',
        },
        fixed: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json":
            '{\n  "env": {\n    "SECRET_KEY": {\n      "description": "Signs sessions",\n      "generator": "secret"\n    }\n  }\n}\n',
        },
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      {
        "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
        "app.json": '{"env": {"SECRET_KEY": {"generator": "secret"}}}\n',
      },
      'SECRET_KEY = "short, but another rule says that it is in the source"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(
      ["SECRET_KEY"],
      (key) => {
        const answer = knownKey(key);
        if (answer.state !== "violated" || (key.kind !== "str" && key.kind !== "bytes")) return answer;
        if (key.value.startsWith(INSECURE_PREFIX)) return satisfied("it is a key of startproject");
        return isWeak(key.value) ? answer : satisfied();
      },
      { missing: "violated" },
    );
    if (judgement.state !== "violated") return judgement;
    const cause =
      judgement.when !== undefined
        ? "secret-key-insecure-default"
        : isWritten(context, judgement)
          ? "secret-key-hardcoded"
          : undefined;
    const verdict = verdictOn(
      settings,
      "SECRET_KEY",
      judgement,
      "SECRET_KEY is shorter than 50 characters or has fewer than five different ones: anyone who guesses it can forge sessions and password reset links.",
      { coveredBy: cause },
    );
    return underManifest(verdict, cause === undefined ? manifestValue(context, judgement.at) : undefined);
  },
  fixes: [generateKey],
});
