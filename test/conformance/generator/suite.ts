/** Runs generated projects through real Django and the evaluator. */
import type { DjangoVersion } from "../../../server/src/project/project";
import type { Venv } from "../django";
import { type Comparison, compareProject } from "./comparison";
import { Coverage } from "./coverage";
import { generate, type Numbered, shrink } from "./generate";
import { LIMITS } from "./limits";
import type { GeneratedProject } from "./project";
import { RealDjango } from "./realDjango";

export interface SuiteOptions {
  readonly venv: Venv;
  readonly seed: number;
  readonly count: number;
  /** Processes of real Django at a time. */
  readonly processes?: number;
  /** Told after every project. */
  readonly onProgress?: (done: number, disagreeing: number) => void;
}

export interface Disagreement {
  readonly which: Numbered;
  readonly differences: readonly string[];
}

export interface SuiteResult {
  /** The first of them. */
  readonly disagreements: readonly Disagreement[];
  readonly disagreeing: number;
  readonly coverage: Coverage;
  readonly values: number;
  readonly checks: number;
  readonly undecidedValues: number;
  readonly undecidedChecks: number;
}

/** Disagreements beyond these are counted only. */
const KEPT = 20;

/** What may not be in an answer: wrong claims, and open ones where nothing in the project is a known limit. */
export function faults({ labels }: GeneratedProject, { wrong, undecided }: Comparison): readonly string[] {
  return labels.some((label) => label in LIMITS) ? wrong : [...wrong, ...undecided];
}

export async function runSuite(options: SuiteOptions): Promise<SuiteResult> {
  const { venv, seed, count, processes = 2, onProgress } = options;
  const version = venv.version as DjangoVersion;
  const coverage = new Coverage(version);
  const disagreements: Disagreement[] = [];
  const totals = { disagreeing: 0, values: 0, checks: 0, undecidedValues: 0, undecidedChecks: 0 };
  let next = 0;
  let done = 0;

  const work = async () => {
    const django = new RealDjango(venv);
    const numbers = new Map<GeneratedProject, Numbered>();
    function* projects() {
      while (next < count) {
        const which = { version, seed, n: next++ };
        const project = generate(which);
        numbers.set(project, which);
        yield project;
      }
    }
    for await (const [project, answer] of django.askAll(projects())) {
      const comparison = compareProject(project, answer, version);
      const which = numbers.get(project)!;
      numbers.delete(project);
      coverage.note(project, comparison);
      for (const key of ["values", "checks", "undecidedValues", "undecidedChecks"] as const)
        totals[key] += comparison[key];
      const differences = faults(project, comparison);
      if (differences.length > 0) {
        totals.disagreeing++;
        if (disagreements.length < KEPT) disagreements.push({ which, differences });
      }
      onProgress?.(++done, totals.disagreeing);
    }
    await django.stop();
  };
  await Promise.all(Array.from({ length: processes }, work));
  return { ...totals, disagreements, coverage };
}

/** The smallest project with a disagreement of the same kind, its environment and the difference, to print. */
export async function explainDisagreement(
  venv: Venv,
  { which, differences }: Disagreement,
  limit: number,
): Promise<string> {
  const django = new RealDjango(venv);
  const kindOf = (difference: string) => difference.split(":")[0]!.replace(/^EXTRA\w*$/, "EXTRA");
  const kind = kindOf(differences[0]!);
  const compare = async (project: GeneratedProject) =>
    faults(project, compareProject(project, await django.ask(project), which.version));
  const small =
    (await shrink(
      which,
      async (project) => (await compare(project)).some((one) => kindOf(one) === kind),
      limit,
    )) ?? generate(which);
  const left = await compare(small);
  await django.stop();
  const files = Object.entries(small.files)
    .filter(([path, text]) => text !== "" && /settings|config/.test(path))
    .map(([path, text]) => `# ---- ${path}\n${text.trimEnd()}`);
  return [
    `Project ${which.n} of seed ${which.seed}, Django ${which.version}:`,
    ...left.map((difference) => `  ${difference}`),
    `Environment: ${JSON.stringify(small.environment)}`,
    ...files,
  ].join("\n");
}
