// npm run package: builds for production and packs django-preflight-<version>.vsix, which must stay under 2 MB.
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { runOrFail, vsixFile } from "./lib/run.mjs";

const limit = 2_000_000;

const file = vsixFile();

await runOrFail(process.execPath, ["scripts/build.mjs", "--production"]);
await rm(file, { force: true });
await runOrFail(process.execPath, [
  "node_modules/@vscode/vsce/vsce",
  "package",
  // Everything is bundled.
  "--no-dependencies",
  // Where the links and images of README.md lead.
  "--githubBranch",
  "main",
  "--out",
  file,
]);

const name = path.basename(file);
const { size } = await stat(file);
console.log(`${name}: ${(size / 1000).toFixed(0)} kB`);
if (size >= limit) {
  console.error(`${name} must be smaller than ${limit / 1000} kB`);
  process.exitCode = 1;
}
