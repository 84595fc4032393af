import type { DjangoVersion } from "../../server/src/project/project";
import { display } from "../../server/src/settings/display";
import type { Evaluation } from "../../server/src/settings/evaluate";
import { evaluate } from "../../server/src/settings/evaluate";
import { memorySnapshot } from "./memorySnapshot";

export interface EvaluationInput {
  /** The settings module `site.settings`, or several files of which `site/settings.py` is the one. */
  readonly code: string | Readonly<Record<string, string>>;
  /** The variables of a closed environment; without it the environment is open. */
  readonly env?: Readonly<Record<string, string>>;
  readonly version?: DjangoVersion;
}

/** Evaluates a settings module in memory. */
export function evaluation({ code, env, version = "5.2" }: EvaluationInput): Evaluation {
  const files = typeof code === "string" ? { "site/settings.py": code } : code;
  return evaluate({
    snapshot: memorySnapshot({ "site/__init__.py": "", ...files }),
    importRoot: "",
    module: { name: "site.settings", path: "site/settings.py" },
    choice: "the test names it",
    environment: {
      variables: new Map(Object.entries(env ?? {}).map(([name, value]) => [name, { value, source: "test" }])),
      closed: env !== undefined,
    },
    version,
  });
}

/** The values of a name as text, each with its condition after "if". */
export function values(input: EvaluationInput, name = "X"): string[] {
  return evaluation(input)
    .settings.readings(name)
    .map(({ value, when }) => display(value, "", 300) + (when === undefined ? "" : ` if ${when}`));
}
