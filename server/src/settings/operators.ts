/** Python's operators on values without forks at the top. */
import type { CompareOp } from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { mergeDicts } from "./dicts";
import { percentFormat } from "./formatting";
import { and, type Condition, type Guarded, map, not, or } from "./guard";
import type { Interpreter } from "./interpreter";
import { PurePath } from "./purePath";
import { instanceEqual, instanceTruth, objectContains, operatorMethod, plainContent } from "./specialMethods";
import {
  bool,
  DEAD,
  DictValue,
  derived,
  type EnvValue,
  int,
  isScalar,
  ListValue,
  list,
  SetValue,
  str,
  typeName,
  unknown,
  type Value,
} from "./values";

/** Whether two numbers are equal, whatever their types: `1 == 1.0`. */
export function sameNumber(a: bigint | number, b: bigint | number): boolean {
  return !(a < b) && !(a > b) && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
}

/** Numbers as Python mixes them: bool counts as int. */
function numeric(value: Value): bigint | number | undefined {
  if (value.kind === "bool") return value.value ? 1n : 0n;
  if (value.kind === "int" || value.kind === "float") return value.value;
  return undefined;
}

/** In which worlds `bool(value)` is True. */
export function truth(i: Interpreter, value: Value): Condition {
  switch (value.kind) {
    case "none":
    case "dead":
      return false;
    case "bool":
      return value.value;
    case "int":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "str":
    case "bytes":
      return value.value !== "";
    case "tuple":
      return value.items.length > 0;
    case "list":
    case "set":
      return map<{ items: readonly unknown[]; open?: string }, boolean>(value.state, (state) =>
        state.items.length > 0 ? true : state.open === undefined ? false : i.opaqueFor(state, state.open),
      );
    case "dict":
      return map(value.state, (state) =>
        state.entries.length > 0 ? true : state.open === undefined ? false : i.opaqueFor(state, state.open),
      );
    case "env":
      return envTruth(i, value);
    case "instance":
      return instanceTruth(i, value);
    case "unknown":
      return i.opaqueFor(value, value.reason);
    case "object":
      return value.truthy === true || i.opaqueFor(value, value.name);
    case "third-party":
      return i.opaqueFor(value, value.name);
    default:
      return true;
  }
}

function envTruth(i: Interpreter, value: EnvValue): Condition {
  if (value.type === "str" && value.text === value.name) return true;
  if (value.type === "list" && value.text.endsWith(")") && value.text.includes(".split(")) return true;
  return i.test(value, `bool(${value.text})`, `${value.text} is true`, `${value.text} is false`);
}

/** In which worlds `a == b`. */
export function equal(i: Interpreter, a: Value, b: Value): Condition {
  if (a === b && a.kind !== "unknown" && a.kind !== "instance") return true;
  if (a.kind === "dead" || b.kind === "dead") return false;
  if (a.kind === "instance" || b.kind === "instance") return instanceEqual(i, a, b);
  if (a.kind === "env" || b.kind === "env") {
    const [env, other] = a.kind === "env" ? [a, b] : [b as EnvValue, a];
    return envEqual(i, env, other);
  }
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return sameNumber(x, y);
  if (a.kind === "unknown" || b.kind === "unknown" || a.kind === "third-party" || b.kind === "third-party") {
    return i.opaquePair(a, b);
  }
  if (isScalar(a) && isScalar(b)) {
    return a.kind === b.kind && ("value" in a ? a.value === (b as typeof a).value : true);
  }
  if (a.kind === "path" && b.kind === "path") return a.value === b.value;
  if (a.kind === "tuple" && b.kind === "tuple") return itemsEqual(i, a.items, b.items);
  if (a.kind === "list" && b.kind === "list") {
    return map(a.state, (x) =>
      map(b.state, (y) =>
        x.open === undefined && y.open === undefined ? itemsEqual(i, x.items, y.items) : i.opaquePair(a, b),
      ),
    );
  }
  if (a.kind !== b.kind && a.kind !== "object" && b.kind !== "object") return false;
  return i.opaquePair(a, b);
}

function itemsEqual(i: Interpreter, a: readonly Guarded<Value>[], b: readonly Guarded<Value>[]): Condition {
  if (a.length !== b.length) return false;
  let all: Condition = true;
  for (let n = 0; n < a.length; n++) {
    all = and(
      all,
      map(a[n]!, (x) => map(b[n]!, (y) => equal(i, x, y))),
    );
    if (all === false) return false;
  }
  return all;
}

