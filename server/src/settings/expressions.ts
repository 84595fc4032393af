/** Evaluates Python's expressions. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { attribute } from "./attributes";
import { sameKey, withEntry } from "./dicts";
import { assemble, formatted } from "./formatting";
import { and, type Condition, choose, type Guarded, map, restrict, without } from "./guard";
import { instantiate } from "./instances";
import type { Frame, Interpreter } from "./interpreter";
import { isHarmless } from "./libraries";
import { binary, compare, equal, unary } from "./operators";
import { callSpecial, objectItem, objectItems, objectText, specialMethod } from "./specialMethods";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  derived,
  type FunctionValue,
  type HistoryStep,
  type ItemsState,
  isScalar,
  ListValue,
  list,
  Namespace,
  SetValue,
  sameValue,
  str,
  typeName,
  UNBOUND,
  unknown,
  type Value,
} from "./values";

/** A list grows no longer than this. */
const MAX_ITEMS = 10_000;

export class Expressions {
  constructor(private readonly i: Interpreter) {}

  /** The value of an expression in the worlds of `pc`. Where it raises, the value is dead and the exception is noted. */
  evaluate(node: ast.Expr, frame: Frame, pc: Condition): Guarded<Value> {
    if (pc === false) return DEAD;
    this.i.step();
    const at = this.i.locate(node, frame);
    switch (node.type) {
      case "Constant":
        return { ...node.constant, at };
      case "Name":
        return this.i.lookup(node.id, frame, pc, at);
      case "JoinedStr":
        return this.joinedString(node, frame, pc, at);
      case "Attribute": {
        const object = this.evaluate(node.value, frame, pc);
        return this.i.lift(
          [object],
          pc,
          ([leaf], when) => this.attributeOf(leaf!, node.attr, when, at) ?? DEAD,
        );
      }
      case "Subscript":
        return this.subscript(node, frame, pc, at);
      case "Call":
        return this.call(node, frame, pc, at);
      case "BinOp": {
        const left = this.evaluate(node.left, frame, pc);
        const right = this.evaluate(node.right, frame, this.i.surviving(pc));
        return this.i.lift([left, right], this.i.surviving(pc), ([a, b], when) =>
          binary(this.i, node.op, a!, b!, when, at),
        );
      }
      case "UnaryOp": {
        const operand = this.evaluate(node.operand, frame, pc);
        return this.i.lift([operand], this.i.surviving(pc), ([leaf], when) =>
          unary(this.i, node.op, leaf!, when, at),
        );
      }
      case "BoolOp": {
        const left = this.evaluate(node.left, frame, pc);
        const holds = this.i.truth(left);
        const then = this.i.surviving(pc);
        const needsRight = node.op === "or" ? without(then, holds) : and(then, holds);
        const right = this.evaluate(node.right, frame, needsRight);
        return this.i.bounded(
          restrict(
            node.op === "or" ? choose(holds, left, right, sameValue) : choose(holds, right, left, sameValue),
            then,
            sameValue,
          ),
        );
      }
      case "Compare":
        return this.comparison(node, frame, pc, at);
      case "IfExp": {
        const test = this.i.truth(this.evaluate(node.test, frame, pc));
        const then = this.i.surviving(pc);
        const yes = this.evaluate(node.body, frame, and(then, test));
        const no = this.evaluate(node.orelse, frame, without(then, test));
        return this.i.bounded(restrict(choose(test, yes, no, sameValue), then, sameValue));
      }
      case "List":
      case "Tuple":
      case "Set":
        return this.sequence(node, frame, pc, at);
      case "Dict":
        return this.dict(node, frame, pc, at);
      case "ListComp":
      case "SetComp":
      case "GeneratorExp":
      case "DictComp":
        return this.comprehension(node, frame, pc, at);
      case "Lambda":
        return this.makeFunction("<lambda>", node, frame, pc, at);
      case "NamedExpr": {
        const value = this.evaluate(node.value, frame, pc);
        const then = this.i.surviving(pc);
        // A walrus inside a comprehension binds in the scope around it (PEP 572).
        let scope = frame;
        while (scope.comprehension && scope.enclosing) scope = scope.enclosing;
        this.i.bind(this.i.scopeFor(node.target.id, scope), node.target.id, value, then, [
          this.i.historyStep("assigned", at, this.i.locate(node.value, frame), then),
        ]);
        return value;
      }
      case "Starred":
        return unknown("a starred expression", at);
      case "Slice":
        return unknown("a slice", at);
      case "Unsupported":
        return unknown(node.what, at);
    }
  }

