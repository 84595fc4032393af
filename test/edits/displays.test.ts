import { describe, expect, test } from "vitest";
import {
  type Display,
  dictValue,
  insertItem,
  isSequence,
  moveItem,
  type Place,
  removeItemAt,
  removeKey,
  removeKeys,
  removeKeyword,
  setKeywords,
} from "../../server/src/edits/python/displays";
import type { PythonEditor } from "../../server/src/edits/python/editor";
import { edited, openModule } from "../support/editing";

/** The display that the module's last statement assigns. */
function display({ statements }: PythonEditor): Display {
  const last = statements.at(-1);
  const value = last?.type === "Assign" ? last.value : undefined;
  if (value?.type !== "Dict" && !isSequence(value)) throw new Error("no display");
  return value;
}

function insert(text: string, place: Place, item = '"x"'): string {
  return edited(text, (editor) => insertItem(editor, display(editor), item, place));
}

function move(text: string, from: number, after: number): string {
  return edited(text, (editor) => moveItem(editor, display(editor), from, after));
}

describe("inserting an item", () => {
  test.for<[name: string, text: string, place: Place, expected: string]>([
    ["into an empty list", "A = []\n", "first", 'A = ["x"]\n'],
    ["into a list of blanks", "A = [ ]\n", "last", 'A = ["x"]\n'],
    ["into an empty tuple", "A = ()\n", "last", 'A = ("x",)\n'],
    ["into an empty dict on two lines", "A = {\n}\n", "first", 'A = {\n    "x",\n}\n'],
    ["below a comment alone", "A = [\n    # none yet\n]\n", "first", 'A = [\n    # none yet\n    "x",\n]\n'],
    ["behind an opening comment alone", "A = [  # none\n]\n", "last", 'A = [  # none\n    "x",\n]\n'],
    ["first, on one line", 'A = ["a", "b"]\n', "first", 'A = ["x", "a", "b"]\n'],
    ["behind an item, on one line", 'A = ["a", "b"]\n', { after: 0 }, 'A = ["a", "x", "b"]\n'],
    ["last, on one line", 'A = ["a", "b"]\n', "last", 'A = ["a", "b", "x"]\n'],
    ["last, before a trailing comma", 'A = ["a", "b",]\n', "last", 'A = ["a", "b", "x",]\n'],
    ["into a tuple of one", 'A = ("a",)\n', "last", 'A = ("a", "x",)\n'],
    ["into a bare tuple", 'A = "a", "b"\n', { after: 0 }, 'A = "a", "x", "b"\n'],
    ["into a bare tuple of one", 'A = "a",\n', "last", 'A = "a", "x",\n'],
    ["into a bare tuple with a backslash", 'A = "a", \\\n    "b"\n', "last", 'A = "a", \\\n    "b", "x"\n'],
    ["into a bare tuple of parentheses", 'A = ("a"), ("b")\n', "first", 'A = "x", ("a"), ("b")\n'],
    ["first, before parentheses", 'A = [("a"), "b"]\n', "first", 'A = ["x", ("a"), "b"]\n'],
    ["behind parentheses", 'A = [("a"), "b"]\n', { after: 0 }, 'A = [("a"), "x", "b"]\n'],
    ["behind a starred item", "A = [*B]\n", "last", 'A = [*B, "x"]\n'],
    ["before a starred item", "A = [*B]\n", "first", 'A = ["x", *B]\n'],
    [
      "first, on lines",
      'A = [\n    "a",\n    "b",\n]\n',
      "first",
      'A = [\n    "x",\n    "a",\n    "b",\n]\n',
    ],
    ["between lines", 'A = [\n  "a",\n  "b",\n]\n', { after: 0 }, 'A = [\n  "a",\n  "x",\n  "b",\n]\n'],
    ["last, on lines", 'A = [\n    "a",\n]\n', "last", 'A = [\n    "a",\n    "x",\n]\n'],
    [
      "last, without trailing comma",
      'A = [\n    "a",\n    "b"\n]\n',
      "last",
      'A = [\n    "a",\n    "b",\n    "x"\n]\n',
    ],
    [
      "last, without trailing comma, behind a comment",
      'A = [\n    "a"  # , (\n]\n',
      "last",
      'A = [\n    "a",  # , (\n    "x"\n]\n',
    ],
    [
      "behind a comment of the line",
      'A = [\n    "a",  # the a\n    "b",\n]\n',
      { after: 0 },
      'A = [\n    "a",  # the a\n    "x",\n    "b",\n]\n',
    ],
    [
      "above the comment of the first item",
      'A = [  # all\n    # the a\n    "a",\n]\n',
      "first",
      'A = [  # all\n    "x",\n    # the a\n    "a",\n]\n',
    ],
    ["aligned with the bracket", 'A = ["a",\n     "b"]\n', { after: 0 }, 'A = ["a",\n     "x",\n     "b"]\n'],
    [
      "aligned with the bracket, first",
      'A = ["a",\n     "b"]\n',
      "first",
      'A = ["x",\n     "a",\n     "b"]\n',
    ],
    ["aligned with the bracket, last", 'A = ["a",\n     "b"]\n', "last", 'A = ["a",\n     "b",\n     "x"]\n'],
    [
      "several on a line",
      'A = [\n    "a", "b",\n    "c",\n]\n',
      { after: 0 },
      'A = [\n    "a", "x", "b",\n    "c",\n]\n',
    ],
    ["commas first", 'A = [ "a"\n    , "b"\n    ]\n', { after: 0 }, 'A = [ "a", "x"\n    , "b"\n    ]\n'],
    ["with tabs", 'A = [\n\t"a",\n]\n', "last", 'A = [\n\t"a",\n\t"x",\n]\n'],
    ["with CRLF", 'A = [\r\n    "a",\r\n]\r\n', "last", 'A = [\r\n    "a",\r\n    "x",\r\n]\r\n'],
    ["with CR alone", 'A = [\r    "a",\r]\r', "last", 'A = [\r    "a",\r    "x",\r]\r'],
    ["with a BOM", '\ufeffA = [\n    "a",\n]\n', "last", '\ufeffA = [\n    "a",\n    "x",\n]\n'],
    ["without a final line break", 'A = ["a"]', "last", 'A = ["a", "x"]'],
    ["in the quotes of its neighbours", "B = \"b\"\nA = ['a']\n", "last", "B = \"b\"\nA = ['a', 'x']\n"],
    ["in the quotes of the file", "B = 'b'\nA = []\n", "last", "B = 'b'\nA = ['x']\n"],
    [
      "behind strings side by side",
      'A = [\n    "a"\n    "b",\n    "c",\n]\n',
      { after: 0 },
      'A = [\n    "a"\n    "b",\n    "x",\n    "c",\n]\n',
    ],
    ["in a set", 'A = {"a"}\n', "last", 'A = {"a", "x"}\n'],
  ])("%s", ([, text, place, expected]) => {
    expect(insert(text, place)).toBe(expected);
  });

  test("a key of a dict, behind a spread", () => {
    expect(insert("A = {**B}\n", "last", '"k": 1')).toBe('A = {**B, "k": 1}\n');
    expect(insert("A = {\n    'a': (1),\n}\n", "first", '"k": {"v": 1}')).toBe(
      "A = {\n    'k': {'v': 1},\n    'a': (1),\n}\n",
    );
  });
});

