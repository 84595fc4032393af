/** The command line as people and scripts see it: the built bundle, in a process of its own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "../support/root";

const SITE = "test/fixtures/heroku-site";
let directory: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(path.join(tmpdir(), "preflight-cli-")));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--", `${root}/dist/cli.js`, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function file(name: string, text: string): string {
  const full = path.join(directory, name);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

describe("check", () => {
  it("prints one line for each finding: file, line, column, severity, rule", () => {
    const { status, stdout } = run("check", SITE);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^test\/fixtures\/heroku-site\/mysite\/settings\.py:\d+:\d+: error: .* \[debug-true\]$/m,
    );
    expect(stdout).toMatch(/^\d+ errors, \d+ warnings/m);
    expect(stdout).not.toContain("django-insecure");
  });

  it("exits 0 where nothing is at or above --fail-on", () => {
    expect(run("check", "test/fixtures/split-settings").status).toBe(0);
    expect(run("check", SITE, "--fail-on", "error").status).toBe(1);
  });

  it.each([
    [["check", "--nonsense"]],
    [["check", "no/such/folder"]],
    [["check", "package.json"]],
    [["check", SITE, "--format", "xml"]],
    [["check", SITE, "--settings", "mysite.nowhere"]],
    [["check", SITE, "--env-file", "no/such/file"]],
    [["check", SITE, "--django", "five"]],
    [["frobnicate"]],
    [[]],
  ])("exits 2 with one line of plain words: %j", (args) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^django-preflight: [^\n]+\n$/);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it("reads variables as `heroku config -s` prints them", () => {
    const site = path.dirname(
      file("env-site/manage.py", 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'),
    );
    file(
      "env-site/settings.py",
      "import os\nA = os.environ.get('A')\nB = os.environ.get('B')\nC = os.environ.get('C', 'unset')\n",
    );
    const env = file("vars", "# comment\nA='it'\\''s quoted'\nexport B=\"two words\"\n");
    const { stdout } = run("explain", "--project", site, "--env-file", env, "A", "B", "C");
    expect(stdout).toContain(`A = "it's quoted"`);
    expect(stdout).toContain("B = 'two words'");
    expect(stdout).toContain("C = 'unset'");
  });
});

describe("JSON", () => {
  const ajv = new Ajv({ strict: false });
  const schema = (name: string) =>
    ajv.compile(JSON.parse(readFileSync(path.join(root, "schemas", name), "utf8")));
  const empty = () => file("empty.env", "");

  it.each([SITE, "test/fixtures/split-settings", "test/fixtures/docker-site"])(
    "of check fits its schema: %s",
    (site) => {
      const validate = schema("check.schema.json");
      for (const args of [[], ["--env-file", empty()], ["--django", "4.2"]]) {
        const report = JSON.parse(run("check", site, "--format", "json", ...args).stdout);
        expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
        expect(report.projects).toHaveLength(1);
      }
    },
  );

  it.each([SITE, "test/fixtures/split-settings", "test/fixtures/docker-site"])(
    "of explain fits its schema: %s",
    (site) => {
      const validate = schema("explain.schema.json");
      const { stdout } = run("explain", "--project", site, "--format", "json");
      const report = JSON.parse(stdout);
      expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
      expect(Object.keys(report.projects[0].values)).toContain("DEBUG");
    },
  );

  it("hides secrets", () => {
    const { stdout } = run("explain", "SECRET_KEY", "--project", SITE, "--format", "json");
    expect(JSON.parse(stdout).projects[0].values.SECRET_KEY.value).toEqual({ kind: "redacted", length: 60 });
    expect(stdout).not.toContain("django-insecure");
  });
});
