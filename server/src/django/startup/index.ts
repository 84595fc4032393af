/** Whether Django starts with some settings: what its loader refuses, and what `django.setup()` raises. */
import type { DjangoVersion } from "../../project/project";
import type { Settings, Startup } from "../../settings/settings";
import type { Codebase } from "../codebase";
import { compareVersions } from "../defaults";
import { everyWay, undecidedReason } from "../python";
import { loaderSteps } from "./loader";
import { setupSteps } from "./setup";
import type { StartupStep } from "./step";

/** All that Django does when it starts, in its order. */
export const STEPS: readonly StartupStep[] = [...loaderSteps, ...setupSteps];

/** The outcome of starting Django: what the module itself raises, else what Django refuses. */
export function startupOutcome(
  settings: Settings,
  startup: Startup,
  versions: readonly DjangoVersion[],
  outcomeOf: OutcomeOf,
): Startup {
  if (startup.state !== "ok" && startup.state !== "may-raise") return startup;
  const outcomes = versions.map((version) => startsWith(settings, version, outcomeOf));
  const raising = outcomes.filter((outcome): outcome is Raising => outcome.state === "raises");
  if (raising.length === outcomes.length) return raising[0]!;
  if (startup.state === "may-raise") return startup;
  const unsure = outcomes.find(({ state }) => state === "may-raise" || state === "undecided");
  if (raising.length === 0) return unsure ?? startup;
  const { exception } = raising[0]!;
  return { state: "undecided", exception, reason: "it depends on the version of Django" };
}

type Raising = Extract<Startup, { readonly state: "raises" | "may-raise" }>;

/** What one step may raise, under some condition. */
interface Trouble {
  readonly exception: string;
  /** Why it is not known whether that is raised; undefined where it is. */
  readonly unsure: string | undefined;
  /** The condition in words. */
  readonly when: string | undefined;
}

/** What one step comes to. */
export interface StepOutcome {
  readonly troubles: readonly Trouble[];
  /** True if it surely raises one of these, whatever the conditions. */
  readonly always: boolean;
}

/** Finds what a step comes to; a caller may remember it. */
export type OutcomeOf = (step: StartupStep, version: DjangoVersion) => StepOutcome;

/** What a step comes to on some settings. */
export function stepOutcome(
  step: StartupStep,
  version: DjangoVersion,
  settings: Settings,
  codebase: Codebase,
): StepOutcome {
  const { all } = settings.outcomes(step.settings, (...values) => {
    const ways = everyWay((python) => step.run(python, values, { version, codebase }));
    const [exception] = ways.raised;
    if (exception === undefined) return null;
    const sure = ways.results.length === 0 && !ways.exceeded;
    return { exception, unsure: sure ? undefined : (ways.reason ?? undecidedReason(step.settings, values)) };
  });
  return {
    troubles: all.flatMap(({ outcome, when }) => (outcome === null ? [] : [{ ...outcome, when }])),
    always: all.length > 0 && all.every(({ outcome }) => outcome !== null && outcome.unsure === undefined),
  };
}

/** The first step that surely raises under one version, else the first one that may. */
function startsWith(settings: Settings, version: DjangoVersion, outcomeOf: OutcomeOf): Startup {
  let sometimes: Startup = { state: "ok" };
  let undecided: Startup = { state: "ok" };
  for (const step of STEPS) {
    if (step.since !== undefined && compareVersions(version, step.since) < 0) continue;
    if (step.until !== undefined && compareVersions(version, step.until) >= 0) continue;
    const { troubles, always } = outcomeOf(step, version);
    const [first] = troubles;
    if (first === undefined) continue;
    const raising = troubles.find(({ unsure }) => unsure === undefined);
    if (raising === undefined) {
      if (undecided.state === "ok")
        undecided = { state: "undecided", exception: first.exception, reason: first.unsure! };
      continue;
    }
    const failure = { exception: raising.exception, at: settings.location(step.about) };
    if (always) return { state: "raises", ...failure };
    if (sometimes.state === "ok") sometimes = { state: "may-raise", ...failure, when: raising.when };
  }
  return sometimes.state === "ok" ? undecided : sometimes;
}