describe("moving an item", () => {
  test.for<[name: string, text: string, from: number, after: number, expected: string]>([
    ["up, on one line", 'A = ["a", "b", "c"]\n', 2, 0, 'A = ["a", "c", "b"]\n'],
    ["up, with a trailing comma", 'A = ["a", "b", "c",]\n', 2, 0, 'A = ["a", "c", "b",]\n'],
    ["down, on one line", 'A = ["a", "b", "c"]\n', 0, 1, 'A = ["b", "a", "c"]\n'],
    ["to where it is", 'A = ["a", "b"]\n', 1, 0, 'A = ["a", "b"]\n'],
    ["to the front", 'A = ["a", "b", "c"]\n', 1, -1, 'A = ["b", "a", "c"]\n'],
    [
      "to the front, on lines",
      'A = [\n    # about a\n    "a",\n    # about b\n    "b"  # b\n]\n',
      1,
      -1,
      'A = [\n    # about b\n    "b",  # b\n    # about a\n    "a",\n]\n',
    ],
    [
      "up, on lines",
      'A = [\n    "a",\n    "b",\n    "c",\n]\n',
      2,
      0,
      'A = [\n    "a",\n    "c",\n    "b",\n]\n',
    ],
    [
      "up, without trailing comma",
      'A = [\n    "a",\n    "b",\n    "c"\n]\n',
      2,
      0,
      'A = [\n    "a",\n    "c",\n    "b",\n]\n',
    ],
    ["down to the end", 'A = [\n    "a",\n    "b"\n]\n', 0, 1, 'A = [\n    "b",\n    "a",\n]\n'],
    [
      "with its comments",
      'A = [\n    "a",\n    "b",\n    # about c\n    "c",  # c\n]\n',
      2,
      0,
      'A = [\n    "a",\n    # about c\n    "c",  # c\n    "b",\n]\n',
    ],
    [
      "without a comment on several",
      'A = [\n    "a",\n    "b",\n    # about c, d\n    "c",\n    "d",\n]\n',
      2,
      0,
      'A = [\n    "a",\n    "c",\n    "b",\n    # about c, d\n    "d",\n]\n',
    ],
    ["the last of aligned items", 'A = ["a",\n     "b",\n     "c"]\n', 2, 0, 'A = ["a", "c",\n     "b"]\n'],
    [
      "with CRLF",
      'A = [\r\n  "a",\r\n  "b",\r\n  "c",\r\n]\r\n',
      2,
      0,
      'A = [\r\n  "a",\r\n  "c",\r\n  "b",\r\n]\r\n',
    ],
  ])("%s", ([, text, from, after, expected]) => {
    expect(move(text, from, after)).toBe(expected);
  });
});

