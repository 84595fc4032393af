/** What the layers above the evaluator see of it: the settings of one project in production. */
import type { Location } from "../syntax/text";
import type { Plain } from "./plain";

/** A rule's or a check's answer in one world. */
export type Answer =
  | {
      readonly state: "violated";
      /** Overrides the finding's message or place for this answer. */
      readonly message?: string;
      readonly at?: Location;
    }
  | { readonly state: "satisfied"; readonly reason?: string; readonly at?: Location }
  | { readonly state: "undecided"; readonly reason: string }
  | { readonly state: "not-applicable"; readonly reason: string };

/** The answers of all worlds put together. */
export type Judgement = Answer & {
  /**
   * The reading in which the answer holds, in words ("DJANGO_DEBUG is not set"); undefined if it holds in all worlds.
   */
  readonly when?: string;
  /** The answer where every variable that is not known is missing, if that decides it. */
  readonly whenMissing?: Answer["state"];
};

export interface JudgeOptions {
  /** Which worlds count: by default those where DEBUG is off, if there are any (a rule about DEBUG wants all). */
  readonly worlds?: "debug-off" | "all";
  /** Whether "violated where a variable is missing" is a violation of its own, with `when`; else it is undecided. */
  readonly missing?: "violated" | "undecided";
  /** Only worlds count in which this environment variable is set. */
  readonly given?: string;
}

/** One value a setting may have, and when. */
export interface Reading {
  readonly value: Plain;
  /** The condition in words; undefined if the value holds in every world. */
  readonly when?: string;
}

/** What a question comes to over all worlds. */
export interface Outcomes<T> {
  /** Each different answer, and its condition in words; undefined if it holds in every world. */
  readonly all: readonly { readonly outcome: T; readonly when?: string }[];
  /** What decides which answer holds, in words; undefined where there is only one. */
  readonly dependsOn: string | undefined;
}

/** Before the name of an environment variable, a name for `judge` and `outcomes`: its value as the settings leave it, or None. */
export const VARIABLE = "environment variable ";

/** Before the name of a setting, a name for `judge` and `outcomes`: whether the settings themselves set it, a bool. */
export const OVERRIDDEN = "whether the settings have ";

/**
 * Before the name of a function, a name for `judge` and `outcomes`: the keyword arguments of its last call, as a dict, or None
 * where it is not called. Known for the functions that the evaluator records: `sentry_sdk.init`.
 */
export const CALL = "call of ";

/** Stands for `names`, for `isAsIn`. */
export const NAMES = "names";

/** Stands for `variables`, for `isAsIn`. */
export const VARIABLES = "variables";

/** The values of a setting that depends on one environment variable, by whether that is set. */
export interface VariableReadings {
  readonly variable: string;
  /** Empty if production surely sets the variable, or does not start without it. */
  readonly unset: readonly Reading[];
  readonly set: readonly Reading[];
}

/** A line that had a part in a setting's value. */
export interface Step {
  readonly location: Location;
  readonly kind: "assigned" | "changed" | "imported" | "deleted";
  /** The condition in words, if the line runs only under one. */
  readonly when?: string;
}

export interface Settings {
  /** Names that the production module defines (upper-case ones only), in the order of their definition; always the same object. */
  readonly names: readonly string[];
  /** The environment variables that the settings ask for by name. */
  readonly variables: readonly string[];
  /** True where a name that is not in `names` may still be set by code that is not understood, with the reason. */
  readonly open: string | undefined;
  /** Whether the module sets `name` in some world. */
  defines(name: string): boolean;
  /** Every value that `name` may have, most likely first; Django's default where the module does not set it. */
  readings(name: string): readonly Reading[];
  /** The readings of a setting that depends on one environment variable and on nothing else; else undefined. */
  variableReadings(name: string): VariableReadings | undefined;
  /** What the values of all worlds that count (as in `judge`) share: the value, if it is the same; else open or unknown. */
  value(name: string, options?: Pick<JudgeOptions, "worlds">): Plain;
  /**
   * Asks a question about some settings in every world and puts the answers together. `question` gets one value for each
   * name: the setting's, or Django's default, or unknown; it must depend on nothing else.
   */
  judge(
    names: readonly string[],
    question: (...values: Plain[]) => Answer,
    options?: JudgeOptions,
  ): Judgement;
  /**
   * Every answer to a question about some settings in the worlds where they load; the same one is told once. `question` gets
   * values as for `judge`.
   */
  outcomes<T>(names: readonly string[], question: (...values: Plain[]) => T): Outcomes<T>;
  /** The lines that decided a setting, in the order they ran. Empty for a default. */
  history(name: string): readonly Step[];
  /** Where a finding about `name` sits: the value last written, or the end of the production module. */
  location(name: string): Location;
  /** The value expression last assigned to `name` as a whole (not changed by append and the like), if there is one. */
  assignment(name: string): Location | undefined;
  /** Where settings that are missing belong: the end of the production module. */
  readonly end: Location;
  /**
   * Whether a name (as for `judge`) has the same values under the same conditions as in an earlier evaluation, wherever they
   * stand; without a name, whether all is the same that all questions depend on.
   */
  isAsIn(before: Settings, name?: string): boolean;
}

/** Environment variables as the evaluator is told them. */
export interface Environment {
  /** Known variables. `value` undefined: it is set, but nobody knows to what. */
  readonly variables: ReadonlyMap<string, { readonly value?: string; readonly source: string }>;
  /** True if variables that are not listed are not set; false if they may be. */
  readonly closed: boolean;
  /** Of an open environment: variables that are not set. */
  readonly unset?: ReadonlySet<string>;
  /** Of an open environment: true if no variables are set beside those that are listed and Heroku's own. */
  readonly herokuOnly?: boolean;
  /** Of an open environment: true if it is staging or the like, so that nothing is taken to name production. */
  readonly notProduction?: boolean;
}

export type Startup =
  | { readonly state: "ok" }
  | {
      readonly state: "raises" | "may-raise";
      /** The exception's class and message, without values: `KeyError: 'SECRET_KEY'`. */
      readonly exception: string;
      readonly when?: string;
      readonly at?: Location;
    }
  /** The settings load; whether Django then raises this exception depends on what nobody knows. */
  | { readonly state: "undecided"; readonly exception: string; readonly reason: string }
  /** The settings are not followed to their end. */
  | { readonly state: "unknown"; readonly reason: string; readonly at?: Location };
