/** Whether it is known what production installs. */
import type { ChecklistContext, Decision } from "../item";
import { notDecided } from "./basics";

/** Undecided where the files do not say what production installs, and the rules have nothing to judge. */
export function installed({ project }: ChecklistContext): Decision | undefined {
  const { target, dependencies } = project.deployment;
  if (dependencies.incomplete !== undefined) return notDecided(dependencies.incomplete);
  return target === "none" ? notDecided("nothing says how the project deploys") : undefined;
}
