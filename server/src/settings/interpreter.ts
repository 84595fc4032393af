/**
 * Runs settings modules without running them: an interpreter for Python's statements whose values may be unknown, and
 * whose undecided branches are both taken.
 *
 * `pc` ("path condition") is everywhere the condition under which a piece of code runs: the worlds that reach it. Writes
 * apply only in these worlds. Running a statement gives back the worlds that go on to the next one; the others have
 * returned, raised, or left the loop.
 */
import { basename, dirname, join as joinPath } from "../paths";
import type { Snapshot } from "../snapshot";
import type * as ast from "../syntax/python/ast";
import type { Location, Range } from "../syntax/text";
import { assignedNames, mentionedNames } from "./assigned";
import { builtin } from "./builtins";
import { Variables } from "./environment";
import { Expressions } from "./expressions";
import {
  type Atom,
  and,
  BoundsExceeded,
  type Condition,
  choose,
  cofactor,
  condition,
  countLeaves,
  ForkCounter,
  type Guarded,
  leaves,
  map,
  not,
  or,
  restrict,
  type Subject,
  topAtom,
  without,
} from "./guard";
import { importThirdParty, isStandardLibrary } from "./libraries";
import { binary, equal, sameNumber, truth } from "./operators";
import { exceptionName, isKindOf } from "./python";
import type { Environment } from "./settings";
import {
  type CallArguments,
  DEAD,
  type DictState,
  DictValue,
  type EnvValue,
  type ExceptionClassValue,
  type FunctionValue,
  type HistoryStep,
  type ItemsState,
  ListValue,
  type ModuleValue,
  Namespace,
  NONE,
  SetValue,
  sameValue,
  typeName,
  UNBOUND,
  type Unbound,
  type UnknownValue,
  unknown,
  type Value,
} from "./values";

const MAX_STEPS = 300_000;
const MAX_CALL_DEPTH = 40;
const MAX_MODULES = 200;
const MAX_ATOMS = 1_500;
/** Values with more alternatives are given up. */
const MAX_LEAVES = 48;
const MAX_ITERATIONS = 2_000;
/** Lines that had a part in a value: loops may change it thousands of times. */
const MAX_HISTORY = 60;

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
  /** Offset in the file of the top-level statement that nodes are relative to, and its end. */
  base: number;
  limit: number;
  result: Guarded<Value | Unbound>;
  loop?: { broke: Condition; continued: Condition };
  /** True for the scope of a comprehension. */
  readonly comprehension?: boolean;
}

export interface Raised {
  /** Class name; undefined if nobody knows which. */
  readonly exception: string | undefined;
  readonly message: string;
  readonly when: Condition;
  readonly at: Location;
}

/** What has been raised since the innermost `try` began. */
interface TryScope {
  readonly raised: Raised[];
  total: Condition;
}

export interface InterpreterOptions {
  readonly snapshot: Snapshot;
  /** The directory that absolute imports start from (where manage.py is). */
  readonly importRoot: string;
  readonly environment: Environment;
  /** Whether a package is installed, by its import name; undefined if nobody knows. */
  readonly installed?: (module: string) => boolean | undefined;
  /**
   * Go on after an exception that nothing catches, with an unknown value in its place. For settings that never load: what
   * they would be without that exception is still worth knowing.
   */
  readonly lenient?: boolean;
}

export class Interpreter {
  readonly snapshot: Snapshot;
  readonly importRoot: string;
  readonly variables: Variables;
  readonly expressions: Expressions;
  readonly modules = new Map<string, ModuleInfo>();
  /** Worlds in which nothing has been raised up to the top. */
  alive: Condition = true;
  /** What was raised up to the top. */
  readonly uncaught: Raised[] = [];
  /** Variables that were compared with a name of the production environment. */
  readonly productionNames = new Map<string, string>();
  /** Files that were run in the namespace of another. */
  readonly included = new Set<string>();
  /** True if a module defines classes of django-configurations: the settings come from one of them. */
  usesConfigurations = false;
  readonly #lenient: boolean;
  readonly #installed: (module: string) => boolean | undefined;
  readonly #atoms = new Map<string, Atom>();
  readonly #opaque = new WeakMap<object, Condition>();
  readonly #objectIds = new WeakMap<object, number>();
  /** Comparisons of one text with constants; `none`: the worlds in which it equals none of them. */
  readonly #exclusive = new Map<string, { readonly holds: Map<string, Condition>; none: Condition }>();
  readonly #forks = new ForkCounter();
  readonly #scopes: TryScope[] = [];
  #steps = 0;
  #depth = 0;
  #order = 0;

  constructor(options: InterpreterOptions) {
    this.snapshot = options.snapshot;
    this.importRoot = options.importRoot;
    this.variables = new Variables(options.environment, this);
    this.#lenient = options.lenient ?? false;
    this.#installed = options.installed ?? (() => undefined);
    this.expressions = new Expressions(this);
  }

  // ---------------------------------------------------------------- conditions

