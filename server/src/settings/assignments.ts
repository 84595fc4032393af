/** Assignments, augmented assignments and `del`. */
import type * as ast from "../syntax/python/ast";
import type { Range } from "../syntax/text";
import { type Condition, choose, type Guarded, restrict } from "./guard";
import { setAttribute } from "./instances";
import { type Frame, type Interpreter, mangled, recorded } from "./interpreter";
import { updateFrom } from "./methods/dict";
import { binary } from "./operators";
import { DEAD, DictValue, ListValue, SetValue, sameValue, UNBOUND, unknown, type Value } from "./values";

/** Assigns to a target: a name, an item, an attribute or several of them. */
export function assign(
  i: Interpreter,
  target: ast.Expr,
  value: Guarded<Value>,
  source: ast.Expr,
  statement: Range,
  frame: Frame,
  pc: Condition,
): void {
  if (pc === false) return;
  const where = i.locate(statement, frame);
  switch (target.type) {
    case "Name":
      i.bind(i.scopeFor(target.id, frame), mangled(target.id, frame), value, pc, [
        i.historyStep("assigned", where, i.locate(source, frame), pc),
      ]);
      return;
    case "Tuple":
    case "List":
      unpack(i, target, value, source, statement, frame, pc);
      return;
    case "Subscript":
      assignItem(i, target, value, source, statement, frame, pc);
      return;
    case "Attribute": {
      const name = mangled(target.attr, frame);
      const object = i.expressions.evaluate(target.value, frame, pc);
      i.each(object, pc, (leaf, when) => {
        if (leaf.kind === "third-party" && leaf.name === "builtins")
          i.noteInjection("an assignment to builtins");
        if (leaf.kind === "object")
          leaf.setAttribute?.(name, value, { interpreter: i, pc: when, at: where, frame });
        else setAttribute(i, leaf, name, value, when, where, i.locate(source, frame));
      });
      return;
    }
    default:
      return;
  }
}

/** Assigns to a name from elsewhere: a loop variable, an `as` clause, a parameter. */
export function assignValue(
  i: Interpreter,
  target: ast.Expr,
  value: Guarded<Value>,
  statement: Range,
  frame: Frame,
  pc: Condition,
): void {
  assign(i, target, value, target, statement, frame, pc);
}

function unpack(
  i: Interpreter,
  target: ast.Sequence,
  value: Guarded<Value>,
  source: ast.Expr,
  statement: Range,
  frame: Frame,
  pc: Condition,
): void {
  const at = i.locate(source, frame);
  const star = target.items.findIndex((item) => item.type === "Starred");
  const needed = star < 0 ? target.items.length : target.items.length - 1;
  // A display on the right gives each name its own expression as the place it comes from.
  const sources =
    (source.type === "Tuple" || source.type === "List") && source.items.length === target.items.length
      ? source.items
      : undefined;
  const columns: Guarded<Value>[][] = target.items.map(() => []);
  const conditions: Condition[] = [];
  i.each(value, pc, (leaf, when) => {
    i.each(i.expressions.items(leaf, when, at), when, (state, inner) => {
      let picked: Guarded<Value>[];
      if (state.open !== undefined) {
        picked = target.items.map(() => unknown(state.open!, at));
      } else if (star < 0 ? state.items.length !== needed : state.items.length < needed) {
        const got = state.items.length;
        const least = star < 0 ? "" : "at least ";
        if (got < needed)
          i.fail(
            "ValueError",
            `not enough values to unpack (expected ${least}${needed}, got ${got})`,
            inner,
            at,
          );
        // Python 3.14 says how many there are.
        else i.raise("ValueError", `too many values to unpack (expected ${needed})`, inner, at);
        return;
      } else if (star < 0) {
        picked = [...state.items];
      } else {
        const rest = state.items.length - needed;
        picked = [
          ...state.items.slice(0, star),
          new ListValue({ items: state.items.slice(star, star + rest) }, at),
          ...state.items.slice(star + rest),
        ];
      }
      conditions.push(inner);
      picked.forEach((item, n) => {
        columns[n]!.push(item);
      });
    });
  });
  const then = i.surviving(pc);
  target.items.forEach((item, n) => {
    let combined: Guarded<Value> = DEAD;
    columns[n]!.forEach((column, k) => {
      combined = choose(conditions[k]!, column, combined, sameValue);
    });
    const name = item.type === "Starred" ? item.value : item;
    assign(i, name, combined, sources?.[n] ?? source, statement, frame, then);
  });
}

