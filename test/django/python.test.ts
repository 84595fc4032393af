import { expect, it } from "vitest";
import { everyWay, raise } from "../../server/src/django/python";
import type { Plain } from "../../server/src/settings/plain";

const unknown = (reason = "somebody else"): Plain => ({ kind: "unknown", reason });
const str = (value: string): Plain => ({ kind: "str", value });

it("goes one way where everything is known", () => {
  expect(everyWay((python) => python.truthy(str("x")))).toEqual({
    results: [true],
    raised: [],
    reason: undefined,
    exceeded: false,
  });
});

it("goes every way where it is not, and gives one value one answer", () => {
  const value = unknown();
  const { results } = everyWay((python) => [
    python.truthy(value),
    python.truthy(value),
    python.isNone(value),
  ]);
  expect(results).toEqual([
    [true, true, true],
    [true, true, false],
    [false, false, true],
    [false, false, false],
  ]);
});

it("keeps exceptions apart from results", () => {
  const value = unknown();
  const ways = everyWay((python) => (python.truthy(value) ? raise("KeyError", "'x'") : "fine"));
  expect(ways).toMatchObject({ results: ["fine"], raised: ["KeyError: 'x'"] });
});

it("gives up where there are too many ways", () => {
  const values = Array.from({ length: 9 }, () => unknown());
  expect(everyWay((python) => values.map((value) => python.truthy(value))).exceeded).toBe(true);
});

it("has one unknown item for those that there may be besides", () => {
  const list: Plain = { kind: "list", items: [str("a")], open: "a plugin may add some" };
  const { results } = everyWay((python) => python.iterate(list).map(({ kind }) => kind));
  expect(results).toEqual([["str", "unknown"], ["str"]]);
  expect(everyWay((python) => python.contains(list, "a")).results).toEqual([true]);
  expect(everyWay((python) => python.contains(list, "b")).results).toEqual([true, false]);
});

it.each([
  [{ kind: "none" }, "TypeError: 'NoneType' object is not iterable"],
  [{ kind: "int", value: 5n }, "TypeError: 'int' object is not iterable"],
  [{ kind: "env", name: "X", type: "int", text: "int(X)" }, "TypeError: 'int' object is not iterable"],
] as const)("raises as Python does: %o", (value, exception) => {
  expect(everyWay((python) => python.iterate(value as Plain)).raised).toEqual([exception]);
});

it("unpacks", () => {
  const pair: Plain = { kind: "tuple", items: [str("a"), str("b")] };
  expect(everyWay((python) => python.unpack(pair, 2)).results).toEqual([pair.items]);
  expect(everyWay((python) => python.unpack(pair, 3)).raised).toEqual([
    "ValueError: not enough values to unpack (expected 3, got 2)",
  ]);
  expect(everyWay((python) => python.unpack(str("abc"), 2)).raised).toEqual([
    "ValueError: too many values to unpack (expected 2)",
  ]);
});