  // ---------------------------------------------------------------- displays

  private joinedString(node: ast.JoinedStr, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const values = node.parts.map((part) =>
      typeof part === "string"
        ? str(part)
        : objectText(this.i, this.evaluate(part.value, frame, pc), part.conversion, pc, at),
    );
    return this.i.lift(values, this.i.surviving(pc), (leaves) => {
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      const pieces = node.parts.map((part, n) =>
        typeof part === "string" ? part : formatted(leaves[n]!, part.conversion, part.spec),
      );
      return assemble(pieces, at);
    });
  }

  private sequence(node: ast.Sequence, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    let state: Guarded<ItemsState> = { items: [] };
    for (const item of node.items) {
      if (item.type === "Starred") {
        const value = this.evaluate(item.value, frame, pc);
        const added = this.itemsOf(value, this.i.surviving(pc), this.i.locate(item, frame));
        state = concat(state, added);
      } else {
        const value = this.evaluate(item, frame, pc);
        state = map(state, (s) => ({ ...s, items: [...s.items, value] }));
      }
    }
    if (node.type === "List") return new ListValue(state, at);
    if (node.type === "Set") return this.makeSet(state, at);
    return map(state, (s) =>
      s.open === undefined
        ? ({ kind: "tuple", items: s.items, at } satisfies Value)
        : list(s.items, at, s.open),
    );
  }

  /** A set of these items, each once; items that are not known make it open. */
  makeSet(state: Guarded<ItemsState>, at: Location): SetValue {
    return new SetValue(
      map(state, (s): ItemsState => {
        const items: Value[] = [];
        let open = s.open;
        for (const item of s.items) {
          if (!("kind" in item) || !(isScalar(item) || item.kind === "path" || item.kind === "env")) {
            open ??= "a set of values that are not known";
          } else if (!items.some((other) => sameKey(other, item))) {
            items.push(item);
          }
        }
        return { items, open };
      }),
      at,
    );
  }

  private dict(node: ast.Dict, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    let state: Guarded<DictState> = { entries: [] };
    for (const { key, value } of node.entries) {
      if (key === undefined) {
        const other = this.evaluate(value, frame, pc);
        const then = this.i.surviving(pc);
        state = map(state, (s) =>
          map(restrict(other, then), (leaf): Guarded<DictState> => {
            const added = this.mappingOf(leaf, then, at);
            if (added === undefined) return { entries: s.entries, open: reasonOf(leaf, "a ** expression") };
            return map(restrict(added.state, then), (t) => mergeStates(s, t));
          }),
        );
      } else {
        const name = this.evaluate(key, frame, pc);
        const content = this.evaluate(value, frame, this.i.surviving(pc));
        state = map(state, (s) =>
          map(name, (leaf): DictState => {
            if (leaf.kind === "unknown") return { ...s, open: s.open ?? leaf.reason };
            return withEntry(s, leaf, content);
          }),
        );
      }
    }
    return new DictValue(state, at);
  }

