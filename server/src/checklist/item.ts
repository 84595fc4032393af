/** The production checklist: what its items are made of. */
import type { Project } from "../project/project";
import type { ReportedVerdict } from "../report";
import type { Settings } from "../settings/settings";
import type { Location } from "../syntax/text";

export interface ChecklistContext {
  readonly project: Project;
  readonly settings: Settings;
  readonly verdicts: readonly ReportedVerdict[];
}

/** What the repository suggests, and where. */
export interface Evidence {
  readonly detail: string;
  readonly at?: Location;
}

interface Base {
  /** Stable for ever: the key of an answer in `.preflight/checklist.json`. */
  readonly id: string;
  readonly section: string;
  readonly title: string;
  /** Other words that people look for it under. */
  readonly keywords?: readonly string[];
  /** One sentence. */
  readonly why: string;
  readonly link: string;
}

/** Rules decide: it is a problem if one of them is violated, done if all are satisfied or do not apply. */
export interface AutomaticItem extends Base {
  readonly kind: "automatic";
  readonly rules: readonly string[];
  /** What to say when all is well. */
  readonly done: string;
}

/** The files suggest that it is done; a person confirms. */
export interface EvidenceItem extends Base {
  readonly kind: "evidence";
  find(context: ChecklistContext): Evidence | undefined;
  /** What to say when nothing was found. */
  readonly missing: string;
}

/** Only a person knows. */
export interface ManualItem extends Base {
  readonly kind: "manual";
}

export type Item = AutomaticItem | EvidenceItem | ManualItem;
