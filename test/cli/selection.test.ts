/** Which findings `check` reports: rules, changed lines, a baseline. */
import { describe, expect, it } from "vitest";
import { baselineOf, baselineText, parseBaseline, pruned } from "../../server/src/cli/baseline";
import type { ShownFinding } from "../../server/src/cli/findings";
import { changedLines, selectRules } from "../../server/src/cli/selection";

function finding(rule: string, path: string, line: number, last = line): ShownFinding {
  const place = { path, start: { line, character: 0 }, end: { line: last, character: 1 }, line: "" };
  const identity = `${rule} ${path} ${line}`;
  return {
    project: ".",
    rule,
    severity: "error",
    message: "",
    place,
    page: "",
    fixes: [],
    related: [],
    identity,
  };
}

describe("--select and --ignore", () => {
  const [debug, hsts, web] = [
    finding("debug-true", "a.py", 0),
    finding("hsts-missing", "a.py", 1),
    finding("web-runserver", "Procfile", 0),
  ];
  const kept = (select: string[], ignore: string[]) =>
    [debug, hsts, web].filter(selectRules(select, ignore)).map(({ rule }) => rule);

  it.each([
    [[], [], ["debug-true", "hsts-missing", "web-runserver"]],
    [["security"], [], ["debug-true", "hsts-missing"]],
    [["security"], ["hsts-missing"], ["debug-true"]],
    [[], ["process"], ["debug-true", "hsts-missing"]],
  ])("%j without %j", (select, ignore, rules) => {
    expect(kept(select, ignore)).toEqual(rules);
  });

  it("suggests the name that was meant", () => {
    expect(() => selectRules(["hsts-mising"], [])).toThrow("did you mean hsts-missing?");
  });
});

describe("--diff", () => {
  const diff = `diff --git a/site/settings.py b/site/settings.py
--- a/site/settings.py
+++ b/site/settings.py
@@ -1,4 +1,5 @@
 one
-two
+zwei
+drei
 three
 four
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-gone
`;
  const onDiff = changedLines(diff);

  it.each([
    ["site/settings.py", 0, 0, false],
    ["site/settings.py", 1, 1, true],
    ["site/settings.py", 2, 2, true],
    ["site/settings.py", 3, 3, false],
    ["site/settings.py", 0, 1, true],
    ["settings.py", 1, 1, false],
  ])("%s, lines %i to %i", (path, first, last, changed) => {
    expect(onDiff(finding("debug-true", path, first, last))).toBe(changed);
  });

  it("says nothing where nothing changed", () => {
    expect(changedLines("")(finding("debug-true", "site/settings.py", 1))).toBe(false);
  });
});

describe("--baseline", () => {
  const fingerprint = (identity: string) => identity;
  const findings = [finding("b", "b.py", 1), finding("a", "a.py", 1), finding("a", "a.py", 2)];
  const baseline = baselineOf(findings, fingerprint);

  it("is read as it was written, one sorted entry a line", () => {
    const text = baselineText(baseline);
    expect(parseBaseline(text, "x")).toEqual(baseline);
    const paths = [...text.matchAll(/^ {4}\{"rule":"\w","path":"([\w.]+)"/gm)].map(([, path]) => path);
    expect(paths).toEqual(["a.py", "a.py", "b.py"]);
    expect(parseBaseline(baselineText(new Map()), "x").size).toBe(0);
  });

  it("loses what is gone", () => {
    expect(pruned(baseline, baselineOf([findings[0]!], fingerprint)).size).toBe(1);
  });

  it.each(["", "[]", "null", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"rule": 1}]}'])(
    "refuses %j with a clear message",
    (text) => {
      expect(() => parseBaseline(text, "old.json")).toThrow(/^old\.json is no baseline/);
    },
  );
});
