/** Whether it is known what production installs. */
import type { ChecklistContext, Decision } from "../item";
import { notDecided } from "./basics";

/** Undecided where the files do not say what production installs or loads, and the rules have nothing to judge. */
export function installed({ project, settings }: ChecklistContext): Decision | undefined {
  const { target, dependencies } = project.deployment;
  if (dependencies.incomplete !== undefined) return notDecided(dependencies.incomplete);
  if (target === "none") return notDecided("nothing says how the project deploys");
  return settings.open === undefined ? undefined : notDecided(settings.open);
}
