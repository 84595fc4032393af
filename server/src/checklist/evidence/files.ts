/** Which files the repository of a project has, by their names. */
import { basename, join } from "../../paths";
import { gitignores, ignores } from "../../project/ignored";
import type { Project } from "../../project/project";
import { isInside } from "../../project/tree";
import type { Snapshot } from "../../snapshot";
import type { Location } from "../../syntax/text";
import type { ChecklistContext, Evidence } from "../item";
import { perValue } from "./remembered";

/** Directories deeper than this are not looked into, and no more than so many. */
const MAX_DEPTH = 8;
const MAX_DIRECTORIES = 800;

/** Other people's code, what tools write, and what visitors upload. */
const SKIPPED = new Set(
  (
    "node_modules bower_components jspm_packages venv env virtualenv site-packages vendor vendors third_party " +
    "__pycache__ migrations locale media uploads staticfiles htmlcov"
  ).split(" "),
);

/** What does not reach production, though it is the project's own. */
const ASIDE = /(?:^|\/)(?:tests?|testing|fixtures|docs?|examples?|samples?|e2e|cypress|playwright|stories)\//;

export interface Listing {
  /** Paths of the files, those of the upper directories first. */
  readonly paths: readonly string[];
  /** False if there are more. */
  readonly complete: boolean;
}

/** The files of the directory that is deployed, without those of other projects in it and what git ignores. */
export const filesOf = perValue(
  ({ project, recall }: ChecklistContext): Listing =>
    recall("files", (snapshot) => listFiles(snapshot, project)),
);

/** The same, for what is recalled under another key. */
export function listFiles(snapshot: Snapshot, project: Project): Listing {
  const top = isInside(project.root, project.deployment.root) ? project.deployment.root : project.root;
  const ignoring = gitignores(snapshot, top);
  const isIgnored = (path: string) => ignoring.some((document) => ignores(document, path));
  const paths: string[] = [];
  let level = [top];
  let seen = 0;
  for (let depth = 0; level.length > 0; depth++) {
    const next: string[] = [];
    for (const directory of level) {
      const entries = snapshot.directory(directory) ?? [];
      if (depth > 0 && isOtherProject(directory, entries, project)) continue;
      for (const { name, kind } of entries) {
        const path = join(directory, name);
        if (kind === "file") paths.push(path);
        else if (!isSkipped(name) && !isIgnored(`${path}/`)) next.push(path);
      }
    }
    seen += level.length;
    if (next.length > 0 && (depth === MAX_DEPTH || seen + next.length > MAX_DIRECTORIES))
      return { paths: paths.filter((path) => !isIgnored(path)), complete: false };
    level = next;
  }
  return { paths: paths.filter((path) => !isIgnored(path)), complete: true };
}

/** The files whose names pass a test, without those that are for tests, documentation or examples. */
export function filesNamed(name: RegExp): (context: ChecklistContext) => readonly string[] {
  const find = perValue(({ paths }: Listing) =>
    paths.filter((path) => name.test(basename(path)) && !isAside(path)),
  );
  return (context) => find(filesOf(context));
}

function isOtherProject(
  directory: string,
  entries: readonly { readonly name: string }[],
  { root }: Project,
): boolean {
  return !isInside(root, directory) && entries.some(({ name }) => name === "manage.py");
}

function isSkipped(name: string): boolean {
  return SKIPPED.has(name) || name.startsWith(".") || name.includes("{") || name.endsWith(".egg-info");
}

/** Whether a file is for tests, documentation or examples. */
export function isAside(path: string): boolean {
  return ASIDE.test(path);
}

/** The first of some files that a directory above the deployed one, or that one itself, has. */
export function repositoryFile(
  { project, recall }: ChecklistContext,
  key: string,
  names: readonly string[],
): string | undefined {
  return recall(key, (snapshot) => {
    for (const directory of repositoryDirectories(snapshot, project))
      for (const name of names) {
        const path = join(directory, name);
        if (hasFile(snapshot, path)) return path;
      }
    return undefined;
  });
}

/** The deployed directory and those above it, up to the one that holds the repository or the workspace folder. */
export function repositoryDirectories(snapshot: Snapshot, { deployment, root }: Project): readonly string[] {
  const found: string[] = [];
  const start = isInside(root, deployment.root) ? deployment.root : root;
  const parts = start === "" ? [] : start.split("/");
  for (let n = parts.length; n >= 0; n--) {
    const directory = parts.slice(0, n).join("/");
    found.push(directory);
    if (snapshot.directory(directory)?.some(({ name }) => name === ".git")) break;
  }
  return found;
}

/** Whether the directory of a file lists it. */
export function hasFile(snapshot: Snapshot, path: string): boolean {
  const name = basename(path);
  const directory = path.slice(0, -name.length).replace(/\/$/, "");
  return (
    snapshot.directory(directory)?.some((entry) => entry.kind === "file" && entry.name === name) ?? false
  );
}

/** A file as a whole. */
export function startOf(file: string): Location {
  return { file, start: 0, end: 0 };
}

/** The first evidence of several finders. */
export function firstOf(
  ...finders: readonly ((context: ChecklistContext) => Evidence | undefined)[]
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    for (const find of finders) {
      const found = find(context);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}
