/**
 * What Django finds when it imports a dotted name or looks for a directory: the modules and directories of the project, read
 * from the snapshot and never run. What is installed beside Django is not known.
 */
import { dirname, join } from "../paths";
import { isStandardLibrary } from "../settings/libraries";
import type { Tri } from "../settings/plain";
import type { Snapshot } from "../snapshot";
import type { ClassDef, Expr, FunctionDef, Stmt } from "../syntax/python/ast";
import { type Binding, SymbolReader, type Symbols } from "./symbols";

/** A module of the project. */
export interface OwnModule {
  readonly name: string;
  /** Its file; undefined for a directory without `__init__.py`. */
  readonly path: string | undefined;
  /** The directory of a package. */
  readonly directory: string | undefined;
}

/** What a dotted name is. */
export type Definition =
  /** A module, class or function of Django itself, if Django has it. */
  | { readonly kind: "django"; readonly name: string }
  | { readonly kind: "module"; readonly module: OwnModule }
  | { readonly kind: "class"; readonly definition: ClassDef; readonly module: OwnModule }
  | { readonly kind: "function"; readonly definition: FunctionDef }
  /** `module` is the deepest module that was imported on the way. */
  | { readonly kind: "missing"; readonly module: OwnModule | undefined }
  /** Something of Python's own, or nothing: no class of it derives from one of Django's. */
  | { readonly kind: "standard" }
  | { readonly kind: "unknown"; readonly reason: string };

export interface CodebaseOptions {
  readonly snapshot: Snapshot;
  /** The directory that imports start from, where manage.py is. */
  readonly importRoot: string;
  /** Files that production does not have, though the folder does. */
  readonly absent: (path: string) => boolean;
  /** True if the folder is all there is: nothing is built or unpacked into it before Django starts. */
  readonly complete: boolean;
}

/** Imports and bases are followed so far. */
const MAX_DEPTH = 12;

export class Codebase {
  readonly #symbols = new Map<string, Symbols>();
  readonly #modules = new Map<string, OwnModule | "none">();
  readonly #mentions = new Map<string, boolean>();

  constructor(private readonly options: CodebaseOptions) {}

  // ---------------------------------------------------------------- modules

