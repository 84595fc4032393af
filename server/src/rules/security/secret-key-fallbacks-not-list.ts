import { isListOrTuple, makeList, refusalOf, refusalWhereSet, variableThatIsNoList } from "../listSettings";
import { defineRule } from "../rule";
import { FALLBACKS_VARIABLE } from "../secretKey";
import { readFromEnvironment, setValue } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { answerBefore } from "../versions";

const NAME = "SECRET_KEY_FALLBACKS";

export default defineRule({
  id: "secret-key-fallbacks-not-list",
  group: "security",
  severity: "error",
  summary: "SECRET_KEY_FALLBACKS is not a list or tuple",
  docs: {
    why:
      "Django refuses to start if SECRET_KEY_FALLBACKS is anything but a list or tuple, be it None or the string in a " +
      "variable. This shows only on the day on which a key has to be changed in a hurry.",
    how: "Write a list, empty where there are no old keys. The string in a variable has to be split.",
    references: ["https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks"],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSECRET_KEY_FALLBACKS = os.environ.get("OLD_KEY")\n',
        fixed:
          'import os\n\nSECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("OLD_KEY", "").split(",") if key.strip()]\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nSECRET_KEY_FALLBACKS = env('OLD_KEYS', default='')\n",
        fixed:
          "import environ\n\nenv = environ.Env()\nSECRET_KEY_FALLBACKS = env.list('OLD_KEYS', default=[])\n",
      },
      { code: "SECRET_KEY_FALLBACKS = None\n", fixed: "SECRET_KEY_FALLBACKS = []\n" },
      {
        code: 'import os\n\nSECRET_KEY_FALLBACKS = "the-key-of-last-year"\n',
        fixed:
          'import os\n\nSECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("DJANGO_SECRET_KEY_FALLBACKS", "").split(",") if key.strip()]\n',
      },
      {
        code: 'import os\n\nSECRET_KEY_FALLBACKS = os.environ.get("OLD_KEY", [])\n',
        fixed:
          'import os\n\nSECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("OLD_KEY", "").split(",") if key.strip()]\n',
      },
    ],
    good: [
      'import os\n\nSECRET_KEY_FALLBACKS = [os.environ["OLD_KEY"]]\n',
      "from common import old_keys\n\nSECRET_KEY_FALLBACKS = old_keys()\n",
      {
        "mysite/settings.py": "SECRET_KEY_FALLBACKS = None\n",
        "requirements.txt": "Django==3.2.25\n",
      },
    ],
  },
  check(context) {
    const { settings, project } = context;
    if (!settings.defines(NAME)) return satisfied("the default is a list");
    const before = answerBefore(project, "4.1");
    if (before !== undefined) return before;
    const judgement = settings.judge([NAME], (keys) => {
      const list = isListOrTuple(keys);
      if (list === undefined) return undecided(reasonOf(keys));
      if (list) return satisfied();
      return { state: "violated", message: refusalOf(NAME, keys) };
    });
    const variable = judgement.state === "undecided" ? variableThatIsNoList(settings, NAME) : undefined;
    if (variable === undefined) return verdictOn(settings, NAME, judgement, "");
    return {
      state: "violated",
      severity: "warning",
      at: settings.location(NAME),
      when: `${variable} is set`,
      message: refusalWhereSet(NAME, variable),
    };
  },
  fixes: [
    {
      title: "Make SECRET_KEY_FALLBACKS a list",
      safety: "review",
      preferred: true,
      edits: (context) => {
        const isNone = context.settings.value(NAME).kind === "none";
        return isNone ? setValue(context, NAME, () => "[]") : makeList(context, NAME, "key", () => undefined);
      },
    },
    {
      title: `Read SECRET_KEY_FALLBACKS from ${FALLBACKS_VARIABLE}`,
      safety: "review",
      edits: (context) =>
        context.settings.value(NAME).kind === "str"
          ? readFromEnvironment(context, NAME, FALLBACKS_VARIABLE, "list")
          : undefined,
    },
  ],
});
