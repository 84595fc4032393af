import { EditSession } from "../../edits/session";
import type { DjangoVersion } from "../../project/project";
import { truthy } from "../../settings/plain";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext, type Severity, type Verdict } from "../rule";
import { removeAssignment } from "../settingEdits";
import { satisfied, verdictOn } from "../verdicts";
import { isAtLeast } from "../versions";

interface Removed {
  /** The first version of Django without the setting. */
  readonly since: DjangoVersion;
  readonly severity: Severity;
  /** What production gets instead. */
  readonly effect: string;
  /** The setting that took over, which makes this one a leftover where it is set. */
  readonly successor?: string;
  /** Where this value is what Django does anyway. */
  readonly harmless?: (value: boolean | undefined) => boolean;
}

const template = (severity: Severity, effect: string): Removed => ({
  since: "1.10",
  severity,
  effect,
  successor: "TEMPLATES",
});

/** Settings of files and mail have rules of their own. */
const REMOVED: Readonly<Record<string, Removed>> = {
  MIDDLEWARE_CLASSES: {
    since: "2.0",
    severity: "error",
    effect:
      "production runs without any middleware, so it has no sessions, no CSRF protection and no security headers.",
    successor: "MIDDLEWARE",
  },
  TEMPLATE_DIRS: template("error", "templates in these directories are not found."),
  TEMPLATE_LOADERS: template("error", "templates are looked for in other ways, or not at all."),
  TEMPLATE_CONTEXT_PROCESSORS: template("error", "templates lack the variables that these add."),
  TEMPLATE_DEBUG: template("info", "the line does nothing."),
  TEMPLATE_STRING_IF_INVALID: template("info", "the line does nothing."),
  USE_ETAGS: { since: "2.1", severity: "info", effect: "only ConditionalGetMiddleware makes ETags." },
  DEFAULT_CONTENT_TYPE: { since: "3.0", severity: "info", effect: "every page is text/html." },
  FILE_CHARSET: { since: "3.1", severity: "info", effect: "files are read as UTF-8." },
  PASSWORD_RESET_TIMEOUT_DAYS: {
    since: "4.0",
    severity: "warning",
    effect: "links to reset a password are valid for three days, Django's default.",
    successor: "PASSWORD_RESET_TIMEOUT",
  },
  DEFAULT_HASHING_ALGORITHM: {
    since: "4.0",
    severity: "info",
    effect: "sessions, cookies and tokens are signed with SHA-256.",
  },
  SECURE_BROWSER_XSS_FILTER: {
    since: "4.0",
    severity: "info",
    effect: "the header X-XSS-Protection is not sent, which browsers no longer look at anyway.",
  },
  USE_L10N: {
    since: "5.0",
    severity: "warning",
    effect: "dates and numbers are written in the form of the visitor's language, as if it was True.",
    harmless: (value) => value !== false,
  },
  USE_DEPRECATED_PYTZ: { since: "5.0", severity: "info", effect: "time zones are those of zoneinfo." },
  CSRF_COOKIE_MASKED: { since: "5.0", severity: "info", effect: "the CSRF cookie is not masked." },
  FORMS_URLFIELD_ASSUME_HTTPS: {
    since: "6.0",
    severity: "info",
    effect: "forms add https:// to a URL that has no scheme.",
    harmless: (value) => value === true,
  },
};

