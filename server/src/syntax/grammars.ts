import { Language, Parser, type Tree } from "web-tree-sitter";

export type LanguageName = "python" | "bash" | "yaml";

/** The WebAssembly files: tree-sitter's own runtime and one file for each grammar. */
export type WasmFiles = Readonly<Record<"runtime" | LanguageName, Uint8Array>>;

/** Parsers for the languages we read. Whoever parses owns the tree and must delete it. */
export interface Grammars {
  /** @param previous a tree of an earlier version of the text, with the edits applied, to reuse. */
  parse(language: LanguageName, text: string, previous?: Tree): Tree;
}

/** Loads tree-sitter from bytes (never from paths: bundles, the web and remote hosts resolve those differently). */
export async function loadGrammars(wasm: WasmFiles): Promise<Grammars> {
  // The type of emscripten's module options leaves out wasmBinary, which the runtime reads.
  const options = { wasmBinary: wasm.runtime, locateFile: (name: string) => name } as object;
  await Parser.init(options);
  const parsers = new Map<LanguageName, Parser>();
  for (const name of ["python", "bash", "yaml"] as const) {
    const parser = new Parser();
    parser.setLanguage(await Language.load(wasm[name]));
    parsers.set(name, parser);
  }
  return {
    parse(language, text, previous) {
      const tree = parsers.get(language)!.parse(text, previous);
      if (tree === null) throw new Error(`tree-sitter did not parse ${language}`);
      return tree;
    },
  };
}
