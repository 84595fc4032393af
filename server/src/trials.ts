/** A project's settings tried with variables that are missing, or have certain values. */
import { evaluateProject } from "./analyze";
import type { Project } from "./project/project";
import type { ProjectReport } from "./report";
import { type Tri, truthy } from "./settings/plain";
import type { Startup } from "./settings/settings";
import type { Snapshot } from "./snapshot";

/** What a required variable may be where people develop: anything, the URL of a database, a list in JSON, a number. */
export const ANY = "any value";
export const EXAMPLES: readonly string[] = [ANY, "sqlite:///db.sqlite3", "[]", "1"];

/** A project's settings under environments in which one variable is missing, or has a value, and all others are set. */
export interface Trials {
  readonly variables: ReadonlySet<string>;
  /** Whether the settings do not load without a variable, while these have values. */
  readonly requires: (name: string, values: ReadonlyMap<string, string>) => boolean;
  /** Whether the settings load with these values. */
  readonly loads: (values: ReadonlyMap<string, string>) => boolean;
  /** Whether the site does not work without a variable. */
  readonly needs: (name: string) => boolean;
  readonly debug: (name: string, value?: string) => Tri;
}

export function trials(snapshot: Snapshot, { project, variables }: ProjectReport): Trials {
  const evaluated = (missing: string | undefined, values: ReadonlyMap<string, string> = new Map()) => {
    const set = [...variables].filter((name) => name !== missing || values.has(name));
    return evaluatedWith(snapshot, project, new Map(set.map((name) => [name, values.get(name)])));
  };
  return {
    variables,
    requires: (name, values) => !loads(evaluated(name, values)) && loads(evaluated(undefined, values)),
    loads: (values) => loads(evaluated(undefined, values)),
    needs: (name) => !works(evaluated(name)) && works(evaluated(undefined)),
    debug: (name, value) => {
      const { settings } = evaluated(name, new Map(value === undefined ? [] : [[name, value]]));
      return truthy(settings.value("DEBUG", { worlds: "all" }));
    },
  };
}

type Evaluated = ReturnType<typeof evaluateProject>;

/** The settings where some variables are set, to values or to what nobody knows, and no others. */
function evaluatedWith(
  snapshot: Snapshot,
  project: Project,
  values: ReadonlyMap<string, string | undefined>,
): Evaluated {
  const variables = new Map([...values].map(([name, value]) => [name, { value, source: SOURCE }]));
  return evaluateProject(snapshot, project, { environment: { variables, closed: true } });
}

function loads({ startup }: Evaluated): boolean {
  return startup.state !== "raises";
}

/** Whether the settings load, and let Django answer somebody. */
function works(evaluated: Evaluated): boolean {
  return loads(evaluated) && truthy(evaluated.settings.value("ALLOWED_HOSTS")) !== false;
}

const SOURCE = "taken to be set";

/** More evaluations are not tried. */
const MAX_TRIALS = 80;

/**
 * Variables with which the settings load where nothing else is set, as on a machine that builds: as few as are found.
 * Undefined if none are found.
 */
export function loadingVariables(
  snapshot: Snapshot,
  { project, variables }: ProjectReport,
): ReadonlyMap<string, string> | undefined {
  const startup = (set: ReadonlyMap<string, string>) => evaluatedWith(snapshot, project, set).startup;
  const values = new Map<string, string>();
  const seen = new Set<string>();
  let now = startup(values);
  for (let trial = 0; now.state === "raises" && trial < MAX_TRIALS; ) {
    seen.add(errorOf(now));
    // What is on the right way changes what goes wrong.
    const step = candidates(variables, values).find(([name, value]) => {
      if (trial++ >= MAX_TRIALS) return false;
      const next = startup(new Map([...values, [name, value]]));
      if (next.state === "raises" && seen.has(errorOf(next))) return false;
      now = next;
      return true;
    });
    if (step === undefined) return undefined;
    values.set(...step);
  }
  return now.state === "raises" || now.state === "unknown" ? undefined : values;
}

/** What may be set next: a value that a variable does not have yet. */
function candidates(
  variables: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
): readonly (readonly [name: string, value: string])[] {
  return [...variables].flatMap((name) =>
    ["build", ...EXAMPLES.slice(1)]
      .filter((value) => values.get(name) !== value)
      .map((value) => [name, value] as const),
  );
}

function errorOf(startup: Startup): string {
  if (startup.state !== "raises") return startup.state;
  const { exception, at } = startup;
  return `${exception} ${at?.file}:${at?.start}`;
}
