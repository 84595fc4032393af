/** Functions written in TypeScript that bind their arguments as Python does. */
import { deeply, lostPart } from "./concrete";
import type { Guarded } from "./guard";
import { repr } from "./representation";
import { plainContent } from "./specialMethods";
import {
  type CallArguments,
  DEAD,
  DictValue,
  derived,
  type EnvType,
  type EnvValue,
  type NativeValue,
  native,
  str,
  tuple,
  type UnknownValue,
  unknown,
  type Value,
} from "./values";

interface Parameter {
  readonly name: string;
  readonly kind: "plain" | "positional-only" | "keyword-only" | "*" | "**";
  readonly required: boolean;
}

/**
 * A signature in short: names by commas, `?` after those that may be missing, `/`, `*`, `*rest` and `**extra` as in Python.
 */
export function signature(text: string): readonly Parameter[] {
  const out: Parameter[] = [];
  let kind: Parameter["kind"] = "plain";
  for (const word of text.split(",").map((part) => part.trim())) {
    if (word === "") continue;
    if (word === "/") {
      for (let n = 0; n < out.length; n++) out[n] = { ...out[n]!, kind: "positional-only" };
    } else if (word === "*") {
      kind = "keyword-only";
    } else if (word.startsWith("**")) {
      out.push({ name: word.slice(2), kind: "**", required: false });
    } else if (word.startsWith("*")) {
      out.push({ name: word.slice(1), kind: "*", required: false });
      kind = "keyword-only";
    } else {
      out.push({ name: word.replace("?", ""), kind, required: !word.endsWith("?") });
    }
  }
  return out;
}

/** The arguments in the order of the parameters; undefined where the call is a TypeError, which is raised. */
export function bindArguments(
  call: CallArguments,
  name: string,
  parameters: readonly Parameter[],
): (Guarded<Value> | undefined)[] | undefined {
  const bound: (Guarded<Value> | undefined)[] = parameters.map(() => undefined);
  const wrong = (what: string) => {
    call.interpreter.raise("TypeError", `${name}() ${what}`, call.pc, call.at);
    return undefined;
  };
  const rest = parameters.findIndex((parameter) => parameter.kind === "*");
  const places = parameters.flatMap(({ kind }, n) =>
    kind === "plain" || kind === "positional-only" ? [n] : [],
  );
  if (call.args.length > places.length && rest < 0) return wrong("got too many arguments");
  places.forEach((place, n) => {
    bound[place] = call.args[n];
  });
  if (rest >= 0) bound[rest] = tuple(call.args.slice(places.length), call.at);
  const extra = parameters.findIndex((parameter) => parameter.kind === "**");
  const others: [Value, Guarded<Value>][] = [];
  for (const [keyword, value] of call.keywords) {
    const place = parameters.findIndex(
      (parameter) =>
        parameter.name === keyword && (parameter.kind === "plain" || parameter.kind === "keyword-only"),
    );
    if (place >= 0 && bound[place] !== undefined)
      return wrong(`got multiple values for argument '${keyword}'`);
    if (place >= 0) bound[place] = value;
    else if (extra >= 0) others.push([str(keyword), value]);
    else return wrong(`got an unexpected keyword argument '${keyword}'`);
  }
  if (extra >= 0) bound[extra] = new DictValue({ entries: others }, call.at);
  const missing = parameters.find((parameter, n) => parameter.required && bound[n] === undefined);
  return missing === undefined ? bound : wrong(`missing argument '${missing.name}'`);
}

/** The implementation of a function, from the values of its parameters in one world. */
export type Body = (args: (Value | undefined)[], call: CallArguments) => Guarded<Value>;

/** Arguments in short, to tell two computations from a variable apart. */
export function argumentTexts(args: readonly Value[], at: CallArguments["at"]): string {
  return args.map((arg) => (arg.kind === "env" ? arg.text : (repr(arg) ?? `…@${at.start}`))).join(", ");
}

/** The result of a function that got a value nobody knows. */
function lostResult(
  lost: UnknownValue | EnvValue,
  name: string,
  type: EnvType,
  args: readonly Value[],
  call: CallArguments,
): Guarded<Value> {
  call.interpreter.mayRaise(`${name}()`, call.pc, call.at);
  return lost.kind === "unknown"
    ? unknown(lost.reason, call.at)
    : derived(lost, type, `${name}(${argumentTexts(args, call.at)})`, call.at);
}

/**
 * Calls `body` with arguments whose containers hold no conditions.
 * @param type of the result where an argument depends on a variable
 * @param whole false to let unknown parts of arguments through to `body`
 */
export function applyBody(
  call: CallArguments,
  name: string,
  parameters: readonly Parameter[],
  body: Body,
  type: EnvType = "object",
  whole = true,
): Guarded<Value> {
  const bound = bindArguments(call, name, parameters);
  if (bound === undefined) return DEAD;
  const given = bound.flatMap((value, n) => (value === undefined ? [] : [{ value, n }]));
  return deeply(
    call.interpreter,
    given.map(({ value }) => value),
    call.pc,
    (found, pc) => {
      // An enum's member that is a string is one for string methods too.
      const leaves = found.map(plainContent);
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      const here = { ...call, pc };
      if (whole) {
        for (const leaf of leaves) {
          const lost = lostPart(leaf);
          if (lost !== undefined) return lostResult(lost, name, type, leaves, here);
        }
      }
      const args: (Value | undefined)[] = bound.map(() => undefined);
      leaves.forEach((leaf, k) => {
        args[given[k]!.n] = leaf;
      });
      return body(args, here);
    },
  );
}

/** A function that only reads its arguments, of values that are wholly known. */
export function pureFunction(name: string, shape: string, body: Body, type: EnvType = "object"): NativeValue {
  const parameters = signature(shape);
  return native(name, (call) => applyBody(call, name, parameters, body, type));
}

/** Like `pureFunction`, but `body` sees values that are not known too. */
export function openFunction(name: string, shape: string, body: Body): NativeValue {
  const parameters = signature(shape);
  return native(name, (call) => applyBody(call, name, parameters, body, "object", false));
}

/** A function of arguments as they are, with their identity and their conditions. */
export function rawFunction(
  name: string,
  shape: string,
  body: (args: (Guarded<Value> | undefined)[], call: CallArguments) => Guarded<Value>,
): NativeValue {
  const parameters = signature(shape);
  return native(name, (call) => {
    const bound = bindArguments(call, name, parameters);
    return bound === undefined ? DEAD : body(bound, call);
  });
}
