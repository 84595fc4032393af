import { stringValue } from "../../edits/python/displays";
import { type Plain, truthy } from "../../settings/plain";
import { corrected, TRUSTED_ORIGINS } from "../csrfOrigins";
import { defineRule, type RuleContext } from "../rule";
import { readFromEnvironment, replaceLiteral } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast, isBelow } from "../versions";

export default defineRule({
  id: "csrf-trusted-origins-not-list",
  group: "security",
  severity: "error",
  djangoIds: ["4_0.E001"],
  summary: "CSRF_TRUSTED_ORIGINS is not a list",
  docs: {
    why:
      "Django goes through the setting item by item. A text's items are its characters, none of which is an origin; `None` " +
      "has no items, and the first form that is sent ends with a server error. Django's own check fails on both, which stops " +
      "`manage.py migrate` and with it a release.",
    how: 'Write a list: `["https://example.com"]`. A variable that holds several needs splitting.',
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
      "https://docs.python.org/3/library/stdtypes.html#str.split",
    ],
  },
  examples: {
    bad: [
      {
        code: 'CSRF_TRUSTED_ORIGINS = "https://example.com"\n',
        fixed: 'CSRF_TRUSTED_ORIGINS = ["https://example.com"]\n',
      },
      {
        code: "CSRF_TRUSTED_ORIGINS = ('example.com, https://example.org/')\n",
        fixed: "CSRF_TRUSTED_ORIGINS = (['https://example.com', 'https://example.org'])\n",
      },
      {
        code: 'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ["TRUSTED_ORIGINS"]\n',
        fixed:
          'import os\n\nCSRF_TRUSTED_ORIGINS = [origin.strip() for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin.strip()]\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nCSRF_TRUSTED_ORIGINS = env("TRUSTED_ORIGINS", default="")\n',
        fixed:
          'import environ\n\nenv = environ.Env()\nCSRF_TRUSTED_ORIGINS = env.list("TRUSTED_ORIGINS", default=[])\n',
      },
    ],
    good: [
      'CSRF_TRUSTED_ORIGINS = ("https://example.com",)\n',
      'import environ\n\nenv = environ.Env()\nCSRF_TRUSTED_ORIGINS = env.list("TRUSTED_ORIGINS", default=[])\n',
      'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ.get("TRUSTED_ORIGINS", "").split(",")\n',
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(TRUSTED_ORIGINS)) return satisfied("no other origin is trusted");
    const consequence = consequenceOf(context);
    const raw = rawVariable(context);
    const judgement =
      raw === undefined
        ? settings.judge([TRUSTED_ORIGINS], (origins) => {
            if (origins.kind === "unknown" || origins.kind === "env") return undecided(reasonOf(origins));
            if (origins.kind === "none") return { state: "violated", message: NONE };
            // An empty text has no characters.
            const isText = origins.kind === "str" && truthy(origins) === true;
            return isText ? { state: "violated" } : satisfied();
          })
        : ({
            state: "violated",
            message: `CSRF_TRUSTED_ORIGINS is the text of ${raw}, ${consequence}`,
          } as const);
    return verdictOn(settings, TRUSTED_ORIGINS, judgement, `CSRF_TRUSTED_ORIGINS is a text, ${consequence}`);
  },
  fixes: [
    {
      title: "Make it a list",
      safety: "review",
      preferred: true,
      edits(context) {
        const raw = rawVariable(context);
        if (raw !== undefined) return readFromEnvironment(context, TRUSTED_ORIGINS, raw, "list");
        return replaceLiteral(context, TRUSTED_ORIGINS, (value) => {
          const text = stringValue(value);
          if (text === undefined) return "[]";
          return isBelow(context.project, "4.0") ? undefined : listOf(text);
        });
      },
    },
  ],
});

const NONE =
  "CSRF_TRUSTED_ORIGINS is None: Django raises TypeError when it checks the first form, and its system checks end with the same error.";

function consequenceOf({ project }: RuleContext): string {
  const checked = isAtLeast(project, "4.0") || project.django.range === undefined;
  return `of which Django takes every character for an origin: it trusts nobody${checked ? ", and its check 4_0.E001 fails, which stops manage.py migrate" : ""}.`;
}

/** The variable whose text the setting is as it stands, where that is set. */
function rawVariable({ settings }: RuleContext): string | undefined {
  const raw = settings
    .readings(TRUSTED_ORIGINS)
    .find(({ value }) => value.kind === "env" && isText(value))?.value;
  return raw?.kind === "env" ? raw.name : undefined;
}

function isText(value: Plain): boolean {
  return value.kind === "env" && value.type === "str" && truthy(value) === true;
}

/** The origins in a text, as a list. */
function listOf(text: string): string | undefined {
  const origins = text.split(/[\s,;]+/).filter((part) => part !== "");
  const whole = origins.map(corrected);
  return whole.includes(undefined) ? undefined : `[${whole.map((origin) => `"${origin}"`).join(", ")}]`;
}
