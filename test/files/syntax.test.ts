import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseShell, type ShellCommand } from "../../server/src/syntax/shell";
import { get, parseYaml, type YamlNode } from "../../server/src/syntax/yaml";
import { testGrammars } from "../support/grammars";

const grammars = await testGrammars();

/** A YAML node as plain data. */
function plain(node: YamlNode | undefined): unknown {
  switch (node?.kind) {
    case "mapping":
      return Object.fromEntries(node.pairs.map(({ key, value }) => [String(plain(key)), plain(value)]));
    case "sequence":
      return node.items.map(plain);
    case "scalar":
      return node.value;
    default:
      return null;
  }
}

/** Every node of a tree. */
function nodes(node: YamlNode | undefined): YamlNode[] {
  if (node === undefined) return [];
  if (node.kind === "mapping")
    return [node, ...node.pairs.flatMap(({ key, value }) => [...nodes(key), ...nodes(value)])];
  return node.kind === "sequence" ? [node, ...node.items.flatMap(nodes)] : [node];
}

describe("YAML", () => {
  test.each([
    ["a: b\nc:\n  - d\n  - e: f\n    g:\n", { a: "b", c: ["d", { e: "f", g: null }] }],
    ["{a: 1, b: [x, 'it''s', \"t\\tab\\u00e9\"], c}\n", { a: "1", b: ["x", "it's", "t\tabé"], c: null }],
    [
      "a: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\n\n  three\n",
      { a: "one\n two\n\nthree\n", b: "one two\nthree" },
    ],
    ["a: one\n  two\n\n  three\n", { a: "one two\nthree" }],
    ["a: &x {b: c}\nd: *x\ne: *y\n", { a: { b: "c" }, d: { b: "c" }, e: null }],
    ["a: ~\nb: null\nc: 'null'\n", { a: null, b: null, c: "null" }],
    ["\ufeffa: b\r\nc: d\r\n", { a: "b", c: "d" }],
    ["# nothing\n", null],
    ["", null],
    ["---\na: 1\n---\nb: 2\n", { a: "1" }],
  ])("%j", (text, expected) => {
    const document = parseYaml(grammars, text);
    expect(document.errorAt).toBeUndefined();
    expect(plain(document.root)).toEqual(expected);
  });

  test("ranges are offsets of UTF-16 units", () => {
    const text = 'é𝒳: "välue" # c\nrun:\n  web: gunicorn a\n';
    const { root } = parseYaml(grammars, text);
    const web = get(get(root, "run"), "web")!;
    expect(text.slice(web.start, web.end)).toBe("gunicorn a");
    const first = root?.kind === "mapping" ? root.pairs[0]! : undefined;
    expect(text.slice(first?.value.start, first?.value.end)).toBe('"välue"');
  });

  test("get looks through merge keys, and takes the last of two equal keys", () => {
    const { root } = parseYaml(
      grammars,
      "base: &b\n  x: 1\n  y: 2\nmore:\n  <<: *b\n  y: 3\n  z: 4\n  z: 5\n",
    );
    const more = get(root, "more");
    expect(["x", "y", "z", "w"].map((key) => plain(get(more, key)))).toEqual(["1", "3", "5", null]);
  });

  test.each(["a: b: c\n", "a: [b\n", 'a: "b\n', "a:\n\tb: c\n", "a:\n - b\n c: d\n"])("error: %j", (text) => {
    expect(parseYaml(grammars, text).errorAt).toBeDefined();
  });

  test("any text gives nodes within the text", () => {
    const piece = fc.constantFrom(
      "a:",
      "- ",
      "  ",
      "\n",
      "\r\n",
      "{",
      "[",
      "]",
      "'",
      '"',
      "|",
      ">",
      "&x ",
      "*x",
      "<<: *x",
      "#",
      "\t",
      "\0",
      "é",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(piece, { maxLength: 40 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (source) => {
        const { root, errorAt } = parseYaml(grammars, source);
        for (const { start, end } of errorAt === undefined ? nodes(root) : [...nodes(root), errorAt]) {
          expect(start >= 0 && start <= end && end <= source.length).toBe(true);
        }
      }),
      { seed: 11, numRuns: 400 },
    );
  }, 60_000);

  test("nesting without end", () => {
    expect(() => parseYaml(grammars, "[".repeat(5000))).not.toThrow();
    expect(() => parseYaml(grammars, `${"[".repeat(2000)}${"]".repeat(2000)}`)).not.toThrow();
  });
});

describe("shell", () => {
  const shown = ({ joinedBy, directory, assignments, wrappers, program, args }: ShellCommand): string => {
    const parts = [
      joinedBy ?? "",
      directory === "" ? "" : `[${directory ?? "?"}]`,
      ...assignments.map(({ name, value }) => `${name}=${value.text}`),
      ...wrappers.map((name) => `<${name}>`),
      program ?? "?",
      ...args.map(({ text, dynamic }) => (dynamic ? `{${text}}` : text)),
    ];
    return parts.filter((part) => part !== "").join(" ");
  };

  test.each([
    ["gunicorn a.wsgi -b 0.0.0.0:$PORT", ["gunicorn a.wsgi -b {0.0.0.0:$PORT}"]],
    ['A=1 B="x y" exec env -u X C=3 gunicorn a.wsgi', ["A=1 B=x y C=3 <exec> <env> gunicorn a.wsgi"]],
    [
      "newrelic-admin run-program bin/start-pgbouncer gunicorn a",
      ["<newrelic-admin> <start-pgbouncer> gunicorn a"],
    ],
    ["cd a && cd b/../c; x || y | z", ["cd a", "&& [a] cd b/../c", "; [a/c] x", "|| [a/c] y", "| [a/c] z"]],
    ["(cd a && x) && y", ["cd a", "&& [a] x", "&& y"]],
    ["cd $A && x", ["cd {$A}", "&& [?] x"]],
    ["cd .. && x", ["cd ..", "&& [?] x"]],
    ["export A=1 && x", ["&& A=1 x"]],
    ["bash -lc 'cd a && A=$B x' && y", ["cd a", "&& [a] A=$B x", "&& y"]],
    ['sh -c "gunicorn a -b :$PORT"', ["gunicorn a -b {:$PORT}"]],
    ["bash bin/start.sh now", ["bash bin/start.sh now"]],
    ["python3.12 -u -W ignore -m gunicorn a", ["gunicorn a"]],
    ["python -O manage.py migrate", ["python manage.py migrate"]],
    ["poetry run python manage.py x", ["<poetry> python manage.py x"]],
    ["poetry install", ["poetry install"]],
    ["uv run --env-file .env --with x gunicorn a", ["<uv> gunicorn a"]],
    ["uv run --strange x gunicorn a", ["?"]],
    ["honcho start -f Procfile.two", ["honcho start -f Procfile.two"]],
    ["honcho run python -m django migrate", ["<honcho> django migrate"]],
    ["$CMD a", ["?"]],
    ["a 'b c' d\\ e \"f\"g $'h'", ["a b c d e fg h"]],
    ["a > /dev/null 2>&1 && b", ["a", "&& b"]],
    ["a \\\n  b\nc", ["a b", "; c"]],
    ["", []],
    ["# nothing", []],
  ])("%j", (text, expected) => {
    const script = parseShell(grammars, text, 0);
    expect(script.broken).toBe(false);
    expect(script.commands.map(shown)).toEqual(expected);
  });

  test("words know where they are in the file, through quotes too", () => {
    const file = "web: bash -c 'cd x && gunicorn a.wsgi -b \"0.0.0.0:8000\"'\n";
    const { commands } = parseShell(grammars, file.slice(5), 5);
    const words = commands.flatMap((command) =>
      command.words.map(({ start, end }) => file.slice(start, end)),
    );
    expect(words).toEqual(["cd", "x", "gunicorn", "a.wsgi", "-b", '"0.0.0.0:8000"']);
  });

  test("text that stands escaped in its file has one place", () => {
    const { commands } = parseShell(grammars, "a b", { start: 7, end: 20 });
    expect(commands[0]!.words.map(({ start, end }) => [start, end])).toEqual([
      [7, 20],
      [7, 20],
    ]);
  });

  test("what may not run, and what runs beside", () => {
    const { commands } = parseShell(grammars, "if [ -f x ]; then a; fi; b & c", 0);
    expect(
      commands.map(({ program, conditional, background }) => [program, conditional, background]),
    ).toEqual([
      ["[ -f x ]", true, false],
      ["a", true, false],
      ["b", false, true],
      ["c", false, false],
    ]);
  });

  test.each(["{{ cookiecutter.x }} && ((", 'a "b', "const x = () => {"])("not shell: %j", (text) => {
    expect(parseShell(grammars, text, 0).broken).toBe(true);
  });

  test("texts that the parser cannot take are not given to it", () => {
    for (const text of ["a|".repeat(50_000), "<<E\n".repeat(500), "a ".repeat(10_000)]) {
      expect(parseShell(grammars, text, 0)).toEqual({ commands: [], broken: true });
    }
  });

  test("any text gives words within the text", () => {
    const piece = fc.constantFrom(
      "sh -c ",
      "'",
      '"',
      "$",
      "${A",
      "}",
      "(",
      ")",
      "&&",
      "|",
      ";",
      "&",
      "\\",
      "\n",
      "env ",
      "A=",
      "-m ",
      "python ",
      "cd ",
      "`",
      "<<E",
      "#",
      "\0",
      "é",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(piece, { maxLength: 30 }).map((all) => all.join("")),
    );
    fc.assert(
      fc.property(text, (source) => {
        for (const { words, args, start, end } of parseShell(grammars, source, 0).commands) {
          for (const word of [...words, ...args, { start, end }]) {
            expect(word.start >= 0 && word.start <= word.end && word.end <= source.length).toBe(true);
          }
        }
      }),
      { seed: 12, numRuns: 400 },
    );
  }, 60_000);
});
