/** The comment of "Ignore … here": it stands where its file may have one, it works, and it goes away again. */
import { describe, expect, test } from "vitest";
import { ignoringComment, withoutName } from "../../server/src/edits/suppression";
import type { ReportedVerdict } from "../../server/src/report";
import { rules } from "../../server/src/rules/index";
import { suppressionComments } from "../../server/src/suppress";
import { hasPython, needsPython, syntaxErrors } from "../support/cpython";
import { applyChanges, type Files, projectOf, verdictsOn } from "../support/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const RULE = "debug-true";

/** A text with the comment for a finding on `at`. */
function ignored(path: string, text: string, at: string): string | undefined {
  const start = text.indexOf(at);
  const change = ignoringComment(
    memorySnapshot({ [path]: text }),
    { file: path, start, end: start + 1 },
    RULE,
  );
  return change && applyChanges({ [path]: text }, [change])[path];
}

const COMMENT = `# preflight: ignore[${RULE}]`;

describe("the comment stands", () => {
  test.for<readonly [path: string, text: string, at: string, expected: string | undefined]>([
    ["a.py", "X = 1\n", "X", `X = 1  ${COMMENT}\n`],
    ["a.py", "X = 1", "X", `X = 1  ${COMMENT}`],
    ["a.py", "X = 1 \r\nY = 2\r\n", "X", `X = 1  ${COMMENT}\r\nY = 2\r\n`],
    ["a.py", "X = 1  # why\n", "X", `X = 1  # why  ${COMMENT}\n`],
    ["a.py", "X = 1  # preflight: ignore[a] -- b\n", "X", `X = 1  # preflight: ignore[a, ${RULE}] -- b\n`],
    ["a.py", "# preflight: ignore[a]\nX = 1\n", "X", `# preflight: ignore[a, ${RULE}]\nX = 1\n`],
    ["a.py", "X = [\n    1,\n]\n", "1", `X = [\n    1,  ${COMMENT}\n]\n`],
    ["a.py", 'if Y:\n    X = """a\nb"""\n', "X", `if Y:\n    ${COMMENT}\n    X = """a\nb"""\n`],
    ["a.py", 'X = """a\nb"""\n', "b", `X = """a\nb"""  ${COMMENT}\n`],
    ["a.py", 'X = """a\nb\n"""\n', "b", undefined],
    ["a.py", "X = 1 + \\\n  2\n", "X", `${COMMENT}\nX = 1 + \\\n  2\n`],
    ["a.py", "X = 1 + \\\n  2\n", "2", `X = 1 + \\\n  2  ${COMMENT}\n`],
    ["a.py", "X = 1 + \\\n  2 + \\\n  3\n", "2", undefined],
    ["a.py", "X = '#'\n", "X", `X = '#'  ${COMMENT}\n`],
    ["a.py", "\ufeffX = '''\n'''\n", "X", `\ufeff${COMMENT}\nX = '''\n'''\n`],
    ["Procfile", "web: gunicorn a\n", "web", `${COMMENT}\nweb: gunicorn a\n`],
    ["heroku.yml", "run:\n  web: a b\n", "a b", `run:\n  web: a b  ${COMMENT}\n`],
    ["heroku.yml", "run:\n  web: |\n    a\n    b\n", "web", `run:\n  ${COMMENT}\n  web: |\n    a\n    b\n`],
    ["heroku.yml", "run:\n  web: |\n    a\n    b\n", "    a", undefined],
    ["Dockerfile", "FROM a\nRUN b\n", "RUN", `FROM a\n${COMMENT}\nRUN b\n`],
    ["requirements.txt", "Django==5.2\n", "D", `Django==5.2  ${COMMENT}\n`],
    ["requirements.txt", "a==5.2 \\\n  --hash=b\n", "a", `${COMMENT}\na==5.2 \\\n  --hash=b\n`],
    ["pyproject.toml", 'a = ["b"]\n', "a", `a = ["b"]  ${COMMENT}\n`],
    [".python-version", "3.13\n", "3", `${COMMENT}\n3.13\n`],
    ["app.json", "{}\n", "{", undefined],
    ["bin/release.sh", "#!/bin/sh\na\n", "a", `#!/bin/sh\n${COMMENT}\na\n`],
    ["poetry.lock", "a\n", "a", undefined],
  ])("%j %j at %j", ([path, text, at, expected]) => {
    expect(ignored(path, text, at)).toBe(expected);
  });
});

