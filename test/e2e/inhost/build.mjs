/** Makes the tests of this folder ready to run inside VS Code. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

const HERE = import.meta.dirname;

/**
 * Installs mocha, if it is not there, and bundles the tests beside it.
 * @returns {Promise<string>} the file for VS Code's option `extensionTestsPath`
 */
export async function buildSuite() {
  if (!existsSync(path.join(HERE, "node_modules/mocha"))) {
    execFileSync("npm", ["ci", "--ignore-scripts"], { cwd: HERE, stdio: ["ignore", "ignore", "inherit"] });
  }
  const outdir = path.join(HERE, "node_modules/.suite");
  await esbuild.build({
    entryPoints: [path.join(HERE, "index.ts"), path.join(HERE, "extension.test.ts")],
    outdir,
    bundle: true,
    platform: "node",
    format: "cjs",
    // mocha finds its own files by their places.
    external: ["vscode", "mocha"],
  });
  return path.join(outdir, "index.js");
}
