/** The project that a settings module belongs to, and its own code. */
import { Codebase, type OwnModule } from "../../django/codebase";
import { dependencyState } from "../../files/dependencies";
import { dirname, join } from "../../paths";
import { isInside } from "../../project/tree";
import type { ProjectReport } from "../../report";
import { isStandardLibrary } from "../../settings/libraries";
import type { Snapshot } from "../../snapshot";
import type { SourceDocument } from "../../syntax/document";
import type { LanguageContext } from "../features";
import { DJANGO_SETTINGS } from "./catalog";
import { distributionOf } from "./packages";

/** Modules that are settings by their name, though production does not load them: development's and those of tests. */
const SETTINGS_FILE = /(?:^|\/)settings(?:[^/]*|\/(?:[^/]+\/)?[^/]+)\.py$/;

/** The project whose settings a file is part of. */
export function projectOf(
  { projects }: Pick<LanguageContext, "projects">,
  path: string,
): ProjectReport | undefined {
  return (
    projects.find(({ files }) => files.includes(path)) ??
    projects
      .filter(({ project }) => isInside(dirname(path), project.root))
      .toSorted((a, b) => b.project.root.length - a.project.root.length)
      .find(
        ({ project: { settings } }) =>
          SETTINGS_FILE.test(path) ||
          [settings.module, ...settings.candidates].some((one) => one?.path === path),
      )
  );
}

/**
 * Whether what a module assigns are settings. Other modules that the settings are made of may be helpers, or packages around
 * what they import.
 */
export function isSettingsModule(
  { project: { settings } }: ProjectReport,
  { path, text }: SourceDocument,
): boolean {
  if (SETTINGS_FILE.test(path)) return true;
  if ([settings.module, ...settings.candidates].some((one) => one?.path === path)) return true;
  return [...text.matchAll(/^([A-Z][A-Z0-9_]+)[ \t]*(?::[^=\n]*)?=(?!=)/gm)].some(([, name]) =>
    DJANGO_SETTINGS.has(name!),
  );
}

/** The project's modules, as imports find them. */
export function codebaseOf(snapshot: Snapshot, { project }: ProjectReport): Codebase {
  return new Codebase({ snapshot, importRoot: project.root, absent: () => false, complete: false });
}

/** Whether a dotted path is Django's, Python's, or of a package that the project installs. */
export function isInstalled({ project }: ProjectReport, path: string): boolean {
  const top = path.split(".")[0]!;
  if (top === "django" || isStandardLibrary(top)) return true;
  return isDependency({ project }, distributionOf(path));
}

/** Whether the project installs a distribution, in production or for development. */
export function isDependency({ project }: Pick<ProjectReport, "project">, distribution: string): boolean {
  const state = dependencyState(project.deployment.dependencies, distribution);
  return state === "present" || state === "development";
}

/** Directories that hold no application of the project. */
const SKIPPED = new Set(
  (
    "node_modules bower_components venv env virtualenv site-packages dist build target vendor static staticfiles assets media " +
    "uploads locale templates migrations fixtures docs doc test tests testing management templatetags"
  ).split(" "),
);
const MAX_DEPTH = 4;
const MAX_DIRECTORIES = 400;

/** The directories of a project that can be imported from, each with the names of its files and directories. */
export interface OwnPackage {
  readonly name: string;
  readonly files: ReadonlySet<string>;
  readonly directories: ReadonlySet<string>;
}

/** The packages of a project, from the top down; the first is the directory that imports start from, without a name. */
export function ownPackages(snapshot: Snapshot, { project }: ProjectReport): readonly OwnPackage[] {
  const found: OwnPackage[] = [];
  let level: { readonly name: string; readonly path: string }[] = [{ name: "", path: project.root }];
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: typeof level = [];
    for (const { name, path } of level) {
      if (found.length >= MAX_DIRECTORIES) return found;
      const entries = snapshot.directory(path) ?? [];
      const files = new Set(entries.flatMap((entry) => (entry.kind === "file" ? [entry.name] : [])));
      const directories = new Set(
        entries.flatMap((entry) => (entry.kind === "directory" ? [entry.name] : [])),
      );
      // A directory without Python is no package.
      if (name !== "" && ![...files].some((file) => file.endsWith(".py")) && directories.size === 0) continue;
      found.push({ name, files, directories });
      for (const child of directories) {
        if (SKIPPED.has(child) || !/^[A-Za-z_]\w*$/.test(child) || child === "__pycache__") continue;
        next.push({ name: name === "" ? child : `${name}.${child}`, path: join(path, child) });
      }
    }
    level = next;
  }
  return found;
}

/** The modules and packages directly inside a package. */
export function childModules(snapshot: Snapshot, { directory, name }: OwnModule): readonly string[] {
  const entries = directory === undefined ? [] : (snapshot.directory(directory) ?? []);
  return entries.flatMap((entry) => {
    const [, module] = /^([A-Za-z_]\w*?)(?:\.py)?$/.exec(entry.name) ?? [];
    if (module === undefined || module === "__init__" || module === "__pycache__") return [];
    if (entry.kind === "directory" ? SKIPPED.has(module) : !entry.name.endsWith(".py")) return [];
    return [`${name}.${module}`];
  });
}
