/**
 * The modules of the project and what imports make of them. A module's code runs in the worlds that import it, and never
 * twice in the same world.
 */
import { join as joinPath } from "../paths";
import type * as ast from "../syntax/python/ast";
import type { Location } from "../syntax/text";
import {
  and,
  BoundsExceeded,
  type Condition,
  choose,
  condition,
  type Guarded,
  map,
  or,
  without,
} from "./guard";
import type { Frame, Interpreter, ModuleInfo } from "./interpreter";
import { importThirdParty, isModelled, isStandardLibrary, knownNames } from "./libraries";
import {
  DEAD,
  type ModuleValue,
  Namespace,
  sameValue,
  UNBOUND,
  type Unbound,
  unknown,
  type Value,
} from "./values";

const MAX_MODULES = 200;

/** Modules of the project by their name; where all files of a machine are known, one that is not there is missing. */
const LOCAL_MODULE = /^(?:local_?settings|settings_?local|local_?config)$/;

export class Modules {
  /** By dotted name. */
  readonly loaded = new Map<string, ModuleInfo>();
  /** Files that were run in the namespace of another. */
  readonly included = new Set<string>();

  constructor(private readonly i: Interpreter) {}

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
    const { script } = this.i;
    if (name === script?.name) return { path: script.path, kind: "module" };
    const path = joinPath(this.i.importRoot, ...name.split("."));
    const init = `${path}/__init__.py`;
    if (this.hasFile(init)) return { path: init, kind: "package" };
    if (this.hasFile(`${path}.py`)) return { path: `${path}.py`, kind: "module" };
    if (this.i.snapshot.directory(path) !== undefined) return { kind: "namespace" };
    return undefined;
  }

  /** True if the file is in the workspace, by its directory's entries. */
  hasFile(path: string): boolean {
    if (this.i.absent(path)) return false;
    const slash = path.lastIndexOf("/");
    const entries = this.i.snapshot.directory(slash < 0 ? "" : path.slice(0, slash));
    return entries?.some((entry) => entry.kind === "file" && entry.name === path.slice(slash + 1)) ?? false;
  }

  /** True if a top-level name belongs to the project rather than to an installed package. */
  isOwn(name: string): boolean {
    const top = name.split(".")[0]!;
    const found = this.locateModule(top);
    // A file that git ignores is the project's own too, and not there: `from local_settings import *`.
    if (found === undefined) return this.i.absent(joinPath(this.i.importRoot, `${top}.py`));
    if (found.kind !== "namespace") return true;
    // A directory without Python files of its own may have the name of an installed package.
    return (
      this.i.snapshot
        .directory(joinPath(this.i.importRoot, top))
        ?.some((e) => e.name.endsWith(".py") || e.kind === "directory") ?? false
    );
  }

  private runModule(name: string, pc: Condition): ModuleInfo | undefined {
    const located = this.locateModule(name);
    if (located === undefined || located.kind === "namespace") return undefined;
    let info = this.loaded.get(name);
    if (info === undefined) {
      if (this.loaded.size >= MAX_MODULES) throw new BoundsExceeded("the settings import too many modules");
      info = {
        name,
        path: located.path,
        package: located.kind === "package" ? name : name.split(".").slice(0, -1).join("."),
        namespace: new Namespace(),
        executed: false,
      };
      this.loaded.set(name, info);
    }
    const todo = without(pc, info.executed);
    if (todo === false) return info;
    info.executed = or(info.executed, todo);
    this.i.deeper(() => this.runFile(info, todo));
    return info;
  }

  private runFile(info: ModuleInfo, pc: Condition): void {
    const document = this.i.snapshot.file(info.path);
    const start: Location = { file: info.path, start: 0, end: 0 };
    if (document === undefined) return;
    if (document.problem !== undefined) {
      info.namespace.open = `${info.path} is ${document.problem === "too-large" ? "too large to read" : "not text"}`;
      return;
    }
    const file = `${this.i.snapshot.rootPath}/${info.path}`.replace(/^\/\//, "/");
    this.i.bind(info.namespace, "__name__", { kind: "str", value: info.name }, pc, []);
    this.i.bind(info.namespace, "__file__", { kind: "str", value: file, at: start }, pc, []);
    this.i.bind(info.namespace, "__package__", { kind: "str", value: info.package }, pc, []);
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
      current = this.i.statements.statement(statement, frame, current);
      if (this.i.lenient) current = pc;
    }
  }

  /** Runs a file in a module's own namespace, as django-split-settings does; names that start with `__` stay the module's. */
  includeFile(path: string, frame: Frame, pc: Condition): void {
    const info: ModuleInfo = { ...frame.module, path };
    const document = this.i.snapshot.file(path);
    if (document === undefined) return;
    this.included.add(path);
    if (document.problem !== undefined) this.i.openNamespace(info.namespace, `${path} cannot be read`, pc);
    else this.i.deeper(() => this.runBody(document.python(), info, pc));
  }

  // ---------------------------------------------------------------- imports

  importStatement(alias: ast.Alias, frame: Frame, pc: Condition): void {
    const at = this.i.locate(alias, frame);
    const top = alias.name.split(".")[0]!;
    let value: Value;
    if (this.isOwn(alias.name)) {
      const found = this.importModule(alias.name, pc);
      if (found === undefined && this.locateModule(alias.name) === undefined) {
        this.i.raise("ModuleNotFoundError", `No module named '${alias.name}'`, pc, at);
        return;
      }
      value = this.moduleValue(alias.asname === undefined ? top : alias.name);
    } else {
      this.thirdPartyImport(alias.name, pc, at);
      value = importThirdParty(alias.asname === undefined ? top : alias.name);
    }
    const then = this.i.surviving(pc);
    this.i.bind(this.i.scopeFor(alias.asname ?? top, frame), alias.asname ?? top, value, then, []);
  }

  /** `importlib.import_module(name)`. @param find gives the modules outside the project */
  importByName(name: string, pc: Condition, at: Location, find: (name: string) => Value): Value {
    if (!this.isOwn(name)) {
      this.thirdPartyImport(name, pc, at);
      return this.i.surviving(pc) === false ? DEAD : find(name);
    }
    const found = this.importModule(name, pc);
    if (found === undefined && this.locateModule(name) === undefined)
      return this.i.raise("ModuleNotFoundError", `No module named '${name}'`, pc, at);
    return this.moduleValue(name);
  }

  /** Notes that importing a package may fail, where that would be caught. */
  private thirdPartyImport(name: string, pc: Condition, at: Location): void {
    const top = name.split(".")[0]!;
    // Settings run where Django is; which of its modules that version has is known of those that are modelled.
    if (isStandardLibrary(top) || name === "django" || (top === "django" && isModelled(name))) return;
    const installed = this.i.installed(top);
    if (installed === true) return;
    if (!this.i.catching) return;
    if (this.i.variables.closed && LOCAL_MODULE.test(top)) {
      this.i.raise("ModuleNotFoundError", `No module named '${top}'`, pc, at);
      return;
    }
    const atom = this.i.atom(
      `installed ${top}`,
      { kind: "opaque" },
      `${top} is installed`,
      `${top} is not installed`,
    );
    this.i.raise("ModuleNotFoundError", `No module named '${top}'`, without(pc, condition(atom)), at);
  }

  /** The module object of a module or package of the project. */
  moduleValue(name: string): ModuleValue {
    return {
      kind: "module",
      name,
      attribute: (attribute) => {
        const info = this.loaded.get(name);
        const own = info?.namespace.bindings.get(attribute)?.value ?? UNBOUND;
        const submodule = `${name}.${attribute}`;
        const fallback: Value | Unbound =
          this.loaded.has(submodule) || this.locateModule(submodule)?.kind === "namespace"
            ? this.moduleValue(submodule)
            : info?.namespace.open !== undefined
              ? this.i.unknownName(attribute, info.namespace)
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

  importFrom(s: ast.ImportFrom, frame: Frame, pc: Condition): void {
    const at = this.i.locate(s, frame);
    if (s.module === "__future__") return;
    let name = s.module;
    if (s.level > 0) {
      const parts = frame.module.package === "" ? [] : frame.module.package.split(".");
      if (s.level > parts.length) {
        this.i.raise("ImportError", "attempted relative import beyond top-level package", pc, at);
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
    const then = this.i.surviving(pc);
    if (info === undefined && this.locateModule(name)?.kind !== "namespace") {
      this.i.raise("ModuleNotFoundError", `No module named '${name}'`, then, at);
      if (this.i.lenient && s.names === "*" && !this.i.catching) {
        this.i.openNamespace(frame.locals, `a star import of ${name}, which is not there`, then);
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
    const at = this.i.locate(alias, frame);
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
        fallback = this.i.unknownName(alias.name, info.namespace);
      }
      value = map<Value | Unbound, Value | Unbound>(value, (leaf) =>
        leaf.kind === "unbound" ? fallback : leaf,
      );
      const missing = map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound");
      this.i.raise(
        "ImportError",
        `cannot import name '${alias.name}' from '${module}'`,
        and(pc, missing),
        at,
      );
    }
    const then = this.i.surviving(pc);
    if (then === false) return;
    this.i.bind(this.i.scopeFor(target, frame), target, value, then, [
      ...(binding?.history ?? []),
      this.i.historyStep("imported", at, at, then),
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
        this.i.openNamespace(frame.locals, `a star import of ${info.name}, whose __all__ is not known`, pc);
        return;
      }
    }
    if (exported !== undefined && info.namespace.open === undefined) this.demandNames(info, exported, pc, at);
    const then = this.i.surviving(pc);
    for (const [name, binding] of [...info.namespace.bindings]) {
      if (exported === undefined ? name.startsWith("_") : !exported.has(name)) continue;
      const bound = map<Value | Unbound, boolean>(binding.value, (leaf) => leaf.kind !== "unbound");
      const when = and(then, bound);
      if (when === false) continue;
      this.i.bind(frame.locals, name, binding.value, when, [
        ...binding.history,
        this.i.historyStep("imported", at, at, when),
      ]);
    }
    if (info.namespace.open !== undefined) {
      // What the other module's unknown code bound comes along, and may replace what is here.
      this.openNamespaceKeeping(frame.locals, info.namespace, then);
    }
  }

  /** Raises for a name of `__all__` that the module does not have; a package's may be its modules. */
  private demandNames(info: ModuleInfo, names: ReadonlySet<string>, pc: Condition, at: Location): void {
    for (const name of names) {
      if (this.locateModule(`${info.name}.${name}`) !== undefined) continue;
      const value = info.namespace.bindings.get(name)?.value ?? UNBOUND;
      const missing = map<Value | Unbound, boolean>(value, (leaf) => leaf.kind === "unbound");
      const message = `module '${info.name}' has no attribute '${name}'`;
      this.i.raise("AttributeError", message, and(this.i.surviving(pc), missing), at);
    }
  }

  /** Opens a namespace by a star import of an open one; names that came from there are as known as they were there. */
  private openNamespaceKeeping(target: Namespace, source: Namespace, pc: Condition): void {
    const reason = source.open!;
    for (const [name, binding] of target.bindings) {
      if (source.bindings.has(name) || /^__\w+__$/.test(name)) continue;
      binding.value = choose<Value | Unbound>(pc, this.i.unknownName(name, source), binding.value, sameValue);
    }
    target.open ??= reason;
  }

  private fromThirdParty(s: ast.ImportFrom, name: string, frame: Frame, pc: Condition, at: Location): void {
    const top = name.split(".")[0]!;
    this.thirdPartyImport(name, pc, at);
    const then = this.i.surviving(pc);
    if (then === false) return;
    const module = importThirdParty(name);
    if (s.names === "*") {
      if (!isStandardLibrary(top)) {
        this.i.openNamespace(frame.locals, `"from ${name} import *", a module outside the project`, then);
      } else {
        for (const known of knownNames(name)) {
          const value = this.i.expressions.attributeOf(module, known, then, at);
          this.i.bind(frame.locals, known, value, then, []);
        }
        frame.locals.open ??= `"from ${name} import *"`;
      }
      return;
    }
    for (const alias of s.names) {
      const value = this.i.expressions.attributeOf(module, alias.name, then, this.i.locate(alias, frame));
      this.i.bind(
        this.i.scopeFor(alias.asname ?? alias.name, frame),
        alias.asname ?? alias.name,
        value,
        then,
        [],
      );
    }
  }
}
