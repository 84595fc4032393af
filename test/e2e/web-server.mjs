/**
 * Serves VS Code for the web with a folder in a virtual file system, in a process of its own because it writes a log to
 * standard output. Prints "port <number>" when it listens.
 *   node web-server.mjs <node_modules> <static build> <extension> <folder>
 */
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";

const [modules, location, extensionDevelopmentPath, folderMountPath] = process.argv.slice(2);
const require = createRequire(path.join(modules, "@vscode/test-web/package.json"));
// The package's own entry downloads VS Code; its server takes one that is there.
const { default: createApp } = require("./out/server/app.js");

const app = await createApp({
  build: { type: "static", location, quality: "stable", version: "local" },
  // The build is from before VS Code's web workbench became ES modules.
  esm: false,
  extensionDevelopmentPath,
  folderMountPath,
});
const server = app.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
