import type { PythonEditor } from "../../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import { contains, entry, type Plain } from "../../settings/plain";
import type { Answer, Judgement } from "../../settings/settings";
import type { Expr } from "../../syntax/python/ast";
import type { Location } from "../../syntax/text";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { isRawText, isTextField } from "../variables";
import { satisfied, verdictOn } from "../verdicts";

/** What becomes of production where one of these is a string. A port of the mail server works as one, too. */
const NUMBERS: Readonly<Record<string, string>> = {
  CACHE_MIDDLEWARE_SECONDS: "every page that the site-wide cache would store fails with error 500.",
  CSRF_COOKIE_AGE: "every page with a form fails with error 500.",
  DATA_UPLOAD_MAX_MEMORY_SIZE: "every form that is sent fails with error 500.",
  DATA_UPLOAD_MAX_NUMBER_FIELDS: "every form that is sent fails with error 500.",
  DATA_UPLOAD_MAX_NUMBER_FILES: "every upload fails with error 500.",
  EMAIL_TIMEOUT: "no mail is sent, because the connection to the mail server cannot be opened.",
  FILE_UPLOAD_MAX_MEMORY_SIZE: "every upload fails with error 500.",
  PASSWORD_RESET_TIMEOUT: "every link to reset a password fails with error 500.",
  SESSION_COOKIE_AGE: "nobody can log in, because saving a session fails with error 500.",
  SITE_ID:
    "Django's check sites.E101 fails, and with it `migrate` and every other command that runs the checks.",
};

/** Settings that are read only where another setting has this item. */
const READERS: Readonly<Record<string, readonly [setting: string, item: string]>> = {
  CACHE_MIDDLEWARE_SECONDS: ["MIDDLEWARE", "django.middleware.cache.UpdateCacheMiddleware"],
  SITE_ID: ["INSTALLED_APPS", "django.contrib.sites"],
};

export default defineRule({
  id: "int-setting-env-string",
  group: "config",
  severity: "warning",
  djangoIds: ["sites.E101"],
  summary: "A setting that must be a number is a string",
  docs: {
    why:
      "Environment variables are strings. Django adds these settings to times and compares them with sizes, and with a " +
      "string Python raises TypeError: not when the app starts, but at the first request that needs the setting.",
    how: "Convert the string to a number: `int(...)`, `env.int(...)` of django-environ, `cast=int` of python-decouple.",
    references: [
      "https://docs.python.org/3/library/os.html#os.environ",
      "https://docs.djangoproject.com/en/stable/ref/settings/",
    ],
  },
  examples: {
    bad: [
      {
        code: 'import os\n\nSESSION_COOKIE_AGE = os.environ.get("SESSION_AGE", 3600)\n',
        fixed: 'import os\n\nSESSION_COOKIE_AGE = int(os.environ.get("SESSION_AGE", 3600))\n',
      },
      {
        code: "import environ\n\nenv = environ.Env()\nEMAIL_TIMEOUT = env('EMAIL_TIMEOUT')\n",
        fixed: "import environ\n\nenv = environ.Env()\nEMAIL_TIMEOUT = env.int('EMAIL_TIMEOUT')\n",
      },
      {
        code: 'from decouple import config\n\nPASSWORD_RESET_TIMEOUT = config("RESET_TIMEOUT", default=3600)\n',
        fixed:
          'from decouple import config\n\nPASSWORD_RESET_TIMEOUT = config("RESET_TIMEOUT", default=3600, cast=int)\n',
      },
      {
        code: [
          "import os",
          "",
          "DATABASES = {",
          '    "default": {',
          '        "ENGINE": "django.db.backends.postgresql",',
          '        "NAME": os.environ["DB_NAME"],',
          '        "CONN_MAX_AGE": os.environ["DB_MAX_AGE"],',
          "    }",
          "}",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          "DATABASES = {",
          '    "default": {',
          '        "ENGINE": "django.db.backends.postgresql",',
          '        "NAME": os.environ["DB_NAME"],',
          '        "CONN_MAX_AGE": int(os.environ["DB_MAX_AGE"]),',
          "    }",
          "}",
          "",
        ].join("\n"),
      },
    ],
    good: [
      'import os\n\nSESSION_COOKIE_AGE = int(os.environ.get("SESSION_AGE", 3600))\n',
      // The mail library turns a port's text into a number by itself.
      'import os\n\nEMAIL_PORT = os.environ.get("EMAIL_PORT", 587)\n',
      'import environ\n\nenv = environ.Env()\nSESSION_COOKIE_AGE = env("SESSION_AGE", default=3600)\n',
      // Nothing asks for the number of the site.
      'import os\n\nSITE_ID = os.environ.get("SITE_ID", 1)\n',
    ],
  },
  check(context) {
    const { settings } = context;
    const found = Object.entries(NUMBERS).flatMap(([name, effect]): Verdict[] => {
      const [list, reader] = READERS[name] ?? [];
      const unread = list !== undefined && contains(settings.value(list), reader!) !== true;
      if (!settings.defines(name) || unread) return [];
      return verdictFor(context, name, name, effect, (value) => value);
    });
    if (settings.defines("DATABASES")) {
      const effect =
        "no connection to the database can be opened, and every page that needs it fails with error 500.";
      found.push(...verdictFor(context, "DATABASES", "CONN_MAX_AGE", effect, maxAgeOf));
    }
    return found.length > 0 ? found : satisfied();
  },
  fixes: [
    {
      title: "Convert the string to a number",
      safety: "review",
      preferred: true,
      edits({ snapshot }, { at }) {
        const session = new EditSession(snapshot);
        const editor = session.python(at.file);
        const node = editor?.expression(at)?.node;
        const read = editor && node && environmentReadAt(editor, node);
        const code = editor && read && numberCode(editor, read);
        if (editor === undefined || node === undefined || code === undefined) return undefined;
        editor.replace(node, code);
        return session.changes();
      },
    },
  ],
});

