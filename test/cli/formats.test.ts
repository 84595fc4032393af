/** What `check --format` prints, on findings with texts that formats have to escape. */
import { expect, it } from "vitest";
import { painter } from "../../server/src/cli/colours";
import type { ShownFinding } from "../../server/src/cli/findings";
import { fullReport } from "../../server/src/cli/formats/full";
import { githubReport } from "../../server/src/cli/formats/github";
import { gitlabReport } from "../../server/src/cli/formats/gitlab";
import { junitReport } from "../../server/src/cli/formats/junit";
import { sarifReport } from "../../server/src/cli/formats/sarif";

const finding: ShownFinding = {
  project: "site",
  rule: "debug-true",
  severity: "error",
  message: 'DEBUG is "on", 100 % of the time: <a & b>\nsecond line',
  place: {
    path: "site/my settings,1.py",
    start: { line: 2, character: 8 },
    end: { line: 2, character: 12 },
    line: "DEBUG = True",
  },
  page: "https://example.org/debug-true",
  fixes: ["Turn DEBUG off"],
  related: [],
  identity: "debug-true 0",
};
const elsewhere: ShownFinding = { ...finding, severity: "info", place: undefined, identity: "debug-true 1" };
const plain = painter({ isTTY: false }, {});
const fingerprint = (identity: string) => `print of ${identity}`;

it("full: the line, marked, with fixes and the page", () => {
  expect(fullReport([finding], plain)).toEqual([
    `error[debug-true]: ${finding.message}`,
    " --> site/my settings,1.py:3:9",
    "  |",
    "3 | DEBUG = True",
    "  |         ^^^^",
    "  = fix: Turn DEBUG off",
    "  = see: https://example.org/debug-true",
    "",
  ]);
});

it.each([
  ["a tab before it", "\tX = 1", 1, 2, "  | \t^"],
  ["a place at the line's end", "X = 1", 5, 5, "  |      ^"],
])("full: marks after %s", (_, line, start, end, marks) => {
  const place = {
    ...finding.place!,
    line,
    start: { line: 2, character: start },
    end: { line: 2, character: end },
  };
  expect(fullReport([{ ...finding, place }], plain)[4]).toBe(marks);
});

it.each([
  ["settings.py", 'SECRET_KEY = "hunter2"', 'SECRET_KEY = "•••••••"'],
  ["settings.py", 'SECRET_KEY: str = ("hunter2"', 'SECRET_KEY: str = ("•••••••"'],
  ["settings.py", 'SECRET_KEY_FALLBACKS = ["hunter2"]', 'SECRET_KEY_FALLBACKS = ["•••••••"]'],
  ["settings.py", `S = {"USER": "me", 'PASSWORD': b'hunter2'}`, `S = {"USER": "me", 'PASSWORD': b'•••••••'}`],
  ["settings.py", 'X = env("API_KEY", default="hunter2")', 'X = env("API_KEY", default="•••••••")'],
  ["settings.py", 'X = "redis://:hunter2@example.com/0"', 'X = "redis://:•••••••@example.com/0"'],
  ["settings.py", 'SECRET_KEY = os.environ["SECRET_KEY"]', 'SECRET_KEY = os.environ["SECRET_KEY"]'],
  ["settings.py", 'DEBUG = "on"', 'DEBUG = "on"'],
  ["Dockerfile", "ENV SECRET_KEY=hunter2 A=1", "ENV SECRET_KEY=••••••• A=1"],
  ["compose.yml", "  POSTGRES_PASSWORD: hunter2", "  POSTGRES_PASSWORD: •••••••"],
  ["compose.yml", "  POSTGRES_PASSWORD: $PASSWORD", "  POSTGRES_PASSWORD: $PASSWORD"],
  [
    "app.json",
    '"SECRET_KEY": { "value": "x" }, "TOKEN": "hunter2"',
    '"SECRET_KEY": { "value": "x" }, "TOKEN": "•••••••"',
  ],
])("full: hides secrets in %s: %s", (path, line, shown) => {
  const point = { line: 2, character: 0 };
  const place = { path, line, start: point, end: point };
  expect(fullReport([{ ...finding, place }], plain)[3]).toBe(`3 | ${shown}`);
});

