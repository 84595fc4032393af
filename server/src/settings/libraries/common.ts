/** What the library models share: reading variables, arguments by position or name, modules from tables. */
import type { Location } from "../../syntax/text";
import { and, type Condition, type Guarded, map, restrict } from "../guard";
import type { Interpreter } from "../interpreter";
import {
  type CallArguments,
  DEAD,
  type DictValue,
  dict,
  isScalar,
  sameValue,
  str,
  type Unbound,
  unknown,
  type Value,
} from "../values";

/** A module whose attributes are these; others are placeholders. */
export function moduleOf(name: string, attributes: Readonly<Record<string, Value>>): Value {
  return {
    kind: "module",
    name,
    names: Object.keys(attributes),
    attribute: (attribute) =>
      Object.hasOwn(attributes, attribute)
        ? attributes[attribute]
        : { kind: "third-party", name: `${name}.${attribute}` },
  };
}

/** Something that modelled modules keep, new in every evaluation. */
export class PerEvaluation<T> {
  readonly #made = new WeakMap<Interpreter, T>();

  constructor(private readonly make: () => T) {}

  of(i: Interpreter): T {
    const known = this.#made.get(i);
    if (known !== undefined) return known;
    const made = this.make();
    this.#made.set(i, made);
    return made;
  }
}

/** An argument by its position or name. */
export function argument(call: CallArguments, position: number, name: string): Guarded<Value> | undefined {
  return call.args[position] ?? call.keywords.get(name);
}

/**
 * Binds a call's arguments to parameters as Python does. `parameters`: names in order, with "=" at the end where there is a
 * default; after "*" they are keywords only, and "**" takes any other keyword. Undefined where it raised TypeError.
 */
export function bind(
  call: CallArguments,
  name: string,
  ...parameters: readonly string[]
): Readonly<Record<string, Guarded<Value> | undefined>> | undefined {
  const star = parameters.indexOf("*");
  const names = parameters.filter((p) => !p.startsWith("*")).map((p) => p.replace(/=$/, ""));
  const positional = star < 0 ? names.length : star;
  const bound: Record<string, Guarded<Value> | undefined> = {};
  const wrong = (what: string) => {
    call.interpreter.raise("TypeError", `${name}() ${what}`, call.pc, call.at);
    return undefined;
  };
  if (call.args.length > positional) return wrong(`takes ${positional} positional arguments`);
  call.args.forEach((value, n) => {
    bound[names[n]!] = value;
  });
  for (const [key, value] of call.keywords) {
    if (Object.hasOwn(bound, key)) return wrong(`got multiple values for argument '${key}'`);
    if (!names.includes(key) && !parameters.includes("**"))
      return wrong(`got an unexpected keyword argument '${key}'`);
    bound[key] = value;
  }
  const missing = parameters.find((p) => /^\w+$/.test(p) && !Object.hasOwn(bound, p));
  return missing === undefined ? bound : wrong(`missing a required argument: '${missing}'`);
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
  variables = i.variables,
): Guarded<Value> {
  return i.lift<Value | Unbound>([variables.read(variable, at)], pc, ([value], when) =>
    value!.kind === "unbound" ? missing(when) : found({ ...(value as Value), at } as Value, when),
  );
}

/** In which worlds a variable is set. */
export function isSet(
  i: Interpreter,
  variable: string,
  pc: Condition,
  at: Location,
  variables = i.variables,
): Condition {
  return and(
    pc,
    map<Value | Unbound, boolean>(
      restrict(variables.read(variable, at), pc, sameValue),
      (leaf) => leaf.kind !== "unbound",
    ),
  );
}

/** A dict of string keys whose values come from the expression at `at`. */
export function stringDict(entries: readonly (readonly [string, Value])[], at: Location): DictValue {
  return dict(
    entries.map(([key, value]): [Value, Value] => [str(key, at), isScalar(value) ? { ...value, at } : value]),
    at,
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
