import type { ModuleRef } from "../project/project";
import type { Snapshot } from "../snapshot";
import type * as ast from "../syntax/python/ast";
import type { Location, Range } from "../syntax/text";
import { assignedNames, changedContainers, mentionedNames } from "./assigned";
import { builtin } from "./builtins";
import { Variables } from "./environment";
import { truth } from "./equality";
import { Expressions } from "./expressions";
import {
  type Atom,
  and,
  BoundsExceeded,
  branch,
  type Condition,
  choose,
  cofactor,
  condition,
  dependence,
  Fork,
  ForkCounter,
  type Guarded,
  hasMoreLeaves,
  leaves,
  map,
  not,
  or,
  restrict,
  type Subject,
  topAtom,
  without,
} from "./guard";
import { joinValues } from "./join";
import { Modules } from "./modules";
import type { Plain } from "./plain";
import type { Environment } from "./settings";
import { Statements } from "./statements";
import {
  type Annotation,
  bool,
  ClassValue,
  DEAD,
  type DictState,
  DictValue,
  type EnvValue,
  type ErrorValue,
  error,
  type HistoryStep,
  InstanceValue,
  type ItemsState,
  type IteratorState,
  IteratorValue,
  ListValue,
  Namespace,
  NONE,
  SetValue,
  sameValue,
  str,
  typeName,
  UNBOUND,
  type Unbound,
  type UnknownValue,
  unknown,
  type Value,
} from "./values";
import { Worlds } from "./worlds";

const MAX_STEPS = 300_000;
const MAX_CALL_DEPTH = 40;
const MAX_ATOMS = 1_500;
/** The alternatives of a value that has more are joined. */
const MAX_LEAVES = 48;
/** What one question about the settings may cost. */
const MAX_QUESTION_FORKS = 20_000;
/** Lines that had a part in a value: loops may change it thousands of times. */
const MAX_HISTORY = 60;

function hasFork(values: readonly unknown[]): boolean {
  for (const value of values) if (value instanceof Fork) return true;
  return false;
}

/** Where an expression stands, in the texts of values that it makes: it tells them apart, and says nothing to a reader. */
const PLACE = /@\d+/g;

/** A module of the project. */
export interface ModuleInfo {
  readonly name: string;
  readonly path: string;
  /** The name that relative imports start from. */
  readonly package: string;
  readonly namespace: Namespace;
  /** The worlds in which its code has run. */
  executed: Condition;
}

/** One activation of a module, class body or function. */
export interface Frame {
  readonly kind: "module" | "class" | "function";
  readonly module: ModuleInfo;
  /** Where names are bound. */
  readonly locals: Namespace;
  /** The frames whose names a function sees, innermost first. */
  readonly enclosing?: Frame;
  /** Names declared `global`. */
  readonly globals: Set<string>;
  /** Of a function: the names that it binds, which mean nothing else inside of it. */
  readonly localNames?: ReadonlySet<string>;
  /** Names declared `nonlocal`. */
  readonly nonlocals?: ReadonlySet<string>;
  /** Of a generator: what it has given so far. */
  yielded?: Guarded<ItemsState>;
  /** Offset in the file of the top-level statement that nodes are relative to, and its end. */
  base: number;
  limit: number;
  result: Guarded<Value | Unbound>;
  loop?: { broke: Condition; continued: Condition };
  /** True for the scope of a comprehension. */
  readonly comprehension?: boolean;
  /** Of a class body: the class that is made of it, which `super()` means; several where bases depend on conditions. */
  readonly cell?: { readonly name: string; readonly classes: ClassValue[] };
  /** Of a class body: the names that it annotates. */
  readonly annotations?: Annotation[];
  /** Of a function: its first parameter, which `super()` means. */
  readonly first?: string;
}

export interface Raised {
  /** Class name; undefined if nobody knows which. */
  readonly exception: string | undefined;
  /** For users to read; without values. */
  readonly message: string;
  readonly when: Condition;
  readonly at: Location;
  /** The exception itself, as the settings see it. */
  readonly value?: InstanceValue | ErrorValue;
}