test("the value of a key", () => {
  const editor = openModule('A = {"a": 1, b: 2, "a": 3}\n');
  const value = dictValue(display(editor), "a");
  expect(value && editor.source(value)).toBe("3");
  expect(dictValue(display(editor), "b")).toBeUndefined();
  expect(isSequence(display(editor))).toBe(false);
});

describe("removing an item", () => {
  test.for<[name: string, text: string, index: number, expected: string]>([
    ["of a list on one line", 'A = ["a", "b"]\n', 0, 'A = ["b"]\n'],
    ["the last of a list on one line", 'A = ["a", "b"]\n', 1, 'A = ["a"]\n'],
    ["with its line and comment", 'A = [\n    "a",  # why\n    "b",\n]\n', 0, 'A = [\n    "b",\n]\n'],
    ["of a list of one: not", 'A = ["a"]\n', 0, 'A = ["a"]\n'],
    ["of a tuple of two: not", 'A = ("a", "b")\n', 0, 'A = ("a", "b")\n'],
  ])("%s", ([, text, index, expected]) => {
    expect(edited(text, (editor) => removeItemAt(editor, display(editor), index))).toBe(expected);
  });

  test.for<[name: string, text: string, expected: string]>([
    ["of a dict on one line", 'A = {"k": 1, "b": 2}\n', 'A = {"b": 2}\n'],
    [
      "of a dict, with its line",
      'A = {\n    "b": 2,\n    "k": [\n        1\n    ],\n}\n',
      'A = {\n    "b": 2,\n}\n',
    ],
    ["that is there twice: not", 'A = {"k": 1, "k": 2}\n', 'A = {"k": 1, "k": 2}\n'],
    ["that is not there: not", "A = {**B, k: 2}\n", "A = {**B, k: 2}\n"],
  ])("by its key, %s", ([, text, expected]) => {
    const removed = edited(text, (editor) => {
      const dict = display(editor);
      if (dict.type !== "Dict") throw new Error("no dict");
      expect(removeKey(editor, dict, "k")).toBe(text !== expected);
    });
    expect(removed).toBe(expected);
  });
});