function envEqual(i: Interpreter, env: EnvValue, other: Value): Condition {
  if (other.kind === "env") {
    if (other.text === env.text) return true;
    return i.test(
      env,
      `${env.text} == ${other.text}`,
      `${env.text} equals ${other.text}`,
      `${env.text} differs from ${other.text}`,
    );
  }
  if (other.kind === "unknown") return i.opaquePair(env, other);
  if (env.type === "str") {
    if (other.kind !== "str") return false;
    if (other.value === "" && env.text === env.name) return false;
    return i.variables.equals(env, other.value);
  }
  if (env.type === "bool" && (other.kind === "bool" || other.kind === "int")) {
    const holds = envTruth(i, env);
    if (numeric(other) === 1n) return holds;
    return numeric(other) === 0n ? not(holds) : false;
  }
  if (env.type === "int" || env.type === "float") {
    const value = numeric(other);
    return value === undefined ? false : i.exclusive(env.text, String(value), env.name);
  }
  if (other.kind === "none" && env.type !== "object") return false;
  return i.opaquePair(env, other);
}

/** One comparison, as a value. */
export function compare(
  i: Interpreter,
  op: CompareOp,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (a.kind === "dead" || b.kind === "dead") return DEAD;
  switch (op) {
    case "==":
      return asBool(equal(i, a, b), at);
    case "!=":
      return asBool(not(equal(i, a, b)), at);
    case "is":
      return asBool(identity(i, a, b), at);
    case "is not":
      return asBool(not(identity(i, a, b)), at);
    case "in":
      return containment(i, a, b, pc, at);
    case "not in":
      return map(containment(i, a, b, pc, at), (value) =>
        value.kind === "bool" ? bool(!value.value, at) : value,
      );
    default:
      return ordering(i, op, a, b, pc, at);
  }
}

/** A condition as a Python bool. */
export function asBool(when: Condition, at: Location): Guarded<Value> {
  return map<boolean, Value>(when, (holds) => bool(holds, at));
}

function identity(i: Interpreter, a: Value, b: Value): Condition {
  const singleton = (value: Value) =>
    value.kind === "none" || value.kind === "bool" || value.kind === "ellipsis";
  if (singleton(a) && singleton(b)) return equal(i, a, b) === true && a.kind === b.kind;
  if (a.kind === "unknown" || b.kind === "unknown" || a.kind === "third-party" || b.kind === "third-party") {
    return i.opaquePair(a, b);
  }
  if (a.kind === "env" || b.kind === "env") {
    const [env, other] = a.kind === "env" ? [a, b] : [b as EnvValue, a];
    if (env.type === "bool" && other.kind === "bool") return envEqual(i, env, other);
    return env.type === "object" ? i.opaquePair(a, b) : false;
  }
  if (singleton(a) || singleton(b)) return false;
  if (
    a.kind === "list" ||
    a.kind === "dict" ||
    a.kind === "set" ||
    a.kind === "function" ||
    a.kind === "class" ||
    a.kind === "instance" ||
    b.kind === "class" ||
    b.kind === "instance"
  )
    return a === b;
  return i.opaquePair(a, b);
}

function containment(
  i: Interpreter,
  item: Value,
  container: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (item.kind === "instance" && container.kind === "str") {
    return item.content === undefined
      ? unknown(`${item.name} in a string`, at)
      : containment(i, item.content, container, pc, at);
  }
  switch (container.kind) {
    case "instance":
    case "class":
      return objectContains(i, item, container, pc, at);
    case "str":
      if (item.kind === "str") return bool(container.value.includes(item.value), at);
      if (item.kind === "env" && item.type === "str") {
        return asBool(
          i.test(
            item,
            `${item.text} in ${JSON.stringify(container.value)}`,
            `${item.text} is part of "${container.value}"`,
            `${item.text} is not part of "${container.value}"`,
          ),
          at,
        );
      }
      if (item.kind === "unknown") return asBool(i.opaquePair(item, container), at);
      return i.raise(
        "TypeError",
        `'in <string>' requires string as left operand, not ${typeName(item)}`,
        pc,
        at,
      );
    case "tuple":
      return asBool(anyEqual(i, item, container.items), at);
    case "list":
    case "set":
      return asBool(
        map(container.state, (state) => {
          const found = anyEqual(i, item, state.items);
          return state.open === undefined ? found : or(found, i.opaquePair(item, container));
        }),
        at,
      );
    case "dict":
      return asBool(
        map(container.state, (state) => {
          const found = anyEqual(
            i,
            item,
            state.entries.map(([key]) => key),
          );
          return state.open === undefined ? found : or(found, i.opaquePair(item, container));
        }),
        at,
      );
    case "object":
      if (container.contains !== undefined) return container.contains(item, { interpreter: i, pc, at });
      return asBool(i.opaquePair(item, container), at);
    case "env": {
      const what = item.kind === "str" ? `"${item.value}"` : "it";
      return asBool(
        i.test(
          container,
          `${what} in ${container.text}`,
          `${what} is in ${container.text}`,
          `${what} is not in ${container.text}`,
        ),
        at,
      );
    }
    case "unknown":
    case "third-party":
      return asBool(i.opaquePair(item, container), at);
    case "none":
    case "bool":
    case "int":
    case "float":
      return i.raise("TypeError", `argument of type '${typeName(container)}' is not iterable`, pc, at);
    default:
      return unknown(`"in" on ${typeName(container)}`, at);
  }
}

