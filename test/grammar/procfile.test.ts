import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar, type IRawGrammar } from "vscode-textmate";

const GRAMMAR = path.join(import.meta.dirname, "../../syntaxes/procfile.tmLanguage.json");

/** Stands in for VS Code's own shell grammar: enough to see where the command starts, and that it ends with its line. */
const SHELL = {
  scopeName: "source.shell",
  repository: {} as IRawGrammar["repository"],
  patterns: [
    { match: "\\$\\w+", name: "variable.other.shell" },
    { begin: '"', end: '"', name: "string.quoted.double.shell" },
  ],
} satisfies Partial<IRawGrammar> as IRawGrammar;

let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) =>
      scope === "source.shell" ? SHELL : textmate.parseRawGrammar(readFileSync(GRAMMAR, "utf8"), GRAMMAR),
  });
  grammar = (await registry.loadGrammar("source.procfile"))!;
});

/** Every token of a text as "text → scopes", without the root scope; tokens that have no other are left out. */
function tokens(text: string): string[] {
  const found: string[] = [];
  let state = textmate.INITIAL;
  for (const line of text.split("\n")) {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    for (const token of result.tokens) {
      const scopes = token.scopes.slice(1).join(" ");
      if (scopes) found.push(`${line.slice(token.startIndex, token.endIndex)} → ${scopes}`);
    }
  }
  return found;
}

describe("the Procfile grammar", () => {
  it("knows the process type, the colon and the command", () => {
    expect(tokens("web: gunicorn mysite.wsgi --bind 0.0.0.0:$PORT")).toEqual([
      "web → entity.name.function.process-type.procfile",
      ": → punctuation.separator.key-value.procfile",
      " gunicorn mysite.wsgi --bind 0.0.0.0: → meta.embedded.line.shell",
      "$PORT → meta.embedded.line.shell variable.other.shell",
    ]);
  });

  it("takes all characters that Heroku takes in a name", () => {
    expect(tokens("my_worker-2:run")[0]).toBe("my_worker-2 → entity.name.function.process-type.procfile");
  });

  it("ends an open quote with its line", () => {
    expect(tokens('web: echo "open\nworker: run').slice(-3)).toEqual([
      "worker → entity.name.function.process-type.procfile",
      ": → punctuation.separator.key-value.procfile",
      " run → meta.embedded.line.shell",
    ]);
  });

  it("marks comments", () => {
    expect(tokens("# one process")).toEqual([
      "# → comment.line.number-sign.procfile punctuation.definition.comment.procfile",
      " one process → comment.line.number-sign.procfile",
    ]);
  });

  it("leaves lines that start no process alone", () => {
    expect(tokens("no process here")).toEqual([]);
  });
});
