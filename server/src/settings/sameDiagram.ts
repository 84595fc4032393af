/** Tells whether values are still what they were at the last keystroke, wherever they stand in the file by now. */
import { Fork } from "./guard";

/**
 * Whether two values or decision diagrams of two evaluations are the same but for places. Atoms are told apart by their order
 * as well: equal words do not make one condition.
 */
export function sameDiagram(a: unknown, b: unknown): boolean {
  if (!(a instanceof Fork) || !(b instanceof Fork)) return sameData(a, b);
  // Forks are shared: the same two meet again and again.
  const known = new Map<Fork<unknown>, Fork<unknown>>();
  const visit = (one: unknown, other: unknown): boolean => {
    if (!(one instanceof Fork) || !(other instanceof Fork)) return sameData(one, other);
    if (known.get(one) === other) return true;
    const { atom } = one;
    if (atom.id !== other.atom.id || atom.yes !== other.atom.yes) return false;
    if (!visit(one.yes, other.yes) || !visit(one.no, other.no)) return false;
    known.set(one, other);
    return true;
  };
  return visit(a, b);
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether plain data is the same but for its places. */
function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let n = 0; n < a.length; n++) if (!sameData(a[n], b[n])) return false;
    return true;
  }
  if (a instanceof Fork || b instanceof Fork || Array.isArray(b)) return false;
  for (const key in a) if (key !== "at" && !sameData((a as Fields)[key], (b as Fields)[key])) return false;
  for (const key in b) if (key !== "at" && !(key in a) && (b as Fields)[key] !== undefined) return false;
  return true;
}
