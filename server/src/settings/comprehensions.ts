/** Comprehensions and generator expressions. */
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import { assignValue } from "./assignments";
import { withEntry } from "./dicts";
import { and, type Condition, choose, type Guarded, map, restrict } from "./guard";
import type { Frame, Interpreter } from "./interpreter";
import { itemsOf, iteratorOf, mappingIterator, reasonOf } from "./iteration";
import { checkKey } from "./methods/dict";
import {
  DEAD,
  type DictState,
  DictValue,
  derived,
  type ItemsState,
  ListValue,
  Namespace,
  UNBOUND,
  type Value,
} from "./values";

/** What comprehensions over a variable's list make, and the brackets that its text shows. */
const DISPLAYS = {
  ListComp: ["list", "[", "]"],
  SetComp: ["set", "{", "}"],
  DictComp: ["dict", "{", "}"],
  GeneratorExp: ["iterator", "(", ")"],
} as const;

/** The value of a comprehension in the worlds of `pc`. */
export function comprehension(
  i: Interpreter,
  node: ast.Comprehension,
  frame: Frame,
  pc: Condition,
  at: Location,
): Guarded<Value> {
  const [first] = node.clauses;
  if (first?.type !== "for") return DEAD;
  // The first iterable belongs to the scope around the comprehension, and is evaluated at once.
  const iterable = i.expressions.evaluate(first.iter, frame, pc);
  return i.lift([iterable], i.surviving(pc), ([leaf], when) => {
    if (leaf!.kind === "dead") return DEAD;
    // Over a variable's list, it is computed from the variable as a whole.
    if (leaf!.kind === "env") {
      const [type, open, close] = DISPLAYS[node.type];
      const filtered = node.clauses.some((clause) => clause.type === "if") ? "…if" : "…";
      return derived(leaf!, type, `${open}${filtered}@${at.start}${close} over ${leaf!.text}`, at);
    }
    if (node.type === "GeneratorExp" && !first.async) {
      const source = iteratorOf(i, leaf!, when, at);
      if (i.surviving(when) === false || !("kind" in source)) return DEAD;
      const run = new Run(i, node, frame, at);
      return mappingIterator(i, "generator", at, source, (item, then) => run.itemsFor(item, then));
    }
    return new Run(i, node, frame, at).value(leaf!, when);
  });
}

class Run {
  readonly #inner: Frame;
  #items: Guarded<ItemsState> = { items: [] };
  #entries: Guarded<DictState> = { entries: [] };

  constructor(
    private readonly i: Interpreter,
    private readonly node: ast.Comprehension,
    frame: Frame,
    private readonly at: Location,
  ) {
    this.#inner = {
      ...frame,
      kind: "function",
      locals: new Namespace(),
      enclosing: frame,
      localNames: undefined,
      result: UNBOUND,
      comprehension: true,
    };
  }

  value(first: Value, pc: Condition): Guarded<Value> {
    this.loop(0, first, pc);
    const then = this.i.surviving(pc);
    if (then === false) return DEAD;
    if (this.node.type === "DictComp") return new DictValue(this.#entries, this.at);
    if (this.node.type === "SetComp") return this.i.expressions.makeSet(this.#items, then, this.at);
    return new ListValue(this.#items, this.at);
  }

  /** What one item of the first iterable gives. */
  itemsFor(item: Guarded<Value>, pc: Condition): Guarded<ItemsState> {
    this.#items = { items: [] };
    this.assign(0, item, pc);
    return this.#items;
  }

  /** Runs a `for` clause over an iterable. */
  private loop(n: number, iterable: Value, pc: Condition): void {
    const clause = this.node.clauses[n] as Extract<ast.ComprehensionClause, { type: "for" }>;
    const { i } = this;
    const anyOrder = this.node.type === "SetComp";
    if (clause.async) {
      this.open({ items: [], open: "an asynchronous comprehension" }, pc);
      return;
    }
    i.each(itemsOf(i, iterable, pc, this.at, anyOrder), i.surviving(pc), (state, when) => {
      for (const item of state.items) {
        const going = i.surviving(when);
        if (going === false) return;
        this.assign(n, item, going);
      }
      if (state.open !== undefined) this.open(state, when);
    });
  }

  /** Runs what follows a `for` clause for one of its items. */
  private assign(n: number, item: Guarded<Value>, pc: Condition): void {
    const { target } = this.node.clauses[n] as Extract<ast.ComprehensionClause, { type: "for" }>;
    this.i.step();
    assignValue(this.i, target, item, target, this.#inner, pc);
    this.clause(n + 1, this.i.surviving(pc));
  }

  /** There may be more items. */
  private open({ open, unordered }: ItemsState, pc: Condition): void {
    this.#items = choose(
      pc,
      map(this.#items, (s) => ({
        items: s.items,
        open: s.open ?? open,
        unordered: unordered && (s.unordered || s.open === undefined) ? true : undefined,
      })),
      this.#items,
    );
    this.#entries = choose(
      pc,
      map(this.#entries, (s) => ({ ...s, open: s.open ?? open })),
      this.#entries,
    );
  }

  private clause(n: number, pc: Condition): void {
    if (pc === false) return;
    const { i } = this;
    const clause = this.node.clauses[n];
    if (clause === undefined) {
      this.element(pc);
    } else if (clause.type === "if") {
      const test = i.truth(i.expressions.evaluate(clause.test, this.#inner, pc));
      this.clause(n + 1, and(i.surviving(pc), test));
    } else {
      const iterable = i.expressions.evaluate(clause.iter, this.#inner, pc);
      i.each(iterable, i.surviving(pc), (leaf, when) => {
        if (leaf.kind === "env") this.open({ items: [], open: reasonOf(leaf, "") }, when);
        else this.loop(n, leaf, when);
      });
    }
  }

  private element(pc: Condition): void {
    const { i, node } = this;
    const element = i.expressions.evaluate(node.element, this.#inner, pc);
    if (node.type !== "DictComp") {
      const then = i.surviving(pc);
      this.#items = choose(
        then,
        map(this.#items, (s) => ({ ...s, items: [...s.items, restrict(element, then)] })),
        this.#items,
      );
      return;
    }
    const value = i.expressions.evaluate(node.value!, this.#inner, i.surviving(pc));
    i.each(element, i.surviving(pc), (key, when) => {
      if (!checkKey({ interpreter: i, at: this.at }, key, when)) return;
      this.#entries = choose(
        when,
        map(this.#entries, (s) =>
          key.kind === "unknown" ? { ...s, open: key.reason } : withEntry(s, key, value),
        ),
        this.#entries,
      );
    });
  }
}
