/** The evaluator's answer to a generated project beside real Django's. */
import { analyze } from "../../../server/src/analyze";
import { closedEnvironment } from "../../../server/src/cli/envFile";
import type { DjangoVersion } from "../../../server/src/project/project";
import type { CheckResult, ProjectReport } from "../../../server/src/report";
import { tagged } from "../../../server/src/settings/display";
import type { Settings, Startup } from "../../../server/src/settings/settings";
import { memorySnapshot } from "../../support/memorySnapshot";
import { expectedState } from "../django";
import { outcome, sameValue, show, type Tagged } from "../values";
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

/** What was compared of one kind of answers. */
interface Part {
  readonly wrong: readonly string[];
  readonly undecided: readonly string[];
  readonly count: number;
}

/** Compares the values of all settings, the outcome of starting and the ids that the checks report. */
export function compareProject(
  project: GeneratedProject,
  django: RealAnswer,
  version: DjangoVersion,
): Comparison {
  const report = evaluateProject(project, django.directory, version);
  const startup = compareStartup(report.startup, django);
  const values = compareValues(report.settings, django);
  const reported = new Map<string, boolean>();
  const none: Part = { wrong: [], undecided: [], count: 0 };
  // Where one of them does not start there are no checks to compare.
  const starts = django.raises === undefined && report.startup.state !== "raises";
  const checks = starts ? compareChecks(report.checks, django, version, reported) : none;
  return {
    wrong: [...startup.wrong, ...values.wrong, ...checks.wrong],
    undecided: [...startup.undecided, ...values.undecided, ...checks.undecided],
    values: values.count,
    checks: checks.count,
    undecidedValues: values.undecided.length,
    undecidedChecks: checks.undecided.length,
    reported: starts ? reported : undefined,
  };
}

function compareStartup(startup: Startup, { raises }: RealAnswer): Part {
  const django = `startup: Django ${raises === undefined ? "starts" : `raises ${raises.type}: ${raises.message}`}`;
  if (startup.state !== "ok" && startup.state !== "raises") {
    const why = "reason" in startup ? startup.reason : `${startup.exception} if ${startup.when}`;
    return { wrong: [], undecided: [`${django}, ours says ${startup.state}: ${why}`], count: 1 };
  }
  const ours = startup.state === "raises" ? startup.exception : "ok";
  const agrees = ours.split(":")[0] === (raises?.type ?? "ok");
  return { wrong: agrees ? [] : [`${django}, ours says ${ours}`], undecided: [], count: 1 };
}

function compareValues(settings: Settings, django: RealAnswer): Part {
  const wrong: string[] = [];
  const undecided: string[] = [];
  if (django.values === undefined) return { wrong, undecided, count: 0 };
  const names = new Set([...Object.keys(django.values), ...settings.names]);
  for (const name of names) {
    const real = django.values[name];
    const defined = settings.defines(name);
    const readings = defined ? settings.readings(name) : [];
    const value: Tagged =
      readings.length === 1 ? tagged(readings[0]!.value, "") : { kind: "unknown", value: "several values" };
    if (real === undefined) {
      const said = `${name}: Django does not have it, ours says ${show(value)}`;
      if (defined) (value.kind === "unknown" ? undecided : wrong).push(said);
    } else if (!defined && settings.open === undefined) {
      wrong.push(`${name}: Django has ${show(real)}, ours does not know the name`);
    } else if (!sameValue(real, value)) {
      const isOpen = sameValue(real, value, { unknownMatches: true });
      (isOpen ? undecided : wrong).push(`${name}: Django has ${show(real)}, ours says ${show(value)}`);
    }
  }
  return { wrong, undecided, count: names.size };
}

/** @param reported gets every id that this version has, and whether Django reports it */
function compareChecks(
  checks: readonly CheckResult[],
  django: RealAnswer,
  version: DjangoVersion,
  reported: Map<string, boolean>,
): Part {
  const wrong: string[] = [];
  const undecided: string[] = [];
  let count = 0;
  for (const check of checks) {
    const expected = expectedState(outcome(django), check, version);
    const { id, state, reason, silenced } = check;
    if (expected.state === "not-applicable" && state === "not-applicable") continue;
    count++;
    if (!silenced && (expected.state === "reported" || expected.state === "clear"))
      reported.set(id, expected.state === "reported");
    if (state === expected.state && (expected.raises === undefined || reason?.startsWith(expected.raises)))
      continue;
    const said = `${expected.state} ${expected.raises ?? ""}`.trimEnd();
    const difference = `${id}: Django says "${said}", ours says "${state}" ${reason ?? ""}`.trimEnd();
    (state === "undecided" ? undecided : wrong).push(difference);
  }
  return { wrong, undecided, count };
}
