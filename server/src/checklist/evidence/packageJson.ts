/** Evidence from the front end's package.json files. */
import { type NodeScript, type PackageJson, parsePackageJson } from "../../files/packageJson";
import { basename, join } from "../../paths";
import type { Project } from "../../project/project";
import type { Snapshot } from "../../snapshot";
import type { ChecklistContext, Evidence } from "../item";
import { hasFile, isAside, listFiles, repositoryDirectories } from "./files";
import { perValue } from "./remembered";

/** No repository has more that matter. */
const MAX_FILES = 12;

/** The package.json files of the repository, the uppermost first. */
export const packageJsons = perValue(({ project, recall }: ChecklistContext): readonly PackageJson[] =>
  recall("package.json", (snapshot) => readPackageJsons(snapshot, project)),
);

/** The same, for what is recalled under another key. */
export function readPackageJsons(snapshot: Snapshot, project: Project): readonly PackageJson[] {
  const above = repositoryDirectories(snapshot, project)
    .slice(1)
    .map((directory) => join(directory, "package.json"))
    .filter((path) => hasFile(snapshot, path));
  const below = listFiles(snapshot, project).paths.filter(
    (path) => basename(path) === "package.json" && !isAside(path),
  );
  return [...below, ...above]
    .slice(0, MAX_FILES)
    .flatMap((path) => snapshot.file(path) ?? [])
    .map(parsePackageJson);
}

/**
 * Evidence from the first of these npm packages.
 * @param production only packages that the site itself gets
 */
export function nodePackage(
  pattern: RegExp,
  { production = false } = {},
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    for (const { path, packages } of packageJsons(context)) {
      const found = packages.find(
        ({ name, development }) => pattern.test(name) && !(production && development),
      );
      if (found !== undefined)
        return {
          detail: `${path} asks for ${found.name}.`,
          at: { file: path, start: found.start, end: found.end },
        };
    }
    return undefined;
  };
}

/** Evidence from a script of package.json. */
export function nodeScript(
  test: (script: NodeScript) => boolean,
  detail: (script: NodeScript) => string,
): (context: ChecklistContext) => Evidence | undefined {
  return (context) => {
    for (const { path, scripts } of packageJsons(context)) {
      const found = scripts.find(test);
      if (found !== undefined)
        return {
          detail: `${path} ${detail(found)}.`,
          at: { file: path, start: found.start, end: found.end },
        };
    }
    return undefined;
  };
}
