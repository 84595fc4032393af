/** Which versions of Django and of other packages a project may use. */
import { compareVersions } from "../django/defaults";
import { findDependency } from "../files/dependencies";
import { compareMinor, type Minor, minorBounds } from "../files/requirement";
import type { DjangoVersion, Project } from "../project/project";
import type { Tri } from "../settings/plain";
import type { Answer } from "../settings/settings";
import { notApplicable, undecided } from "./verdicts";

/** Whether every version of Django that the project may use is older; false where nothing says. */
export function isBelow({ django }: Project, version: DjangoVersion): boolean {
  return django.range !== undefined && compareVersions(django.range.max, version) < 0;
}

/** Whether every version of Django that the project may use is this one or newer; false where nothing says. */
export function isAtLeast({ django }: Project, version: DjangoVersion): boolean {
  return django.range !== undefined && compareVersions(django.range.min, version) >= 0;
}

/** The answer about something that came with a version of Django, where the project may or does use an older one. */
export function answerBefore(project: Project, version: DjangoVersion): Answer | undefined {
  if (isBelow(project, version)) return notApplicable(`Django before ${version} does not have it`);
  if (project.django.range === undefined || isAtLeast(project, version)) return undefined;
  return undecided(`the project may use a Django older than ${version}, which does not have it`);
}

/**
 * Whether the project's Django is this version or newer; undefined if its range lies on both sides. Where nothing says which
 * Django it is, it is taken to be a new one.
 */
export function hasReached(project: Project, version: DjangoVersion): Tri {
  if (project.django.range === undefined || isAtLeast(project, version)) return true;
  return isBelow(project, version) ? false : undefined;
}

/** Whether every version of a package that the project may use is older; false where nothing says. */
export function isPackageBelow({ deployment }: Project, name: string, version: Minor): boolean {
  const found = findDependency(deployment.dependencies, name);
  const max = found && minorBounds(found.version ?? found.specifier)?.max;
  return max !== undefined && compareMinor(max, version) < 0;
}

/**
 * Whether production installs this version of a package or a newer one: the locked version, else the newest that the
 * dependency files allow. Undefined where they do not name the package, or in a way that is not understood.
 */
export function packageAtLeast(project: Project, name: string, version: Minor): Tri {
  const found = findDependency(project.deployment.dependencies, name);
  if (found === undefined || found.group !== "production") return undefined;
  if (isPackageBelow(project, name, version)) return false;
  const specifier = found.version ?? found.specifier;
  return specifier === "" || specifier === "*" || minorBounds(specifier) !== undefined ? true : undefined;
}
