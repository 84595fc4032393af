/** Whether Django starts with some settings: what its loader refuses, and what `django.setup()` raises. */
import type { DjangoVersion } from "../../project/project";
import type { Settings, Startup } from "../../settings/settings";
import type { Codebase } from "../codebase";
import { compareVersions } from "../defaults";
import { everyWay, undecidedReason } from "../python";
import { loaderSteps } from "./loader";
import { setupSteps } from "./setup";
import type { StartupStep } from "./step";

const STEPS: readonly StartupStep[] = [...loaderSteps, ...setupSteps];

/** What Django refuses of some settings, under each version. */
export function djangoOutcomes(
  settings: Settings,
  versions: readonly DjangoVersion[],
  codebase: Codebase,
): readonly Startup[] {
  return versions.map((version) => startsWith(settings, version, codebase));
}

/** The outcome of starting Django: what the module itself raises, else what Django refuses. */
export function startupOutcome(startup: Startup, outcomes: readonly Startup[]): Startup {
  if (startup.state !== "ok" && startup.state !== "may-raise") return startup;
  const raising = outcomes.filter((outcome): outcome is Raising => outcome.state === "raises");
  if (raising.length === outcomes.length) return raising[0]!;
  if (startup.state === "may-raise") return startup;
  const unsure = outcomes.find(({ state }) => state === "may-raise" || state === "undecided");
  if (raising.length === 0) return unsure ?? startup;
  const { exception } = raising[0]!;
  return { state: "undecided", exception, reason: "it depends on the version of Django" };
}

type Raising = Extract<Startup, { readonly state: "raises" | "may-raise" }>;

/** What one step comes to for some values of its settings; null where it surely goes well. */
interface Trouble {
  readonly exception: string;
  /** Why it is not known whether that is raised; undefined where it is. */
  readonly unsure: string | undefined;
}

/** The first step that surely raises under one version, else the first one that may. */
function startsWith(settings: Settings, version: DjangoVersion, codebase: Codebase): Startup {
  let sometimes: Startup = { state: "ok" };
  let undecided: Startup = { state: "ok" };
  for (const step of STEPS) {
    if (step.since !== undefined && compareVersions(version, step.since) < 0) continue;
    if (step.until !== undefined && compareVersions(version, step.until) >= 0) continue;
    const { all } = settings.outcomes(step.settings, (...values): Trouble | null => {
      const ways = everyWay((python) => step.run(python, values, { version, codebase }));
      const [exception] = ways.raised;
      if (exception === undefined) return null;
      const sure = ways.results.length === 0 && !ways.exceeded;
      return {
        exception,
        unsure: sure ? undefined : (ways.reason ?? undecidedReason(step.settings, values)),
      };
    });
    const raising = all.filter(({ outcome }) => outcome !== null && outcome.unsure === undefined);
    if (raising.length === 0) {
      const trouble = all.find(({ outcome }) => outcome !== null)?.outcome;
      if (trouble && undecided.state === "ok")
        undecided = { state: "undecided", exception: trouble.exception, reason: trouble.unsure! };
      continue;
    }
    const [{ outcome, when }] = raising as [(typeof raising)[number]];
    const failure = { exception: outcome!.exception, at: settings.location(step.about) };
    if (raising.length === all.length) return { state: "raises", ...failure };
    if (sometimes.state === "ok") sometimes = { state: "may-raise", ...failure, when };
  }
  return sometimes.state === "ok" ? undecided : sometimes;
}
