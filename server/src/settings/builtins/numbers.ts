/** abs(), round(), divmod(), pow(), sum(). */
import { pureFunction, rawFunction } from "../callables";
import { numeric } from "../equality";
import { type Guarded, map } from "../guard";
import { itemsOf, NO_ORDER } from "../iteration";
import { roundedDivision, roundTo, roundToInteger } from "../numbers";
import { binary } from "../operators";
import {
  type CallArguments,
  DEAD,
  float,
  type ItemsState,
  int,
  type NativeValue,
  tuple,
  typeName,
  unknown,
  type Value,
} from "../values";

const abs = pureFunction("abs", "x, /", ([value], { interpreter: i, pc, at }) => {
  const number = numeric(value!);
  if (typeof number === "bigint") return int(number < 0n ? -number : number, at);
  if (number !== undefined) return float(Math.abs(number), at);
  if (value!.kind === "data") {
    const result = value!.type.unary?.("abs", value!, { interpreter: i, pc, at });
    if (result !== undefined) return result;
  }
  return i.fail("TypeError", `bad operand type for abs(): '${typeName(value!)}'`, pc, at);
});

const round = pureFunction("round", "number, ndigits?", ([value, digits], call) => {
  const { interpreter: i, pc, at } = call;
  const number = numeric(value!);
  if (number === undefined)
    return i.fail("TypeError", `type ${typeName(value!)} doesn't define __round__ method`, pc, at);
  const places = digits === undefined || digits.kind === "none" ? undefined : numeric(digits);
  if (typeof places === "number") return i.raise("TypeError", "round() to a float", pc, at);
  if (digits !== undefined && digits.kind !== "none" && places === undefined)
    return i.raise("TypeError", "round() to what is no integer", pc, at);
  if (typeof number === "bigint") {
    if (places === undefined || places >= 0n) return int(number, at);
    if (places < -4000n) return int(0, at);
    const unit = 10n ** -places;
    return int(roundedDivision(number, unit) * unit, at);
  }
  if (places !== undefined) return float(roundTo(number, Number(places)), at);
  const whole = roundToInteger(number);
  if (whole !== undefined) return int(whole, at);
  return Number.isNaN(number)
    ? i.fail("ValueError", "cannot convert float NaN to integer", pc, at)
    : i.fail("OverflowError", "cannot convert float infinity to integer", pc, at);
});

const divmod = pureFunction("divmod", "x, y, /", ([x, y], { interpreter: i, pc, at }) => {
  const quotient = binary(i, "//", x!, y!, pc, at);
  const then = i.surviving(pc);
  if (then === false) return DEAD;
  return tuple([quotient, binary(i, "%", x!, y!, then, at)], at);
});

/** `base ** exponent % modulus` for a non-negative exponent. */
function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const reduce = (value: bigint) => ((value % modulus) + modulus) % modulus;
  let result = reduce(1n);
  let square = reduce(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = reduce(result * square);
    square = reduce(square * square);
  }
  return result;
}

const pow = pureFunction(
  "pow",
  "base, exp, mod?",
  ([base, exponent, modulus], { interpreter: i, pc, at }) => {
    if (modulus === undefined || modulus.kind === "none") return binary(i, "**", base!, exponent!, pc, at);
    const [x, y, m] = [numeric(base!), numeric(exponent!), numeric(modulus)];
    const small = (n: bigint | number | undefined): n is bigint =>
      typeof n === "bigint" && n < 2n ** 512n && n > -(2n ** 512n);
    if (!small(x) || !small(y) || !small(m) || m <= 0n || y < 0n) return unknown("pow() with a modulus", at);
    return int(modularPower(x, y, m), at);
  },
);

const sum = rawFunction("sum", "iterable, /, start?", ([iterable, start], call: CallArguments) => {
  const { interpreter: i, at } = call;
  return i.lift([iterable!, start ?? int(0)], call.pc, ([leaf, first], pc) => {
    if (leaf!.kind === "dead" || first!.kind === "dead") return DEAD;
    if (first!.kind === "str" || first!.kind === "bytes")
      return i.raise("TypeError", "sum() can't sum strings", pc, at);
    const state = itemsOf(i, leaf!, pc, at, true);
    return map<ItemsState, Value>(state, ({ items, open }) => {
      if (open !== undefined) {
        i.mayRaise("sum()", pc, at);
        return unknown(open, at);
      }
      let total: Guarded<Value> = first!;
      // What the additions of floats lose: Python 3.12 adds it to the result, older ones do not.
      let lost = 0;
      for (const item of items) {
        const then = i.surviving(pc);
        if (then === false) return DEAD;
        const floats = "kind" in item && "kind" in total && (item.kind === "float" || total.kind === "float");
        const [x, y] = floats ? [numeric(total as Value), numeric(item)] : [];
        if (x === undefined || y === undefined) {
          total = i.lift([total, item], then, ([a, b], when) => binary(i, "+", a!, b!, when, at));
          continue;
        }
        if (leaf!.kind === "set" && items.length > 1) return unknown(NO_ORDER, at);
        const [p, q] = [Number(x), Number(y)];
        lost += Math.abs(p) >= Math.abs(q) ? p - (p + q) + q : q - (p + q) + p;
        total = float(p + q, at);
      }
      const differs = "kind" in total && total.kind === "float" && total.value + lost !== total.value;
      return differs ? unknown("a sum that differs by Python's version", at) : total;
    });
  });
});

export const NUMBERS: readonly NativeValue[] = [abs, round, divmod, pow, sum];
