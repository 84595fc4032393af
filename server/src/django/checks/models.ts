/** `_check_default_pk` of django/db/models/base.py, Django 3.2 to 5.2: primary keys of a type that nobody chose. */
import { OVERRIDDEN } from "../../settings/settings";
import type { ClassDef, Stmt } from "../../syntax/python/ast";
import { type App, installedApps } from "../apps";
import type { Codebase } from "../codebase";
import { CONTRIB_APPS } from "../contrib";
import { loadDefaultBackend } from "../startup/databases";
import type { DjangoCheck } from "./check";

/** Applications of other packages that have no models in any version. */
const WITHOUT_MODELS = new Set([
  "crispy_forms",
  "django_filters",
  "django_htmx",
  "rest_framework",
  "storages",
  "whitenoise",
  "whitenoise.runserver_nostatic",
  "widget_tweaks",
]);

export const modelChecks: readonly DjangoCheck[] = [
  {
    function: "django.core.checks.model_checks.check_all_models",
    ids: ["models.W042"],
    since: "3.2",
    until: "6.0",
    settings: [`${OVERRIDDEN}DEFAULT_AUTO_FIELD`, "INSTALLED_APPS", "DATABASES"],
    run(python, [overridden, setting, databases], { codebase }) {
      const apps = installedApps(python, setting!, codebase);
      // Checking a model asks the database for the length of names.
      if (apps.some(({ name }) => name !== undefined && CONTRIB_APPS[name]?.models !== undefined))
        loadDefaultBackend(python, databases!, codebase);
      if (python.truthy(overridden!)) return [];
      for (const app of apps) {
        const { makes, reason } = makesKeys(app, codebase);
        if (python.decide(makes, app, "makes primary keys", reason)) return ["models.W042"];
      }
      return [];
    },
  },
];

interface Keys {
  readonly makes: boolean | undefined;
  readonly reason: string;
}

const known = new WeakMap<App, Keys>();

/** Whether an application has a model whose primary key Django makes, and nothing says of which type. */
export function makesKeys(app: App, codebase: Codebase): Keys {
  const keys = known.get(app) ?? readKeys(app, codebase);
  known.set(app, keys);
  return keys;
}

function readKeys(app: App, codebase: Codebase): Keys {
  const { name, module, autoField } = app;
  const reason = `whether ${name ?? "an application"} has models without a primary key of their own is not known`;
  if (name === "django" || name?.startsWith("django.") || autoField === true) return { makes: false, reason };
  if (name !== undefined && WITHOUT_MODELS.has(name)) return { makes: false, reason };
  if (name === undefined || module?.directory === undefined) return { makes: undefined, reason };
  const models = codebase.module(`${name}.models`);
  if (models === undefined || models?.directory !== undefined) return { makes: undefined, reason };
  if (models === null) return { makes: false, reason };
  const found = codebase.statements(models).map(makesKey);
  if (found.includes(true) && autoField === false) return { makes: true, reason };
  return { makes: found.every((makes) => makes === false) ? false : undefined, reason };
}

/** Whether a statement at the top of a models module makes such a model. */
function makesKey(statement: Stmt): boolean | undefined {
  if (statement.type === "ImportFrom" || statement.type === "Import" || statement.type === "Expr")
    return false;
  if (statement.type !== "ClassDef") return undefined;
  const [base, ...others] = statement.bases;
  const isModel =
    base?.type === "Attribute" &&
    base.attr === "Model" &&
    base.value.type === "Name" &&
    base.value.id === "models" &&
    others.length === 0;
  return isModel && isPlainModel(statement) ? true : undefined;
}

/** A model with fields and nothing that chooses a key, or makes the class something else than a table. */
function isPlainModel({ body }: ClassDef): boolean {
  return body.every((statement) => {
    if (statement.type === "FunctionDef" || statement.type === "Pass" || statement.type === "Expr")
      return true;
    if (statement.type !== "Assign" || statement.value.type !== "Call") return false;
    return (
      statement.value.keywords.every(({ arg }) => arg !== undefined && arg !== "primary_key") &&
      statement.targets.every((target) => target.type === "Name" && target.id !== "id")
    );
  });
}