  step(): void {
    if (++this.#steps > MAX_STEPS) throw new BoundsExceeded("the settings take too many steps to follow");
  }

  atom(key: string, subject: Subject, yes: string, no: string): Atom {
    let atom = this.#atoms.get(key);
    if (atom === undefined) {
      if (this.#atoms.size >= MAX_ATOMS)
        throw new BoundsExceeded("the settings depend on too many conditions");
      atom = { id: this.#atoms.size, subject, yes, no, conditions: new Map(), counter: this.#forks };
      this.#atoms.set(key, atom);
    }
    return atom;
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
    const atom = this.atom(
      `equal ${text} ${constant}`,
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
          ? value.text
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
    return condition(
      this.atom(`pair ${key(a)} ${relation} ${key(b)}`, { kind: "opaque" }, text, `not: ${text}`),
    );
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
    const visit = (current: readonly Guarded<T>[], when: Condition): Guarded<Value> => {
      if (when === false) return DEAD;
      const atom = topAtom(current);
      if (atom === undefined) return f(current as T[], when);
      this.step();
      return choose(
        condition(atom),
        visit(
          current.map((value) => cofactorDeep(value, atom, true)),
          and(when, condition(atom)),
        ),
        visit(
          current.map((value) => cofactorDeep(value, atom, false)),
          and(when, not(condition(atom))),
        ),
        sameValue,
      );
    };
    return this.bounded(
      visit(
        values.map((value) => restrict(value, pc)),
        pc,
      ),
    );
  }

  /** Like `lift`, for something that is done in each world rather than computed. */
  each<T>(value: Guarded<T>, pc: Condition, f: (leaf: T, pc: Condition) => void): void {
    for (const { leaf, when } of leaves(restrict(value, pc), pc)) f(leaf, when);
  }

  /** Gives up a value that has too many alternatives. */
  bounded(value: Guarded<Value>): Guarded<Value> {
    return countLeaves(value, MAX_LEAVES) >= MAX_LEAVES
      ? unknown("it depends on too many conditions")
      : value;
  }

  /** Gives up a string that has grown too long. */
  sized(value: Value): Value {
    return value.kind === "str" && value.value.length > 1_000_000
      ? unknown("a very long string", value.at)
      : value;
  }

  // ---------------------------------------------------------------- raising

  /** True if an exception raised here may be caught. */
  get catching(): boolean {
    return this.#scopes.length > 0;
  }

  /** An exception in the worlds of `pc`. */
  raise(exception: string | undefined, message: string, pc: Condition, at: Location): Value {
    const scope = this.#scopes[this.#scopes.length - 1];
    if (scope === undefined && this.#lenient)
      return unknown(`an expression that raises ${exception ?? "an exception"}`, at);
    const when = and(pc, scope === undefined ? this.alive : not(scope.total));
    if (when !== false) {
      const raised = { exception, message, when, at };
      if (scope === undefined) {
        this.uncaught.push(raised);
        this.alive = without(this.alive, when);
      } else {
        scope.raised.push(raised);
        scope.total = or(scope.total, when);
      }
    }
    return DEAD;
  }

  /** Something that may raise, for all we know, where that would be caught. */
  mayRaise(what: string, pc: Condition, at: Location, exception?: string): void {
    if (!this.catching) return;
    const fails = condition(
      this.atom(
        `raises ${at.file}:${at.start}:${what}`,
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
    return restrictCondition(
      scope === undefined ? and(pc, this.alive) : without(pc, scope.total),
      this.alive,
    );
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
    return { order: ++this.#order, kind, location, value, when: restrictCondition(when, this.alive) };
  }

  bind(
    namespace: Namespace,
    name: string,
    value: Guarded<Value | Unbound>,
    pc: Condition,
    steps: readonly HistoryStep[],
  ): void {
    const old = namespace.bindings.get(name);
    const when = restrictCondition(pc, this.alive);
    const everywhere = when === true;
    const written = this.#lenient
      ? map<Value | Unbound, Value | Unbound>(value, (leaf) =>
          leaf.kind === "dead" ? unknown("an expression that raises") : leaf,
        )
      : value;
    let next = restrict(
      choose<Value | Unbound>(when, written, old?.value ?? UNBOUND, sameValue),
      this.alive,
      sameValue,
    );
    if (countLeaves(next, MAX_LEAVES) >= MAX_LEAVES) next = unknown("it depends on too many conditions");
    namespace.bindings.set(name, {
      value: next,
      history: everywhere ? steps.slice(0, MAX_HISTORY) : recorded(old?.history ?? [], steps),
    });
  }

  /** Where a frame binds a name: its own scope, or the module's for names declared global. */
  scopeFor(name: string, frame: Frame): Namespace {
    return frame.globals.has(name) ? frame.module.namespace : frame.locals;
  }

  lookup(name: string, frame: Frame, pc: Condition, at: Location): Guarded<Value> {
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
    if (!frame.globals.has(name)) {
      for (let scope: Frame | undefined = frame; scope !== undefined; scope = scope.enclosing) {
        if (scope === frame || scope.kind !== "class") take(scope.locals);
      }
    }
    if (frame.kind !== "module" || frame.globals.has(name)) take(frame.module.namespace);
    const fallback = builtin(name);
    return map<Value | Unbound, Value>(restrict(value, pc, sameValue), (leaf) => {
      if (leaf.kind !== "unbound") return leaf;
      if (fallback !== undefined) return fallback;
      const unbound = map<Value | Unbound, boolean>(value, (l) => l.kind === "unbound");
      return this.raise("NameError", `name '${name}' is not defined`, and(pc, unbound), at);
    });
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
        leaf.state = choose<ItemsState>(when, { items: [], open: reason }, leaf.state);
      } else if (leaf instanceof DictValue) {
        this.each<DictState>(leaf.state, when, (state) => {
          for (const [, item] of state.entries) this.exposeObject(item, reason, when, seen);
        });
        leaf.state = choose<DictState>(when, { entries: [], open: reason }, leaf.state);
      } else if (leaf.kind === "tuple") {
        for (const item of leaf.items) this.exposeObject(item, reason, when, seen);
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
    const { names, everything } = assignedNames(statements);
    for (const name of names) {
      const at = this.locate(statements[0]!, frame);
      this.bind(this.scopeFor(name, frame), name, unknown(reason), pc, [
        this.historyStep("changed", at, at, pc),
      ]);
    }
    if (everything) this.openNamespace(frame.locals, reason, pc);
  }

  // ---------------------------------------------------------------- modules

  /** Runs a module of the project where it has not run yet. undefined: there is no such file. */
  importModule(name: string, pc: Condition): ModuleInfo | undefined {
    const parts = name.split(".");
    for (let n = 1; n < parts.length; n++) {
      const parent = parts.slice(0, n).join(".");
      if (this.locateModule(parent)?.kind === "package") this.runModule(parent, pc);
    }
    return this.runModule(name, pc);
  }

  /** The file of a module of the project, or "namespace" for a directory without `__init__.py`. */
  locateModule(
    name: string,
  ): { path: string; kind: "module" | "package" } | { kind: "namespace" } | undefined {
    const path = joinPath(this.importRoot, ...name.split("."));
    const init = `${path}/__init__.py`;
    if (this.hasFile(init)) return { path: init, kind: "package" };
    if (this.hasFile(`${path}.py`)) return { path: `${path}.py`, kind: "module" };
    if (this.snapshot.directory(path) !== undefined) return { kind: "namespace" };
    return undefined;
  }

  /** True if the file is in the workspace, by its directory's entries. */
  hasFile(path: string): boolean {
    const slash = path.lastIndexOf("/");
    const entries = this.snapshot.directory(slash < 0 ? "" : path.slice(0, slash));
    return entries?.some((entry) => entry.kind === "file" && entry.name === path.slice(slash + 1)) ?? false;
  }

  /** True if a top-level name belongs to the project rather than to an installed package. */
  isOwn(name: string): boolean {
    const top = name.split(".")[0]!;
    const found = this.locateModule(top);
    if (found === undefined) return false;
    if (found.kind !== "namespace") return true;
    // A directory without Python files of its own may have the name of an installed package.
    return (
      this.snapshot
        .directory(joinPath(this.importRoot, top))
        ?.some((e) => e.name.endsWith(".py") || e.kind === "directory") ?? false
    );
  }

  private runModule(name: string, pc: Condition): ModuleInfo | undefined {
    const located = this.locateModule(name);
    if (located === undefined || located.kind === "namespace") return undefined;
    let info = this.modules.get(name);
    if (info === undefined) {
      if (this.modules.size >= MAX_MODULES) throw new BoundsExceeded("the settings import too many modules");
      info = {
        name,
        path: located.path,
        package: located.kind === "package" ? name : name.split(".").slice(0, -1).join("."),
        namespace: new Namespace(),
        executed: false,
      };
      this.modules.set(name, info);
    }
    const todo = without(pc, info.executed);
    if (todo === false) return info;
    info.executed = or(info.executed, todo);
    this.deeper(() => this.runFile(info, todo));
    return info;
  }

  private runFile(info: ModuleInfo, pc: Condition): void {
    const document = this.snapshot.file(info.path);
    const start: Location = { file: info.path, start: 0, end: 0 };
    if (document === undefined) return;
    if (document.problem !== undefined) {
      info.namespace.open = `${info.path} is ${document.problem === "too-large" ? "too large to read" : "not text"}`;
      return;
    }
    const file = `${this.snapshot.rootPath}/${info.path}`.replace(/^\/\//, "/");
    this.bind(info.namespace, "__name__", { kind: "str", value: info.name }, pc, []);
    this.bind(info.namespace, "__file__", { kind: "str", value: file, at: start }, pc, []);
    this.bind(info.namespace, "__package__", { kind: "str", value: info.package }, pc, []);
    this.runBody(document.python(), info, pc);
  }

  private runBody(module: ast.Module, info: ModuleInfo, pc: Condition): void {
    const frame: Frame = {
      kind: "module",
      module: info,
      locals: info.namespace,
      globals: new Set(),
      base: 0,
      limit: 0,
      result: UNBOUND,
    };
    let current = pc;
    for (const { start: base, end, statement } of module.body) {
      if (current === false) break;
      frame.base = base;
      frame.limit = end;
      current = this.statement(statement, frame, current);
      if (this.#lenient) current = pc;
    }
  }

  /**
   * Runs files in a module's own namespace, as django-split-settings does. `pattern` is relative to the file that includes,
   * and may have `*` in its last part.
   */
  includeFiles(pattern: string, required: boolean, frame: Frame, pc: Condition, at: Location): void {
    const path = joinPath(dirname(frame.module.path), pattern);
    const name = basename(path);
    const wanted = new RegExp(
      `^${name
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".")}$`,
    );
    const found = (this.snapshot.directory(dirname(path)) ?? []).filter(
      (entry) => entry.kind === "file" && wanted.test(entry.name),
    );
    if (found.length === 0 && required) this.raise("OSError", `No such file: ${pattern}`, pc, at);
    for (const entry of found) {
      const info: ModuleInfo = { ...frame.module, path: joinPath(dirname(path), entry.name) };
      const document = this.snapshot.file(info.path);
      if (document === undefined) continue;
      this.included.add(info.path);
      this.deeper(() => this.runBody(document.python(), info, this.surviving(pc)));
    }
  }

  /** Runs `f` one call or import deeper. */
  deeper<T>(f: () => T): T {
    if (++this.#depth > MAX_CALL_DEPTH) {
      this.#depth--;
      throw new BoundsExceeded("the settings call or import each other too deeply");
    }
    try {
      return f();
    } finally {
      this.#depth--;
    }
  }

  get depth(): number {
    return this.#depth;
  }

  // ---------------------------------------------------------------- statements

  /** Runs statements one after the other; gives back the worlds that fall off the end. */
  block(statements: readonly ast.Stmt[], frame: Frame, pc: Condition): Condition {
    let current = pc;
    for (const statement of statements) {
      if (current === false) return false;
      current = this.statement(statement, frame, current);
    }
    return current;
  }

  private statement(s: ast.Stmt, frame: Frame, pc: Condition): Condition {
    this.step();
    switch (s.type) {
      case "Assign": {
        const value = this.expressions.evaluate(s.value, frame, pc);
        const then = this.surviving(pc);
        for (const target of s.targets) this.assign(target, value, s.value, s, frame, then);
        return this.surviving(then);
      }
      case "AnnAssign": {
        if (s.value === undefined) return pc;
        const value = this.expressions.evaluate(s.value, frame, pc);
        const then = this.surviving(pc);
        this.assign(s.target, value, s.value, s, frame, then);
        return this.surviving(then);
      }
      case "AugAssign":
        return this.augmentedAssign(s, frame, pc);
      case "Expr":
        this.expressions.evaluate(s.value, frame, pc);
        return this.surviving(pc);
      case "If": {
        const test = this.truth(this.expressions.evaluate(s.test, frame, pc));
        const then = this.surviving(pc);
        const yes = this.block(s.body, frame, and(then, test));
        const no = this.block(s.orelse, frame, without(then, test));
        return restrictCondition(or(yes, no), this.alive);
      }
      case "For":
        return this.forLoop(s, frame, pc);
      case "While":
        return this.whileLoop(s, frame, pc);
      case "Try":
        return this.tryStatement(s, frame, pc);
      case "With":
        return this.withStatement(s, frame, pc);
      case "Match":
        return this.match(s, frame, pc);
      case "Import":
        for (const alias of s.names) this.importStatement(alias, frame, this.surviving(pc));
        return this.surviving(pc);
      case "ImportFrom":
        this.importFrom(s, frame, pc);
        return this.surviving(pc);
      case "FunctionDef":
        return this.defineFunction(s, frame, pc);
      case "ClassDef":
        return this.defineClass(s, frame, pc);
      case "Return": {
        const value = s.value === undefined ? NONE : this.expressions.evaluate(s.value, frame, pc);
        const then = this.surviving(pc);
        frame.result = choose<Value | Unbound>(then, value, frame.result, sameValue);
        return false;
      }
      case "Raise":
        this.raiseStatement(s, frame, pc);
        return false;
      case "Assert": {
        const test = this.truth(this.expressions.evaluate(s.test, frame, pc));
        this.raise(
          "AssertionError",
          "an assertion of the settings",
          without(this.surviving(pc), test),
          this.locate(s, frame),
        );
        return this.surviving(pc);
      }
      case "Delete":
        for (const target of s.targets) this.deleteTarget(target, s, frame, pc);
        return this.surviving(pc);
      case "Global":
        for (const name of s.names) frame.globals.add(name);
        return pc;
      case "Nonlocal":
        for (const name of s.names) this.bind(frame.locals, name, unknown("nonlocal variable"), pc, []);
        return pc;
      case "Pass":
        return pc;
      case "Break":
        if (frame.loop) frame.loop.broke = or(frame.loop.broke, pc);
        return false;
      case "Continue":
        if (frame.loop) frame.loop.continued = or(frame.loop.continued, pc);
        return false;
      case "Broken":
        this.skip([s], frame, pc, "this code does not parse");
        return pc;
    }
  }

  // ---------------------------------------------------------------- assignment

  private assign(
    target: ast.Expr,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    if (pc === false) return;
    const where = this.locate(statement, frame);
    switch (target.type) {
      case "Name":
        this.bind(this.scopeFor(target.id, frame), target.id, value, pc, [
          this.historyStep("assigned", where, this.locate(source, frame), pc),
        ]);
        return;
      case "Tuple":
      case "List":
        this.unpack(target, value, source, statement, frame, pc);
        return;
      case "Subscript":
        this.assignItem(target, value, source, statement, frame, pc);
        return;
      case "Attribute": {
        const object = this.expressions.evaluate(target.value, frame, pc);
        this.each(object, pc, (leaf, when) => {
          if (leaf.kind === "class") {
            this.bind(leaf.namespace, target.attr, value, when, [
              this.historyStep("assigned", where, this.locate(source, frame), when),
            ]);
          }
        });
        return;
      }
      default:
        return;
    }
  }

  /** Assigns to a name from elsewhere: a loop variable, an `as` clause, a parameter. */
  assignValue(target: ast.Expr, value: Guarded<Value>, statement: Range, frame: Frame, pc: Condition): void {
    this.assign(target, value, target, statement, frame, pc);
  }

  private unpack(
    target: ast.Sequence,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    const at = this.locate(source, frame);
    const star = target.items.findIndex((item) => item.type === "Starred");
    const needed = star < 0 ? target.items.length : target.items.length - 1;
    // A display on the right gives each name its own expression as the place it comes from.
    const sources =
      (source.type === "Tuple" || source.type === "List") && source.items.length === target.items.length
        ? source.items
        : undefined;
    const columns: Guarded<Value>[][] = target.items.map(() => []);
    const conditions: Condition[] = [];
    this.each(value, pc, (leaf, when) => {
      this.each(this.expressions.items(leaf, when, at), when, (state, inner) => {
        let picked: Guarded<Value>[];
        if (state.open !== undefined) {
          picked = target.items.map(() => unknown(state.open!, at));
        } else if (star < 0 ? state.items.length !== needed : state.items.length < needed) {
          this.raise("ValueError", "wrong number of values to unpack", inner, at);
          return;
        } else if (star < 0) {
          picked = [...state.items];
        } else {
          const rest = state.items.length - needed;
          picked = [
            ...state.items.slice(0, star),
            new ListValue({ items: state.items.slice(star, star + rest) }, at),
            ...state.items.slice(star + rest),
          ];
        }
        conditions.push(inner);
        picked.forEach((item, n) => {
          columns[n]!.push(item);
        });
      });
    });
    const then = this.surviving(pc);
    target.items.forEach((item, n) => {
      let combined: Guarded<Value> = DEAD;
      columns[n]!.forEach((column, k) => {
        combined = choose(conditions[k]!, column, combined, sameValue);
      });
      const name = item.type === "Starred" ? item.value : item;
      this.assign(name, combined, sources?.[n] ?? source, statement, frame, then);
    });
  }

  private assignItem(
    target: ast.Subscript,
    value: Guarded<Value>,
    source: ast.Expr,
    statement: Range,
    frame: Frame,
    pc: Condition,
  ): void {
    const container = this.expressions.evaluate(target.value, frame, pc);
    const key = this.expressions.evaluate(target.index, frame, this.surviving(pc));
    const then = this.surviving(pc);
    const at = this.locate(statement, frame);
    const step = (when: Condition) => this.historyStep("changed", at, this.locate(source, frame), when);
    this.each(container, then, (leaf, when) => {
      this.each(key, when, (index, inner) => {
        this.expressions.setItem(leaf, index, value, inner, at, step(inner));
      });
    });
  }

  private augmentedAssign(s: ast.AugAssign, frame: Frame, pc: Condition): Condition {
    const at = this.locate(s, frame);
    const right = this.expressions.evaluate(s.value, frame, pc);
    let then = this.surviving(pc);
    const left = this.expressions.evaluate(s.target, frame, then);
    then = this.surviving(then);
    if (then === false) return false;
    const result = this.lift([left, right], then, ([a, b], when) => {
      // Lists, sets and dicts change in place: other names of the same object see it.
      if (a instanceof ListValue && s.op === "+") {
        this.expressions.extend(
          a,
          b!,
          when,
          at,
          this.historyStep("changed", at, this.locate(s.value, frame), when),
        );
        return a;
      }
      if (a instanceof DictValue && s.op === "|" && b instanceof DictValue) {
        const state = this.mergeDicts(a, b, when);
        a.state = choose(when, state, a.state);
        a.record(this.historyStep("changed", at, this.locate(s.value, frame), when));
        return a;
      }
      if (a instanceof SetValue && b instanceof SetValue) {
        const changed = binary(this, s.op, a, b, when, at);
        if (changed instanceof SetValue) {
          a.state = choose(when, changed.state, a.state);
          a.record(this.historyStep("changed", at, this.locate(s.value, frame), when));
          return a;
        }
      }
      return binary(this, s.op, a!, b!, when, at);
    });
    then = this.surviving(then);
    if (s.target.type === "Name") {
      const namespace = this.scopeFor(s.target.id, frame);
      const old = namespace.bindings.get(s.target.id);
      const inPlace = restrict(old?.value ?? UNBOUND, then) === restrict(result, then);
      if (!inPlace) {
        const step = this.historyStep("changed", at, this.locate(s.value, frame), then);
        this.bind(namespace, s.target.id, result, then, recorded(old?.history ?? [], [step]));
      }
    } else {
      this.assign(s.target, result, s.value, s, frame, then);
    }
    return this.surviving(then);
  }

  /** The state of `{**a, **b}`. */
  mergeDicts(a: DictValue, b: DictValue, pc: Condition): Guarded<DictState> {
    return map(restrict(a.state, pc), (first) =>
      map(restrict(b.state, pc), (second): DictState => {
        let state: DictState = { entries: first.entries, open: first.open ?? second.open };
        for (const [key, value] of second.entries) state = withEntry(state, key, value);
        return state;
      }),
    );
  }

  /** The value of a string key, if the dict surely has it and it is no fork. */
  plainEntry(dict: DictValue, key: string): Value | undefined {
    const state = dict.state;
    if (!("entries" in state) || state.open !== undefined) return undefined;
    const found = state.entries.find(([name]) => name.kind === "str" && name.value === key)?.[1];
    return found !== undefined && "kind" in found ? found : undefined;
  }

  private deleteTarget(target: ast.Expr, s: ast.Delete, frame: Frame, pc: Condition): void {
    const at = this.locate(s, frame);
    if (target.type === "Name") {
      this.lookup(target.id, frame, pc, at);
      const then = this.surviving(pc);
      this.bind(this.scopeFor(target.id, frame), target.id, UNBOUND, then, [
        this.historyStep("deleted", at, at, then),
      ]);
    } else if (target.type === "Subscript") {
      const container = this.expressions.evaluate(target.value, frame, pc);
      const key = this.expressions.evaluate(target.index, frame, this.surviving(pc));
      const then = this.surviving(pc);
      this.each(container, then, (leaf, when) => {
        this.each(key, when, (index, inner) => {
          this.expressions.deleteItem(leaf, index, inner, at, this.historyStep("changed", at, at, inner));
        });
      });
    }
  }

  // ---------------------------------------------------------------- compound statements

  private forLoop(s: ast.For, frame: Frame, pc: Condition): Condition {
    const iterable = this.expressions.evaluate(s.iter, frame, pc);
    const start = this.surviving(pc);
    const at = this.locate(s, frame);
    let out: Condition = false;
    this.each(iterable, start, (leaf, when) => {
      this.each(this.expressions.items(leaf, when, at), when, (state, inner) => {
        if (state.open !== undefined || s.async || state.items.length > MAX_ITERATIONS) {
          this.skip([s], frame, inner, `a loop over ${state.open ?? "many items"}`);
          out = or(out, inner);
          return;
        }
        const outer = frame.loop;
        const loop = { broke: false as Condition, continued: false as Condition };
        frame.loop = loop;
        let current: Condition = inner;
        for (const item of state.items) {
          if (current === false) break;
          this.step();
          this.assignValue(s.target, item, s, frame, current);
          loop.continued = false;
          current = or(this.block(s.body, frame, this.surviving(current)), loop.continued);
        }
        frame.loop = outer;
        out = or(out, or(this.block(s.orelse, frame, this.surviving(current)), this.surviving(loop.broke)));
      });
    });
    return restrictCondition(out, this.alive);
  }

  private whileLoop(s: ast.While, frame: Frame, pc: Condition): Condition {
    const outer = frame.loop;
    const loop = { broke: false as Condition, continued: false as Condition };
    let current: Condition = pc;
    let done: Condition = false;
    for (let n = 0; n < MAX_ITERATIONS && current !== false; n++) {
      const test = this.truth(this.expressions.evaluate(s.test, frame, current));
      current = this.surviving(current);
      done = or(done, without(current, test));
      const inside = and(current, test);
      if (inside === false) {
        current = false;
        break;
      }
      if (inside !== current || n > 200) {
        // An undecided loop may run any number of times.
        frame.loop = outer;
        this.skip([s], frame, current, "a loop that ends on a condition not known here");
        return current;
      }
      frame.loop = loop;
      loop.continued = false;
      current = or(this.block(s.body, frame, inside), loop.continued);
      frame.loop = outer;
    }
    return restrictCondition(or(this.block(s.orelse, frame, done), this.surviving(loop.broke)), this.alive);
  }

  private tryStatement(s: ast.Try, frame: Frame, pc: Condition): Condition {
    const scope: TryScope = { raised: [], total: false };
    let normal: Condition;
    this.#scopes.push(scope);
    try {
      normal = this.block(s.body, frame, pc);
    } finally {
      this.#scopes.pop();
    }
    // Exceptions from here on belong to the statement around this one.
    let escaped: Raised[] = [];
    const handle = () => {
      normal = this.block(s.orelse, frame, normal);
      for (const raised of scope.raised) {
        let left: Condition = raised.when;
        for (const handler of s.handlers) {
          if (left === false) break;
          const caught = this.catches(handler, raised, left, frame);
          const taken = and(left, caught);
          left = without(left, caught);
          if (taken === false) continue;
          if (handler.name !== undefined) {
            const error: Value = { kind: "object", name: raised.exception ?? "an exception" };
            this.bind(this.scopeFor(handler.name, frame), handler.name, error, taken, []);
          }
          normal = or(normal, this.block(handler.body, frame, taken));
        }
        if (left !== false) escaped.push({ ...raised, when: left });
      }
    };
    if (s.finalbody.length === 0) {
      handle();
    } else {
      const inner: TryScope = { raised: [], total: false };
      this.#scopes.push(inner);
      try {
        handle();
      } finally {
        this.#scopes.pop();
      }
      escaped = [...escaped, ...inner.raised];
      normal = this.block(s.finalbody, frame, normal);
      for (const raised of escaped) {
        const after = this.block(s.finalbody, frame, raised.when);
        this.raise(raised.exception, raised.message, after, raised.at);
      }
      return this.surviving(normal);
    }
    for (const raised of escaped) this.raise(raised.exception, raised.message, raised.when, raised.at);
    return this.surviving(normal);
  }

  private catches(handler: ast.ExceptHandler, raised: Raised, pc: Condition, frame: Frame): Condition {
    if (handler.exception === undefined) return true;
    const value = this.expressions.evaluate(handler.exception, frame, pc);
    const one = (leaf: Value): Condition => {
      if (leaf.kind === "tuple")
        return leaf.items.reduce<Condition>((any, item) => or(any, map(item, one)), false);
      const name =
        leaf.kind === "exception"
          ? leaf.name
          : leaf.kind === "third-party"
            ? leaf.name.split(".").pop()!
            : undefined;
      if (name === "Exception" || name === "BaseException") return true;
      const kind =
        name === undefined || raised.exception === undefined ? undefined : isKindOf(raised.exception, name);
      if (kind !== undefined) return kind;
      const at = this.locate(handler, frame);
      return condition(
        this.atom(
          `caught ${at.file}:${at.start} ${raised.at.file}:${raised.at.start}`,
          { kind: "opaque" },
          `${raised.message} fails in the way that is caught`,
          `${raised.message} fails in a way that is not caught`,
        ),
      );
    };
    return map(value, one);
  }

  private withStatement(s: ast.With, frame: Frame, pc: Condition): Condition {
    let current = pc;
    let suppresses = false;
    for (const item of s.items) {
      const context = this.expressions.evaluate(item.context, frame, current);
      current = this.surviving(current);
      this.each(context, current, (leaf) => {
        if (leaf.kind === "unknown" && leaf.reason.includes("suppress")) suppresses = true;
      });
      if (item.target !== undefined) {
        this.assignValue(
          item.target,
          unknown("the target of a with statement", this.locate(item.target, frame)),
          s,
          frame,
          current,
        );
      }
    }
    if (suppresses) {
      this.skip(s.body, frame, current, "code under contextlib.suppress()");
      return current;
    }
    return this.block(s.body, frame, current);
  }

  private match(s: ast.Match, frame: Frame, pc: Condition): Condition {
    const subject = this.expressions.evaluate(s.subject, frame, pc);
    let left = this.surviving(pc);
    let out: Condition = false;
    for (const clause of s.cases) {
      if (left === false) break;
      let taken = and(left, this.matches(clause.pattern, subject, left, clause, frame));
      if (clause.guard !== undefined && taken !== false) {
        taken = and(taken, this.truth(this.expressions.evaluate(clause.guard, frame, taken)));
      }
      left = without(left, taken);
      out = or(out, this.block(clause.body, frame, taken));
    }
    return restrictCondition(or(out, left), this.alive);
  }

  private matches(
    pattern: ast.Pattern,
    subject: Guarded<Value>,
    pc: Condition,
    node: Range,
    frame: Frame,
  ): Condition {
    switch (pattern.type) {
      case "wildcard":
        return true;
      case "value": {
        const value = this.expressions.evaluate(pattern.value, frame, pc);
        return map(subject, (a) => map(value, (b) => equal(this, a, b)));
      }
      case "or":
        return pattern.patterns.reduce<Condition>(
          (any, p) => or(any, this.matches(p, subject, pc, node, frame)),
          false,
        );
      case "capture":
        this.bind(this.scopeFor(pattern.name, frame), pattern.name, subject, pc, []);
        return true;
      case "as": {
        const holds = this.matches(pattern.pattern, subject, pc, node, frame);
        this.bind(this.scopeFor(pattern.name, frame), pattern.name, subject, and(pc, holds), []);
        return holds;
      }
      case "unsupported": {
        for (const name of pattern.names) {
          this.bind(this.scopeFor(name, frame), name, unknown("a pattern that is not followed"), pc, []);
        }
        return this.opaqueFor(pattern, "a pattern");
      }
    }
  }

  // ---------------------------------------------------------------- imports

  private importStatement(alias: ast.Alias, frame: Frame, pc: Condition): void {
    const at = this.locate(alias, frame);
    const top = alias.name.split(".")[0]!;
    let value: Value;
    if (this.isOwn(alias.name)) {
      const found = this.importModule(alias.name, pc);
      if (found === undefined && this.locateModule(alias.name) === undefined) {
        this.raise("ModuleNotFoundError", `No module named '${alias.name}'`, pc, at);
        return;
      }
      value = this.moduleValue(alias.asname === undefined ? top : alias.name);
    } else {
      this.thirdPartyImport(top, pc, at);
      value = importThirdParty(alias.asname === undefined ? top : alias.name);
    }
    const then = this.surviving(pc);
    this.bind(this.scopeFor(alias.asname ?? top, frame), alias.asname ?? top, value, then, []);
  }

  /** Notes that importing a package may fail, where that would be caught. */
  private thirdPartyImport(top: string, pc: Condition, at: Location): void {
    if (isStandardLibrary(top)) return;
    const installed = this.#installed(top);
    if (installed === true) return;
    if (!this.catching) return;
    const atom = this.atom(
      `installed ${top}`,
      { kind: "opaque" },
      `${top} is installed`,
      `${top} is not installed`,
    );
    this.raise("ModuleNotFoundError", `No module named '${top}'`, without(pc, condition(atom)), at);
  }

  /** The module object of a module or package of the project. */
  moduleValue(name: string): ModuleValue {
    return {
      kind: "module",
      name,
      attribute: (attribute) => {
        const info = this.modules.get(name);
        const own = info?.namespace.bindings.get(attribute)?.value ?? UNBOUND;
        const submodule = `${name}.${attribute}`;
        const fallback: Value | Unbound =
          this.modules.has(submodule) || this.locateModule(submodule)?.kind === "namespace"
            ? this.moduleValue(submodule)
            : info?.namespace.open !== undefined
              ? this.unknownName(attribute, info.namespace)
              : UNBOUND;
        const value = map<Value | Unbound, Value | Unbound>(own, (leaf) =>
          leaf.kind === "unbound" ? fallback : leaf,
        );
        if (value === UNBOUND) return undefined;
        return map<Value | Unbound, Value>(value, (leaf) =>
          leaf.kind === "unbound" ? unknown(`${name}.${attribute}, which may not be defined`) : leaf,
        );
      },
    };
  }

  private importFrom(s: ast.ImportFrom, frame: Frame, pc: Condition): void {
    const at = this.locate(s, frame);
    if (s.module === "__future__") return;
    let name = s.module;
    if (s.level > 0) {
      const parts = frame.module.package === "" ? [] : frame.module.package.split(".");
      if (s.level > parts.length) {
        this.raise("ImportError", "attempted relative import beyond top-level package", pc, at);
        return;
      }
      name = [...parts.slice(0, parts.length - s.level + 1), s.module]
        .filter((part) => part !== "")
        .join(".");
    }
    if (s.level === 0 && !this.isOwn(name)) {
      this.fromThirdParty(s, name, frame, pc, at);
      return;
    }
    const info = this.importModule(name, pc);
    const then = this.surviving(pc);
    if (info === undefined && this.locateModule(name)?.kind !== "namespace") {
      this.raise("ModuleNotFoundError", `No module named '${name}'`, then, at);
      if (this.#lenient && s.names === "*" && !this.catching) {
        this.openNamespace(frame.locals, `a star import of ${name}, which is not there`, then);
      }
      return;
    }
    if (s.names === "*") {
      if (info !== undefined) this.importStar(info, frame, then, at);
      return;
    }
    for (const alias of s.names) this.importName(alias, name, info, frame, then);
  }

  private importName(
    alias: ast.Alias,
    module: string,
    info: ModuleInfo | undefined,
    frame: Frame,
    pc: Condition,
  ): void {
    const at = this.locate(alias, frame);
    const target = alias.asname ?? alias.name;
    const binding = info?.namespace.bindings.get(alias.name);
    const submodule = `${module}.${alias.name}`;
    let value: Guarded<Value | Unbound> = binding?.value ?? UNBOUND;
    if (map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound") !== false) {
      let fallback: Value | Unbound = UNBOUND;
      if (this.locateModule(submodule) !== undefined) {
        this.importModule(submodule, pc);
        fallback = this.moduleValue(submodule);
      } else if (info?.namespace.open !== undefined) {
        fallback = this.unknownName(alias.name, info.namespace);
      }
      value = map<Value | Unbound, Value | Unbound>(value, (leaf) =>
        leaf.kind === "unbound" ? fallback : leaf,
      );
      const missing = map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound");
      this.raise("ImportError", `cannot import name '${alias.name}' from '${module}'`, and(pc, missing), at);
    }
    const then = this.surviving(pc);
    if (then === false) return;
    this.bind(this.scopeFor(target, frame), target, value, then, [
      ...(binding?.history ?? []),
      this.historyStep("imported", at, at, then),
    ]);
  }

  private importStar(info: ModuleInfo, frame: Frame, pc: Condition, at: Location): void {
    const all = info.namespace.bindings.get("__all__")?.value;
    let exported: Set<string> | undefined;
    if (all !== undefined && all !== UNBOUND) {
      const state =
        "kind" in all && (all.kind === "list" || all.kind === "tuple")
          ? all.kind === "list"
            ? all.state
            : all
          : undefined;
      const items =
        state !== undefined && "items" in state && !("open" in state && state.open) ? state.items : undefined;
      if (items?.every((item) => "kind" in item && item.kind === "str")) {
        exported = new Set(items.map((item) => (item as { value: string }).value));
      } else {
        this.openNamespace(frame.locals, `a star import of ${info.name}, whose __all__ is not known`, pc);
        return;
      }
    }
    for (const [name, binding] of [...info.namespace.bindings]) {
      if (exported === undefined ? name.startsWith("_") : !exported.has(name)) continue;
      const bound = map<Value | Unbound, boolean>(binding.value, (leaf) => leaf.kind !== "unbound");
      const when = and(pc, bound);
      if (when === false) continue;
      this.bind(frame.locals, name, binding.value, when, [
        ...binding.history,
        this.historyStep("imported", at, at, when),
      ]);
    }
    if (info.namespace.open !== undefined) {
      // What the other module's unknown code bound comes along, and may replace what is here.
      this.openNamespaceKeeping(frame.locals, info.namespace, pc);
    }
  }

  /** Opens a namespace by a star import of an open one; names that came from there are as known as they were there. */
  private openNamespaceKeeping(target: Namespace, source: Namespace, pc: Condition): void {
    const reason = source.open!;
    for (const [name, binding] of target.bindings) {
      if (source.bindings.has(name) || /^__\w+__$/.test(name)) continue;
      binding.value = choose<Value | Unbound>(pc, this.unknownName(name, source), binding.value, sameValue);
    }
    target.open ??= reason;
  }

  private fromThirdParty(s: ast.ImportFrom, name: string, frame: Frame, pc: Condition, at: Location): void {
    const top = name.split(".")[0]!;
    this.thirdPartyImport(top, pc, at);
    const then = this.surviving(pc);
    if (then === false) return;
    const module = importThirdParty(name);
    if (s.names === "*") {
      if (!isStandardLibrary(top)) {
        this.openNamespace(frame.locals, `"from ${name} import *", a module outside the project`, then);
      } else {
        frame.locals.open ??= `"from ${name} import *"`;
      }
      return;
    }
    for (const alias of s.names) {
      const value =
        this.expressions.attributeOf(module, alias.name, then, this.locate(alias, frame)) ??
        importThirdParty(`${name}.${alias.name}`);
      this.bind(
        this.scopeFor(alias.asname ?? alias.name, frame),
        alias.asname ?? alias.name,
        value,
        then,
        [],
      );
    }
  }

  // ---------------------------------------------------------------- definitions and calls

  private defineFunction(s: ast.FunctionDef, frame: Frame, pc: Condition): Condition {
    const at = this.locate(s, frame);
    for (const decorator of s.decorators) this.expressions.evaluate(decorator, frame, pc);
    const value: Value =
      s.decorators.length > 0 || s.async || s.generator
        ? unknown(`${s.name}(), a function that is not followed`, at)
        : this.expressions.makeFunction(s.name, s, frame, pc, at);
    const then = this.surviving(pc);
    this.bind(this.scopeFor(s.name, frame), s.name, value, then, []);
    return then;
  }

  private defineClass(s: ast.ClassDef, frame: Frame, pc: Condition): Condition {
    const at = this.locate(s, frame);
    const bases = s.bases.map((base) => this.expressions.evaluate(base, frame, pc));
    const namespace = new Namespace();
    const inner: Frame = {
      kind: "class",
      module: frame.module,
      locals: namespace,
      enclosing: frame,
      globals: new Set(),
      base: frame.base,
      limit: frame.limit,
      result: UNBOUND,
    };
    this.block(s.body, inner, this.surviving(pc));
    const then = this.surviving(pc);
    if (
      bases.some(
        (base) => "kind" in base && base.kind === "third-party" && /^configurations\b/.test(base.name),
      )
    ) {
      this.usesConfigurations = true;
    }
    const isException = bases.some((base) => "kind" in base && base.kind === "exception");
    const value: Value = isException
      ? ({ kind: "exception", name: s.name, at } satisfies ExceptionClassValue)
      : s.decorators.length > 0
        ? unknown(`class ${s.name}, which is decorated`, at)
        : { kind: "class", name: s.name, namespace, bases, at };
    this.bind(this.scopeFor(s.name, frame), s.name, value, then, []);
    return then;
  }

  private raiseStatement(s: ast.Raise, frame: Frame, pc: Condition): void {
    const at = this.locate(s, frame);
    if (s.exception === undefined) {
      this.raise(undefined, "an exception raised again", pc, at);
      return;
    }
    const value = this.expressions.evaluate(s.exception, frame, pc);
    this.each(value, this.surviving(pc), (leaf, when) => {
      if (leaf.kind === "exception") this.raise(leaf.name, "", when, at);
      else if (leaf.kind === "object")
        this.raise(
          exceptionName(leaf.name.split(":")[0]!) ?? leaf.name.split(":")[0]!,
          leaf.name.replace(/^[^:]*:? ?/, ""),
          when,
          at,
        );
      else if (leaf.kind === "third-party") this.raise(leaf.name.split(".").pop()!, "", when, at);
      else this.raise(undefined, "an exception", when, at);
    });
  }

  /** Calls a function of the project: its body is run with the arguments bound. */
  callFunction(f: FunctionValue, call: CallArguments): Guarded<Value> {
    const bound = bindParameters(f, call);
    if (typeof bound === "string") return this.raise("TypeError", `${f.name}() ${bound}`, call.pc, call.at);
    const frame: Frame = {
      kind: "function",
      module: f.frame.module,
      locals: new Namespace(),
      enclosing: f.frame,
      globals: new Set(),
      base: f.frame.base,
      limit: f.frame.limit,
      result: UNBOUND,
    };
    for (const [name, value] of bound) this.bind(frame.locals, name, value, call.pc, []);
    return this.deeper(() => {
      if (f.definition.type === "Lambda") return this.expressions.evaluate(f.definition.body, frame, call.pc);
      const end = this.block(f.definition.body, frame, call.pc);
      const result = choose<Value | Unbound>(end, NONE, frame.result, sameValue);
      return this.bounded(
        map<Value | Unbound, Value>(restrict(result, call.pc, sameValue), (leaf) =>
          leaf.kind === "unbound" ? DEAD : leaf,
        ),
      );
    });
  }
}

/** A history with steps added, up to its limit. */
export function recorded(
  history: readonly HistoryStep[],
  steps: readonly HistoryStep[],
): readonly HistoryStep[] {
  return history.length >= MAX_HISTORY ? history : [...history, ...steps];
}

/** Binds a call's arguments to a function's parameters; a string says what is wrong with them. */
function bindParameters(f: FunctionValue, call: CallArguments): Map<string, Guarded<Value>> | string {
  const bound = new Map<string, Guarded<Value>>();
  const positional = f.definition.parameters.filter(
    (p) => p.kind === "plain" || p.kind === "positional-only",
  );
  const rest = f.definition.parameters.find((p) => p.kind === "*");
  const extra = f.definition.parameters.find((p) => p.kind === "**");
  call.args.forEach((value, n) => {
    const parameter = positional[n];
    if (parameter !== undefined) bound.set(parameter.name, value);
  });
  if (call.args.length > positional.length && rest === undefined) return "got too many arguments";
  if (rest !== undefined) bound.set(rest.name, { kind: "tuple", items: call.args.slice(positional.length) });
  const others: [Value, Guarded<Value>][] = [];
  for (const [name, value] of call.keywords) {
    const parameter = f.definition.parameters.find(
      (p) => p.name === name && (p.kind === "plain" || p.kind === "keyword-only"),
    );
    if (parameter === undefined && extra === undefined) return `got an unexpected keyword argument '${name}'`;
    if (parameter === undefined) others.push([{ kind: "str", value: name }, value]);
    else bound.set(name, value);
  }
  if (extra !== undefined) bound.set(extra.name, new DictValue({ entries: others }));
  for (const parameter of f.definition.parameters) {
    if (bound.has(parameter.name) || parameter.kind === "*" || parameter.kind === "**") continue;
    const fallback = f.defaults.get(parameter.name);
    if (fallback === undefined) return `missing argument '${parameter.name}'`;
    bound.set(parameter.name, fallback);
  }
  return bound;
}

/** A dict's state with one entry set; a key that exists keeps its place. */
export function withEntry(state: DictState, key: Value, value: Guarded<Value>): DictState {
  const entries = [...state.entries];
  const index = entries.findIndex(([known]) => sameKey(known, key));
  if (index >= 0) entries[index] = [entries[index]![0], value];
  else entries.push([key, value]);
  return { ...state, entries };
}

/** Whether two keys are the same key of a dict. */
export function sameKey(a: Value, b: Value): boolean {
  const number = (value: Value) =>
    value.kind === "bool"
      ? BigInt(value.value)
      : value.kind === "int"
        ? value.value
        : value.kind === "float"
          ? value.value
          : undefined;
  const x = number(a);
  const y = number(b);
  if (x !== undefined && y !== undefined) return sameNumber(x, y);
  return sameValue(a, b);
}

function restrictCondition(when: Condition, care: Condition): Condition {
  if (when === false || care === false) return false;
  if (and(care, not(when)) === false) return true;
  return restrict(when, care);
}

function cofactorDeep<T>(value: Guarded<T>, atom: Atom, holds: boolean): Guarded<T> {
  return cofactor(value, atom, holds);
}
