/** SARIF reports of the built command, read by Microsoft's validator: the official schema, and what GitHub asks for beside it. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../support/root";
import { wrongProjects } from "../support/wrongProjects";

/** Not development dependencies: the validator is 40 MB and for one platform, the schema comes with an old validator. */
const VALIDATOR = `@microsoft/sarif-multitool-${process.platform}`;
const PACKAGES = [`${VALIDATOR}@5.7.0`, "@microsoft/jest-sarif@1.0.0-beta.0"];
const installed = path.join(root, ".cache/sarif");
const program = path.join(installed, "node_modules", VALIDATOR, "Sarif.Multitool");
const directory = mkdtempSync(path.join(tmpdir(), "preflight-sarif-"));

beforeAll(() => {
  const done = path.join(installed, "done.json");
  if (existsSync(done) && readFileSync(done, "utf8") === JSON.stringify(PACKAGES)) return;
  mkdirSync(installed, { recursive: true });
  writeFileSync(path.join(installed, "package.json"), "{}");
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["install", ...quiet, ...PACKAGES], { cwd: installed });
  writeFileSync(done, JSON.stringify(PACKAGES));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is wrong by the schema of the standard, and what the validator finds beside that; its notes are taste. */
function problems(report: unknown): string[] {
  const load = createRequire(path.join(installed, "package.json"));
  const Ajv = load("ajv");
  const ajv = new Ajv({ schemaId: "auto", validateSchema: false, allErrors: true });
  ajv.addMetaSchema(load("ajv/lib/refs/json-schema-draft-04.json"));
  ajv.validate(load("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), report);
  const log = path.join(directory, "validated.sarif");
  writeFileSync(log, JSON.stringify(report));
  const { stdout, stderr } = spawnSync(program, ["validate", log, "--rule-kind", "Sarif;Ghas"], {
    encoding: "utf8",
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" },
  });
  expect(`${stdout}${stderr}`).toContain("1 files scanned");
  return [
    ...(ajv.errors ?? []).map(({ dataPath, message }: Record<string, string>) => `${dataPath} ${message}`),
    ...stdout.split("\n").filter((line) => /: (error|warning) /.test(line)),
  ];
}

let report: { runs: { results: Record<string, unknown>[] }[] };

test("are valid", () => {
  for (const [n, { files }] of wrongProjects.entries()) {
    for (const [file, text] of Object.entries(files)) {
      const target = path.join(directory, `sites/wrong ${n}`, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--", path.join(root, "dist/cli.js"), "check", "--format", "sarif", "--exit-zero", "sites"],
    { cwd: directory, encoding: "utf8", maxBuffer: 1e8 },
  );
  expect(stderr).toBe("");
  report = JSON.parse(stdout);
  expect(report.runs[0]!.results.length).toBeGreaterThan(100);
  expect(problems(report)).toEqual([]);
});

test("with mistakes are told apart", () => {
  const [first, second] = report.runs[0]!.results;
  first!.nonsense = true;
  delete second!.message;
  const found = problems(report).join("\n");
  expect(found).toContain(".runs[0].results[1] should have required property 'message'");
  expect(found).toMatch(/error JSON1005: runs\[0\]\.results\[0\]\.nonsense/);
});
