/** How messages say under which condition they hold. */
import { describe, expect, test } from "vitest";
import { underCondition } from "../../server/src/rules/verdicts";

describe("a message under a condition", () => {
  test.for<[message: string, expected: string]>([
    ["Every page fails.", "If DEBUG is not set, every page fails."],
    ["This cache is slow.", "If DEBUG is not set, this cache is slow."],
    ["The first fails. The second works.", "If DEBUG is not set, the first fails. The second works."],
    ["ALLOWED_HOSTS is empty.", "If DEBUG is not set, ALLOWED_HOSTS is empty."],
    ["Django does not start.", "If DEBUG is not set, Django does not start."],
    ["Anymail is old.", "If DEBUG is not set, Anymail is old."],
    ["If A is on, B is off.", "If A is on, B is off. This happens if DEBUG is not set."],
    [
      "Without LOGGING nothing is logged.",
      "Without LOGGING nothing is logged. This happens if DEBUG is not set.",
    ],
  ])("%s", ([message, expected]) => {
    expect(underCondition("if DEBUG is not set", message)).toBe(expected);
  });
});
