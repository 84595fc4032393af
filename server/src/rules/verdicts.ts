/** From judgements on settings to the verdicts of rules. */

import { isTrue, type Plain, truthy } from "../settings/plain";
import type { Answer, Judgement, Settings } from "../settings/settings";
import type { Location } from "../syntax/text";
import type { Verdict } from "./rule";

/** Lines shown with a finding, besides its own. */
const MAX_RELATED = 6;

export function satisfied(reason?: string): Answer {
  return { state: "satisfied", reason };
}
export function undecided(reason: string): Answer {
  return { state: "undecided", reason };
}
export function notApplicable(reason: string): Answer {
  return { state: "not-applicable", reason };
}

/** Why a value is not known, in words. */
export function reasonOf(value: Plain): string {
  if (value.kind === "unknown") return value.reason;
  if (value.kind === "env") return `it comes from the environment variable ${value.name}`;
  if ("open" in value && value.open !== undefined) return value.open;
  if ("items" in value) {
    const unclear = value.items.find(({ kind }) => kind === "unknown" || kind === "env");
    if (unclear !== undefined) return reasonOf(unclear);
  }
  return "it depends on values that are not known";
}

/** Words at the start of a message that are written small behind a condition. */
const OPENERS =
  /^(?:A|An|Any|Anyone|Browsers|Cookies|Each|Error|Errors|Every|Files|Forms|Mail|New|Nobody|Nothing|One|Only|Other|Pages|Production|Requests|Sessions|Static|Templates|The|There|These|This|Times|Uploaded|Uploads|Visitors)\b/;
/** A sentence that has a condition of its own. */
const CONDITIONAL = /^(?:As|If|Once|Under|When|Where|Wherever|With|Without)\b/;

/** A message that holds only under a condition, "if DJANGO_DEBUG is not set", which comes first. */
export function underCondition(condition: string, message: string): string {
  if (CONDITIONAL.test(message)) return `${message} This happens ${condition}.`;
  const start = condition[0]!.toUpperCase() + condition.slice(1);
  return `${start}, ${message.replace(OPENERS, (word) => word.toLowerCase())}`;
}

/** "If the variable A is not set", "If neither A nor B is set": the start of a message that holds only then. */
export function ifVariables(when = ""): string {
  const missing = when.split(" and ").map((part) => /^(\w+) is not set$/.exec(part)?.[1]);
  const [first, ...others] = missing;
  if (first === undefined || missing.includes(undefined)) return `If ${when}`;
  if (others.length === 0) return `If the variable ${when}`;
  const names = others.length === 1 ? `neither ${first} nor ${others[0]}` : `none of ${missing.join(", ")}`;
  return `If ${names} is set`;
}

/** The verdict on a setting: its place, its message, and the other lines that had a part in it. */
export function verdictOn(
  settings: Settings,
  name: string,
  judgement: Judgement,
  message: string,
  more: Pick<Verdict, "severity" | "coveredBy"> = {},
): Verdict {
  if (judgement.state !== "violated") return judgement;
  const at = judgement.at ?? settings.location(name);
  const text = judgement.message ?? message;
  const { when, whenMissing } = judgement;
  const isSaid = when === undefined || text.includes(when) || text.startsWith(ifVariables(when));
  const related = relatedLines(settings, name, at);
  const said = isSaid ? text : underCondition(`if ${when}`, text);
  return { ...more, state: "violated", when, whenMissing, at, message: said, related };
}

function relatedLines(settings: Settings, name: string, at: Location): Verdict["related"] {
  return settings
    .history(name)
    .filter(
      ({ location }) => !(location.file === at.file && location.start <= at.start && at.end <= location.end),
    )
    .slice(-MAX_RELATED)
    .map(({ location, kind, when }) => ({
      location,
      message: `${name} is ${kind} here${when === undefined ? "" : `, if ${when}`}`,
    }));
}

/** Asks that a setting is `True`, as Django's own checks do. */
export function mustBeTrue(name: string, value: Plain): Answer {
  if (value.kind === "env") return undecided(reasonOf(value));
  switch (isTrue(value)) {
    case true:
      return satisfied();
    case undefined:
      return undecided(reasonOf(value));
    case false:
      return truthy(value) === true
        ? {
            state: "violated",
            message: `${name} works as it is, but Django's deployment check accepts only True.`,
          }
        : { state: "violated" };
  }
}

/** What goes with a finding of `mustBeTrue`: a value that works is worth knowing only, and one rule tells it for all. */
export function severityOfTrue(judgement: Judgement): Pick<Verdict, "severity" | "coveredBy"> {
  const works = judgement.state === "violated" && judgement.message !== undefined;
  return works ? { severity: "info", coveredBy: "security-flag-not-bool" } : {};
}
