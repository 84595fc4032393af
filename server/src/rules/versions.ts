/** Which versions of Django a project may use. */
import { compareVersions } from "../django/defaults";
import type { DjangoVersion, Project } from "../project/project";

/** Whether every version of Django that the project may use is older; false where nothing says. */
export function isBelow({ django }: Project, version: DjangoVersion): boolean {
  return django.range !== undefined && compareVersions(django.range.max, version) < 0;
}

/** Whether every version of Django that the project may use is this one or newer; false where nothing says. */
export function isAtLeast({ django }: Project, version: DjangoVersion): boolean {
  return django.range !== undefined && compareVersions(django.range.min, version) >= 0;
}
