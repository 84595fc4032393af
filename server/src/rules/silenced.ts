/** Findings that Django's own checks cause, and that SILENCED_SYSTEM_CHECKS takes away. */
import { contains, type Plain } from "../settings/plain";
import type { Answer } from "../settings/settings";
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
