// Shows that the generated projects notice mistakes: npm run conformance:bugs
// Each mistake of test/conformance/generator/seededBugs.mjs is made in a bundle of its own, never in the sources, and the
// answers of real Django, asked once, must then differ from ours. Exit status 1 if a mistake goes unnoticed.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import esbuild from "esbuild";
import { seededBugs } from "../test/conformance/generator/seededBugs.mjs";
import { setUpVenvs } from "../test/conformance/venvs.mjs";
import { root } from "./lib/run.mjs";
import { importTypeScript } from "./lib/typescript.mjs";

/** The projects of the tests, with the newest Django. */
const SEED = 1;
const COUNT = 600;

const source = path.join(root, "server/src");
// Inside node_modules, so that packages are found from there.
const directory = path.join(root, "node_modules/.cache/seeded-bugs");
const answers = path.join(directory, "answers.jsonl");
const entry = "test/conformance/generator/replay.ts";

/** Bundles the comparison, with one text of one file replaced. */
async function bundleWith({ what, file, from, to }, outfile) {
  const text = readFileSync(path.join(source, file), "utf8");
  if (!text.includes(from)) throw new Error(`${what}: ${file} does not have the text to replace any more`);
  await esbuild.build({
    absWorkingDir: root,
    stdin: {
      contents: `import { replay } from "./${entry}";\nconsole.log(JSON.stringify(replay(${JSON.stringify(answers)}) ?? null));\n`,
      resolveDir: root,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
    logLevel: "error",
    plugins: [
      {
        name: "seeded-bug",
        setup(build) {
          build.onLoad({ filter: /\.ts$/ }, (load) =>
            load.path === path.join(source, file)
              ? { contents: text.replaceAll(from, to), loader: "ts" }
              : undefined,
          );
        },
      },
    ],
  });
}

/** What a bundle prints; an error if it crashes. */
function outputOf(bundle) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bundle], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
    });
    child.on("close", (code) => (code === 0 ? resolve(output) : reject(new Error(`it ended with ${code}`))));
  });
}

mkdirSync(directory, { recursive: true });
const venv = (await setUpVenvs()).findLast(({ version }) => version !== undefined);
if (venv === undefined) throw new Error("needs a Python that Django runs on");
const { record, replay } = await importTypeScript({ entry });
console.log(`Django ${venv.version}: asking for ${COUNT} projects of seed ${SEED}`);
await record(venv, SEED, COUNT, answers);
const before = replay(answers);
if (before !== undefined) throw new Error(`there is a difference without any bug: ${before.fault}`);

let missed = 0;
for (const [n, bug] of seededBugs.entries()) {
  const bundle = path.join(directory, `bug-${n}.mjs`);
  await bundleWith(bug, bundle);
  const found = JSON.parse(await outputOf(pathToFileURL(bundle).pathname));
  if (found === null) missed++;
  const result = found === null ? "NOT NOTICED" : `noticed by project ${found.n}`;
  console.log(`${result.padEnd(26)} ${bug.what}`);
  if (found !== null) console.log(`${" ".repeat(27)}${found.fault.slice(0, 110)}`);
}
rmSync(directory, { recursive: true, force: true });
console.log(`${seededBugs.length - missed} of ${seededBugs.length} bugs were noticed`);
process.exitCode = missed === 0 ? 0 : 1;
