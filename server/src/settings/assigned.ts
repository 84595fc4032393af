/** What statements may bind or touch, for code that is not followed. */
import type * as ast from "../syntax/python/ast";

/** Names that statements may bind in their own scope; `everything` if they may bind any. */
export function assignedNames(statements: readonly ast.Stmt[]): {
  names: Set<string>;
  everything: boolean;
  /** True if they give values to whoever reads the generator. */
  yields: boolean;
} {
  const names = new Set<string>();
  let everything = false;
  let yields = false;
  const target = (node: ast.Expr): void => {
    if (node.type === "Name") names.add(node.id);
    else if (node.type === "Starred") target(node.value);
    else if (node.type === "Tuple" || node.type === "List") node.items.forEach(target);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    if (typeof node !== "object" || node === null || !("type" in node)) {
      if (typeof node === "object" && node !== null) Object.values(node).forEach(visit);
      return;
    }
    const n = node as ast.Stmt | ast.Expr | ast.Pattern;
    switch (n.type) {
      case "Assign":
        n.targets.forEach(target);
        break;
      case "AugAssign":
      case "AnnAssign":
      case "For":
        target(n.target);
        break;
      case "With":
        for (const item of n.items) if (item.target) target(item.target);
        break;
      case "Yield":
        yields = true;
        break;
      case "capture":
      case "as":
        names.add(n.name);
        break;
      case "mapping":
        if (n.rest !== undefined) names.add(n.rest);
        break;
      case "NamedExpr":
        names.add(n.target.id);
        break;
      case "Import":
        for (const alias of n.names) names.add(alias.asname ?? alias.name.split(".")[0]!);
        break;
      case "ImportFrom":
        if (n.names === "*") everything = true;
        else for (const alias of n.names) names.add(alias.asname ?? alias.name);
        break;
      case "FunctionDef":
      case "ClassDef":
        names.add(n.name);
        return;
      case "Lambda":
        return;
      case "Delete":
        n.targets.forEach(target);
        break;
      case "Try":
        for (const handler of n.handlers) if (handler.name) names.add(handler.name);
        break;
      case "Broken":
        for (const name of n.names) {
          if (name === "*") everything = true;
          else names.add(name);
        }
        break;
      case "Call":
        if (n.func.type === "Name" && ["exec", "globals", "locals", "vars", "setattr"].includes(n.func.id))
          everything = true;
        break;
    }
    for (const [key, child] of Object.entries(n)) if (key !== "type") visit(child);
  };
  visit(statements);
  return { names, everything, yields };
}

/** Names that statements mention at all. */
export function mentionedNames(statements: readonly ast.Stmt[]): Set<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === "object" && node !== null) {
      const n = node as { type?: string; id?: string; names?: readonly unknown[] };
      if (n.type === "Name") names.add(n.id!);
      if (n.type === "Broken") for (const name of n.names as readonly string[]) names.add(name);
      for (const child of Object.values(node)) if (typeof child === "object") visit(child);
    }
  };
  visit(statements);
  return names;
}

const CHANGING_METHODS: ReadonlySet<string> = new Set(["update", "setdefault", "pop", "popitem", "clear"]);

/** Expressions whose items statements set or delete, or whose methods change them: `x` of `x[key] = 1` and `x.update()`. */
export function changedContainers(statements: readonly ast.Stmt[]): ast.Expr[] {
  const out: ast.Expr[] = [];
  const target = (node: ast.Expr): void => {
    if (node.type === "Subscript") out.push(node.value);
    else if (node.type === "Tuple" || node.type === "List") node.items.forEach(target);
  };
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const n = node as ast.Stmt | ast.Expr;
    if (n.type === "Assign" || n.type === "Delete") n.targets.forEach(target);
    else if (n.type === "AugAssign") {
      target(n.target);
      out.push(n.target);
    } else if (n.type === "Call" && n.func.type === "Attribute" && CHANGING_METHODS.has(n.func.attr))
      out.push(n.func.value);
    Object.values(node).forEach(visit);
  };
  visit(statements);
  return out;
}