export default defineRule({
  id: "removed-setting",
  group: "upgrade",
  severity: "warning",
  summary: "The settings have a line that Django no longer reads",
  docs: {
    why:
      "A setting that Django has removed does nothing, and nothing says so: no check, no warning. Whoever reads the " +
      "settings believes that production has what the line asks for.",
    how: "Delete the line, or write what took its place: MIDDLEWARE, TEMPLATES, PASSWORD_RESET_TIMEOUT.",
    references: [
      "https://docs.djangoproject.com/en/stable/internals/deprecation/",
      "https://docs.djangoproject.com/en/stable/releases/5.0/#features-removed-in-5-0",
      "https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0",
    ],
  },
  examples: {
    bad: [
      {
        code: "SECURE_BROWSER_XSS_FILTER = True  # old browsers\nSITE_ID = 1\n",
        fixed: "SITE_ID = 1\n",
      },
      {
        code: "SITE_ID = 1\nPASSWORD_RESET_TIMEOUT_DAYS = 1\n",
        fixed: "SITE_ID = 1\nPASSWORD_RESET_TIMEOUT = 1 * 24 * 60 * 60\n",
      },
      {
        code: {
          "requirements.txt": "Django==5.0.9\ngunicorn\n",
          "mysite/settings.py": "USE_TZ = True\nUSE_L10N = False\n",
        },
        fixed: {
          "requirements.txt": "Django==5.0.9\ngunicorn\n",
          "mysite/settings.py": "USE_TZ = True\n",
        },
      },
      { code: 'MIDDLEWARE_CLASSES = ["django.contrib.sessions.middleware.SessionMiddleware"]\n' },
    ],
    good: [
      {
        "requirements.txt": "Django==4.2.16\ngunicorn\n",
        "mysite/settings.py": "USE_L10N = False\n",
      },
      {
        "requirements.txt": "Django>=3.2,<6\ngunicorn\n",
        "mysite/settings.py": 'import os\n\nPASSWORD_RESET_TIMEOUT_DAYS = int(os.environ["RESET_DAYS"])\n',
      },
      "PASSWORD_RESET_TIMEOUT = 24 * 60 * 60\n",
    ],
  },
  check({ settings, project }) {
    const found = Object.entries(REMOVED).filter(
      ([name, { since }]) => settings.defines(name) && isAtLeast(project, since),
    );
    if (found.length === 0) return satisfied("none of them is set");
    return found.map(([name, { since, severity, effect, successor, harmless }]): Verdict => {
      const at = settings.location(name);
      const leftover = successor !== undefined && settings.defines(successor);
      const idle = leftover || harmless?.(truthy(settings.value(name))) === true;
      const message = leftover
        ? `Django ${since} and newer ignore ${name} and read ${successor} instead: the line does nothing.`
        : idle
          ? `Django ${since} and newer ignore ${name} and do what the line asks for anyway: you can delete it.`
          : `Django ${since} and newer ignore ${name}: ${effect}`;
      return verdictOn(settings, name, { state: "violated", at }, message, {
        severity: leftover ? "info" : idle ? "hint" : severity,
      });
    });
  },
  fixes: [
    {
      title: "Write PASSWORD_RESET_TIMEOUT, in seconds",
      safety: "review",
      preferred: true,
      edits: (context, { at }) => (nameAt(context, at) === DAYS ? inSeconds(context) : undefined),
    },
    {
      title: "Delete the line",
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const name = nameAt(context, at);
        const successor = name === undefined ? undefined : REMOVED[name]?.successor;
        // Without its successor the line says what somebody still has to write down elsewhere.
        if (name === undefined || (successor !== undefined && !context.settings.defines(successor)))
          return undefined;
        return removeAssignment(context, name);
      },
    },
  ],
});

const DAYS = "PASSWORD_RESET_TIMEOUT_DAYS";

/** The removed setting that a finding is about. */
function nameAt({ settings }: RuleContext, at: Verdict["at"]): string | undefined {
  return Object.keys(REMOVED).find((name) => {
    const own = settings.defines(name) ? settings.location(name) : undefined;
    return own?.file === at?.file && own?.start === at?.start;
  });
}

function inSeconds({ settings, snapshot }: RuleContext) {
  if (settings.defines("PASSWORD_RESET_TIMEOUT")) return undefined;
  const session = new EditSession(snapshot);
  const location = settings.assignment(DAYS);
  const editor = location && session.python(location.file);
  const statement = editor && assignmentIn(editor, location, DAYS);
  if (editor === undefined || statement?.type !== "Assign") return undefined;
  const { value } = statement;
  const days = editor.source(value);
  const code = value.type === "Constant" || value.type === "Call" ? days : `(${days})`;
  editor.replace(statement, `PASSWORD_RESET_TIMEOUT = ${code} * 24 * 60 * 60`);
  return session.changes();
}
