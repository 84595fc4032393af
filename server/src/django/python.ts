/**
 * Python as Django's own code runs on settings: the operations of its checks and of its start-up on plain values, with the
 * exceptions that they raise.
 *
 * Where a value does not say which way the code goes, every way is gone, and what all ways have in common is known. A value
 * nobody knows is taken to be of a type that the code can handle.
 */
import { isTrue, type Plain, type Tri, truthy } from "../settings/plain";

/** An exception of Django's code, with its class and message: `TypeError: 'int' object is not iterable`. */
export class Raised {
  constructor(readonly exception: string) {}
}

/** Raises a Python exception. */
export function raise(type: string, message: string): never {
  throw new Raised(message === "" ? type : `${type}: ${message}`);
}

/** What all ways through some code come to. */
export interface Ways<T> {
  /** What it returned, one for each way that did not raise. */
  readonly results: readonly T[];
  /** The exceptions of the other ways. */
  readonly raised: readonly string[];
  /** Why there is more than one way, where the code itself knows. */
  readonly reason: string | undefined;
  /** True if there are more ways than were gone. */
  readonly exceeded: boolean;
}

/** More ways than this are not gone. */
const MAX_WAYS = 64;

/** Runs some code on every way through it. */
export function everyWay<T>(run: (python: Python) => T): Ways<T> {
  const results: T[] = [];
  const raised: string[] = [];
  let reason: string | undefined;
  let answers: readonly boolean[] | undefined = [];
  for (let n = 0; answers !== undefined; n++) {
    if (n === MAX_WAYS) return { results, raised, reason, exceeded: true };
    const python: Python = new Python(answers);
    try {
      results.push(run(python));
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      raised.push(error.exception);
    }
    reason ??= python.reason;
    answers = nextWay(python.given);
  }
  return { results, raised, reason, exceeded: false };
}

/** The answers that lead to the next way; undefined after the last. */
function nextWay(given: readonly boolean[]): readonly boolean[] | undefined {
  const last = given.lastIndexOf(true);
  return last < 0 ? undefined : [...given.slice(0, last), false];
}

/** One way through some code. */
export class Python {
  /** The answers that were given on this way, where a value did not say. */
  readonly given: boolean[] = [];
  reason: string | undefined;
  readonly #known = new Map<unknown, Map<string, boolean>>();

  constructor(private readonly answers: readonly boolean[]) {}

  /**
   * A fact, or where nobody knows it the answer of this way. Asked of the same `subject` again, the answer is the same.
   * @param reason what to tell the user where it matters
   */
  decide(fact: Tri, subject: unknown, question: string, reason?: string): boolean {
    if (fact !== undefined) return fact;
    const questions = this.#known.get(subject) ?? new Map<string, boolean>();
    this.#known.set(subject, questions);
    const before = questions.get(question);
    if (before !== undefined) return before;
    const answer = this.answers[this.given.length] ?? true;
    this.given.push(answer);
    this.reason ??= reason;
    questions.set(question, answer);
    return answer;
  }

  /** `bool(value)` */
  truthy(value: Plain): boolean {
    return this.decide(truthy(value), value, "bool");
  }

  /** `value is True` */
  isTrue(value: Plain): boolean {
    return this.decide(isTrue(value), value, "is True");
  }

  /** `value is None` */
  isNone(value: Plain): boolean {
    return this.isInstance(value, "NoneType");
  }

  /** `isinstance(value, types)`; a bool is an int. */
  isInstance(value: Plain, ...types: readonly string[]): boolean {
    const type = typeName(value);
    const is =
      type === undefined ? undefined : types.includes(type) || (type === "bool" && types.includes("int"));
    return this.decide(is, value, `isinstance ${types}`);
  }

  /** `value == text` */
  equals(value: Plain, text: string): boolean {
    return this.decide(equalsText(value, text), value, `== ${text}`);
  }

  /** `text in container` */
  contains(container: Plain, text: string): boolean {
    switch (container.kind) {
      case "str":
        return container.value.includes(text);
      case "list":
      case "tuple":
      case "set":
        return this.decide(anyOf(container.items, text, container.open), container, `in ${text}`);
      case "dict": {
        const keys = container.entries.map(([key]) => key);
        return this.decide(anyOf(keys, text, container.open), container, `in ${text}`);
      }
      case "bytes":
        return raise("TypeError", "a bytes-like object is required, not 'str'");
      case "unknown":
        return this.decide(undefined, container, `in ${text}`);
      case "env":
        if (container.type !== "int" && container.type !== "float" && container.type !== "bool")
          return this.decide(undefined, container, `in ${text}`);
    }
    return raise("TypeError", `argument of type '${typeName(container)}' is not iterable`);
  }

