/**
 * Runs the tests of ./inhost in a desktop VS Code, downloaded by @vscode/test-electron. Build first.
 *   npm run test:electron
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { buildSuite } from "./inhost/build.mjs";

const ROOT = path.join(import.meta.dirname, "../..");

let vscodeExecutablePath;
try {
  vscodeExecutablePath = await downloadAndUnzipVSCode({ cachePath: path.join(ROOT, ".vscode-test") });
} catch (error) {
  console.log(`e2e: skipped: electron: needs a VS Code that can be downloaded (${error.message})`);
  process.exit(0);
}

const folder = mkdtempSync(path.join(os.tmpdir(), "preflight-electron-"));
try {
  cpSync(path.join(ROOT, "test/fixtures/heroku-site"), folder, { recursive: true });
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: await buildSuite(),
    launchArgs: [folder, "--disable-extensions", "--disable-workspace-trust"],
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
