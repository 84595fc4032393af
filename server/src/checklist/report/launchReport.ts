/**
 * The launch report: where the projects stand on a day, what the files decide and what people said. A model without words
 * of its own; each format is a file beside this one.
 */
import type { VersionRange } from "../../project/project";
import type { ProjectReport } from "../../report";
import { linesOf, type Snapshot } from "../../snapshot";
import type { Location } from "../../syntax/text";
import type { Answers, ChecklistAnswer } from "../answers";
import type { ChecklistSectionResult, ItemResult } from "../checklist";
import type { Item } from "../item";
import { answerText, type Status, statusOf } from "../status";

export interface LaunchReport {
  /** ISO 8601: 2026-03-01. */
  readonly date: string;
  readonly toolVersion: string;
  readonly projects: readonly ReportedProject[];
}

export interface ReportedProject {
  readonly name: string;
  /** As it is shown: "." where the report is about that folder. */
  readonly root: string;
  /** The production settings module; absent if none was found. */
  readonly settings?: string;
  readonly settingsReason: string;
  /** The environment of the configuration file that was judged, if one was. */
  readonly environment?: string;
  /** Absent if nothing says which. */
  readonly django?: VersionRange;
  readonly djangoReason: string;
  /** The exception with which production stops before it starts. */
  readonly doesNotStart?: string;
  /** What `check` shows, on the checklist or not. */
  readonly findings: { readonly errors: number; readonly warnings: number };
  readonly sections: readonly ReportedSection[];
  readonly count: Count;
  /** Why the answers that people gave are not in here, in whole sentences. */
  readonly answersProblem?: string;
}

export interface ReportedSection {
  readonly title: string;
  /** What is left to do first. */
  readonly items: readonly ReportedItem[];
  readonly count: Count;
}

export interface ReportedItem {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly link: string;
  readonly kind: Item["kind"];
  readonly status: Status;
  /** What the files say; absent where they say nothing, or where somebody's word counts instead. */
  readonly evidence?: string;
  readonly place?: ReportedPlace;
  readonly answer?: ChecklistAnswer;
  /** The answer in words, on one line: who, when and why. */
  readonly said?: string;
}

export interface ReportedPlace {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** How many items there are of each status. */
export type Count = Readonly<Record<Status, number>>;

/** What needs somebody first. */
export const STATUS_ORDER: readonly Status[] = [
  "problem",
  "unknown",
  "found",
  "open",
  "done",
  "not-applicable",
];

/** All but those that do not apply. */
export function applicable(count: Count): number {
  return STATUS_ORDER.reduce((sum, status) => sum + (status === "not-applicable" ? 0 : count[status]), 0);
}

/** What people have to look at still. */
export function unsettled(count: Count): number {
  return applicable(count) - count.done;
}

/** What stands in the way: the problems of all sections, those together that one place causes. */
export function obstacles({ sections }: ReportedProject): readonly (readonly ReportedItem[])[] {
  const groups = new Map<string, ReportedItem[]>();
  for (const item of sections.flatMap(({ items }) => items)) {
    if (item.status !== "problem") continue;
    const cause = JSON.stringify([item.evidence, item.place]);
    const group = groups.get(cause);
    if (group === undefined) groups.set(cause, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

export interface ProjectSource {
  readonly report: ProjectReport;
  readonly sections: readonly ChecklistSectionResult[];
  /** The one that the report was made from. */
  readonly snapshot: Snapshot;
  readonly answers: Answers;
  readonly answersProblem?: string;
  /** Turns a path of the folder into the one that is shown. */
  readonly show: (path: string) => string;
}

/** One project of a launch report. */
export function reportedProject(source: ProjectSource): ReportedProject {
  const { project, startup, verdicts } = source.report;
  const { range, reason } = project.django;
  const shown = (severity: string) =>
    verdicts.filter((each) => each.shown && each.severity === severity).length;
  const sections = source.sections
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) => {
      const reported = items.map((item) => reportedItem(item, source));
      const sorted = STATUS_ORDER.flatMap((status) => reported.filter((each) => each.status === status));
      return { title, items: sorted, count: countOf(sorted) };
    });
  return {
    name: project.name,
    root: source.show(project.root === "" ? "." : project.root),
    ...(project.settings.module ? { settings: project.settings.module.name } : {}),
    settingsReason: project.settings.reason,
    ...(project.environment ? { environment: project.environment.name } : {}),
    ...(range ? { django: range } : {}),
    djangoReason: reason,
    ...(startup.state === "raises" ? { doesNotStart: startup.exception } : {}),
    findings: { errors: shown("error"), warnings: shown("warning") },
    sections,
    count: countOf(sections.flatMap(({ items }) => items)),
    ...(source.answersProblem ? { answersProblem: source.answersProblem } : {}),
  };
}

function reportedItem(
  { item, state, detail, at }: ItemResult,
  { answers, snapshot, show }: ProjectSource,
): ReportedItem {
  const { id, title, why, link, kind } = item;
  const answer = Object.hasOwn(answers, id) ? answers[id] : undefined;
  const judged = { kind, state };
  const status = statusOf(judged, answer);
  const said = answerText(judged, answer);
  // Of a manual item the files say nothing, and what they suggested does not matter once somebody has decided.
  const decided = answer?.state !== undefined && answer.state === status;
  const speaks = kind !== "manual" && !decided && detail !== "";
  return {
    id,
    title,
    why,
    link,
    kind,
    status,
    ...(speaks ? { evidence: detail } : {}),
    ...(speaks && at ? { place: placeOf(at, snapshot, show) } : {}),
    ...(answer ? { answer } : {}),
    ...(said === undefined ? {} : { said }),
  };
}

function placeOf(at: Location, snapshot: Snapshot, show: (path: string) => string): ReportedPlace {
  return { file: show(at.file), line: linesOf(snapshot, at.file).positionAt(at.start).line + 1 };
}

function countOf(items: readonly ReportedItem[]): Count {
  const count = { problem: 0, unknown: 0, found: 0, open: 0, done: 0, "not-applicable": 0 };
  for (const { status } of items) count[status]++;
  return count;
}
