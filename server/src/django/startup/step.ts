/** One thing that Django does when it starts, as far as settings decide whether it raises. */
import type { DjangoVersion } from "../../project/project";
import type { Plain } from "../../settings/plain";
import type { CheckContext } from "../checks/check";
import type { Python } from "../python";

export interface StartupStep {
  /** First version that does it. */
  readonly since?: DjangoVersion;
  /** First version that does not. */
  readonly until?: DjangoVersion;
  /** What it reads, in the order of the values that `run` gets. */
  readonly settings: readonly string[];
  /** The setting that an exception is about. */
  readonly about: string;
  /** Throws `Raised` where Django raises. */
  run(python: Python, values: readonly Plain[], context: CheckContext): void;
}
