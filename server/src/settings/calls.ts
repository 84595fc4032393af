/** Calls: arguments, what is called, and what functions that are not known may do. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { type Condition, type Guarded, map, restrict } from "./guard";
import { instantiate } from "./instances";
import type { Frame, Interpreter } from "./interpreter";
import { itemsOf } from "./iteration";
import { isHarmless } from "./libraries";
import { namespaceObject } from "./namespaceObjects";
import { RANDOM } from "./plain";
import { specialMethod } from "./specialMethods";
import {
  type CallArguments,
  DEAD,
  type DictState,
  derived,
  error,
  type ItemsState,
  typeName,
  unknown,
  type Value,
} from "./values";

/** A positional or keyword argument, or the content of one with a star. */
type Argument =
  | { readonly value: Guarded<Value>; readonly name?: string }
  | { readonly items: Guarded<ItemsState> }
  | { readonly entries: Guarded<DictState> };

const NO_KEYWORDS: CallArguments["keywords"] = new Map();

/** A call expression in the worlds of `pc`. */
export function callExpression(
  i: Interpreter,
  node: ast.Call,
  frame: Frame,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const special = namespaceFunction(i, node, frame, pc, at);
  if (special !== undefined) return special;
  const callee = i.expressions.evaluate(node.func, frame, pc);
  let current = i.surviving(pc);
  const given: Argument[] = [];
  const evaluate = (expression: ast.Expr) => {
    const value = i.expressions.evaluate(expression, frame, current);
    current = i.surviving(current);
    return value;
  };
  for (const argument of node.args) {
    if (argument.type !== "Starred") {
      given.push({ value: evaluate(argument) });
      continue;
    }
    const value = restrict(evaluate(argument.value), current);
    given.push({ items: map(value, (leaf) => itemsOf(i, leaf, current, at)) });
    current = i.surviving(current);
  }
  for (const keyword of node.keywords) {
    const value = evaluate(keyword.value);
    if (keyword.arg !== undefined) {
      given.push({ value, name: keyword.arg });
      continue;
    }
    given.push({ entries: map(restrict(value, current), (leaf) => keywordsOf(i, leaf, current, at)) });
    current = i.surviving(current);
  }
  const starred = given.flatMap((argument): Guarded<unknown>[] =>
    "items" in argument ? [argument.items] : "entries" in argument ? [argument.entries] : [],
  );
  return i.lift<unknown>([callee, ...starred], current, ([leaf, ...states], when) => {
    if ((leaf as Value).kind === "dead") return DEAD;
    const args: Guarded<Value>[] = [];
    let named: Map<string, Guarded<Value>> | undefined;
    let unsure: string | undefined;
    let twice: string | undefined;
    const keyword = (name: string, value: Guarded<Value>) => {
      named ??= new Map();
      if (named.has(name)) twice = name;
      named.set(name, value);
    };
    for (const argument of given) {
      if ("value" in argument) {
        if (argument.name === undefined) args.push(argument.value);
        else keyword(argument.name, argument.value);
        continue;
      }
      const state = states.shift() as ItemsState | DictState;
      if ("items" in state) args.push(...state.items);
      else for (const [key, value] of state.entries) keyword((key as { value: string }).value, value);
      if (state.open !== undefined)
        unsure = `a call with ${"items" in state ? "*" : "**"} arguments that are not known`;
    }
    if (twice !== undefined)
      return i.raise("TypeError", `got multiple values for keyword argument '${twice}'`, when, at);
    const keywords: CallArguments["keywords"] = named ?? NO_KEYWORDS;
    const call: CallArguments = { interpreter: i, args, keywords, pc: when, at, frame };
    const target = leaf as Value;
    if (unsure === undefined) return invoke(i, target, call);
    if (target.kind === "native" && target.callOpen !== undefined) return target.callOpen(call, unsure);
    expose(i, [target, ...args, ...keywords.values()], unsure, when);
    i.mayRaise(unsure, when, at);
    return unknown(unsure, at);
  });
}

/** The keyword arguments that `**value` stands for. */
function keywordsOf(i: Interpreter, value: Value, pc: Condition, at: Location): Guarded<DictState> {
  const mapping = i.expressions.mappingOf(value, pc, at);
  if (mapping === undefined) {
    if (value.kind === "dead") return { entries: [] };
    if (["none", "bool", "int", "float", "str", "bytes", "list", "tuple", "set"].includes(value.kind)) {
      i.raise("TypeError", `argument after ** must be a mapping, not ${typeName(value)}`, pc, at);
    }
    return { entries: [], open: "not known" };
  }
  return map<DictState, DictState>(restrict(mapping.state, pc), (state) => {
    const lost = state.entries.some(([key]) => key.kind === "unknown" || key.kind === "env");
    if (lost) return { entries: [], open: "not known" };
    if (state.entries.some(([key]) => key.kind !== "str")) {
      i.raise("TypeError", "keywords must be strings", pc, at, [
        { kind: "str", value: "keywords must be strings" },
      ]);
      return { entries: [] };
    }
    return state;
  });
}

