import type { FileChange } from "../../edits/edit";
import { environmentRead } from "../../edits/python/dialect";
import { stringValue } from "../../edits/python/displays";
import { environmentReadAt } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import { type Plain, type PlainEnv, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { corrected, TRUSTED_ORIGINS } from "../csrfOrigins";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue, replaceLiteral, setValue } from "../settingEdits";
import { isHeard } from "../silenced";
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
      "Django goes through the setting item by item. A string's items are its characters, none of which is an origin; `None` " +
      "has no items, and a form that another site sends fails with error 500. Django's own check fails on both, which stops " +
      "`manage.py migrate` and with it a release.",
    how: 'Write a list: `["https://example.com"]`. A variable with several origins has to be split.',
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
    const raw = rawVariable(context);
    const isFine = raw !== undefined && worksWithout(context);
    const judgement = settings.judge([TRUSTED_ORIGINS], (origins) => answer(context, origins, isFine), {
      given: raw,
    });
    return verdictOn(settings, TRUSTED_ORIGINS, judgement, "", isFine ? { severity: "warning" } : {});
  },
  fixes: [
    {
      title: "Make CSRF_TRUSTED_ORIGINS a list",
      safety: "review",
      preferred: true,
      edits(context) {
        const raw = rawVariable(context);
        if (raw !== undefined) return readList(context, raw);
        return replaceLiteral(context, TRUSTED_ORIGINS, (value) => {
          const text = stringValue(value);
          if (text === undefined) return "[]";
          const origins = isBelow(context.project, "4.0") ? undefined : originsIn(text);
          return origins && listOf(origins);
        });
      },
    },
  ],
});

/** @param isFine whether nothing is wrong as long as the variable is not set. */
function answer(context: RuleContext, origins: Plain, isFine: boolean): Answer {
  if (origins.kind === "none")
    return { state: "violated", message: `CSRF_TRUSTED_ORIGINS is None: ${onNone(context)}.` };
  if (origins.kind === "env" && isText(origins)) {
    const start = isFine
      ? `If the variable ${origins.name} is set, CSRF_TRUSTED_ORIGINS is a string`
      : `CSRF_TRUSTED_ORIGINS is the string in the variable ${origins.name}`;
    const message = `${start}, ${onText(context)}.`;
    return { state: "violated", message };
  }
  if (origins.kind === "unknown" || origins.kind === "env") return undecided(reasonOf(origins));
  // An empty text has no characters.
  const isFilled = origins.kind === "str" && truthy(origins) === true;
  return isFilled
    ? { state: "violated", message: `CSRF_TRUSTED_ORIGINS is a string, ${onText(context)}.` }
    : satisfied();
}

function onText(context: RuleContext): string {
  const fails = isChecked(context) ? ", and the check 4_0.E001 fails, which stops `manage.py migrate`" : "";
  return `and Django takes each of its characters for an origin: it trusts nobody${fails}`;
}

function onNone({ project }: RuleContext): string {
  const error = "a form that another site sends fails with error 500";
  return isBelow(project, "4.0")
    ? error
    : `Django's own checks fail with TypeError, which stops \`manage.py migrate\`, and ${error}`;
}

/** Whether Django itself finds fault with the entries. */
function isChecked({ project, settings }: RuleContext): boolean {
  const isNew = project.django.range === undefined || isAtLeast(project, "4.0");
  return isNew && isHeard(settings, "4_0.E001");
}

/** Whether nothing is wrong as long as nobody sets the variable. */
function worksWithout(context: RuleContext): boolean {
  const { settings } = context;
  return (
    settings.judge([TRUSTED_ORIGINS], (origins) => answer(context, origins, false)).whenMissing ===
    "satisfied"
  );
}

/** The variable whose text the setting is as it stands, where that is set. */
function rawVariable({ settings }: RuleContext): string | undefined {
  const values = settings.readings(TRUSTED_ORIGINS).map(({ value }) => value);
  return values.flatMap((value) => (value.kind === "env" && isText(value) ? [value.name] : []))[0];
}

function isText(value: PlainEnv): boolean {
  return value.type === "str" && truthy(value) === true;
}

/** Reads the list from its variable, with the origins that were the text where the variable is missing. */
function readList(context: RuleContext, variable: string): readonly FileChange[] | undefined {
  const found = assignedValue(context, new EditSession(context.snapshot), TRUSTED_ORIGINS);
  const read = found && environmentReadAt(found.editor, found.value);
  const origins = originsIn(stringValue(read?.otherwise) ?? "");
  if (origins === undefined) return undefined;
  return setValue(context, TRUSTED_ORIGINS, (editor, offset) =>
    environmentRead(editor, offset, variable, "list")
      ?.replace("default=[]", `default=${listOf(origins)}`)
      .replace('""', `"${origins.join(",")}"`),
  );
}

/** The origins in a text; undefined where one is not understood. */
function originsIn(text: string): readonly string[] | undefined {
  const origins = text.split(/[\s,;]+/).filter((part) => part !== "");
  const whole = origins.map(corrected);
  return whole.includes(undefined) ? undefined : (whole as string[]);
}

function listOf(origins: readonly string[]): string {
  return `[${origins.map((origin) => `"${origin}"`).join(", ")}]`;
}
