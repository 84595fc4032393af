/** Which Python a build installs, as the shell functions of Heroku's buildpack read it. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  meantVersion,
  parsePythonVersion,
  parseRuntimeTxt,
  pipfileLockVersion,
} from "../../server/src/files/pythonVersion";
import { discoverProjects } from "../../server/src/project/discover";
import { pythonBuild } from "../../server/src/project/pythonBuild";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { memorySnapshot } from "../support/memorySnapshot";

const file = (text: string) => memorySnapshot({ file: text }).file("file")!;

/** The lines that count, as sed trims and drops them; undefined where the machine has no GNU sed or no UTF-8 locale. */
function trimmedLines(texts: readonly string[]): string[][] | undefined {
  const results = texts.map((input) =>
    spawnSync(
      "sed",
      ["--regexp-extended", "-e", "s/^[[:space:]]+//", "-e", "s/[[:space:]]+$//", "-e", "/^(#|$)/d"],
      { input, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } },
    ),
  );
  if (results.some(({ status }) => status !== 0)) return undefined;
  return results.map(({ stdout }) => stdout.split("\n").filter((line) => line !== ""));
}

const hasSed = trimmedLines(["\u2003a\n"])?.[0]?.[0] === "a";

describe("version files", () => {
  const piece = fc.constantFrom(
    ..."3.12|3.13.1|python-3.12|03.1|3|3.x|#|# why| |\t|\n|\r\n|\r|\u00a0|\u2003|\ufeff|\u200b|'3.12'".split(
      "|",
    ),
  );

  test.skipIf(!hasSed)(`agree with GNU sed${hasSed ? "" : " (skipped: needs GNU sed)"}`, () => {
    const texts = fc
      .sample(fc.array(piece, { maxLength: 6 }), { numRuns: 150, seed: 7 })
      .map((all) => all.join(""));
    trimmedLines(texts)!.forEach((lines, n) => {
      const version = /^(0|[1-9]\d*)\.(0|[1-9]\d*)(\.(0|[1-9]\d*))?$/;
      const expected = lines.length === 1 && version.test(lines[0]!) ? lines[0] : undefined;
      const found = parsePythonVersion(file(texts[n]!));
      expect({ text: texts[n], version: found.version }).toEqual({ text: texts[n], version: expected });
      expect(found.problem === undefined).toBe(expected !== undefined);
      if (found.problem === "none") expect(lines).toEqual([]);
      if (found.problem === "several") expect(lines.length).toBeGreaterThan(1);
    });
  });

  test("any text gives a range inside it", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece).map((all) => all.join("")),
        ),
        (text) => {
          for (const read of [parsePythonVersion, parseRuntimeTxt]) {
            const { range, version, problem } = read(file(text));
            expect(0 <= range.start && range.start <= range.end && range.end <= text.length).toBe(true);
            expect((version === undefined) === (problem !== undefined)).toBe(true);
          }
          pipfileLockVersion(file(text));
          meantVersion(text);
        },
      ),
    );
  });

  test.each([
    ["python-3.12.4", "3.12"],
    ['"3.13"', "3.13"],
    ["3.12.x", "3.12"],
    ["Python 3.11", "3.11"],
    [">=3.10,<3.14", undefined],
    ["pypy3.10", undefined],
    ["cpython3.11", "3.11"],
    ["13.12", undefined],
    ["my-env", undefined],
  ])("%j means %s", (text, version) => {
    expect(meantVersion(text)).toBe(version);
  });

  test("Pipfile.lock: the full version before the other", () => {
    const lock = (requires: unknown) => pipfileLockVersion(file(JSON.stringify({ _meta: { requires } })));
    expect(lock({ python_version: "3.12", python_full_version: "3.12.4" })?.version).toBe("3.12.4");
    expect(lock({ python_version: "3.12", python_full_version: null })?.version).toBe("3.12");
    expect(lock({ python_version: "3" })).toMatchObject({ version: undefined, problem: "malformed" });
    expect(lock({})).toBeUndefined();
    expect(pipfileLockVersion(file("{"))).toBeUndefined();
  });
});

describe("the build", () => {
  const build = (files: Record<string, string>) => {
    const snapshot = memorySnapshot({ ...exampleProject, Procfile: "web: gunicorn mysite.wsgi\n", ...files });
    return pythonBuild(snapshot, discoverProjects(snapshot)[0]!.deployment)!;
  };

  test("Pipfile.lock counts for the classic buildpack only", () => {
    const files = { "Pipfile.lock": "{}", Pipfile: "" };
    expect(build(files).managers.map(({ manager }) => manager)).toEqual(["pipenv"]);
    expect(build({ ...files, "project.toml": "[io.buildpacks]\n" }).managers).toEqual([]);
  });

  test("what git or .slugignore leave out does not reach it", () => {
    const files = { "requirements.txt": "", "uv.lock": "", "poetry.lock": "" };
    const left = build({
      ...files,
      ".gitignore": "uv.lock\n",
      ".slugignore": "/poetry.lock\n!poetry.lock\n",
    });
    expect(left.managers.map(({ file: name }) => name)).toEqual(["requirements.txt"]);
    expect([...left.left].sort()).toEqual(["poetry.lock", "uv.lock"]);
  });

  test("which file asks for the Python", () => {
    const both = { "requirements.txt": "", "runtime.txt": "python-3.12\n", ".python-version": "3.13\n" };
    const origin = (files: Record<string, string>) => build(files).python.origin;
    expect(origin(both)).toBe("runtime.txt");
    expect(origin({ "requirements.txt": "", ".python-version": "3.13\n", ".pythonversion": "" })).toBe(
      "misspelled",
    );
    expect(
      origin({ ".python-version": "3.13\n", ".pythonversion": "", "project.toml": "[io.buildpacks]\n" }),
    ).toBe(".python-version");
    expect(build({ ...both, "uv.lock": "" }).python).toMatchObject({ refused: false });
    expect(build({ "uv.lock": "", "runtime.txt": "python-3.12\n" }).python).toMatchObject({ refused: true });
    expect(origin({ "Pipfile.lock": '{"_meta": {"requires": {"python_version": "3.12"}}}' })).toBe(
      "Pipfile.lock",
    );
    expect(origin({ "requirements.txt": "" })).toBe("none");
  });

  test("other buildpacks and hooks", () => {
    const app = (...urls: string[]) => ({
      "app.json": JSON.stringify({ buildpacks: urls.map((url) => ({ url })) }),
    });
    expect(build(app("heroku/nodejs", "heroku/python")).uncertain).toBeUndefined();
    expect(
      build(app("https://github.com/moneymeets/python-poetry-buildpack", "heroku/python")).uncertain,
    ).toMatch(/poetry/);
    expect(build(app("heroku/nodejs"))).toBeUndefined();
    expect(build({ "bin/pre_compile": "" }).uncertain).toMatch(/pre_compile/);
  });
});
