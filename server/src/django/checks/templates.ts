/** django/core/checks/templates.py of Django 3.2 to 5.0, and the check methods of engines since 5.1. */
import type { Plain } from "../../settings/plain";
import type { Python } from "../python";
import { templateEngines } from "../templateEngines";
import type { DjangoCheck } from "./check";

const module = "django.core.checks.templates";
const EMPTY: Plain & { readonly kind: "dict" } = { kind: "dict", entries: [] };

/** The entries of TEMPLATES, each with its OPTIONS. */
function entries(python: Python, setting: Plain) {
  return python.iterate(setting).map((item) => {
    const template = python.dict(item, "get");
    return { template, options: () => python.get(template, "OPTIONS") ?? EMPTY };
  });
}

function isString(python: Python, options: Plain & { readonly kind: "dict" }): boolean {
  const value = python.get(options, "string_if_invalid");
  return value === undefined || python.isInstance(value, "str");
}

export const templateChecks: readonly DjangoCheck[] = [
  {
    function: `${module}.check_setting_app_dirs_loaders`,
    ids: ["templates.E001"],
    until: "5.1",
    settings: ["TEMPLATES"],
    run(python, [setting]) {
      const both = entries(python, setting!).some(({ template, options }) => {
        const appDirs = python.get(template, "APP_DIRS");
        return appDirs !== undefined && python.truthy(appDirs) && python.contains(options(), "loaders");
      });
      return both ? ["templates.E001"] : [];
    },
  },
  {
    function: `${module}.check_string_if_invalid_is_string`,
    ids: ["templates.E002"],
    until: "5.1",
    settings: ["TEMPLATES"],
    run(python, [setting]) {
      const wrong = entries(python, setting!).filter(
        ({ options }) => !isString(python, python.dict(options(), "get")),
      );
      return wrong.length > 0 ? ["templates.E002"] : [];
    },
  },
  {
    function: `${module}.check_templates`,
    ids: ["templates.E002"],
    since: "5.1",
    settings: ["TEMPLATES", "INSTALLED_APPS"],
    run(python, [setting, apps], { codebase }) {
      const engines = templateEngines(python, setting!, apps!, codebase);
      const wrong = engines.filter(({ isDjango, options }) => isDjango && !isString(python, options));
      return wrong.length > 0 ? ["templates.E002"] : [];
    },
  },
];
