import { environmentRead } from "../../edits/python/dialect";
import { isString, type PythonEditor } from "../../edits/python/editor";
import { type EnvironmentRead, environmentReadAt } from "../../edits/python/environmentReads";
import { EditSession } from "../../edits/session";
import { DEVELOPMENT } from "../../project/settingsModule";
import { isExpression } from "../../syntax/python/find";
import type { Location } from "../../syntax/text";
import { credentialsIn, type FoundCredential } from "../credentials";
import { defineRule, type RuleContext, type Verdict } from "../rule";
import { notApplicable, satisfied } from "../verdicts";

/** Settings that may hold a credential; SECRET_KEY and its kin have rules of their own. */
const CANDIDATES =
  /PASSW|_PASS$|_PWD$|SECRET|TOKEN|API_?KEY|(?:PRIVATE|ACCOUNT|SIGNING|ENCRYPTION)_KEY|_URL$|_URI$|_DSN$|BROKER|BACKEND$|^(?:DATABASES|CACHES|MAILERS|STORAGES|CHANNEL_LAYERS|ANYMAIL|SOCIALACCOUNT_PROVIDERS|SIMPLE_JWT|RQ_QUEUES|Q_CLUSTER|HUEY|CLOUDINARY_STORAGE|CLOUDINARY|HAYSTACK_CONNECTIONS|ELASTICSEARCH_DSL|OAUTH2_PROVIDER)$/;
const OTHERS = /^SECRET_KEY(?:_FALLBACKS)?$|SENTRY/;

export default defineRule({
  id: "credential-hardcoded",
  group: "config",
  severity: "error",
  summary: "A password or key of production is written in the settings",
  docs: {
    why:
      "What is in the source is in every clone, in its history and in every backup of a laptop. Whoever sees any of them " +
      "can read the database, send mail or move money in the site's name, and nobody notices.",
    how:
      "Read it from a variable, set that variable on Heroku, and ask the service for a new password or key: the one in " +
      "the source stays in the history.",
    references: [
      "https://docs.djangoproject.com/en/stable/howto/deployment/checklist/",
      "https://devcenter.heroku.com/articles/config-vars",
      "https://12factor.net/config",
    ],
  },
  examples: {
    bad: [
      {
        code: 'EMAIL_HOST = "smtp.mailgun.org"\nEMAIL_HOST_PASSWORD = "k7Wq9-zPm2Rt"\n',
        fixed:
          'import os\n\nEMAIL_HOST = "smtp.mailgun.org"\nEMAIL_HOST_PASSWORD = os.environ["EMAIL_HOST_PASSWORD"]\n',
      },
      {
        code: [
          "import os",
          "",
          "DATABASES = {",
          "    'default': {",
          "        'ENGINE': 'django.db.backends.postgresql',",
          "        'HOST': 'db3.shop-hosting.net',",
          "        'USER': 'shop',",
          "        'PASSWORD': 'mB4kk2Wnq8',",
          "    }",
          "}",
          "",
        ].join("\n"),
        fixed: [
          "import os",
          "",
          "DATABASES = {",
          "    'default': {",
          "        'ENGINE': 'django.db.backends.postgresql',",
          "        'HOST': 'db3.shop-hosting.net',",
          "        'USER': 'shop',",
          "        'PASSWORD': os.environ['DATABASE_PASSWORD'],",
          "    }",
          "}",
          "",
        ].join("\n"),
      },
      {
        code: 'import os\n\nPAYMENT_API_KEY = os.getenv("PAYMENT_API_KEY", "pk4Lw0qTz81mVb6Rk2Hs9")\n',
        fixed: 'import os\n\nPAYMENT_API_KEY = os.environ["PAYMENT_API_KEY"]\n',
      },
      {
        code: 'import environ\n\nenv = environ.Env()\nCELERY_BROKER_URL = "amqps://shop:t5Gh2mQw81@rabbit.cloudamqp.com/shop"\n',
        fixed: 'import environ\n\nenv = environ.Env()\nCELERY_BROKER_URL = env("CELERY_BROKER_URL")\n',
      },
    ],
    good: [
      'import os\n\nEMAIL_HOST_PASSWORD = os.environ["EMAIL_HOST_PASSWORD"]\n',
      // What stands where a credential belongs.
      'EMAIL_HOST_PASSWORD = "your-password"\nPAYMENT_API_KEY = ""\nSTRIPE_SECRET_KEY = "sk_test_4eC39HqLyjWDarjtT1zdp7dc"\n',
      // Google publishes it for tests.
      'RECAPTCHA_PRIVATE_KEY = "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"\n',
      // A database beside the site, as developers have it.
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "localhost", "PASSWORD": "mB4kk2Wnq8"}}\n',
      // Only where DEBUG is on.
      'import os\n\nDEBUG = os.environ.get("DEBUG") == "1"\nif DEBUG:\n    EMAIL_HOST_PASSWORD = "k7Wq9-zPm2Rt"\nelse:\n    EMAIL_HOST_PASSWORD = os.environ["EMAIL_PASSWORD"]\n',
      'PASSWORD_RESET_TOKEN = "django.contrib.auth.tokens.PasswordResetTokenGenerator"\nAPI_KEY_HEADER = "HTTP_X_API_KEY_2"\n',
    ],
  },
  check(context) {
    const { settings, project } = context;
    const module = project.settings.module?.name.split(".").at(-1) ?? "";
    if (module.split("_").some((word) => DEVELOPMENT.includes(word.toLowerCase())))
      return notApplicable("these settings are for development");
    const seen = new Set<string>();
    const verdicts = settings.names.flatMap((name) => {
      if (!CANDIDATES.test(name) || OTHERS.test(name)) return [];
      return verdictsFor(context, name).filter(({ at }) => {
        const key = `${at?.file}:${at?.start}`;
        return !seen.has(key) && seen.add(key);
      });
    });
    return verdicts.length > 0 ? verdicts : satisfied();
  },
  fixes: [
    {
      title: (context, { at }) => `Read it from the variable ${placeOf(context, at)?.variable}`,
      safety: "review",
      preferred: true,
      edits(context, { at }) {
        const place = placeOf(context, at);
        const code =
          place &&
          environmentRead(place.editor, place.range.start, place.variable, "required", place.dialect);
        if (place === undefined || code === undefined) return undefined;
        place.editor.replace(place.range, code);
        return place.session.changes();
      },
    },
  ],
});

