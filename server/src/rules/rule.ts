import type { FileChange } from "../edits/edit";
import type { Project } from "../project/project";
import type { Answer, Judgement, Settings } from "../settings/settings";
import type { Snapshot } from "../snapshot";
import type { Location } from "../syntax/text";

/**
 * error: it breaks or exposes production. warning: it will, sooner or later. info: worth knowing. hint: taste.
 */
export type Severity = "error" | "warning" | "info" | "hint";

/**
 * safe: cannot break anything, part of fix-all. review: right, but changes behaviour, so a person looks at it first.
 * step: one step of a ramp that is climbed over weeks, or of a change that needs more than settings; never part of "all".
 */
export type FixSafety = "safe" | "review" | "step";

export interface RuleContext {
  readonly project: Project;
  readonly settings: Settings;
  readonly snapshot: Snapshot;
}

/** A rule's answer for one place. A rule that finds nothing wrong still answers, once. */
export type Verdict = Judgement & {
  /** What production gets and why that hurts, in one or two plain sentences. Needed when violated. */
  readonly message?: string;
  /** Where it stands. Needed when violated. */
  readonly at?: Location;
  /** The rest of the chain of lines that decided it. */
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
  /** Overrides the rule's severity. */
  readonly severity?: Severity;
  /** Set if this finding is a consequence of a finding of that rule, which is shown instead. */
  readonly coveredBy?: string;
};

/** A verdict that is violated, with what a fix needs. */
export type Finding = Verdict & {
  readonly state: "violated";
  readonly message: string;
  readonly at: Location;
};

export interface Fix {
  /** What the fix does, as an order: "Add WhiteNoise after SecurityMiddleware". */
  readonly title: string | ((context: RuleContext, finding: Finding) => string);
  readonly safety: FixSafety;
  /** True for the one unambiguous fix of a rule, which the editor may apply at a key press. */
  readonly preferred?: boolean;
  /**
   * The changes, computed against the texts of `context.snapshot`; undefined where the fix does not apply. The caller
   * applies all or none of them.
   */
  edits(context: RuleContext, finding: Finding): readonly FileChange[] | undefined;
}

/** Files of an example by path. A string alone is the production settings module, `mysite/settings.py`. */
export type ExampleFiles = string | Readonly<Record<string, string>>;

export interface RuleExamples {
  /** Each is reported by the rule; `fixed` is what the first applicable fix makes of it. */
  readonly bad: readonly { readonly code: ExampleFiles; readonly fixed?: ExampleFiles }[];
  /** The rule is silent on each. At least one has a value that is unknown or comes from a variable. */
  readonly good: readonly ExampleFiles[];
}

/** What rules are about; each group is a directory. */
export type RuleGroup =
  | "caching"
  | "config"
  | "database"
  | "dependencies"
  | "docker"
  | "email"
  | "heroku"
  | "logging"
  | "middleware"
  | "observability"
  | "process"
  | "project"
  | "security"
  | "static"
  | "upgrade";

export interface Rule {
  /** kebab-case, stable for ever: the diagnostic's code and the name of its page. */
  readonly id: string;
  readonly group: RuleGroup;
  readonly severity: Severity;
  /** Django's own check ids that the rule covers. */
  readonly djangoIds?: readonly string[];
  /** One line, without a full stop: "DEBUG is on in production". */
  readonly summary: string;
  readonly docs: {
    readonly why: string;
    readonly how: string;
    /** Official pages, the most useful first. */
    readonly references: readonly string[];
  };
  readonly examples: RuleExamples;
  /** Answers for one project. An exception is caught by the caller and stops this rule only. */
  check(context: RuleContext): Verdict | readonly Verdict[];
  readonly fixes?: readonly Fix[];
}

export function defineRule(rule: Rule): Rule {
  return rule;
}

export type { Answer };
