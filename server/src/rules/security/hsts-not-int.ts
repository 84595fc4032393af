import { stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { EditSession } from "../../edits/session";
import { type Plain, truthy } from "../../settings/plain";
import type { Expr } from "../../syntax/python/ast";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule } from "../rule";
import { assignedValue, replaceLiteral } from "../settingEdits";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

const NAME = "SECURE_HSTS_SECONDS";
const MIDDLEWARE = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\n';

const DURATION =
  "SECURE_HSTS_SECONDS is a timedelta, which Django writes into the header as days and hours: browsers ignore it, and the site has no HSTS.";

/** Where the ramp begins. */
const START = "300";

export default defineRule({
  id: "hsts-not-int",
  group: "security",
  severity: "warning",
  summary: "SECURE_HSTS_SECONDS is not a whole number",
  docs: {
    why:
      "Django puts the value into the header Strict-Transport-Security as it is. Browsers ignore the header if it does not " +
      "say a whole number, and forget HSTS if it says 0; Django's own check only asks whether there is a value.",
    how: "Write the seconds as a whole number: 300 to begin with, 31536000 for a year.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/settings/#secure-hsts-seconds",
      "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Strict-Transport-Security",
    ],
  },
  examples: {
    bad: [
      {
        code: `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = True\n`,
        fixed: `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 300\n`,
      },
      {
        code: `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = "31_536_000"\n`,
        fixed: `${MIDDLEWARE}SECURE_SSL_REDIRECT = True\nSECURE_HSTS_SECONDS = 31536000\n`,
      },
      {
        code: `from datetime import timedelta\n\n${MIDDLEWARE}SECURE_HSTS_SECONDS = timedelta(days=365)\n`,
        fixed: `from datetime import timedelta\n\n${MIDDLEWARE}SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())\n`,
      },
    ],
    good: [
      `${MIDDLEWARE}SECURE_HSTS_SECONDS = 31536000\n`,
      `${MIDDLEWARE}SECURE_HSTS_SECONDS = "31536000"\n`,
      `import os\n\n${MIDDLEWARE}SECURE_HSTS_SECONDS = os.environ["HSTS_SECONDS"]\n`,
    ],
  },
  check(context) {
    const { settings } = context;
    if (!settings.defines(NAME)) return satisfied("it is a number by default");
    const judgement = judgeMiddleware(context, ["MIDDLEWARE", NAME], (middleware, seconds) => {
      const without = withoutSecurityMiddleware(middleware);
      if (without !== undefined) return without;
      const on = truthy(seconds);
      if (on === false) return satisfied("HSTS is off");
      if (isDuration(seconds)) return { state: "violated", message: DURATION };
      const text = on === undefined ? undefined : textOf(seconds);
      if (text === undefined) return undecided(reasonOf(seconds));
      if (/^\d+$/.test(text.trim()) && Number(text) > 0) return satisfied();
      const header = `max-age=${text.length > 40 ? `${text.slice(0, 40)}...` : text}`;
      return {
        state: "violated",
        message: /^\d+$/.test(text.trim())
          ? `SECURE_HSTS_SECONDS is the string "0", so the header says "${header}", which tells browsers to forget HSTS.`
          : `With this SECURE_HSTS_SECONDS the header says "${header}", which browsers ignore because they expect only digits: the site has no HSTS.`,
      };
    });
    return verdictOn(settings, NAME, judgement, "");
  },
  fixes: [
    {
      title: "Write the seconds as a whole number",
      safety: "review",
      preferred: true,
      edits(context) {
        if (!isDuration(context.settings.value(NAME))) return replaceLiteral(context, NAME, wholeSeconds);
        const session = new EditSession(context.snapshot);
        const found = assignedValue(context, session, NAME);
        if (found?.value.type !== "Call") return undefined;
        const { editor, value } = found;
        editor.replace(value, `int(${editor.source(value)}.total_seconds())`);
        return session.changes();
      },
    },
  ],
});

/** The value as Python's `"%s" % value` writes it; undefined where that is not known. */
function textOf(seconds: Plain): string | undefined {
  switch (seconds.kind) {
    case "str":
      return seconds.value.replace(/\s/g, " ");
    case "int":
      return String(seconds.value);
    case "bool":
      return "True";
    case "float":
      return Number.isInteger(seconds.value) ? seconds.value.toFixed(1) : String(seconds.value);
    default:
      return undefined;
  }
}

function isDuration(seconds: Plain): boolean {
  return seconds.kind === "object" && seconds.type === "datetime.timedelta";
}

function wholeSeconds(value: Expr, editor: PythonEditor): string {
  const text = (stringValue(value) ?? editor.source(value)).replace(/[_\s]/g, "");
  const seconds = text === "" ? Number.NaN : Number(text);
  return Number.isSafeInteger(seconds) && seconds > 0 ? String(seconds) : START;
}
