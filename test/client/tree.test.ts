import { describe, expect, it } from "vitest";
import { checklistRows, type Filter } from "../../client/src/checklist/model";
import { changedRows, Tree } from "../../client/src/checklist/tree";
import type { ChecklistAnswer } from "../../server/src/checklist/answers";
import { checklistOf } from "../../server/src/lsp/checklist";
import { Folder } from "../../server/src/lsp/convert";
import type { ChecklistProject } from "../../server/src/protocol";
import { createPreflight, type Preflight } from "../../server/src/service";
import { projectOf, SETTINGS } from "../support/exampleProject";
import { testGrammars } from "../support/grammars";
import { memoryWorkspace } from "../support/memoryWorkspace";

const TEXT = `import os

DEBUG = True
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = ["www.example.com"]
ADMINS = [("Ann", "ann@example.com")]
INSTALLED_APPS = ["django.contrib.staticfiles"]
ROOT_URLCONF = "mysite.urls"
`;
const ROOT = "file:///site";

/** An editor on a project: what the view shows after each change of the settings. */
async function editor() {
  const preflight: Preflight = createPreflight({
    workspace: memoryWorkspace(projectOf(TEXT)),
    grammars: await testGrammars(),
    rootPath: "/site",
  });
  preflight.open(SETTINGS, TEXT);
  const folder = new Folder(ROOT);
  let text = TEXT;
  return {
    projects: () => preflight.use((report, snapshot) => checklistOf(preflight, report, snapshot, folder)),
    type(at: string, inserted: string) {
      text = text.replace(at, at + inserted);
      preflight.change(SETTINGS, [{ text }]);
    },
  };
}

function treeOf(
  projects: readonly ChecklistProject[],
  answers: Readonly<Record<string, ChecklistAnswer>> = {},
  filter: Filter = "all",
): Tree {
  return new Tree(checklistRows(projects, () => answers, filter));
}

describe("a key", () => {
  it.each([
    ["a string", "ann@example", "s"],
    ["a comment", "import os", "  # n"],
    ["a line above all others", "import os", "\nimport sys"],
    ["an assignment that is half typed", 'ROOT_URLCONF = "mysite.urls"\n', "PAGE_SIZE = "],
  ])("that is part of %s draws at most rows that name a line", async (_, at, inserted) => {
    const { projects, type } = await editor();
    const before = treeOf(await projects());
    type(at, inserted);
    const after = treeOf(await projects());
    const changed = changedRows(before, after);
    expect(changed).not.toBe("all");
    for (const id of changed) expect(after.row(id as string)!.description).toMatch(/settings\.py:\d+: /);
    expect(changed.length).toBeLessThanOrEqual(inserted.includes("\n") ? 3 : 0);
  });

  it("that decides an item draws its section", async () => {
    const { projects, type } = await editor();
    const before = treeOf(await projects());
    type("DEBUG = ", "not ");
    const after = treeOf(await projects());
    const changed = changedRows(before, after);
    expect(changed).toContain(`${ROOT}#Django settings`);
    expect(changed.length).toBeLessThan(after.roots.length);
  });

  it("leaves a click going to where the line is by then", async () => {
    const { projects, type } = await editor();
    const lineOf = (tree: Tree) =>
      tree.row(`${ROOT}#Django settings#debug-off`)!.entry!.item.location!.range.start.line;
    expect(lineOf(treeOf(await projects()))).toBe(2);
    type("import os", "\n\n");
    expect(lineOf(treeOf(await projects()))).toBe(4);
  });
});

describe("changed rows", () => {
  it("are the section for an answer, everything for another filter that leaves other sections", async () => {
    const projects = await (await editor()).projects();
    const before = treeOf(projects);
    const done = treeOf(projects, { "check-deploy": { state: "done" } });
    expect(changedRows(before, done)).toEqual([`${ROOT}#Django settings`]);
    expect(changedRows(before, treeOf(projects, {}, "problems"))).toBe("all");
    expect(changedRows(before, treeOf(projects))).toEqual([]);
  });

  it("are the row alone where nothing around it changes", async () => {
    const projects = await (await editor()).projects();
    const noted = treeOf(projects, { "check-deploy": { note: "ask Ann" } });
    expect(changedRows(treeOf(projects), noted)).toEqual([`${ROOT}#Django settings#check-deploy`]);
  });
});

describe("the tree", () => {
  it("knows every row and the one around it", async () => {
    const tree = treeOf(await (await editor()).projects());
    for (const section of tree.roots) {
      expect(tree.parent(section.id)).toBeUndefined();
      for (const row of section.children) {
        expect(tree.parent(row.id)).toBe(section.id);
        expect(tree.find(row.entry!)).toBe(row);
      }
    }
  });

  it("leads through everything that is left to do, and starts again", async () => {
    const tree = treeOf(await (await editor()).projects());
    const open = tree.roots
      .flatMap(({ children }) => children)
      .filter(({ entry }) => !["done", "not-applicable"].includes(entry!.status));
    const visited: string[] = [];
    while (visited.length < open.length) visited.push(tree.nextOpen(visited.at(-1))!.id);
    expect(visited).toEqual(open.map(({ id }) => id));
    expect(tree.nextOpen(visited.at(-1))!.id).toBe(visited[0]);
    expect(tree.nextOpen(tree.roots[1]!.id)!.id).toBe(
      tree.roots[1]!.children.find((row) => open.includes(row))!.id,
    );
    expect(new Tree([]).nextOpen(undefined)).toBeUndefined();
  });
});
