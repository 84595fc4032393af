/** Generated settings modules: values, start-up and checks are what real Django makes of them. */
import { describe, expect, test } from "vitest";
import { readVenvs } from "./django";
import { explainDisagreement, runSuite, type SuiteResult } from "./generator/suite";

const SEED = 1;
const COUNT = 600;
/** Disagreements that are shrunk and printed, and the time for each. */
const SHOWN = 3;
const SHRINKING = 20_000;

for (const venv of readVenvs()) {
  const skipped = venv.needs === undefined ? "" : ` (skipped: needs ${venv.needs})`;
  describe.skipIf(venv.needs)(`Django ${venv.name}${skipped}`, () => {
    let result: SuiteResult;

    test(`${COUNT} projects agree`, async () => {
      result = await runSuite({ venv, seed: SEED, count: COUNT });
      const { disagreements, disagreeing, values, checks, undecidedValues, undecidedChecks } = result;
      const explained = [];
      for (const disagreement of disagreements.slice(0, SHOWN)) {
        explained.push(await explainDisagreement(venv, disagreement, SHRINKING));
      }
      expect(disagreeing, explained.join("\n\n")).toBe(0);
      expect(undecidedValues / values).toBeLessThanOrEqual(0.01);
      expect(undecidedChecks / checks).toBeLessThanOrEqual(0.01);
    });

    test("every construct and every check has its share", () => {
      console.log(`Django ${venv.version}: ${result.coverage.table()}`);
      expect(result.coverage.gaps()).toEqual([]);
    });
  });
}
