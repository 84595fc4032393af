import { describe, expect, it } from "vitest";
import { gitUserName } from "../../client/src/checklist/gitConfig";

describe("gitUserName", () => {
  it("reads user.name", () => {
    expect(gitUserName('[core]\n\tname = no\n[user]\n\temail = a@b.c\n\tname = "Ann Example"\n')).toBe(
      "Ann Example",
    );
  });

  it("knows no other sections", () => {
    expect(gitUserName('[remote "user"]\n  name = x\n[core]\n  bare = false\n')).toBeUndefined();
  });
});
