/** Evaluates Python's expressions. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { attribute } from "./attributes";
import { callExpression, expose, invoke } from "./calls";
import { compare } from "./comparisons";
import { comprehension } from "./comprehensions";
import { deeply } from "./concrete";
import { constantValue, keysOf } from "./constants";
import { concat, deleteItem, extend, item, setItem } from "./containers";
import { isHashable, mergeStates, sameKey, withEntry } from "./dicts";
import { equal } from "./equality";
import { assemble, formatted, type Piece } from "./formatting";
import { yieldValue } from "./functions";
import { and, type Condition, choose, type Guarded, map, restrict, without } from "./guard";
import { type Frame, type Interpreter, mangled } from "./interpreter";
import { itemsOf, reasonOf } from "./iteration";
import { checkKey } from "./methods/dict";
import { binary, unary } from "./operators";
import { objectText, reprText } from "./specialMethods";
import {
  bool,
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  type FunctionValue,
  type HistoryStep,
  type ItemsState,
  ListValue,
  list,
  NONE,
  SetValue,
  sameValue,
  tuple,
  typeName,
  unknown,
  type Value,
} from "./values";

export class Expressions {
  constructor(private readonly i: Interpreter) {}

  /**
   * The value of an expression in the worlds of `pc`. Where it raises, the value is dead and the exception is noted.
   * Only tells the kinds apart: a closure in here would cost every constant of a settings module an allocation.
   */
  evaluate(node: ast.Expr, frame: Frame, pc: Condition): Guarded<Value> {
    if (pc === false) return DEAD;
    this.i.step();
    const at = this.i.locate(node, frame);
    switch (node.type) {
      case "Constant":
        return constantValue(node.constant, at);
      case "Name":
        return this.i.lookup(node.id, frame, pc, at);
      case "JoinedStr":
        return this.joinedString(node, frame, pc, at);
      case "Attribute":
        return this.attribute(node, frame, pc, at);
      case "Subscript":
        return this.subscript(node, frame, pc, at);
      case "Call":
        return callExpression(this.i, node, frame, pc, at);
      case "BinOp":
        return this.binaryOperation(node, frame, pc, at);
      case "UnaryOp":
        return this.unaryOperation(node, frame, pc, at);
      case "BoolOp":
        return this.booleanOperation(node, frame, pc);
      case "Compare":
        return this.comparison(node, frame, pc, at);
      case "IfExp":
        return this.conditional(node, frame, pc);
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
        return comprehension(this.i, node, frame, pc, at);
      case "Lambda":
        return this.makeFunction("<lambda>", node, frame, pc, at);
      case "NamedExpr":
        return this.namedExpression(node, frame, pc, at);
      case "Yield":
        return yieldValue(this.i, node, frame, pc);
      case "Starred":
        return unknown("a starred expression", at);
      case "Slice":
        return this.slice(node, frame, pc, at);
      case "Unsupported":
        return unknown(node.what, at);
    }
  }

  private attribute(node: ast.Attribute, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const object = this.evaluate(node.value, frame, pc);
    return this.i.lift([object], this.i.surviving(pc), ([leaf], when) =>
      this.attributeOf(leaf!, mangled(node.attr, frame), when, at),
    );
  }

  private binaryOperation(node: ast.BinOp, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const left = this.evaluate(node.left, frame, pc);
    const right = this.evaluate(node.right, frame, this.i.surviving(pc));
    return this.i.lift([left, right], this.i.surviving(pc), ([a, b], when) =>
      binary(this.i, node.op, a!, b!, when, at),
    );
  }

  private unaryOperation(node: ast.UnaryOp, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const operand = this.evaluate(node.operand, frame, pc);
    return this.i.lift([operand], this.i.surviving(pc), ([leaf], when) =>
      unary(this.i, node.op, leaf!, when, at),
    );
  }

  private booleanOperation(node: ast.BoolOp, frame: Frame, pc: Condition): Guarded<Value> {
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

  private conditional(node: ast.IfExp, frame: Frame, pc: Condition): Guarded<Value> {
    const test = this.i.truth(this.evaluate(node.test, frame, pc));
    const then = this.i.surviving(pc);
    const yes = this.evaluate(node.body, frame, and(then, test));
    const no = this.evaluate(node.orelse, frame, without(then, test));
    return this.i.bounded(restrict(choose(test, yes, no, sameValue), then, sameValue));
  }

  private namedExpression(node: ast.NamedExpr, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
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

  // ---------------------------------------------------------------- displays

  private joinedString(node: ast.JoinedStr, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const values: Guarded<Value>[] = [];
    const evaluate = (part: string | ast.FormattedValue): void => {
      if (typeof part === "string") return;
      const then = this.i.surviving(pc);
      const value = this.evaluate(part.value, frame, then);
      const text = part.conversion === "r" ? reprText : objectText;
      values.push(text(this.i, value, part.conversion, this.i.surviving(then), at));
      if (typeof part.spec === "object") part.spec.parts.forEach(evaluate);
    };
    node.parts.forEach(evaluate);
    return deeply(this.i, values, this.i.surviving(pc), (leaves, when) => {
      if (leaves.some((leaf) => leaf.kind === "dead")) return DEAD;
      let next = 0;
      const piece = (part: string | ast.FormattedValue): Piece => {
        if (typeof part === "string") return part;
        const value = leaves[next++]!;
        const conversion = part.conversion === "r" ? undefined : part.conversion;
        if (typeof part.spec !== "object") return formatted(value, conversion, part.spec);
        const spec = part.spec.parts.map(piece);
        return spec.every((text) => typeof text === "string")
          ? formatted(value, conversion, spec.join(""))
          : { unknown: "a computed format" };
      };
      return assemble(this.i, node.parts.map(piece), when, at);
    });
  }

  private sequence(node: ast.Sequence, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    let state: Guarded<ItemsState> = { items: [] };
    const plain = !node.items.some((part) => part.type === "Starred");
    // Without stars all items can be put together at once, which matters in long lists.
    if (plain) state = { items: node.items.map((part) => this.evaluate(part, frame, this.i.surviving(pc))) };
    for (const part of plain ? [] : node.items) {
      const then = this.i.surviving(pc);
      if (part.type === "Starred") {
        const value = this.evaluate(part.value, frame, then);
        const where = this.i.locate(part, frame);
        const added = map(restrict(value, this.i.surviving(then)), (leaf) =>
          itemsOf(this.i, leaf, this.i.surviving(then), where, node.type === "Set"),
        );
        state = concat(state, added);
      } else {
        const value = this.evaluate(part, frame, then);
        state = map(state, (s) => ({ ...s, items: [...s.items, value] }));
      }
    }
    const then = this.i.surviving(pc);
    if (then === false) return DEAD;
    if (node.type === "List") return new ListValue(state, at);
    if (node.type === "Set") return this.makeSet(state, then, at);
    return map(state, (s) => (s.open === undefined ? tuple(s.items, at) : list(s.items, at, s.open)));
  }

  /** A set of these items, each once; items that are not known make it open. What cannot be in a set raises. */
  makeSet(state: Guarded<ItemsState>, pc: Condition, at: Location, frozen = false): Value {
    let unhashable = false;
    const content = map(restrict(state, pc), (s): ItemsState => {
      const items: Value[] = [];
      let open = s.open;
      for (const part of s.items) {
        const leaf = "kind" in part ? part : undefined;
        const hashable = leaf === undefined ? undefined : isHashable(leaf);
        if (leaf !== undefined && hashable === false) {
          unhashable = !checkKey({ interpreter: this.i, at }, leaf, pc);
        } else if (leaf === undefined || (hashable === undefined && leaf.kind !== "env")) {
          open ??= "a set of values that are not known";
        } else if (!items.some((other) => sameKey(other, leaf))) {
          items.push(leaf);
        }
      }
      return { items, open };
    });
    return unhashable && this.i.surviving(pc) === false ? DEAD : new SetValue(content, at, frozen);
  }

  /** The entries of a display whose keys are all written as strings. */
  private namedEntries(node: ast.Dict, frame: Frame, pc: Condition): DictState | undefined {
    const keys = keysOf(node);
    if (keys === "others") return undefined;
    const all = node.entries.map(({ key, value }): readonly [Value, Guarded<Value>] => [
      this.evaluate(key!, frame, pc) as Value,
      this.evaluate(value, frame, this.i.surviving(pc)),
    ]);
    if (keys === "names") return { entries: all };
    const entries = new Map<string, readonly [Value, Guarded<Value>]>();
    for (const [key, value] of all) {
      const name = (key as Value & { readonly kind: "str" }).value;
      // A key that exists keeps its place.
      entries.set(name, [entries.get(name)?.[0] ?? key, value]);
    }
    return { entries: [...entries.values()] };
  }

  private dict(node: ast.Dict, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const named = this.namedEntries(node, frame, pc);
    let state: Guarded<DictState> = named ?? { entries: [] };
    for (const { key, value } of named === undefined ? node.entries : []) {
      const start = this.i.surviving(pc);
      if (key === undefined) {
        const other = this.evaluate(value, frame, start);
        const then = this.i.surviving(start);
        state = map(state, (s) =>
          map(restrict(other, then), (leaf): Guarded<DictState> => {
            const added = this.mappingOf(leaf, then, at);
            if (added !== undefined) return map(restrict(added.state, then), (t) => mergeStates(s, t));
            if (leaf.kind === "none" || leaf.kind === "list" || leaf.kind === "tuple" || leaf.kind === "str")
              this.i.fail("TypeError", `'${typeName(leaf)}' object is not a mapping`, then, at);
            return { entries: s.entries, open: reasonOf(leaf, "a ** expression") };
          }),
        );
      } else {
        const name = this.evaluate(key, frame, start);
        const content = this.evaluate(value, frame, this.i.surviving(start));
        const then = this.i.surviving(start);
        state = map(state, (s) =>
          map(restrict(name, then), (leaf): DictState => {
            if (leaf.kind === "unknown") return { ...s, open: s.open ?? leaf.reason };
            checkKey({ interpreter: this.i, at }, leaf, then);
            return withEntry(s, leaf, content);
          }),
        );
      }
    }
    return this.i.surviving(pc) === false ? DEAD : new DictValue(state, at);
  }

  /** `from:to:step` between brackets. */
  private slice(node: ast.Slice, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const bounds = [node.lower, node.upper, node.step].map((bound) =>
      bound === undefined ? NONE : this.evaluate(bound, frame, this.i.surviving(pc)),
    );
    return this.i.lift(
      bounds,
      this.i.surviving(pc),
      ([from, to, by]): Value =>
        [from!, to!, by!].some((bound) => bound.kind === "dead")
          ? DEAD
          : { kind: "slice", bounds: [from!, to!, by!], at },
    );
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

  /** Calls a value. */
  invoke(callee: Value, call: CallArguments): Guarded<Value> {
    return invoke(this.i, callee, call);
  }

  /** A function that is not known got these values, and may have changed what they refer to. */
  expose(values: readonly Guarded<Value>[], what: string, pc: Condition): void {
    expose(this.i, values, what, pc);
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
        defaults.set(parameter.name, this.evaluate(parameter.default, frame, this.i.surviving(pc)));
    }
    // A copy: the module's frame moves on to other statements, and offsets are relative to this one.
    return { kind: "function", name, definition, defaults, frame: { ...frame }, at };
  }

  // ---------------------------------------------------------------- attributes and items

  /** `value.name`; dead where that raised. */
  attributeOf(value: Value, name: string, pc: Condition, at: Location): Guarded<Value> {
    return attribute(this.i, value, name, pc, at);
  }

  private subscript(node: ast.Subscript, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const container = this.evaluate(node.value, frame, pc);
    const key = this.evaluate(node.index, frame, this.i.surviving(pc));
    return this.i.lift([container, key], this.i.surviving(pc), ([leaf, index], when) =>
      this.item(leaf!, index!, when, at),
    );
  }

  /** `container[key]`. */
  item(container: Value, key: Value, pc: Condition, at: Location): Guarded<Value> {
    return item(this.i, container, key, pc, at);
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
    setItem(this.i, container, key, value, pc, at, step);
  }

  /** `del container[key]`. */
  deleteItem(container: Value, key: Value, pc: Condition, at: Location, step: HistoryStep): void {
    deleteItem(this.i, container, key, pc, at, step);
  }

  /** `list.extend(value)` in the worlds of `pc`. */
  extend(target: ListValue, value: Value, pc: Condition, at: Location, step: HistoryStep): void {
    extend(this.i, target, value, pc, at, step);
  }

  /** A dict, or the content of an object that is a mapping; undefined for other values. */
  mappingOf(value: Value, pc: Condition, at: Location): DictValue | undefined {
    if (value instanceof DictValue) return value;
    return value.kind === "object" ? value.mapping?.({ interpreter: this.i, pc, at }) : undefined;
  }

  /** What iterating over a value gives. */
  items(value: Value, pc: Condition, at: Location): Guarded<ItemsState> {
    return itemsOf(this.i, value, pc, at);
  }

  itemsOf(value: Guarded<Value>, pc: Condition, at: Location): Guarded<ItemsState> {
    return map(restrict(value, pc), (leaf) => this.items(leaf, pc, at));
  }

  /** For the method tables. */
  readonly equal = (a: Value, b: Value) => equal(this.i, a, b);
}
