/** Answers that are kept as long as what they were made from. */

/** A function that computes its result once for each value. The same checklist asks for many things again and again. */
export function perValue<K extends object, T>(compute: (value: K) => T): (value: K) => T {
  const known = new WeakMap<K, { readonly result: T }>();
  return (value) => {
    let found = known.get(value);
    if (found === undefined) {
      found = { result: compute(value) };
      known.set(value, found);
    }
    return found.result;
  };
}
