/** Names and version specifiers of Python packages, as PEP 503, PEP 508 and PEP 440 define them. */

export interface Requirement {
  /** Normalised: "django-environ". */
  readonly name: string;
  readonly extras: readonly string[];
  /** ">=5.1,<6", or "" for any version. */
  readonly specifier: string;
  /** True for `name @ https://...`. */
  readonly url: boolean;
  /** `python_version > "3.9"`: what stands behind the semicolon. */
  readonly marker: string | undefined;
}

/** The normalised name of a package: lower case, runs of `-`, `_` and `.` as one `-` (PEP 503). */
export function normalisedName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** Reads `Django[argon2]>=5.1,<6; python_version > "3.9"`; undefined if the text is no requirement. */
export function parseRequirement(text: string): Requirement | undefined {
  const match = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s.exec(text);
  if (match === null) return undefined;
  const rest = match[3]!;
  const url = rest.startsWith("@");
  // A URL may hold semicolons: only one behind a space begins a marker.
  const semicolon = url ? rest.search(/\s;/) + 1 || -1 : rest.indexOf(";");
  const before = semicolon < 0 ? rest : rest.slice(0, semicolon);
  const marker = semicolon < 0 ? undefined : rest.slice(semicolon + 1).trim();
  const specifier = url ? "" : before.replace(/^\((.*)\)\s*$/s, "$1").replace(/\s+/g, "");
  if (!url && specifier !== "" && !/^(?:===?|~=|!=|[<>]=?)/.test(specifier)) return undefined;
  const extras = (match[2] ?? "").split(",").map((extra) => normalisedName(extra.trim()));
  return {
    name: normalisedName(match[1]!),
    extras: extras.filter((extra) => extra !== ""),
    specifier,
    url,
    marker,
  };
}

/** The version of `==1.2.3`; undefined for anything that allows more than one. */
export function exactVersion(specifier: string): string | undefined {
  return /^===?v?(\d[^,*]*)$/.exec(specifier)?.[1];
}

/** Bounds in whole minor versions, both inclusive; an absent bound is open. */
export interface MinorBounds {
  readonly min?: Minor;
  readonly max?: Minor;
}

/** [5, 2] is 5.2. */
export type Minor = readonly [major: number, minor: number];

export function compareMinor(a: Minor, b: Minor): number {
  return a[0] - b[0] || a[1] - b[1];
}

/**
 * Which minor versions a specifier allows: PEP 440's operators, and Poetry's `^` and `~` and bare versions.
 * `!=` is taken as no bound. Undefined if nothing is said or it is not understood.
 */
export function minorBounds(specifier: string): MinorBounds | undefined {
  let bounds: MinorBounds = {};
  for (const clause of specifier.split(",")) {
    const match = /^\s*(===|==|~=|!=|<=|>=|<|>|\^|~|=)?\s*v?(\d+)(?:\.(\d+|\*))?((?:\.(?:\d+|\*))*)/.exec(
      clause,
    );
    if (match === null) {
      if (clause.trim() === "" || clause.trim() === "*") continue;
      return undefined;
    }
    bounds = intersect(bounds, clauseBounds(match));
  }
  return bounds.min === undefined && bounds.max === undefined ? undefined : bounds;
}

function clauseBounds([, operator = "==", majorText, minorText, patch]: RegExpExecArray): MinorBounds {
  const major = Number(majorText);
  const wholeMajor = minorText === undefined || minorText === "*";
  const version: Minor = [major, wholeMajor ? 0 : Number(minorText)];
  const lastOfMajor: Minor = [major, Number.MAX_SAFE_INTEGER];
  switch (operator) {
    case "!=":
      return {};
    case ">=":
    case ">":
      return { min: operator === ">" && wholeMajor ? [major, 0] : version };
    case "<=":
      return { max: version };
    case "<": {
      // `<5.2` allows no 5.2, `<5.2.3` does.
      if (patch !== undefined && /[1-9]/.test(patch)) return { max: version };
      return { max: version[1] > 0 ? [major, version[1] - 1] : [major - 1, Number.MAX_SAFE_INTEGER] };
    }
    case "^":
      return { min: version, max: major === 0 ? version : lastOfMajor };
    case "~=":
      // `~=5.1` allows 5.2, `~=5.1.3` does not.
      return { min: version, max: patch === "" || patch === undefined ? lastOfMajor : version };
    case "~":
      return { min: version, max: wholeMajor ? lastOfMajor : version };
    default:
      return minorText === "*" ? { min: [major, 0], max: lastOfMajor } : { min: version, max: version };
  }
}

function intersect(a: MinorBounds, b: MinorBounds): MinorBounds {
  const min = a.min === undefined || (b.min !== undefined && compareMinor(b.min, a.min) > 0) ? b.min : a.min;
  const max = a.max === undefined || (b.max !== undefined && compareMinor(b.max, a.max) < 0) ? b.max : a.max;
  return { min, max };
}

/** True if the name of a group or extra says that production installs it, other than those for development. */
export function isForProduction(group: string): boolean {
  return /^(?:prod|production|deploy|deployment|heroku|live|server)$/i.test(group);
}
