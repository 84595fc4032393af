/** Which findings `check` reports: rules, changed lines, a baseline. */
import { describe, expect, it } from "vitest";
import { baselineOf, baselineText, parseBaseline, pruned } from "../../server/src/cli/baseline";
import { identified, type ShownFinding } from "../../server/src/cli/findings";
import { changedLines, onLines, selectRules } from "../../server/src/cli/selection";

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
  const onDiff = onLines(changedLines(diff));

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
    expect(onLines(changedLines(""))(finding("debug-true", "site/settings.py", 1))).toBe(false);
  });

  it.each([
    ["diff.mnemonicPrefix", "i/site/settings.py", "w/site/settings.py"],
    ["diff.noprefix", "site/settings.py", "site/settings.py"],
    ["a new file", "/dev/null", "w/site/settings.py"],
  ])("reads paths of %s", (_, before, after) => {
    const changed = changedLines(`--- ${before}\n+++ ${after}\n@@ -1 +1,2 @@\n one\n+two\n`);
    expect(onLines(changed)(finding("debug-true", "site/settings.py", 1))).toBe(true);
    expect(onLines(changed)(finding("debug-true", "site/settings.py", 0))).toBe(false);
  });

  it("keeps a directory that has the name of a prefix", () => {
    const changed = changedLines("--- b/settings.py\n+++ b/settings.py\n@@ -1 +1 @@\n-one\n+two\n");
    expect(onLines(changed)(finding("debug-true", "b/settings.py", 0))).toBe(true);
  });

  it.each(["hello\n", "{}", "fatal: bad revision 'main'\n", " settings.py | 2 +-\n"])(
    "refuses %j",
    (text) => {
      expect(() => changedLines(text)).toThrow("this is no unified diff");
    },
  );
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
    expect(pruned(baseline, baselineOf([findings[0]!], fingerprint), ["."]).size).toBe(1);
  });

  it("keeps what was not looked for", () => {
    const entries = baselineOf(
      [finding("a", "shop/a.py", 1), finding("a", "shop2/a.py", 1), finding("a", "../a.py", 1)],
      fingerprint,
    );
    const left = (...folders: string[]) =>
      [...pruned(entries, new Map(), folders).values()].map(({ path }) => path);
    expect(left("shop")).toEqual(["shop2/a.py", "../a.py"]);
    expect(left("shop", "..")).toEqual(["shop2/a.py"]);
  });

  it("tells projects apart that do not start, where no line says why", () => {
    const stopped = { ...finding("does-not-start", "", 0), place: undefined };
    const [one, two] = identified([
      { ...stopped, project: "one" },
      { ...stopped, project: "two" },
    ]);
    expect(identified([{ ...stopped, project: "two" }])[0]!.identity).toBe(two!.identity);
    expect(one!.identity).not.toBe(two!.identity);
  });

  it("knows what is missing at the end of a file whatever its last line is", () => {
    const at = (line: string, end: number) => {
      const point = { line: 8, character: end };
      const place = { path: "a.py", start: point, end: point, line };
      return identified([{ ...finding("hsts-missing", "a.py", 8), place }])[0]!.identity;
    };
    expect(at("A = 1", 5)).toBe(at("DATABASES = {}", 14));
  });

  it.each(["", "[]", "null", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"rule": 1}]}'])(
    "refuses %j with a clear message",
    (text) => {
      expect(() => parseBaseline(text, "old.json")).toThrow(/^old\.json is no baseline/);
    },
  );
});
