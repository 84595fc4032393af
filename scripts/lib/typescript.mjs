// Runs the repository's TypeScript in Node: esbuild bundles it first.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import esbuild from "esbuild";
import { root } from "./run.mjs";

/**
 * Imports a TypeScript module and what it imports.
 * @param {{ entry: string } | { source: string, directory: string }} module a file of the repository, or a text that
 *   resolves its imports from `directory`
 */
export async function importTypeScript(module) {
  // Inside node_modules, so that packages are found from there.
  const parent = path.join(root, "node_modules/.cache");
  await mkdir(parent, { recursive: true });
  const directory = await mkdtemp(path.join(parent, "typescript-"));
  try {
    const outfile = path.join(directory, "bundle.mjs");
    await esbuild.build({
      absWorkingDir: root,
      ...("entry" in module
        ? { entryPoints: [module.entry] }
        : { stdin: { contents: module.source, resolveDir: module.directory, loader: "ts" } }),
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      sourcemap: "inline",
      outfile,
      logLevel: "warning",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
