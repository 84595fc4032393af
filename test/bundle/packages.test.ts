/** What users install: the .vsix that `npm run package` made, and the npm package. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readVenvs } from "../conformance/django";
import { root } from "../support/root";
import { zipEntries } from "../support/zip";

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));

const PRE_COMMIT = "4.7.0";

const wasm = ["bash", "python", "tree-sitter", "yaml"].map((name) => `dist/wasm/${name}.wasm`);
const shipped = [
  "dist/cli.js",
  "dist/client/node.js",
  "dist/client/web.js",
  "dist/server/browser.js",
  ...wasm,
  "media/activity.svg",
  "media/icon.png",
  "package.json",
  ...["media/walkthrough", "schemas", "snippets", "syntaxes"].flatMap((directory) =>
    readdirSync(path.join(root, directory)).map((file) => `${directory}/${file}`),
  ),
];

describe("the .vsix", () => {
  const file = path.join(root, `${manifest.name}-${manifest.version}.vsix`);

  test("is smaller than 2 MB", () => {
    expect(statSync(file).size).toBeLessThan(2_000_000);
  });

  test("holds what the extension needs and nothing else", () => {
    const entries = zipEntries(readFileSync(file));
    const documents = ["LICENSE.txt", "changelog.md", "readme.md"];
    expect(entries.sort()).toEqual(
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        ...[...shipped, ...documents].map((name) => `extension/${name}`),
      ].sort(),
    );
  });
});

describe("the npm package", () => {
  const directory = mkdtempSync(path.join(tmpdir(), "preflight-"));
  // Whatever npm itself wants to say about the machine is no output of the command.
  const npx = ["--loglevel=error", "--no-install", "django-preflight"];
  const run = (...args: string[]) =>
    spawnSync("npx", [...npx, ...args], { cwd: directory, encoding: "utf8" });
  let packed: { filename: string; files: { path: string }[] };

  beforeAll(() => {
    const out = execFileSync("npm", ["pack", "--json", "--pack-destination", directory], {
      cwd: root,
      encoding: "utf8",
    });
    [packed] = JSON.parse(out.slice(out.indexOf("[")));
    execFileSync("npm", ["install", "--offline", `./${packed.filename}`], { cwd: directory });
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  test("holds what the command needs and nothing else", () => {
    const documents = ["CHANGELOG.md", "LICENSE", "README.md"];
    expect(packed.files.map((file) => file.path).sort()).toEqual([...shipped, ...documents].sort());
  });

  test("needs no other package", () => {
    expect(readdirSync(path.join(directory, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(
      [manifest.name],
    );
  });

  test("in a folder without a Django project the command says so in one line", () => {
    const { status, stdout, stderr } = run("check");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain("Django");
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test("the command finds what is wrong with a project", () => {
    cpSync(path.join(root, "test/fixtures/heroku-site"), path.join(directory, "site"), { recursive: true });
    const { status, stdout, stderr } = run("check", "site");
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
    expect(stdout).toMatch(/mysite\/settings\.py:\d+:\d+/);
  });

  test("pre-commit runs the command of this version as its hook", () => {
    expect(readFileSync(path.join(root, ".pre-commit-hooks.yaml"), "utf8")).toContain(
      `${manifest.name}@${manifest.version} check`,
    );
    const program = installPreCommit();
    cpSync(path.join(root, "test/fixtures/heroku-site"), directory, { recursive: true });
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
        cwd: directory,
      });
    git("init", "--quiet");
    git("add", "manage.py", "mysite", "requirements.txt");
    git("commit", "--quiet", "--message", "A site");
    // npx takes what is installed here instead of asking the registry for the same version.
    const hook = (file: string) =>
      spawnSync(program, ["try-repo", root, "django-preflight", "--files", file], {
        cwd: directory,
        encoding: "utf8",
        env: { ...process.env, PRE_COMMIT_HOME: path.join(directory, "pre-commit") },
      });
    const settings = hook("mysite/settings.py");
    expect(settings.stdout).toMatch(/^mysite\/settings\.py:\d+:\d+: error: .* \[debug-true\]$/m);
    expect(settings.status).toBe(1);
    expect(hook("README.md").stdout).toContain("no files to check");
  });
});

/** The real pre-commit, in a virtual environment of its own. */
function installPreCommit(): string {
  const venv = path.join(root, ".cache/pre-commit", PRE_COMMIT);
  const program = path.join(venv, "bin/pre-commit");
  if (!existsSync(program)) {
    execFileSync(readVenvs()[0]!.python, ["-m", "venv", "--clear", venv]);
    execFileSync(path.join(venv, "bin/python"), [
      "-m",
      "pip",
      "install",
      "--quiet",
      `pre-commit==${PRE_COMMIT}`,
    ]);
  }
  return program;
}