/** `exec`, `globals()` and their kind, which reach the namespace itself. */
function namespaceFunction(
  i: Interpreter,
  node: ast.Call,
  frame: Frame,
  pc: Condition,
  at: Location,
): Guarded<Value> | undefined {
  if (node.func.type !== "Name") return undefined;
  const { id } = node.func;
  if (!["exec", "eval", "globals", "locals", "vars"].includes(id)) return undefined;
  if (frame.module.namespace.bindings.has(id) || frame.locals.bindings.has(id)) return undefined;
  if (id === "exec" || id === "eval") {
    for (const argument of node.args) i.expressions.evaluate(argument, frame, pc);
    const reason = `${id}() may set any name`;
    // A walrus or a call in the text that eval() gets may change names too, if there is one.
    const [text] = node.args;
    const harmless =
      id === "eval" &&
      text?.type === "Constant" &&
      text.constant.kind === "str" &&
      !/:=|\(/.test(text.constant.value);
    if (!harmless) i.openNamespace(frame.module.namespace, reason, pc);
    i.mayRaise(`${id}()`, pc, at);
    return unknown(`${id}()`, at);
  }
  return node.args.length === 0 ? namespaceObject(i, id, frame, pc, at) : undefined;
}

/** OSError makes an instance of the subclass that its number stands for. */
const BY_NUMBER: Readonly<Record<number, string>> = {
  1: "PermissionError",
  2: "FileNotFoundError",
  13: "PermissionError",
  17: "FileExistsError",
  20: "NotADirectoryError",
  21: "IsADirectoryError",
};

function makeError(name: string, { args, at }: CallArguments): Value {
  const [number] = args;
  const found =
    name === "OSError" && args.length > 1 && number !== undefined && "kind" in number && number.kind === "int"
      ? BY_NUMBER[Number(number.value)]
      : undefined;
  return error(found ?? name, args, at);
}

/** Calls a value. */
export function invoke(i: Interpreter, callee: Value, call: CallArguments): Guarded<Value> {
  const { at, pc } = call;
  switch (callee.kind) {
    case "dead":
      return DEAD;
    case "native":
      return callee.call(call);
    case "function":
      return i.statements.callFunction(callee, call);
    case "object":
      if (callee.call !== undefined) return callee.call(call);
      break;
    case "class":
      return instantiate(callee, call);
    case "instance": {
      const method = specialMethod(i, callee, "__call__", pc, at);
      if (method === undefined) break;
      return i.lift([method], pc, ([f], when) => invoke(i, f!, { ...call, pc: when }));
    }
    case "descriptor":
      if (callee.type === "staticmethod") return invoke(i, callee.function, call);
      break;
    case "exception":
      return makeError(callee.name, call);
    case "env":
      i.mayRaise(`${callee.text}()`, pc, at);
      return derived(callee, "object", `${callee.text}()@${at.start}`, at);
    case "none":
    case "ellipsis":
    case "bool":
    case "int":
    case "float":
    case "str":
    case "bytes":
    case "list":
    case "tuple":
    case "dict":
    case "set":
    case "range":
    case "view":
    case "iterator":
    case "path":
    case "error":
      return i.fail("TypeError", `'${typeName(callee)}' object is not callable`, pc, at);
  }
  const name =
    callee.kind === "unknown" ? callee.reason : `${"name" in callee ? callee.name : typeName(callee)}()`;
  if (callee.kind !== "third-party" || !isHarmless(callee.name)) {
    if (callee.kind === "third-party") i.noteInjection(name);
    expose(i, [...call.args, ...call.keywords.values()], name, pc);
  }
  i.mayRaise(name, pc, at);
  return unknown(callee.kind === "third-party" && RANDOM_SOURCES.test(callee.name) ? RANDOM : name, at);
}

const RANDOM_SOURCES = /^(?:random|secrets|uuid)\.|^os\.urandom$|^django\.utils\.crypto\.get_random_string$/;

/** A function that is not known got these values, and may have changed what they refer to. */
export function expose(i: Interpreter, values: readonly Guarded<Value>[], what: string, pc: Condition): void {
  const reason = `${what} may have changed it`;
  for (const value of values) {
    i.each(value, pc, (leaf, when) => {
      if (leaf.kind === "object" && leaf.namespace !== undefined) {
        i.openNamespace(leaf.namespace, `${what} may set any name`, when);
      }
    });
    i.exposeObject(value, reason, pc);
  }
}
