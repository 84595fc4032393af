/** The addresses that a project answers, read from its URLconfs: what they do whatever DEBUG is. */
import { join } from "../paths";
import type { Snapshot } from "../snapshot";
import { perDocument } from "../syntax/document";
import type { Call, Expr, Stmt } from "../syntax/python/ast";
import { absoluteStatements } from "../syntax/python/find";
import type { Location, Range } from "../syntax/text";

/** A pattern that leads to a view. */
export interface Route {
  /** Without the slash at its end and without the marks of a regular expression's ends: "robots.txt", "<language>/about". */
  readonly path: string;
  /** The view as it is written, without its arguments: "TemplateView.as_view". */
  readonly view: string | undefined;
  readonly at: Location;
}

/** A pattern that includes a URLconf of an installed package, or one that is not found. */
export interface ForeignUrls {
  readonly path: string;
  /** "health_check.urls" */
  readonly module: string;
  readonly at: Location;
}

export interface Routes {
  readonly routes: readonly Route[];
  readonly foreign: readonly ForeignUrls[];
  /** The handlers of errors that the root module sets, by name: "handler404". */
  readonly handlers: ReadonlyMap<string, Location>;
}

/** URLconfs that include each other are followed so far, and no more than so many. */
const MAX_DEPTH = 8;
const MAX_MODULES = 100;
/** So many expressions of one module are read: lists may hold each other many times. */
const MAX_STEPS = 5000;

/**
 * The routes of a URLconf and of those of the project that it includes.
 * @param module dotted name, as ROOT_URLCONF has it
 * @param importRoot the directory that imports start from
 */
export function routesOf(snapshot: Snapshot, importRoot: string, module: string): Routes {
  const routes: Route[] = [];
  const foreign: ForeignUrls[] = [];
  let modules = 0;
  /** The handlers of a module; undefined where it is not one of the project. */
  const visit = (name: string, prefix: string, depth: number): ReadonlyMap<string, Location> | undefined => {
    const path = join(importRoot, name.replaceAll(".", "/"));
    const document = snapshot.file(`${path}.py`) ?? snapshot.file(join(path, "__init__.py"));
    if (document === undefined) return undefined;
    if (depth > MAX_DEPTH || ++modules > MAX_MODULES) return new Map();
    const read = patternsOf(document);
    for (const { path, target, ...range } of read.patterns) {
      const at = { file: document.path, ...range };
      const full = prefix + path;
      if ("view" in target) routes.push({ path: full.replace(/\/$/, ""), view: target.view, at });
      else if (visit(target.module, full, depth + 1) === undefined)
        foreign.push({ path: full.replace(/\/$/, ""), module: target.module, at });
    }
    const { path: file } = document;
    return new Map([...read.handlers].map(([handler, range]) => [handler, { file, ...range }]));
  };
  const handlers = visit(module, "", 0) ?? new Map();
  return { routes, foreign, handlers };
}

/** Calls whose arguments hold patterns: `list(filter(None, [...]))`. */
const WRAPPERS: ReadonlySet<string> = new Set(["i18n_patterns", "patterns", "list", "tuple", "filter"]);

interface Pattern extends Range {
  readonly path: string;
  readonly target: { readonly view: string | undefined } | { readonly module: string };
}

/** What one module says, its own lists put together. */
const patternsOf = perDocument((document) => {
  const reader = new Reader(absoluteStatements(document.python()));
  reader.expand({ type: "Name", id: "urlpatterns", start: 0, end: 0 }, "", 0);
  return { patterns: reader.patterns, handlers: reader.handlers };
});

class Reader {
  readonly patterns: Pattern[] = [];
  readonly handlers = new Map<string, Range>();
  /** What is assigned and added to names at the top of the module, in order. */
  readonly #lists = new Map<string, readonly Expr[]>();
  /** The modules behind names that are imported. */
  readonly #modules = new Map<string, string>();
  readonly #open = new Set<string>();
  #steps = 0;

  constructor(statements: readonly Stmt[]) {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Stmt): void {
    switch (statement.type) {
      case "Assign":
        for (const target of statement.targets) this.#assign(target, statement.value, statement);
        return;
      case "AnnAssign":
        if (statement.value !== undefined) this.#assign(statement.target, statement.value, statement);
        return;
      case "AugAssign":
        if (statement.target.type === "Name") this.#add(statement.target.id, statement.value);
        return;
      case "Import":
        for (const { name, asname } of statement.names) this.#modules.set(asname ?? name, name);
        return;
      case "ImportFrom":
        if (statement.names === "*" || statement.level > 0) return;
        for (const { name, asname } of statement.names)
          this.#modules.set(asname ?? name, `${statement.module}.${name}`);
        return;
      default:
        return;
    }
  }

