import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Grammars, loadGrammars } from "../syntax/grammars";

/** The grammars from the `wasm` directory that the build makes beside the bundles. */
export async function nodeGrammars(directory: string): Promise<Grammars> {
  const read = (name: string) => readFile(join(directory, `${name}.wasm`));
  const [runtime, python, bash, yaml] = await Promise.all([
    read("tree-sitter"),
    read("python"),
    read("bash"),
    read("yaml"),
  ]);
  return loadGrammars({ runtime, python, bash, yaml });
}