function anyEqual(i: Interpreter, item: Value, items: readonly Guarded<Value>[]): Condition {
  let any: Condition = false;
  for (const other of items) {
    any = or(
      any,
      map(other, (leaf) => equal(i, item, leaf)),
    );
    if (any === true) return true;
  }
  return any;
}

function ordering(
  i: Interpreter,
  op: CompareOp,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (a.kind === "instance" || b.kind === "instance") {
    const special = operatorMethod(i, op, a, b, pc, at);
    if (special !== undefined) return special;
    const [left, right] = [plainContent(a), plainContent(b)];
    return left === a && right === b
      ? asBool(i.opaquePair(a, b, op), at)
      : ordering(i, op, left, right, pc, at);
  }
  const x = numeric(a) ?? (a.kind === "str" ? a.value : undefined);
  const y = numeric(b) ?? (b.kind === "str" ? b.value : undefined);
  if (x !== undefined && y !== undefined) {
    if ((typeof x === "string") !== (typeof y === "string")) {
      return i.raise(
        "TypeError",
        `'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
        pc,
        at,
      );
    }
    const holds = op === "<" ? x < y : op === "<=" ? x <= y : op === ">" ? x > y : x >= y;
    return bool(holds, at);
  }
  if ((a.kind === "tuple" && b.kind === "tuple") || a.kind === "unknown" || b.kind === "unknown") {
    const order = a.kind === "tuple" && b.kind === "tuple" ? compareTuples(a.items, b.items) : undefined;
    if (order !== undefined) {
      return bool(
        op === "<" ? order < 0 : op === "<=" ? order <= 0 : op === ">" ? order > 0 : order >= 0,
        at,
      );
    }
    return asBool(i.opaquePair(a, b, op), at);
  }
  if (a.kind === "env" || b.kind === "env") {
    const env = (a.kind === "env" ? a : b) as EnvValue;
    const text = (value: Value) =>
      value.kind === "env" ? value.text : isScalar(value) && "value" in value ? String(value.value) : "?";
    const words = `${text(a)} ${op} ${text(b)}`;
    return asBool(i.test(env, words, words, `not ${words}`), at);
  }
  if (a.kind === "none" || b.kind === "none") {
    return i.raise(
      "TypeError",
      `'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`,
      pc,
      at,
    );
  }
  return asBool(i.opaquePair(a, b, op), at);
}

function compareTuples(a: readonly Guarded<Value>[], b: readonly Guarded<Value>[]): number | undefined {
  for (let n = 0; n < Math.min(a.length, b.length); n++) {
    const x = a[n] as Value;
    const y = b[n] as Value;
    const left = numeric(x) ?? (x.kind === "str" ? x.value : undefined);
    const right = numeric(y) ?? (y.kind === "str" ? y.value : undefined);
    if (left === undefined || right === undefined || typeof left !== typeof right) return undefined;
    if (left < right) return -1;
    if (left > right) return 1;
  }
  return a.length - b.length;
}

/** A binary operator. `pc`: the worlds in which it is evaluated. */
export function binary(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (a.kind === "dead" || b.kind === "dead") return DEAD;
  if (a.kind === "object" && a.operator !== undefined)
    return a.operator(op, b, { interpreter: i, pc, at }, false);
  if (a.kind === "instance" || b.kind === "instance") {
    const special = operatorMethod(i, op, a, b, pc, at);
    if (special !== undefined) return special;
    const [left, right] = [plainContent(a), plainContent(b)];
    // What % writes is str(object), which need not be its content.
    if (left.kind === "instance" || right.kind === "instance" || op === "%")
      return unknown(`"${op}" on ${describe(a.kind === "instance" ? a : b)}`, at);
    return binary(i, op, left, right, pc, at);
  }
  if (a.kind === "env" || b.kind === "env") return envBinary(op, a, b, at);
  if (a.kind === "unknown") return unknown(a.reason, at);
  if (b.kind === "unknown") return unknown(b.reason, at);
  const x = numeric(a);
  const y = numeric(b);
  if (x !== undefined && y !== undefined) return arithmetic(i, op, a, b, pc, at);
  if (op === "+") {
    if (a.kind === "str" && b.kind === "str") return i.sized(str(a.value + b.value, at));
    if (a.kind === "bytes" && b.kind === "bytes") return { kind: "bytes", value: a.value + b.value, at };
    if (a.kind === "tuple" && b.kind === "tuple")
      return { kind: "tuple", items: [...a.items, ...b.items], at };
    if (a.kind === "list" && b.kind === "list") {
      return new ListValue(
        map(a.state, (s) =>
          map(b.state, (t) => ({ items: [...s.items, ...t.items], open: s.open ?? t.open })),
        ),
        at,
      );
    }
  }
  if (op === "*") {
    const [sequence, count] = y !== undefined ? [a, y] : [b, x];
    if (typeof count === "bigint") {
      const times = count < 0n ? 0 : Number(count);
      if (sequence.kind === "str")
        return times * sequence.value.length > 1e6
          ? unknown("a very long string", at)
          : str(sequence.value.repeat(times), at);
      if (sequence.kind === "list" || sequence.kind === "tuple") {
        return i.lift([sequence.kind === "list" ? sequence.state : sequence], pc, ([state]) => {
          const { items, open } = state as { items: readonly Guarded<Value>[]; open?: string };
          if (items.length * times > 10_000) return unknown("a very long list", at);
          const repeated = Array.from({ length: times }, () => items).flat();
          return sequence.kind === "list" ? list(repeated, at, open) : { kind: "tuple", items: repeated, at };
        });
      }
    }
  }
  if (op === "%" && a.kind === "str") return percentFormat(i, a.value, b, pc, at);
  if (op === "/" && (a.kind === "path" || b.kind === "path")) {
    const left = a.kind === "path" || a.kind === "str" ? a.value : undefined;
    const right = b.kind === "path" || b.kind === "str" ? b.value : undefined;
    if (left !== undefined && right !== undefined)
      return { kind: "path", value: PurePath.join(left, right), at };
  }
  if (op === "|") {
    const left = i.expressions.mappingOf(a, pc, at);
    const right = i.expressions.mappingOf(b, pc, at);
    if (left !== undefined && right !== undefined) return new DictValue(mergeDicts(left, right, pc), at);
  }
  if (a.kind === "set" && b.kind === "set") return setOperation(i, op, a, b, at);
  if (isKnown(a) && isKnown(b)) {
    return i.raise(
      "TypeError",
      `unsupported operand type(s) for ${op}: '${typeName(a)}' and '${typeName(b)}'`,
      pc,
      at,
    );
  }
  return unknown(`"${op}" on ${describe(isKnown(a) ? b : a)}`, at);
}

/** True for values whose operators Python defines completely, so that another operand type surely raises. */
function isKnown(value: Value): boolean {
  return (
    isScalar(value) ||
    value.kind === "list" ||
    value.kind === "tuple" ||
    value.kind === "dict" ||
    value.kind === "path"
  );
}

function describe(value: Value): string {
  return "name" in value ? value.name : typeName(value);
}

function envBinary(op: string, a: Value, b: Value, at: Location): Value {
  const env = (a.kind === "env" ? a : b) as EnvValue;
  const text = (value: Value) =>
    value.kind === "env"
      ? value.text
      : value.kind === "str"
        ? JSON.stringify(value.value)
        : value.kind === "int"
          ? String(value.value)
          : "…";
  const types = new Set([a.kind === "env" ? a.type : a.kind, b.kind === "env" ? b.type : b.kind]);
  const type =
    op === "+" && types.size === 1 && (types.has("str") || types.has("list") || types.has("int"))
      ? env.type
      : op === "%" && a.kind === "str"
        ? "str"
        : "object";
  return derived(env, type, `${text(a)} ${op} ${text(b)}`, at);
}

function arithmetic(
  i: Interpreter,
  op: string,
  a: Value,
  b: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const x = numeric(a)!;
  const y = numeric(b)!;
  if ((op === "/" || op === "//" || op === "%") && Number(y) === 0) {
    return i.raise("ZeroDivisionError", "division by zero", pc, at);
  }
  const tooLarge = unknown("a number too large", at);
  if (typeof x === "bigint" && typeof y === "bigint") {
    switch (op) {
      case "+":
        return int(x + y, at);
      case "-":
        return int(x - y, at);
      case "*":
        return x.toString().length + y.toString().length > 1000 ? tooLarge : int(x * y, at);
      case "/":
        return { kind: "float", value: Number(x) / Number(y), at };
      case "//":
        return int(floorDiv(x, y), at);
      case "%":
        return int(x - floorDiv(x, y) * y, at);
      case "**":
        if (y < 0n) return { kind: "float", value: Number(x) ** Number(y), at };
        return y > 1000n ? tooLarge : int(x ** y, at);
      case "<<":
        return y < 0n || y > 1000n ? tooLarge : int(x << y, at);
      case ">>":
        return y < 0n || y > 1000n ? tooLarge : int(x >> y, at);
      case "&":
      case "|":
      case "^": {
        const value = op === "&" ? x & y : op === "|" ? x | y : x ^ y;
        return a.kind === "bool" && b.kind === "bool" ? bool(value !== 0n, at) : int(value, at);
      }
    }
    return unknown(`operator ${op}`, at);
  }
  const p = Number(x);
  const q = Number(y);
  const value =
    op === "+"
      ? p + q
      : op === "-"
        ? p - q
        : op === "*"
          ? p * q
          : op === "/"
            ? p / q
            : op === "//"
              ? Math.floor(p / q)
              : op === "**" && p >= 0
                ? p ** q
                : undefined;
  return value === undefined ? unknown(`operator ${op} on a float`, at) : { kind: "float", value, at };
}

function floorDiv(x: bigint, y: bigint): bigint {
  const quotient = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? quotient - 1n : quotient;
}

function setOperation(i: Interpreter, op: string, a: SetValue, b: SetValue, at: Location): Guarded<Value> {
  return new SetValue(
    map(a.state, (s) =>
      map(b.state, (t) => {
        const open = s.open ?? t.open;
        const decided = s.items.concat(t.items).every((item) => isScalar(item as Value));
        if (!decided || (open !== undefined && op !== "|"))
          return { items: [], open: open ?? "a set of values that are not known" };
        const has = (items: readonly Guarded<Value>[], item: Guarded<Value>) =>
          items.some((other) => equal(i, item as Value, other as Value) === true);
        const items =
          op === "|"
            ? [...s.items, ...t.items.filter((item) => !has(s.items, item))]
            : op === "&"
              ? s.items.filter((item) => has(t.items, item))
              : op === "-"
                ? s.items.filter((item) => !has(t.items, item))
                : [
                    ...s.items.filter((item) => !has(t.items, item)),
                    ...t.items.filter((item) => !has(s.items, item)),
                  ];
        return { items, open };
      }),
    ),
    at,
  );
}

export function unary(
  i: Interpreter,
  op: "not" | "-" | "+" | "~",
  value: Value,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  if (value.kind === "dead") return DEAD;
  if (op === "not") return asBool(not(truth(i, value)), at);
  if (value.kind === "instance" && value.content !== undefined) return unary(i, op, value.content, pc, at);
  const number = numeric(value);
  if (number === undefined) {
    if (value.kind === "env") return derived(value, "object", `${op}${value.text}`, at);
    if (value.kind === "unknown") return unknown(value.reason, at);
    if (!isKnown(value)) return unknown(`${op} on ${describe(value)}`, at);
    return i.raise("TypeError", `bad operand type for unary ${op}: '${typeName(value)}'`, pc, at);
  }
  if (typeof number === "bigint") return int(op === "-" ? -number : op === "~" ? ~number : number, at);
  return op === "~"
    ? unknown("operator ~ on a float", at)
    : { kind: "float", value: op === "-" ? -number : number, at };
}
