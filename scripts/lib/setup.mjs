// Set-up that several commands need. It must not import packages: it is what installs them.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root, runOrFail } from "./run.mjs";

/** Installs the packages of package-lock.json unless they are there. */
export async function installDependencies() {
  if (dependenciesInstalled()) return;
  console.log("Installing npm packages");
  await runOrFail("npm", ["ci"]);
}

/** npm notes what it installed in node_modules/.package-lock.json. */
function dependenciesInstalled() {
  const packagesOf = (file) => JSON.parse(readFileSync(path.join(root, file), "utf8")).packages;
  if (!existsSync(path.join(root, "node_modules/.package-lock.json"))) return false;
  const installed = packagesOf("node_modules/.package-lock.json");
  return Object.entries(packagesOf("package-lock.json")).every(
    // Optional packages are the builds for other platforms; "" is this package itself.
    ([name, { optional, version }]) => name === "" || optional || installed[name]?.version === version,
  );
}