describe("keyword arguments", () => {
  /** The call that the module's last statement assigns. */
  function call({ statements }: PythonEditor) {
    const last = statements.at(-1);
    if (last?.type !== "Assign" || last.value.type !== "Call") throw new Error("no call");
    return last.value;
  }

  test.for<[name: string, text: string, expected: string]>([
    ["of a call without any", "A = f()\n", "A = f(k=1)\n"],
    ["behind others", "A = f('a', b=2)\n", "A = f('a', b=2, k=1)\n"],
    ["in place of its value", "A = f(k=[\n    2\n], b=3)\n", "A = f(k=1, b=3)\n"],
    ["of a call in parentheses", "A = (f)(a)\n", "A = (f)(a, k=1)\n"],
    ["behind a comma", "A = f(a,)\n", "A = f(a, k=1,)\n"],
    ["on lines", "A = f(\n    a,\n    b=2,  # two\n)\n", "A = f(\n    a,\n    b=2,  # two\n    k=1,\n)\n"],
    ["on lines without a comma", "A = f(\n    b=2\n)\n", "A = f(\n    b=2,\n    k=1\n)\n"],
    ["before a bracket", "A = f(a,\n      b=2)\n", "A = f(a,\n      b=2,\n      k=1)\n"],
    ["beside a mapping: not", "A = f(**b)\n", "A = f(**b)\n"],
    ["beside a list: not", "A = f(*b)\n", "A = f(*b)\n"],
    ["beside a generator: not", "A = f(a for a in b)\n", "A = f(a for a in b)\n"],
  ])("set %s", ([, text, expected]) => {
    const set = edited(text, (editor) => {
      expect(setKeywords(editor, call(editor), [["k", "1"]])).toBe(text !== expected);
    });
    expect(set).toBe(expected);
  });

  test.for<[name: string, text: string, expected: string]>([
    ["of a call without any", "A = f()\n", "A = f(k=1, l=2)\n"],
    ["of which one is there", "A = f(l=0)\n", "A = f(l=2, k=1)\n"],
    ["on lines", "A = f(\n    b=2\n)\n", "A = f(\n    b=2,\n    k=1,\n    l=2\n)\n"],
    ["on lines with a comma", "A = f(\n    b=2,\n)\n", "A = f(\n    b=2,\n    k=1,\n    l=2,\n)\n"],
    ["on lines of comments", "A = f(\n    # b\n)\n", "A = f(\n    # b\n    k=1,\n    l=2,\n)\n"],
  ])("two of them, %s", ([, text, expected]) => {
    const values = [
      ["k", "1"],
      ["l", "2"],
    ] as const;
    expect(edited(text, (editor) => setKeywords(editor, call(editor), values))).toBe(expected);
  });

  test.for<[name: string, text: string, expected: string]>([
    ["the only one", "A = f(k=1)\n", "A = f()\n"],
    ["the only one, with a comma", "A = f(k=1,)\n", "A = f()\n"],
    ["the first", "A = f(k=1, b=2)\n", "A = f(b=2)\n"],
    ["the last", "A = f('a', k=1)\n", "A = f('a')\n"],
    ["with its line", "A = f(\n    k=1,\n    b=2,\n)\n", "A = f(\n    b=2,\n)\n"],
    ["that is not there: not", "A = f(b=1)\n", "A = f(b=1)\n"],
  ])("removed, %s", ([, text, expected]) => {
    const removed = edited(text, (editor) => {
      expect(removeKeyword(editor, call(editor), "k")).toBe(text !== expected);
    });
    expect(removed).toBe(expected);
  });
});

describe("removing several keys of a dict", () => {
  test.for<[name: string, text: string, expected: string]>([
    ["in the middle", "A = {1: 1, 'k': 2, 'l': 3, 4: 4}\n", "A = {1: 1, 4: 4}\n"],
    ["at the end", "A = {1: 1, 'k': 2, 'l': 3}\n", "A = {1: 1}\n"],
    ["at the end, with a comma", "A = {1: 1, 'k': 2, 'l': 3,}\n", "A = {1: 1,}\n"],
    ["apart", "A = {'k': 2, 1: 1, 'l': 3}\n", "A = {1: 1}\n"],
    [
      "with lines of their own",
      "A = {\n    1: 1,\n    'k': 2,\n    # why\n    'l': 3,  # too\n}\n",
      "A = {\n    1: 1,\n}\n",
    ],
    ["but not all", "A = {'k': 2, 'l': 3}\n", "A = {'k': 2, 'l': 3}\n"],
    ["but none that is missing", "A = {1: 1, 'k': 2}\n", "A = {1: 1, 'k': 2}\n"],
    ["on lines that they share", "A = {1: 1, 'k': 2,\n     'l': 3}  # end\n", "A = {1: 1}  # end\n"],
    [
      "but no comment",
      "A = {1: 1, 'k': 2,  # why\n     'l': 3}\n",
      "A = {1: 1, 'k': 2,  # why\n     'l': 3}\n",
    ],
  ])("%s", ([, text, expected]) => {
    const removed = edited(text, (editor) => {
      const dict = display(editor);
      if (dict.type !== "Dict") throw new Error("no dict");
      expect(removeKeys(editor, dict, ["k", "l"])).toBe(text !== expected);
    });
    expect(removed).toBe(expected);
  });
});
