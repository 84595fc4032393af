import { type Plain, truthy } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import type { Location } from "../../syntax/text";
import { judgeMiddleware, withoutSecurityMiddleware } from "../middleware";
import { defineRule, type Fix, type FixSafety, type RuleContext, type Verdict } from "../rule";
import { replaceAt } from "../settingEdits";
import { isHeard } from "../silenced";
import { reasonOf, satisfied, undecided, verdictOn } from "../verdicts";

/** Flags that Django's deployment checks compare with True, and their ids. */
const CHECKED: Readonly<Record<string, readonly string[]>> = {
  SESSION_COOKIE_SECURE: ["security.W010", "security.W011", "security.W012"],
  SESSION_COOKIE_HTTPONLY: ["security.W013", "security.W014", "security.W015"],
  CSRF_COOKIE_SECURE: ["security.W016"],
  SECURE_SSL_REDIRECT: ["security.W008"],
  SECURE_HSTS_INCLUDE_SUBDOMAINS: ["security.W005"],
  SECURE_HSTS_PRELOAD: ["security.W021"],
  SECURE_CONTENT_TYPE_NOSNIFF: ["security.W006"],
};

const FLAGS = [
  ...Object.keys(CHECKED),
  "CSRF_COOKIE_HTTPONLY",
  "CSRF_USE_SESSIONS",
  "LANGUAGE_COOKIE_SECURE",
  "LANGUAGE_COOKIE_HTTPONLY",
];

/** What people write for False. */
const OFF = new Set(["false", "f", "no", "n", "off", "0", "none", "null", "disabled"]);

export default defineRule({
  id: "security-flag-not-bool",
  group: "security",
  severity: "warning",
  djangoIds: Object.values(CHECKED).flat().sort(),
  summary: "A security setting is not True or False",
  docs: {
    why:
      'Every string that is not empty counts as true, so `SECURE_HSTS_PRELOAD = "False"` turns the setting on. `1` and ' +
      '`"True"` work, but Django\'s deployment check accepts only `True` and goes on warning.',
    how: "Write `True` or `False`, without quotes.",
    references: [
      "https://docs.djangoproject.com/en/stable/ref/checks/#security",
      "https://docs.python.org/3/library/stdtypes.html#truth-value-testing",
    ],
  },
  examples: {
    bad: [
      {
        code: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_SSL_REDIRECT = True",
          "SECURE_HSTS_SECONDS = 31536000",
          'SECURE_HSTS_INCLUDE_SUBDOMAINS = "False"',
          "",
        ].join("\n"),
        fixed: [
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_SSL_REDIRECT = True",
          "SECURE_HSTS_SECONDS = 31536000",
          "SECURE_HSTS_INCLUDE_SUBDOMAINS = False",
          "",
        ].join("\n"),
      },
      {
        code: 'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = 1\n',
        fixed: 'INSTALLED_APPS = ["django.contrib.sessions"]\nSESSION_COOKIE_SECURE = True\n',
      },
    ],
    good: [
      "CSRF_COOKIE_SECURE = True\nSESSION_COOKIE_SECURE = False\n",
      'import os\n\nCSRF_COOKIE_SECURE = os.environ.get("COOKIE_SECURE", "False")\n',
      'import os\n\nCSRF_COOKIE_SECURE = os.environ.get("COOKIE_SECURE", "False") == "True"\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const defined = FLAGS.filter((name) => settings.defines(name));
    if (defined.length === 0) return satisfied("no flag is set");
    return defined.map((name) => check(context, name));
  },
  fixes: [
    rewrite("Write False, as the string says", "False", "review", (text) => OFF.has(text)),
    rewrite("Write True, as it works now", "True", "review", (text) => OFF.has(text)),
    rewrite("Write True", "True", "safe", (text) => !OFF.has(text)),
  ],
});

function check(context: RuleContext, name: string): Verdict {
  const question = (flag: Plain): Answer => {
    const on = flag.kind === "env" ? undefined : truthy(flag);
    if (on === undefined) return undecided(reasonOf(flag));
    if (!on || flag.kind === "bool") return satisfied();
    const text = flag.kind === "str" ? flag.value : undefined;
    // Where the text comes from the environment, it is the reading of the variable that is wrong.
    if (!isAssigned(context, name, flag.at)) return undecided("it is computed");
    if (text !== undefined && OFF.has(text.toLowerCase()))
      return {
        state: "violated",
        message: `${name} is the string "${text}", which Python counts as true: the setting is on.`,
      };
    return isChecked(context, name) ? { state: "violated" } : satisfied();
  };
  const judgement = name.startsWith("SECURE_")
    ? judgeMiddleware(
        context,
        ["MIDDLEWARE", name],
        (middleware, flag) => withoutSecurityMiddleware(middleware) ?? question(flag),
      )
    : context.settings.judge([name], question);
  const works = judgement.state === "violated" && judgement.message === undefined;
  return verdictOn(
    context.settings,
    name,
    judgement,
    `${name} works as it is, but Django's deployment check accepts only True.`,
    works ? { severity: "info" } : {},
  );
}

/** Whether one of Django's checks finds fault with a flag that is on, but not True. */
function isChecked({ settings }: RuleContext, name: string): boolean {
  const ids = CHECKED[name] ?? [];
  return ids.length > 0 && ids.every((id) => isHeard(settings, id));
}

/** Whether a literal is all that the setting is assigned. */
function isAssigned(context: RuleContext, name: string, at: Location | undefined): boolean {
  const place = context.settings.assignment(name);
  const isWhole = at?.file === place?.file && at?.start === place?.start && at?.end === place?.end;
  return isWhole && literalAt(context, at) !== undefined;
}

/** The text of a string or number literal; undefined for any other expression. */
function literalAt({ snapshot }: RuleContext, at: Location | undefined): string | undefined {
  const source = at && snapshot.file(at.file)?.text.slice(at.start, at.end);
  const [, string, number] = /^(?:["']([^"'\\]*)["']|(\d[\d_.]*))$/.exec(source ?? "") ?? [];
  return string ?? number;
}

function rewrite(title: string, code: string, safety: FixSafety, applies: (text: string) => boolean): Fix {
  return {
    title,
    safety,
    preferred: safety === "safe",
    edits(context, { at }) {
      const text = literalAt(context, at);
      if (text === undefined || !applies(text.toLowerCase())) return undefined;
      return replaceAt(context, at, code, (node) => node.type === "Constant");
    },
  };
}