  private comprehension(node: ast.Comprehension, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const inner: Frame = {
      ...frame,
      kind: "function",
      locals: new Namespace(),
      enclosing: frame,
      result: UNBOUND,
      comprehension: true,
    };
    let items: Guarded<ItemsState> = { items: [] };
    let entries: Guarded<DictState> = { entries: [] };
    let symbolic: Value | undefined;
    /** @param outermost what the first clause goes over; it is evaluated once, and its effects happen once */
    const run = (n: number, when: Condition, outermost?: Guarded<Value>): void => {
      if (when === false) return;
      const clause = node.clauses[n];
      if (clause === undefined) {
        const element = this.evaluate(node.element, inner, when);
        if (node.type === "DictComp") {
          const value = this.evaluate(node.value!, inner, this.i.surviving(when));
          const then = this.i.surviving(when);
          entries = choose(
            then,
            map(entries, (s) =>
              map(
                element,
                (key): DictState =>
                  key.kind === "unknown" ? { ...s, open: key.reason } : withEntry(s, key, value),
              ),
            ),
            entries,
          );
        } else {
          const then = this.i.surviving(when);
          items = choose(
            then,
            map(items, (s) => ({ ...s, items: [...s.items, element] })),
            items,
          );
        }
        return;
      }
      if (clause.type === "if") {
        const test = this.i.truth(this.evaluate(clause.test, inner, when));
        run(n + 1, and(this.i.surviving(when), test));
        return;
      }
      const iterable = outermost ?? this.evaluate(clause.iter, inner, when);
      this.i.each(iterable, this.i.surviving(when), (leaf, here) => {
        if (leaf.kind === "env") {
          symbolic = leaf;
          return;
        }
        this.i.each(this.items(leaf, here, at), here, (state, there) => {
          for (const item of state.items) {
            this.i.step();
            this.i.statements.assignValue(clause.target, item, clause.target, inner, there);
            run(n + 1, this.i.surviving(there));
          }
          if (state.open !== undefined) {
            items = choose(
              there,
              map(items, (s) => ({ ...s, open: state.open })),
              items,
            );
            entries = choose(
              there,
              map(entries, (s) => ({ ...s, open: state.open })),
              entries,
            );
          }
        });
      });
    };
    // A comprehension over a variable's list is computed from the variable as a whole, in the worlds where it is set.
    const first = node.clauses[0];
    if (first?.type === "for") {
      const iterable = this.evaluate(first.iter, frame, pc);
      const fromVariable = map(restrict(iterable, pc), (leaf) => leaf.kind === "env");
      if (fromVariable === false) run(0, pc, iterable);
      else {
        const text = node.type === "DictComp" ? "{…}" : "[…]";
        return this.i.lift([iterable], pc, ([leaf], when) => {
          if (leaf!.kind === "env") {
            return derived(
              leaf!,
              node.type === "DictComp" ? "dict" : "list",
              `${text} over ${leaf!.text}`,
              at,
            );
          }
          items = { items: [] };
          entries = { entries: [] };
          run(0, when, leaf!);
          return this.comprehensionResult(node, items, entries, at);
        });
      }
    }
    if (symbolic?.kind === "env") return derived(symbolic, "list", `[…] over ${symbolic.text}`, at);
    return this.comprehensionResult(node, items, entries, at);
  }

  private comprehensionResult(
    node: ast.Comprehension,
    items: Guarded<ItemsState>,
    entries: Guarded<DictState>,
    at: Location,
  ): Guarded<Value> {
    if (node.type === "DictComp") return new DictValue(entries, at);
    if (node.type === "SetComp") return this.makeSet(items, at);
    return new ListValue(items, at);
  }

  // ---------------------------------------------------------------- comparisons

  private comparison(node: ast.Compare, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    let left = this.evaluate(node.left, frame, pc);
    let result: Guarded<Value> = bool(true, at);
    let going: Condition = this.i.surviving(pc);
    for (const { op, right: node2 } of node.rest) {
      const right = this.evaluate(node2, frame, going);
      const then = this.i.surviving(going);
      const outcome = this.i.lift([left, right], then, ([a, b], when) =>
        compare(this.i, op, a!, b!, when, at),
      );
      result = choose(going, outcome, result, sameValue);
      going = and(this.i.surviving(then), this.i.truth(outcome));
      left = right;
    }
    return restrict(result, this.i.surviving(pc), sameValue);
  }

  // ---------------------------------------------------------------- calls

