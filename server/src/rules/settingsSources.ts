/** The files that the settings are written in: the production module, and what it imports of the project. */
import { Codebase } from "../django/codebase";
import type { ImportFrom } from "../syntax/python/ast";
import type { RuleContext } from "./rule";

/** More modules are not looked into. */
const MAX_MODULES = 12;

/** The production module and the modules whose names it takes over with `import *`, as far as they are the project's. */
export function settingsSources(context: RuleContext): readonly string[] {
  return importedFrom(context, ({ names }) => names === "*");
}

/** The production module and the modules of the project that it imports, directly or not, in statements that `follows` takes. */
export function importedFrom(
  { project, snapshot }: RuleContext,
  follows: (statement: ImportFrom) => boolean,
): readonly string[] {
  const { module } = project.settings;
  if (module === undefined) return [];
  const codebase = new Codebase({ snapshot, importRoot: project.root, absent: () => false, complete: false });
  const paths = [module.path];
  for (let i = 0; i < paths.length; i++) {
    for (const { statement } of snapshot.file(paths[i]!)?.python().body ?? []) {
      if (statement.type !== "ImportFrom" || !follows(statement)) continue;
      const path = codebase.module(absoluteName(project.root, paths[i]!, statement))?.path;
      if (path !== undefined && !paths.includes(path) && paths.length < MAX_MODULES) paths.push(path);
    }
  }
  return paths;
}

/** The module that a statement imports from, by its whole name. */
function absoluteName(root: string, path: string, { module, level }: ImportFrom): string {
  if (level === 0) return module;
  const inside = root === "" ? path : path.slice(root.length + 1);
  const directory = inside.split("/").slice(0, -level);
  return [...directory, ...(module === "" ? [] : [module])].join(".");
}
