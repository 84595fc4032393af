/** Generated projects by number: the same seed and number always give the same project. */
import fc from "fast-check";
import type { DjangoVersion } from "../../../server/src/project/project";
import { type GeneratedProject, projects } from "./project";

/** The nth project of a seed for a version of Django. */
export interface Numbered {
  readonly version: DjangoVersion;
  readonly seed: number;
  readonly n: number;
}

const grammars = new Map<DjangoVersion, fc.Arbitrary<GeneratedProject>>();

function grammarFor(version: DjangoVersion): fc.Arbitrary<GeneratedProject> {
  let grammar = grammars.get(version);
  if (grammar === undefined) {
    grammar = projects(version);
    grammars.set(version, grammar);
  }
  return grammar;
}

/** fast-check's parameters for one project. */
const parameters = ({ seed, n }: Numbered) => ({ seed: Math.imul(seed, 0x9e3779b1) + n, numRuns: 1 });

export function generate(which: Numbered): GeneratedProject {
  let generated: GeneratedProject | undefined;
  const note = fc.property(grammarFor(which.version), (project) => {
    generated = project;
  });
  fc.check(note, parameters(which));
  return generated!;
}

/**
 * The smallest project found that `fails` still, going out from a generated one; undefined if that one does not fail.
 * @param limit milliseconds after which the smallest so far is good enough
 */
export async function shrink(
  which: Numbered,
  fails: (project: GeneratedProject) => Promise<boolean>,
  limit: number,
): Promise<GeneratedProject | undefined> {
  let smallest: GeneratedProject | undefined;
  const end = Date.now() + limit;
  const property = fc.asyncProperty(grammarFor(which.version), async (project) => {
    if (Date.now() > end || !(await fails(project))) return true;
    smallest = project;
    return false;
  });
  await fc.check(property, parameters(which));
  return smallest;
}
