/**
 * Conditions and the values that depend on them.
 *
 * A condition that cannot be decided is an *atom*. A value that differs by atom is a decision diagram: a `Fork` asks one
 * atom, and its branches hold values or further forks, with atoms in ascending order. Two branches on the same atom stay
 * correlated by construction: inside a branch where the atom holds, every other fork on it is decided too.
 */

/** What an undecided condition is about. */
export type Subject =
  /** The environment variable is set (to a non-empty string). */
  | { readonly kind: "set"; readonly variable: string }
  /** A test of an environment variable's value. `compared`: what is compared, where at most one such test can hold. */
  | { readonly kind: "test"; readonly variable: string; readonly compared?: string }
  /** Something that a static reader cannot know. */
  | { readonly kind: "opaque" };

/** A condition that cannot be decided. */
export interface Atom {
  /** The order of atoms in diagrams: the order in which they were met. */
  readonly id: number;
  readonly subject: Subject;
  /** In words, for when it holds and when it does not. */
  readonly yes: string;
  readonly no: string;
  /** The forks of conditions that ask this atom first, by their branches, so that equal conditions are one object. */
  conditions?: Map<Condition, Map<Condition, Fork<boolean>>>;
  /** The two of them that ask nothing else, which are most. */
  holds?: Fork<boolean>;
  fails?: Fork<boolean>;
  /** Counts the forks of one evaluation. */
  readonly counter: ForkCounter;
}

/** Thrown where evaluation goes on for too long; caught by evaluate(). */
export class BoundsExceeded extends Error {
  constructor(readonly what: string) {
    super(what);
  }
}

/** An evaluation makes no more forks than this. */
const MAX_FORKS = 200_000;

export class ForkCounter {
  #made = 0;
  #limit = MAX_FORKS;

  next(): number {
    if (++this.#made > this.#limit) throw new BoundsExceeded("the settings depend on too many conditions");
    return this.#made;
  }

  /** Allows so many more, and no others. Forks keep their numbers apart. */
  allow(more: number): void {
    this.#limit = this.#made + more;
  }
}

export class Fork<T> {
  /** Tells forks of conditions apart, cheaply. */
  readonly id: number;
  /** The last atom that is asked below. */
  readonly last: number;
  /** At most so many different leaves. */
  readonly size: number;
  /** True if its leaves are True and False. */
  readonly isCondition: boolean;
  /** Results of `and` with other conditions, and the negation: conditions are shared, so these come up again and again. */
  conjunctions: Map<Fork<boolean>, Condition> | undefined;
  negation: Condition | undefined;

