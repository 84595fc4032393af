/** What one of Django's own system checks looks at and when it reports. */
import type { DjangoVersion } from "../../project/project";
import type { Plain, Tri } from "../../settings/plain";

export interface DjangoCheck {
  /** "security.W004" */
  readonly id: string;
  /** First version that has the check. */
  readonly since?: DjangoVersion;
  /** First version without it. */
  readonly until?: DjangoVersion;
  /** The settings it reads, in the order of the arguments of `reports`. */
  readonly settings: readonly string[];
  /** Whether Django of that version reports it for these values; undefined where a value does not say. */
  reports(values: readonly Plain[], version: DjangoVersion): Tri;
}

/** Three-valued logic: undefined is "nobody knows". */
export function all(...terms: Tri[]): Tri {
  if (terms.includes(false)) return false;
  return terms.includes(undefined) ? undefined : true;
}

export function any(...terms: Tri[]): Tri {
  if (terms.includes(true)) return true;
  return terms.includes(undefined) ? undefined : false;
}

export function no(term: Tri): Tri {
  return term === undefined ? undefined : !term;
}