/** What has been raised since the innermost `try` began. */
interface TryScope {
  readonly raised: Raised[];
  total: Condition;
  readonly internal: boolean;
}

export interface InterpreterOptions {
  readonly snapshot: Snapshot;
  /** The directory that absolute imports start from (where manage.py is). */
  readonly importRoot: string;
  /** A module that is run from its file, where importing its name would not find that. */
  readonly script?: ModuleRef;
  readonly environment: Environment;
  /** Whether a package is installed, by its import name; undefined if nobody knows. */
  readonly installed?: (module: string) => boolean | undefined;
  /** Files that production does not have, though the folder does. */
  readonly absent?: (path: string) => boolean;
  /** Django's own value of a setting, where it is known. */
  readonly defaultOf?: (name: string) => Plain | undefined;
  /**
   * Go on after an exception that nothing catches, with an unknown value in its place. For settings that never load: what
   * they would be without that exception is still worth knowing.
   */
  readonly lenient?: boolean;
  /** Whatever the settings assign to DEBUG, it is off. */
  readonly withoutDebug?: boolean;
}

export class Interpreter {
  readonly snapshot: Snapshot;
  readonly importRoot: string;
  readonly script: ModuleRef | undefined;
  readonly variables: Variables;
  readonly expressions: Expressions;
  readonly statements: Statements;
  readonly modules: Modules;
  /** Those in which nothing has been raised up to the top. */
  worlds = new Worlds();
  /** What was raised up to the top. */
  readonly uncaught: Raised[] = [];
  /** Variables that were compared with a name of the production environment. */
  readonly productionNames = new Map<string, string>();
  /** Calls that rules ask for, by the function's name: a dict of the last one's keyword arguments. */
  readonly calls = new Namespace();
  /** True if a module defines classes of django-configurations: the settings come from one of them. */
  usesConfigurations = false;
  /** A call that may have put names into a module without being given its namespace; undefined if there was none. */
  #injection: string | undefined;
  readonly lenient: boolean;
  readonly #withoutDebug: boolean;
  readonly absent: (path: string) => boolean;
  readonly installed: (module: string) => boolean | undefined;
  readonly defaultOf: (name: string) => Plain | undefined;
  readonly #atoms = new Map<string, Atom>();
  #atomCount = 0;
  #atomLimit = MAX_ATOMS;
  readonly #opaque = new WeakMap<object, Condition>();
  readonly #objectIds = new WeakMap<object, number>();
  /** Comparisons of one text with constants; `none`: the worlds in which it equals none of them. */
  readonly #exclusive = new Map<string, { readonly holds: Map<string, Condition>; none: Condition }>();
  readonly #forks = new ForkCounter();
  readonly #scopes: TryScope[] = [];
  #steps = 0;
  #depth = 0;
  /** Tells the calls of a function apart. */
  #activation = 0;
  #activations = 0;
  #order = 0;

