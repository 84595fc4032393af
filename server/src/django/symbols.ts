/** What the statements at the top of a module of the project bind, without running them. */
import type { ClassDef, Expr, FunctionDef, Stmt } from "../syntax/python/ast";
import type { OwnModule } from "./codebase";

/** How a name of a module is bound. */
export type Binding =
  | { readonly kind: "class"; readonly definition: ClassDef }
  | { readonly kind: "function"; readonly definition: FunctionDef }
  | { readonly kind: "from"; readonly module: string; readonly name: string }
  | { readonly kind: "import"; readonly module: string }
  | { readonly kind: "other" };

/** The names of a module. */
export interface Symbols {
  readonly bindings: ReadonlyMap<string, Binding>;
  /** True if other names may be bound: by a star import, or in a way that is not read. */
  readonly open: boolean;
}

/** Collects what the statements of a module bind. */
export class SymbolReader implements Symbols {
  readonly bindings = new Map<string, Binding>();
  open = false;

  constructor(private readonly module: Pick<OwnModule, "name" | "directory">) {}

  read(statements: readonly Stmt[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(statement: Stmt): void {
    switch (statement.type) {
      case "ClassDef":
        this.bindings.set(
          statement.name,
          // A decorator may make anything of a class.
          statement.decorators.length === 0 ? { kind: "class", definition: statement } : { kind: "other" },
        );
        return;
      case "FunctionDef":
        if (statement.name === "__getattr__") this.open = true;
        this.bindings.set(
          statement.name,
          statement.decorators.length === 0 ? { kind: "function", definition: statement } : { kind: "other" },
        );
        return;
      case "Import":
        for (const { name, asname } of statement.names) {
          if (asname !== undefined) this.bindings.set(asname, { kind: "import", module: name });
          else this.bindings.set(name.split(".")[0]!, { kind: "import", module: name.split(".")[0]! });
        }
        return;
      case "ImportFrom":
        if (statement.names === "*") this.open = true;
        else {
          const module = absoluteModule(this.module, statement.module, statement.level);
          for (const { name, asname } of statement.names)
            this.bindings.set(asname ?? name, { kind: "from", module, name });
        }
        return;
      case "Assign":
        for (const target of statement.targets) this.assign(target, statement.value);
        return;
      case "AnnAssign":
        if (statement.value !== undefined) this.assign(statement.target, statement.value);
        return;
      case "Expr":
      case "AugAssign":
      case "Assert":
      case "Pass":
      case "Raise":
        return;
      default:
        this.compound(statement);
    }
  }

  private assign(target: Expr, value: Expr): void {
    if (target.type === "Name") {
      const same = value.type === "Name" ? this.bindings.get(value.id) : undefined;
      this.bindings.set(target.id, same ?? { kind: "other" });
    } else if (target.type === "Tuple" || target.type === "List") {
      for (const item of target.items) this.assign(item, value);
    }
  }

  /** Statements that may run or not: what they bind is not followed. */
  private compound(statement: Stmt): void {
    const inner = new SymbolReader(this.module);
    if (statement.type === "If" || statement.type === "For" || statement.type === "While") {
      inner.read([...statement.body, ...statement.orelse]);
      if (statement.type === "For") inner.assign(statement.target, statement.iter);
    } else if (statement.type === "With") {
      inner.read(statement.body);
    } else if (statement.type === "Try") {
      inner.read([
        ...statement.body,
        ...statement.handlers.flatMap(({ body }) => body),
        ...statement.orelse,
        ...statement.finalbody,
      ]);
    } else {
      inner.open = true;
    }
    if (inner.open) this.open = true;
    for (const name of inner.bindings.keys()) this.bindings.set(name, { kind: "other" });
  }
}

/** The module of a `from` import, whose dots are relative to the module that it stands in. */
export function absoluteModule(
  module: Pick<OwnModule, "name" | "directory">,
  name: string,
  level: number,
): string {
  if (level === 0) return name;
  const isPackage = module.directory !== undefined;
  const parts = module.name.split(".");
  const base = parts.slice(0, parts.length - (level - (isPackage ? 1 : 0)));
  return [...base, ...(name === "" ? [] : [name])].join(".");
}