  private call(node: ast.Call, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const special = this.namespaceFunction(node, frame, pc, at);
    if (special !== undefined) return special;
    const callee = this.evaluate(node.func, frame, pc);
    let current = this.i.surviving(pc);
    const args: Guarded<Value>[] = [];
    let unsure: string | undefined;
    for (const argument of node.args) {
      if (argument.type === "Starred") {
        const value = this.evaluate(argument.value, frame, current);
        current = this.i.surviving(current);
        const state = restrict(this.itemsOf(value, current, at), current);
        if ("items" in state && state.open === undefined) args.push(...state.items);
        else unsure = "a call with * arguments that are not known";
      } else {
        args.push(this.evaluate(argument, frame, current));
        current = this.i.surviving(current);
      }
    }
    const keywords = new Map<string, Guarded<Value>>();
    for (const keyword of node.keywords) {
      const value = this.evaluate(keyword.value, frame, current);
      current = this.i.surviving(current);
      if (keyword.arg !== undefined) {
        keywords.set(keyword.arg, value);
        continue;
      }
      const leaf = restrict(value, current);
      const mapping = "kind" in leaf ? this.mappingOf(leaf, current, at) : undefined;
      const state = mapping === undefined ? undefined : restrict(mapping.state, current);
      if (
        state !== undefined &&
        "entries" in state &&
        state.open === undefined &&
        state.entries.every(([k]) => k.kind === "str")
      ) {
        for (const [key, item] of state.entries) keywords.set((key as { value: string }).value, item);
      } else {
        unsure = "a call with ** arguments that are not known";
      }
    }
    return this.i.lift([callee], current, ([leaf], when) => {
      if (unsure !== undefined) {
        this.expose([...args, ...keywords.values()], unsure, when);
        return leaf!.kind === "dead" ? DEAD : unknown(unsure, at);
      }
      return this.invoke(leaf!, { interpreter: this.i, args, keywords, pc: when, at, frame });
    });
  }

  /** `exec`, `globals()` and their kind, which reach the namespace itself. */
  private namespaceFunction(
    node: ast.Call,
    frame: Frame,
    pc: Condition,
    at: Location,
  ): Guarded<Value> | undefined {
    const shadowed = (name: string) =>
      frame.module.namespace.bindings.has(name) || frame.locals.bindings.has(name);
    if (node.func.type === "Name" && !shadowed(node.func.id)) {
      if (node.func.id === "exec" || node.func.id === "eval") {
        for (const argument of node.args) this.evaluate(argument, frame, pc);
        if (node.func.id === "exec")
          this.i.openNamespace(frame.module.namespace, "exec() may set any name", pc);
        return unknown(`${node.func.id}()`, at);
      }
      if (["globals", "locals", "vars"].includes(node.func.id) && node.args.length === 0) {
        return this.namespaceObject(node.func.id, frame, at);
      }
    }
    return undefined;
  }

  /** What `globals()` gives: reads and writes of known names go to the namespace, anything else may set any name. */
  private namespaceObject(name: string, frame: Frame, at: Location): Value {
    const namespace = name === "globals" ? frame.module.namespace : frame.locals;
    const reason = `code that changes ${name}()`;
    const i = this.i;
    const write = (key: Value, value: Guarded<Value>, pc: Condition, where: Location) => {
      if (key.kind === "str") {
        i.bind(namespace, key.value, value, pc, [i.historyStep("assigned", where, where, pc)]);
      } else {
        i.openNamespace(namespace, reason, pc);
      }
    };
    const read = (
      key: Value,
      pc: Condition,
      where: Location,
      fallback: Guarded<Value> | undefined,
    ): Guarded<Value> => {
      if (key.kind !== "str") return unknown(`a name read from ${name}()`, where);
      const value = namespace.bindings.get(key.value)?.value ?? UNBOUND;
      return map(restrict(value, pc), (leaf) =>
        leaf.kind !== "unbound"
          ? leaf
          : namespace.open !== undefined
            ? i.unknownName(key.value, namespace)
            : (fallback ?? i.raise("KeyError", `'${key.value}'`, pc, where)),
      );
    };
    return {
      kind: "object",
      name: `${name}()`,
      at,
      item: (key, { pc, at: where }) => read(key, pc, where, undefined),
      setItem: (key, value, { pc, at: where }) => write(key, value ?? unknown(reason), pc, where),
      contains: (key, { pc, at: where }) =>
        key.kind === "str" && namespace.open === undefined
          ? map(
              restrict(namespace.bindings.get(key.value)?.value ?? UNBOUND, pc),
              (leaf): Value => bool(leaf.kind !== "unbound", where),
            )
          : unknown(`a name looked up in ${name}()`, where),
      attribute: (method) => {
        if (method === "get") {
          return {
            kind: "native",
            name: "get",
            call: ({ args, pc, at: where }) =>
              i.lift([args[0] ?? DEAD], pc, ([key], when) =>
                read(key!, when, where, args[1] ?? { kind: "none" }),
              ),
          };
        }
        if (method === "update" || method === "setdefault") {
          return {
            kind: "native",
            name: method,
            call: ({ args, keywords, pc, at: where }) => {
              for (const [key, value] of keywords) write(str(key), value, pc, where);
              for (const argument of args) {
                i.each(argument, pc, (leaf, when) => {
                  if (method === "update" && leaf instanceof DictValue) {
                    i.each(leaf.state, when, (state, inner) => {
                      for (const [key, value] of state.entries) write(key, value, inner, where);
                      if (state.open !== undefined) i.openNamespace(namespace, state.open, inner);
                    });
                  } else {
                    i.openNamespace(namespace, reason, when);
                  }
                });
              }
              return { kind: "none" };
            },
          };
        }
        return undefined;
      },
      namespace,
    };
  }

