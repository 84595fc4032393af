/** Sets of worlds: those in which nothing has been raised, those with DEBUG off. */
import {
  type Atom,
  and,
  atomsOf,
  type Condition,
  countForks,
  describe,
  Fork,
  type Guarded,
  not,
  restrict,
  type Same,
} from "./guard";
import { sameDiagram } from "./sameDiagram";

/** A condition with more forks costs too much to keep. */
const MAX_FORKS = 128;

/** A condition that holds in every world of a set. */
interface Factor {
  readonly holds: Condition;
  readonly atoms: ReadonlySet<Atom>;
}

/**
 * A set of worlds, as conditions that hold in it together. No two are about the same atom, so a question about a few atoms
 * looks at few conditions: settings that insist on a hundred variables have a hundred small ones, not one large one.
 */
export class Worlds {
  readonly #factors = new Map<Atom, Factor>();
  /** The first and the last atom that they are about. */
  #first = Number.POSITIVE_INFINITY;
  #last = -1;
  #none = false;
  /** The same conditions come up again and again. */
  readonly #within = new Map<Condition, Condition>();

  /** True if there is no world in the set. */
  get none(): boolean {
    return this.#none;
  }

  /** The worlds of this set in which a condition does not hold. */
  without(when: Condition): Worlds {
    const rest = new Worlds();
    rest.#none = this.#none;
    for (const [atom, factor] of this.#factors) rest.know(atom, factor);
    rest.remove(when);
    return rest;
  }

  /** Takes the worlds in which a condition holds out of the set. */
  remove(when: Condition): void {
    this.#within.clear();
    let holds = and(this.about(when), not(when));
    if (holds === false) this.#none = true;
    if (countForks(holds) > MAX_FORKS) {
      // Worlds that are left in by mistake make less certain, never wrong: what was known longest is forgotten.
      for (const atom of atomsOf(holds)) this.#factors.delete(atom);
      holds = not(when);
    }
    const atoms = atomsOf(holds);
    for (const atom of atoms) this.know(atom, { holds, atoms });
  }

  private know(atom: Atom, factor: Factor): void {
    this.#factors.set(atom, factor);
    this.#first = Math.min(this.#first, atom.id);
    this.#last = Math.max(this.#last, atom.id);
  }

  /** All that is known of the atoms that some diagrams ask. */
  about(...diagrams: readonly unknown[]): Condition {
    if (this.#none) return false;
    // In most settings nothing raises, and then nobody need look for atoms.
    if (this.#factors.size === 0) return true;
    const factors = new Set<Factor>();
    for (const diagram of diagrams) {
      // Most diagrams ask other atoms altogether.
      if (!(diagram instanceof Fork) || diagram.last < this.#first || diagram.atom.id > this.#last) continue;
      for (const atom of atomsOf(diagram)) {
        const factor = this.#factors.get(atom);
        if (factor !== undefined) factors.add(factor);
      }
    }
    let known: Condition = true;
    for (const { holds } of factors) known = and(known, holds);
    return known;
  }

  /** A condition, simplified: false if it holds in no world of the set, true if in all. */
  within(when: Condition): Condition {
    if (this.#none) return false;
    if (!(when instanceof Fork)) return when;
    let simple = this.#within.get(when);
    if (simple === undefined) {
      simple = this.simplified(when);
      this.#within.set(when, simple);
    }
    return simple;
  }

  private simplified(when: Fork<boolean>): Condition {
    const known = this.about(when);
    if (known === true) return when;
    if (and(known, when) === false) return false;
    if (and(known, not(when)) === false) return true;
    return restrict(when, known);
  }

  /** A value, simplified: what it is in the worlds of the set. */
  simplify<T>(value: Guarded<T>, same?: Same<T>): Guarded<T> {
    return value instanceof Fork ? restrict(value, this.about(value), same) : value;
  }

  /** Whether this is the same set as one of an earlier evaluation. */
  isAs(before: Worlds): boolean {
    if (this.#none !== before.#none || this.#factors.size !== before.#factors.size) return false;
    const others = before.#factors.values();
    for (const { holds } of this.#factors.values())
      if (!sameDiagram(holds, others.next().value?.holds)) return false;
    return true;
  }

  /** A condition in words; undefined if it holds in every world of the set. */
  describe(when: Condition): string | undefined {
    return describe(when, this.about(when));
  }
}
