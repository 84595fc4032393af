/** The result of one analysis: what the editor, the command line and the checklist show. */
import type { ConfigurationProblem } from "./config/read";
import type { FileChange } from "./edits/edit";
import type { Project } from "./project/project";
import type { FixSafety, Severity, Verdict } from "./rules/rule";
import type { Settings, Startup } from "./settings/settings";
import type { Location } from "./syntax/text";

/** The state of one of Django's own system checks. */
export interface CheckResult {
  /** "security.W004" */
  readonly id: string;
  /** "raises": the check itself ends with an exception, and the command with it; `reason` is the exception. */
  readonly state: "reported" | "clear" | "raises" | "undecided" | "not-applicable";
  /** True if SILENCED_SYSTEM_CHECKS names it. */
  readonly silenced: boolean;
  readonly reason?: string;
  readonly when?: string;
}

/** A fix that applies to a finding, planned on the snapshot that the report was made from. */
export interface OfferedFix {
  readonly title: string;
  readonly safety: FixSafety;
  readonly preferred: boolean;
  readonly changes: readonly FileChange[];
}

/** What takes a finding away: somebody's decision. */
export interface Suppression {
  readonly by: "comment" | "configuration" | "SILENCED_SYSTEM_CHECKS";
  /** Where it stands. */
  readonly at: Location;
  /** Why, in the words of who decided. */
  readonly reason: string | undefined;
}

export interface ReportedVerdict {
  /** Distinguishes several verdicts of one rule: "debug-true", "wsgi-module-not-found:2". */
  readonly id: string;
  readonly rule: string;
  readonly djangoIds: readonly string[];
  /** Its place is on one line. */
  readonly verdict: Verdict;
  /** All that the finding is about, maybe over several lines: where its fixes are offered. */
  readonly scope: Location | undefined;
  readonly severity: Severity;
  /** True for findings: violated, not covered by another, not suppressed. */
  readonly shown: boolean;
  readonly coveredBy?: string;
  readonly suppressed: boolean;
  /** Set if it is suppressed. */
  readonly suppression?: Suppression;
  /** Only for violated verdicts; computed when they are asked for. */
  readonly fixes: readonly OfferedFix[];
}

export interface ProjectReport {
  readonly project: Project;
  readonly settings: Settings;
  readonly startup: Startup;
  /** The modules that the settings are made of. */
  readonly files: readonly string[];
  /** The environment variables that they ask for by name. */
  readonly variables: ReadonlySet<string>;
  /** What Django's own checks say; found when it is asked for. Ask inside `Preflight.use`: they look at files of their own. */
  readonly checks: readonly CheckResult[];
  /** What is wrong with the configuration file. */
  readonly configurationProblems: readonly ConfigurationProblem[];
  readonly verdicts: readonly ReportedVerdict[];
}

export interface Report {
  readonly projects: readonly ProjectReport[];
}
