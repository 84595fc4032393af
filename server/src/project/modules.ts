/** Python modules by name and by file, and what manage.py, wsgi.py and asgi.py say about the settings module. */
import { basename, dirname, join, relative } from "../paths";
import { perDocument, type SourceDocument } from "../syntax/document";
import type { Call, Constant, Expr, Module } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import type { ModuleRef } from "./project";
import type { FolderTree } from "./tree";

/** The file of a dotted module name below an import root; undefined if there is none. A package wins over a module. */
export function resolveModule(tree: FolderTree, root: string, name: string): ModuleRef | undefined {
  if (!/^[^\W\d]\w*(\.[^\W\d]\w*)*$/u.test(name)) return undefined;
  const path = join(root, name.replaceAll(".", "/"));
  for (const file of [join(path, "__init__.py"), `${path}.py`])
    if (tree.hasFile(file)) return { name, path: file };
  return undefined;
}

/** The dotted name of a file below an import root. */
export function moduleName(root: string, path: string): string {
  const parts = relative(root, path).replace(/\.py$/, "").split("/");
  if (parts[parts.length - 1] === "__init__") parts.pop();
  return parts.join(".");
}

/** A value that a file gives to DJANGO_SETTINGS_MODULE (or to DJANGO_CONFIGURATION), and where. */
export interface NamedSettings {
  readonly module: string;
  readonly at: Location;
}

export const SETTINGS_VARIABLE = "DJANGO_SETTINGS_MODULE";

/** The variable that names the class of django-configurations. */
export const CONFIGURATION_VARIABLE = "DJANGO_CONFIGURATION";

/**
 * Every settings module that manage.py, wsgi.py or asgi.py may set: `os.environ.setdefault("DJANGO_SETTINGS_MODULE", x)`
 * and `os.environ["DJANGO_SETTINGS_MODULE"] = x`, in source order.
 */
export const settingsDefaults = perDocument((document) => variableDefaults(document, SETTINGS_VARIABLE));

/** The same for configuration classes. */
export const configurationDefaults = perDocument((document) =>
  variableDefaults(document, CONFIGURATION_VARIABLE),
);

function variableDefaults(document: SourceDocument, variable: string): NamedSettings[] {
  const found: NamedSettings[] = [];
  visit(document.python(), (node, start) => {
    let value: Expr | undefined;
    if (node.type === "Call") {
      const { func, args } = node as unknown as Call;
      if (func.type === "Attribute" && func.attr === "setdefault" && isVariable(args[0], variable))
        value = args[1];
    } else if (node.type === "Assign") {
      const { targets, value: assigned } = node as unknown as { targets: readonly Expr[]; value: Expr };
      if (targets.some((target) => target.type === "Subscript" && isVariable(target.index, variable)))
        value = assigned;
    }
    const text = value && literalOrDefault(value);
    if (text === undefined || text.constant.kind !== "str") return;
    found.push({
      module: text.constant.value,
      at: { file: document.path, start: start + text.start + 1, end: start + text.end - 1 },
    });
  });
  return found;
}

/** True if a manage.py is Django's. */
export const isManagePy = perDocument((document): boolean => {
  let django = false;
  visit(document.python(), (node) => {
    const names = [node.id, node.attr, node.name];
    if (names.includes("execute_from_command_line") || isVariable(node as unknown as Expr, SETTINGS_VARIABLE))
      django = true;
  });
  return django;
});

/** What a file starts if it is a wsgi.py or asgi.py, or the `__init__.py` of a package of that name. */
export function entryPointKind(path: string): "wsgi" | "asgi" | undefined {
  const name =
    basename(path) === "__init__.py" ? basename(dirname(path)) : basename(path).replace(/\.py$/, "");
  return path.endsWith(".py") && (name === "wsgi" || name === "asgi") ? name : undefined;
}

/** The import root of a package that has no manage.py above it: where the settings module that it names is found from. */
export function importRoot(tree: FolderTree, entryPoint: string, settings: readonly NamedSettings[]): string {
  const parent = dirname(dirname(entryPoint));
  for (let root = parent; ; root = dirname(root)) {
    if (settings.some(({ module }) => resolveModule(tree, root, module) !== undefined)) return root;
    if (root === "") return parent;
  }
}

function isVariable(node: Expr | undefined, variable: string): boolean {
  return node?.type === "Constant" && node.constant?.kind === "str" && node.constant.value === variable;
}

/** The string, or the default of a read of the environment: `os.getenv("X", "mysite.settings")`. */
function literalOrDefault(value: Expr): Constant | undefined {
  if (value.type === "Constant") return value;
  if (value.type !== "Call") return undefined;
  const fallback = value.keywords.find(({ arg }) => arg === "default")?.value ?? value.args[1];
  return fallback?.type === "Constant" ? fallback : undefined;
}

type AnyNode = Readonly<Record<string, unknown>> & { readonly type: string };

/** Calls `see` for every node of a module that has a type, with the offset of its top-level statement. */
function visit(module: Module, see: (node: AnyNode, start: number) => void): void {
  for (const { start, statement } of module.body) {
    const queue: unknown[] = [statement];
    for (let value = queue.pop(); value !== undefined; value = queue.pop()) {
      if (typeof value !== "object" || value === null) continue;
      if (!Array.isArray(value) && typeof (value as AnyNode).type === "string") see(value as AnyNode, start);
      // Pushed in reverse, so that nodes are seen in source order.
      for (const child of Object.values(value).reverse()) if (child !== undefined) queue.push(child);
    }
  }
}
