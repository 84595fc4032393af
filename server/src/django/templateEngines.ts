/** The template engines of TEMPLATES: django/template/utils.py, backends/ and engine.py. */
import type { Plain, Tri } from "../settings/plain";
import type { Codebase } from "./codebase";
import { type Python, raise, typeName, unknownReason } from "./python";

const DJANGO = "django.template.backends.django.DjangoTemplates";
const BACKENDS: ReadonlySet<string> = new Set([
  DJANGO,
  "django.template.backends.dummy.TemplateStrings",
  "django.template.backends.jinja2.Jinja2",
]);
const MODULES: ReadonlySet<string> = new Set(["base", "django", "dummy", "jinja2", "utils"]);
const OPTIONS: ReadonlySet<string> = new Set([
  "autoescape",
  "builtins",
  "context_processors",
  "debug",
  "file_charset",
  "libraries",
  "loaders",
  "string_if_invalid",
]);

type Dict = Plain & { readonly kind: "dict" };

const NONE: Plain = { kind: "none" };

/** One engine, made. */
export interface TemplateEngine {
  /** Whether it is Django's own. */
  readonly isDjango: boolean;
  readonly options: Dict;
}

/** `engines.all()`. Throws `Raised` where Django refuses an entry. */
export function templateEngines(
  python: Python,
  setting: Plain,
  apps: Plain,
  codebase: Codebase,
): readonly TemplateEngine[] {
  const named = python.iterate(setting).map((item) => {
    const { template, backend } = readEntry(python, item);
    const given = python.get(template, "NAME");
    const name =
      given === undefined ? backend?.split(".").at(-2) : given.kind === "str" ? given.value : undefined;
    return { template, backend, name };
  });
  const names = named.flatMap(({ name }) => name ?? []);
  const twice = names.find((name, n) => names.indexOf(name) !== n);
  if (twice !== undefined)
    raise("ImproperlyConfigured", `Template engine aliases aren't unique, duplicates: ${twice}.`);
  return named.map(({ template, backend }) => createEngine(python, template, backend, apps, codebase));
}

/** The entry as a dict and its backend, undefined where nobody knows it. */
function readEntry(python: Python, item: Plain): { template: Dict; backend: string | undefined } {
  if (item.kind !== "dict" && unknownReason(item) === undefined)
    return raise("AttributeError", `'${typeName(item)}' object has no attribute 'get'`);
  const template = python.dict(item, "get");
  const backend = python.get(template, "BACKEND");
  if (backend !== undefined && (backend.kind === "unknown" || backend.kind === "env"))
    return { template, backend: undefined };
  if (backend?.kind === "str" && backend.value.includes(".")) return { template, backend: backend.value };
  const shown =
    backend?.kind === "str" ? backend.value : backend === undefined ? "<not defined>" : backend.kind;
  return raise("ImproperlyConfigured", `Invalid BACKEND for a template engine: ${shown}.`);
}

function createEngine(
  python: Python,
  template: Dict,
  backend: string | undefined,
  apps: Plain,
  codebase: Codebase,
): TemplateEngine {
  const options = python.get(template, "OPTIONS") ?? { kind: "dict", entries: [] };
  if (!isDjangoEngine(python, backend, codebase))
    return { isDjango: false, options: { kind: "dict", entries: [] } };
  const known = python.dict(options, "copy");
  // An engine that derives from Django's may understand more.
  if (backend !== DJANGO) return { isDjango: true, options: known };
  checkLibraries(python, known, codebase);
  python.iterate(python.get(template, "DIRS") ?? { kind: "list", items: [] });
  const parameters = ["BACKEND", "NAME", "DIRS", "APP_DIRS", "OPTIONS"];
  const others = template.entries.flatMap(([key]) =>
    key.kind === "str" && !parameters.includes(key.value) ? [key.value] : [],
  );
  if (others.length > 0) raise("ImproperlyConfigured", `Unknown parameters: ${others.join(", ")}`);
  const surplus = known.entries.find(([key]) => key.kind === "str" && !OPTIONS.has(key.value))?.[0];
  if (surplus?.kind === "str")
    raise("TypeError", `Engine.__init__() got an unexpected keyword argument '${surplus.value}'`);
  const loaders = python.get(known, "loaders") ?? NONE;
  const both = !python.isNone(loaders) && python.truthy(python.get(template, "APP_DIRS") ?? NONE);
  if (
    both &&
    !python.decide(rewrites(apps), apps, "changes TEMPLATES", "an application may take APP_DIRS out")
  )
    raise("ImproperlyConfigured", "app_dirs must not be set when loaders is defined.");
  checkBuiltins(python, known, codebase);
  return { isDjango: true, options: known };
}

/** Whether an application that is installed removes APP_DIRS when it sets loaders of its own, once Django has started. */
function rewrites(apps: Plain): Tri {
  if (apps.kind !== "list" && apps.kind !== "tuple") return undefined;
  const known = apps.open === undefined && apps.items.every(({ kind }) => kind === "str");
  const does = apps.items.some(
    (app) =>
      app.kind === "str" &&
      /^(?:template_partials|django_cotton)(?:\.apps\.LoaderAppConfig)?$/.test(app.value),
  );
  return does ? true : known ? false : undefined;
}

function isDjangoEngine(python: Python, backend: string | undefined, codebase: Codebase): boolean {
  if (backend === undefined) return true;
  if (BACKENDS.has(backend)) return backend === DJANGO;
  const module = /^django\.template\.backends\.(\w+)\.\w+$/.exec(backend)?.[1];
  if (module !== undefined) {
    if (MODULES.has(module)) {
      const [, name] = /\.(\w+)$/.exec(backend)!;
      raise(
        "ImportError",
        `Module "django.template.backends.${module}" does not define a "${name}" attribute/class`,
      );
    }
    raise("ModuleNotFoundError", `No module named 'django.template.backends.${module}'`);
  }
  const found = codebase.find(backend);
  if (found.kind === "missing") raise("ImportError", `${backend} cannot be imported`);
  const is = codebase.isSubclass(found, DJANGO);
  return python.decide(
    is,
    backend,
    "is DjangoTemplates",
    `whether ${backend} is an engine of Django's is not known`,
  );
}

/** Libraries are imported when the engine is made; those that are installed beside Django are taken to be there. */
function checkLibraries(python: Python, options: Dict, codebase: Codebase): void {
  const libraries = python.get(options, "libraries");
  if (libraries === undefined || libraries.kind === "unknown" || libraries.kind === "env") return;
  if (libraries.kind !== "dict") raise("TypeError", `'${typeName(libraries)}' object is not iterable`);
  for (const [, path] of libraries.entries) checkLibrary(path, codebase);
}

function checkBuiltins(python: Python, options: Dict, codebase: Codebase): void {
  const builtins = python.get(options, "builtins");
  if (builtins === undefined || python.isNone(builtins)) return;
  if (!python.isInstance(builtins, "list"))
    raise("TypeError", `can only concatenate list (not "${typeName(builtins)}") to list`);
  for (const path of python.iterate(builtins)) checkLibrary(path, codebase);
}

function checkLibrary(path: Plain, codebase: Codebase): void {
  if (path.kind !== "str" || path.value.startsWith("django.")) return;
  if (codebase.module(path.value) === null) {
    raise(
      "InvalidTemplateLibrary",
      `Invalid template library specified. ImportError raised when trying to load '${path.value}'`,
    );
  }
}
