/** Runs Python's statements. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { assign, assignValue, augmentedAssign, deleteTarget } from "./assignments";
import { decorate, defineClass } from "./classes";
import { withInstance } from "./contextManagers";
import { isCaught, raiseObject } from "./exceptions";
import { callFunction } from "./functions";
import { and, type Condition, choose, condition, type Guarded, map, or, restrict, without } from "./guard";
import { hasBuiltinBase } from "./instances";
import { type Frame, type Interpreter, mangled, type Raised } from "./interpreter";
import { readItems } from "./iteration";
import { matchPattern } from "./matching";
import { isKindOf } from "./python";
import {
  type CallArguments,
  ClassValue,
  DictValue,
  derived,
  error,
  type FunctionValue,
  InstanceValue,
  ListValue,
  NONE,
  sameValue,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

const MAX_ITERATIONS = 2_000;

export class Statements {
  /** What the handler that runs now has caught. */
  #handling: Raised | undefined;

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
        for (const target of s.targets) assign(this.i, target, value, s.value, s, frame, then);
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
        assign(this.i, s.target, value, s.value, s, frame, then);
        return this.i.surviving(then);
      }
      case "AugAssign":
        return augmentedAssign(this.i, s, frame, pc);
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
        const failing = without(this.i.surviving(pc), test);
        const message =
          s.message === undefined ? undefined : this.i.expressions.evaluate(s.message, frame, failing);
        this.i.raise(
          "AssertionError",
          "an assertion of the settings",
          this.i.surviving(failing),
          this.i.locate(s, frame),
          message === undefined ? [] : [message],
        );
        return this.i.surviving(pc);
      }
      case "Delete":
        for (const target of s.targets) deleteTarget(this.i, target, s, frame, pc);
        return this.i.surviving(pc);
      case "Global":
        for (const name of s.names) frame.globals.add(name);
        return pc;
      case "Nonlocal":
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

  // ---------------------------------------------------------------- compound statements

  private forLoop(s: ast.For, frame: Frame, pc: Condition): Condition {
    const iterable = this.i.expressions.evaluate(s.iter, frame, pc);
    let out: Condition = false;
    this.i.each(iterable, this.i.surviving(pc), (leaf, when) => {
      const outer = frame.loop;
      const loop = { broke: false as Condition, continued: false as Condition };
      frame.loop = loop;
      const end = this.loopOver(s, leaf, loop, frame, when);
      frame.loop = outer;
      const left = this.i.surviving(end.left);
      if (left !== false) {
        const reason = end.reason.startsWith("a loop over ") ? end.reason : `a loop over ${end.reason}`;
        this.i.skip([s], frame, left, reason);
      }
      out = or(out, left);
      out = or(
        out,
        or(this.block(s.orelse, frame, this.i.surviving(end.done)), this.i.surviving(loop.broke)),
      );
    });
    return this.i.worlds.within(out);
  }

  /** Runs the body for each item: the worlds in which the items ran out, and those that cannot be followed and why. */
  private loopOver(
    s: ast.For,
    iterable: Value,
    loop: NonNullable<Frame["loop"]>,
    frame: Frame,
    pc: Condition,
  ): { done: Condition; left: Condition; reason: string } {
    const { i } = this;
    const at = i.locate(s, frame);
    const end = { done: false as Condition, left: false as Condition, reason: "many items" };
    const leave = (when: Condition, reason: string) => {
      end.left = or(end.left, when);
      end.reason = reason;
    };
    const run = (item: Guarded<Value>, when: Condition): Condition => {
      i.step();
      assignValue(this.i, s.target, item, s, frame, when);
      loop.continued = false;
      return i.surviving(or(this.block(s.body, frame, i.surviving(when)), loop.continued));
    };
    if (s.async) leave(pc, "an asynchronous iterator");
    else if (iterable.kind === "iterator") {
      readItems(i, iterable, pc, at, run, (open, when) => {
        if (open === undefined) end.done = or(end.done, when);
        else leave(when, open);
      });
    } else {
      i.each(i.expressions.items(iterable, pc, at), i.surviving(pc), (first, when) => {
        if (first.open !== undefined || first.items.length > MAX_ITERATIONS) {
          leave(when, first.open ?? "many items");
          return;
        }
        let current: Condition = when;
        let { items } = first;
        for (let n = 0; n < items.length && current !== false; n++) {
          current = run(items[n]!, current);
          const changed = changedItems(iterable, items, current);
          if (changed === undefined) continue;
          if (changed === "resized") {
            i.fail("RuntimeError", "dictionary changed size during iteration", current, at);
            current = false;
          } else if (changed === "not known" || changed.length > MAX_ITERATIONS) {
            leave(current, "something that the loop changes");
            current = false;
          } else items = changed;
        }
        end.done = or(end.done, current);
      });
    }
    return end;
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
      this.i.raiseAgain(escaped);
      return this.i.surviving(normal);
    }
    // What `else` and the handlers raise waits for `finally`.
    const { value, raised } = this.i.collect(handled);
    const errors = [...value.escaped, ...raised];
    // Worlds that leave by return, break or continue come through here too.
    const leaving = errors.reduce<Condition>(
      (rest, error) => without(rest, error.when),
      without(this.i.surviving(pc), value.normal),
    );
    this.block(s.finalbody, frame, leaving);
    const normal = this.block(s.finalbody, frame, value.normal);
    for (const error of errors) {
      this.i.raiseAgain([{ ...error, when: this.block(s.finalbody, frame, error.when) }]);
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
        const { name } = handler;
        if (name !== undefined) {
          const value = handler.group ? undefined : error.value;
          this.i.bind(
            this.i.scopeFor(name, frame),
            name,
            value ?? unknown("an exception", error.at),
            taken,
            [],
          );
        }
        const outer = this.#handling;
        this.#handling = error;
        normal = or(normal, this.block(handler.body, frame, taken));
        this.#handling = outer;
        // The name is gone after the handler, so that the exception can be forgotten.
        if (name !== undefined) this.i.bind(this.i.scopeFor(name, frame), name, UNBOUND, taken, []);
      }
      if (left !== false) escaped.push({ ...error, when: left });
    }
    return { normal, escaped };
  }

  private catches(handler: ast.ExceptHandler, raised: Raised, pc: Condition, frame: Frame): Condition {
    if (handler.exception === undefined) return true;
    const value = this.i.expressions.evaluate(handler.exception, frame, pc);
    return this.isCaught(value, raised, this.i.locate(handler, frame));
  }

  /** In which worlds an exception is of a class, or of one in a tuple. */
  private isCaught(classes: Guarded<Value>, raised: Raised, at: Location): Condition {
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
      if (name === "BaseException" || (name === "Exception" && raised.exception === undefined)) return true;
      const kind =
        name === undefined || raised.exception === undefined ? undefined : isKindOf(raised.exception, name);
      if (kind !== undefined) return kind;
      // Exceptions of libraries derive from Exception.
      if (name === "Exception") return true;
      return condition(
        this.i.atom(
          `caught ${at.file}:${at.start} ${raised.at.file}:${raised.at.start}`,
          { kind: "opaque" },
          `${raised.message} fails in the way that is caught`,
          `${raised.message} fails in a way that is not caught`,
        ),
      );
    };
    return map(classes, one);
  }

  private withStatement(s: ast.With, frame: Frame, pc: Condition): Condition {
    const enter = (n: number, when: Condition): Condition => {
      const item = s.items[n];
      if (item === undefined) return this.block(s.body, frame, when);
      const context = this.i.expressions.evaluate(item.context, frame, when);
      let out: Condition = false;
      this.i.each(context, this.i.surviving(when), (leaf, here) => {
        out = or(
          out,
          this.inside(leaf, item, frame, here, (then) => enter(n + 1, then)),
        );
      });
      return out;
    };
    return enter(0, pc);
  }

  /** Runs a block inside a context manager; gives back the worlds that go on after it. */
  private inside(
    manager: Value,
    item: ast.With["items"][number],
    frame: Frame,
    pc: Condition,
    run: (pc: Condition) => Condition,
  ): Condition {
    const { i } = this;
    const at = i.locate(item.context, frame);
    const assign = (value: Guarded<Value>, when: Condition) => {
      if (item.target !== undefined) assignValue(this.i, item.target, value, item.target, frame, when);
    };
    if (manager.kind === "object" && manager.suppresses !== undefined) {
      const classes = manager.suppresses;
      assign(NONE, pc);
      const { value, raised } = i.collect(() => run(pc));
      let normal = value;
      for (const error of raised) {
        const swallowed = and(error.when, this.isCaught(classes, error, at));
        normal = or(normal, swallowed);
        i.raiseAgain([{ ...error, when: without(error.when, swallowed) }]);
      }
      return i.surviving(normal);
    }
    if (manager instanceof InstanceValue && !hasBuiltinBase(manager.cls))
      return withInstance(i, manager, assign, run, pc, at);
    if (manager.kind === "object" && manager.enter !== undefined) {
      const occasion = { interpreter: i, pc, at, frame };
      assign(manager.enter(occasion), i.surviving(pc));
      const end = run(i.surviving(pc));
      manager.exit?.(occasion);
      return end;
    }
    if (manager.kind === "env") assign(derived(manager, "object", `${manager.text}.__enter__()`, at), pc);
    else
      assign(unknown(manager.kind === "unknown" ? manager.reason : "the target of a with statement", at), pc);
    return run(pc);
  }

  private match(s: ast.Match, frame: Frame, pc: Condition): Condition {
    const subject = this.i.expressions.evaluate(s.subject, frame, pc);
    let left = this.i.surviving(pc);
    let out: Condition = false;
    for (const clause of s.cases) {
      if (left === false) break;
      let taken = matchPattern(this.i, clause.pattern, restrict(subject, left), left, clause, frame);
      if (clause.guard !== undefined && taken !== false) {
        taken = and(taken, this.i.truth(this.i.expressions.evaluate(clause.guard, frame, taken)));
      }
      left = without(this.i.surviving(left), taken);
      out = or(out, this.block(clause.body, frame, this.i.surviving(taken)));
    }
    return this.i.worlds.within(or(out, left));
  }

  // ---------------------------------------------------------------- definitions and calls

  private defineFunction(s: ast.FunctionDef, frame: Frame, pc: Condition): Condition {
    const at = this.i.locate(s, frame);
    const decorators = s.decorators.map((decorator) => this.i.expressions.evaluate(decorator, frame, pc));
    const lost = `${s.name}(), a function that is not followed`;
    const made: Value = s.async
      ? unknown(lost, at)
      : this.i.expressions.makeFunction(s.name, s, frame, pc, at);
    const value = decorate(this.i, made, decorators, lost, this.i.surviving(pc), at);
    const then = this.i.surviving(pc);
    this.i.bind(this.i.scopeFor(s.name, frame), mangled(s.name, frame), value, then, [
      this.i.historyStep("assigned", at, at, then),
    ]);
    return then;
  }

  private raiseStatement(s: ast.Raise, frame: Frame, pc: Condition): void {
    const at = this.i.locate(s, frame);
    if (s.exception === undefined) {
      if (this.#handling !== undefined) this.i.raiseAgain([{ ...this.#handling, when: pc }]);
      else this.i.fail("RuntimeError", "No active exception to reraise", pc, at);
      return;
    }
    const value = this.i.expressions.evaluate(s.exception, frame, pc);
    const cause =
      s.cause === undefined ? undefined : this.i.expressions.evaluate(s.cause, frame, this.i.surviving(pc));
    const context = this.#handling?.value;
    this.i.each(value, this.i.surviving(pc), (leaf, when) => {
      if (leaf.kind === "exception")
        this.i.raise(leaf.name, "", when, at, { ...error(leaf.name, [], at), cause, context });
      else if (leaf.kind === "error") {
        const [message] = leaf.args ?? [];
        const text =
          leaf.args?.length === 1 && message !== undefined && "kind" in message ? message : undefined;
        const shown = text?.kind === "str" ? text.value : leaf.args?.length === 0 ? "" : "…";
        this.i.raise(leaf.type.name, shown, when, at, { ...leaf, cause: cause ?? leaf.cause, context });
      } else if (leaf instanceof ClassValue || leaf instanceof InstanceValue)
        raiseObject(this.i, leaf, when, at);
      else if (leaf.kind === "third-party") this.i.raise(leaf.name.split(".").pop()!, "", when, at);
      else if (leaf.kind === "unknown" || leaf.kind === "env" || leaf.kind === "object")
        this.i.raise(undefined, "an exception", when, at);
      else if (leaf.kind !== "dead")
        this.i.fail("TypeError", "exceptions must derive from BaseException", when, at);
    });
  }

  /** Calls a function of the project: its body is run with the arguments bound. */
  callFunction(f: FunctionValue, call: CallArguments): Guarded<Value> {
    return callFunction(this.i, f, call);
  }
}

/** What is left to loop over after a round: new items of a list; undefined where nothing changed. */
function changedItems(
  iterable: Value,
  items: readonly Guarded<Value>[],
  pc: Condition,
): readonly Guarded<Value>[] | "resized" | "not known" | undefined {
  if (pc === false) return undefined;
  if (iterable instanceof ListValue) {
    const state = restrict(iterable.state, pc);
    if (!("items" in state) || state.open !== undefined) return "not known";
    return state.items === items ? undefined : state.items;
  }
  const dict =
    iterable instanceof DictValue ? iterable : iterable.kind === "view" ? iterable.dict : undefined;
  if (dict === undefined) return undefined;
  const state = restrict(dict.state, pc);
  if (!("entries" in state) || state.open !== undefined) return "not known";
  return state.entries.length === items.length ? undefined : "resized";
}
