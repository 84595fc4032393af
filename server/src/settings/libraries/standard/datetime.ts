/** datetime: timedelta, and date and datetime without time zones. What depends on the clock is unknown. */
import { pureFunction } from "../../callables";
import { numeric } from "../../equality";
import { floorDivision, integerRatio, roundedDivision, trueDivision } from "../../numbers";
import {
  type Access,
  type DataType,
  type DataValue,
  float,
  int,
  type NativeValue,
  native,
  str,
  typeName,
  unknown,
  type Value,
} from "../../values";

const SECOND = 1_000_000n;
const DAY = 86_400n * SECOND;
/** timedelta.max in days. */
const MAX_DAYS = 999_999_999n;

// ---------------------------------------------------------------- timedelta

/** Microseconds. */
const microseconds = (value: DataValue): bigint => value.value as bigint;

const isDelta = (value: Value): value is DataValue => value.kind === "data" && value.type === TIMEDELTA;

function delta(total: bigint, { interpreter: i, pc, at }: Access): Value {
  const days = floorDivision(total, DAY);
  if (days > MAX_DAYS || days < -MAX_DAYS)
    return i.raise("OverflowError", "a timedelta of too many days", pc, at);
  return { kind: "data", type: TIMEDELTA, value: total, at };
}

function parts(total: bigint): { days: bigint; seconds: bigint; micros: bigint } {
  const days = floorDivision(total, DAY);
  const rest = total - days * DAY;
  return { days, seconds: rest / SECOND, micros: rest % SECOND };
}

const two = (value: bigint | number) => String(value).padStart(2, "0");

