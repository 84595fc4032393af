/** Hand-written settings modules: every value and every check is what real Django makes of them. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closedEnvironment } from "../../server/src/cli/envFile";
import { explainJson, projectJson } from "../../server/src/cli/json";
import type { DjangoVersion } from "../../server/src/project/project";
import { withPreflight } from "../support/preflight";
import { differences, readVenvs, removeTemporary, type Venv } from "./django";
import { isUndecidable } from "./undecidable";
import { type Answer, askDjango, outcome, type Question, readCases, valueDifferences } from "./values";

afterAll(removeTemporary);

const questions: readonly Question[] = readCases().flatMap(({ environments, ...one }) =>
  environments.map((environment) => ({
    ...one,
    id: `${one.name} ${JSON.stringify(environment)}`,
    environment,
  })),
);

for (const venv of readVenvs()) {
  const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;
  describe.skipIf(venv.needs)(`Django ${venv.name}${skipped}`, () => {
    let django: ReadonlyMap<string, Answer>;
    beforeAll(async () => {
      django = await askDjango(venv, questions);
    });

    test.for(questions.map((question) => [question.id, question] as const))("%s", async ([, question]) => {
      expect(await compareCase(venv, question, django.get(question.id)!)).toEqual([]);
    });
  });
}

/** Every way in which our answer to a case differs from Django's. */
function compareCase(venv: Venv, question: Question, django: Answer): Promise<string[]> {
  const configuration = {
    environment: closedEnvironment(new Map(Object.entries(question.environment)), "the case"),
    django: venv.version as DjangoVersion,
  };
  return withPreflight(question.directory, configuration, async (service) => {
    const { projects } = await service.check();
    const [report] = projects;
    if (report === undefined) return ["found no project"];
    const settings = await Promise.all(report.settings.names.map((name) => service.explain(report, name)));
    const [checked, explained] = await service.use((_, snapshot) => [
      projectJson(report, snapshot),
      explainJson(report, settings, snapshot),
    ]);
    const site = { directory: question.directory, settings: question.module };
    const out = differences(outcome(django), site, { projects: [checked] }, configuration.django).filter(
      (difference) => !isUndecidable(question.name, difference),
    );
    if (django.values !== undefined) {
      const ours = Object.entries(explained.values).filter(([, { defined }]) => defined);
      const values = Object.fromEntries(ours.map(([name, { value }]) => [name, value]));
      out.push(...valueDifferences(django.values, values, question.unknown, django.defaults));
    }
    return out;
  });
}
