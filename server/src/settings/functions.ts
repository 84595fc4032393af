/** Functions of the project: how they are called, what their names mean, generators. */
import type * as ast from "../syntax/python/ast";
import { assignedNames } from "./assigned";
import { concat } from "./containers";
import { isHashable } from "./dicts";
import { type Condition, choose, type Guarded, map, restrict, without } from "./guard";
import type { Frame, Interpreter } from "./interpreter";
import { itemsOf, lazyIterator } from "./iteration";
import { repr } from "./representation";
import {
  type CallArguments,
  DEAD,
  DictValue,
  type FunctionValue,
  type ItemsState,
  Namespace,
  NONE,
  sameValue,
  str,
  tuple,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

/** What the names in a function's body mean, which Python decides by its text alone. */
interface Scope {
  readonly locals: ReadonlySet<string>;
  readonly globals: ReadonlySet<string>;
  readonly nonlocals: ReadonlySet<string>;
}

const SCOPES = new WeakMap<object, Scope>();

function scopeOf(definition: ast.FunctionDef | ast.Lambda): Scope {
  const known = SCOPES.get(definition);
  if (known !== undefined) return known;
  const body = definition.type === "Lambda" ? [] : definition.body;
  const globals = new Set<string>();
  const nonlocals = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null && "type" in node) {
      const statement = node as ast.Stmt;
      if (statement.type === "Global") for (const name of statement.names) globals.add(name);
      else if (statement.type === "Nonlocal") for (const name of statement.names) nonlocals.add(name);
      else if (statement.type !== "FunctionDef" && statement.type !== "ClassDef") {
        for (const child of Object.values(statement)) if (typeof child === "object") visit(child);
      }
    }
  };
  visit(body);
  const { names } = assignedNames(body);
  for (const parameter of definition.parameters) names.add(parameter.name);
  for (const name of [...globals, ...nonlocals]) names.delete(name);
  const scope = { locals: names, globals, nonlocals };
  SCOPES.set(definition, scope);
  return scope;
}

/** Calls a function of the project: its body is run with the arguments bound. */
export function callFunction(i: Interpreter, f: FunctionValue, call: CallArguments): Guarded<Value> {
  const { results } = f;
  if (results === undefined) return run(i, f, call);
  const all = [...call.args, ...call.keywords.values()];
  const shown = all.map((arg) => ("kind" in arg && isHashable(arg) ? repr(arg) : undefined));
  if (shown.includes(undefined)) return run(i, f, call);
  const key = `${shown.join(", ")}; ${[...call.keywords.keys()].join(", ")}`;
  const known = results.get(key);
  if (known !== undefined && without(call.pc, known.when) === false) return restrict(known.value, call.pc);
  const value = run(i, f, call);
  results.set(key, { value, when: i.surviving(call.pc) });
  return value;
}

function run(i: Interpreter, f: FunctionValue, call: CallArguments): Guarded<Value> {
  const bound = bindParameters(f, call);
  if (typeof bound === "string") return i.raise("TypeError", `${f.name}() ${bound}`, call.pc, call.at);
  const { definition } = f;
  const scope = scopeOf(definition);
  const makeFrame = (pc: Condition): Frame => {
    const frame: Frame = {
      kind: "function",
      module: f.frame.module,
      locals: new Namespace(),
      enclosing: f.frame,
      globals: new Set(scope.globals),
      localNames: scope.locals,
      nonlocals: scope.nonlocals,
      base: f.frame.base,
      limit: f.frame.limit,
      result: UNBOUND,
      first: definition.parameters[0]?.name,
    };
    for (const [name, value] of bound) i.bind(frame.locals, name, value, pc, []);
    return frame;
  };
  if (definition.type === "FunctionDef" && definition.generator) {
    return lazyIterator(i, "generator", call.at, (pc) => {
      const frame = makeFrame(pc);
      frame.yielded = { items: [] };
      i.deeper(() => i.statements.block(definition.body, frame, pc));
      return frame.yielded;
    });
  }
  const frame = makeFrame(call.pc);
  return i.deeper(() => {
    if (definition.type === "Lambda") return i.expressions.evaluate(definition.body, frame, call.pc);
    const end = i.statements.block(definition.body, frame, call.pc);
    const result = choose<Value | Unbound>(end, NONE, frame.result, sameValue);
    return i.bounded(
      map<Value | Unbound, Value>(restrict(result, call.pc, sameValue), (leaf) =>
        leaf.kind === "unbound" ? DEAD : leaf,
      ),
    );
  });
}

/** `yield` in a generator that is being read. What it gives is what `next()` sends: None. */
export function yieldValue(i: Interpreter, node: ast.Yield, frame: Frame, pc: Condition): Guarded<Value> {
  const at = i.locate(node, frame);
  const value = node.value === undefined ? NONE : i.expressions.evaluate(node.value, frame, pc);
  const then = i.surviving(pc);
  if (frame.yielded === undefined || then === false) return unknown("yield", at);
  const added: Guarded<ItemsState> = node.from
    ? map(restrict(value, then), (leaf) => itemsOf(i, leaf, then, at))
    : { items: [restrict(value, then)] };
  frame.yielded = choose(i.surviving(then), concat(frame.yielded, added), frame.yielded);
  return node.from ? unknown("the result of yield from", at) : NONE;
}

/** Binds a call's arguments to a function's parameters; a string says what is wrong with them. */
function bindParameters(f: FunctionValue, call: CallArguments): Map<string, Guarded<Value>> | string {
  const bound = new Map<string, Guarded<Value>>();
  const { parameters } = f.definition;
  const positional = parameters.filter((p) => p.kind === "plain" || p.kind === "positional-only");
  const rest = parameters.find((p) => p.kind === "*");
  const extra = parameters.find((p) => p.kind === "**");
  call.args.forEach((value, n) => {
    const parameter = positional[n];
    if (parameter !== undefined) bound.set(parameter.name, value);
  });
  if (call.args.length > positional.length && rest === undefined) return "got too many arguments";
  const others: [Value, Guarded<Value>][] = [];
  for (const [name, value] of call.keywords) {
    const parameter = parameters.find(
      (p) => p.name === name && (p.kind === "plain" || p.kind === "keyword-only"),
    );
    if (parameter === undefined && extra === undefined) return `got an unexpected keyword argument '${name}'`;
    if (parameter === undefined) others.push([str(name), value]);
    else if (bound.has(name)) return `got multiple values for argument '${name}'`;
    else bound.set(name, value);
  }
  if (rest !== undefined) bound.set(rest.name, tuple(call.args.slice(positional.length)));
  if (extra !== undefined) bound.set(extra.name, new DictValue({ entries: others }));
  for (const parameter of parameters) {
    if (bound.has(parameter.name) || parameter.kind === "*" || parameter.kind === "**") continue;
    const fallback = f.defaults.get(parameter.name);
    if (fallback === undefined) return `missing argument '${parameter.name}'`;
    bound.set(parameter.name, fallback);
  }
  return bound;
}
