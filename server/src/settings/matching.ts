/** `match` statements: whether a subject matches a pattern, and what the pattern binds. */
import type * as ast from "../syntax/python/ast";
import type { Range } from "../syntax/text";
import { findEntry, withoutEntry } from "./dicts";
import { equal } from "./equality";
import { and, type Condition, type Guarded, map, or, restrict, without } from "./guard";
import { findAttribute } from "./instances";
import type { Frame, Interpreter } from "./interpreter";
import { itemsOf, rangeLength } from "./iteration";
import { isInstance } from "./types";
import {
  type DictState,
  DictValue,
  type ItemsState,
  ListValue,
  type Unbound,
  unknown,
  type Value,
} from "./values";

interface Captured {
  readonly name: string;
  readonly value: Guarded<Value>;
  readonly when: Condition;
}

/** Types whose only positional pattern is matched with the whole value. */
const WHOLE = new Set([
  "bool",
  "bytearray",
  "bytes",
  "dict",
  "float",
  "frozenset",
  "int",
  "list",
  "set",
  "str",
  "tuple",
]);

/** In which worlds of `pc` a subject matches a pattern; what the pattern captures is bound there. */
export function matchPattern(
  i: Interpreter,
  pattern: ast.Pattern,
  subject: Guarded<Value>,
  pc: Condition,
  node: Range,
  frame: Frame,
): Condition {
  const matching = new Matching(i, node, frame);
  const taken = matching.match(pattern, subject, pc);
  for (const { name, value, when } of matching.captured) {
    i.bind(i.scopeFor(name, frame), name, value, and(taken, when), []);
  }
  return taken;
}

class Matching {
  readonly captured: Captured[] = [];

  constructor(
    private readonly i: Interpreter,
    private readonly node: Range,
    private readonly frame: Frame,
  ) {}

  match(pattern: ast.Pattern, subject: Guarded<Value>, pc: Condition): Condition {
    if (pc === false) return false;
    switch (pattern.type) {
      case "wildcard":
        return pc;
      case "capture":
        this.captured.push({ name: pattern.name, value: subject, when: pc });
        return pc;
      case "as": {
        const holds = this.match(pattern.pattern, subject, pc);
        this.captured.push({ name: pattern.name, value: subject, when: holds });
        return holds;
      }
      case "or": {
        let holds: Condition = false;
        for (const alternative of pattern.patterns)
          holds = or(holds, this.match(alternative, subject, without(pc, holds)));
        return holds;
      }
      case "value": {
        const value = this.i.expressions.evaluate(pattern.value, this.frame, pc);
        const constant = pattern.value.type === "Constant" ? pattern.value.constant.kind : undefined;
        // None, True and False match by identity.
        const identical = constant === "none" || constant === "bool";
        return this.each(subject, pc, (leaf, when) =>
          and(
            when,
            map(restrict(value, when), (other) =>
              identical && leaf.kind !== "unknown" && leaf.kind !== "env" && leaf.kind !== other.kind
                ? false
                : equal(this.i, leaf, other),
            ),
          ),
        );
      }
      case "sequence":
        return this.each(subject, pc, (leaf, when) => this.sequence(pattern, leaf, when));
      case "mapping":
        return this.each(subject, pc, (leaf, when) => this.mapping(pattern, leaf, when));
      case "class":
        return this.each(subject, pc, (leaf, when) => this.classPattern(pattern, leaf, when));
      case "unsupported":
        return this.lost(pattern, subject, pc);
    }
  }

  private each(
    subject: Guarded<Value>,
    pc: Condition,
    f: (leaf: Value, when: Condition) => Condition,
  ): Condition {
    let holds: Condition = false;
    this.i.each(subject, pc, (leaf, when) => {
      holds = or(holds, and(when, f(leaf, when)));
    });
    return holds;
  }

  /** Nobody knows whether it matches; what it may bind is not known either. */
  private lost(pattern: ast.Pattern, subject: Guarded<Value>, pc: Condition): Condition {
    const at = this.i.locate(this.node, this.frame);
    for (const name of boundNames(pattern))
      this.captured.push({ name, value: unknown("a pattern that is not followed", at), when: pc });
    let holds: Condition = false;
    this.i.each(subject, pc, (leaf, when) => {
      holds = or(
        holds,
        and(when, this.i.opaquePair(leaf, leaf, `matches the pattern at ${at.file}:${at.start}`)),
      );
    });
    return holds;
  }

