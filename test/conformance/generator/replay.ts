/** Generated projects with real Django's answers kept in a file: asked once, compared with many versions of the evaluator. */
import { createWriteStream, readFileSync } from "node:fs";
import type { DjangoVersion } from "../../../server/src/project/project";
import type { Venv } from "../django";
import { compareProject } from "./comparison";
import { generate } from "./generate";
import type { GeneratedProject } from "./project";
import { type RealAnswer, RealDjango } from "./realDjango";
import { faults } from "./suite";

interface Recorded {
  readonly version: DjangoVersion;
  readonly project: GeneratedProject;
  readonly answer: RealAnswer;
}

/** Writes the first `count` projects of a seed to a file, a line for each, with what real Django says. */
export async function record(venv: Venv, seed: number, count: number, file: string): Promise<void> {
  const version = venv.version as DjangoVersion;
  const out = createWriteStream(file);
  const django = new RealDjango(venv);
  const projects = Array.from({ length: count }, (_, n) => generate({ version, seed, n }));
  for await (const [project, answer] of django.askAll(projects)) {
    out.write(`${JSON.stringify({ version, project, answer } satisfies Recorded)}\n`);
  }
  await django.stop();
  await new Promise((resolve) => out.end(resolve));
}

/** The number and the first fault of the first recorded project on which the evaluator differs; undefined if none does. */
export function replay(file: string): { readonly n: number; readonly fault: string } | undefined {
  for (const [n, line] of readFileSync(file, "utf8").trimEnd().split("\n").entries()) {
    const { version, project, answer } = JSON.parse(line) as Recorded;
    let fault: string | undefined;
    try {
      [fault] = faults(project, compareProject(project, answer, version));
    } catch (error) {
      fault = `an exception: ${error}`;
    }
    if (fault !== undefined) return { n, fault };
  }
  return undefined;
}
