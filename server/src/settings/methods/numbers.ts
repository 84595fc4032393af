/** The methods and attributes of int, bool and float. */
import { integerRatio } from "../numbers";
import { bool, bytes, float, int, tuple, unknown, type Value } from "../values";
import { type Method, type MethodTable, reading } from "./methods";

type Int = Value & { kind: "int" | "bool" };
type Float = Value & { kind: "float" };

const whole = (value: Int): bigint => BigInt(value.value);

function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

export const INT_METHODS: MethodTable<Int> = {
  bit_length: reading("", (self, _, { at }) => int(bitLength(whole(self)), at)),
  bit_count: reading("", (self, _, { at }) => int(whole(self).toString(2).replace(/[-0]/g, "").length, at)),
  conjugate: reading("", (self, _, { at }) => int(whole(self), at)),
  is_integer: reading("", (_self, _, { at }) => bool(true, at)),
  as_integer_ratio: reading("", (self, _, { at }) => tuple([int(whole(self)), int(1)], at)),
  to_bytes: reading("length?, byteorder?, *, signed?", (self, [length, order, signed], call) => {
    const size = length === undefined ? 1 : length.kind === "int" ? Number(length.value) : Number.NaN;
    const big = order === undefined || (order.kind === "str" && order.value === "big");
    if (Number.isNaN(size) || size > 1000 || signed !== undefined) return unknown("int.to_bytes()", call.at);
    const value = whole(self);
    if (value < 0n || bitLength(value) > size * 8)
      return call.interpreter.fail(
        "OverflowError",
        value < 0n ? "can't convert negative int to unsigned" : "int too big to convert",
        call.pc,
        call.at,
      );
    const digits = Array.from({ length: size }, (_, n) =>
      Number((value >> BigInt(8 * (size - 1 - n))) & 255n),
    );
    return bytes(String.fromCharCode(...(big ? digits : digits.reverse())), call.at);
  }),
};

export const INT_ATTRIBUTES: Readonly<Record<string, (self: Int) => Value>> = {
  real: (self) => int(whole(self)),
  imag: () => int(0),
  numerator: (self) => int(whole(self)),
  denominator: () => int(1),
};

/** `int.from_bytes(...)`. */
export const fromBytes: Method<Value> = reading(
  "bytes, byteorder?, *, signed?",
  (_, [value, order, signed], call) => {
    if (value!.kind !== "bytes" || signed !== undefined) return unknown("int.from_bytes()", call.at);
    const big = order === undefined || (order.kind === "str" && order.value === "big");
    const units = [...value!.value].map((c) => c.charCodeAt(0));
    return int(
      (big ? units : units.reverse()).reduce((total, unit) => total * 256n + BigInt(unit), 0n),
      call.at,
    );
  },
);

export const FLOAT_METHODS: MethodTable<Float> = {
  is_integer: reading("", (self, _, { at }) => bool(Number.isInteger(self.value), at)),
  conjugate: reading("", (self, _, { at }) => float(self.value, at)),
  as_integer_ratio: reading("", (self, _, call) => {
    const ratio = integerRatio(self.value);
    if (ratio === undefined) {
      const error = Number.isNaN(self.value) ? "ValueError" : "OverflowError";
      return call.interpreter.raise(error, "cannot convert to integer ratio", call.pc, call.at);
    }
    return tuple([int(ratio[0]), int(ratio[1])], call.at);
  }),
  hex: reading("", (_self, _, { at }) => unknown("float.hex()", at)),
};

export const FLOAT_ATTRIBUTES: Readonly<Record<string, (self: Float) => Value>> = {
  real: (self) => float(self.value),
  imag: () => float(0),
};
