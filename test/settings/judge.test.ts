/** What rules ask of settings where the answer depends on a variable. */
import { describe, expect, test } from "vitest";
import type { Plain } from "../../server/src/settings/plain";
import { type Answer, VARIABLE } from "../../server/src/settings/settings";
import { evaluation } from "../support/evaluation";

const READ = 'import os\n\nURL = os.environ.get("REDIS_URL", "redis://localhost")\n';

/** Violated where the variable decides. */
function fromVariable({ kind }: Plain): Answer {
  return { state: kind === "env" ? "violated" : "satisfied" };
}

function judged(code: string, given?: string, env?: Readonly<Record<string, string>>) {
  return evaluation({ code, env }).settings.judge(["URL"], fromVariable, { given });
}

describe("a question that is put for one variable being set", () => {
  test("is answered in those worlds alone", () => {
    expect(judged(READ)).toMatchObject({ state: "undecided" });
    expect(judged(READ, "REDIS_URL")).toMatchObject({ state: "violated" });
  });

  test("leaves other variables undecided", () => {
    const code = `${READ}if "OTHER" in os.environ:\n    URL = "redis://other"\n`;
    expect(judged(code, "REDIS_URL")).toMatchObject({ state: "undecided", when: "OTHER is not set" });
  });

  test("does not apply where the variable is surely missing", () => {
    expect(judged(READ, "REDIS_URL", {})).toMatchObject({ state: "not-applicable" });
  });
});

test("a question about a variable is no reading of the settings", () => {
  const { settings } = evaluation({ code: READ });
  settings.judge([`${VARIABLE}DJANGO_ALLOW_ASYNC_UNSAFE`], fromVariable);
  expect(settings.variables).toEqual(["REDIS_URL"]);
});
