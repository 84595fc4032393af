/** Evidence that logs and reports of errors leave out what is private. */
import { SENTRY_CALL } from "../../rules/sentry";
import { entry, type Plain } from "../../settings/plain";
import type { Settings } from "../../settings/settings";
import type { ChecklistContext, Evidence } from "../item";
import { perValue } from "./remembered";

const PRIVACY = /sensitiv|redact|mask|scrub|saniti[sz]|\bpii|secret|anonymi|obfuscat/i;

/** A filter of LOGGING that is named after what it hides, or an option of Sentry that hides it. */
export function quietLogs({ settings }: ChecklistContext): Evidence | undefined {
  return quietLogsOf(settings);
}

const quietLogsOf = perValue((settings: Settings): Evidence | undefined => {
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
});

function sentryOption(settings: Settings): Evidence | undefined {
  const { all } = settings.outcomes([SENTRY_CALL], (call): Evidence | null => {
    const scrubber = entry(call, "event_scrubber");
    if (scrubber && scrubber.kind !== "none") return found("scrubs what Sentry gets", scrubber, call);
    const pii = entry(call, "send_default_pii");
    return pii?.kind === "bool" && !pii.value ? found("keeps personal data out of Sentry", pii, call) : null;
  });
  return all.find(({ outcome }) => outcome !== null)?.outcome ?? undefined;
}

function found(detail: string, value: Plain, call: Plain): Evidence | null {
  const at = value.at ?? call.at;
  return at === undefined ? null : { detail: `${at.file} ${detail}.`, at };
}