  constructor(
    readonly atom: Atom,
    readonly yes: Guarded<T>,
    readonly no: Guarded<T>,
  ) {
    this.id = atom.counter.next();
    const [one, other] = [yes instanceof Fork ? yes : undefined, no instanceof Fork ? no : undefined];
    this.last = Math.max(atom.id, one?.last ?? 0, other?.last ?? 0);
    this.size = (one?.size ?? 1) + (other?.size ?? 1);
    this.isCondition = isCondition(yes) && isCondition(no);
  }
}

/** A value, or a choice of values by conditions. */
export type Guarded<T> = T | Fork<T>;

/** A condition: in which worlds it holds. */
export type Condition = Guarded<boolean>;

export type Same<T> = (a: T, b: T) => boolean;
const identical = (a: unknown, b: unknown) => a === b;

/** A fork, or one of its branches where both are the same. */
export function fork<T>(atom: Atom, yes: Guarded<T>, no: Guarded<T>, same: Same<T> = identical): Guarded<T> {
  if (equal(yes, no, same)) return yes;
  if (isCondition(yes) && isCondition(no)) return conditionFork(atom, yes, no) as Guarded<T>;
  return new Fork(atom, yes, no);
}

/** Equal conditions are one object: without that, the diagrams of settings with many variables would be trees of 2^n. */
function conditionFork(atom: Atom, yes: Condition, no: Condition): Condition {
  if (yes === no) return yes;
  if (yes === true && no === false) {
    atom.holds ??= new Fork<boolean>(atom, yes, no);
    return atom.holds;
  }
  if (yes === false && no === true) {
    atom.fails ??= new Fork<boolean>(atom, yes, no);
    return atom.fails;
  }
  atom.conditions ??= new Map();
  let byNo = atom.conditions.get(yes);
  if (byNo === undefined) {
    byNo = new Map();
    atom.conditions.set(yes, byNo);
  }
  let known = byNo.get(no);
  if (known === undefined) {
    known = new Fork<boolean>(atom, yes, no);
    byNo.set(no, known);
  }
  return known;
}

function isCondition(value: unknown): value is Condition {
  return value instanceof Fork ? value.isCondition : typeof value === "boolean";
}

function equal<T>(a: Guarded<T>, b: Guarded<T>, same: Same<T>): boolean {
  if (a === b) return true;
  if (a instanceof Fork) {
    return (
      b instanceof Fork &&
      a.atom === b.atom &&
      !isCondition(a) &&
      equal(a.yes, b.yes, same) &&
      equal(a.no, b.no, same)
    );
  }
  return !(b instanceof Fork) && same(a, b);
}

export function condition(atom: Atom): Condition {
  return conditionFork(atom, true, false);
}

/** The first atom that any of the diagrams asks. */
export function topAtom(values: readonly unknown[]): Atom | undefined {
  let top: Atom | undefined;
  for (const value of values) {
    if (value instanceof Fork && (top === undefined || value.atom.id < top.id)) top = value.atom;
  }
  return top;
}

/** The diagram where `atom` is decided; `atom` must not come after its first atom. */
export function cofactor<T>(value: Guarded<T>, atom: Atom, holds: boolean): Guarded<T> {
  if (!(value instanceof Fork) || value.atom !== atom) return value;
  return holds ? value.yes : value.no;
}

export function and(a: Condition, b: Condition): Condition {
  if (a === false || b === false) return false;
  if (a === true) return b;
  if (b === true || a === b) return a;
  const [first, second] = a.id < b.id ? [a, b] : [b, a];
  first.conjunctions ??= new Map();
  let result = first.conjunctions.get(second);
  if (result === undefined) {
    const atom = topAtom([a, b])!;
    result = conditionFork(
      atom,
      and(cofactor<boolean>(a, atom, true), cofactor<boolean>(b, atom, true)),
      and(cofactor<boolean>(a, atom, false), cofactor<boolean>(b, atom, false)),
    );
    first.conjunctions.set(second, result);
  }
  return result;
}

export function not(a: Condition): Condition {
  if (!(a instanceof Fork)) return !a;
  a.negation ??= conditionFork(a.atom, not(a.yes), not(a.no));
  return a.negation;
}

export function or(a: Condition, b: Condition): Condition {
  if (a === true || b === true) return true;
  if (a === false) return b;
  if (b === false || a === b) return a;
  return not(and(not(a), not(b)));
}

/** `a` without the worlds of `b`. */
export function without(a: Condition, b: Condition): Condition {
  return b === false ? a : and(a, not(b));
}

/** `yes` where an atom holds, else `no`. */
export function branch<T>(
  atom: Atom,
  yes: Guarded<T>,
  no: Guarded<T>,
  same: Same<T> = identical,
): Guarded<T> {
  const asksLater = (value: Guarded<T>) => !(value instanceof Fork) || value.atom.id > atom.id;
  return asksLater(yes) && asksLater(no) ? fork(atom, yes, no, same) : choose(condition(atom), yes, no, same);
}

/** `yes` where `test` holds, else `no`. */
export function choose<T>(
  test: Condition,
  yes: Guarded<T>,
  no: Guarded<T>,
  same: Same<T> = identical,
): Guarded<T> {
  if (test === true) return yes;
  if (test === false || yes === no) return no;
  return chooseByDiagram(test, yes, no, same);
}

// Most calls end above. What has closures is apart, or each of them would cost an allocation.

function chooseByDiagram<T>(test: Condition, yes: Guarded<T>, no: Guarded<T>, same: Same<T>): Guarded<T> {
  // A test is shared: the same part of it meets the same values again.
  const done = new Map<unknown, { yes: unknown; no: unknown; result: Guarded<T> }[]>();
  const visit = (t: Condition, y: Guarded<T>, n: Guarded<T>): Guarded<T> => {
    if (t === true) return y;
    if (t === false || y === n) return n;
    const known = done.get(t)?.find((entry) => entry.yes === y && entry.no === n);
    if (known !== undefined) return known.result;
    const atom = topAtom([t, y, n])!;
    const result = fork(
      atom,
      visit(cofactor<boolean>(t, atom, true), cofactor(y, atom, true), cofactor(n, atom, true)),
      visit(cofactor<boolean>(t, atom, false), cofactor(y, atom, false), cofactor(n, atom, false)),
      same,
    );
    const entries = done.get(t) ?? [];
    done.set(t, entries);
    entries.push({ yes: y, no: n, result });
    return result;
  };
  return visit(test, yes, no);
}

/** Simplifies `value` for worlds where `care` holds; elsewhere the result may be anything. */
export function restrict<T>(value: Guarded<T>, care: Condition, same: Same<T> = identical): Guarded<T> {
  // Where `care` asks earlier atoms only, it says nothing about the value: the common case, and it saves most of the work.
  if (!(value instanceof Fork) || typeof care === "boolean" || care.last < value.atom.id) return value;
  return restrictFork(value, care, same);
}

/** A fork with two leaves, as most are: for these there is nothing to remember on the way. */
function isSimple({ yes, no }: Fork<unknown>): boolean {
  return !(yes instanceof Fork) && !(no instanceof Fork);
}

function restrictFork<T>(value: Fork<T>, care: Condition, same: Same<T>): Guarded<T> {
  if (isSimple(value)) return restrictSimple(value, care);
  const done = new Map<unknown, Map<unknown, Guarded<T>>>();
  const visit = (v: Guarded<T>, c: Condition): Guarded<T> => {
    if (!(v instanceof Fork) || typeof c === "boolean") return v;
    const known = done.get(v)?.get(c);
    if (known !== undefined) return known;
    const atom = topAtom([v, c])!;
    const careYes = cofactor<boolean>(c, atom, true);
    const careNo = cofactor<boolean>(c, atom, false);
    let result: Guarded<T>;
    if (v.atom !== atom) result = visit(v, or(careYes, careNo));
    else if (careYes === false) result = visit(v.no, careNo);
    else if (careNo === false) result = visit(v.yes, careYes);
    else result = fork(atom, visit(v.yes, careYes), visit(v.no, careNo), same);
    const results = done.get(v) ?? new Map<unknown, Guarded<T>>();
    done.set(v, results);
    results.set(c, result);
    return result;
  };
  return visit(value, care);
}

function restrictSimple<T>(value: Fork<T>, care: Condition): Guarded<T> {
  let known = care;
  // What is known of earlier atoms, whichever way they go.
  while (known instanceof Fork && known.atom.id < value.atom.id) known = or(known.yes, known.no);
  if (!(known instanceof Fork) || known.atom !== value.atom) return value;
  if (known.yes === false) return value.no;
  return known.no === false ? value.yes : value;
}

/** Applies `f` to every leaf. */
export function map<T, U>(value: Guarded<T>, f: (leaf: T) => Guarded<U>): Guarded<U> {
  return value instanceof Fork ? mapFork(value, f) : f(value);
}

function mapFork<T, U>(value: Fork<T>, f: (leaf: T) => Guarded<U>): Guarded<U> {
  if (isSimple(value)) return branch(value.atom, f(value.yes as T), f(value.no as T));
  return value.size <= MAX_FEW ? mapFew(value, f, [], []) : mapMany(value, f);
}

/** Up to so many forks and leaves are found in a list as fast as in a Map, which costs more to make. */
const MAX_FEW = 8;

/** @param nodes what was visited, each once; its result stands at the same place of `results`. */
function mapFew<T, U>(
  node: Guarded<T>,
  f: (leaf: T) => Guarded<U>,
  nodes: Guarded<T>[],
  results: Guarded<U>[],
): Guarded<U> {
  const known = nodes.indexOf(node);
  if (known >= 0) return results[known]!;
  const result =
    node instanceof Fork
      ? branch(node.atom, mapFew(node.yes, f, nodes, results), mapFew(node.no, f, nodes, results))
      : f(node);
  nodes.push(node);
  results.push(result);
  return result;
}

function mapMany<T, U>(value: Fork<T>, f: (leaf: T) => Guarded<U>): Guarded<U> {
  const done = new Map<unknown, Guarded<U>>();
  const visit = (node: Guarded<T>): Guarded<U> => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = node instanceof Fork ? branch(node.atom, visit(node.yes), visit(node.no)) : f(node);
    done.set(node, result);
    return result;
  };
  return visit(value);
}

