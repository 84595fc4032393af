/** decimal.Decimal: numbers as they are written; arithmetic is not followed. */
import { pureFunction } from "../../callables";
import { numeric } from "../../equality";
import { strip } from "../../python";
import { type DataType, type DataValue, unknown, type Value } from "../../values";

/** `coefficient * 10 ** exponent`. */
interface Decimal {
  readonly negative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;
}

const decimalOf = (value: DataValue): Decimal => value.value as Decimal;

function parse(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(
    strip(text, undefined, "both").replaceAll("_", ""),
  );
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = match;
  if (whole + fraction === "") return undefined;
  const exponent = Number(power) - fraction.length;
  // Numbers far away from the others are not followed.
  return Math.abs(exponent) > 1000
    ? undefined
    : { negative: sign === "-", coefficient: BigInt(whole + fraction), exponent };
}

/** to-scientific-string of the decimal specification. */
function shown({ negative, coefficient, exponent }: Decimal): string {
  const digits = coefficient.toString();
  const adjusted = exponent + digits.length - 1;
  const sign = negative ? "-" : "";
  if (exponent > 0 || adjusted < -6) {
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${mantissa}E${adjusted < 0 ? "-" : "+"}${Math.abs(adjusted)}`;
  }
  if (exponent === 0) return sign + digits;
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** A number as integers of the same power of ten. */
function aligned(a: Decimal, b: Decimal): readonly [bigint, bigint] {
  const power = Math.min(a.exponent, b.exponent);
  const whole = (value: Decimal) =>
    (value.negative ? -value.coefficient : value.coefficient) * 10n ** BigInt(value.exponent - power);
  return [whole(a), whole(b)];
}

function compare(a: DataValue, b: DataValue): number {
  const [x, y] = aligned(decimalOf(a), decimalOf(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

const DECIMAL: DataType = {
  name: "decimal.Decimal",
  numeric: true,
  attribute: (_, name, { at }) => unknown(`Decimal.${name}`, at),
  repr: (self) => `Decimal('${shown(decimalOf(self))}')`,
  str: (self) => shown(decimalOf(self)),
  truth: (self) => decimalOf(self).coefficient !== 0n,
  equal: (a, b) => compare(a, b) === 0,
  compare,
  binary: (_op, _a, _b, { at }) => unknown("arithmetic of Decimal", at),
  unary: (_op, _self, { at }) => unknown("arithmetic of Decimal", at),
};

export const decimal: Readonly<Record<string, Value>> = {
  Decimal: {
    ...pureFunction("Decimal", "value?, context?", ([value, context], { interpreter: i, pc, at }) => {
      if (context !== undefined) return unknown("Decimal()", at);
      const number = value === undefined ? 0n : numeric(value);
      const text =
        value?.kind === "str" ? value.value : typeof number === "bigint" ? String(number) : undefined;
      if (value?.kind === "data" && value.type === DECIMAL) return value;
      if (text === undefined) return unknown("Decimal()", at);
      if (/^\s*[+-]?(?:inf|s?nan)/i.test(text)) return unknown("a Decimal that is not finite", at);
      const made = parse(text);
      if (made === undefined) {
        return /\d/.test(text)
          ? unknown("Decimal()", at)
          : i.raise("InvalidOperation", "a text that is no number", pc, at);
      }
      return { kind: "data", type: DECIMAL, value: made, at };
    }),
    type: "decimal.Decimal",
  },
  InvalidOperation: { kind: "exception", name: "InvalidOperation" },
};
