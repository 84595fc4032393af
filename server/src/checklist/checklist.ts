import type { ProjectReport, ReportedVerdict } from "../report";
import type { Location } from "../syntax/text";
import type { AutomaticItem, ChecklistContext, Item } from "./item";
import { ITEMS } from "./items";

/** Where an item stands, before what people answered. */
export interface ItemResult {
  readonly item: Item;
  readonly state: "ok" | "problem" | "unknown" | "found" | "open" | "not-applicable";
  /** Why, in one sentence. */
  readonly detail: string;
  readonly at?: Location;
}

export interface ChecklistSectionResult {
  readonly title: string;
  readonly items: readonly ItemResult[];
}

/** The production checklist of a project by section. */
export function checklist({ project, settings, verdicts }: ProjectReport): readonly ChecklistSectionResult[] {
  const context: ChecklistContext = { project, settings, verdicts };
  const sections = new Map<string, ItemResult[]>();
  for (const item of ITEMS) {
    const section = sections.get(item.section) ?? [];
    sections.set(item.section, section);
    section.push(resultOf(item, context));
  }
  return [...sections].map(([title, items]) => ({ title, items }));
}

function resultOf(item: Item, context: ChecklistContext): ItemResult {
  switch (item.kind) {
    case "automatic":
      return automatic(item, context);
    case "evidence": {
      const evidence = item.find(context);
      if (evidence === undefined) return { item, state: "open", detail: item.missing };
      return { item, state: "found", detail: evidence.detail, at: evidence.at };
    }
    case "manual":
      return { item, state: "open", detail: "Only you know." };
  }
}

function automatic(item: AutomaticItem, { verdicts }: ChecklistContext): ItemResult {
  const mine = verdicts.filter(({ rule }) => item.rules.includes(rule));
  // Notes do not spoil an item; a suppressed finding is somebody's decision.
  const problem = mine.find(
    ({ verdict, suppressed, severity }) =>
      verdict.state === "violated" && !suppressed && severity !== "info" && severity !== "hint",
  );
  if (problem !== undefined) {
    return { item, state: "problem", detail: problem.verdict.message ?? "", at: problem.verdict.at };
  }
  const unsure = mine.find((reported) => isUnsure(reported));
  if (unsure !== undefined) {
    const { verdict } = unsure;
    return {
      item,
      state: "unknown",
      detail: `Not decided: ${"reason" in verdict ? verdict.reason : "a value is not known"}.`,
      at: verdict.at,
    };
  }
  const satisfied = mine.filter(({ verdict }) => verdict.state !== "not-applicable");
  if (satisfied.length === 0) {
    const [first] = mine;
    const reason = first !== undefined && "reason" in first.verdict ? first.verdict.reason : undefined;
    return {
      item,
      state: "not-applicable",
      detail: reason === undefined ? "Not for this project." : sentence(reason),
    };
  }
  const dependent = satisfied.find(({ verdict }) => verdict.state === "undecided");
  const detail =
    dependent !== undefined && dependent.verdict.when !== undefined
      ? `${item.done} It stays so unless ${dependent.verdict.when}.`
      : item.done;
  return {
    item,
    state: "ok",
    detail,
    at: satisfied.find(({ verdict }) => verdict.at !== undefined)?.verdict.at,
  };
}

/** Undecided, and not settled where the variables it depends on are missing. */
function isUnsure({ verdict }: ReportedVerdict): boolean {
  return (
    verdict.state === "undecided" &&
    verdict.whenMissing !== "satisfied" &&
    verdict.whenMissing !== "not-applicable"
  );
}

function sentence(reason: string): string {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
