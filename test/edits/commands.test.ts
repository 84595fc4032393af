/** Commands taken out of lines and scripts, and files that get another name. */
import { describe, expect, test } from "vitest";
import { withoutCommand } from "../../server/src/edits/commands";
import { applyEdits } from "../../server/src/edits/edit";
import { workspaceEdit } from "../../server/src/lsp/workspaceEdit";
import { exampleProject } from "../../server/src/rules/exampleProject";
import { createPreflight } from "../../server/src/service";
import { testGrammars } from "../support/grammars";
import { memorySnapshot } from "../support/memorySnapshot";
import { memoryWorkspace } from "../support/memoryWorkspace";

/** The text without its command `x y`; null if nothing else is there, undefined if the place is not understood. */
function without(text: string): string | null | undefined {
  const start = text.indexOf("x y");
  const edit = withoutCommand(text, { start: 0, end: text.length }, { start, end: start + 3 });
  return edit === "all" ? null : edit && applyEdits(text, [edit]);
}

describe("a command that is taken out", () => {
  test.each([
    ["x y && a", "a"],
    ["x y; a", "a"],
    ["a && x y", "a"],
    ["a && x y && b", "a && b"],
    ["a; x y; b", "a; b"],
    ["x y > /dev/null 2>&1 && a", "a"],
    ["a && x y > log.txt", "a"],
    ['sh -c "x y && a"', 'sh -c "a"'],
    ['sh -c "a && x y"', 'sh -c "a"'],
    ['["sh", "-c", "a && x y"]', '["sh", "-c", "a"]'],
    ["x y && \\\n  a", "a"],
    ["a && \\\n  x y\n", "a\n"],
    ["a\nx y\nb\n", "a\nb\n"],
    ["a\r\n  x y  # why\r\nb", "a\r\nb"],
    ["a\nx y", "a\n"],
  ])("%j", (text, expected) => {
    expect(without(text)).toBe(expected);
  });

  test.each([
    "x y || a",
    "x y | a",
    "a | x y",
    "a || x y",
    "if x y; then a; fi",
    "x y &",
    "x y <<E\nE\n",
    "$(x y)",
  ])("%j stays as it is", (text) => {
    expect(without(text)).toBeUndefined();
  });

  test("alone", () => {
    expect(without(" x y ")).toBeNull();
  });
});

describe("a file that gets another name", () => {
  const files = { ...exampleProject, procfile: "web: gunicorn mysite.wsgi\n" };

  test("in a run of fixes it goes first", async () => {
    const preflight = createPreflight({
      workspace: memoryWorkspace(files),
      grammars: await testGrammars(),
      rootPath: "/site",
    });
    const plan = await preflight.fix("all");
    preflight.dispose();
    expect(plan.applied.map(({ rule }) => rule)).toContain("procfile-misnamed");
    const [first, ...others] = plan.files;
    expect(first).toMatchObject({ path: "procfile", after: undefined });
    expect(others.find(({ path }) => path === "Procfile")?.after).toContain(files.procfile);
  });

  test("is a rename for editors", () => {
    const folder = { uriOf: (path: string) => `file:///site/${path}` };
    const editor = { version: () => undefined, annotations: false, snippets: false };
    const edit = workspaceEdit(
      [{ kind: "rename", path: "procfile", to: "Procfile" }],
      memorySnapshot(files),
      folder as Parameters<typeof workspaceEdit>[2],
      editor,
    );
    expect(edit.documentChanges).toEqual([
      {
        kind: "rename",
        oldUri: "file:///site/procfile",
        newUri: "file:///site/Procfile",
        options: { overwrite: false, ignoreIfExists: false },
      },
    ]);
  });
});