/** Every leaf with the worlds in which it holds, within `care`; those where the first atoms hold come first. */
export function leaves<T>(value: Guarded<T>, care: Condition = true): { leaf: T; when: Condition }[] {
  if (!(value instanceof Fork)) return care === false ? [] : [{ leaf: value, when: care }];
  return isSimple(value) && value.yes !== value.no ? simpleLeaves(value, care) : forkLeaves(value, care);
}

/** The leaves of a fork that has two. */
function simpleLeaves<T>({ atom, yes, no }: Fork<T>, care: Condition): { leaf: T; when: Condition }[] {
  const found: { leaf: T; when: Condition }[] = [];
  const whenYes = and(care, condition(atom));
  if (whenYes !== false) found.push({ leaf: yes as T, when: whenYes });
  const whenNo = and(care, not(condition(atom)));
  if (whenNo !== false) found.push({ leaf: no as T, when: whenNo });
  return found;
}

function forkLeaves<T>(value: Fork<T>, care: Condition): { leaf: T; when: Condition }[] {
  const found = new Map<T, Condition>();
  // Forks are shared: the worlds of a node are those of all ways to it, and atoms come in ascending order.
  const forks: Fork<T>[] = [];
  visitNodes(value, (node) => {
    if (node instanceof Fork) forks.push(node as Fork<T>);
    else found.set(node as T, false);
  });
  const reached = new Map<Fork<T>, Condition>();
  const reach = (node: Guarded<T>, when: Condition): void => {
    if (when === false) return;
    if (node instanceof Fork) reached.set(node, or(reached.get(node) ?? false, when));
    else found.set(node, or(found.get(node)!, when));
  };
  reach(value, care);
  for (const node of forks.sort((a, b) => a.atom.id - b.atom.id)) {
    const when = reached.get(node);
    if (when === undefined) continue;
    reach(node.yes, and(when, condition(node.atom)));
    reach(node.no, and(when, not(condition(node.atom))));
  }
  return [...found].flatMap(([leaf, when]) => (when === false ? [] : [{ leaf, when }]));
}

