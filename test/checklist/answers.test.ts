import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChecklistAnswer,
  DamagedAnswers,
  readAnswers,
  writeAnswers,
} from "../../server/src/checklist/answers";
import { root } from "../support/root";

const FILE = JSON.stringify({
  $schema: "x",
  version: 1,
  items: {
    zebra: { state: "done", by: "Ann", on: "2026-01-02", ticket: "OPS-1" },
    future: { state: "postponed" },
  },
});

const CONFLICT = `{
  "version": 1,
  "items": {
<<<<<<< HEAD
    "backups": { "state": "done" }
=======
    "backups": { "state": "not-applicable" }
>>>>>>> other
  }
}
`;

describe("readAnswers", () => {
  it("passes over entries that it does not know, and says so", () => {
    const { answers, unknown } = readAnswers(FILE);
    expect(Object.keys(answers)).toEqual(["zebra"]);
    expect(unknown).toEqual(['"future" in line 1 has no answer that is known.']);
  });

  it("takes a note without a state", () => {
    const text = '{ "version": 1, "items": { "a": { "note": "asked Bob", "by": "Ann" }, "b": {} } }';
    expect(readAnswers(text).answers).toEqual({ a: { by: "Ann", note: "asked Bob" } });
  });

  it("is lenient about who and when", () => {
    const items = {
      a: { state: "done", by: 42, on: "around Easter", note: null },
      __proto__x: { state: "done" },
    };
    const { answers } = readAnswers(JSON.stringify({ version: 1, items }));
    expect(answers.a).toEqual({ state: "done", on: "around Easter" });
  });

  it("cannot be led to the prototypes of objects", () => {
    const { answers } = readAnswers('{ "version": 1, "items": { "__proto__": { "state": "done" } } }');
    expect(Object.keys(answers)).toEqual(["__proto__"]);
    expect(({} as Record<string, unknown>).state).toBeUndefined();
  });

  it("reads what a newer version wrote, but does not write it", () => {
    const text = FILE.replace('"version":1', '"version":2');
    expect(readAnswers(text).answers.zebra?.state).toBe("done");
    expect(readAnswers(text).readOnly).toContain("its version is 2");
    expect(() => writeAnswers(text, { a: { state: "done" } })).toThrow("update it");
  });

  it.each([
    ["{", "it is not valid JSON: its end is missing"],
    ["[]", "it does not hold a JSON object"],
    ["", "it is empty"],
    ["\uFEFF \n", "it is empty"],
    ['{"version": "2", "items": {}}', 'its "version" is "2", and should be 1'],
    ['{"version": 0, "items": {}}', 'its "version" is 0'],
    ['{"items": {}}', 'its "version" is missing'],
    ['{"version": 1}', '"items" is not a JSON object'],
    ['{"version": 1, "items": []}', '"items" is not a JSON object'],
    ['{\n  "version": 1,\n  "items": {},\n}', "a comma too many before line 4, column 1"],
    ['{\n  "version": 1\n  "items": {}\n}', "a comma is missing before line 3, column 3"],
    ['{\n  "version": 1, // ours\n  "items": {}\n}', "line 2, column 17"],
    [
      '{\n  "version": 1,\n  "items": {\n    "a": {},\n    "a": {}\n  }\n}',
      '"a" is in it twice, again in line 5',
    ],
    ['{"version": 1, "items": {"a": {"note": "1", "note": "2"}}}', '"note" is in it twice'],
    [CONFLICT, "line 4 is a conflict marker of git (<<<<<<< HEAD)"],
    [CONFLICT.replaceAll("\n", "\r\n"), "line 4 is a conflict marker"],
    [CONFLICT.replace(/<<<.*\n/, ""), "line 5 is a conflict marker of git (=======)"],
    [`{"version": 1, "items": ${"[".repeat(100_000)}`, "it is"],
    [`{"version": 1, "items": {"a": {"note": "${"x".repeat(1_000_000)}"}}}`, "it is larger than 1 MB"],
  ])("refuses %.40j", (text, message) => {
    expect(() => readAnswers(text)).toThrow(DamagedAnswers);
    expect(() => readAnswers(text)).toThrow(message);
    expect(() => writeAnswers(text, { a: { state: "done" } })).toThrow(message);
  });

  it("takes a marker inside a note for text", () => {
    const text = writeAnswers(undefined, { a: { note: "<<<<<<< HEAD\n=======" } });
    expect(readAnswers(text).answers.a?.note).toBe("<<<<<<< HEAD\n=======");
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

  it("sorts by code point, numbers too", () => {
    const done: ChecklistAnswer = { state: "done" };
    const text = writeAnswers(undefined, { "\u{1F600}": done, "\uFF5E": done, b: done, 10: done, 9: done });
    expect([...text.matchAll(/^ {4}"(.*)": /gm)].map(([, id]) => id)).toEqual([
      "10",
      "9",
      "b",
      "\uFF5E",
      "\u{1F600}",
    ]);
  });

  it("replaces an answer with its author, and keeps unknown fields of it", () => {
    const written = JSON.parse(writeAnswers(FILE, { zebra: { state: "not-applicable", on: "2026-02-02" } }));
    expect(written.items.zebra).toEqual({ state: "not-applicable", on: "2026-02-02", ticket: "OPS-1" });
  });

  it("removes an answer, but not what others added to it", () => {
    const text = writeAnswers(FILE, { zebra: undefined, other: undefined });
    expect(JSON.parse(text).items).toEqual({ future: { state: "postponed" }, zebra: { ticket: "OPS-1" } });
    expect(readAnswers(text).answers).toEqual({});
    const own = writeAnswers(writeAnswers(FILE, { a: { state: "done" } }), { a: undefined });
    expect(JSON.parse(own).items).toEqual(JSON.parse(FILE).items);
  });

  it("keeps the text of what it does not know: numbers and escapes", () => {
    const entry = '{ "cost": 12345678901234567890.10, "text": "\\u00e9" }';
    const text = writeAnswers(`{ "version": 1, "extra": ${entry}, "items": { "x": ${entry} } }`, {
      a: { state: "done" },
    });
    expect(text.match(/12345678901234567890\.10/g)).toHaveLength(2);
    expect(text.match(/\\u00e9/g)).toHaveLength(2);
  });

  it("keeps line ends, indentation and a byte order mark", () => {
    const before = '\uFEFF{\r\n\t"version": 1,\r\n\t"items": {}\r\n}\r\n';
    expect(writeAnswers(before, { a: { state: "done" } })).toBe(
      '\uFEFF{\r\n\t"version": 1,\r\n\t"items": {\r\n\t\t"a": {\r\n\t\t\t"state": "done"\r\n\t\t}\r\n\t}\r\n}\r\n',
    );
  });

  it("changes the lines of its answer alone", () => {
    const before = writeAnswers(undefined, { a: { state: "done" }, c: { note: "x" } });
    const after = writeAnswers(before, { b: { state: "not-applicable", note: "no mail" } });
    expect(after.split("\n").filter((line) => !before.split("\n").includes(line))).toEqual([
      '    "b": {',
      '      "state": "not-applicable",',
      '      "note": "no mail"',
    ]);
  });

  it("never overwrites a damaged file", () => {
    expect(() => writeAnswers("{ oops", { a: { state: "done" } })).toThrow(DamagedAnswers);
  });

  const answer = fc.record(
    {
      state: fc.constantFrom("done" as const, "not-applicable" as const),
      by: fc.string({ minLength: 1 }).filter((by) => by.trim() !== ""),
      on: fc.constantFrom("2026-01-02", "some day"),
      note: fc.string({ unit: "binary", minLength: 1 }).filter((note) => note.trim() !== ""),
    },
    { requiredKeys: ["state"] },
  );

  it("is read back as it was written, in its schema, whatever the words are", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(path.join(root, "schemas/checklist-answers.schema.json"), "utf8")),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), answer), (answers) => {
        const text = writeAnswers(undefined, answers);
        expect(readAnswers(text).answers).toEqual({ ...answers });
        expect(writeAnswers(text, {})).toBe(text);
        expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
      }),
    );
  });

  it("never loses a word of any JSON around the answers", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (items, extra) => {
        const before = JSON.stringify({ extra, version: 1, items });
        const after = JSON.parse(writeAnswers(before, { "only this one": { state: "done" } }));
        const { "only this one": _, ...rest } = after.items;
        expect([after.extra, rest]).toEqual([JSON.parse(before).extra, JSON.parse(before).items]);
      }),
    );
  });
});