  /** Calls a value. */
  invoke(callee: Value, call: CallArguments): Guarded<Value> {
    const { at, pc } = call;
    switch (callee.kind) {
      case "dead":
        return DEAD;
      case "native":
        return callee.call(call);
      case "function":
        return this.i.statements.callFunction(callee, call);
      case "object":
        if (callee.call !== undefined) return callee.call(call);
        break;
      case "class":
        return instantiate(callee, call);
      case "instance": {
        const method = specialMethod(this.i, callee, "__call__", pc, at);
        if (method === undefined) break;
        return this.i.lift([method], pc, ([f], when) => this.invoke(f!, { ...call, pc: when }));
      }
      case "descriptor":
        if (callee.type === "staticmethod") return this.invoke(callee.function, call);
        break;
      case "exception":
        return this.i.lift([call.args[0] ?? str("")], pc, ([message]) => ({
          kind: "object",
          name: `${callee.name}: ${message!.kind === "str" ? message!.value : "…"}`,
          at,
        }));
      case "env":
        return derived(callee, "object", `${callee.text}()`, at);
      case "none":
      case "bool":
      case "int":
      case "float":
      case "str":
      case "list":
      case "tuple":
      case "dict":
      case "set":
        return this.i.raise("TypeError", `'${typeName(callee)}' object is not callable`, pc, at);
    }
    const name = callee.kind === "unknown" ? callee.reason : `${callableName(callee)}()`;
    if (callee.kind !== "third-party" || !isHarmless(callee.name)) {
      if (callee.kind === "third-party") this.i.noteInjection(name);
      this.expose([...call.args, ...call.keywords.values()], name, pc);
    }
    this.i.mayRaise(name, pc, at);
    return unknown(name, at);
  }

  /** A function that is not known got these values, and may have changed what they refer to. */
  expose(values: readonly Guarded<Value>[], what: string, pc: Condition): void {
    const reason = `${what} may have changed it`;
    for (const value of values) {
      this.i.each(value, pc, (leaf, when) => {
        if (leaf.kind === "object" && leaf.namespace !== undefined) {
          this.i.openNamespace(leaf.namespace, `${what} may set any name`, when);
        }
      });
      this.i.exposeObject(value, reason, pc);
    }
  }

  makeFunction(
    name: string,
    definition: ast.FunctionDef | ast.Lambda,
    frame: Frame,
    pc: Condition,
    at: Location,
  ): FunctionValue {
    const defaults = new Map<string, Guarded<Value>>();
    for (const parameter of definition.parameters) {
      if (parameter.default !== undefined)
        defaults.set(parameter.name, this.evaluate(parameter.default, frame, pc));
    }
    // A copy: the module's frame moves on to other statements, and offsets are relative to this one.
    return { kind: "function", name, definition, defaults, frame: { ...frame }, at };
  }