/** Whether a diagram has more different leaves. */
export function hasMoreLeaves(value: unknown, limit: number): boolean {
  if (!(value instanceof Fork) || value.size <= limit) return false;
  let count = 0;
  visitNodes(value, (node) => {
    if (!(node instanceof Fork)) count++;
  });
  return count > limit;
}

/** The number of different forks. */
export function countForks(value: unknown): number {
  let count = 0;
  visitNodes(value, (node) => {
    if (node instanceof Fork) count++;
  });
  return count;
}

/** Calls `f` once for each fork and leaf of a diagram, the branch that holds first. */
function visitNodes(diagram: unknown, f: (node: unknown) => void): void {
  const seen = new Set<unknown>();
  const visit = (node: unknown): void => {
    if (seen.has(node)) return;
    seen.add(node);
    f(node);
    if (node instanceof Fork) {
      visit(node.yes);
      visit(node.no);
    }
  };
  visit(diagram);
}

/** The atoms that a diagram asks. */
export function atomsOf(diagram: unknown): Set<Atom> {
  const atoms = new Set<Atom>();
  visitNodes(diagram, (node) => {
    if (node instanceof Fork) atoms.add(node.atom);
  });
  return atoms;
}

/** Names that are worth listing one by one. */
const MAX_NAMES = 3;

