import { contains, type Plain } from "../../settings/plain";
import type { Answer } from "../../settings/settings";
import { leaveOutEmpty } from "../listSettings";
import { SECURITY_MIDDLEWARE } from "../middleware";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { ifVariables, reasonOf, satisfied, undecided, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

interface ListSetting {
  /** What one empty string in the list does. */
  readonly effect: string;
  /** What an item is called in the code of the fix. */
  readonly item: string;
  readonly applies?: (context: RuleContext) => boolean;
}

const CHECK_FAILS = "and with it `migrate` and every other command that runs the checks.";
const origins: ListSetting = {
  item: "origin",
  effect: `django-cors-headers' check corsheaders.E013 fails, ${CHECK_FAILS}`,
};

/** ALLOWED_HOSTS has a rule of its own. */
const LISTS: Readonly<Record<string, ListSetting>> = {
  CORS_ALLOWED_ORIGINS: origins,
  CORS_ORIGIN_WHITELIST: origins,
  CORS_ALLOWED_ORIGIN_REGEXES: {
    item: "pattern",
    effect: "an empty pattern matches every origin, so every website may read this site's responses.",
  },
  CSRF_TRUSTED_ORIGINS: {
    item: "origin",
    effect: `Django's check 4_0.E001 fails, ${CHECK_FAILS}`,
    applies: ({ project }) => isAtLeast(project, "4.0"),
  },
  SECURE_REDIRECT_EXEMPT: {
    item: "pattern",
    effect: "an empty pattern matches every URL, so nothing is redirected to HTTPS.",
  },
};

export default defineRule({
  id: "list-setting-split-empty",
  group: "config",
  severity: "warning",
  djangoIds: ["4_0.E001"],
  summary: "A list from a missing variable contains one empty string",
  docs: {
    why:
      '`"".split(",")` is not an empty list: it is `[""]`, a list with one empty string. Where the variable is missing, ' +
      "production has that one item, which no check of origins accepts and which matches everything as a pattern.",
    how: "Leave out what is empty, or use the list type of your library: `env.list(...)`, `cast=Csv()`.",
    references: [
      "https://docs.python.org/3/library/stdtypes.html#str.split",
      "https://docs.djangoproject.com/en/stable/ref/settings/#csrf-trusted-origins",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ.get("TRUSTED_ORIGINS", "").split(",")\n',
        fixed:
          'import os\n\nCSRF_TRUSTED_ORIGINS = [origin.strip() for origin in os.environ.get("TRUSTED_ORIGINS", "").split(",") if origin.strip()]\n',
      },
      {
        code: [
          "import os",
          "",
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_SSL_REDIRECT = True",
          "SECURE_REDIRECT_EXEMPT = os.getenv('NO_HTTPS', '').split(' ')",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]',
          "SECURE_SSL_REDIRECT = True",
          "SECURE_REDIRECT_EXEMPT = [pattern.strip() for pattern in os.getenv('NO_HTTPS', '').split(' ') if pattern.strip()]",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'import os\n\nCSRF_TRUSTED_ORIGINS = [each for each in os.environ.get("TRUSTED_ORIGINS", "").split(",") if each]\n',
      'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ["TRUSTED_ORIGINS"].split(",")\n',
      'import os\n\nCSRF_TRUSTED_ORIGINS = os.environ.get("TRUSTED_ORIGINS", "").split()\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const found = Object.entries(LISTS).flatMap(([name, { effect, applies }]): Verdict[] => {
      if (!settings.defines(name) || applies?.(context) === false) return [];
      const judgement =
        name === "SECURE_REDIRECT_EXEMPT"
          ? settings.judge([name, "MIDDLEWARE", "SECURE_SSL_REDIRECT"], judgeExempt, { missing: "violated" })
          : settings.judge([name], judgeItems, { missing: "violated" });
      const where = judgement.when === undefined ? "" : `${ifVariables(judgement.when)}, `;
      const message = `${where}${name} contains one empty string: ${effect}`;
      return judgement.state === "violated" ? [verdictOn(settings, name, judgement, message)] : [];
    });
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: "Leave empty strings out",
      safety: "review",
      preferred: true,
      edits(context, { message }) {
        const name = Object.keys(LISTS).find((each) => message.includes(`${each} contains`));
        return name === undefined ? undefined : leaveOutEmpty(context, name, LISTS[name]!.item);
      },
    },
  ],
});

function judgeItems(value: Plain): Answer {
  if (value.kind !== "list" && value.kind !== "tuple")
    return value.kind === "env" ? satisfied() : undecided(reasonOf(value));
  const empty = value.items.find((item) => item.kind === "str" && item.value === "");
  return empty === undefined ? satisfied() : { state: "violated", at: empty.at ?? value.at };
}

/** What is exempt matters only where something redirects. */
function judgeExempt(exempt: Plain, middleware: Plain, redirect: Plain): Answer {
  const redirects =
    contains(middleware, SECURITY_MIDDLEWARE) === true && redirect.kind === "bool" && redirect.value;
  return redirects ? judgeItems(exempt) : satisfied("nothing is redirected to HTTPS, as far as is known");
}
