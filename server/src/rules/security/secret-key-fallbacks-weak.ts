import type { Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { leaveOutEmpty } from "../listSettings";
import { manifestValue, underManifest } from "../manifests";
import { defineRule, type RuleContext } from "../rule";
import { FALLBACKS_VARIABLE, INSECURE_PREFIX, isWeak } from "../secretKey";
import { readFromEnvironment } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const NAME = "SECRET_KEY_FALLBACKS";

export default defineRule({
  id: "secret-key-fallbacks-weak",
  group: "security",
  severity: "warning",
  djangoIds: ["security.W025"],
  summary: "SECRET_KEY_FALLBACKS contains a key that others know",
  docs: {
    why:
      "What is signed with an old key in SECRET_KEY_FALLBACKS is accepted like what is signed with the new one. An old " +
      "key that is in the source, or is short, therefore undoes the change of keys. An empty string or None in " +
      "the list, which a missing variable easily leaves, is a key that everybody knows: with it anybody can make " +
      "cookies that `get_signed_cookie()` accepts.",
    how:
      "Read the old keys from a variable, leave empty ones out, and empty the list once the old sessions and links " +
      "have expired.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks",
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#secret-key",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nSECRET_KEY_FALLBACKS = ["the-key-of-last-year"]\n',
        fixed:
          'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nSECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("DJANGO_SECRET_KEY_FALLBACKS", "").split(",") if key.strip()]\n',
      },
      {
        code: 'import os\n\nSECRET_KEY_FALLBACKS = [os.environ.get("OLD_SECRET_KEY")]\n',
        fixed:
          'import os\n\nSECRET_KEY_FALLBACKS = [key for key in [os.environ.get("OLD_SECRET_KEY")] if key]\n',
      },
      {
        code: 'import os\n\nSECRET_KEY_FALLBACKS = os.environ.get("OLD_SECRET_KEYS", "").split(",")\n',
        fixed:
          'import os\n\nSECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("OLD_SECRET_KEYS", "").split(",") if key.strip()]\n',
      },
      {
        code: {
          "mysite/settings.py":
            'import environ\n\nenv = environ.Env()\nSECRET_KEY_FALLBACKS = env.list("OLD_SECRET_KEYS", default=[])\n',
          "app.json": '{"env": {"OLD_SECRET_KEYS": "secret"}}\n',
        },
      },
    ],
    good: [
      'import os\n\nSECRET_KEY_FALLBACKS = [os.environ["OLD_SECRET_KEY"]]\n',
      'import environ\n\nenv = environ.Env()\nSECRET_KEY_FALLBACKS = env.list("OLD_SECRET_KEYS", default=[])\n',
      {
        "mysite/settings.py": 'SECRET_KEY_FALLBACKS = ["the-key-of-last-year"]\n',
        "requirements.txt": "Django==3.2.25\n",
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(NAME)) return satisfied("there are no old keys");
    const before = answerBefore(project, "4.1");
    if (before !== undefined) return before;
    const judgement = settings.judge([NAME], (keys) => answer(context, keys), { missing: "violated" });
    if (judgement.state !== "violated") return judgement;
    const manifest = manifestValue(context, judgement.at);
    const isSure = judgement.when === undefined && manifest === undefined;
    const verdict = verdictOn(settings, NAME, judgement, "", isSure ? { severity: "error" } : {});
    return underManifest(verdict, manifest);
  },
  fixes: [
    {
      title: "Leave empty keys out",
      safety: "safe",
      preferred: true,
      edits: (context, { message }) =>
        message.includes(EMPTY) ? leaveOutEmpty(context, NAME, "key") : undefined,
    },
    {
      title: `Read SECRET_KEY_FALLBACKS from ${FALLBACKS_VARIABLE}`,
      safety: "review",
      edits: (context, { message }) =>
        message.includes(WRITTEN)
          ? readFromEnvironment(context, NAME, FALLBACKS_VARIABLE, "list")
          : undefined,
    },
  ],
});

const EMPTY = "contains an empty key";
const WRITTEN = "contains a key that is written in the source";

function answer(context: RuleContext, keys: Plain): Answer {
  if (keys.kind !== "list" && keys.kind !== "tuple") return undecided(reasonOf(keys));
  const empty = keys.items.find((key) => key.kind === "none" || (key.kind === "str" && key.value === ""));
  if (empty !== undefined) {
    const message = `SECRET_KEY_FALLBACKS ${EMPTY}, which needs no guessing: anyone can make cookies that get_signed_cookie() accepts.`;
    return { state: "violated", at: keys.at, message };
  }
  for (const key of keys.items) {
    if (key.kind !== "str" && key.kind !== "bytes") continue;
    if (manifestValue(context, key.at) === undefined) {
      const message = `SECRET_KEY_FALLBACKS ${WRITTEN}: anyone who can read the repository can sign with it, and Django accepts that.`;
      return { state: "violated", at: key.at, message };
    }
    if (!isWeak(key.value) && !key.value.startsWith(INSECURE_PREFIX)) continue;
    const message =
      "SECRET_KEY_FALLBACKS contains a key that is easily guessed: Django still accepts what anyone signs with it.";
    return { state: "violated", at: key.at, message };
  }
  const unclear = keys.open !== undefined || keys.items.some(({ kind }) => kind === "unknown");
  return unclear ? undecided(reasonOf(keys)) : satisfied();
}