function deltaText(total: bigint): string {
  const { days, seconds, micros } = parts(total);
  const clock = `${seconds / 3600n}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  const fraction = micros === 0n ? "" : `.${String(micros).padStart(6, "0")}`;
  if (days === 0n) return clock + fraction;
  return `${days} day${days === 1n || days === -1n ? "" : "s"}, ${clock}${fraction}`;
}

/** `a * b` or `a / b` for a delta and a number. */
function scaled(op: string, total: bigint, number: bigint | number, access: Access): Value {
  const { interpreter: i, pc, at } = access;
  if (Number(number) === 0 && op !== "*") return i.raise("ZeroDivisionError", "division by zero", pc, at);
  if (op === "//") {
    return typeof number === "bigint"
      ? delta(floorDivision(total, number), access)
      : i.fail("TypeError", "unsupported operand type(s) for //: 'datetime.timedelta' and 'float'", pc, at);
  }
  const ratio = typeof number === "bigint" ? ([number, 1n] as const) : integerRatio(number);
  if (ratio === undefined) return i.raise("ValueError", "a number that is not finite", pc, at);
  const [num, den] = op === "*" ? ratio : [ratio[1], ratio[0]];
  return delta(roundedDivision(total * num, den), access);
}

const TIMEDELTA: DataType = {
  name: "datetime.timedelta",
  attribute: (self, name, { at }) => {
    const { days, seconds, micros } = parts(microseconds(self));
    if (name === "days") return int(days, at);
    if (name === "seconds") return int(seconds, at);
    if (name === "microseconds") return int(micros, at);
    if (name === "total_seconds")
      return native(name, ({ at: where }) => float(trueDivision(microseconds(self), SECOND), where));
    return undefined;
  },
  repr: (self) => {
    const { days, seconds, micros } = parts(microseconds(self));
    const shown = Object.entries({ days, seconds, microseconds: micros }).filter(([, value]) => value !== 0n);
    const args = shown.map(([name, value]) => `${name}=${value}`).join(", ");
    return `datetime.timedelta(${args === "" ? "0" : args})`;
  },
  str: (self) => deltaText(microseconds(self)),
  truth: (self) => microseconds(self) !== 0n,
  equal: (a, b) => a.value === b.value,
  compare: (a, b) => {
    const difference = microseconds(a) - microseconds(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  },
  unary: (op, self, access) => {
    const total = microseconds(self);
    if (op === "-") return delta(-total, access);
    if (op === "+") return self;
    return op === "abs" ? delta(total < 0n ? -total : total, access) : undefined;
  },
  binary: (op, a, b, access) => {
    const { interpreter: i, pc, at } = access;
    if (isDelta(a) && isDelta(b)) {
      const [x, y] = [microseconds(a), microseconds(b)];
      if (op === "+") return delta(x + y, access);
      if (op === "-") return delta(x - y, access);
      if (op !== "/" && op !== "//" && op !== "%") return undefined;
      if (y === 0n) return i.raise("ZeroDivisionError", "division by zero", pc, at);
      if (op === "/") return float(trueDivision(x, y), at);
      return op === "//" ? int(floorDivision(x, y), at) : delta(x - floorDivision(x, y) * y, access);
    }
    const [self, other] = isDelta(a) ? [a, b] : [b, a];
    const number = numeric(other);
    if (!isDelta(self) || number === undefined) return undefined;
    if (op === "*" || (self === a && (op === "/" || op === "//")))
      return scaled(op, microseconds(self), number, access);
    return undefined;
  },
};

const UNITS = {
  days: DAY,
  seconds: SECOND,
  microseconds: 1n,
  milliseconds: 1000n,
  minutes: 60n * SECOND,
  hours: 3600n * SECOND,
  weeks: 7n * DAY,
};

const timedelta: NativeValue = {
  ...pureFunction(
    "timedelta",
    "days?, seconds?, microseconds?, milliseconds?, minutes?, hours?, weeks?",
    (args, call) => {
      const { interpreter: i, pc, at } = call;
      let num = 0n;
      let den = 1n;
      for (const [n, unit] of Object.values(UNITS).entries()) {
        const value = args[n];
        if (value === undefined) continue;
        const number = numeric(value);
        if (number === undefined)
          return i.raise("TypeError", `unsupported type for timedelta: ${typeName(value)}`, pc, at);
        const ratio = typeof number === "bigint" ? ([number, 1n] as const) : integerRatio(number);
        if (ratio === undefined) return i.raise("ValueError", "a number that is not finite", pc, at);
        num = num * ratio[1] + ratio[0] * unit * den;
        den *= ratio[1];
      }
      // Python adds floats up step by step: where that could round the other way, nobody knows.
      const twice = (num < 0n ? -num : num) * 2_000_000n;
      const distance = (twice % (2_000_000n * den)) - 1_000_000n * den;
      if (den !== 1n && distance < 2n * den && distance > -2n * den)
        return unknown("a timedelta of floats", at);
      return delta(roundedDivision(num, den), call);
    },
  ),
  type: "datetime.timedelta",
};

// ---------------------------------------------------------------- date and datetime

/** Days since 1970-01-01, and microseconds of the day. */
interface Moment {
  readonly days: number;
  readonly micros: bigint;
}

const momentOf = (value: DataValue): Moment => value.value as Moment;

/** The first and the last day that Python has. */
const [FIRST, LAST] = [-719_162, 2_932_896];

function calendar(days: number): { year: number; month: number; day: number } {
  const date = new Date(days * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The days of a date; undefined if there is no such date. */
function daysOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const days = date.getTime() / 86_400_000;
  const back = calendar(days);
  const valid = year >= 1 && year <= 9999 && back.year === year && back.month === month && back.day === day;
  return valid ? days : undefined;
}

function clock(micros: bigint): { hour: bigint; minute: bigint; second: bigint; microsecond: bigint } {
  const seconds = micros / SECOND;
  return {
    hour: seconds / 3600n,
    minute: (seconds / 60n) % 60n,
    second: seconds % 60n,
    microsecond: micros % SECOND,
  };
}

function isoDate(days: number): string {
  const { year, month, day } = calendar(days);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

function isoTime(micros: bigint): string {
  const { hour, minute, second, microsecond } = clock(micros);
  const fraction = microsecond === 0n ? "" : `.${String(microsecond).padStart(6, "0")}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
}

const isMoment = (value: Value): value is DataValue =>
  value.kind === "data" && (value.type === DATE || value.type === DATETIME);

function moment(type: DataType, days: number, micros: bigint, { interpreter: i, pc, at }: Access): Value {
  if (days < FIRST || days > LAST) return i.fail("OverflowError", "date value out of range", pc, at);
  return { kind: "data", type, value: { days, micros } satisfies Moment, at };
}

