import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Grammars, loadGrammars } from "../../server/src/syntax/grammars";

const require = createRequire(import.meta.url);
let loading: Promise<Grammars> | undefined;

/** The grammars from node_modules, loaded once in each test process. */
export function testGrammars(): Promise<Grammars> {
  const read = (name: string) => readFileSync(require.resolve(name));
  loading ??= loadGrammars({
    runtime: read("web-tree-sitter/web-tree-sitter.wasm"),
    python: read("tree-sitter-python/tree-sitter-python.wasm"),
    bash: read("tree-sitter-bash/tree-sitter-bash.wasm"),
    yaml: read("@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm"),
  });
  return loading;
}
