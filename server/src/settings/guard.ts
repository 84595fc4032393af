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
}

export class Fork<T> {
  constructor(
    readonly atom: Atom,
    readonly yes: Guarded<T>,
    readonly no: Guarded<T>,
  ) {}
}

/** A value, or a choice of values by conditions. */
export type Guarded<T> = T | Fork<T>;

/** A condition: in which worlds it holds. */
export type Condition = Guarded<boolean>;

type Same<T> = (a: T, b: T) => boolean;
const identical = (a: unknown, b: unknown) => a === b;

/** A fork, or one of its branches where both are the same. */
export function fork<T>(atom: Atom, yes: Guarded<T>, no: Guarded<T>, same: Same<T> = identical): Guarded<T> {
  return equal(yes, no, same) ? yes : new Fork(atom, yes, no);
}

function equal<T>(a: Guarded<T>, b: Guarded<T>, same: Same<T>): boolean {
  if (a === b) return true;
  if (a instanceof Fork) {
    return b instanceof Fork && a.atom === b.atom && equal(a.yes, b.yes, same) && equal(a.no, b.no, same);
  }
  return !(b instanceof Fork) && same(a, b);
}

export function condition(atom: Atom): Condition {
  return new Fork<boolean>(atom, true, false);
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
  const atom = topAtom([a, b])!;
  return fork(
    atom,
    and(cofactor(a, atom, true), cofactor(b, atom, true)),
    and(cofactor(a, atom, false), cofactor(b, atom, false)),
  );
}

export function not(a: Condition): Condition {
  return a instanceof Fork ? new Fork(a.atom, not(a.yes), not(a.no)) : !a;
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

/** `yes` where `test` holds, else `no`. */
export function choose<T>(
  test: Condition,
  yes: Guarded<T>,
  no: Guarded<T>,
  same: Same<T> = identical,
): Guarded<T> {
  if (test === true) return yes;
  if (test === false || yes === no) return no;
  const atom = topAtom([test, yes, no])!;
  return fork(
    atom,
    choose(cofactor(test, atom, true), cofactor(yes, atom, true), cofactor(no, atom, true), same),
    choose(cofactor(test, atom, false), cofactor(yes, atom, false), cofactor(no, atom, false), same),
    same,
  );
}

/** Simplifies `value` for worlds where `care` holds; elsewhere the result may be anything. */
export function restrict<T>(value: Guarded<T>, care: Condition, same: Same<T> = identical): Guarded<T> {
  if (!(value instanceof Fork) || typeof care === "boolean") return value;
  const atom = topAtom([value, care])!;
  const careYes = cofactor(care, atom, true);
  const careNo = cofactor(care, atom, false);
  if (value.atom !== atom) return restrict(value, or(careYes, careNo), same);
  if (careYes === false) return restrict(value.no, careNo, same);
  if (careNo === false) return restrict(value.yes, careYes, same);
  return fork(atom, restrict(value.yes, careYes, same), restrict(value.no, careNo, same), same);
}

/** Applies `f` to every leaf. */
export function map<T, U>(value: Guarded<T>, f: (leaf: T) => Guarded<U>): Guarded<U> {
  if (!(value instanceof Fork)) return f(value);
  return choose(condition(value.atom), map(value.yes, f), map(value.no, f));
}

/** Every leaf with the worlds in which it holds, within `care`. */
export function leaves<T>(value: Guarded<T>, care: Condition = true): { leaf: T; when: Condition }[] {
  const out: { leaf: T; when: Condition }[] = [];
  const visit = (node: Guarded<T>, when: Condition): void => {
    if (when === false) return;
    if (node instanceof Fork) {
      visit(node.yes, and(when, condition(node.atom)));
      visit(node.no, and(when, not(condition(node.atom))));
    } else {
      const known = out.find(({ leaf }) => leaf === node);
      if (known === undefined) out.push({ leaf: node, when });
      else known.when = or(known.when, when);
    }
  };
  visit(value, care);
  return out;
}

/** The number of leaves, counted with their repetitions, up to `limit`. */
export function countLeaves(value: unknown, limit: number): number {
  if (!(value instanceof Fork)) return 1;
  const yes = countLeaves(value.yes, limit);
  return yes >= limit ? yes : yes + countLeaves(value.no, limit - yes);
}

/** The atoms that a diagram asks. */
export function atomsOf(value: unknown, into: Set<Atom> = new Set()): Set<Atom> {
  if (value instanceof Fork) {
    into.add(value.atom);
    atomsOf(value.yes, into);
    atomsOf(value.no, into);
  }
  return into;
}

/**
 * A condition in words, or undefined if it always holds within `care`: its alternatives joined by "or". What follows from
 * the rest is left out: a variable that equals something is set, and equals nothing else.
 */
export function describe(when: Condition, care: Condition = true): string | undefined {
  const simple = restrict(when, care);
  if (simple === true) return undefined;
  const alternatives: string[] = [];
  const visit = (node: Condition, path: readonly { atom: Atom; holds: boolean }[]): void => {
    if (node === false) return;
    if (node === true) alternatives.push(inWords(path));
    else {
      visit(node.yes, [...path, { atom: node.atom, holds: true }]);
      visit(node.no, [...path, { atom: node.atom, holds: false }]);
    }
  };
  visit(simple, []);
  if (alternatives.length === 0) return "never";
  if (alternatives.length > 3) return "under some conditions";
  return alternatives.join(", or ");
}

function inWords(path: readonly { atom: Atom; holds: boolean }[]): string {
  const tests = path.flatMap(({ atom: { subject }, holds }) =>
    subject.kind === "test" ? [{ subject, holds }] : [],
  );
  const needed = path.filter(({ atom: { subject }, holds }) => {
    if (subject.kind === "set" && holds)
      return !tests.some((test) => test.subject.variable === subject.variable);
    if (subject.kind === "test" && !holds && subject.compared !== undefined) {
      return !tests.some((test) => test.holds && test.subject.compared === subject.compared);
    }
    return true;
  });
  return needed.map(({ atom, holds }) => (holds ? atom.yes : atom.no)).join(" and ");
}
