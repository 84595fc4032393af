/** operator: the operators as functions, itemgetter() and attrgetter(). */
import { attribute } from "../../attributes";
import { pureFunction, rawFunction } from "../../callables";
import { compare } from "../../comparisons";
import { asBool, truth } from "../../equality";
import { type Condition, type Guarded, not } from "../../guard";
import type { Interpreter } from "../../interpreter";
import { binary, unary } from "../../operators";
import { type CallArguments, type TupleValue, tuple, unknown, type Value } from "../../values";

const itemsOfTuple = (value: Guarded<Value> | undefined) => (value as TupleValue).items;

const binaryOperator = (name: string, op: string): readonly [string, Value] => [
  name,
  rawFunction(name, "a, b, /", ([a, b], call) =>
    call.interpreter.lift([a!, b!], call.pc, ([x, y], pc) =>
      binary(call.interpreter, op, x!, y!, pc, call.at),
    ),
  ),
];

const comparison = (name: string, op: Parameters<typeof compare>[1]): readonly [string, Value] => [
  name,
  rawFunction(name, "a, b, /", ([a, b], call) =>
    call.interpreter.lift([a!, b!], call.pc, ([x, y], pc) =>
      compare(call.interpreter, op, x!, y!, pc, call.at),
    ),
  ),
];

/** itemgetter() and attrgetter(): one value, or a tuple for several keys. */
function getter(
  name: string,
  get: (i: Interpreter, object: Value, key: Value, pc: Condition, call: CallArguments) => Guarded<Value>,
): Value {
  return pureFunction(name, "*keys", ([keys]) => {
    const all = itemsOfTuple(keys) as Value[];
    return rawFunction(`operator.${name}()`, "obj, /", ([object], call) =>
      call.interpreter.lift([object!], call.pc, ([leaf], pc) => {
        const values = all.map((key) =>
          get(call.interpreter, leaf!, key, call.interpreter.surviving(pc), call),
        );
        return values.length === 1 ? values[0]! : tuple(values, call.at);
      }),
    );
  });
}

export const operator: Readonly<Record<string, Value>> = {
  ...Object.fromEntries([
    binaryOperator("add", "+"),
    binaryOperator("concat", "+"),
    binaryOperator("iadd", "+"),
    binaryOperator("sub", "-"),
    binaryOperator("mul", "*"),
    binaryOperator("truediv", "/"),
    binaryOperator("floordiv", "//"),
    binaryOperator("mod", "%"),
    binaryOperator("pow", "**"),
    binaryOperator("or_", "|"),
    binaryOperator("and_", "&"),
    binaryOperator("xor", "^"),
    comparison("eq", "=="),
    comparison("ne", "!="),
    comparison("lt", "<"),
    comparison("le", "<="),
    comparison("gt", ">"),
    comparison("ge", ">="),
    comparison("is_", "is"),
  ]),
  contains: rawFunction("contains", "a, b, /", ([a, b], call) =>
    call.interpreter.lift([a!, b!], call.pc, ([x, y], pc) =>
      compare(call.interpreter, "in", y!, x!, pc, call.at),
    ),
  ),
  not_: rawFunction("not_", "a, /", ([a], call) =>
    call.interpreter.lift([a!], call.pc, ([x]) => asBool(not(truth(call.interpreter, x!)), call.at)),
  ),
  neg: rawFunction("neg", "a, /", ([a], call) =>
    call.interpreter.lift([a!], call.pc, ([x], pc) => unary(call.interpreter, "-", x!, pc, call.at)),
  ),
  getitem: rawFunction("getitem", "a, b, /", ([a, b], call) =>
    call.interpreter.lift([a!, b!], call.pc, ([x, y], pc) =>
      call.interpreter.expressions.item(x!, y!, pc, call.at),
    ),
  ),
  itemgetter: getter("itemgetter", (i, object, key, pc, call) =>
    i.expressions.item(object, key, pc, call.at),
  ),
  attrgetter: getter("attrgetter", (i, object, key, pc, call) =>
    key.kind === "str"
      ? key.value
          .split(".")
          .reduce<Guarded<Value>>(
            (value, name) => i.lift([value], pc, ([leaf], when) => attribute(i, leaf!, name, when, call.at)),
            object,
          )
      : unknown("operator.attrgetter()", call.at),
  ),
};
