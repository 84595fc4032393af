import fc from "fast-check";
import type { JSONPath } from "jsonc-parser";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../server/src/edits/edit";
import { setJson } from "../../server/src/edits/json";
import { SourceDocument } from "../../server/src/syntax/document";
import { testGrammars } from "../support/grammars";

const grammars = await testGrammars();

function edited(text: string, path: JSONPath, value: unknown): string | undefined {
  const edits = setJson(new SourceDocument("app.json", text, grammars), [path, value]);
  return edits && applyEdits(text, edits);
}

describe("setJson", () => {
  test.each<[string, JSONPath, unknown, string | undefined]>([
    ["{}", ["a"], ["x"], '{\n  "a": ["x"]\n}'],
    ['{\n\t"a": 1\n}\n', ["b"], true, '{\n\t"a": 1,\n\t"b": true\n}\n'],
    ['\ufeff{\r\n  "a": 1\r\n}', ["b"], { c: "x" }, '\ufeff{\r\n  "a": 1,\r\n  "b": { "c": "x" }\r\n}'],
    ['{ "a": [ 1 ] }', ["a", 0], { b: "x" }, '{\n  "a": [\n    { "b": "x" },\n    1\n  ]\n}'],
    ['{ "a": { "b": 1,  "c": 2 } }', ["a", "b"], undefined, '{ "a": {"c": 2 } }'],
    ['{ "a": 1, }', ["b"], 1, undefined],
    ["[]", ["b"], 1, undefined],
    ["", ["b"], 1, undefined],
  ])("%j %j %j", (text, path, value, expected) => {
    expect(edited(text, path, value)).toBe(expected);
  });

  test("one change after the other", () => {
    const document = new SourceDocument("app.json", '{"env": {}, "x": 1}', grammars);
    const edits = setJson(document, [["env", "A"], "1"], [["env", "B"], "2"], [["x"], undefined]);
    expect(JSON.parse(applyEdits(document.text, edits!))).toEqual({ env: { A: "1", B: "2" } });
  });

  test("any text stays JSON, with the value in it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const after = edited(text, ["env"], { A: { required: true } });
        if (after !== undefined)
          expect(JSON.parse(after)).toEqual({ ...JSON.parse(text), env: { A: { required: true } } });
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
