import { expect, it } from "vitest";
import { progressLine } from "../../server/src/cli/progress";

it.each([
  [80, "checked 3 of 200 projects: sites/shop"],
  [20, "checked 3 of 200 p…"],
  [1, "…"],
  [0, "checked 3 of 200 projects: sites/shop"],
  [undefined, "checked 3 of 200 projects: sites/shop"],
])("fits one line of %s columns", (columns, line) => {
  expect(progressLine(3, 200, "sites/shop", columns)).toBe(line);
});