it.each([
  ["credential-hardcoded", 'stripe.x = "hunter2"', 11, 20, 'stripe.x = "•••••••"'],
  ["docker-secret", "ARG A=hunter2", 4, 13, "ARG A=•••••••"],
  ["manifest-secret-literal", '{ "value": "hunter2" }', 12, 19, '{ "value": "•••••••" }'],
])("full: hides what %s says is a secret", (rule, line, start, end, shown) => {
  const at = (character: number) => ({ line: 2, character });
  const place = { path: "x", line, start: at(start), end: at(end) };
  expect(fullReport([{ ...finding, rule, place }], plain)[3]).toBe(`3 | ${shown}`);
});

it.each(["x", "=", " ", "A=", 'A="', "://:", "'", "KEY : "])(
  "full: takes no time for a line full of %j",
  (part) => {
    const point = { line: 2, character: 0 };
    const place = { path: "x.js", line: part.repeat(200_000), start: point, end: point };
    const start = performance.now();
    fullReport([{ ...finding, place }], plain);
    expect(performance.now() - start).toBeLessThan(2000);
  },
);

it("full: cuts long lines around the finding", () => {
  const line = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
  const place = {
    ...finding.place!,
    line,
    start: { line: 2, character: 5000 },
    end: { line: 2, character: 5004 },
  };
  const [, , , shown, marks] = fullReport([{ ...finding, place }], plain);
  expect(shown!.length).toBeLessThan(140);
  expect(shown!.slice(marks!.indexOf("^"), marks!.lastIndexOf("^") + 1)).toBe("HERE");
});

it("github: workflow commands, escaped", () => {
  expect(githubReport([finding, elsewhere])).toEqual([
    "::error file=site/my settings%2C1.py,line=3,endLine=3,col=9,endColumn=12,title=debug-true::" +
      'DEBUG is "on", 100 %25 of the time: <a & b>%0Asecond line',
    '::notice title=debug-true::DEBUG is "on", 100 %25 of the time: <a & b>%0Asecond line',
  ]);
});

it("gitlab: a Code Quality report with distinct fingerprints", () => {
  const [first, second] = JSON.parse(gitlabReport([finding, elsewhere], fingerprint));
  expect(first).toEqual({
    description: finding.message,
    check_name: "debug-true",
    fingerprint: "print of debug-true 0",
    severity: "critical",
    location: { path: "site/my settings,1.py", lines: { begin: 3 } },
  });
  expect(second.fingerprint).not.toBe(first.fingerprint);
});

it("junit: a failed case for each finding, a passed one for a project without", () => {
  const projects = [
    { key: "site", name: "site" },
    { key: "api", name: "api" },
  ];
  const report = junitReport(projects, [{ ...finding, message: 'a "b" <c> & \u0007d\ne' }]);
  expect(report).toContain('<testsuites name="django-preflight" tests="2" failures="1" errors="0">');
  expect(report).toContain('message="a &#34;b&#34; &#60;c&#62; &#38; d&#10;e"');
  expect(report).toContain('<testcase name="nothing to report" classname="api"/>');
});

it("sarif: rules, results and places that count from 1", () => {
  const { runs } = JSON.parse(sarifReport([finding, elsewhere], "1.2.3", fingerprint));
  const [{ tool, results }] = runs;
  expect(tool.driver.version).toBe("1.2.3");
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["debug-true"]);
  expect(results[0].level).toBe("error");
  expect(results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "site/my%20settings%2C1.py", uriBaseId: "SRCROOT" },
    region: { startLine: 3, startColumn: 9, endLine: 3, endColumn: 13 },
  });
  // What no line says is about the project: GitHub refuses results without a place.
  expect(results[1].locations).toEqual([
    { physicalLocation: { artifactLocation: { uri: "site", uriBaseId: "SRCROOT" } } },
  ]);
  expect(results[1].level).toBe("note");
});

it.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: true }, { NO_COLOR: "1" }, false],
  [{ isTTY: false }, {}, false],
  [{ isTTY: false }, { FORCE_COLOR: "1" }, true],
])("colours on %j with %j: %s", (stream, environment, coloured) => {
  expect(painter(stream, environment)("error", "x") !== "x").toBe(coloured);
});
