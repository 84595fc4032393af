// npm test: sets everything up, runs every layer of the tests, and ends with one line that counts them all.
//   node scripts/test.mjs [LAYER...]     without names: all of them
import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root, run } from "./lib/run.mjs";
import { installDependencies } from "./lib/setup.mjs";

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {readonly string[]} skipped what was skipped, and what it needs
 */

const node = process.execPath;

/** A layer that is one command: one test. @returns {() => Promise<Result>} */
const command =
  (...args) =>
  async () => {
    const { code } = await run(node, args);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] };
  };

/** A project of vitest.config.mts. @returns {() => Promise<Result>} */
const vitest = (project) => async () => {
  const report = path.join(root, ".cache/test", `${project}.json`);
  await mkdir(path.dirname(report), { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { code } = await run(node, [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--project",
    project,
    ...reporters,
  ]);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(await readFile(report, "utf8"));
  const skipped = testResults
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status !== "passed" && status !== "failed");
  return {
    passed: numPassedTests,
    // A file that does not load fails without any failed test in it.
    failed: Math.max(numFailedTests, code === 0 ? 0 : 1),
    skipped: skipped.map(({ fullName }) => fullName),
  };
};

/** The suites in VS Code, which count themselves. @returns {Promise<Result>} */
async function e2e() {
  // Their closing line looks like ours, of which there must be only one, so it is read here and not shown.
  const closing = /^e2e: (\d+) passed, (\d+) failed/m;
  const { code, output } = await run(node, ["test/e2e/run.mjs"], { hide: closing });
  const [, passed, failed] = closing.exec(output) ?? [];
  return {
    passed: Number(passed ?? 0),
    failed: Math.max(Number(failed ?? 0), code === 0 && passed !== undefined ? 0 : 1),
    skipped: [...output.matchAll(/^e2e: (skipped: .*)$/gm)].map(([, what]) => what),
  };
}

/** Every layer, the quick ones first. Those after "package" test what it made. */
const layers = {
  lint: command("node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"),
  types: command("node_modules/typescript/bin/tsc"),
  generated: command("scripts/generate.mjs", "--check"),
  unit: vitest("unit"),
  package: command("scripts/package.mjs"),
  lsp: vitest("lsp"),
  conformance: vitest("conformance"),
  bundle: vitest("bundle"),
  e2e,
};

async function main() {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in layers));
  if (unknown.length > 0)
    throw new Error(`no such layer: ${unknown.join(", ")}; there are ${Object.keys(layers).join(", ")}`);
  await installDependencies();

  const lines = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, layer] of Object.entries(layers)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n=== ${name} ===`);
    const started = Date.now();
    const result = await layer().catch((error) => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: [] };
    });
    total.passed += result.passed;
    total.failed += result.failed;
    total.skipped += result.skipped.length;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    lines.push(
      `${result.failed > 0 ? "FAILED" : "ok    "}  ${name.padEnd(12)} ${String(result.passed).padStart(5)} tests ${seconds.padStart(6)} s`,
    );
    lines.push(...result.skipped.map((what) => `        ${what}`));
  }

  console.log(`\n${lines.join("\n")}`);
  const incomplete = process.env.CI === "true" && total.skipped > 0;
  if (incomplete) console.log("\nIn CI nothing may be skipped.");
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  if (total.failed > 0 || incomplete) process.exitCode = 1;
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
