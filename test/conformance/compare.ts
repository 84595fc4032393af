/**
 * Compares one project with every real Django here, by hand:
 *   npm run conformance -- DIRECTORY SETTINGS_MODULE [ENV_FILE]
 * ENV_FILE holds the variables that are set, as `heroku config -s` prints them; without it none is.
 */
import { compare, readVariables, readVenvs, removeTemporary } from "./django";

const [directory, settings, file] = process.argv.slice(2);
if (directory === undefined || settings === undefined) {
  console.error("usage: npm run conformance -- DIRECTORY SETTINGS_MODULE [ENV_FILE]");
  process.exit(2);
}
const variables = file === undefined ? {} : readVariables(file);
for (const venv of readVenvs()) {
  if (venv.version === undefined) {
    console.log(`Django ${venv.name}: skipped: needs ${venv.needs}`);
    continue;
  }
  const different = await compare(venv, { directory, settings }, variables, ["--django", venv.version]);
  console.log(`Django ${venv.version}: ${different.length === 0 ? "the same" : "different"}`);
  for (const difference of different) console.log(`  ${difference}`);
  if (different.length > 0) process.exitCode = 1;
}
removeTemporary();
