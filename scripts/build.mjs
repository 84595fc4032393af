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

/** The parts of the server that every host has of its own: the rest is the core, which dist/ has once. */
const OUTSIDE_THE_CORE = ["hosts", "cli", "lsp"];

/** The path of a module of the core below server/src, without its extension; undefined for other modules. */
function coreModule(file) {
  const name = path.relative(path.join(root, "server/src"), file).replaceAll(path.sep, "/");
  const [part] = name.split("/");
  if (name.startsWith("..") || !name.endsWith(".ts") || OUTSIDE_THE_CORE.includes(part)) return undefined;
  return name.slice(0, -".ts".length);
}

/** Leaves the core out of the command: it loads that of the web worker. `used` gets the modules that it needs. */
const withoutCore = (used) => ({
  name: "without-core",
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ path: wanted, resolveDir, namespace }) => {
      if (namespace === "core") return { path: wanted, external: true };
      const name = coreModule(`${path.resolve(resolveDir, wanted)}.ts`);
      if (name === undefined) return undefined;
      used.add(name);
      return { path: name, namespace: "core" };
    });
    build.onLoad({ filter: /.*/, namespace: "core" }, ({ path: name }) => ({
      contents: `module.exports = require("./server/browser.js").core[${JSON.stringify(name)}];`,
    }));
  },
});

/** The web worker with a door to the core's modules, which are known once the command is built. */
const withCore = (used) => ({
  name: "with-core",
  setup(build) {
    build.onResolve({ filter: /^with-core$/ }, () => ({ path: "with-core", namespace: "with-core" }));
    build.onLoad({ filter: /.*/, namespace: "with-core" }, () => {
      const names = [...used].sort();
      const imports = names.map((name, n) => `import * as m${n} from "./server/src/${name}";`);
      const entries = names.map((name, n) => `${JSON.stringify(name)}: m${n}`);
      const contents = [
        'import { serveWorker } from "./server/src/hosts/browser";',
        ...imports,
        `export const core = { ${entries.join(", ")} };`,
        "if (typeof WorkerGlobalScope !== 'undefined') serveWorker();",
      ];
      return { contents: contents.join("\n"), loader: "ts", resolveDir: root };
    });
  },
});

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

/** The modules of the core that the command needs. */
const used = new Set();

/** It is a worker's script and a module of Node: where there is no `module`, one that nobody reads. */
const core = {
  ...browser,
  format: "cjs",
  entryPoints: ["with-core"],
  outfile: "dist/server/browser.js",
  banner: { js: 'var module = typeof module === "undefined" ? {} : module;' },
  plugins: [...shared.plugins, withCore(used)],
  // tree-sitter's runtime asks for them in Node only.
  external: ["fs", "fs/promises", "path", "url", "module", "node:*"],
};

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
    ...node,
    entryPoints: ["server/src/hosts/cli.ts"],
    outfile: "dist/cli.js",
    plugins: [...shared.plugins, withoutCore(used)],
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
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    for (const bundle of [...bundles, core])
      await (await esbuild.context({ ...bundle, logLevel: "info" })).watch();
  } else {
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    await esbuild.build(core);
  }
} catch (error) {
  // esbuild has printed what is wrong with the sources.
  if (!Array.isArray(error.errors)) throw error;
  process.exitCode = 1;
}
