import { Memory } from "../memory";
import type { ProjectReport, ReportedVerdict, Suppression } from "../report";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";
import type { AutomaticItem, ChecklistContext, EvidenceItem, Item } from "./item";
import { SECTIONS } from "./items";

export type ItemState = "ok" | "problem" | "unknown" | "found" | "open" | "not-applicable";

/** Where an item stands, before what people answered. */
export interface ItemResult {
  readonly item: Item;
  readonly state: ItemState;
  /** Why, in one sentence. */
  readonly detail: string;
  readonly at?: Location;
  /** The answer of a rule that decided it, by `ReportedVerdict.id`: its fixes are the item's. */
  readonly verdict?: string;
}

export interface ChecklistSectionResult {
  readonly title: string;
  readonly items: readonly ItemResult[];
}

/**
 * The production checklist of a project by section.
 * @param snapshot the one that the report was made from
 */
export function checklist(
  report: ProjectReport,
  snapshot: Snapshot,
  memory: Memory = new Memory(),
): readonly ChecklistSectionResult[] {
  const context = contextOf(report, snapshot, memory);
  return SECTIONS.map(({ title, items }) => ({
    title,
    items: items.map((item) => resultOf(item, context)),
  }));
}

function contextOf(
  { project, settings, startup, verdicts }: ProjectReport,
  snapshot: Snapshot,
  memory: Memory,
): ChecklistContext {
  const byRule = new Map<string, ReportedVerdict[]>();
  for (const reported of verdicts) {
    const same = byRule.get(reported.rule);
    if (same === undefined) byRule.set(reported.rule, [reported]);
    else same.push(reported);
  }
  // Whether what was found last time still holds takes a look at all files that were read: once for all items.
  const recalled = new Map<string, unknown>();
  return {
    project,
    settings,
    startup,
    snapshot,
    verdictsOf: (rule) => byRule.get(rule) ?? [],
    recall<T>(key: string, compute: (snapshot: Snapshot) => T): T {
      if (!recalled.has(key))
        recalled.set(
          key,
          memory.recall(`checklist: ${key} of ${project.root}`, [project], snapshot, compute),
        );
      return recalled.get(key) as T;
    },
  };
}

function resultOf(item: Item, context: ChecklistContext): ItemResult {
  const unsuited = item.unsuited?.(context);
  if (unsuited !== undefined) return { item, state: "not-applicable", detail: sentence(unsuited) };
  switch (item.kind) {
    case "automatic":
      return automatic(item, context);
    case "evidence":
      return evidence(item, context);
    case "manual":
      return { item, state: "open", detail: "Only you know." };
  }
}

function evidence(item: EvidenceItem, context: ChecklistContext): ItemResult {
  const finding = findingOf(item, verdictsOf(item, context));
  if (finding !== undefined) return finding;
  const found = item.find(context);
  const { missing } = item;
  if (found === undefined)
    return { item, state: "open", detail: typeof missing === "string" ? missing : missing(context) };
  return { item, state: found.done === false ? "open" : "found", detail: found.detail, at: found.at };
}

function automatic(item: AutomaticItem, context: ChecklistContext): ItemResult {
  const mine = verdictsOf(item, context);
  const finding = findingOf(item, mine);
  if (finding?.state === "problem") return finding;
  const decision = item.decide?.(context);
  if (decision?.state === "problem") return { item, ...decision };
  if (finding !== undefined) return finding;
  const unsure = mine.find((reported) => isUnsure(reported));
  if (unsure !== undefined && decision?.state !== "open") {
    const { id, verdict } = unsure;
    return {
      item,
      state: "unknown",
      detail: `Not decided: ${"reason" in verdict ? verdict.reason : "a value is not known"}.`,
      at: verdict.at,
      verdict: id,
    };
  }
  if (decision !== undefined) return { item, ...decision };
  const accepted = acceptedBy(item, mine);
  if (accepted !== undefined) return accepted;
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

function verdictsOf({ rules = [] }: AutomaticItem | EvidenceItem, { verdictsOf }: ChecklistContext) {
  return rules.flatMap((rule) => verdictsOf(rule));
}

const ADVICE: ReadonlySet<string> = new Set(["info", "hint"]);

/** The worst finding of an item's rules: advice leaves it open. A suppressed finding is somebody's decision. */
function findingOf(item: Item, verdicts: readonly ReportedVerdict[]): ItemResult | undefined {
  const findings = verdicts.filter(({ verdict, suppressed }) => verdict.state === "violated" && !suppressed);
  const problem =
    findings.find(({ severity }) => severity === "error") ??
    findings.find(({ severity }) => !ADVICE.has(severity));
  const worst = problem ?? findings[0];
  if (worst === undefined) return undefined;
  const { id, verdict } = worst;
  return {
    item,
    state: problem === undefined ? "open" : "problem",
    detail: verdict.message ?? "",
    at: verdict.at,
    verdict: id,
  };
}

const DECISIONS: Readonly<Record<Suppression["by"], string>> = {
  comment: "a comment",
  configuration: "the configuration",
  SILENCED_SYSTEM_CHECKS: "SILENCED_SYSTEM_CHECKS",
};

/** Done as far as somebody decided not to see what was found: the item says who, and what. */
function acceptedBy(item: Item, verdicts: readonly ReportedVerdict[]): ItemResult | undefined {
  const found = verdicts.find(({ suppression, severity }) => suppression && !ADVICE.has(severity));
  if (found?.suppression === undefined) return undefined;
  const { suppression, verdict } = found;
  const reason = suppression.by !== "SILENCED_SYSTEM_CHECKS" && suppression.reason;
  return {
    item,
    state: "ok",
    detail: `Ignored by ${DECISIONS[suppression.by]}${reason ? ` (${reason})` : ""}: ${verdict.message}`,
    at: suppression.at,
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
  // Names of modules and files stay as they are.
  const isName = /^\w+[._/]\w/.test(reason);
  const text = isName ? reason : reason.charAt(0).toUpperCase() + reason.slice(1);
  return text.endsWith(".") ? text : `${text}.`;
}
