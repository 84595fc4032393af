/** What `manage.py check --deploy` would say of some settings. */

import { KNOWN_DJANGO_VERSIONS } from "../project/djangoVersion";
import type { DjangoVersion, VersionRange } from "../project/project";
import type { CheckResult } from "../report";
import { contains, type Plain } from "../settings/plain";
import type { Answer, Judgement, Settings, Startup } from "../settings/settings";
import type { DjangoCheck } from "./checks/check";
import { securityChecks } from "./checks/security";
import { compareVersions } from "./defaults";

const CHECKS: readonly DjangoCheck[] = securityChecks;

/** The minor versions of Django in a range; the newest known one if nothing is known. */
export function versionsOf(range: VersionRange | undefined): readonly DjangoVersion[] {
  const newest = KNOWN_DJANGO_VERSIONS[KNOWN_DJANGO_VERSIONS.length - 1]!;
  if (range === undefined) return [newest];
  const inside = KNOWN_DJANGO_VERSIONS.filter(
    (version) => compareVersions(version, range.min) >= 0 && compareVersions(version, range.max) <= 0,
  );
  return inside.length > 0 ? inside : [range.max];
}

/**
 * The state of each of Django's checks. Where the version is a range, a check is decided only if every version of the range
 * agrees.
 */
export function runChecks(
  settings: Settings,
  startup: Startup,
  range: VersionRange | undefined,
): CheckResult[] {
  return CHECKS.map((check) => {
    const silenced = isSilenced(settings, check.id);
    if (startup.state === "raises") {
      return { id: check.id, state: "not-applicable", silenced, reason: "the settings do not load" };
    }
    const results = versionsOf(range).map((version) => runCheck(check, settings, version));
    const [first] = results;
    const agreed = results.every((result) => result.state === first!.state);
    return {
      id: check.id,
      silenced,
      ...(agreed ? first! : { state: "undecided" as const, reason: "it depends on the version of Django" }),
    };
  });
}

function runCheck(
  check: DjangoCheck,
  settings: Settings,
  version: DjangoVersion,
): Pick<CheckResult, "state" | "reason" | "when"> {
  if (
    (check.since !== undefined && compareVersions(version, check.since) < 0) ||
    (check.until !== undefined && compareVersions(version, check.until) >= 0)
  ) {
    return { state: "not-applicable", reason: `Django ${version} has no such check` };
  }
  const judgement = settings.judge(check.settings, (...values) => answer(check, values, version), {
    worlds: "all",
  });
  return { state: STATES[judgement.state], ...explanation(judgement) };
}

const STATES = {
  violated: "reported",
  satisfied: "clear",
  undecided: "undecided",
  "not-applicable": "not-applicable",
} as const;

function explanation(judgement: Judgement): Pick<CheckResult, "reason" | "when"> {
  const reason = "reason" in judgement ? judgement.reason : undefined;
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(judgement.when === undefined ? {} : { when: judgement.when }),
  };
}

function answer(check: DjangoCheck, values: readonly Plain[], version: DjangoVersion): Answer {
  const reported = check.reports(values, version);
  if (reported === true) return { state: "violated" };
  if (reported === false) return { state: "satisfied" };
  return { state: "undecided", reason: undecidedReason(check.settings, values) };
}

/** Names the first value that does not say. */
export function undecidedReason(names: readonly string[], values: readonly Plain[]): string {
  for (const [n, value] of values.entries()) {
    const why = unknownPart(value);
    if (why !== undefined) return `${names[n]}: ${why}`;
  }
  return `${names.join(", ")}: a value of an unusual type`;
}

function unknownPart(value: Plain): string | undefined {
  switch (value.kind) {
    case "unknown":
      return value.reason;
    case "env":
      return `it comes from the environment variable ${value.name}`;
    case "list":
    case "tuple":
    case "set":
      return value.open ?? value.items.map(unknownPart).find((why) => why !== undefined);
    case "dict":
      return (
        value.open ?? value.entries.map(([, item]) => unknownPart(item)).find((why) => why !== undefined)
      );
    default:
      return undefined;
  }
}

function isSilenced(settings: Settings, id: string): boolean {
  const silenced = settings.value("SILENCED_SYSTEM_CHECKS", { worlds: "all" });
  return contains(silenced, id) === true;
}
