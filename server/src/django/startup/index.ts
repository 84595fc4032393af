/** Whether Django starts with some settings: what its loader refuses, and what `django.setup()` raises. */
import type { DjangoVersion } from "../../project/project";
import type { Settings, Startup } from "../../settings/settings";
import type { Codebase } from "../codebase";
import { compareVersions } from "../defaults";
import { everyWay } from "../python";
import { loaderSteps } from "./loader";
import { setupSteps } from "./setup";
import type { StartupStep } from "./step";

const STEPS: readonly StartupStep[] = [...loaderSteps, ...setupSteps];

/** The outcome of starting Django: what the module itself raises, else what Django refuses. */
export function startupOutcome(
  settings: Settings,
  startup: Startup,
  versions: readonly DjangoVersion[],
  codebase: Codebase,
): Startup {
  if (startup.state !== "ok" && startup.state !== "may-raise") return startup;
  const outcomes = versions.map((version) => startsWith(settings, version, codebase));
  const [first] = outcomes;
  if (outcomes.every(({ state }) => state === "raises")) return first!;
  if (startup.state === "may-raise") return startup;
  // Under a part of the versions only, or in a part of the worlds.
  const sometimes = outcomes.every(({ state }) => state !== "ok") ? outcomes : [];
  return sometimes.find(({ state }) => state === "may-raise") ?? startup;
}

/** The first step that raises under one version. */
function startsWith(settings: Settings, version: DjangoVersion, codebase: Codebase): Startup {
  let sometimes: Startup = { state: "ok" };
  for (const step of STEPS) {
    if (step.since !== undefined && compareVersions(version, step.since) < 0) continue;
    if (step.until !== undefined && compareVersions(version, step.until) >= 0) continue;
    const { all } = settings.outcomes(step.settings, (...values) => {
      const ways = everyWay((python) => step.run(python, values, { version, codebase }));
      return ways.results.length === 0 && !ways.exceeded ? ways.raised[0]! : null;
    });
    const raising = all.filter(({ outcome }) => outcome !== null);
    if (raising.length === 0) continue;
    const [{ outcome, when }] = raising as [(typeof raising)[number]];
    const failure = { exception: outcome!, at: settings.location(step.about) };
    if (raising.length === all.length) return { state: "raises", ...failure };
    if (sometimes.state === "ok") sometimes = { state: "may-raise", ...failure, when };
  }
  return sometimes;
}
