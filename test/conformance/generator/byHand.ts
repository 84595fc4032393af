/** Many generated projects, run by hand: progress, throughput, coverage and the first disagreements. */
import type { Venv } from "../django";
import { explainDisagreement, runSuite } from "./suite";

/** Projects between two lines of progress. */
const STEP = 500;
/** Disagreements that are shrunk and printed, and the milliseconds for each. */
const SHOWN = 5;
const SHRINKING = 60_000;

/** Prints what it finds; true if every answer of the evaluator is Django's. */
export async function runByHand(venv: Venv, seed: number, count: number): Promise<boolean> {
  const start = Date.now();
  const rate = (done: number) => `${Math.round((1000 * done) / (Date.now() - start))} a second`;
  const result = await runSuite({
    venv,
    seed,
    count,
    onProgress: (done, disagreeing) => {
      if (done % STEP !== 0) return;
      const memory = Math.round(process.memoryUsage.rss() / 1e6);
      console.log(
        `Django ${venv.version}: ${done} of ${count}, ${disagreeing} disagree, ${rate(done)}, ${memory} MB`,
      );
    },
  });
  const { disagreeing, values, undecidedValues, checks, undecidedChecks, coverage } = result;
  console.log(`Django ${venv.version}: ${coverage.table()}`);
  console.log(
    `Django ${venv.version}: ${count} projects of seed ${seed}, ${rate(count)}: ${disagreeing} disagree; ` +
      `${values} values (${undecidedValues} not decided), ${checks} checks (${undecidedChecks} not decided)`,
  );
  for (const disagreement of result.disagreements.slice(0, SHOWN))
    console.log(`\n${await explainDisagreement(venv, disagreement, SHRINKING)}`);
  return disagreeing === 0;
}
