/** PEP 508's environment markers, `; sys_platform == "win32"`: whether production, a Linux with CPython, installs a package. */
import type { Tri } from "../settings/plain";

/** What production is; nobody asks for the kernel or the machine. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  os_name: "posix",
  sys_platform: "linux",
  platform_system: "Linux",
  platform_python_implementation: "CPython",
  implementation_name: "cpython",
};

const TOKEN =
  /\s*(?:(\(|\)|===|==|!=|~=|<=|>=|<|>|not\s+in\b|in\b|and\b|or\b)|([A-Za-z_.]+)|("[^"]*"|'[^']*'))/y;

interface Operand {
  readonly text: string;
  /** False for the name of a variable. */
  readonly literal: boolean;
}

/**
 * Whether a marker holds; undefined where that depends on what is not known, or where it is not understood.
 * @param python the minor version that production runs, "3.12", if that is known.
 */
export function markerHolds(marker: string, python?: string): Tri {
  const tokens = tokensOf(marker);
  if (tokens === undefined) return undefined;
  let next = 0;
  const take = (...kinds: string[]): boolean => {
    const token = tokens[next];
    if (typeof token !== "string" || !kinds.includes(token)) return false;
    next++;
    return true;
  };

  // Parentheses are counted by recursion: markers are short, and deep ones are not understood.
  const either = (depth: number): Tri => {
    let holds = both(depth);
    while (take("or")) holds = or(holds, both(depth));
    return holds;
  };
  const both = (depth: number): Tri => {
    let holds = one(depth);
    while (take("and")) holds = and(holds, one(depth));
    return holds;
  };
  const one = (depth: number): Tri => {
    if (depth < 20 && take("(")) {
      const holds = either(depth + 1);
      if (!take(")")) next = Number.NaN;
      return holds;
    }
    const [left, operator, right] = tokens.slice(next, next + 3);
    next += 3;
    if (typeof left !== "object" || typeof operator !== "string" || typeof right !== "object") {
      next = Number.NaN;
      return undefined;
    }
    return compare(left, operator, right, python);
  };
  const holds = either(0);
  return next === tokens.length ? holds : undefined;
}

function tokensOf(marker: string): (string | Operand)[] | undefined {
  const tokens: (string | Operand)[] = [];
  const text = marker.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, operator, name, literal] = match;
    if (operator !== undefined) tokens.push(operator.replace(/\s+/, " "));
    else if (name !== undefined) tokens.push({ text: name.replace(".", "_"), literal: false });
    else tokens.push({ text: literal!.slice(1, -1), literal: true });
  }
  return tokens;
}

function or(a: Tri, b: Tri): Tri {
  return a === true || b === true ? true : a === false && b === false ? false : undefined;
}

function and(a: Tri, b: Tri): Tri {
  return a === false || b === false ? false : a === true && b === true ? true : undefined;
}

const MIRRORED: Readonly<Record<string, string>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

function compare(left: Operand, operator: string, right: Operand, python: string | undefined): Tri {
  if (left.literal === right.literal) return undefined;
  if (left.literal) {
    const mirrored = /in$|~=/.test(operator) ? undefined : (MIRRORED[operator] ?? operator);
    return mirrored === undefined ? undefined : compare(right, mirrored, left, python);
  }
  if (left.text === "python_version") return compareVersion(python, operator, right.text);
  if (!Object.hasOwn(ENVIRONMENT, left.text)) return undefined;
  const value = ENVIRONMENT[left.text]!;
  switch (operator) {
    case "==":
      return value === right.text;
    case "!=":
      return value !== right.text;
    case "in":
      return right.text.includes(value);
    case "not in":
      return !right.text.includes(value);
    default:
      return undefined;
  }
}

/** Two numbers against two numbers; `3.10.1` and `3.*` are left open. */
function compareVersion(python: string | undefined, operator: string, text: string): Tri {
  const given = /^(\d+)\.(\d+)$/.exec(python ?? "");
  const limit = /^(\d+)\.(\d+)(?:\.0)*$/.exec(text);
  if (given === null || limit === null) return undefined;
  const order = Number(given[1]) - Number(limit[1]) || Number(given[2]) - Number(limit[2]);
  switch (operator) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return undefined;
  }
}
