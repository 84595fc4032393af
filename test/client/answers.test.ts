import { describe, expect, it } from "vitest";
import { DamagedAnswers, gitUserName, readAnswers, writeAnswers } from "../../client/src/checklist/answers";

const FILE = JSON.stringify({
  $schema: "x",
  version: 1,
  items: {
    zebra: { state: "done", by: "Ann", on: "2026-01-02", ticket: "OPS-1" },
    future: { state: "postponed" },
  },
});

describe("readAnswers", () => {
  it("passes over entries that it does not know", () => {
    expect(Object.keys(readAnswers(FILE))).toEqual(["zebra"]);
  });

  it("takes a note without a state, and nothing else without one", () => {
    const items = { noted: { note: "ask Ann" }, empty: { by: "Ann" }, number: { note: 1 } };
    expect(readAnswers(JSON.stringify({ version: 1, items }))).toEqual({ noted: { note: "ask Ann" } });
  });

  it.each([
    ["{", "it is not valid JSON"],
    ["[]", "it does not hold a JSON object"],
    ['{"version": 2, "items": {}}', "its version is 2"],
    ['{"version": 1}', '"items" is not a JSON object'],
  ])("refuses %s", (text, message) => {
    expect(() => readAnswers(text)).toThrow(DamagedAnswers);
    expect(() => readAnswers(text)).toThrow(message);
  });
});

describe("writeAnswers", () => {
  it("starts a file", () => {
    expect(writeAnswers(undefined, { backups: { state: "done", by: "Ann" } })).toBe(
      '{\n  "version": 1,\n  "items": {\n    "backups": {\n      "state": "done",\n      "by": "Ann"\n    }\n  }\n}\n',
    );
  });

  it("sorts the items and keeps all that it does not know", () => {
    const written = JSON.parse(writeAnswers(FILE, { alpha: { state: "not-applicable" } }));
    expect(written.$schema).toBe("x");
    expect(Object.keys(written.items)).toEqual(["alpha", "future", "zebra"]);
    expect(written.items.zebra.ticket).toBe("OPS-1");
  });

  it("replaces an answer with its author, and keeps unknown fields of it", () => {
    const written = JSON.parse(writeAnswers(FILE, { zebra: { state: "not-applicable", on: "2026-02-02" } }));
    expect(written.items.zebra).toEqual({ state: "not-applicable", on: "2026-02-02", ticket: "OPS-1" });
  });

  it("removes an answer", () => {
    expect(JSON.parse(writeAnswers(FILE, { zebra: undefined })).items).toEqual({
      future: { state: "postponed" },
    });
  });

  it("never overwrites a damaged file", () => {
    expect(() => writeAnswers("{ oops", { a: { state: "done" } })).toThrow(DamagedAnswers);
  });
});

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
