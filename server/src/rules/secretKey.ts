/** What the rules on SECRET_KEY share. Nothing here may put the key into a message. */
import { environmentReads } from "../edits/python/environmentReads";
import { EditSession } from "../edits/session";
import { type Plain, RANDOM } from "../settings/plain";
import type { Answer, Judgement } from "../settings/settings";
import type { Fix, RuleContext } from "./rule";
import { assignedValue, readFromEnvironment } from "./settingEdits";
import { reasonOf, satisfied, undecided } from "./verdicts";

export const SECRET_KEY_VARIABLE = "DJANGO_SECRET_KEY";

/** "violated" for a key that is known here, and therefore to everybody who can read the repository. */
export function knownKey(key: Plain): Answer {
  if (key.kind === "env") return satisfied(`it comes from the environment variable ${key.name}`);
  // Django refuses to start then, which is no leak.
  if (key.kind === "none") return satisfied("no key is in the source");
  if (key.kind === "unknown" && key.reason === RANDOM) return satisfied("it is made anew at every start");
  if (key.kind !== "str" && key.kind !== "bytes") return undecided(reasonOf(key));
  return key.value === "" ? satisfied("no key is in the source") : { state: "violated", at: key.at };
}

/** Whether the key stands in the source, rather than in a variable whose value is known. */
export function isWritten(context: RuleContext, judgement: Judgement): boolean {
  if (judgement.state !== "violated") return false;
  const found = assignedValue(context, new EditSession(context.snapshot), "SECRET_KEY");
  return found === undefined || environmentReads(found.editor, found.value).length === 0;
}

/** Takes the key out of the source. */
export const readKeyFromEnvironment: Fix = {
  title: `Read SECRET_KEY from ${SECRET_KEY_VARIABLE}`,
  safety: "review",
  preferred: true,
  edits: (context) => readFromEnvironment(context, "SECRET_KEY", SECRET_KEY_VARIABLE, "required"),
};
