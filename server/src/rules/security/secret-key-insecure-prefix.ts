import { manifestValue, underManifest } from "../manifests";
import { defineRule } from "../rule";
import { generateKey, INSECURE_PREFIX, isWritten, knownKey, readKeyFromEnvironment } from "../secretKey";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "secret-key-insecure-prefix",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W009"],
  summary: "SECRET_KEY is a key that startproject wrote into a file",
  docs: {
    why:
      "`startproject` puts `django-insecure-` before the key it writes, to say that the key has been in a file and is " +
      "not to be trusted. Django's deployment check reports it for that reason.",
    how: "Make a new key, keep it in a variable only, and read it from there.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/checks/#security",
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json": '{"env": {"SECRET_KEY": {"value": "django-insecure-0123456789"}}}\n',
        },
        fixed: {
          "mysite/settings.py": 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
          "app.json": '{"env": {"SECRET_KEY": {"generator": "secret"}}}\n',
        },
      },
    ],
    good: [
      'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
      'SECRET_KEY = "hard-coded, but not this rule"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const judgement = settings.judge(
      ["SECRET_KEY"],
      (key) => {
        const answer = knownKey(key);
        if (answer.state !== "violated" || (key.kind !== "str" && key.kind !== "bytes")) return answer;
        return key.value.startsWith(INSECURE_PREFIX) ? answer : satisfied();
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
      `SECRET_KEY begins with ${INSECURE_PREFIX}, so startproject made it and it has been in a file: anyone who has seen that file can forge sessions and password reset links.`,
      { coveredBy: cause },
    );
    return underManifest(verdict, cause === undefined ? manifestValue(context, judgement.at) : undefined);
  },
  fixes: [generateKey, readKeyFromEnvironment],
});
