/** What one of Django's own system checks looks at and what it reports. */
import type { DjangoVersion } from "../../project/project";
import type { Plain } from "../../settings/plain";
import type { Codebase } from "../codebase";
import type { Python } from "../python";

/** What a check may look at beside settings. */
export interface CheckContext {
  readonly version: DjangoVersion;
  readonly codebase: Codebase;
}

/** One check function of Django, as far as settings decide it. */
export interface DjangoCheck {
  /** Dotted name of the function: "django.core.checks.security.base.check_sts". */
  readonly function: string;
  /** Every id that it may report and that is told here. */
  readonly ids: readonly string[];
  /** First version that has the check. */
  readonly since?: DjangoVersion;
  /** First version without it. */
  readonly until?: DjangoVersion;
  /** The settings it reads, in the order of the values that `run` gets. */
  readonly settings: readonly string[];
  /** The ids it reports, as Django's code comes to them. Throws `Raised` where that raises. */
  run(python: Python, values: readonly Plain[], context: CheckContext): readonly string[];
}
