/** What `django.setup()` raises: django/__init__.py, apps/registry.py, and the models of Django's own applications. */
import type { Plain } from "../../settings/plain";
import { type App, installedApps, isInstalled } from "../apps";
import type { CheckContext } from "../checks/check";
import type { Definition } from "../codebase";
import { ADMIN, AUTH, CONTRIB_APPS } from "../contrib";
import { type Python, raise, typeName } from "../python";
import { hasCatalogue } from "../translations";
import { configureDatabases, loadDefaultBackend } from "./databases";
import { configureLogging } from "./logging";
import type { StartupStep } from "./step";

const MODEL = "django.db.models.Model";
/** Bases of user models that are Django's own. */
const MODEL_BASES: Readonly<Record<string, string>> = {
  "django.contrib.gis.db.models.Model": MODEL,
  "django.contrib.auth.models.AbstractUser": MODEL,
  "django.contrib.auth.models.AbstractBaseUser": MODEL,
  "django.contrib.auth.base_user.AbstractBaseUser": MODEL,
};

export const setupSteps: readonly StartupStep[] = [
  {
    settings: ["LOGGING_CONFIG", "LOGGING"],
    about: "LOGGING",
    run: (python, [config, logging], { codebase }) => configureLogging(python, config!, logging!, codebase),
  },
  {
    settings: ["FORCE_SCRIPT_NAME"],
    about: "FORCE_SCRIPT_NAME",
    run(python, [prefix]) {
      if (!python.isNone(prefix!)) python.string(prefix!, "endswith");
    },
  },
  {
    settings: ["INSTALLED_APPS"],
    about: "INSTALLED_APPS",
    run(python, [setting], { codebase }) {
      const apps = installedApps(python, setting!, codebase);
      for (const { name } of apps) {
        for (const other of contribApp(name)?.imports ?? [])
          if (!isInstalled(python, apps, other)) raise("RuntimeError", notInstalled(other));
      }
    },
  },
  {
    settings: ["INSTALLED_APPS", "AUTH_USER_MODEL"],
    about: "AUTH_USER_MODEL",
    // The admin's models come before those of an application that stands after it.
    run(python, [setting, model], { codebase }) {
      if (isInstalled(python, installedApps(python, setting!, codebase), ADMIN)) userKey(python, model!);
    },
  },
  {
    settings: ["INSTALLED_APPS", "DATABASES"],
    about: "DATABASES",
    run(python, [setting, databases], { codebase }) {
      if (someApp(python, setting!, codebase, "asksDatabase"))
        loadDefaultBackend(python, databases!, codebase);
    },
  },
  {
    settings: ["INSTALLED_APPS", "USE_I18N", "LANGUAGE_CODE", "LOCALE_PATHS"],
    about: "LANGUAGE_CODE",
    run(python, [setting, useI18n, code, localePaths], { codebase, version }) {
      if (!someApp(python, setting!, codebase, "translates") || !python.truthy(useI18n!)) return;
      const language = python.string(code!, "find");
      if (language === undefined) return;
      const apps = installedApps(python, setting!, codebase);
      if (!hasCatalogue(python, language, { apps, localePaths: localePaths!, codebase, version }))
        raise("OSError", `No translation files found for default language ${language}.`);
    },
  },
  {
    settings: ["INSTALLED_APPS", "AUTH_USER_MODEL"],
    about: "AUTH_USER_MODEL",
    run(python, [setting, model], context) {
      const apps = installedApps(python, setting!, context.codebase);
      if (isInstalled(python, apps, AUTH)) userModel(python, apps, model!, context);
    },
  },
  {
    since: "6.1",
    settings: ["DATABASES"],
    about: "DATABASES",
    // The checks are told of every database.
    run(python, [databases]) {
      configureDatabases(python, databases!);
    },
  },
];

function contribApp(name: string | undefined) {
  return name !== undefined && Object.hasOwn(CONTRIB_APPS, name) ? CONTRIB_APPS[name] : undefined;
}

function notInstalled(app: string): string {
  const model = app === "django.contrib.sites" ? "Site" : "ContentType";
  return `Model class ${app}.models.${model} doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.`;
}

/** Whether importing the models of some application does something; what others than Django's do is not known. */
function someApp(
  python: Python,
  setting: Plain,
  codebase: CheckContext["codebase"],
  does: "asksDatabase" | "translates",
): boolean {
  const apps = installedApps(python, setting, codebase);
  if (apps.some(({ name }) => contribApp(name)?.[does])) return true;
  // WhiteNoise's application has no models.
  const unknown = apps.find(({ name }) => contribApp(name) === undefined && !name?.startsWith("whitenoise."));
  const reason = `what ${unknown?.name ?? "some application"} does when it is imported is not known`;
  return python.decide(unknown === undefined ? false : undefined, apps, does, reason);
}

/** `ForeignKey(settings.AUTH_USER_MODEL)` of the admin's log. */
function userKey(_python: Python, model: Plain): void {
  if (model.kind === "unknown" || model.kind === "env") return;
  if (model.kind !== "str")
    raise(
      "TypeError",
      `ForeignKey(${typeName(model)}) is invalid. First parameter to ForeignKey must be either a model, a model name, or the string 'self'`,
    );
  if (model.value.split(".").length > 2)
    raise(
      "ValueError",
      `Invalid model reference '${model.value}'. String model references must be of the form 'app_label.ModelName'.`,
    );
}

/** `get_user_model()` */
function userModel(python: Python, apps: readonly App[], model: Plain, { codebase }: CheckContext): void {
  const text = python.string(model, "split");
  if (text === undefined) return;
  const [label, name, ...rest] = text.split(".");
  if (name === undefined || rest.length > 0)
    raise("ImproperlyConfigured", "AUTH_USER_MODEL must be of the form 'app_label.model_name'");
  const app = apps.find((candidate) => candidate.label === label);
  const unknown = apps.some((candidate) => candidate.label === undefined);
  const has = app === undefined ? (unknown ? undefined : false) : hasModel(app, name, codebase);
  if (!python.decide(has, model, "is installed"))
    raise("ImproperlyConfigured", `AUTH_USER_MODEL refers to model '${text}' that has not been installed`);
}

/** Whether an application has a model; undefined if nobody knows. */
function hasModel(app: App, name: string, codebase: CheckContext["codebase"]): boolean | undefined {
  const models = contribApp(app.name)?.models;
  if (app.name !== undefined && contribApp(app.name) !== undefined)
    return models?.includes(name.toLowerCase()) ?? false;
  const module = app.module?.directory === undefined ? undefined : codebase.module(`${app.name}.models`);
  if (module === undefined) return undefined;
  if (module === null) return false;
  const { open, names } = codebase.names(module);
  const [, found] = [...names].find(([other]) => other.toLowerCase() === name.toLowerCase()) ?? [];
  if (found !== undefined) return isModel(found, codebase) || undefined;
  return open || module.directory !== undefined ? undefined : false;
}

/** Whether a class of the project is a model; false where that is not sure. A foreign base is taken to be a model. */
function isModel(definition: Definition, codebase: CheckContext["codebase"]): boolean {
  if (definition.kind !== "class") return false;
  const isAbstract = definition.definition.body.some(
    (meta) =>
      meta.type === "ClassDef" &&
      meta.body.some(
        (option) =>
          option.type === "Assign" &&
          option.targets.some((target) => target.type === "Name" && target.id === "abstract"),
      ),
  );
  return !isAbstract && codebase.isSubclass(definition, MODEL, MODEL_BASES) !== false;
}
