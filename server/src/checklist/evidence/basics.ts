/** Evidence from dependencies and settings. */
import { findDependency } from "../../files/dependencies";
import type { ChecklistContext, Evidence } from "../item";

/** Evidence from the first of these packages that production installs. */
export function dependency(...names: string[]): (context: ChecklistContext) => Evidence | undefined {
  return ({ project }) => {
    for (const name of names) {
      const found = findDependency(project.deployment.dependencies, name);
      if (found !== undefined && found.group === "production")
        return { detail: `${found.at.file} asks for ${name}.`, at: found.at };
    }
    return undefined;
  };
}

/** Evidence from a setting that the module sets. */
export function setting(name: string): (context: ChecklistContext) => Evidence | undefined {
  return ({ settings }) =>
    settings.defines(name)
      ? { detail: `The settings define ${name}.`, at: settings.location(name) }
      : undefined;
}