  // ---------------------------------------------------------------- attributes and items

  /** `value.name`; undefined where that raised. */
  attributeOf(value: Value, name: string, pc: Condition, at: Location): Guarded<Value> | undefined {
    return attribute(this.i, value, name, pc, at);
  }

  private subscript(node: ast.Subscript, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const container = this.evaluate(node.value, frame, pc);
    const then = this.i.surviving(pc);
    if (node.index.type === "Slice") {
      const { lower, upper, step } = node.index;
      const none: Value = { kind: "none" };
      const bounds = [lower, upper, step].map((bound) =>
        bound === undefined ? none : this.evaluate(bound, frame, then),
      );
      return this.i.lift([container, ...bounds], this.i.surviving(then), ([leaf, from, to, by], when) =>
        this.slice(leaf!, from!, to!, by!, when, at),
      );
    }
    const key = this.evaluate(node.index, frame, then);
    return this.i.lift([container, key], this.i.surviving(then), ([leaf, index], when) =>
      this.item(leaf!, index!, when, at),
    );
  }

  /** `container[key]`. */
  item(container: Value, key: Value, pc: Condition, at: Location): Guarded<Value> {
    if (container.kind === "dead" || key.kind === "dead") return DEAD;
    if (key.kind === "instance" && (container.kind === "list" || container.kind === "tuple")) {
      return key.content === undefined
        ? unknown(`an item whose index is ${key.name}`, at)
        : this.item(container, key.content, pc, at);
    }
    switch (container.kind) {
      case "dict":
        return this.i.lift([container.state], pc, ([state], when) => {
          if (key.kind === "unknown" || key.kind === "env")
            return unknown("an entry of a dict whose key is not known", at);
          const entry = (state as DictState).entries.find(([name]) => sameKey(name, key));
          if (entry !== undefined) return restrict(entry[1], when);
          const open = (state as DictState).open;
          if (open !== undefined) return unknown(open, at);
          return this.i.raise("KeyError", key.kind === "str" ? `'${key.value}'` : "a key", when, at);
        });
      case "list":
      case "tuple":
        return this.i.lift([container.kind === "list" ? container.state : container], pc, ([state], when) => {
          const { items, open } = state as ItemsState;
          if (open !== undefined) return unknown(open, at);
          if (key.kind !== "int" && key.kind !== "bool") {
            if (key.kind === "unknown" || key.kind === "env")
              return unknown("an item whose index is not known", at);
            return this.i.raise(
              "TypeError",
              `${container.kind} indices must be integers or slices, not ${typeName(key)}`,
              when,
              at,
            );
          }
          const index = Number(key.value);
          const item = items[index < 0 ? index + items.length : index];
          return item === undefined
            ? this.i.raise("IndexError", `${container.kind} index out of range`, when, at)
            : restrict(item, when);
        });
      case "str": {
        if (key.kind !== "int") return unknown("an item of a string", at);
        const characters = [...container.value];
        const index = Number(key.value);
        const character = characters[index < 0 ? index + characters.length : index];
        return character === undefined
          ? this.i.raise("IndexError", "string index out of range", pc, at)
          : str(character, at);
      }
      case "object":
        if (container.item !== undefined) return container.item(key, { interpreter: this.i, pc, at });
        return unknown(container.name, at);
      case "instance":
      case "class":
        return objectItem(this.i, container, key, pc, at);
      case "env":
        return derived(container, "object", `${container.text}[…]`, at);
      case "none":
      case "bool":
      case "int":
      case "float":
        return this.i.raise("TypeError", `'${typeName(container)}' object is not subscriptable`, pc, at);
      case "unknown":
        return unknown(container.reason, at);
      default:
        return unknown(`an item of ${"name" in container ? container.name : typeName(container)}`, at);
    }
  }

