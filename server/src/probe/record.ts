/** What a probe writes into the checklist's answers: pure, so that the command line and the editor do the same. */
import type { Answers, Change } from "../checklist/answers";
import { type JudgedItem, tickable } from "../checklist/status";
import { provenItems, refutedItems } from "./items";
import type { ProbeReport } from "./probe";

export interface JudgedItems {
  /** The project's items by id, as the files leave them. */
  readonly [id: string]: JudgedItem;
}

export interface Recorded {
  /** Ids of items that get a tick, or a new date on their tick. */
  readonly ticked: readonly string[];
  /** Ids of items whose tick an earlier probe of the same site wrote, and that this one refutes: the tick goes. */
  readonly removed: readonly string[];
  /** Ids of items that somebody ticked, and that this probe refutes: the answer stays, a person's word is a person's to take back. */
  readonly contradicted: readonly string[];
  readonly changes: Readonly<Record<string, Change>>;
}

const BY = "probe of ";

/**
 * A tick for each item that the probe proves, where a person could give one and none has answered.
 * @param on the day, as answers have it: 2026-03-01
 */
export function record(report: ProbeReport, items: JudgedItems, answers: Answers, on: string): Recorded {
  const by = `${BY}${report.origin}`;
  const ticked = provenItems(report).filter((id) => {
    const item = items[id];
    const answer = answers[id];
    // A note alone is a person's, too.
    return (
      item !== undefined && tickable(item) && (answer === undefined || answer.by?.startsWith(BY) === true)
    );
  });
  const refuted = refutedItems(report).filter((id) => answers[id]?.state === "done");
  const removed = refuted.filter((id) => answers[id]!.by === by);
  return {
    ticked,
    removed,
    contradicted: refuted.filter((id) => !removed.includes(id)),
    changes: Object.fromEntries<Change>([
      ...ticked.map((id): [string, Change] => [id, { state: "done", by, on, note: answers[id]?.note }]),
      ...removed.map((id): [string, Change] => [id, undefined]),
    ]),
  };
}