test.for<readonly [text: string, name: string, expected: string]>([
  ["X = 1  # preflight: ignore[a] -- b\n", "a", "X = 1\n"],
  ["X = 1  # why  # preflight: ignore[a]\n", "a", "X = 1  # why\n"],
  ["X = 1  # preflight: ignore[a] -- b  # why\n", "a", "X = 1  # why\n"],
  ["# preflight: ignore[a]\nX = 1\n", "a", "X = 1\n"],
  ["X = 1  # preflight: ignore[a, bc]\n", "a", "X = 1  # preflight: ignore[bc]\n"],
  ["X = 1  # preflight: ignore[a, bc]\n", "bc", "X = 1  # preflight: ignore[a]\n"],
  ["X = 1  # preflight: ignore[a, bc, d]\n", "bc", "X = 1  # preflight: ignore[a, d]\n"],
])("a name goes away: %j", ([text, name, expected]) => {
  const document = memorySnapshot({ "a.py": text }).file("a.py")!;
  const [comment] = suppressionComments(document);
  const { range } = comment!.rules.find(({ id }) => id === name)!;
  expect(applyChanges({ "a.py": text }, [withoutName(document, comment!, range)])["a.py"]).toBe(expected);
});

describe("on the rules' own examples", () => {
  const python: string[] = [];
  const keyOf = ({ rule, verdict: { at, message } }: ReportedVerdict) => `${rule} ${at?.file} ${message}`;

  /** Files that have no comments, or whose names mean nothing, and places inside of a block of YAML. */
  const WITHOUT =
    /\.(?:json|lock|html?|conf|ini|cfg)$|(?:^|[\s/])(?:\.env.*|\.python_version|procfile|collectstatic_disabled|ci\.yml)$/;

  function check(files: Files, id: string): void {
    const before = verdictsOn(files).filter(({ rule, shown }) => shown && rule === id);
    for (const { scope } of before) {
      const change = ignoringComment(memorySnapshot(files), scope!, id);
      if (change === undefined) {
        if (files[scope!.file]?.startsWith("\ufeff")) continue;
        unplaced.push(`${id} ${scope!.file}`);
        continue;
      }
      const after = applyChanges(files, [change]);
      if (scope!.file.endsWith(".py")) python.push(after[scope!.file]!);
      const verdicts = verdictsOn(after);
      const left = verdicts.filter(({ rule, shown }) => shown && rule === id);
      expect(left.length, `${scope!.file}: ${after[scope!.file]}`).toBeLessThan(before.length);
      expect(verdicts.filter(({ rule }) => rule === "unused-suppression").map(keyOf)).toEqual([]);
      // Nothing else changes.
      const others = (all: readonly ReportedVerdict[]) =>
        all.filter(({ rule, shown }) => shown && rule !== id).map(({ rule }) => rule);
      expect(others(verdicts)).toEqual(others(verdictsOn(files)));
    }
  }
  const unplaced: string[] = [];

  test.for(rules.map(({ id, examples }) => [id, examples.bad] as const))("%s", ([id, bad]) => {
    for (const { code } of bad) check(projectOf(code), id);
  });

  test("every finding has a place for it but those in files without comments", () => {
    expect(unplaced.filter((place) => !WITHOUT.test(place))).toEqual([]);
  });

  test.skipIf(!hasPython)(`CPython compiles all of them${needsPython}`, () => {
    expect(python.length).toBeGreaterThan(200);
    expect(syntaxErrors(python).filter((error) => error !== null)).toEqual([]);
  });
});
