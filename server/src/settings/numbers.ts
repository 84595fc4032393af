/** Python's arithmetic on int and float where JavaScript's differs: exact rounding, floors, powers, texts of floats. */

/** A float as a fraction; undefined for infinities and NaN. */
function fraction(value: number): { num: bigint; den: bigint } | undefined {
  if (!Number.isFinite(value)) return undefined;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fractionBits = bits & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fractionBits : fractionBits | (1n << 52n);
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  const signed = bits >> 63n === 1n ? -mantissa : mantissa;
  return power >= 0 ? { num: signed << BigInt(power), den: 1n } : { num: signed, den: 1n << BigInt(-power) };
}

/** The numerator and denominator of `float.as_integer_ratio()`. */
export function integerRatio(value: number): readonly [bigint, bigint] | undefined {
  const exact = fraction(value);
  if (exact === undefined) return undefined;
  let { num, den } = exact;
  if (num === 0n) return [0n, 1n];
  while (den > 1n && (num & 1n) === 0n) {
    num >>= 1n;
    den >>= 1n;
  }
  return [num, den];
}

/** `num / den`, rounded half to even. */
export function roundedDivision(num: bigint, den: bigint): bigint {
  const negative = num < 0n !== den < 0n;
  const n = num < 0n ? -num : num;
  const d = den < 0n ? -den : den;
  let quotient = n / d;
  const twice = (n % d) * 2n;
  if (twice > d || (twice === d && quotient % 2n === 1n)) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** `a // b` for integers. */
export function floorDivision(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** `a / b` for integers, correctly rounded. */
export function trueDivision(a: bigint, b: bigint): number {
  const x = Number(a);
  const y = Number(b);
  if (Number.isSafeInteger(x) && Number.isSafeInteger(y)) return x / y;
  const negative = a < 0n !== b < 0n;
  const n = a < 0n ? -a : a;
  const d = b < 0n ? -b : b;
  const shift = 66 - (n.toString(2).length - d.toString(2).length);
  const scaled = shift >= 0 ? n << BigInt(shift) : n;
  const divisor = shift >= 0 ? d : d << BigInt(-shift);
  // A bit for the remainder keeps the one rounding of Number() right.
  const quotient = (scaled / divisor) * 2n + (scaled % divisor === 0n ? 0n : 1n);
  const value = Number(quotient) * 2 ** (-shift - 1);
  return negative ? -value : value;
}

/** `divmod(a, b)` of floats; `b` is not zero. */
export function floatDivmod(a: number, b: number): readonly [number, number] {
  let mod = a % b;
  let div = (a - mod) / b;
  if (mod !== 0) {
    if (b < 0 !== mod < 0) {
      mod += b;
      div -= 1;
    }
  } else {
    mod = b < 0 ? -0 : 0;
  }
  if (div === 0) return [a / b < 0 ? -0 : 0, mod];
  let floor = Math.floor(div);
  if (div - floor > 0.5) floor += 1;
  return [floor, mod];
}

/** `a ** b` of floats; undefined where JavaScript may differ in the last digit. */
export function floatPower(a: number, b: number): number | undefined {
  if (b === 0 || a === 1) return 1;
  if (b === 0.5 && a >= 0) return Math.sqrt(a);
  if (b === -0.5 && a > 0) return 1 / Math.sqrt(a) === a ** -0.5 ? 1 / Math.sqrt(a) : undefined;
  if (!Number.isFinite(a) || !Number.isFinite(b)) return a ** b;
  if (!Number.isInteger(b) || Math.abs(b) > 400) {
    const rough = a ** b;
    return rough === 0 || !Number.isFinite(rough) ? rough : undefined;
  }
  const exact = fraction(a)!;
  const power = BigInt(Math.abs(b));
  const num = exact.num ** power;
  const den = exact.den ** power;
  return b > 0 ? trueDivision(num, den) : trueDivision(den, num);
}

/** `round(value)`; undefined for infinities and NaN. */
export function roundToInteger(value: number): bigint | undefined {
  const exact = fraction(value);
  return exact && roundedDivision(exact.num, exact.den);
}

/** `round(value, digits)`. */
export function roundTo(value: number, digits: number): number {
  const exact = fraction(value);
  if (exact === undefined || digits > 323) return value;
  if (digits < -308) return value < 0 ? -0 : 0;
  if (digits >= 0) return Number(fixed(value, digits));
  const unit = 10n ** BigInt(-digits);
  const rounded = roundedDivision(exact.num, exact.den * unit) * unit;
  return rounded === 0n && value < 0 ? -0 : Number(rounded);
}

/** `'%.{digits}f' % value`, exact; for finite values. */
export function fixed(value: number, digits: number): string {
  const { num, den } = fraction(value)!;
  const scaled = roundedDivision(num * 10n ** BigInt(digits), den);
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, "0");
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  return digits === 0
    ? sign + text
    : `${sign}${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`;
}

/** The digits and the exponent of `'%.{digits}e' % value`; for finite values. */
function scientific(value: number, digits: number): { text: string; exponent: number } {
  if (value === 0) return { text: "0".repeat(digits + 1), exponent: 0 };
  const magnitude = Math.abs(value);
  let exponent = Number(magnitude.toExponential(20).split("e")[1]);
  const { num, den } = fraction(magnitude)!;
  const scale = digits - exponent;
  let rounded =
    scale >= 0
      ? roundedDivision(num * 10n ** BigInt(scale), den)
      : roundedDivision(num, den * 10n ** BigInt(-scale));
  if (rounded.toString().length > digits + 1) {
    rounded /= 10n;
    exponent++;
  }
  return { text: rounded.toString(), exponent };
}

function withExponent(text: string, exponent: number): string {
  const mantissa = text.length > 1 ? `${text[0]}.${text.slice(1)}` : text;
  return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** `'%.{digits}e' % value`; for finite values. */
export function exponential(value: number, digits: number): string {
  const { text, exponent } = scientific(value, digits);
  return (value < 0 || Object.is(value, -0) ? "-" : "") + withExponent(text, exponent);
}

/**
 * `'%.{precision}g' % value`; for finite values.
 * @param dot as `format(value, '.3')` writes it: a fixed-point number always has a digit after its point
 */
export function general(value: number, precision: number, dot = false): string {
  const digits = Math.max(precision, 1);
  const { text, exponent } = scientific(value, digits - 1);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (exponent < -4 || exponent + 1 > digits - (dot ? 1 : 0)) {
    return sign + withExponent(text.replace(/(?<=.)0+$/, ""), exponent);
  }
  const whole = exponent >= 0 ? text.slice(0, exponent + 1) : "0";
  const rest = (exponent >= 0 ? text.slice(exponent + 1) : "0".repeat(-exponent - 1) + text).replace(
    /0+$/,
    "",
  );
  if (rest !== "") return `${sign}${whole}.${rest}`;
  return sign + whole + (dot ? ".0" : "");
}
