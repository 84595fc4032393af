/** The evaluator's answer to a generated project beside real Django's. */
import { analyze } from "../../../server/src/analyze";
import { closedEnvironment } from "../../../server/src/cli/envFile";
import type { DjangoVersion } from "../../../server/src/project/project";
import type { ProjectReport } from "../../../server/src/report";
import { tagged } from "../../../server/src/settings/display";
import { memorySnapshot } from "../../support/memorySnapshot";
import { sameValue, show, type Tagged } from "../values";
import type { GeneratedProject } from "./project";
import type { RealAnswer } from "./realDjango";

export interface Comparison {
  /** What the evaluator claims and Django denies, in words. */
  readonly wrong: readonly string[];
  /** What the evaluator leaves open. */
  readonly undecided: readonly string[];
  /** How much was compared. */
  readonly values: number;
  readonly checks: number;
  /** How many of these are undecided. */
  readonly undecidedValues: number;
  readonly undecidedChecks: number;
  /** The ids that this version of Django has and whether it reports them; undefined if the project does not start. */
  readonly reported: ReadonlyMap<string, boolean> | undefined;
}

/** Evaluates a project as if it lay in a directory. */
export function evaluateProject(
  { files, module, environment }: GeneratedProject,
  directory: string,
  django: DjangoVersion,
): ProjectReport {
  const { projects } = analyze(memorySnapshot(files, directory), {
    environment: closedEnvironment(new Map(Object.entries(environment)), "the project"),
    django,
    settingsModule: new Map([["", module]]),
    rules: [],
  });
  const [report] = projects;
  if (report === undefined) throw new Error("the generated project is not found");
  return report;
}

/** Compares the values of all settings, the outcome of starting and the ids that the checks report. */
export function compareProject(
  project: GeneratedProject,
  django: RealAnswer,
  version: DjangoVersion,
): Comparison {
  const { settings, startup, checks } = evaluateProject(project, django.directory, version);
  const wrong: string[] = [];
  const undecided: string[] = [];
  const none = { wrong, undecided, values: 0, checks: 0, undecidedValues: 0, undecidedChecks: 0 };

  const ours = startup.state === "raises" ? startup.exception : startup.state;
  const expected = django.raises === undefined ? "ok" : django.raises.type;
  if (startup.state === "may-raise" || startup.state === "unknown") {
    const why = startup.state === "unknown" ? startup.reason : `${startup.exception} if ${startup.when}`;
    undecided.push(`startup: Django ${starts(django)}, ours says ${startup.state}: ${why}`);
  } else if (ours.split(":")[0] !== expected) {
    wrong.push(`startup: Django ${starts(django)}, ours says ${ours}`);
  }
  if (django.values === undefined || startup.state === "raises") return { ...none, reported: undefined };

  const names = new Set([...Object.keys(django.values), ...settings.names]);
  let undecidedValues = 0;
  for (const name of names) {
    const real = django.values[name];
    const readings = settings.readings(name);
    const defined = settings.defines(name);
    const value: Tagged =
      readings.length === 1 && defined
        ? tagged(readings[0]!.value, "")
        : { kind: "unknown", value: "several" };
    if (real === undefined) {
      if (defined && readings.length === 1)
        wrong.push(`${name}: Django does not have it, ours says ${show(value)}`);
    } else if (!defined && settings.open === undefined) {
      wrong.push(`${name}: Django has ${show(real)}, ours does not know the name`);
    } else if (!sameValue(real, value)) {
      const isOpen = sameValue(real, value, { unknownMatches: true });
      (isOpen ? undecided : wrong).push(`${name}: Django has ${show(real)}, ours says ${show(value)}`);
      if (isOpen) undecidedValues++;
    }
  }

  if (django.checks === undefined)
    return { ...none, values: names.size, undecidedValues, reported: undefined };
  let undecidedChecks = 0;
  const reported = new Map<string, boolean>();
  for (const { id, state, silenced, reason } of checks) {
    if (state === "not-applicable" && reason?.endsWith("has no such check")) continue;
    const says = django.checks.includes(id);
    if (!silenced) reported.set(id, says);
    if (state === "undecided") {
      undecided.push(
        `${id}: Django ${says ? "reports it" : "does not report it"}, ours says undecided: ${reason}`,
      );
      undecidedChecks++;
    } else if ((state === "reported" && !silenced) !== says) {
      wrong.push(
        `${id}: Django ${says ? "reports it" : "does not report it"}, ours says ${silenced ? "silenced" : state}`,
      );
    }
  }
  return { ...none, values: names.size, checks: reported.size, undecidedValues, undecidedChecks, reported };
}

function starts({ raises }: RealAnswer): string {
  return raises === undefined ? "starts" : `raises ${raises.type}: ${raises.message}`;
}