  /** The items of `for item in value`. One unknown item stands for all that there may be besides. */
  iterate(value: Plain): readonly Plain[] {
    const rest = (reason: string): readonly Plain[] =>
      this.decide(undefined, value, "more items") ? [{ kind: "unknown", reason }] : [];
    switch (value.kind) {
      case "list":
      case "tuple":
      case "set":
        return value.open === undefined ? value.items : [...value.items, ...rest(value.open)];
      case "dict": {
        const keys = value.entries.map(([key]) => key);
        return value.open === undefined ? keys : [...keys, ...rest(value.open)];
      }
      case "str":
        return [...value.value].map((character): Plain => ({ kind: "str", value: character }));
      case "bytes":
        return [...value.value].map((byte): Plain => ({ kind: "int", value: BigInt(byte.charCodeAt(0)) }));
      case "unknown":
        return rest(value.reason);
      case "env":
        if (value.type !== "int" && value.type !== "float" && value.type !== "bool")
          return rest(`it comes from the environment variable ${value.name}`);
    }
    return raise("TypeError", `'${typeName(value)}' object is not iterable`);
  }

  /** `a, b = value` */
  unpack(value: Plain, count: number): readonly Plain[] {
    if (value.kind === "unknown" || value.kind === "env") {
      return Array.from({ length: count }, (): Plain => ({ kind: "unknown", reason: unknownReason(value)! }));
    }
    const known = "open" in value && value.open !== undefined ? { ...value, open: undefined } : value;
    if (known.kind === "none" || known.kind === "int" || known.kind === "float" || known.kind === "bool")
      return raise("TypeError", `cannot unpack non-iterable ${typeName(known)} object`);
    const items = this.iterate(known);
    if (items.length < count && known === value)
      return raise("ValueError", `not enough values to unpack (expected ${count}, got ${items.length})`);
    if (items.length > count) return raise("ValueError", `too many values to unpack (expected ${count})`);
    return Array.from(
      { length: count },
      (_, n): Plain => items[n] ?? { kind: "unknown", reason: unknownReason(value) ?? "" },
    );
  }

  /** `value.attribute` of a string: its text, or undefined where nobody knows it. */
  string(value: Plain, attribute: string): string | undefined {
    if (value.kind === "str") return value.value;
    if (value.kind === "unknown") return undefined;
    if (value.kind === "env" && (value.type === "str" || value.type === "object")) return undefined;
    return missing(value, attribute);
  }

  /** `value.attribute` of a dict: what must be one. An unknown value is an open dict. */
  dict(value: Plain, attribute: string): Plain & { readonly kind: "dict" } {
    if (value.kind === "dict") return value;
    const reason = unknownReason(value);
    if (reason === undefined || (value.kind === "env" && value.type !== "dict" && value.type !== "object"))
      return missing(value, attribute);
    return { kind: "dict", entries: [], open: reason };
  }

  /** `dict.get(key)`; undefined if it has no such key. */
  get(dict: Plain & { readonly kind: "dict" }, key: string): Plain | undefined {
    for (let i = dict.entries.length - 1; i >= 0; i--) {
      const [name, value] = dict.entries[i]!;
      if (this.equals(name, key)) return value;
    }
    if (dict.open === undefined) return undefined;
    return this.decide(undefined, dict, `has ${key}`) ? this.unknownItem(dict, key, dict.open) : undefined;
  }

  readonly #items = new Map<Plain, Map<string, Plain>>();

  /** The same unknown each time the same item is read. */
  private unknownItem(dict: Plain, key: string, reason: string): Plain {
    const items = this.#items.get(dict) ?? new Map<string, Plain>();
    this.#items.set(dict, items);
    const item = items.get(key) ?? { kind: "unknown", reason };
    items.set(key, item);
    return item;
  }
}

function missing(value: Plain, attribute: string): never {
  return raise("AttributeError", `'${typeName(value)}' object has no attribute '${attribute}'`);
}

/** Python's name of a value's type; undefined if nobody knows it. */
export function typeName(value: Plain): string | undefined {
  switch (value.kind) {
    case "none":
      return "NoneType";
    case "path":
      return "PosixPath";
    case "unknown":
      return undefined;
    case "env":
      return value.type === "object" ? undefined : value.type;
    default:
      return value.kind;
  }
}

/** Why a value is not known; undefined if it is. */
export function unknownReason(value: Plain): string | undefined {
  switch (value.kind) {
    case "unknown":
      return value.reason;
    case "env":
      return `it comes from the environment variable ${value.name}`;
    case "list":
    case "tuple":
    case "set":
      return value.open ?? value.items.map(unknownReason).find((why) => why !== undefined);
    case "dict":
      return (
        value.open ?? value.entries.map(([, item]) => unknownReason(item)).find((why) => why !== undefined)
      );
    default:
      return undefined;
  }
}

function equalsText(value: Plain, text: string): Tri {
  if (value.kind === "str") return value.value === text;
  if (value.kind === "unknown") return undefined;
  if (value.kind !== "env") return false;
  if (value.type === "str" && value.text === value.name && text === "") return false;
  return value.type === "str" || value.type === "object" ? undefined : false;
}

function anyOf(items: readonly Plain[], text: string, open: string | undefined): Tri {
  let sure = open === undefined;
  for (const item of items) {
    const equal = equalsText(item, text);
    if (equal) return true;
    if (equal === undefined) sure = false;
  }
  return sure ? false : undefined;
}

/** Why some code on these settings does not come to one result: the first value that does not say. */
export function undecidedReason(names: readonly string[], values: readonly Plain[]): string {
  for (const [n, value] of values.entries()) {
    const why = unknownReason(value);
    if (why !== undefined) return `${names[n]}: ${why}`;
  }
  return `${names.join(", ")}: a value of an unusual type`;
}
