/** Python's built-in names. */
import { importThirdParty } from "../libraries";
import { objectFunctions } from "../objects";
import { exceptionName, isBuiltinException } from "../python";
import { bool, DEAD, type NativeValue, native, unknown, type Value } from "../values";
import { CONVERSIONS } from "./conversions";
import { ITERATION } from "./iteration";
import { NUMBERS } from "./numbers";
import { OUTSIDE } from "./outside";

/** Functions that only look at what they get: their result is unknown, their arguments stay as they are. */
const PURE = [
  "__build_class__",
  "aiter",
  "anext",
  "breakpoint",
  "bytearray",
  "compile",
  "complex",
  "copyright",
  "credits",
  "eval",
  "exec",
  "globals",
  "hash",
  "help",
  "id",
  "input",
  "license",
  "locals",
  "memoryview",
];

/** `__import__(name)` gives the first package of a dotted name. */
const importFunction = native("__import__", (call) => {
  const i = call.interpreter;
  return i.lift([call.args[0] ?? DEAD], call.pc, ([name], pc) => {
    if (name!.kind === "dead") return DEAD;
    if (name!.kind !== "str" || name!.value.includes(".") || call.args.length > 1 || call.keywords.size > 0) {
      i.mayRaise("__import__()", pc, call.at);
      return unknown("__import__()", call.at);
    }
    return i.modules.importByName(name!.value, pc, call.at, importThirdParty);
  });
});

const FUNCTIONS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...PURE.map((name): [string, Value] => [
    name,
    native(name, (call) => {
      call.interpreter.mayRaise(`${name}()`, call.pc, call.at);
      return unknown(`${name}()`, call.at);
    }),
  ]),
  ...[...CONVERSIONS, ...ITERATION, ...NUMBERS, ...OUTSIDE].map((f: NativeValue): [string, Value] => [
    f.name,
    f,
  ]),
  ...objectFunctions(),
  ["__import__", importFunction],
  ...["__doc__", "__spec__", "__loader__", "__builtins__", "__cached__", "__path__"].map(
    (name): [string, Value] => [name, unknown(name)],
  ),
  ["NotImplemented", { kind: "object", name: "NotImplemented" }],
  ["Ellipsis", { kind: "ellipsis" }],
  ["__debug__", bool(true)],
]);

/** A built-in name's value, or undefined if there is none. */
export function builtin(name: string): Value | undefined {
  const found = FUNCTIONS.get(name);
  if (found !== undefined) return found;
  if (name === "IOError" || name === "EnvironmentError" || isBuiltinException(name)) {
    return { kind: "exception", name: exceptionName(name)! };
  }
  return undefined;
}
