/** What SILENCED_SYSTEM_CHECKS takes away: Django's checks, and findings that they cause. */
import { contains, type Plain } from "../settings/plain";
import type { Answer, Settings } from "../settings/settings";
import { reasonOf, satisfied, undecided } from "./verdicts";

/** The answer of a rule about what a check stops, where the check is silenced, or may be; else undefined. */
export function withoutCheck(silenced: Plain, id: string): Answer | undefined {
  switch (contains(silenced, id)) {
    case true:
      return satisfied(`SILENCED_SYSTEM_CHECKS names ${id}`);
    case false:
      return undefined;
    case undefined:
      return undecided(`SILENCED_SYSTEM_CHECKS is not fully known: ${reasonOf(silenced)}`);
  }
}

/** Whether a check makes itself heard, for sure: for what a message may say of it. */
export function isHeard(settings: Settings, id: string): boolean {
  return contains(settings.value("SILENCED_SYSTEM_CHECKS", { worlds: "all" }), id) === false;
}
