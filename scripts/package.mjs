// npm run package: builds for production and packs django-preflight-<version>.vsix, which must stay under 2 MB.
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root, runOrFail } from "./lib/run.mjs";

const limit = 2_000_000;

const { name, version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
const file = `${name}-${version}.vsix`;

await runOrFail(process.execPath, ["scripts/build.mjs", "--production"]);
await rm(path.join(root, file), { force: true });
await runOrFail(process.execPath, [
  "node_modules/@vscode/vsce/vsce",
  "package",
  // Everything is bundled.
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  file,
]);

const { size } = await stat(path.join(root, file));
console.log(`${file}: ${(size / 1000).toFixed(0)} kB`);
if (size >= limit) {
  console.error(`${file} must be smaller than ${limit / 1000} kB`);
  process.exitCode = 1;
}
