/**
 * What Heroku's Python buildpacks make of the files of the deployment root: which package manager they take, and which
 * Python. Read off the buildpacks' own code: the classic one (v351) and the cloud-native one (v6.5), August 2026.
 */
import type { DependencyManager } from "../files/dependencies";
import {
  isMisspelledPythonVersion,
  type PythonVersion,
  parsePythonVersion,
  parseRuntimeTxt,
  pipfileLockVersion,
} from "../files/pythonVersion";
import { join } from "../paths";
import { isListed, type Snapshot } from "../snapshot";
import { ignoredFiles, slugIgnored } from "./ignored";
import type { Deployment } from "./project";

export interface FoundManager {
  readonly manager: DependencyManager;
  /** "requirements.txt": its name in the deployment root. */
  readonly file: string;
}

export interface PythonBuild {
  readonly target: "classic" | "cnb";
  /** The deployment root, relative to the folder. */
  readonly root: string;
  /** The names of the root's files that reach the build. */
  readonly names: ReadonlySet<string>;
  /** The root's files that git or .slugignore leave out, as far as the repository shows. */
  readonly left: ReadonlySet<string>;
  /** Why the build may have other files than these; undefined if nothing hints at that. */
  readonly uncertain: string | undefined;
  /** The build takes the only one, and fails where there is none or more than one. */
  readonly managers: readonly FoundManager[];
  /** True if the build fails for a Pipfile without Pipfile.lock, before it looks for anything else. */
  readonly lacksPipfileLock: boolean;
  readonly python: PythonRequest;
}

/**
 * What asks for a Python. runtime.txt: `refused` by builds that fail as soon as it exists. misspelled: a file that is meant to
 * be .python-version. none: nothing asks, so that the buildpack's default is installed, or what the last build had.
 */
export type PythonRequest =
  | { readonly origin: "runtime.txt"; readonly file: PythonVersion; readonly refused: boolean }
  | { readonly origin: ".python-version" | "Pipfile.lock"; readonly file: PythonVersion }
  | { readonly origin: "misspelled"; readonly name: string }
  | { readonly origin: "none" };

/** The files that make a package manager, in the order in which the buildpacks name them. */
const MANAGERS: readonly FoundManager[] = [
  { manager: "pipenv", file: "Pipfile.lock" },
  { manager: "pip", file: "requirements.txt" },
  { manager: "poetry", file: "poetry.lock" },
  { manager: "uv", file: "uv.lock" },
];

/** Buildpacks that leave the files alone which decide about Python. */
const HARMLESS =
  /python|nodejs|ruby|\bapt\b|pgbouncer|geo|nginx|redis|stunnel|ffmpeg|chrome|metrics|datadog/i;
const MEDDLING = /poetry|\buv\b|pipenv|subdir|monorepo|multi|inline|github-netrc/i;

/** undefined where no Python buildpack of Heroku builds the project. */
export function pythonBuild(snapshot: Snapshot, deployment: Deployment): PythonBuild | undefined {
  const { target, root, appJson } = deployment;
  if (target !== "classic" && target !== "cnb") return undefined;
  const buildpacks = appJson?.buildpacks.map(({ url }) => url) ?? [];
  if (buildpacks.length > 0 && !buildpacks.some((url) => /python/i.test(url))) return undefined;

  const { names, left } = filesOf(snapshot, root);
  const found = MANAGERS.filter(
    ({ manager, file }) => names.has(file) && (manager !== "pipenv" || target === "classic"),
  );
  const meddling = buildpacks.find((url) => MEDDLING.test(url) || !HARMLESS.test(url));
  const hook = isListed(snapshot, join(root, "bin/pre_compile"));
  return {
    target,
    root,
    names,
    left,
    uncertain:
      meddling !== undefined
        ? `the buildpack ${meddling} may change the files`
        : hook && target === "classic"
          ? "bin/pre_compile may change the files"
          : undefined,
    managers: found,
    lacksPipfileLock: target === "classic" && names.has("Pipfile") && !names.has("Pipfile.lock"),
    python: requestOf(snapshot, root, target, names, found),
  };
}

function requestOf(
  snapshot: Snapshot,
  root: string,
  target: "classic" | "cnb",
  names: ReadonlySet<string>,
  managers: readonly FoundManager[],
): PythonRequest {
  const read = (name: string) => (names.has(name) ? snapshot.file(join(root, name)) : undefined);
  const uses = (name: DependencyManager) => managers.length === 1 && managers[0]!.manager === name;
  const runtime = read("runtime.txt");
  if (runtime !== undefined)
    return {
      origin: "runtime.txt",
      file: parseRuntimeTxt(runtime),
      refused: target === "cnb" || uses("uv"),
    };
  const misspelled = [...names].find(isMisspelledPythonVersion);
  // The classic buildpack fails for the misspelled name, whatever stands beside it; the other one overlooks it.
  if (misspelled !== undefined && (target === "classic" || !names.has(".python-version")))
    return { origin: "misspelled", name: misspelled };
  const versionFile = read(".python-version");
  if (versionFile !== undefined) return { origin: ".python-version", file: parsePythonVersion(versionFile) };
  const lock = target === "classic" && uses("pipenv") ? read("Pipfile.lock") : undefined;
  const locked = lock && pipfileLockVersion(lock);
  return locked === undefined ? { origin: "none" } : { origin: "Pipfile.lock", file: locked };
}

/** The files of the root by whether they reach the build. */
function filesOf(snapshot: Snapshot, root: string): Pick<PythonBuild, "names" | "left"> {
  const entries = (snapshot.directory(root) ?? []).filter(({ kind }) => kind === "file");
  const ignored = ignoredFiles(snapshot, root);
  const dropped = slugIgnored(snapshot, root);
  const names = new Set<string>();
  const left = new Set<string>();
  for (const { name } of entries) (ignored(join(root, name)) || dropped(name) ? left : names).add(name);
  return { names, left };
}
