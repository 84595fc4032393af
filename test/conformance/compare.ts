/**
 * Compares with real Django by hand: one project with every version here, or many generated ones.
 *   npm run conformance -- DIRECTORY SETTINGS_MODULE [ENV_FILE]
 *   npm run conformance -- --runs N [--seed S] [--django X]
 * ENV_FILE holds the variables that are set, as `heroku config -s` prints them; without it none is. N is the number of
 * generated projects for each version; X is one version ("5.2", "newest").
 */
import { parseArgs } from "node:util";
import { compare, readVariables, readVenvs, removeTemporary, type Venv } from "./django";
import { runByHand } from "./generator/byHand";

const usage = `usage: npm run conformance -- DIRECTORY SETTINGS_MODULE [ENV_FILE]
       npm run conformance -- --runs N [--seed S] [--django X]`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const { values: options, positionals } = parseArgs({
  args: process.argv.slice(2),
  allowPositionals: true,
  options: { runs: { type: "string" }, seed: { type: "string" }, django: { type: "string" } },
});
const venvs = readVenvs().filter(
  ({ name, version }) => options.django === undefined || [name, version].includes(options.django),
);
if (venvs.length === 0) fail(`no Django ${options.django} here`);
for (const venv of venvs) {
  if (venv.version === undefined) console.log(`Django ${venv.name}: skipped: needs ${venv.needs}`);
  else if (!(options.runs === undefined ? await compareOne(venv) : await compareMany(venv, options.runs)))
    process.exitCode = 1;
}
removeTemporary();

/** Compares the project of the command line; true if it is the same. */
async function compareOne(venv: Venv): Promise<boolean> {
  const [directory, settings, file] = positionals;
  if (directory === undefined || settings === undefined) fail(usage);
  const variables = file === undefined ? {} : readVariables(file);
  const different = await compare(venv, { directory, settings }, variables, ["--django", venv.version!]);
  console.log(`Django ${venv.version}: ${different.length === 0 ? "the same" : "different"}`);
  for (const difference of different) console.log(`  ${difference}`);
  return different.length === 0;
}

/** Compares generated projects; true if all are the same. */
function compareMany(venv: Venv, runs: string): Promise<boolean> {
  const count = Number(runs);
  const seed = Number(options.seed ?? "1");
  if (positionals.length > 0 || !Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed))
    fail(usage);
  return runByHand(venv, seed, count);
}