function momentType(name: string, withTime: boolean): DataType {
  return {
    name,
    attribute: (self, attribute, { at }) => {
      const { days, micros } = momentOf(self);
      const numbers: Readonly<Record<string, bigint | number>> = {
        ...calendar(days),
        ...(withTime ? clock(micros) : {}),
      };
      if (Object.hasOwn(numbers, attribute)) return int(numbers[attribute]!, at);
      const weekday = (((days + 3) % 7) + 7) % 7;
      switch (attribute) {
        case "weekday":
          return native(attribute, () => int(weekday));
        case "isoweekday":
          return native(attribute, () => int(weekday + 1));
        case "isoformat":
          return native(attribute, ({ args, keywords, at: where }) =>
            args.length + keywords.size > 0
              ? unknown("isoformat()", where)
              : str(withTime ? `${isoDate(days)}T${isoTime(micros)}` : isoDate(days), where),
          );
        case "date":
          return withTime ? native(attribute, (call) => moment(DATE, days, 0n, call)) : undefined;
        default:
          return unknown(`${name}.${attribute}`, at);
      }
    },
    repr: (self) => {
      const { days, micros } = momentOf(self);
      const { year, month, day } = calendar(days);
      const { hour, minute, second, microsecond } = clock(micros);
      const time = [
        hour,
        minute,
        ...(second > 0n || microsecond > 0n ? [second] : []),
        ...(microsecond > 0n ? [microsecond] : []),
      ];
      return `${name}(${[year, month, day, ...(withTime ? time : [])].join(", ")})`;
    },
    str: (self) => {
      const { days, micros } = momentOf(self);
      return withTime ? `${isoDate(days)} ${isoTime(micros)}` : isoDate(days);
    },
    equal: (a, b) => momentOf(a).days === momentOf(b).days && momentOf(a).micros === momentOf(b).micros,
    compare: (a, b) => {
      const [x, y] = [momentOf(a), momentOf(b)];
      return x.days - y.days || Number(x.micros - y.micros);
    },
    binary: (op, a, b, access) => {
      if (isMoment(a) && isMoment(b)) {
        if (op !== "-" || a.type !== b.type) return undefined;
        const [x, y] = [momentOf(a), momentOf(b)];
        return delta(BigInt(x.days - y.days) * DAY + x.micros - y.micros, access);
      }
      const [self, other] = isMoment(a) ? [a, b] : [b, a];
      if (!isMoment(self) || !isDelta(other)) return undefined;
      if (op !== "+" && !(op === "-" && self === a)) return undefined;
      const { days, micros } = momentOf(self);
      const change = op === "+" ? microseconds(other) : -microseconds(other);
      // A date takes the days of a timedelta only.
      if (!withTime) return moment(DATE, days + Number(parts(change).days), 0n, access);
      const total = micros + change;
      const over = floorDivision(total, DAY);
      return moment(DATETIME, days + Number(over), total - over * DAY, access);
    },
  };
}

const DATE = momentType("datetime.date", false);
const DATETIME = momentType("datetime.datetime", true);

const TIME_FIELDS = [
  ["hour", 24n],
  ["minute", 60n],
  ["second", 60n],
  ["microsecond", SECOND],
] as const;

function momentClass(name: "date" | "datetime"): NativeValue {
  const shape =
    name === "date"
      ? "year, month, day"
      : "year, month, day, hour?, minute?, second?, microsecond?, tzinfo?, *, fold?";
  const made = pureFunction(name, shape, (args, call) => {
    const { interpreter: i, pc, at } = call;
    const [tzinfo, fold] = [args[7], args[8]];
    if ((tzinfo !== undefined && tzinfo.kind !== "none") || fold !== undefined)
      return unknown("a datetime with a time zone", at);
    const numbers = args.slice(0, 7).map((arg) => (arg === undefined ? 0n : numeric(arg)));
    if (numbers.some((number) => typeof number !== "bigint"))
      return i.raise("TypeError", "an integer is required", pc, at);
    const [year, month, day, ...time] = numbers as bigint[];
    const days = daysOf(Number(year), Number(month), Number(day));
    if (days === undefined) return i.raise("ValueError", "no such date", pc, at);
    let micros = 0n;
    for (const [n, [, limit]] of TIME_FIELDS.entries()) {
      const value = time[n] ?? 0n;
      if (value < 0n || value >= limit) return i.raise("ValueError", "no such time", pc, at);
      micros = n === 3 ? micros * SECOND + value : micros * (n === 0 ? 1n : 60n) + value;
    }
    return moment(name === "date" ? DATE : DATETIME, days, name === "date" ? 0n : micros, call);
  });
  const clockFunction = (method: string) =>
    [method, native(`${name}.${method}`, ({ at }) => unknown("the current time", at))] as const;
  return {
    ...made,
    type: `datetime.${name}`,
    attributes: new Map(["now", "today", "utcnow"].map(clockFunction)),
  };
}

export const datetime: Readonly<Record<string, Value>> = {
  timedelta,
  date: momentClass("date"),
  datetime: momentClass("datetime"),
  MINYEAR: int(1),
  MAXYEAR: int(9999),
};