  /** `import_module(name)`: a module of the project, null if it surely cannot be imported, undefined if nobody knows. */
  module(name: string): OwnModule | null | undefined {
    const parts = name.split(".");
    if (parts.some((part) => part === "")) return null;
    const found = this.ownModule(name);
    if (found !== undefined) return found;
    const top = this.ownModule(parts[0]!);
    // A directory without `__init__.py` gives way to an installed package of the same name.
    if (top?.path !== undefined && parts.length > 1) return null;
    // Neither files nor installed packages have such names.
    return parts.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part)) ? undefined : null;
  }

  /** Asked for on every way through a check, so each is looked for once. */
  private ownModule(name: string): OwnModule | undefined {
    let known = this.#modules.get(name);
    if (known === undefined) {
      known = this.lookFor(name) ?? "none";
      this.#modules.set(name, known);
    }
    return known === "none" ? undefined : known;
  }

  private lookFor(name: string): OwnModule | undefined {
    const directory = join(this.options.importRoot, ...name.split("."));
    const init = `${directory}/__init__.py`;
    if (this.hasFile(init)) return { name, path: init, directory };
    if (this.hasFile(`${directory}.py`)) return { name, path: `${directory}.py`, directory: undefined };
    if (this.options.snapshot.directory(directory) !== undefined) return { name, path: undefined, directory };
    return undefined;
  }

  /** Whether a directory of the project holds a file. */
  hasFile(path: string): boolean {
    if (this.options.absent(path)) return false;
    const name = path.slice(path.lastIndexOf("/") + 1);
    return (
      this.options.snapshot
        .directory(dirname(path))
        ?.some((entry) => entry.kind === "file" && entry.name === name) ?? false
    );
  }

  /** The statements at the top of a module of the project. */
  statements(module: OwnModule): readonly Stmt[] {
    const document = module.path === undefined ? undefined : this.options.snapshot.file(module.path);
    return document?.python().body.map(({ statement }) => statement) ?? [];
  }

  /** Whether a module of the project, if it is one, has a word in its text. */
  mentions(name: string, word: string): boolean {
    const key = `${name} ${word}`;
    let known = this.#mentions.get(key);
    if (known === undefined) {
      const module = this.module(name);
      known = module ? this.text(module).includes(word) : false;
      this.#mentions.set(key, known);
    }
    return known;
  }

  private text(module: OwnModule): string {
    return (module.path === undefined ? undefined : this.options.snapshot.file(module.path)?.text) ?? "";
  }

  // ---------------------------------------------------------------- names

  /** `import_string(name)`: the class, function or other thing that a dotted name stands for. */
  find(name: string, depth = 0): Definition {
    const dot = name.lastIndexOf(".");
    if (dot < 0) return { kind: "missing", module: undefined };
    return this.findIn(name.slice(0, dot), name.slice(dot + 1), depth);
  }

  /** `from module import name` */
  private findIn(moduleName: string, name: string, depth: number): Definition {
    if (moduleName === "django" || moduleName.startsWith("django.")) {
      return { kind: "django", name: `${moduleName}.${name}` };
    }
    const module = this.module(moduleName);
    if (module === null) return { kind: "missing", module: undefined };
    if (module === undefined && isStandardLibrary(moduleName.split(".")[0]!)) return { kind: "standard" };
    if (module === undefined || depth > MAX_DEPTH) {
      return { kind: "unknown", reason: `${moduleName} is not part of the project` };
    }
    const { bindings, open } = this.symbols(module);
    const binding = bindings.get(name);
    if (binding === undefined) {
      if (open)
        return { kind: "unknown", reason: `${moduleName} may define ${name} in a way that is not followed` };
      const submodule = this.ownModule(`${moduleName}.${name}`);
      return submodule === undefined ? { kind: "missing", module } : { kind: "module", module: submodule };
    }
    return this.follow(binding, module, name, depth + 1);
  }

  private follow(binding: Binding, module: OwnModule, name: string, depth: number): Definition {
    switch (binding.kind) {
      case "class":
        return { ...binding, module };
      case "function":
        return binding;
      case "from":
        return this.findIn(binding.module, binding.name, depth);
      case "import": {
        const found = this.module(binding.module);
        if (binding.module === "django" || binding.module.startsWith("django."))
          return { kind: "django", name: binding.module };
        if (found) return { kind: "module", module: found };
        return { kind: "unknown", reason: `${binding.module} is not part of the project` };
      }
      case "other":
        return { kind: "unknown", reason: `${name} in ${module.name} is not followed` };
    }
  }

  /** What an expression at the top of a module names: a base class, a decorator. */
  private resolve(expression: Expr, module: OwnModule, depth: number): Definition {
    const unknown: Definition = {
      kind: "unknown",
      reason: `an expression in ${module.name} is not followed`,
    };
    if (expression.type === "Name") {
      const binding = this.symbols(module).bindings.get(expression.id);
      return binding === undefined ? unknown : this.follow(binding, module, expression.id, depth);
    }
    if (expression.type !== "Attribute") return unknown;
    const owner = this.resolve(expression.value, module, depth);
    if (owner.kind === "django") return { kind: "django", name: `${owner.name}.${expression.attr}` };
    if (owner.kind === "module") return this.findIn(owner.module.name, expression.attr, depth + 1);
    return unknown;
  }

  /** The names of a module and what they are. */
  names(module: OwnModule): { readonly open: boolean; readonly names: ReadonlyMap<string, Definition> } {
    const { bindings, open } = this.symbols(module);
    const names = [...bindings].map(
      ([name, binding]) => [name, this.follow(binding, module, name, 0)] as const,
    );
    return { open, names: new Map(names) };
  }

  private symbols(module: OwnModule): Symbols {
    const known = this.#symbols.get(module.name);
    if (known !== undefined) return known;
    const document = module.path === undefined ? undefined : this.options.snapshot.file(module.path);
    const symbols = new SymbolReader(module);
    symbols.read(this.statements(module));
    if (document !== undefined && (document.problem !== undefined || document.python().errorAt !== undefined))
      symbols.open = true;
    if (/\bglobals\s*\(|\bexec\s*\(/.test(this.text(module))) symbols.open = true;
    this.#symbols.set(module.name, symbols);
    return symbols;
  }

  // ---------------------------------------------------------------- classes

  /**
   * Whether a definition is `ancestor` or a class derived from it.
   * @param ancestor dotted name of a class of Django
   * @param known the bases of Django's own classes that matter, by dotted name; others are none of them
   */
  isSubclass(
    definition: Definition,
    ancestor: string,
    known: Readonly<Record<string, string>> = {},
    depth = 0,
  ): Tri {
    switch (definition.kind) {
      case "django": {
        for (let name: string | undefined = definition.name; name !== undefined; name = known[name]) {
          if (name === ancestor) return true;
        }
        return false;
      }
      case "class": {
        if (depth > MAX_DEPTH) return undefined;
        const bases = this.bases(definition).map((base) => this.isSubclass(base, ancestor, known, depth + 1));
        if (bases.includes(true)) return true;
        return bases.includes(undefined) ? undefined : false;
      }
      case "unknown":
        return undefined;
      default:
        return false;
    }
  }

  /** The base classes of a class of the project. */
  bases({ definition, module }: Extract<Definition, { kind: "class" }>): Definition[] {
    return definition.bases.map((base) =>
      base.type === "Name" && base.id === "object"
        ? { kind: "missing", module: undefined }
        : this.resolve(base, module, 0),
    );
  }

  // ---------------------------------------------------------------- directories

  /** A path as Django sees it: absolute, without `.` and `..`. A relative one starts where manage.py stands. */
  absolute(path: string): string {
    if (/^(?:\/|[A-Za-z]:\/)/.test(path)) return path.startsWith("/") ? `/${join(path)}` : join(path);
    return this.rooted(join(this.options.importRoot, path));
  }

  /** The absolute path of a path in the folder. */
  rooted(path: string): string {
    const root = this.#root;
    const joined = join(root, path);
    return root.startsWith("/") ? `/${joined}` : joined;
  }

  get #root(): string {
    return this.options.snapshot.rootPath.replace(/\/$/, "");
  }

  /** Whether an absolute path is a directory where Django runs, and if nobody knows, why. */
  isDirectory(path: string): { readonly exists: Tri; readonly reason: string } {
    const root = this.#root;
    if (path === "/" || path === "/tmp" || path === root) return { exists: true, reason: "" };
    // Debian's policy: it must not exist.
    if (/^\/nonexistent(?:\/|$)/.test(path)) return { exists: false, reason: "" };
    if (!path.startsWith(`${root}/`))
      return { exists: undefined, reason: `${path} is outside of the folder` };
    const inside = path.slice(root.length + 1);
    const present = this.options.snapshot.directory(inside) !== undefined;
    if (this.options.complete) return { exists: present, reason: "" };
    if (!present) {
      return { exists: undefined, reason: `${inside} is not in the folder, but a build may make it` };
    }
    const committed = this.holdsFile(inside, 0);
    return { exists: committed ? true : undefined, reason: `nothing in ${inside} is committed` };
  }

  /** Whether one of some files, given relative to an absolute directory, is there. */
  hasFileBelow(directory: string, files: readonly string[]): Tri {
    const root = this.#root;
    if (directory !== root && !directory.startsWith(`${root}/`)) return undefined;
    const inside = directory.slice(root.length + 1);
    if (files.some((file) => this.hasFile(join(inside, file)))) return true;
    return this.options.complete ? false : undefined;
  }

  /** Git keeps files, and directories only because of them. */
  private holdsFile(directory: string, depth: number): boolean {
    const entries = this.options.snapshot.directory(directory) ?? [];
    return entries.some(({ name, kind }) => {
      const path = join(directory, name);
      if (this.options.absent(path)) return false;
      return kind === "file" || (depth < 3 && this.holdsFile(path, depth + 1));
    });
  }
}