/** The credentials of a setting that stand in the source and that production has. */
function verdictsFor(context: RuleContext, name: string): Verdict[] {
  const { settings } = context;
  const judgement = settings.judge([name], (value) =>
    credentialsIn(name, value).length > 0 ? { state: "violated" } : satisfied(),
  );
  if (judgement.state === "satisfied") return [];
  const found = settings.readings(name).flatMap(({ value }) => credentialsIn(name, value));
  return found.flatMap(({ value: { at, value }, path, kind }): Verdict[] => {
    if (at === undefined || !isWritten(context, at, value)) return [];
    const message = `${labelOf(path)} is ${kind} written in the source: anyone who can read the repository has it. Remove it from here, and replace it with a new one.`;
    return [{ state: "violated", at, message }];
  });
}

/** Whether a text stands at a place as a literal, and is not the key that other rules are about. */
function isWritten({ settings, snapshot }: RuleContext, at: Location, text: string): boolean {
  const node = new EditSession(snapshot).python(at.file)?.expression(at)?.node;
  if (node === undefined || !isString(node) || node.constant.kind !== "str" || node.constant.value !== text)
    return false;
  const key = settings.value("SECRET_KEY").at;
  return key?.file !== at.file || key.start !== at.start;
}

function labelOf([name, ...keys]: readonly string[]): string {
  return `${name}${keys.map((key) => `["${key}"]`).join("")}`;
}

interface Place {
  readonly session: EditSession;
  readonly editor: PythonEditor;
  /** What the read replaces. */
  readonly range: Location;
  readonly variable: string;
  readonly dialect: EnvironmentRead["dialect"] | undefined;
}

function placeOf(context: RuleContext, at: Location): Place | undefined {
  const { settings, snapshot } = context;
  const session = new EditSession(snapshot);
  const editor = session.python(at.file);
  const found = editor?.expression(at);
  if (editor === undefined || found === undefined) return undefined;
  // The default of a read: the read stays, and requires its variable.
  const around = found.parents.find((node) => isExpression(node));
  const read = around && isExpression(around) ? environmentReadAt(editor, around) : undefined;
  if (read !== undefined && read.otherwise === found.node && around !== undefined) {
    const range = { file: at.file, start: around.start, end: around.end };
    return { session, editor, range, variable: read.variable, dialect: ownDialect(read) };
  }
  const credential = settings.names
    .filter((name) => CANDIDATES.test(name))
    .flatMap((name) => settings.readings(name).flatMap(({ value }) => credentialsIn(name, value)))
    .find(({ value }) => value.at?.file === at.file && value.at.start === at.start);
  if (credential === undefined) return undefined;
  return { session, editor, range: at, variable: variableFor(credential), dialect: undefined };
}

/** `getenv` cannot require a variable: there the module's way of naming os.environ takes its place. */
function ownDialect({ dialect }: EnvironmentRead): EnvironmentRead["dialect"] | undefined {
  return dialect.kind === "os" ? undefined : dialect;
}

/** Containers whose name a variable need not repeat, or has in the singular. */
const SHORT: Readonly<Record<string, string>> = {
  DATABASES: "DATABASE",
  CACHES: "CACHE",
  MAILERS: "EMAIL",
  SOCIALACCOUNT_PROVIDERS: "",
};

/** DATABASE_PASSWORD for `DATABASES["default"]["PASSWORD"]`. */
function variableFor({ path }: FoundCredential): string {
  const [name, ...keys] = path;
  const last = keys.at(-1);
  if (last === undefined) return name!;
  if (last.includes("_") && keys.length === 1) return last.toUpperCase();
  const inner = keys.slice(0, -1).filter((key) => !/^(?:default|OPTIONS|APP|CONFIG)$/.test(key));
  const parts = [SHORT[name!] ?? name!, ...inner, last === "LOCATION" ? "URL" : last];
  return parts
    .filter((part) => part !== "")
    .join("_")
    .toUpperCase()
    .replace(/\W+/g, "_");
}
