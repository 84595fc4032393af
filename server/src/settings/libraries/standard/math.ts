/** math, as far as JavaScript's results are Python's to the last digit. */
import { pureFunction } from "../../callables";
import { numeric } from "../../equality";
import { bool, float, int, typeName, unknown, type Value } from "../../values";

/** A function of one number that gives an integer; `f` works on a float. */
function rounding(name: "floor" | "ceil" | "trunc"): Value {
  return pureFunction(
    name,
    "x, /",
    ([x], { interpreter: i, pc, at }) => {
      const number = numeric(x!);
      if (number === undefined)
        return i.fail("TypeError", `must be real number, not ${typeName(x!)}`, pc, at);
      if (typeof number === "bigint") return int(number, at);
      if (Number.isNaN(number)) return i.fail("ValueError", "cannot convert float NaN to integer", pc, at);
      if (!Number.isFinite(number))
        return i.fail("OverflowError", "cannot convert float infinity to integer", pc, at);
      return int(BigInt(Math[name](number)), at);
    },
    "int",
  );
}

function test(name: string, f: (x: number) => boolean): Value {
  return pureFunction(name, "x, /", ([x], { interpreter: i, pc, at }) => {
    const number = numeric(x!);
    return number === undefined
      ? i.fail("TypeError", `must be real number, not ${typeName(x!)}`, pc, at)
      : bool(f(Number(number)), at);
  });
}

const sqrt = pureFunction(
  "sqrt",
  "x, /",
  ([x], { interpreter: i, pc, at }) => {
    const number = numeric(x!);
    if (number === undefined) return i.fail("TypeError", `must be real number, not ${typeName(x!)}`, pc, at);
    const root = Math.sqrt(Number(number));
    // The message differs by Python's version.
    if (Number.isNaN(root) && !Number.isNaN(Number(number)))
      return i.raise("ValueError", "math domain error", pc, at);
    return Number.isFinite(Number(number)) ? float(root, at) : unknown("math.sqrt()", at);
  },
  "float",
);

export const math: Readonly<Record<string, Value>> = {
  floor: rounding("floor"),
  ceil: rounding("ceil"),
  trunc: rounding("trunc"),
  sqrt,
  isnan: test("isnan", Number.isNaN),
  isinf: test("isinf", (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  isfinite: test("isfinite", Number.isFinite),
  pi: float(Math.PI),
  e: float(Math.E),
  tau: float(2 * Math.PI),
  inf: float(Number.POSITIVE_INFINITY),
  nan: float(Number.NaN),
};
