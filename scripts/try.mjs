// npm run try: shows what the extension finds in the example project, here and in VS Code.
//   node scripts/try.mjs [--no-open]     --no-open: only print the findings
import { cp, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { root, run, runOrFail, vsixFile } from "./lib/run.mjs";
import { installDependencies } from "./lib/setup.mjs";

/** A copy of the example project that may be changed, and what VS Code keeps. */
const directory = path.join(root, ".cache/try");
const site = path.join(directory, "site");
const settings = path.join(site, "mysite/settings.py");
const extensions = path.join(directory, "extensions");

async function main() {
  await installDependencies();
  await runOrFail(process.execPath, ["scripts/build.mjs"]);
  await rm(site, { recursive: true, force: true });
  await cp(path.join(root, "test/fixtures/heroku-site"), site, { recursive: true });

  console.log(`\n$ cd ${path.relative(process.cwd(), site)} && django-preflight check\n`);
  const { code } = await run(process.execPath, [path.join(root, "dist/cli.js"), "check"], { cwd: site });
  // 1 means that there are findings, as there should be.
  if (code !== 1) throw new Error(`the check ended with exit code ${code} instead of 1`);
  if (process.argv.includes("--no-open")) return;

  await runOrFail(process.execPath, ["scripts/package.mjs"], { quiet: true });
  if (await hasDesktop()) await openDesktop();
  else await openBrowser();
}

/** VS Code's own folders are not touched: it runs with new ones. */
const ownFolders = ["--user-data-dir", path.join(directory, "user-data"), "--extensions-dir", extensions];

async function hasDesktop() {
  const { code } = await run("code", ["--version", ...ownFolders], { quiet: true }).catch(() => ({
    code: 1,
  }));
  return code === 0;
}

async function openDesktop() {
  await runOrFail("code", [...ownFolders, "--install-extension", vsixFile(), "--force"], { quiet: true });
  await runOrFail("code", [...ownFolders, "--new-window", site, settings]);
  console.log("\nOpened the example project in VS Code.");
}

async function openBrowser() {
  const { setUpHost } = await import("../test/host/setup.mjs");
  const { installExtension, startCodeServer } = await import("../test/e2e/host.mjs");
  const setup = setUpHost();
  if ("needs" in setup) {
    console.log(
      `\nNot opened in VS Code: there is no "code" command, and VS Code in the browser needs ${setup.needs}.`,
    );
    return;
  }
  const { host } = setup;
  await installExtension(host, vsixFile(), path.join(directory, "install"), extensions);
  const server = await startCodeServer(host, { directory: path.join(directory, "server"), extensions });
  console.log(
    `\nOpen this address in your browser; Ctrl+C stops it:\n${server.url(site, [["openFile", server.uri(settings)]])}`,
  );
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.stop());
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