/** The verdict on a number that is text in some world: an error where it is in every one. */
function verdictFor(
  context: RuleContext,
  setting: string,
  name: string,
  effect: string,
  numberIn: (value: Plain) => Plain | undefined,
): Verdict[] {
  const { settings } = context;
  const textOf = (value: Plain) => {
    const number = numberIn(value);
    return number !== undefined && (number.kind === "str" || isRawText(number)) ? number : undefined;
  };
  const judgement: Judgement = settings.judge(
    [setting],
    (value): Answer => (textOf(value) === undefined ? satisfied() : { state: "violated" }),
  );
  if (judgement.state === "satisfied") return [];
  const found = settings.readings(setting).flatMap(({ value }) => textOf(value) ?? []);
  const [first] = found.filter(({ kind }) => kind === "env").concat(found);
  if (first === undefined) return [];
  const always = judgement.state === "violated";
  const at: Location = first.at ?? settings.location(setting);
  // A function of the project's own may have read it, which others use too: the setting is what is wrong.
  const place = inModuleOf(context, setting, at) ? at : settings.location(setting);
  const message =
    first.kind === "env"
      ? `${always ? "" : `As soon as the variable ${first.name} is set, `}${name} is a string instead of a number: ${effect}`
      : `${name} is a string instead of a number: ${effect}`;
  return [
    verdictOn(settings, setting, { state: "violated", at: place }, message, {
      severity: always ? "error" : "warning",
    }),
  ];
}

/** Whether a value is written where its setting is assigned, or at least in one of the modules that assign it. */
function inModuleOf({ settings }: RuleContext, setting: string, { file }: Location): boolean {
  return settings.history(setting).some(({ location }) => location.file === file);
}

function maxAgeOf(databases: Plain): Plain | undefined {
  if (databases.kind !== "dict") return undefined;
  return databases.entries
    .map(([, database]) => entry(database, "CONN_MAX_AGE") ?? undefined)
    .find((age) => age !== undefined && (age.kind === "str" || isRawText(age)));
}

/** Code for the same read as a number; undefined where the default is none. */
function numberCode(editor: PythonEditor, read: EnvironmentRead): string | undefined {
  const { node, variable, dialect, otherwise, method, cast } = read;
  if (cast !== undefined || (method !== undefined && method !== "str")) return undefined;
  const number = otherwise === undefined ? undefined : numberDefault(editor, otherwise);
  if (otherwise !== undefined && number === undefined) return undefined;
  const fallback = number === undefined ? "" : `, default=${number}`;
  switch (dialect.kind) {
    case "environ":
      return `${dialect.name}.int("${variable}"${fallback})`;
    case "decouple":
      return `${dialect.name}("${variable}"${fallback}, cast=int)`;
    case "pydantic":
      return isTextField(otherwise) ? `int(${editor.source(node)})` : undefined;
    case "os":
      // int(None) would end the start.
      return node.type === "Call" && otherwise === undefined ? undefined : `int(${editor.source(node)})`;
  }
}

function numberDefault(editor: PythonEditor, otherwise: Expr): string | undefined {
  if (otherwise.type === "BinOp") return editor.source(otherwise);
  if (otherwise.type !== "Constant") return undefined;
  const { constant } = otherwise;
  if (constant.kind === "int") return editor.source(otherwise);
  return constant.kind === "str" && /^\d+$/.test(constant.value) ? constant.value : undefined;
}
