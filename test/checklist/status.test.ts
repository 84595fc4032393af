import { describe, expect, it } from "vitest";
import { answerText, type JudgedItem, statusOf } from "../../server/src/checklist/status";

const manual: JudgedItem = { kind: "manual", state: "open" };
const broken: JudgedItem = { kind: "automatic", state: "problem" };
const undecided: JudgedItem = { kind: "automatic", state: "unknown" };

describe("a note without a state", () => {
  it("leaves every item where it stands", () => {
    for (const item of [manual, broken, undecided])
      expect(statusOf(item, { note: "asked Bob" })).toBe(item.state);
  });

  it("is quoted on one line", () => {
    const note = { note: "asked\n  Bob", by: "Ann", on: "2026-03-01T10:00:00Z" };
    expect(answerText(manual, note)).toBe("Note by Ann on 2026-03-01: asked Bob");
  });
});

describe("an answer", () => {
  it("of done counts where the files do not decide", () => {
    expect(statusOf(manual, { state: "done" })).toBe("done");
    expect(statusOf(undecided, { state: "done" })).toBe("done");
  });

  it("of done does not count where they do, but its note is still told", () => {
    expect(statusOf(broken, { state: "done" })).toBe("problem");
    expect(statusOf({ kind: "evidence", state: "problem" }, { state: "done" })).toBe("problem");
    expect(answerText(broken, { state: "done" })).toBeUndefined();
    expect(answerText(broken, { state: "done", note: "works for me" })).toBe("Note: works for me");
  });

  it("of not applicable always counts", () => {
    expect(statusOf(broken, { state: "not-applicable" })).toBe("not-applicable");
  });
});
