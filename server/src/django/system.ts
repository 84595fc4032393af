/** What `manage.py check --deploy` would say of some settings. */

import { KNOWN_DJANGO_VERSIONS } from "../project/djangoVersion";
import type { DjangoVersion, VersionRange } from "../project/project";
import type { CheckResult } from "../report";
import { contains, type Plain } from "../settings/plain";
import type { Outcomes, Settings, Startup } from "../settings/settings";
import type { DjangoCheck } from "./checks/check";
import { djangoCheckIds, djangoChecks } from "./checks/index";
import type { Codebase } from "./codebase";
import { compareVersions } from "./defaults";
import { everyWay, undecidedReason } from "./python";

/** The minor versions of Django in a range; the newest known one if nothing is known. */
export function versionsOf(range: VersionRange | undefined): readonly DjangoVersion[] {
  const newest = KNOWN_DJANGO_VERSIONS[KNOWN_DJANGO_VERSIONS.length - 1]!;
  if (range === undefined) return [newest];
  const inside = KNOWN_DJANGO_VERSIONS.filter(
    (version) => compareVersions(version, range.min) >= 0 && compareVersions(version, range.max) <= 0,
  );
  return inside.length > 0 ? inside : [range.max];
}

/** What is known of one id in one world, or in all. */
type State = Pick<CheckResult, "state" | "reason" | "when">;

/**
 * The state of each of Django's checks. Where the version is a range, a check is decided only if every version of the range
 * agrees.
 */
export function runChecks(
  settings: Settings,
  startup: Startup,
  range: VersionRange | undefined,
  codebase: Codebase,
): CheckResult[] {
  const silenced = settings.value("SILENCED_SYSTEM_CHECKS", { worlds: "all" });
  const result = (id: string, state: State): CheckResult => ({
    id,
    silenced: contains(silenced, id) === true,
    ...state,
  });
  if (startup.state === "raises") {
    return djangoCheckIds.map((id) =>
      result(id, { state: "not-applicable", reason: "the settings do not load" }),
    );
  }
  const versions = versionsOf(range).map((version) => runVersion(settings, version, codebase));
  return djangoCheckIds.map((id) => {
    const states = versions.map((states) => states.get(id)!);
    // A version without the check does not report it either.
    const inUse = states.filter(({ state }) => state !== "not-applicable");
    const [first = states[0]!] = inUse;
    const agreed =
      inUse.every(({ state }) => state === first.state) &&
      (inUse.length === 0 || inUse.length === states.length || first.state === "clear");
    return result(id, agreed ? first : { state: "undecided", reason: "it depends on the version of Django" });
  });
}

/** The state of each id under one version. */
function runVersion(
  settings: Settings,
  version: DjangoVersion,
  codebase: Codebase,
): ReadonlyMap<string, State> {
  const absent: State = { state: "not-applicable", reason: `Django ${version} has no such check` };
  const states = new Map(djangoCheckIds.map((id) => [id, absent]));
  for (const check of djangoChecks) {
    if (check.since !== undefined && compareVersions(version, check.since) < 0) continue;
    if (check.until !== undefined && compareVersions(version, check.until) >= 0) continue;
    const outcomes = settings.outcomes(check.settings, (...values) =>
      stateIn(check, values, { version, codebase }),
    );
    for (const [n, id] of check.ids.entries()) states.set(id, together(outcomes, n));
  }
  return states;
}

/** The states of a check's ids for some values. */
function stateIn(
  check: DjangoCheck,
  values: readonly Plain[],
  context: { version: DjangoVersion; codebase: Codebase },
): readonly State[] {
  const { results, raised, reason, exceeded } = everyWay((python) => check.run(python, values, context));
  const undecided: State = { state: "undecided", reason: reason ?? undecidedReason(check.settings, values) };
  return check.ids.map((id): State => {
    const reported = results.filter((ids) => ids.includes(id)).length;
    if (exceeded) return undecided;
    if (results.length === 0) return { state: "raises", reason: raised[0]! };
    if (raised.length > 0) return undecided;
    if (reported === results.length) return { state: "reported" };
    return reported === 0 ? { state: "clear" } : undecided;
  });
}

/** One id's state over all worlds. */
function together({ all, dependsOn }: Outcomes<readonly State[]>, n: number): State {
  const states = all.map(({ outcome }) => outcome[n]!);
  const [first] = states;
  if (first === undefined) return { state: "undecided", reason: "the settings module never finishes" };
  if (states.every(({ state }) => state === first.state)) return first;
  const reason = states.find(({ state }) => state === "undecided")?.reason ?? dependsOn!;
  const reported = all.filter(({ outcome }) => outcome[n]!.state === "reported");
  return { state: "undecided", reason, when: reported.length === 1 ? reported[0]!.when : undefined };
}
