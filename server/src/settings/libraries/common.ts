/** What the library models share: reading variables, arguments by position or name, modules from tables. */
import type { Location } from "../../syntax/text";
import { and, type Condition, type Guarded, map, restrict } from "../guard";
import type { Interpreter } from "../interpreter";
import { type CallArguments, DEAD, sameValue, type Unbound, unknown, type Value } from "../values";

/** A module whose attributes are these; others are placeholders. */
export function moduleOf(name: string, attributes: Readonly<Record<string, Value>>): Value {
  return {
    kind: "module",
    name,
    attribute: (attribute) =>
      Object.hasOwn(attributes, attribute)
        ? attributes[attribute]
        : { kind: "third-party", name: `${name}.${attribute}` },
  };
}

/** An argument by its position or name. */
export function argument(call: CallArguments, position: number, name: string): Guarded<Value> | undefined {
  return call.args[position] ?? call.keywords.get(name);
}

/** Reads the variable that a call names, and goes on with its value; `missing` where it is not set. */
export function readVariable(
  call: CallArguments,
  name: Guarded<Value> | undefined,
  prefix: string,
  found: (value: Value, pc: Condition, variable: string) => Guarded<Value>,
  missing: (pc: Condition, variable: string) => Guarded<Value>,
): Guarded<Value> {
  const i = call.interpreter;
  return i.lift([name ?? unknown("a variable whose name is not known")], call.pc, ([key], pc) => {
    if (key!.kind === "dead") return DEAD;
    if (key!.kind !== "str") {
      i.mayRaise("reading a variable whose name is not known", pc, call.at);
      return unknown("a variable whose name is not known", call.at);
    }
    const variable = prefix + key!.value;
    return readOr(
      i,
      variable,
      pc,
      call.at,
      (value, when) => found(value, when, variable),
      (when) => missing(when, variable),
    );
  });
}

/** A variable's value goes to `found`, the worlds without it to `missing`. */
export function readOr(
  i: Interpreter,
  variable: string,
  pc: Condition,
  at: Location,
  found: (value: Value, pc: Condition) => Guarded<Value>,
  missing: (pc: Condition) => Guarded<Value>,
): Guarded<Value> {
  return i.lift<Value | Unbound>([i.variables.read(variable, at)], pc, ([value], when) =>
    value!.kind === "unbound" ? missing(when) : found({ ...(value as Value), at } as Value, when),
  );
}

/** In which worlds a variable is set. */
export function isSet(i: Interpreter, variable: string, pc: Condition, at: Location): Condition {
  return and(
    pc,
    map<Value | Unbound, boolean>(
      restrict(i.variables.read(variable, at), pc, sameValue),
      (leaf) => leaf.kind !== "unbound",
    ),
  );
}

/** Calls a function that the settings pass in, as a cast. */
export function applyFunction(
  call: CallArguments,
  f: Value,
  value: Guarded<Value>,
  pc: Condition,
): Guarded<Value> {
  return call.interpreter.expressions.invoke(f, { ...call, args: [value], keywords: new Map(), pc });
}
