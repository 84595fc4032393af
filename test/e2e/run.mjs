/**
 * Drives the packed extension in real VS Code workbenches.
 *   node test/e2e/run.mjs [--vsix <file>] [--screenshots] [flow ...]
 * --screenshots copies the pictures that the README shows to docs/images, and those of the walkthrough to media/walkthrough. Exits with 1 if a flow failed.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { setUpHost } from "../host/setup.mjs";
import checklist from "./flows/checklist.mjs";
import completion from "./flows/completion.mjs";
import deployment from "./flows/deployment.mjs";
import hsts from "./flows/hsts.mjs";
import inhost from "./flows/inhost.mjs";
import language from "./flows/language.mjs";
import module from "./flows/module.mjs";
import prepare from "./flows/prepare.mjs";
import probe from "./flows/probe.mjs";
import procfile from "./flows/procfile.mjs";
import projects from "./flows/projects.mjs";
import report from "./flows/report.mjs";
import restricted from "./flows/restricted.mjs";
import settings from "./flows/settings.mjs";
import tree from "./flows/tree.mjs";
import web from "./flows/web.mjs";
import { installExtension, launchBrowser, startCodeServer, startWebServer } from "./host.mjs";
import { Workbench } from "./workbench.mjs";

const FLOWS = {
  settings,
  completion,
  prepare,
  probe,
  deployment,
  hsts,
  checklist,
  tree,
  projects,
  report,
  module,
  procfile,
  language,
  restricted,
  web,
  inhost,
};
const HERE = import.meta.dirname;
const ROOT = path.join(HERE, "../..");
const OUTPUT = path.join(HERE, "output");
const SITE = path.join(ROOT, "test/fixtures/heroku-site");
/** What the README shows. */
const README_IMAGES = ["settings-hover.png", "settings-fixes.png", "checklist.png"];
/** What the walkthrough of package.json shows. They are in the .vsix, so they are small. */
const WALKTHROUGH_IMAGES = ["findings.webp", "prepare.webp", "checklist.webp", "module.webp", "report.webp"];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { vsix: { type: "string" }, screenshots: { type: "boolean" } },
});
const names = positionals.length > 0 ? positionals : Object.keys(FLOWS);
const unknown = names.find((name) => !(name in FLOWS));
if (unknown) fail(`there is no flow ${unknown}; there are ${Object.keys(FLOWS).join(", ")}`);

const setup = setUpHost();
if ("needs" in setup) {
  for (const name of names) console.log(`e2e: skipped: ${name}: needs ${setup.needs}`);
  console.log(`e2e: 0 passed, 0 failed, ${names.length} skipped`);
  process.exit(0);
}
const { host } = setup;

const temporary = mkdtempSync(path.join(os.tmpdir(), "preflight-e2e-"));
mkdirSync(OUTPUT, { recursive: true });
let passed = 0;
let failed = 0;
try {
  const extensions = path.join(temporary, "extensions");
  const installed = await installExtension(host, vsixFile(), path.join(temporary, "install"), extensions);
  for (const name of names) await runFlow(name, { extensions, installed });
  if (options.screenshots && failed === 0) {
    copyImages(README_IMAGES, "docs/images");
    copyImages(WALKTHROUGH_IMAGES, "media/walkthrough");
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
console.log(`e2e: ${passed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs one flow with a server and a browser of its own; a step that fails ends the flow. */
async function runFlow(name, { extensions, installed }) {
  const directory = path.join(temporary, name);
  const cleanUp = [];
  const pages = [];
  /** What the browser's console said, for the case of a failure. */
  const messages = [];
  const stopWithFlow = (server) => {
    cleanUp.push(() => server.stop());
    return server;
  };
  const context = {
    directory,
    /** The unpacked extension. */
    installed,
    /** A copy of the fixture. `files` holds the text of files to replace or add, or how to change the text. */
    site(files = {}) {
      const folder = path.join(mkdtempSync(path.join(mkdirp(directory), "site-")), "mysite");
      cpSync(SITE, folder, { recursive: true });
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(folder, name);
        mkdirp(path.dirname(file));
        writeFileSync(file, typeof text === "function" ? text(readFileSync(file, "utf8")) : text);
      }
      return folder;
    },
    /** A code-server that is stopped with the flow. */
    async server(serverOptions = {}) {
      return stopWithFlow(await startCodeServer(host, { directory, extensions, ...serverOptions }));
    },
    /** A server of VS Code for the web that is stopped with the flow. */
    async webServer(folder) {
      return stopWithFlow(await startWebServer(host, { directory, extension: installed, folder }));
    },
    /** A workbench in a page of a new browser, closed with the flow. */
    async workbench() {
      const browser = await launchBrowser(host, directory);
      cleanUp.push(() => browser.close());
      const page = browser.pages()[0] ?? (await browser.newPage());
      pages.push(page);
      page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
      return new Workbench(page, OUTPUT);
    },
    async step(title, action) {
      const start = Date.now();
      const result = await action();
      passed++;
      console.log(`e2e: ok: ${name}: ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      return result;
    },
  };
  try {
    await FLOWS[name](context);
  } catch (error) {
    failed++;
    console.log(`e2e: FAILED: ${name}: ${error.stack}`);
    for (const page of pages)
      await page.screenshot({ path: path.join(OUTPUT, `failed-${name}.png`) }).catch(() => {});
    const log = path.join(directory, "server.log");
    const server = existsSync(log) ? readFileSync(log, "utf8") : "";
    writeFileSync(path.join(OUTPUT, `failed-${name}.log`), [server, ...messages].join("\n"));
  } finally {
    for (const action of cleanUp.reverse()) await action();
  }
}

function vsixFile() {
  const file = options.vsix ?? readdirSync(ROOT).find((name) => name.endsWith(".vsix"));
  if (!file) fail("there is no .vsix; run `npm run package` first");
  return path.resolve(options.vsix ? process.cwd() : ROOT, file);
}

function copyImages(images, directory) {
  mkdirp(path.join(ROOT, directory));
  for (const image of images) cpSync(path.join(OUTPUT, image), path.join(ROOT, directory, image));
}

function mkdirp(directory) {
  mkdirSync(directory, { recursive: true });
  return directory;
}

function fail(message) {
  console.error(`e2e: ${message}`);
  process.exit(2);
}
