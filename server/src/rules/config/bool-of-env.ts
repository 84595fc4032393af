import { stringValue } from "../../edits/python/displays";
import { environmentReadAt } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import type { Plain, PlainBool } from "../../settings/plain";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { assignedValue } from "../settingEdits";
import {
  anyValue,
  CONVERT_TITLE,
  FLAGS,
  findReading,
  flagCode,
  SAYS_NO,
  type SettingRead,
  settingsAssigned,
  withoutBool,
} from "../variables";
import { satisfied, verdictOn } from "../verdicts";

export default defineRule({
  id: "bool-of-env",
  group: "config",
  severity: "warning",
  summary: 'bool() of a variable\'s value is true, even for "False"',
  docs: {
    why:
      '`bool("False")` is True: bool() checks only whether a string is empty. A setting made with it is on as soon as its ' +
      'variable has any value, and with a default such as `"False"` it is always on.',
    how:
      "Compare the string, or let your library cast it: `env.bool(...)` of django-environ, `cast=bool` of " +
      "python-decouple. bool() is right where you ask whether a variable is there at all.",
    references: [
      "https://docs.python.org/3/library/functions.html#bool",
      "https://docs.python.org/3/library/stdtypes.html#truth-value-testing",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nUSE_X_FORWARDED_HOST = bool(os.environ.get("TRUST_PROXY"))\n',
        fixed:
          'import os\n\nUSE_X_FORWARDED_HOST = os.environ.get("TRUST_PROXY", "").lower() in {"1", "true", "yes", "on"}\n',
      },
      {
        code: "import os\n\nSHOP_IS_OPEN = bool(os.getenv('SHOP_IS_OPEN', 'False'))\n",
        fixed:
          "import os\n\nSHOP_IS_OPEN = os.getenv('SHOP_IS_OPEN', '').lower() in {'1', 'true', 'yes', 'on'}\n",
      },
    ],
    good: [
      // Whether the variable is there is what is asked.
      'import os\n\nUSES_S3 = bool(os.environ.get("AWS_STORAGE_BUCKET_NAME"))\n',
      'import os\n\nUSE_X_FORWARDED_HOST = bool(int(os.environ.get("TRUST_PROXY", "0")))\n',
      'import os\n\nUSE_X_FORWARDED_HOST = bool(os.environ.get("DYNO"))\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const found = settingsAssigned(context, "bool").flatMap((name): Verdict[] => {
      const read = name === "DEBUG" ? undefined : boolRead(context, name);
      if (read === undefined) return [];
      const { variable, otherwise } = read.read;
      const text = otherwise && stringValue(otherwise);
      const always = text !== undefined && SAYS_NO.test(text);
      if (!always && !FLAGS.has(name)) return [];
      if (findReading(settings, name, isOn) === undefined) return [];
      const message = always
        ? `${name} is always on: bool() checks only whether a string is empty, so "${text}" counts as true.`
        : `${anyValue(variable, name)}: bool() checks only whether a string is empty.`;
      const at = { file: read.editor.path, start: read.value.start, end: read.value.end };
      return [verdictOn(settings, name, { state: "violated", at }, message)];
    });
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: CONVERT_TITLE,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const found = settingsAssigned(context, "bool")
          .map((name) => boolRead(context, name))
          .find((read) => read?.editor.path === at.file && read.value.start === at.start);
        const code = found && flagCode(found.editor, found.read);
        if (found === undefined || code === undefined) return undefined;
        found.editor.replace(found.value, code);
        return found.session.changes();
      },
    },
  ],
});

function isOn(value: Plain): value is PlainBool {
  return value.kind === "bool" && value.value;
}

/** Variables of Heroku's that are there or not. */
const PRESENCE = /^(?:DYNO|PORT|CI|DATABASE_URL|HEROKU_\w+)$/;

/** `bool()` of the text of a variable that a setting is assigned, in a line that production runs. */
function boolRead(context: RuleContext, name: string): SettingRead | undefined {
  const session = new EditSession(context.snapshot);
  const found = assignedValue(context, session, name);
  if (found === undefined) return undefined;
  const { editor, value } = found;
  const read = withoutBool(value) === value ? undefined : environmentReadAt(editor, withoutBool(value));
  if (read === undefined || read.cast !== undefined || PRESENCE.test(read.variable)) return undefined;
  // django-environ casts to the type of a default.
  const text = read.otherwise === undefined || stringValue(read.otherwise) !== undefined;
  const isText = read.dialect.kind === "os" || (text && (read.method === undefined || read.method === "str"));
  return isText ? { session, editor, value, read } : undefined;
}