  constructor(options: InterpreterOptions) {
    this.snapshot = options.snapshot;
    this.importRoot = options.importRoot;
    this.script = options.script;
    this.variables = new Variables(options.environment, this);
    this.lenient = options.lenient ?? false;
    this.#withoutDebug = options.withoutDebug ?? false;
    this.absent = options.absent ?? (() => false);
    this.installed = options.installed ?? (() => undefined);
    this.defaultOf = options.defaultOf ?? (() => undefined);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this);
    this.modules = new Modules(this);
  }

  // ---------------------------------------------------------------- conditions

  step(): void {
    if (++this.#steps > MAX_STEPS) throw new BoundsExceeded("the settings take too many steps to follow");
  }

  atom(key: string, subject: Subject, yes: string, no: string): Atom {
    let atom = this.#atoms.get(key);
    if (atom === undefined) {
      atom = this.newAtom(subject, yes, no);
      this.#atoms.set(key, atom);
    }
    return atom;
  }

  private newAtom(subject: Subject, yes: string, no: string): Atom {
    if (this.#atomCount >= this.#atomLimit)
      throw new BoundsExceeded("the settings depend on too many conditions");
    return { id: this.#atomCount++, subject, yes, no, counter: this.#forks };
  }

  /** A test of a variable's value. */
  test(env: EnvValue, key: string, yes: string, no: string): Condition {
    return condition(this.atom(`test ${key}`, { kind: "test", variable: env.name }, yes, no));
  }

  /** `text == constant`, where at most one constant can hold. */
  exclusive(text: string, constant: string, variable: string): Condition {
    const known = this.#exclusive.get(text) ?? { holds: new Map<string, Condition>(), none: true };
    this.#exclusive.set(text, known);
    const before = known.holds.get(constant);
    if (before !== undefined) return before;
    const atom = this.newAtom(
      { kind: "test", variable, compared: text },
      `${text} is ${constant}`,
      `${text} is not ${constant}`,
    );
    const holds = and(known.none, condition(atom));
    known.holds.set(constant, holds);
    known.none = without(known.none, condition(atom));
    return holds;
  }

  /** A condition nobody can know, the same one whenever it is asked of the same object. */
  opaqueFor(object: object, reason: string): Condition {
    let holds = this.#opaque.get(object);
    if (holds === undefined) {
      holds = condition(
        this.atom(
          `opaque ${this.#idOf(object)}`,
          { kind: "opaque" },
          `${reason} is true`,
          `${reason} is false`,
        ),
      );
      this.#opaque.set(object, holds);
    }
    return holds;
  }

  /** A relation between two values that nobody can know. */
  opaquePair(a: Value, b: Value, relation = "matches"): Condition {
    const words = (value: Value) =>
      value.kind === "unknown"
        ? value.reason
        : value.kind === "env"
          ? value.text.replace(PLACE, "")
          : "name" in value
            ? value.name
            : typeName(value);
    const key = (value: Value) =>
      "value" in value
        ? `${value.kind}:${value.value}`
        : value.kind === "env"
          ? value.text
          : String(this.#idOf(value));
    const text = `${words(a)} ${relation} ${words(b)}`;
    const env = a.kind === "env" ? a : b.kind === "env" ? b : undefined;
    const subject: Subject = env === undefined ? { kind: "opaque" } : { kind: "test", variable: env.name };
    return condition(this.atom(`pair ${key(a)} ${relation} ${key(b)}`, subject, text, `not: ${text}`));
  }

  #idOf(object: object): number {
    let id = this.#objectIds.get(object);
    if (id === undefined) {
      id = ++this.#order;
      this.#objectIds.set(object, id);
    }
    return id;
  }

  /** Remembers that a variable is compared with a name of the production environment. */
  noteProductionName(variable: string, value: string): void {
    if (!this.productionNames.has(variable)) this.productionNames.set(variable, value);
  }

  truth(value: Guarded<Value>): Condition {
    return map(value, (leaf) => truth(this, leaf));
  }

  /** Calls `f` for every combination of leaves that occurs in `pc`, and puts the results together. */
  lift<T>(
    values: readonly Guarded<T>[],
    pc: Condition,
    f: (leaves: T[], pc: Condition) => Guarded<Value>,
  ): Guarded<Value> {
    if (pc === false) return DEAD;
    // Most values have no alternatives; what has closures is apart, or each call would cost an allocation.
    return hasFork(values) ? this.liftForks(values, pc, f) : this.bounded(f(values as T[], pc));
  }

  private liftForks<T>(
    values: readonly Guarded<T>[],
    pc: Condition,
    f: (leaves: T[], pc: Condition) => Guarded<Value>,
  ): Guarded<Value> {
    if (values.length === 1) return this.bounded(this.liftFork(restrict(values[0]!, pc), pc, f));
    const restricted = values.map((value) => restrict(value, pc));
    const visit = (current: readonly Guarded<T>[], when: Condition): Guarded<Value> => {
      if (when === false) return DEAD;
      const atom = topAtom(current);
      if (atom === undefined) return f(current as T[], when);
      this.step();
      return branch(
        atom,
        visit(
          current.map((value) => cofactor(value, atom, true)),
          and(when, condition(atom)),
        ),
        visit(
          current.map((value) => cofactor(value, atom, false)),
          and(when, not(condition(atom))),
        ),
        sameValue,
      );
    };
    return this.bounded(visit(restricted, pc));
  }

  /** The same for one value. */
  private liftFork<T>(
    value: Guarded<T>,
    when: Condition,
    f: (leaves: T[], pc: Condition) => Guarded<Value>,
  ): Guarded<Value> {
    if (when === false) return DEAD;
    if (!(value instanceof Fork)) return f([value], when);
    const { atom, yes, no } = value;
    this.step();
    return branch(
      atom,
      this.liftFork(yes, and(when, condition(atom)), f),
      this.liftFork(no, and(when, not(condition(atom))), f),
      sameValue,
    );
  }

  /** Like `lift`, for something that is done in each world rather than computed. */
  each<T>(value: Guarded<T>, pc: Condition, f: (leaf: T, pc: Condition) => void): void {
    for (const { leaf, when } of leaves(restrict(value, pc), pc)) f(leaf, when);
  }

  /** Joins the alternatives of a value that has too many. */
  bounded(value: Guarded<Value>): Guarded<Value> {
    return hasMoreLeaves(value, MAX_LEAVES) ? joinValues(this, value) : value;
  }

  /** The same for a name, which may have no value in some worlds: then nothing is sure. */
  private joined(value: Guarded<Value | Unbound>): Value {
    const bound = leaves(value).every(({ leaf }) => leaf.kind !== "unbound");
    return bound ? joinValues(this, value as Guarded<Value>) : unknown(dependence(value));
  }

  /** Gives up a string that has grown too long. */
  sized(value: Value): Value {
    return (value.kind === "str" || value.kind === "bytes") && value.value.length > 1_000_000
      ? unknown("a very long string", value.at)
      : value;
  }

  /** Makes room for one more question about the settings, once they are evaluated. */
  allowQuestion(): void {
    this.#atomLimit += MAX_ATOMS;
    this.#forks.allow(MAX_QUESTION_FORKS);
  }

  // ---------------------------------------------------------------- raising

  /** True if an exception raised here may be caught. */
  get catching(): boolean {
    return this.#scopes.some((scope) => !scope.internal);
  }

  /**
   * Runs `f` and collects what it raises, instead of letting it through. `internal`: a library looks at it, not the settings,
   * and what may fail for all we know counts only where the settings would see it.
   */
  collect<T>(f: () => T, internal = false): { readonly value: T; readonly raised: readonly Raised[] } {
    const scope: TryScope = { raised: [], total: false, internal };
    this.#scopes.push(scope);
    try {
      return { value: f(), raised: scope.raised };
    } finally {
      this.#scopes.pop();
    }
  }

  /**
   * An exception in the worlds of `pc`.
   * @param exception the name of its class; undefined if nobody knows
   * @param message what users read: no values
   * @param value the exception as settings that catch it see it: itself, or its arguments
   */
  raise(
    exception: string | undefined,
    message: string,
    pc: Condition,
    at: Location,
    value?: InstanceValue | ErrorValue | readonly Guarded<Value>[],
  ): Value {
    const scope = this.#scopes[this.#scopes.length - 1];
    if (scope === undefined && this.lenient)
      return unknown(`an expression that raises ${exception ?? "an exception"}`, at);
    const when = scope === undefined ? this.worlds.within(pc) : without(pc, scope.total);
    if (when !== false) {
      const raised: Raised = { exception, message, when, at, value: raisedValue(exception, value, at) };
      if (scope === undefined) {
        this.uncaught.push(raised);
        this.worlds.remove(when);
      } else {
        scope.raised.push(raised);
        scope.total = or(scope.total, when);
      }
    }
    return DEAD;
  }

  /** An exception of Python's own, whose text is exactly `message`. */
  fail(exception: string, message: string, pc: Condition, at: Location): Value {
    return this.raise(exception, message, pc, at, [str(message)]);
  }

  /** Raises once more what was collected. */
  raiseAgain(errors: readonly Raised[], pc: Condition = true): void {
    for (const { exception, value, message, when, at } of errors)
      this.raise(exception, message, and(pc, when), at, value);
  }

  /** Something that may raise, for all we know, where that would be caught. It may in one call of a function and not in another. */
  mayRaise(what: string, pc: Condition, at: Location, exception?: string): void {
    if (!this.catching) return;
    const fails = condition(
      this.atom(
        `raises ${at.file}:${at.start}:${this.#activation}:${what}`,
        { kind: "opaque" },
        `${what} fails`,
        `${what} works`,
      ),
    );
    this.raise(exception, what, and(pc, fails), at);
  }

  /** The worlds of `pc` in which nothing was raised since. */
  surviving(pc: Condition): Condition {
    const scope = this.#scopes[this.#scopes.length - 1];
    return this.worlds.within(scope === undefined ? pc : without(pc, scope.total));
  }

  // ---------------------------------------------------------------- names

  locate(node: Range, frame: Frame): Location {
    return {
      file: frame.module.path,
      start: Math.min(frame.base + node.start, frame.limit),
      end: Math.min(frame.base + node.end, frame.limit),
    };
  }

  historyStep(kind: HistoryStep["kind"], location: Location, value: Location, when: Condition): HistoryStep {
    return { order: ++this.#order, kind, location, value, when: this.worlds.within(when) };
  }

  bind(
    namespace: Namespace,
    name: string,
    value: Guarded<Value | Unbound>,
    pc: Condition,
    steps: readonly HistoryStep[],
  ): void {
    const old = namespace.bindings.get(name);
    const when = this.worlds.within(pc);
    const everywhere = when === true;
    const given = this.#withoutDebug && name === "DEBUG" ? bool(false) : value;
    const written = this.lenient
      ? map<Value | Unbound, Value | Unbound>(given, (leaf) =>
          leaf.kind === "dead" ? unknown("an expression that raises") : leaf,
        )
      : given;
    let next = this.worlds.simplify(
      choose<Value | Unbound>(when, written, old?.value ?? UNBOUND, sameValue),
      sameValue,
    );
    if (hasMoreLeaves(next, MAX_LEAVES)) next = this.joined(next);
    namespace.bindings.set(name, {
      value: next,
      history: everywhere ? steps.slice(0, MAX_HISTORY) : recorded(old?.history ?? [], steps),
    });
  }

  /** Where a frame binds a name: its own scope, or the module's for names declared global. */
  scopeFor(name: string, frame: Frame): Namespace {
    if (frame.globals.has(name)) return frame.module.namespace;
    if (frame.nonlocals?.has(name)) {
      for (let scope = frame.enclosing; scope !== undefined; scope = scope.enclosing) {
        if (scope.localNames?.has(name) || (scope.kind === "function" && scope.locals.bindings.has(name)))
          return scope.locals;
      }
    }
    return frame.locals;
  }

  lookup(written: string, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    const name = mangled(written, frame);
    // Most names are the frame's own, with one value; what has closures is apart, or each of them would cost an allocation.
    const own = frame.globals.has(name) ? undefined : frame.locals.bindings.get(name)?.value;
    if (own !== undefined && !(own instanceof Fork) && own.kind !== "unbound") return own;
    return this.lookupInScopes(name, frame, pc, at);
  }

  private lookupInScopes(name: string, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
    let value: Guarded<Value | Unbound> = UNBOUND;
    const take = (namespace: Namespace) => {
      const found = namespace.bindings.get(name)?.value ?? UNBOUND;
      const here: Guarded<Value | Unbound> =
        namespace.open === undefined
          ? found
          : map<Value | Unbound, Value | Unbound>(found, (leaf) =>
              leaf.kind === "unbound" ? this.unknownName(name, namespace) : leaf,
            );
      value = map<Value | Unbound, Value | Unbound>(value, (leaf) => (leaf.kind === "unbound" ? here : leaf));
    };
    let owner: Frame | undefined;
    if (!frame.globals.has(name)) {
      for (let scope: Frame | undefined = frame; scope !== undefined; scope = scope.enclosing) {
        if (scope === frame || scope.kind !== "class") take(scope.locals);
        if (scope.localNames?.has(name)) {
          owner = scope;
          break;
        }
      }
    }
    if (owner === undefined && (frame.kind !== "module" || frame.globals.has(name)))
      take(frame.module.namespace);
    const fallback = owner === undefined ? builtin(name) : undefined;
    return map<Value | Unbound, Value>(restrict(value, pc, sameValue), (leaf) => {
      if (leaf.kind !== "unbound") return leaf;
      if (fallback !== undefined) return fallback;
      if (owner !== undefined) {
        const without = map<Value | Unbound, boolean>(value, (l) => l.kind === "unbound");
        // A variable of a function around this one is a plain NameError.
        return this.raise(
          owner === frame || frame.comprehension ? "UnboundLocalError" : "NameError",
          `variable '${name}' has no value here`,
          and(pc, without),
          at,
        );
      }
      if (this.#injection !== undefined) {
        // Somebody defined this name, so that call did, and who knows what else.
        this.openNamespace(frame.module.namespace, `${this.#injection} may set any name`, pc);
        return this.unknownName(name, frame.module.namespace);
      }
      const unbound = map<Value | Unbound, boolean>(value, (l) => l.kind === "unbound");
      return this.fail("NameError", `name '${name}' is not defined`, and(pc, unbound), at);
    });
  }

  /** Remembers a call that may have put names into a module behind our back. */
  noteInjection(what: string): void {
    this.#injection ??= what;
  }

  readonly #unknownNames = new WeakMap<Namespace, Map<string, UnknownValue>>();

  /** The same unknown each time the same name is read. */
  unknownName(name: string, namespace: Namespace): UnknownValue {
    let names = this.#unknownNames.get(namespace);
    if (names === undefined) {
      names = new Map();
      this.#unknownNames.set(namespace, names);
    }
    let value = names.get(name);
    if (value === undefined) {
      value = unknown(namespace.open!);
      names.set(name, value);
    }
    return value;
  }

  // ---------------------------------------------------------------- unknown effects

  /** Code that is not understood may have bound any name of a namespace. */
  openNamespace(namespace: Namespace, reason: string, pc: Condition): void {
    namespace.open ??= reason;
    for (const [name, binding] of namespace.bindings) {
      if (/^__\w+__$/.test(name)) continue;
      binding.value = choose<Value | Unbound>(pc, unknown(reason), binding.value, sameValue);
    }
  }

  /** Code that is not understood may have changed an object that it was given. */
  exposeObject(value: Guarded<Value>, reason: string, pc: Condition, seen: Set<object> = new Set()): void {
    this.each(value, pc, (leaf, when) => {
      if (seen.has(leaf)) return;
      seen.add(leaf);
      if (leaf instanceof ListValue || leaf instanceof SetValue) {
        this.each<ItemsState>(leaf.state, when, (state) => {
          for (const item of state.items) this.exposeObject(item, reason, when, seen);
        });
        if (!(leaf instanceof SetValue && leaf.frozen))
          leaf.state = choose<ItemsState>(when, { items: [], open: reason }, leaf.state);
      } else if (leaf instanceof IteratorValue) {
        this.each<IteratorState>(leaf.state, when, (state) => {
          for (const item of state.items) this.exposeObject(item, reason, when, seen);
        });
        leaf.state = choose<IteratorState>(when, { items: [], open: reason }, leaf.state);
      } else if (leaf.kind === "object") {
        leaf.lose?.(reason, when);
      } else if (leaf.kind === "view") {
        this.exposeObject(leaf.dict, reason, when, seen);
      } else if (leaf instanceof DictValue) {
        this.each<DictState>(leaf.state, when, (state) => {
          for (const [, item] of state.entries) this.exposeObject(item, reason, when, seen);
        });
        leaf.state = choose<DictState>(when, { entries: [], open: reason }, leaf.state);
      } else if (leaf.kind === "tuple") {
        for (const item of leaf.items) this.exposeObject(item, reason, when, seen);
      } else if (leaf instanceof InstanceValue || (leaf instanceof ClassValue && leaf.at !== undefined)) {
        for (const { value: bound } of leaf.namespace.bindings.values()) {
          this.each(bound, when, (item, here) => {
            if (item.kind !== "unbound") this.exposeObject(item, reason, here, seen);
          });
        }
        this.openNamespace(leaf.namespace, reason, when);
      }
    });
  }

  /** Statements that are not followed: every name they may bind becomes unknown, every object they may change open. */
  skip(statements: readonly ast.Stmt[], frame: Frame, pc: Condition, reason: string): void {
    for (const name of mentionedNames(statements)) {
      const value =
        frame.locals.bindings.get(name)?.value ?? frame.module.namespace.bindings.get(name)?.value;
      if (value !== undefined)
        this.exposeObject(
          map<Value | Unbound, Value>(value, (v) => (v.kind === "unbound" ? NONE : v)),
          reason,
          pc,
        );
    }
    for (const container of changedContainers(statements)) {
      const name = container.type === "Name" ? container.id : undefined;
      const value = name === undefined ? undefined : this.scopeFor(name, frame).bindings.get(name)?.value;
      const isEnviron = container.type === "Attribute" && container.attr === "environ";
      if (isEnviron || (value !== undefined && "name" in value && value.name === "os.environ"))
        this.variables.lose(reason, pc);
      else if (value !== undefined && "lose" in value) value.lose?.(reason, pc);
    }
    const { names, everything, yields } = assignedNames(statements);
    if (yields && frame.yielded !== undefined)
      frame.yielded = map(frame.yielded, (state) => ({ ...state, open: state.open ?? reason }));
    for (const name of names) {
      const at = this.locate(statements[0]!, frame);
      this.bind(this.scopeFor(name, frame), name, unknown(reason), pc, [
        this.historyStep("changed", at, at, pc),
      ]);
    }
    if (everything) this.openNamespace(frame.locals, reason, pc);
  }

  // ---------------------------------------------------------------- depth

  /** Runs `f` one call or import deeper. */
  deeper<T>(f: () => T): T {
    if (++this.#depth > MAX_CALL_DEPTH) {
      this.#depth--;
      throw new BoundsExceeded(
        `the settings import modules or call functions more than ${MAX_CALL_DEPTH} deep, which is not followed`,
      );
    }
    const caller = this.#activation;
    this.#activation = ++this.#activations;
    try {
      return f();
    } finally {
      this.#activation = caller;
      this.#depth--;
    }
  }
}

function raisedValue(
  exception: string | undefined,
  value: Raised["value"] | readonly Guarded<Value>[],
  at: Location,
): Raised["value"] {
  if (value !== undefined && "kind" in value) return value;
  return exception === undefined ? undefined : error(exception, value, at);
}

/** `__name` as code inside a class body means it. */
export function mangled(name: string, frame: Frame): string {
  if (!name.startsWith("__") || name.endsWith("__")) return name;
  for (let scope: Frame | undefined = frame; scope !== undefined; scope = scope.enclosing) {
    if (scope.cell !== undefined) {
      const cls = scope.cell.name.replace(/^_+/, "");
      return cls === "" ? name : `_${cls}${name}`;
    }
  }
  return name;
}

/** A history with steps added, up to its limit. */
export function recorded(
  history: readonly HistoryStep[],
  steps: readonly HistoryStep[],
): readonly HistoryStep[] {
  return history.length >= MAX_HISTORY ? history : [...history, ...steps];
}
