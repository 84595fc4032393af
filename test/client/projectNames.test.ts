import { expect, it } from "vitest";
import { withDistinctNames } from "../../client/src/projectNames";
import type { ChecklistProject } from "../../server/src/protocol";

function project(name: string, rootUri: string): ChecklistProject {
  const [settings, django] = [null, null];
  return {
    name,
    rootUri,
    settings,
    django,
    settingsReason: "",
    djangoReason: "",
    candidates: [],
    blocking: 0,
    sections: [],
  };
}

it.each([
  [[["mysite", "file:///a"]], ["mysite"]],
  [
    [
      ["mysite", "file:///home/ann/shop"],
      ["mysite", "file:///home/ann/blog"],
      ["other", "file:///home/ann/other"],
    ],
    ["mysite (shop)", "mysite (blog)", "other"],
  ],
  [
    [
      ["config", "file:///home/ann/my%20shop/backend"],
      ["config", "file:///home/ann/blog/backend"],
    ],
    ["config (my shop/backend)", "config (blog/backend)"],
  ],
  [
    [
      ["x", "vscode-vfs://github/one/site"],
      ["x", "vscode-vfs://github/one/site%"],
      ["x", "file:///site"],
    ],
    ["x (one/site)", "x (site%)", "x (file:/site)"],
  ],
])("names %j", (projects, names) => {
  const named = withDistinctNames(projects.map(([name, root]) => project(name!, root!)));
  expect(named.map(({ name }) => name)).toEqual(names);
});
