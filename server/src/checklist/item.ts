/** The production checklist: what its items are made of. */
import type { Project } from "../project/project";
import type { ReportedVerdict } from "../report";
import type { Settings, Startup } from "../settings/settings";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";

/** What items are decided from. */
export interface ChecklistContext {
  readonly project: Project;
  readonly settings: Settings;
  /** Whether production's settings load. */
  readonly startup: Startup;
  /** The answers of one rule. */
  verdictsOf(rule: string): readonly ReportedVerdict[];
  readonly snapshot: Snapshot;
  /**
   * What `compute` finds in files, kept until one of those that it read changes. It must depend on nothing but the project
   * and the snapshot that it is given.
   * @param key names the question, for all items that ask it: "routes", "templates"
   */
  recall<T>(key: string, compute: (snapshot: Snapshot) => T): T;
}

/** What the repository suggests, and where. */
export interface Evidence {
  /** One sentence that names the file. */
  readonly detail: string;
  readonly at?: Location;
  /** False if the files show that it is not done yet. */
  readonly done?: false;
}

/** What the files decide beside the rules. */
export interface Decision {
  readonly state: "ok" | "problem" | "open" | "unknown";
  /** One sentence. */
  readonly detail: string;
  readonly at?: Location;
}

interface Base {
  /** Stable for ever: the key of an answer in `.preflight/checklist.json`. */
  readonly id: string;
  /** What holds when it is done: "DEBUG is off". */
  readonly title: string;
  /** One sentence. */
  readonly why: string;
  readonly link: string;
  /** What people search for: names of settings, services, and what it was called formerly. */
  readonly keywords?: readonly string[];
  /** Why the item is not meant for this project ("the project has no workers"); undefined if it is. */
  unsuited?(context: ChecklistContext): string | undefined;
}

/**
 * The files decide. It is a problem if a rule is violated with a warning or an error, open if one only advises, done if all
 * are satisfied or do not apply.
 */
export interface AutomaticItem extends Base {
  readonly kind: "automatic";
  readonly rules: readonly string[];
  /** What no rule judges; a rule's finding comes before it. Undefined if it has nothing to say. */
  decide?(context: ChecklistContext): Decision | undefined;
  /** What to say when all is well. */
  readonly done: string;
}

/** The files suggest that it is done; a person confirms. */
export interface EvidenceItem extends Base {
  readonly kind: "evidence";
  find(context: ChecklistContext): Evidence | undefined;
  /** What to say when nothing was found. */
  readonly missing: string | ((context: ChecklistContext) => string);
  /** Rules whose findings say that it is not done, whatever else was found. */
  readonly rules?: readonly string[];
}

/** Only a person knows. */
export interface ManualItem extends Base {
  readonly kind: "manual";
}

export type Item = AutomaticItem | EvidenceItem | ManualItem;

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}
