/** Settings with more alternatives than can be kept apart: what they share stays known. */
import { describe, expect, test } from "vitest";
import { contains } from "../../server/src/settings/plain";
import { evaluation } from "../support/evaluation";

const variables = Array.from({ length: 12 }, (_, n) => `OPTION_${n}`);

/** `APPS` with an item for each of twelve variables that are set. */
const conditional = [
  "import os",
  'APPS = ["always"]',
  ...variables.map((name, n) => `if "${name}" in os.environ:\n    APPS.append("app${n}")`),
  'APPS.append("last")',
].join("\n");

describe("a list with many conditional items", () => {
  const { settings, startup } = evaluation({ code: conditional });
  const apps = settings.value("APPS");

  test("keeps the items that every alternative has, and is open", () => {
    expect(startup.state).toBe("ok");
    expect(contains(apps, "always")).toBe(true);
    expect(contains(apps, "last")).toBe(true);
    expect(contains(apps, "app3")).toBeUndefined();
    expect(contains(apps, "never")).toBeUndefined();
  });

  test("names the variables that it depends on", () => {
    const judged = settings.judge(["APPS"], (value) =>
      value.kind === "list" && value.open === undefined
        ? { state: "satisfied" }
        : { state: "undecided", reason: value.kind === "list" ? value.open! : value.kind },
    );
    expect(judged).toMatchObject({
      state: "undecided",
      reason: expect.stringMatching(
        /^it depends on the environment variables OPTION_0, OPTION_1, OPTION_2 and \d+ others$/,
      ),
    });
  });

  test("in each of its worlds is exact where the variables are known", () => {
    const env = { OPTION_1: "", OPTION_11: "x" };
    const closed = evaluation({ code: conditional, env }).settings.value("APPS");
    expect(closed).toMatchObject({
      kind: "list",
      items: ["always", "app1", "app11", "last"].map((value) => ({ kind: "str", value })),
      open: undefined,
    });
  });
});

test("a dict whose entries depend on many variables keeps its keys", () => {
  const entries = variables.map((name) => `"${name}": os.environ.get("${name}", "")`);
  const { settings } = evaluation({ code: `import os\nX = {"fixed": 1, ${entries.join(", ")}}` });
  const value = settings.value("X");
  expect(value.kind).toBe("dict");
  if (value.kind !== "dict") return;
  expect(value.open).toBeUndefined();
  expect(value.entries).toHaveLength(13);
  expect(value.entries[0]![1]).toMatchObject({ kind: "int", value: 1n });
  const last = value.entries.at(-1)![1];
  expect(last.kind === "unknown" ? last.reason : last.kind).toMatch(
    /^it depends on the environment variable/,
  );
});

test("a name that may be unset is unknown, not what its alternatives share", () => {
  const branches = variables
    .slice(0, 6)
    .map((name) => `if "${name}" in os.environ:\n    X = X + ["${name}"]`);
  const code = ["import os", 'if "FIRST" in os.environ:', '    X = ["shared"]', ...branches].join("\n");
  expect(contains(evaluation({ code }).settings.value("X"), "shared")).toBeUndefined();
});

test("a joined list no longer vouches for the objects it may be", () => {
  const branches = variables.map((name) => `if "${name}" in os.environ:\n    X = X + ["${name}"]`);
  const code = ["import os", 'BASE = ["a"]', "X = BASE", ...branches, 'X.append("b")'].join("\n");
  const { settings } = evaluation({ code });
  expect(contains(settings.value("BASE"), "b")).toBeUndefined();
  expect(contains(settings.value("X"), "b")).toBe(true);
});