  private slice(
    container: Value,
    from: Value,
    to: Value,
    by: Value,
    pc: Condition,
    at: Location,
  ): Guarded<Value> {
    if (container.kind === "dead") return DEAD;
    if (container.kind === "unknown") return unknown(container.reason, at);
    if (container.kind === "env") return derived(container, container.type, `${container.text}[:]`, at);
    const bound = (value: Value) =>
      value.kind === "none" ? undefined : value.kind === "int" ? Number(value.value) : Number.NaN;
    const [a, b, step] = [bound(from), bound(to), bound(by)];
    if (Number.isNaN(a) || Number.isNaN(b) || Number.isNaN(step) || step === 0) {
      return unknown("a slice with bounds that are not known", at);
    }
    const cut = <T>(items: readonly T[]) => slice(items, a, b, step ?? 1);
    if (container.kind === "str") return str(cut([...container.value]).join(""), at);
    if (container.kind === "tuple") return { kind: "tuple", items: cut(container.items), at };
    if (container.kind === "list") {
      return new ListValue(
        map(restrict(container.state, pc), (state) => ({
          items: state.open === undefined ? cut(state.items) : [],
          open: state.open,
        })),
        at,
      );
    }
    return unknown("a slice", at);
  }

  /** `container[key] = value` in the worlds of `pc`. */
  setItem(
    container: Value,
    key: Value,
    value: Guarded<Value>,
    pc: Condition,
    at: Location,
    step: HistoryStep,
  ): void {
    if (container instanceof DictValue) {
      const change = (state: DictState): DictState => {
        if (key.kind === "unknown") {
          return { entries: [], open: `an entry was set whose key is not known` };
        }
        return withEntry(state, key, value);
      };
      container.state = choose(pc, map(container.state, change), container.state);
      container.record(step);
    } else if (container instanceof ListValue) {
      const change = (state: ItemsState): ItemsState => {
        if (state.open !== undefined) return state;
        if (key.kind !== "int") return { items: [], open: "an item was set whose index is not known" };
        const index = Number(key.value) < 0 ? Number(key.value) + state.items.length : Number(key.value);
        if (state.items[index] === undefined) return { items: [], open: "an item was set outside the list" };
        return { items: state.items.with(index, value) };
      };
      container.state = choose(pc, map(container.state, change), container.state);
      container.record(step);
    } else if (container.kind === "object" && container.setItem !== undefined) {
      container.setItem(key, value, { interpreter: this.i, pc, at });
    } else if (container.kind === "instance") {
      if (callSpecial(this.i, container, "__setitem__", [key, value], pc, at) === undefined)
        this.i.exposeObject(container, `an item set in ${container.name}`, pc);
    } else if (container.kind === "tuple" || container.kind === "none" || isScalar(container)) {
      this.i.raise("TypeError", `'${typeName(container)}' object does not support item assignment`, pc, at);
    }
  }

  /** `del container[key]`. */
  deleteItem(container: Value, key: Value, pc: Condition, at: Location, step: HistoryStep): void {
    if (container instanceof DictValue) {
      this.i.each(container.state, pc, (state, when) => {
        const known = state.entries.some(([name]) => sameKey(name, key));
        if (!known && state.open === undefined && key.kind !== "unknown") {
          this.i.raise("KeyError", key.kind === "str" ? `'${key.value}'` : "a key", when, at);
          return;
        }
        const next: DictState =
          key.kind === "unknown"
            ? { entries: [], open: "an entry was deleted whose key is not known" }
            : { ...state, entries: state.entries.filter(([name]) => !sameKey(name, key)) };
        container.state = choose(when, next, container.state);
      });
      container.record(step);
    } else if (container instanceof ListValue) {
      const change = (state: ItemsState): ItemsState => {
        if (state.open !== undefined) return state;
        if (key.kind !== "int") return { items: [], open: "an item was deleted whose index is not known" };
        const index = Number(key.value) < 0 ? Number(key.value) + state.items.length : Number(key.value);
        return { items: state.items.filter((_, n) => n !== index) };
      };
      container.state = choose(pc, map(container.state, change), container.state);
      container.record(step);
    } else if (container.kind === "object" && container.setItem !== undefined) {
      container.setItem(key, undefined, { interpreter: this.i, pc, at });
    } else if (container.kind === "instance") {
      if (callSpecial(this.i, container, "__delitem__", [key], pc, at) === undefined)
        this.i.exposeObject(container, `an item deleted from ${container.name}`, pc);
    }
  }

