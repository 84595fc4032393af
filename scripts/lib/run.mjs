// What the scripts share: where the repository is, and running a command.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** The packed extension, which `npm run package` makes. */
export function vsixFile() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return path.join(root, `${name}-${version}.vsix`);
}

/**
 * Runs a command without a shell, its output shown as it comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, hide?: RegExp }} [options]
 *   quiet: show nothing; hide: do not show lines that match
 * @returns {Promise<{ code: number, output: string }>} `output` is what it printed on both streams
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      // A program that writes to a pipe cannot see whether a terminal shows its colours.
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (source, target) => {
      createInterface({ input: source }).on("line", (line) => {
        output += `${line}\n`;
        if (!options.quiet && !options.hide?.test(line)) target.write(`${line}\n`);
      });
    };
    take(child.stdout, process.stdout);
    take(child.stderr, process.stderr);
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? (signal === "SIGINT" ? 130 : 1), output }));
  });
}

/** Runs a command that must succeed. Throws an error whose message holds what it printed, if that was not shown. */
export async function runOrFail(command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    const shown = options.quiet ? `\n${output}` : "";
    throw new Error(`${[command, ...args].join(" ")} failed with exit code ${code}${shown}`);
  }
  return output;
}
