/** Runs Python's statements. */
import type * as ast from "../syntax/python/ast";
import type { Range } from "../syntax/text";
import { decorate, defineClass } from "./classes";
import { mergeDicts } from "./dicts";
import { isCaught, raiseObject } from "./exceptions";
import { and, type Condition, choose, condition, type Guarded, map, or, restrict, without } from "./guard";
import { setAttribute } from "./instances";
import { type Frame, type Interpreter, type Raised, recorded } from "./interpreter";
import { binary, equal } from "./operators";
import { exceptionName, isKindOf } from "./python";
import {
  type CallArguments,
  ClassValue,
  DEAD,
  DictValue,
  type FunctionValue,
  InstanceValue,
  ListValue,
  Namespace,
  NONE,
  SetValue,
  sameValue,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

const MAX_ITERATIONS = 2_000;

export class Statements {
  constructor(private readonly i: Interpreter) {}

  // ---------------------------------------------------------------- statements

  /** Runs statements one after the other; gives back the worlds that fall off the end. */
  block(statements: readonly ast.Stmt[], frame: Frame, pc: Condition): Condition {
    let current = pc;
    for (const statement of statements) {
      if (current === false) return false;
      current = this.statement(statement, frame, current);
    }
    return current;
  }

  statement(s: ast.Stmt, frame: Frame, pc: Condition): Condition {
    this.i.step();
    switch (s.type) {
      case "Assign": {
        const value = this.i.expressions.evaluate(s.value, frame, pc);
        const then = this.i.surviving(pc);
        for (const target of s.targets) this.assign(target, value, s.value, s, frame, then);
        return this.i.surviving(then);
      }
      case "AnnAssign": {
        if (s.target.type === "Name") {
          const { annotations } = frame;
          const at = this.i.locate(s, frame);
          annotations?.push({ name: s.target.id, type: s.annotation, frame: { ...frame }, at });
        }
        if (s.value === undefined) return pc;
        const value = this.i.expressions.evaluate(s.value, frame, pc);
        const then = this.i.surviving(pc);
        this.assign(s.target, value, s.value, s, frame, then);
        return this.i.surviving(then);
      }
      case "AugAssign":
        return this.augmentedAssign(s, frame, pc);
      case "Expr":
        this.i.expressions.evaluate(s.value, frame, pc);
        return this.i.surviving(pc);
      case "If": {
        const test = this.i.truth(this.i.expressions.evaluate(s.test, frame, pc));
        const then = this.i.surviving(pc);
        const yes = this.block(s.body, frame, and(then, test));
        const no = this.block(s.orelse, frame, without(then, test));
        return this.i.worlds.within(or(yes, no));
      }
      case "For":
        return this.forLoop(s, frame, pc);
      case "While":
        return this.whileLoop(s, frame, pc);
      case "Try":
        return this.tryStatement(s, frame, pc);
      case "With":
        return this.withStatement(s, frame, pc);
      case "Match":
        return this.match(s, frame, pc);
      case "Import":
        for (const alias of s.names) this.i.modules.importStatement(alias, frame, this.i.surviving(pc));
        return this.i.surviving(pc);
      case "ImportFrom":
        this.i.modules.importFrom(s, frame, pc);
        return this.i.surviving(pc);
      case "FunctionDef":
        return this.defineFunction(s, frame, pc);
      case "ClassDef":
        return defineClass(this.i, s, frame, pc);
      case "Return": {
        const value = s.value === undefined ? NONE : this.i.expressions.evaluate(s.value, frame, pc);
        const then = this.i.surviving(pc);
        frame.result = choose<Value | Unbound>(then, value, frame.result, sameValue);
        return false;
      }
      case "Raise":
        this.raiseStatement(s, frame, pc);
        return false;
      case "Assert": {
        const test = this.i.truth(this.i.expressions.evaluate(s.test, frame, pc));
        this.i.raise(
          "AssertionError",
          "an assertion of the settings",
          without(this.i.surviving(pc), test),
          this.i.locate(s, frame),
        );
        return this.i.surviving(pc);
      }
      case "Delete":
        for (const target of s.targets) this.deleteTarget(target, s, frame, pc);
        return this.i.surviving(pc);
      case "Global":
        for (const name of s.names) frame.globals.add(name);
        return pc;
      case "Nonlocal":
        for (const name of s.names) this.i.bind(frame.locals, name, unknown("nonlocal variable"), pc, []);
        return pc;
      case "Pass":
        return pc;
      case "Break":
        if (frame.loop) frame.loop.broke = or(frame.loop.broke, pc);
        return false;
      case "Continue":
        if (frame.loop) frame.loop.continued = or(frame.loop.continued, pc);
        return false;
      case "Broken":
        this.i.skip([s], frame, pc, "this code does not parse");
        return pc;
    }
  }

  // ---------------------------------------------------------------- assignment

  private assign(
    target: ast.Expr,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    if (pc === false) return;
    const where = this.i.locate(statement, frame);
    switch (target.type) {
      case "Name":
        this.i.bind(this.i.scopeFor(target.id, frame), target.id, value, pc, [
          this.i.historyStep("assigned", where, this.i.locate(source, frame), pc),
        ]);
        return;
      case "Tuple":
      case "List":
        this.unpack(target, value, source, statement, frame, pc);
        return;
      case "Subscript":
        this.assignItem(target, value, source, statement, frame, pc);
        return;
      case "Attribute": {
        const object = this.i.expressions.evaluate(target.value, frame, pc);
        this.i.each(object, pc, (leaf, when) => {
          if (leaf.kind === "third-party" && leaf.name === "builtins")
            this.i.noteInjection("an assignment to builtins");
          if (leaf.kind === "object")
            leaf.setAttribute?.(target.attr, value, { interpreter: this.i, pc: when, at: where, frame });
          else setAttribute(this.i, leaf, target.attr, value, when, where, this.i.locate(source, frame));
        });
        return;
      }
      default:
        return;
    }
  }

  /** Assigns to a name from elsewhere: a loop variable, an `as` clause, a parameter. */
  assignValue(target: ast.Expr, value: Guarded<Value>, statement: Range, frame: Frame, pc: Condition): void {
    this.assign(target, value, target, statement, frame, pc);
  }

  private unpack(
    target: ast.Sequence,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    const at = this.i.locate(source, frame);
    const star = target.items.findIndex((item) => item.type === "Starred");
    const needed = star < 0 ? target.items.length : target.items.length - 1;
    // A display on the right gives each name its own expression as the place it comes from.
    const sources =
      (source.type === "Tuple" || source.type === "List") && source.items.length === target.items.length
        ? source.items
        : undefined;
    const columns: Guarded<Value>[][] = target.items.map(() => []);
    const conditions: Condition[] = [];
    this.i.each(value, pc, (leaf, when) => {
      this.i.each(this.i.expressions.items(leaf, when, at), when, (state, inner) => {
        let picked: Guarded<Value>[];
        if (state.open !== undefined) {
          picked = target.items.map(() => unknown(state.open!, at));
        } else if (star < 0 ? state.items.length !== needed : state.items.length < needed) {
          this.i.raise("ValueError", "wrong number of values to unpack", inner, at);
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
    const then = this.i.surviving(pc);
    target.items.forEach((item, n) => {
      let combined: Guarded<Value> = DEAD;
      columns[n]!.forEach((column, k) => {
        combined = choose(conditions[k]!, column, combined, sameValue);
      });
      const name = item.type === "Starred" ? item.value : item;
      this.assign(name, combined, sources?.[n] ?? source, statement, frame, then);
    });
  }

  private assignItem(
    target: ast.Subscript,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    const container = this.i.expressions.evaluate(target.value, frame, pc);
    const key = this.i.expressions.evaluate(target.index, frame, this.i.surviving(pc));
    const then = this.i.surviving(pc);
    const at = this.i.locate(statement, frame);
    const step = (when: Condition) => this.i.historyStep("changed", at, this.i.locate(source, frame), when);
    this.i.each(container, then, (leaf, when) => {
      this.i.each(key, when, (index, inner) => {
        this.i.expressions.setItem(leaf, index, value, inner, at, step(inner));
      });
    });
  }

  private augmentedAssign(s: ast.AugAssign, frame: Frame, pc: Condition): Condition {
    const at = this.i.locate(s, frame);
    const right = this.i.expressions.evaluate(s.value, frame, pc);
    let then = this.i.surviving(pc);
    const left = this.i.expressions.evaluate(s.target, frame, then);
    then = this.i.surviving(then);
    if (then === false) return false;
    const result = this.i.lift([left, right], then, ([a, b], when) => {
      // Lists, sets and dicts change in place: other names of the same object see it.
      if (a instanceof ListValue && s.op === "+") {
        this.i.expressions.extend(
          a,
          b!,
          when,
          at,
          this.i.historyStep("changed", at, this.i.locate(s.value, frame), when),
        );
        return a;
      }
      if (a?.kind === "object" && a.operator !== undefined)
        return a.operator(s.op, b!, { interpreter: this.i, pc: when, at, frame }, true);
      const added = this.i.expressions.mappingOf(b!, when, at);
      if (a instanceof DictValue && s.op === "|" && added !== undefined) {
        const state = mergeDicts(a, added, when);
        a.state = choose(when, state, a.state);
        a.record(this.i.historyStep("changed", at, this.i.locate(s.value, frame), when));
        return a;
      }
      if (a instanceof SetValue && b instanceof SetValue) {
        const changed = binary(this.i, s.op, a, b, when, at);
        if (changed instanceof SetValue) {
          a.state = choose(when, changed.state, a.state);
          a.record(this.i.historyStep("changed", at, this.i.locate(s.value, frame), when));
          return a;
        }
      }
      return binary(this.i, s.op, a!, b!, when, at);
    });
    then = this.i.surviving(then);
    if (s.target.type === "Name") {
      const namespace = this.i.scopeFor(s.target.id, frame);
      const old = namespace.bindings.get(s.target.id);
      const inPlace = restrict(old?.value ?? UNBOUND, then) === restrict(result, then);
      if (!inPlace) {
        const step = this.i.historyStep("changed", at, this.i.locate(s.value, frame), then);
        this.i.bind(namespace, s.target.id, result, then, recorded(old?.history ?? [], [step]));
      }
    } else {
      this.assign(s.target, result, s.value, s, frame, then);
    }
    return this.i.surviving(then);
  }
  private deleteTarget(target: ast.Expr, s: ast.Delete, frame: Frame, pc: Condition): void {
    const at = this.i.locate(s, frame);
    if (target.type === "Name") {
      this.i.lookup(target.id, frame, pc, at);
      const then = this.i.surviving(pc);
      this.i.bind(this.i.scopeFor(target.id, frame), target.id, UNBOUND, then, [
        this.i.historyStep("deleted", at, at, then),
      ]);
    } else if (target.type === "Subscript") {
      const container = this.i.expressions.evaluate(target.value, frame, pc);
      const key = this.i.expressions.evaluate(target.index, frame, this.i.surviving(pc));
      const then = this.i.surviving(pc);
      this.i.each(container, then, (leaf, when) => {
        this.i.each(key, when, (index, inner) => {
          this.i.expressions.deleteItem(leaf, index, inner, at, this.i.historyStep("changed", at, at, inner));
        });
      });
    } else if (target.type === "Attribute") {
      const object = this.i.expressions.evaluate(target.value, frame, pc);
      this.i.each(object, this.i.surviving(pc), (leaf, when) => {
        setAttribute(this.i, leaf, target.attr, UNBOUND, when, at, at);
      });
    }
  }

  // ---------------------------------------------------------------- compound statements

  private forLoop(s: ast.For, frame: Frame, pc: Condition): Condition {
    const iterable = this.i.expressions.evaluate(s.iter, frame, pc);
    const start = this.i.surviving(pc);
    const at = this.i.locate(s, frame);
    let out: Condition = false;
    this.i.each(iterable, start, (leaf, when) => {
      this.i.each(this.i.expressions.items(leaf, when, at), when, (state, inner) => {
        if (state.open !== undefined || s.async || state.items.length > MAX_ITERATIONS) {
          this.i.skip([s], frame, inner, `a loop over ${state.open ?? "many items"}`);
          out = or(out, inner);
          return;
        }
        const outer = frame.loop;
        const loop = { broke: false as Condition, continued: false as Condition };
        frame.loop = loop;
        let current: Condition = inner;
        for (const item of state.items) {
          if (current === false) break;
          this.i.step();
          this.assignValue(s.target, item, s, frame, current);
          loop.continued = false;
          current = or(this.block(s.body, frame, this.i.surviving(current)), loop.continued);
        }
        frame.loop = outer;
        out = or(
          out,
          or(this.block(s.orelse, frame, this.i.surviving(current)), this.i.surviving(loop.broke)),
        );
      });
    });
    return this.i.worlds.within(out);
  }

  private whileLoop(s: ast.While, frame: Frame, pc: Condition): Condition {
    const outer = frame.loop;
    const loop = { broke: false as Condition, continued: false as Condition };
    let current: Condition = pc;
    let done: Condition = false;
    for (let n = 0; n < MAX_ITERATIONS && current !== false; n++) {
      const test = this.i.truth(this.i.expressions.evaluate(s.test, frame, current));
      current = this.i.surviving(current);
      done = or(done, without(current, test));
      const inside = and(current, test);
      if (inside === false) {
        current = false;
        break;
      }
      if (inside !== current || n > 200) {
        // An undecided loop may run any number of times.
        frame.loop = outer;
        this.i.skip([s], frame, current, "a loop that ends on a condition not known here");
        return current;
      }
      frame.loop = loop;
      loop.continued = false;
      current = or(this.block(s.body, frame, inside), loop.continued);
      frame.loop = outer;
    }
    return this.i.worlds.within(or(this.block(s.orelse, frame, done), this.i.surviving(loop.broke)));
  }

  private tryStatement(s: ast.Try, frame: Frame, pc: Condition): Condition {
    const body = this.i.collect(() => this.block(s.body, frame, pc));
    const handled = () => this.handle(s, body.raised, this.block(s.orelse, frame, body.value), frame);
    if (s.finalbody.length === 0) {
      const { normal, escaped } = handled();
      this.raiseAgain(escaped);
      return this.i.surviving(normal);
    }
    // What `else` and the handlers raise waits for `finally`.
    const { value, raised } = this.i.collect(handled);
    const normal = this.block(s.finalbody, frame, value.normal);
    for (const error of [...value.escaped, ...raised]) {
      this.raiseAgain([{ ...error, when: this.block(s.finalbody, frame, error.when) }]);
    }
    return this.i.surviving(normal);
  }

  /** Runs the handlers for what was raised; gives back the worlds that go on, and what no handler caught. */
  private handle(
    s: ast.Try,
    raised: readonly Raised[],
    after: Condition,
    frame: Frame,
  ): { normal: Condition; escaped: readonly Raised[] } {
    let normal = after;
    const escaped: Raised[] = [];
    for (const error of raised) {
      let left: Condition = error.when;
      for (const handler of s.handlers) {
        if (left === false) break;
        const caught = this.catches(handler, error, left, frame);
        const taken = and(left, caught);
        left = without(left, caught);
        if (taken === false) continue;
        if (handler.name !== undefined) {
          const value: Value = error.value ?? { kind: "object", name: error.exception ?? "an exception" };
          this.i.bind(this.i.scopeFor(handler.name, frame), handler.name, value, taken, []);
        }
        normal = or(normal, this.block(handler.body, frame, taken));
      }
      if (left !== false) escaped.push({ ...error, when: left });
    }
    return { normal, escaped };
  }

  private raiseAgain(errors: readonly Raised[]): void {
    for (const { exception, message, when, at, value } of errors)
      this.i.raise(exception, message, when, at, value);
  }

  private catches(handler: ast.ExceptHandler, raised: Raised, pc: Condition, frame: Frame): Condition {
    if (handler.exception === undefined) return true;
    const value = this.i.expressions.evaluate(handler.exception, frame, pc);
    const one = (leaf: Value): Condition => {
      if (leaf.kind === "tuple")
        return leaf.items.reduce<Condition>((any, item) => or(any, map(item, one)), false);
      const followed = isCaught(raised, leaf);
      if (followed !== undefined) return followed;
      const name =
        leaf.kind === "exception"
          ? leaf.name
          : leaf.kind === "third-party"
            ? leaf.name.split(".").pop()!
            : undefined;
      if (name === "Exception" || name === "BaseException") return true;
      const kind =
        name === undefined || raised.exception === undefined ? undefined : isKindOf(raised.exception, name);
      if (kind !== undefined) return kind;
      const at = this.i.locate(handler, frame);
      return condition(
        this.i.atom(
          `caught ${at.file}:${at.start} ${raised.at.file}:${raised.at.start}`,
          { kind: "opaque" },
          `${raised.message} fails in the way that is caught`,
          `${raised.message} fails in a way that is not caught`,
        ),
      );
    };
    return map(value, one);
  }

  private withStatement(s: ast.With, frame: Frame, pc: Condition): Condition {
    let current = pc;
    let suppresses = false;
    const at = this.i.locate(s, frame);
    const leave: (() => void)[] = [];
    for (const item of s.items) {
      const context = this.i.expressions.evaluate(item.context, frame, current);
      current = this.i.surviving(current);
      const target = this.i.lift([context], current, ([leaf], when) => {
        if (leaf!.kind === "unknown" && leaf!.reason.includes("suppress")) suppresses = true;
        if (leaf!.kind !== "object" || leaf!.enter === undefined)
          return unknown("the target of a with statement", at);
        const occasion = { interpreter: this.i, pc: when, at, frame };
        const { exit } = leaf!;
        if (exit !== undefined) leave.unshift(() => exit(occasion));
        return leaf!.enter(occasion);
      });
      if (item.target !== undefined) this.assignValue(item.target, target, s, frame, current);
    }
    if (suppresses) {
      this.i.skip(s.body, frame, current, "code under contextlib.suppress()");
      return current;
    }
    const end = this.block(s.body, frame, current);
    for (const exit of leave) exit();
    return end;
  }

  private match(s: ast.Match, frame: Frame, pc: Condition): Condition {
    const subject = this.i.expressions.evaluate(s.subject, frame, pc);
    let left = this.i.surviving(pc);
    let out: Condition = false;
    for (const clause of s.cases) {
      if (left === false) break;
      let taken = and(left, this.matches(clause.pattern, subject, left, clause, frame));
      if (clause.guard !== undefined && taken !== false) {
        taken = and(taken, this.i.truth(this.i.expressions.evaluate(clause.guard, frame, taken)));
      }
      left = without(left, taken);
      out = or(out, this.block(clause.body, frame, taken));
    }
    return this.i.worlds.within(or(out, left));
  }

  private matches(
    pattern: ast.Pattern,
    subject: Guarded<Value>,
    pc: Condition,
    node: Range,
    frame: Frame,
  ): Condition {
    switch (pattern.type) {
      case "wildcard":
        return true;
      case "value": {
        const value = this.i.expressions.evaluate(pattern.value, frame, pc);
        return map(subject, (a) => map(value, (b) => equal(this.i, a, b)));
      }
      case "or":
        return pattern.patterns.reduce<Condition>(
          (any, p) => or(any, this.matches(p, subject, pc, node, frame)),
          false,
        );
      case "capture":
        this.i.bind(this.i.scopeFor(pattern.name, frame), pattern.name, subject, pc, []);
        return true;
      case "as": {
        const holds = this.matches(pattern.pattern, subject, pc, node, frame);
        this.i.bind(this.i.scopeFor(pattern.name, frame), pattern.name, subject, and(pc, holds), []);
        return holds;
      }
      case "unsupported": {
        for (const name of pattern.names) {
          this.i.bind(this.i.scopeFor(name, frame), name, unknown("a pattern that is not followed"), pc, []);
        }
        return this.i.opaqueFor(pattern, "a pattern");
      }
    }
  }

  // ---------------------------------------------------------------- definitions and calls

  private defineFunction(s: ast.FunctionDef, frame: Frame, pc: Condition): Condition {
    const at = this.i.locate(s, frame);
    const decorators = s.decorators.map((decorator) => this.i.expressions.evaluate(decorator, frame, pc));
    const lost = `${s.name}(), a function that is not followed`;
    const made: Value =
      s.async || s.generator ? unknown(lost, at) : this.i.expressions.makeFunction(s.name, s, frame, pc, at);
    const value = decorate(this.i, made, decorators, lost, this.i.surviving(pc), at);
    const then = this.i.surviving(pc);
    this.i.bind(this.i.scopeFor(s.name, frame), s.name, value, then, [
      this.i.historyStep("assigned", at, at, then),
    ]);
    return then;
  }

  private raiseStatement(s: ast.Raise, frame: Frame, pc: Condition): void {
    const at = this.i.locate(s, frame);
    if (s.exception === undefined) {
      this.i.raise(undefined, "an exception raised again", pc, at);
      return;
    }
    const value = this.i.expressions.evaluate(s.exception, frame, pc);
    this.i.each(value, this.i.surviving(pc), (leaf, when) => {
      if (leaf.kind === "exception") this.i.raise(leaf.name, "", when, at);
      else if (leaf instanceof ClassValue || leaf instanceof InstanceValue)
        raiseObject(this.i, leaf, when, at);
      else if (leaf.kind === "object")
        this.i.raise(
          exceptionName(leaf.name.split(":")[0]!) ?? leaf.name.split(":")[0]!,
          leaf.name.replace(/^[^:]*:? ?/, ""),
          when,
          at,
        );
      else if (leaf.kind === "third-party") this.i.raise(leaf.name.split(".").pop()!, "", when, at);
      else this.i.raise(undefined, "an exception", when, at);
    });
  }

  /** Calls a function of the project: its body is run with the arguments bound. */
  callFunction(f: FunctionValue, call: CallArguments): Guarded<Value> {
    const bound = bindParameters(f, call);
    if (typeof bound === "string") return this.i.raise("TypeError", `${f.name}() ${bound}`, call.pc, call.at);
    const frame: Frame = {
      kind: "function",
      module: f.frame.module,
      locals: new Namespace(),
      enclosing: f.frame,
      globals: new Set(),
      base: f.frame.base,
      limit: f.frame.limit,
      result: UNBOUND,
      first: f.definition.parameters[0]?.name,
    };
    for (const [name, value] of bound) this.i.bind(frame.locals, name, value, call.pc, []);
    return this.i.deeper(() => {
      if (f.definition.type === "Lambda")
        return this.i.expressions.evaluate(f.definition.body, frame, call.pc);
      const end = this.block(f.definition.body, frame, call.pc);
      const result = choose<Value | Unbound>(end, NONE, frame.result, sameValue);
      return this.i.bounded(
        map<Value | Unbound, Value>(restrict(result, call.pc, sameValue), (leaf) =>
          leaf.kind === "unbound" ? DEAD : leaf,
        ),
      );
    });
  }
}

/** Binds a call's arguments to a function's parameters; a string says what is wrong with them. */
function bindParameters(f: FunctionValue, call: CallArguments): Map<string, Guarded<Value>> | string {
  const bound = new Map<string, Guarded<Value>>();
  const positional = f.definition.parameters.filter(
    (p) => p.kind === "plain" || p.kind === "positional-only",
  );
  const rest = f.definition.parameters.find((p) => p.kind === "*");
  const extra = f.definition.parameters.find((p) => p.kind === "**");
  call.args.forEach((value, n) => {
    const parameter = positional[n];
    if (parameter !== undefined) bound.set(parameter.name, value);
  });
  if (call.args.length > positional.length && rest === undefined) return "got too many arguments";
  if (rest !== undefined) bound.set(rest.name, { kind: "tuple", items: call.args.slice(positional.length) });
  const others: [Value, Guarded<Value>][] = [];
  for (const [name, value] of call.keywords) {
    const parameter = f.definition.parameters.find(
      (p) => p.name === name && (p.kind === "plain" || p.kind === "keyword-only"),
    );
    if (parameter === undefined && extra === undefined) return `got an unexpected keyword argument '${name}'`;
    if (parameter === undefined) others.push([{ kind: "str", value: name }, value]);
    else bound.set(name, value);
  }
  if (extra !== undefined) bound.set(extra.name, new DictValue({ entries: others }));
  for (const parameter of f.definition.parameters) {
    if (bound.has(parameter.name) || parameter.kind === "*" || parameter.kind === "**") continue;
    const fallback = f.defaults.get(parameter.name);
    if (fallback === undefined) return `missing argument '${parameter.name}'`;
    bound.set(parameter.name, fallback);
  }
  return bound;
}
