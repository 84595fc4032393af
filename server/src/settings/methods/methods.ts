/** What the tables of methods share. */
import { applyBody, type Body, bindArguments, signature } from "../callables";
import type { Guarded } from "../guard";
import type { CallArguments, EnvType, Value } from "../values";

/** A method: `self` is its object, the rest of the call as for a function. */
export type Method<T extends Value> = (self: T, call: CallArguments, name: string) => Guarded<Value>;

export type MethodTable<T extends Value> = Readonly<Record<string, Method<T>>>;

/** A method that only reads, with arguments that are wholly known. @param type of the result of a variable's value */
export function reading<T extends Value>(
  shape: string,
  body: (self: T, args: (Value | undefined)[], call: CallArguments) => Guarded<Value>,
  type: EnvType = "object",
): Method<T> {
  const parameters = signature(shape);
  return (self, call, name) => {
    const run: Body = (args, here) => body(self, args, here);
    return applyBody(call, name, parameters, run, type);
  };
}

/** A method that takes its arguments as they are, with their identity and their conditions. */
export function raw<T extends Value>(
  shape: string,
  body: (self: T, args: (Guarded<Value> | undefined)[], call: CallArguments) => Guarded<Value>,
): Method<T> {
  const parameters = signature(shape);
  return (self, call, name) => {
    const bound = bindArguments(call, name, parameters);
    return bound === undefined ? { kind: "dead" } : body(self, bound, call);
  };
}

/** A TypeError that an argument causes. */
export function wrongType(call: CallArguments, message: string): Value {
  return call.interpreter.raise("TypeError", message, call.pc, call.at);
}
