/** Where an item of the checklist stands after the files and the people have spoken. */
import type { ChecklistItem } from "../protocol";
import type { ChecklistAnswer } from "./answers";

/**
 * done: by the files or a person. problem: the files say so. unknown: the files should say and do not. found: the files
 * suggest it, nobody has confirmed. open: nobody has said anything. not-applicable: it does not concern the project.
 */
export type Status = "done" | "problem" | "unknown" | "found" | "open" | "not-applicable";

/** What the files say of an item. */
export type JudgedItem = Pick<ChecklistItem, "kind" | "state">;

/**
 * A person's word that an item is not for this project always counts. That it is done counts where the files are silent or
 * only suggest: what they decide stays as it is.
 */
export function statusOf(item: JudgedItem, answer: ChecklistAnswer | undefined): Status {
  if (answer?.state === "not-applicable") return "not-applicable";
  if (answer?.state === "done" && tickable(item)) return "done";
  return item.state === "ok" ? "done" : item.state;
}

/** Whether a person can say that an item is done: not where the files show that it is not. */
export function tickable({ kind, state }: JudgedItem): boolean {
  return kind === "automatic" ? state === "unknown" : state !== "not-applicable" && state !== "problem";
}

/** Whether nothing is left to do. */
export function isSettled(status: Status): boolean {
  return status === "done" || status === "not-applicable";
}

/** A status in words, for people who do not see an icon. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  done: "done",
  problem: "problem",
  unknown: "not decidable from the files",
  found: "found in the files, to be confirmed",
  open: "not done yet",
  "not-applicable": "not applicable",
};

/**
 * "Done by Ann on 2026-03-01: tested with a real card", or "Note by Ann: ...", on one line. Undefined where there is
 * nothing to say: the files decide the item, and nobody wrote a note.
 */
export function answerText(item: JudgedItem, answer: ChecklistAnswer | undefined): string | undefined {
  if (answer === undefined) return undefined;
  const counts = answer.state !== undefined && statusOf(item, answer) === answer.state;
  if (!counts && !answer.note) return undefined;
  const what = !counts ? "Note" : answer.state === "done" ? "Done" : "Not applicable";
  const who = answer.by ? ` by ${answer.by}` : "";
  const when = answer.on ? ` on ${dayOf(answer.on)}` : "";
  return `${what}${who}${when}${answer.note ? `: ${answer.note}` : ""}`.replace(/\s+/g, " ").trim();
}

/** The day of a date with a time; anything else that somebody wrote, as it is. */
function dayOf(on: string): string {
  return /^\d{4}-\d\d-\d\d(?=T)/.exec(on)?.[0] ?? on;
}
