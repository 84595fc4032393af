/** Evidence that logs and reports of errors leave out what is private. */
import { SENTRY_CALL } from "../../rules/sentry";
import { entry, type Plain } from "../../settings/plain";
import type { ChecklistContext, Evidence } from "../item";

const PRIVACY = /sensitiv|redact|mask|scrub|saniti[sz]|\bpii|secret|anonymi|obfuscat/i;

/** A filter of LOGGING that is named after what it hides, or an option of Sentry that hides it. */
export function quietLogs({ settings }: ChecklistContext): Evidence | undefined {
  const logging = settings.value("LOGGING");
  const filters = entry(logging, "filters");
  for (const [name, filter] of filters?.kind === "dict" ? filters.entries : []) {
    const factory = entry(filter, "()");
    const names = [name, factory].flatMap((each) => (each?.kind === "str" ? [each.value] : []));
    if (names.some((each) => PRIVACY.test(each))) {
      const at = filter.at ?? settings.location("LOGGING");
      return { detail: `${at.file} filters the log with ${names[0]}.`, at };
    }
  }
  return sentryOption(settings);
}

function sentryOption(settings: ChecklistContext["settings"]): Evidence | undefined {
  const { all } = settings.outcomes([SENTRY_CALL], (call) => call);
  for (const { outcome: call } of all) {
    for (const option of ["before_send", "event_scrubber"]) {
      const value = entry(call, option);
      if (value && value.kind !== "none")
        return found(`passes reports through ${option} of Sentry`, value, call);
    }
    const pii = entry(call, "send_default_pii");
    if (pii?.kind === "bool" && !pii.value) return found("keeps personal data out of Sentry", pii, call);
  }
  return undefined;
}

function found(detail: string, value: Plain, call: Plain): Evidence | undefined {
  const at = value.at ?? call.at;
  return at && { detail: `${at.file} ${detail}.`, at };
}