function assignItem(
  i: Interpreter,
  target: ast.Subscript,
  value: Guarded<Value>,
  source: ast.Expr,
  statement: Range,
  frame: Frame,
  pc: Condition,
): void {
  const container = i.expressions.evaluate(target.value, frame, pc);
  const key = i.expressions.evaluate(target.index, frame, i.surviving(pc));
  const then = i.surviving(pc);
  const at = i.locate(statement, frame);
  const step = (when: Condition) => i.historyStep("changed", at, i.locate(source, frame), when);
  i.each(container, then, (leaf, when) => {
    i.each(key, when, (index, inner) => {
      i.expressions.setItem(leaf, index, value, inner, at, step(inner));
    });
  });
}

/** `target op= value`; gives back the worlds that go on. */
export function augmentedAssign(i: Interpreter, s: ast.AugAssign, frame: Frame, pc: Condition): Condition {
  const at = i.locate(s, frame);
  const left = i.expressions.evaluate(s.target, frame, pc);
  let then = i.surviving(pc);
  const right = i.expressions.evaluate(s.value, frame, then);
  then = i.surviving(then);
  if (then === false) return false;
  const result = i.lift([left, right], then, ([a, b], when) => {
    // Lists, sets and dicts change in place: other names of the same object see it.
    if (a instanceof ListValue && s.op === "+") {
      i.expressions.extend(a, b!, when, at, i.historyStep("changed", at, i.locate(s.value, frame), when));
      return a;
    }
    if (a?.kind === "object" && a.operator !== undefined)
      return a.operator(s.op, b!, { interpreter: i, pc: when, at, frame }, true);
    if (a instanceof DictValue && s.op === "|") {
      updateFrom(a, b!, { interpreter: i, args: [], keywords: new Map(), pc: when, at, frame });
      return a;
    }
    if (a instanceof ListValue && s.op === "*") {
      const repeated = binary(i, "*", a, b!, when, at);
      if (!(repeated instanceof ListValue)) return repeated;
      a.state = choose(when, repeated.state, a.state);
      a.record(i.historyStep("changed", at, i.locate(s.value, frame), when));
      return a;
    }
    if (a instanceof SetValue && !a.frozen && b instanceof SetValue) {
      const changed = binary(i, s.op, a, b, when, at);
      if (changed instanceof SetValue) {
        a.state = choose(when, changed.state, a.state);
        a.record(i.historyStep("changed", at, i.locate(s.value, frame), when));
        return a;
      }
    }
    return binary(i, s.op, a!, b!, when, at);
  });
  then = i.surviving(then);
  if (s.target.type === "Name") {
    const namespace = i.scopeFor(s.target.id, frame);
    const name = mangled(s.target.id, frame);
    const old = namespace.bindings.get(name);
    const inPlace = restrict(old?.value ?? UNBOUND, then) === restrict(result, then);
    if (!inPlace) {
      const step = i.historyStep("changed", at, i.locate(s.value, frame), then);
      i.bind(namespace, name, result, then, recorded(old?.history ?? [], [step]));
    }
  } else {
    assign(i, s.target, result, s.value, s, frame, then);
  }
  return i.surviving(then);
}
/** `del target`. */
export function deleteTarget(
  i: Interpreter,
  target: ast.Expr,
  s: ast.Delete,
  frame: Frame,
  pc: Condition,
): void {
  const at = i.locate(s, frame);
  if (target.type === "Name") {
    i.lookup(target.id, frame, pc, at);
    const then = i.surviving(pc);
    i.bind(i.scopeFor(target.id, frame), mangled(target.id, frame), UNBOUND, then, [
      i.historyStep("deleted", at, at, then),
    ]);
  } else if (target.type === "Subscript") {
    const container = i.expressions.evaluate(target.value, frame, pc);
    const key = i.expressions.evaluate(target.index, frame, i.surviving(pc));
    const then = i.surviving(pc);
    i.each(container, then, (leaf, when) => {
      i.each(key, when, (index, inner) => {
        i.expressions.deleteItem(leaf, index, inner, at, i.historyStep("changed", at, at, inner));
      });
    });
  } else if (target.type === "Attribute") {
    const object = i.expressions.evaluate(target.value, frame, pc);
    i.each(object, i.surviving(pc), (leaf, when) => {
      setAttribute(i, leaf, mangled(target.attr, frame), UNBOUND, when, at, at);
    });
  }
}