/** What a diagram depends on, in words: "it depends on the environment variable DEBUG". */
export function dependence(...diagrams: readonly unknown[]): string {
  const variables = new Set<string>();
  let opaque: string | undefined;
  for (const diagram of diagrams) {
    for (const atom of atomsOf(diagram)) {
      if (atom.subject.kind === "opaque") opaque ??= atom.yes;
      else variables.add(atom.subject.variable);
    }
  }
  if (opaque !== undefined) return `it depends on whether ${opaque}`;
  const names = [...variables];
  const more = names.length > MAX_NAMES + 1 ? ` and ${names.length - MAX_NAMES} others` : "";
  const listed = names.slice(0, more === "" ? names.length : MAX_NAMES).join(", ");
  return `it depends on the environment variable${names.length > 1 ? "s" : ""} ${listed}${more}`;
}

/** An atom that a condition asks, and which way. */
interface Literal {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** Where a condition is too long to read. */
export const MANY_CONDITIONS = "under some conditions";

/** Alternatives that are too many to read. */
const MAX_WORDS = 3;

/**
 * A condition in words, or undefined if it always holds within `care`. What follows from the rest is left out: a variable
 * that equals something is set, and equals nothing else.
 */
export function describe(when: Condition, care: Condition = true): string | undefined {
  const simple = restrict(when, care);
  if (simple === true) return undefined;
  if (simple === false) return "never";
  const words = ({ atom, holds }: Literal) => (holds ? atom.yes : atom.no);
  // "A is not x" says the same as "A is set and is not x, or A is not set", and better.
  const against = alternatives(not(simple));
  const negated = against?.every((path) => path.length === 1)
    ? against.map(([literal]) => words({ ...literal!, holds: !literal!.holds })).join(" and ")
    : undefined;
  const direct = alternatives(simple)
    ?.map((path) => path.map(words).join(" and "))
    .join(", or ");
  if (direct === undefined || negated === undefined) return direct ?? negated ?? MANY_CONDITIONS;
  return negated.length < direct.length ? negated : direct;
}

/** The ways for a condition to hold, each a conjunction; undefined if they are too many. */
function alternatives(when: Condition): Literal[][] | undefined {
  const paths: Literal[][] = [];
  const visit = (node: Condition, path: readonly Literal[]): void => {
    if (node === false || paths.length > MAX_WORDS) return;
    if (node === true) paths.push(needed(path));
    else {
      visit(node.yes, [...path, { atom: node.atom, holds: true }]);
      visit(node.no, [...path, { atom: node.atom, holds: false }]);
    }
  };
  visit(when, []);
  return paths.length > MAX_WORDS ? undefined : paths;
}

/** A conjunction without what follows from the rest of it. */
function needed(path: readonly Literal[]): Literal[] {
  const tests = path.flatMap(({ atom: { subject }, holds }) =>
    subject.kind === "test" ? [{ subject, holds }] : [],
  );
  return path.filter(({ atom: { subject }, holds }) => {
    if (subject.kind === "set" && holds)
      return !tests.some((test) => test.subject.variable === subject.variable);
    if (subject.kind === "test" && !holds && subject.compared !== undefined) {
      return !tests.some((test) => test.holds && test.subject.compared === subject.compared);
    }
    return true;
  });
}
