/** Starts and stops the programs that the flows drive: a VS Code workbench served over HTTP, and a browser to show it. */
import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import path from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/** User settings that keep everything off the screen that is not ours. */
const QUIET = {
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.settings.enableNaturalLanguageSearch": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "editor.minimap.enabled": false,
};

/**
 * Starts a code-server with its own user folders under `directory`, so that nothing of the machine's user is read or
 * written. With `trust` it opens folders in Restricted Mode first, as desktop VS Code does; without it, all are trusted.
 * @param {import("../host/setup.mjs").Host} host
 * @param {{ directory: string, extensions: string, trust?: boolean, smokeTestDriver?: boolean }} options
 */
export async function startCodeServer(
  host,
  { directory, extensions, trust = false, smokeTestDriver = false },
) {
  const settings = { ...QUIET, "security.workspace.trust.enabled": trust };
  mkdirSync(path.join(directory, "user-data/User"), { recursive: true });
  writeFileSync(path.join(directory, "user-data/User/settings.json"), JSON.stringify(settings, null, 2));
  const port = await freePort();
  const program = new Program(host.node, directory, [
    host.server,
    ...folders(directory, extensions),
    ...["--bind-addr", `127.0.0.1:${port}`, "--auth", "none"],
    ...["--disable-telemetry", "--disable-update-check"],
    ...["--disable-getting-started-override", "--ignore-last-opened"],
    ...(trust ? [] : ["--disable-workspace-trust"]),
    // Without it the workbench ignores the tests named in its address. It hides notifications, so only on demand.
    ...(smokeTestDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
  ]);
  await program.until(() => answers(`http://127.0.0.1:${port}/healthz`));
  return {
    stop: () => program.stop(),
    /** The address of a workbench on a folder. `payload` is VS Code's own list of start options. */
    url(folder, payload = []) {
      const url = new URL(`http://127.0.0.1:${port}/`);
      url.searchParams.set("folder", folder);
      if (payload.length > 0) url.searchParams.set("payload", JSON.stringify(payload));
      return url.href;
    },
    /** The address of a workbench on a .code-workspace file. */
    workspaceUrl(file) {
      const url = new URL(`http://127.0.0.1:${port}/`);
      url.searchParams.set("workspace", file);
      return url.href;
    },
    /** The URI under which the workbench knows a file of this machine. */
    uri: (file) => `vscode-remote://127.0.0.1:${port}${file}`,
  };
}

/** Starts a server of VS Code for the web with an unpacked extension and a folder, which it never writes to. */
export async function startWebServer(host, { directory, extension, folder }) {
  const script = path.join(import.meta.dirname, "web-server.mjs");
  const program = new Program(process.execPath, directory, [
    script,
    host.modules,
    host.webBuild,
    extension,
    folder,
  ]);
  const port = await program.until(() => /^port (\d+)$/m.exec(program.log())?.[1]);
  // The workbench asks for frames under names below localhost, which an address cannot have.
  return { stop: () => program.stop(), url: `http://localhost:${port}/` };
}

/** A server process that writes to `<directory>/server.log`, in a process group: it is stopped with all its children. */
class Program {
  #process;
  #log;

  constructor(file, directory, args) {
    mkdirSync(directory, { recursive: true });
    this.#log = path.join(directory, "server.log");
    const log = openSync(this.#log, "w");
    const env = environment(directory);
    this.#process = spawn(file, args, { env, stdio: ["ignore", log, log], detached: true });
    closeSync(log);
  }

  log() {
    return readFileSync(this.#log, "utf8");
  }

  /** Waits for a condition and returns what it returned; stops the program if it ends or takes too long. */
  async until(condition) {
    for (const start = Date.now(); ; await delay(100)) {
      const result = await condition();
      if (result) return result;
      if (this.#process.exitCode !== null || Date.now() - start > 60_000) {
        await this.stop();
        throw new Error(`the server did not start:\n${this.log()}`);
      }
    }
  }

  async stop() {
    const group = -this.#process.pid;
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    try {
      process.kill(group, "SIGTERM");
      if (this.#process.exitCode === null) await Promise.race([ended, delay(5000)]);
      process.kill(group, "SIGKILL");
    } catch (error) {
      // Gone already, which is what we want.
      if (error.code !== "ESRCH") throw error;
    }
  }
}

/** Installs a .vsix into `extensions` and returns the folder it was unpacked to. */
export async function installExtension(host, vsix, directory, extensions) {
  mkdirSync(extensions, { recursive: true });
  const args = [host.server, ...folders(directory, extensions), "--install-extension", vsix, "--force"];
  const child = spawn(host.node, args, { env: environment(directory), stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.once("close", resolve));
  const folder = readdirSync(extensions).find((name) => name.includes("django-preflight"));
  if (code !== 0 || !folder) throw new Error(`${vsix} was not installed:\n${output}`);
  return path.join(extensions, folder);
}

/** A headless Chromium with an empty profile under `directory`. */
export function launchBrowser(host, directory) {
  const { chromium } = createRequire(path.join(host.modules, "playwright-core/package.json"))(
    "playwright-core",
  );
  return chromium.launchPersistentContext(path.join(directory, "browser"), {
    executablePath: host.chromium,
    headless: true,
    viewport: { width: 1400, height: 900 },
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
}

function folders(directory, extensions) {
  const config = path.join(directory, "config.yaml");
  mkdirSync(directory, { recursive: true });
  writeFileSync(config, "auth: none\ncert: false\n");
  const userData = path.join(directory, "user-data");
  return ["--config", config, "--user-data-dir", userData, "--extensions-dir", extensions];
}

/** No extension gallery, and a home of its own. */
function environment(directory) {
  const { PORT, VSCODE_IPC_HOOK_CLI, ...env } = process.env;
  return {
    ...env,
    EXTENSIONS_GALLERY: "{}",
    HOME: directory,
    XDG_CONFIG_HOME: directory,
    XDG_DATA_HOME: directory,
  };
}

async function answers(url) {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
