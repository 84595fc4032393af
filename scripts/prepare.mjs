// npm's `prepare`: builds what the package holds. `npm install --global` from git, as pre-commit does it, comes here with
// nothing installed.
import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { root, runOrFail } from "./lib/run.mjs";

if (!existsSync(path.join(root, "node_modules/esbuild"))) {
  await runOrFail("npm", ["ci", "--global=false", "--ignore-scripts", "--no-audit", "--no-fund"]);
}
await runOrFail(process.execPath, ["scripts/build.mjs", "--production"]);