  /** `list.extend(value)` in the worlds of `pc`. */
  extend(target: ListValue, value: Value, pc: Condition, at: Location, step: HistoryStep): void {
    const added = this.items(value, pc, at);
    target.state = choose(this.i.surviving(pc), concat(target.state, added), target.state);
    target.record(step);
  }

  /** A dict, or the content of an object that is a mapping; undefined for other values. */
  mappingOf(value: Value, pc: Condition, at: Location): DictValue | undefined {
    if (value instanceof DictValue) return value;
    return value.kind === "object" ? value.mapping?.({ interpreter: this.i, pc, at }) : undefined;
  }

  /** What iterating over a value gives. */
  items(value: Value, pc: Condition, at: Location): Guarded<ItemsState> {
    if (value.kind === "object" && value.mapping !== undefined)
      return this.items(value.mapping({ interpreter: this.i, pc, at }), pc, at);
    switch (value.kind) {
      case "list":
      case "set":
        return restrict(value.state, pc);
      case "tuple":
        return { items: value.items };
      case "dict":
        return map(restrict(value.state, pc), (state) => ({
          items: state.entries.map(([key]) => key),
          open: state.open,
        }));
      case "str":
        return [...value.value].length > MAX_ITEMS
          ? { items: [], open: "a very long string" }
          : { items: [...value.value].map((character) => str(character, value.at)) };
      case "dead":
        return { items: [] };
      case "instance":
      case "class":
        return objectItems(this.i, value, pc, at);
      case "none":
      case "bool":
      case "int":
      case "float":
        this.i.raise("TypeError", `'${typeName(value)}' object is not iterable`, pc, at);
        return { items: [] };
      default:
        return { items: [], open: reasonOf(value, "a value that is not known") };
    }
  }

  itemsOf(value: Guarded<Value>, pc: Condition, at: Location): Guarded<ItemsState> {
    return map(restrict(value, pc), (leaf) => this.items(leaf, pc, at));
  }

  /** For the method tables. */
  readonly equal = (a: Value, b: Value) => equal(this.i, a, b);
}

function concat(state: Guarded<ItemsState>, added: Guarded<ItemsState>): Guarded<ItemsState> {
  return map(state, (s) =>
    map(added, (t): ItemsState => {
      if (s.items.length + t.items.length > MAX_ITEMS) return { items: [], open: "a very long list" };
      return { items: [...s.items, ...t.items], open: s.open ?? t.open };
    }),
  );
}

/** `items[from:to:step]`. */
function slice<T>(items: readonly T[], from: number | undefined, to: number | undefined, step: number): T[] {
  if (step === 1) return items.slice(from ?? 0, to);
  const clamp = (bound: number, low: number, high: number) =>
    Math.max(low, Math.min(bound < 0 ? bound + items.length : bound, high));
  const out: T[] = [];
  if (step > 0) {
    const end = clamp(to ?? items.length, 0, items.length);
    for (let n = clamp(from ?? 0, 0, items.length); n < end; n += step) out.push(items[n]!);
  } else {
    const end = to === undefined ? -1 : clamp(to, -1, items.length - 1);
    for (let n = clamp(from ?? items.length - 1, -1, items.length - 1); n > end; n += step)
      out.push(items[n]!);
  }
  return out;
}

function mergeStates(a: DictState, b: DictState): DictState {
  let state: DictState = { entries: a.entries, open: a.open ?? b.open };
  for (const [key, value] of b.entries) state = withEntry(state, key, value);
  return state;
}

/** Why a value is not known, in words. */
export function reasonOf(value: Value, otherwise: string): string {
  if (value.kind === "unknown") return value.reason;
  if (value.kind === "env") return `the variable ${value.name}`;
  return "name" in value ? value.name : otherwise;
}

function callableName(value: Value): string {
  return "name" in value ? value.name : typeName(value);
}
