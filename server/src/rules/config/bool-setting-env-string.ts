import { type Plain, type PlainStr, truthy } from "../../settings/plain";
import { defineRule, type Finding, type RuleContext, type Verdict } from "../rule";
import {
  anyValue,
  CONVERT_TITLE,
  FLAGS,
  findReading,
  flagCode,
  isMeantAsFlag,
  isRawText,
  SAYS_NO,
  settingsAssigned,
  uncastDecoupleRead,
  uncastRead,
} from "../variables";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "bool-setting-env-string",
  group: "config",
  severity: "warning",
  summary: "A true/false setting is a variable's string, so it is always on",
  docs: {
    why:
      "Environment variables are strings, and Python takes every string that is not empty for true. A setting that is the string " +
      'itself is on with `heroku config:set FLAG=False`, and with a default of `"False"` it is never off.',
    how:
      "Compare the string, or let your library cast it: `env.bool(...)` of django-environ, `cast=bool` of " +
      "python-decouple.",
    references: [
      "https://docs.python.org/3/library/stdtypes.html#truth-value-testing",
      "https://docs.python.org/3/library/os.html#os.environ",
      "https://devcenter.heroku.com/articles/config-vars",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("TRUST_PROXY", False)\n',
        fixed:
          'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("TRUST_PROXY", "").lower() in {"1", "true", "yes", "on"}\n',
      },
      {
        code: 'import os\n\nEMAIL_USE_TLS = os.getenv("EMAIL_USE_TLS", "True")\n',
        fixed:
          'import os\n\nEMAIL_USE_TLS = os.getenv("EMAIL_USE_TLS", "true").lower() in {"1", "true", "yes", "on"}\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nUSE_X_FORWARDED_PORT = env('TRUST_PROXY')\n",
        fixed: "import environ\n\nenv = environ.Env()\nUSE_X_FORWARDED_PORT = env.bool('TRUST_PROXY')\n",
      },
      {
        code: 'import os\n\nSHOP_USES_S3 = os.environ.get("USE_S3", False)\n',
        fixed:
          'import os\n\nSHOP_USES_S3 = os.environ.get("USE_S3", "").lower() in {"1", "true", "yes", "on"}\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nUSE_X_FORWARDED_HOST = env.bool("TRUST_PROXY", default="False")\n',
        fixed:
          'import environ\n\nenv = environ.Env()\nUSE_X_FORWARDED_HOST = env.bool("TRUST_PROXY", default=False)\n',
      },
    ],
    good: [
      'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("TRUST_PROXY", "") == "1"\n',
      'import environ\n\nenv = environ.Env()\nUSE_X_FORWARDED_HOST = env("TRUST_PROXY", default=False)\n',
      'from decouple import config\n\nUSE_X_FORWARDED_HOST = config("TRUST_PROXY", default=False, cast=bool)\n',
      'import os\n\nSHOP_NAME = os.environ.get("SHOP_NAME", "Shop")\n',
      // A text or nothing.
      'import os\n\nMAP_API_KEY = os.environ.get("MAP_API_KEY", False)\n',
      // Only on a developer's machine.
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nif DEBUG:\n    USE_X_FORWARDED_HOST = os.environ.get("TRUST_PROXY")\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const names = settings.names.filter((name) => FLAGS.has(name));
    const others = settingsAssigned(context, "default").filter(
      (name) => !FLAGS.has(name) && name !== "DEBUG",
    );
    const found = [
      ...names.flatMap((name) => problemOf(context, name) ?? []),
      ...others.flatMap((name) => problemOf(context, name) ?? []),
    ];
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: CONVERT_TITLE,
      safety: "review",
      preferred: true,
      edits(context, finding) {
        const found = textRead(context, settingAt(context, finding));
        const code = found && flagCode(found.editor, found.read);
        if (found === undefined || code === undefined) return undefined;
        found.editor.replace(found.value, code);
        return found.session.changes();
      },
    },
  ],
});

function problemOf(context: RuleContext, name: string): Verdict | undefined {
  const { settings } = context;
  const raw = findReading(settings, name, isRawText);
  const says = raw === undefined ? findReading(settings, name, saysNo) : undefined;
  if (raw === undefined && says === undefined) return undefined;
  if (!FLAGS.has(name) && !isFlag(context, name)) return undefined;
  // Text that is written there is the business of another rule.
  if (raw === undefined && textRead(context, name) === undefined) return undefined;
  // bool() and decouple's missing cast have rules of their own.
  if (uncastDecoupleRead(context, name) !== undefined) return undefined;
  const at = settings.assignment(name) ?? raw?.at ?? says?.at;
  const message =
    raw !== undefined
      ? `${anyValue(raw.name, name)}, because the string is never converted to a boolean.`
      : `${name} is the string "${says!.value}", which Python counts as true: the setting is on.`;
  return verdictOn(settings, name, { state: "violated", at }, message);
}

/** Whether a setting of the project's own is a flag in some worlds. */
function isFlag({ settings }: RuleContext, name: string): boolean {
  return settings
    .readings(name)
    .some(({ value }) =>
      value.kind === "bool"
        ? isMeantAsFlag(name, value.value)
        : value.kind === "env" && value.type === "bool",
    );
}

function saysNo(value: Plain): value is PlainStr {
  return value.kind === "str" && SAYS_NO.test(value.value) && truthy(value) === true;
}

/** The read to mend: one without a cast, or a flag of django-environ whose default is text. */
function textRead(context: RuleContext, name: string | undefined) {
  return name === undefined ? undefined : uncastRead(context, name, ["bool"]);
}

function settingAt({ settings }: RuleContext, { at }: Finding): string | undefined {
  return settings.names.find((name) => {
    const own = settings.assignment(name);
    return own?.file === at.file && own.start === at.start && own.end === at.end;
  });
}