  #assign(target: Expr, value: Expr, { start, end }: Range): void {
    if (target.type !== "Name") return;
    if (/^handler(?:400|403|404|500)$/.test(target.id)) this.handlers.set(target.id, { start, end });
    // `urlpatterns = urlpatterns + [...]` and the like keep what was there.
    const before = this.#lists.get(target.id) ?? [];
    const keeps = value.type === "BinOp" && mentions(value, target.id);
    this.#lists.set(target.id, keeps ? [...before, value] : [value]);
  }

  #add(name: string, value: Expr): void {
    this.#lists.set(name, [...(this.#lists.get(name) ?? []), value]);
  }

  /** Adds the patterns of an expression. Total: what is not understood has none. */
  expand(value: Expr, prefix: string, depth: number): void {
    if (depth > 12 || ++this.#steps > MAX_STEPS) return;
    switch (value.type) {
      case "BinOp":
        this.expand(value.left, prefix, depth + 1);
        this.expand(value.right, prefix, depth + 1);
        return;
      case "List":
      case "Tuple":
        for (const item of value.items) this.expand(item, prefix, depth + 1);
        return;
      case "Starred":
        this.expand(value.value, prefix, depth + 1);
        return;
      case "Name":
        this.#named(value.id, prefix, depth);
        return;
      case "Call":
        this.#call(value, prefix, depth);
        return;
      default:
        return;
    }
  }

  #named(name: string, prefix: string, depth: number): void {
    if (this.#open.has(name)) return;
    this.#open.add(name);
    for (const value of this.#lists.get(name) ?? []) this.expand(value, prefix, depth + 1);
    this.#open.delete(name);
  }

  #call(call: Call, prefix: string, depth: number): void {
    const { func, args, keywords, start, end } = call;
    const name = func.type === "Name" ? func.id : func.type === "Attribute" ? func.attr : "";
    if (WRAPPERS.has(name)) {
      const inner = name === "i18n_patterns" ? `${prefix}<language>/` : prefix;
      for (const each of args) this.expand(each, inner, depth + 1);
      return;
    }
    if (name !== "path" && name !== "re_path" && name !== "url") return;
    const given = (n: number, ...names: string[]) =>
      args[n] ?? keywords.find(({ arg }) => arg !== undefined && names.includes(arg))?.value;
    const route = textOf(given(0, "route", "regex"));
    const view = given(1, "view");
    if (route === undefined || view === undefined) return;
    const path = prefix + (name === "path" ? route : plainRegex(route));
    const include = includeCall(view);
    if (include !== undefined) this.#include(include.args[0], path, call, depth);
    else
      this.patterns.push({
        path,
        target: { view: dotted(view.type === "Call" ? view.func : view) },
        start,
        end,
      });
  }

  #include(target: Expr | undefined, path: string, { start, end }: Range, depth: number): void {
    const included = target?.type === "Tuple" ? target.items[0] : target;
    if (included === undefined) return;
    const written = included.type === "Constant" ? textOf(included) : dotted(included);
    if (included.type === "List" || (written !== undefined && this.#lists.has(written))) {
      this.expand(included, path, depth + 1);
      return;
    }
    const module = included.type === "Constant" ? written : written && this.#imported(written);
    if (module !== undefined) this.patterns.push({ path, target: { module }, start, end });
  }

  /** The dotted name of a module that a name or an attribute stands for: `debug_toolbar.urls` after `import debug_toolbar`. */
  #imported(name: string): string | undefined {
    const [first = "", ...rest] = name.split(".");
    const module = this.#modules.get(name) ?? this.#modules.get(first);
    if (module === undefined) return undefined;
    return this.#modules.has(name) ? module : [module, ...rest].join(".");
  }
}

function includeCall(view: Expr): Call | undefined {
  if (view.type !== "Call") return undefined;
  const { func } = view;
  const name = func.type === "Name" ? func.id : func.type === "Attribute" ? func.attr : undefined;
  return name === "include" ? view : undefined;
}

function mentions(value: Expr, name: string): boolean {
  if (value.type === "Name") return value.id === name;
  return value.type === "BinOp" && (mentions(value.left, name) || mentions(value.right, name));
}

function textOf(value: Expr | undefined): string | undefined {
  return value?.type === "Constant" && value.constant.kind === "str" ? value.constant.value : undefined;
}

/** A regular expression as the plain path that it matches, as far as it is one. */
function plainRegex(pattern: string): string {
  return pattern
    .replace(/^\^|\$$|\\Z$/g, "")
    .replace(/\/\?$/, "")
    .replace(/\\([.\-/])/g, "$1");
}

/** `a.b.c` for names and attributes. */
export function dotted(node: Expr): string | undefined {
  if (node.type === "Name") return node.id;
  if (node.type !== "Attribute") return undefined;
  const value = dotted(node.value);
  return value === undefined ? undefined : `${value}.${node.attr}`;
}
