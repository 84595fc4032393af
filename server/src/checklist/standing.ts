/** Where an item of the checklist stands after the files and the people have spoken. */
import type { ChecklistAnswer, ChecklistItem } from "../protocol";

/**
 * done: by the files or a person. problem: the files say so. unknown: the files should say and do not. found: the files
 * suggest it, nobody has confirmed. open: nobody has said anything. not-applicable: it does not concern the project.
 */
export type Standing = "done" | "problem" | "unknown" | "found" | "open" | "not-applicable";

type Decided = Pick<ChecklistItem, "kind" | "state">;

/**
 * A person's word that an item is not for this project always counts. That it is done counts where the files are silent or
 * only suggest: what they decide stays as it is.
 */
export function standingOf(item: Decided, answer: ChecklistAnswer | undefined): Standing {
  if (answer?.state === "not-applicable") return "not-applicable";
  if (answer?.state === "done" && tickable(item)) return "done";
  return item.state === "ok" ? "done" : item.state;
}

/** Whether a person can say that an item is done. */
export function tickable({ kind, state }: Decided): boolean {
  return kind === "automatic" ? state === "unknown" : state !== "not-applicable";
}

/** Whether nothing is left to do. */
export function isSettled(standing: Standing): boolean {
  return standing === "done" || standing === "not-applicable";
}

/** A standing in words, for people who do not see an icon. */
export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  done: "done",
  problem: "problem",
  unknown: "not decidable from the files",
  found: "found in the files, to be confirmed",
  open: "not done yet",
  "not-applicable": "not applicable",
};
