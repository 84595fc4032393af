import { environmentText } from "../../edits/python/dialect";
import { dictValue, indexOfString, isSequence, removeItemAt, stringValue } from "../../edits/python/displays";
import type { PythonEditor } from "../../edits/python/editor";
import { addImport } from "../../edits/python/imports";
import { EditSession } from "../../edits/session";
import { type Dependency, dependencyState, findDependency } from "../../files/dependencies";
import type { Plain } from "../../settings/plain";
import type { Location } from "../../syntax/text";
import { assignmentIn } from "../production";
import { defineRule, type RuleContext } from "../rule";
import { assignedValue } from "../settingEdits";
import { notApplicable } from "../verdicts";

const APP = "raven.contrib.django.raven_compat";

export default defineRule({
  id: "raven-deprecated",
  group: "observability",
  severity: "warning",
  summary: "raven is no longer maintained",
  docs: {
    why:
      "raven is the client that Sentry had before sentry-sdk. Its last release is of 2018 and says nothing of Python " +
      "after 3.7 or of today's Django: it works until an upgrade breaks it, and then errors are no longer reported, " +
      "and nothing says so.",
    how:
      "Install sentry-sdk, call `sentry_sdk.init()` in the settings, and delete raven: the app, its middleware, its " +
      "logging handlers and RAVEN_CONFIG.",
    references: [
      "https://docs.sentry.io/platforms/python/integrations/django/",
      "https://docs.sentry.io/platforms/python/migration/raven-to-sentry-sdk/",
    ],
  },
  examples: {
    bad: [
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nraven==6.10.0\n",
          "mysite/settings.py": [
            "import os",
            "",
            "INSTALLED_APPS = [",
            '    "django.contrib.auth",',
            '    "raven.contrib.django.raven_compat",',
            "]",
            "",
            "RAVEN_CONFIG = {",
            '    "dsn": os.environ.get("SENTRY_DSN", ""),',
            "}",
            "",
          ].join("\n"),
        },
        fixed: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nsentry-sdk\n",
          "mysite/settings.py": [
            "import os",
            "",
            "import sentry_sdk",
            "",
            "INSTALLED_APPS = [",
            '    "django.contrib.auth",',
            "]",
            "",
            'sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN", ""))',
            "",
          ].join("\n"),
        },
      },
      {
        code: {
          "requirements.txt": "Django==5.2.8\ngunicorn\nraven\n",
          "mysite/settings.py": [
            'INSTALLED_APPS = ["raven.contrib.django.raven_compat"]',
            'MIDDLEWARE = ["raven.contrib.django.raven_compat.middleware.Sentry404CatchMiddleware"]',
            "",
          ].join("\n"),
        },
      },
    ],
    good: [
      {
        "requirements.txt": "Django==5.2.8\ngunicorn\nsentry-sdk==2.44.0\n",
        "mysite/settings.py":
          'import os\nimport sentry_sdk\n\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"])\n',
      },
      'import os\n\nINSTALLED_APPS = [os.environ["APP"]]\n',
    ],
  },
  check({ settings, project }) {
    const { dependencies } = project.deployment;
    const item = ravenApp(settings.value("INSTALLED_APPS"));
    const isInstalled = dependencyState(dependencies, "raven") === "present";
    if (item === undefined && !isInstalled) return notApplicable("raven is not used");
    const dependency = findDependency(dependencies, "raven");
    const at = item?.at ?? dependency?.at ?? settings.location("INSTALLED_APPS");
    return {
      state: "violated",
      at,
      message:
        "Errors are reported by raven, which Sentry replaced with sentry-sdk in 2018: sooner or later a newer Django or Python breaks it, and errors are no longer reported.",
    };
  },
  fixes: [{ title: "Replace raven with sentry-sdk", safety: "review", preferred: true, edits: replaceRaven }],
});

function ravenApp(apps: Plain): Plain | undefined {
  if (apps.kind !== "list" && apps.kind !== "tuple") return undefined;
  return apps.items.find((item) => item.kind === "str" && /^raven\./.test(item.value));
}

/** The fix for what Sentry's own instructions had: the app and RAVEN_CONFIG, and nothing else. */
function replaceRaven(context: RuleContext) {
  const { settings, project } = context;
  const session = new EditSession(context.snapshot);
  if (usesRaven(settings.value("MIDDLEWARE")) || usesRaven(settings.value("LOGGING"))) return undefined;
  const apps = assignedValue(context, session, "INSTALLED_APPS");
  const config = assignedValue(context, session, "RAVEN_CONFIG");
  if (apps === undefined || config === undefined || !isSequence(apps.value)) return undefined;
  const index = indexOfString(apps.value, APP);
  if (index < 0 || !removeItemAt(apps.editor, apps.value, index)) return undefined;
  if (!replaceConfig(context, config.editor)) return undefined;
  const { dependencies } = project.deployment;
  const lines = dependencies.packages
    .filter(({ name }) => name === "raven")
    .map((each) => lineOf(context, each));
  const [line] = lines;
  if (lines.length !== 1 || line === undefined) return undefined;
  const { file, ...range } = line;
  session.add([{ kind: "edit", path: file, edits: [{ ...range, text: "sentry-sdk" }] }]);
  return session.changes();
}

/** Whether a setting names something of raven, or may. */
function usesRaven(value: Plain): boolean {
  return value.kind === "unknown" || /"(?:raven\.|SentryHandler)/.test(textOf(value));
}

function textOf(value: Plain): string {
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
}

/** Puts `sentry_sdk.init(...)` in the place of RAVEN_CONFIG, if it has but a DSN and perhaps a release. */
function replaceConfig({ settings }: RuleContext, editor: PythonEditor): boolean {
  const statement = assignmentIn(editor, settings.assignment("RAVEN_CONFIG"), "RAVEN_CONFIG");
  const config = statement?.value;
  if (statement === undefined || config?.type !== "Dict" || editor.source(statement).includes("#"))
    return false;
  const keys = config.entries.map(({ key }) => stringValue(key) ?? "");
  if (!keys.every((key) => ["dsn", "release", "environment"].includes(key))) return false;
  const options = config.entries.map(({ value }, n) => `${keys[n]}=${editor.source(value)}`);
  if (dictValue(config, "dsn") === undefined) {
    const dsn = environmentText(editor, statement.start, "SENTRY_DSN", '""');
    if (dsn === undefined) return false;
    options.unshift(`dsn=${dsn}`);
  }
  const module = addImport(editor, { module: "sentry_sdk" }, statement.start);
  if (module === undefined || options.some((option) => /[\r\n]/.test(option))) return false;
  const lines = options.map((option) => `    ${option},\n`).join("");
  editor.replace(statement, `${module}.init(${options.length === 1 ? options[0] : `\n${lines}`})`);
  return true;
}

/** The line of a requirements file that a person wrote. */
function lineOf({ project, snapshot }: RuleContext, { at, locked }: Dependency): Location | undefined {
  const { manifest } = project.deployment.dependencies;
  if (locked || manifest?.kind !== "requirements" || manifest.path !== at.file) return undefined;
  const text = snapshot.file(at.file)?.text.slice(at.start, at.end);
  return text !== undefined && /^raven\b/.test(text) ? at : undefined;
}
