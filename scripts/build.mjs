// Bundles the extension, the language server and the command into dist/.
//   node scripts/build.mjs [--production] [--watch]
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import esbuild from "esbuild";
import { root } from "./lib/run.mjs";

const production = process.argv.includes("--production");
const watch = process.argv.includes("--watch");

/** tree-sitter's runtime and one grammar for each language, as dist/wasm names them. */
const wasm = {
  "tree-sitter.wasm": "web-tree-sitter/web-tree-sitter.wasm",
  "python.wasm": "tree-sitter-python/tree-sitter-python.wasm",
  "bash.wasm": "tree-sitter-bash/tree-sitter-bash.wasm",
  "yaml.wasm": "@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm",
};

/**
 * Leaves the rules' texts and examples out of the bundles: tests and the pages in docs/ are made of them, at run time nobody
 * reads them. The formatter sees to it that each ends at the first line that is `  },`.
 */
const withoutDocumentation = {
  name: "without-documentation",
  setup(build) {
    const filter = /server[/\\]src[/\\]rules[/\\][a-z]+[/\\][a-z0-9-]+\.ts$/;
    build.onLoad({ filter }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const contents = text
        .replace(/\n {2}docs: \{\n[\s\S]*?\n {2}\},\n/, '\n  docs: { why: "", how: "", references: [] },\n')
        .replace(/\n {2}examples: \{\n[\s\S]*?\n {2}\},\n/, "\n  examples: { bad: [], good: [] },\n");
      return { contents, loader: "ts" };
    });
  },
};

const shared = {
  absWorkingDir: root,
  bundle: true,
  target: "es2022",
  minify: production,
  sourcemap: production ? false : "linked",
  legalComments: "none",
  logLevel: "warning",
  plugins: [withoutDocumentation],
  alias: {
    // Its ESM build needs import.meta and top-level await, which no bundle of ours has.
    "web-tree-sitter": "./node_modules/web-tree-sitter/web-tree-sitter.cjs",
    // Its UMD build hides its parts from bundlers.
    "jsonc-parser": "./node_modules/jsonc-parser/lib/esm/main.js",
  },
};
const node = { ...shared, platform: "node", format: "cjs", target: "node18" };
// web-tree-sitter's package.json replaces Node's own modules by empty ones here.
const browser = { ...shared, platform: "browser" };

const bundles = [
  { ...node, entryPoints: ["client/src/node.ts"], outfile: "dist/client/node.js", external: ["vscode"] },
  {
    ...browser,
    format: "cjs",
    entryPoints: ["client/src/web.ts"],
    outfile: "dist/client/web.js",
    external: ["vscode"],
  },
  {
    ...browser,
    format: "iife",
    entryPoints: ["server/src/hosts/browser.ts"],
    outfile: "dist/server/browser.js",
  },
  {
    ...node,
    entryPoints: ["server/src/hosts/cli.ts"],
    outfile: "dist/cli.js",
    // Without "--", Node takes our --env-file for its own option and loads the file itself.
    banner: { js: "#!/usr/bin/env -S node --" },
  },
];

if (production) await rm(path.join(root, "dist"), { recursive: true, force: true });
await mkdir(path.join(root, "dist/wasm"), { recursive: true });
for (const [name, source] of Object.entries(wasm)) {
  await copyFile(path.join(root, "node_modules", source), path.join(root, "dist/wasm", name));
}

try {
  if (watch) {
    for (const bundle of bundles) await (await esbuild.context({ ...bundle, logLevel: "info" })).watch();
  } else {
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
  }
} catch (error) {
  // esbuild has printed what is wrong with the sources.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}