  private sequence(
    pattern: Extract<ast.Pattern, { type: "sequence" }>,
    leaf: Value,
    pc: Condition,
  ): Condition {
    if (isUndecided(leaf)) return this.lost(pattern, leaf, pc);
    if (leaf.kind !== "list" && leaf.kind !== "tuple" && leaf.kind !== "range") return false;
    if (leaf.kind === "range" && rangeLength(leaf) > 1000n) return this.lost(pattern, leaf, pc);
    const at = this.i.locate(this.node, this.frame);
    let holds: Condition = false;
    this.i.each<ItemsState>(itemsOf(this.i, leaf, pc, at), pc, ({ items, open }, when) => {
      if (open !== undefined) {
        holds = or(holds, this.lost(pattern, leaf, when));
        return;
      }
      const { patterns, rest } = pattern;
      const fixed = rest === undefined ? patterns.length : patterns.length - 1;
      if (rest === undefined ? items.length !== fixed : items.length < fixed) return;
      let going: Condition = when;
      patterns.forEach((part, n) => {
        const extra = items.length - fixed;
        const item: Guarded<Value> =
          n === rest
            ? new ListValue({ items: items.slice(n, n + extra) }, at)
            : items[rest !== undefined && n > rest ? n - 1 + extra : n]!;
        going = this.match(part, item, going);
      });
      holds = or(holds, going);
    });
    return holds;
  }

  private mapping(pattern: Extract<ast.Pattern, { type: "mapping" }>, leaf: Value, pc: Condition): Condition {
    if (isUndecided(leaf)) return this.lost(pattern, leaf, pc);
    if (!(leaf instanceof DictValue)) return false;
    let holds: Condition = false;
    this.i.each<DictState>(leaf.state, pc, (state, when) => {
      let going: Condition = when;
      let left = state;
      for (const { key, pattern: part } of pattern.entries) {
        const name = this.i.expressions.evaluate(key, this.frame, going);
        if (!("kind" in name)) {
          going = this.lost(pattern, leaf, going);
          break;
        }
        const entry = findEntry(state, name);
        if (entry === undefined) return;
        if ("unknown" in entry) {
          going = this.lost(pattern, leaf, going);
          break;
        }
        left = withoutEntry(left, name);
        going = this.match(part, entry.value, going);
      }
      if (pattern.rest !== undefined)
        this.captured.push({ name: pattern.rest, value: new DictValue(left, leaf.at), when: going });
      holds = or(holds, going);
    });
    return holds;
  }

  private classPattern(
    pattern: Extract<ast.Pattern, { type: "class" }>,
    leaf: Value,
    pc: Condition,
  ): Condition {
    const { i } = this;
    const at = i.locate(this.node, this.frame);
    const classes = i.expressions.evaluate(pattern.cls, this.frame, pc);
    return this.each(classes, i.surviving(pc), (cls, when) => {
      const test = isInstance(leaf, cls);
      if (test === false) return false;
      const positional = pattern.patterns.length > 0;
      const whole = cls.kind === "native" && cls.type !== undefined && WHOLE.has(cls.type);
      if (test !== true || (positional && !(whole && pattern.patterns.length === 1)))
        return this.lost(pattern, leaf, when);
      let going: Condition = positional ? this.match(pattern.patterns[0]!, leaf, when) : when;
      for (const { name, pattern: part } of pattern.attributes) {
        const found = findAttribute(i, leaf, name, going, at);
        const there = map<Value | Unbound, boolean>(found, (value) => value.kind !== "unbound");
        going = and(going, there);
        const value = map<Value | Unbound, Value>(restrict(found, going), (item) => item as Value);
        going = this.match(part, value, going);
      }
      return going;
    });
  }
}

function isUndecided(value: Value): boolean {
  return (
    value.kind === "unknown" ||
    value.kind === "third-party" ||
    value.kind === "object" ||
    value.kind === "env" ||
    value.kind === "instance" ||
    value.kind === "data"
  );
}

/** The names that a pattern may bind. */
function boundNames(pattern: ast.Pattern): string[] {
  switch (pattern.type) {
    case "capture":
      return [pattern.name];
    case "as":
      return [...boundNames(pattern.pattern), pattern.name];
    case "or":
    case "sequence":
      return pattern.patterns.flatMap(boundNames);
    case "mapping":
      return [
        ...pattern.entries.flatMap((entry) => boundNames(entry.pattern)),
        ...(pattern.rest === undefined ? [] : [pattern.rest]),
      ];
    case "class":
      return [...pattern.patterns, ...pattern.attributes.map((entry) => entry.pattern)].flatMap(boundNames);
    case "unsupported":
      return [...pattern.names];
    default:
      return [];
  }
}
